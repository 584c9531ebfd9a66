"""The weaker targets that a way out may use: where a harm ends, where it is small enough, the figure of another one."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from goalcheck.changes.kinds.retarget import Retarget, aim_of
from goalcheck.facts.context import Context
from goalcheck.graph import ROUNDING
from goalcheck.model import Effect, Objective, Organization


class HarmLeft(NamedTuple):
    """What is left of a harm on a node that it may do at most, as a part of the harm that it does."""

    node: int
    part: float


def where_harm_ends(context: Context, objective: Objective) -> Iterator[Retarget]:
    """The figures at which an effect that hurts begins to be felt."""
    for effect in _said(context.organization, objective.id):
        if effect.starts_at is not None and effect.weight < 0 and is_weaker(objective, effect.starts_at):
            yield Retarget(objective.id, effect.starts_at)


def where_harm_is_small(context: Context, objective: Objective, rooms: Iterable[HarmLeft]) -> Iterator[Retarget]:
    """The figures nearest to the old one at which a harm is less than it may be.

    The harm falls in proportion to the part of the way from where it starts to where it is full; harm that runs over
    other chains is left to other kinds of changes.
    """
    aim = aim_of(objective.target) if objective.target else None
    if aim is None:
        return
    for room in rooms:
        effect = _first_effect(context, objective.id, room.node)
        if effect is None or effect.starts_at is None or effect.full_at is None:
            continue
        width = effect.starts_at - effect.full_at
        passed = min(max((effect.starts_at - aim) / width, 0.0), 1.0)
        figure = plainest(effect.starts_at - passed * room.part * width, effect.starts_at)
        if is_weaker(objective, figure):
            yield Retarget(objective.id, figure)


def where_another_aims(objective: Objective, other: Objective) -> Iterator[Retarget]:
    """The figure of another objective for the same metric, where the objective has not gone further already."""
    aim = aim_of(other.target) if other.target else None
    if aim is not None and is_weaker(objective, aim) and not _is_passed(objective, aim):
        yield Retarget(objective.id, aim)


def is_weaker(objective: Objective, figure: float) -> bool:
    """True if a figure lies on the way to the target of an objective that says where it comes from."""
    target = objective.target
    if target is None or target.start is None or target.to is None:
        return False
    return min(target.start, target.to) < figure < max(target.start, target.to)


def _is_passed(objective: Objective, figure: float) -> bool:
    """True if an objective stands beyond a figure on the way to its target."""
    target, progress = objective.target, objective.progress
    if target is None or target.to is None or progress is None:
        return False
    return (progress.value - figure) * (target.to - figure) > 0


def plainest(beyond: float, until: float) -> float:
    """A plain figure soon after one and not after another: 37 for what lies beyond 36.6 and not beyond 42."""
    width = abs(until - beyond)
    if width <= ROUNDING:
        return until
    finest = 1 - math.floor(math.log10(width / 2))
    for places in range(finest - 1, finest + 2):
        step = 10.0**-places
        steps = math.floor(beyond / step) + 1 if beyond < until else math.ceil(beyond / step) - 1
        figure = round(steps * step, max(0, places))
        if ROUNDING < abs(figure - beyond) <= width + ROUNDING:
            return figure
    return until


def _first_effect(context: Context, objective: str, node: int) -> Effect | None:
    """The effect that the strongest harm begins with, where it is tied to the target."""
    index = context.network.index
    try:
        first = context.pushes.chain(origin=index[objective], target=node, positive=False)[0]
    except KeyError:
        return None
    target = context.network.nodes[first.target]
    said = [effect for effect in _said(context.organization, objective) if effect.target == target and effect.weight]
    fitting = [effect for effect in said if (effect.weight > 0) == first.positive]
    strongest = max(fitting, key=lambda effect: abs(effect.weight), default=None)
    return strongest if strongest is not None and strongest.starts_at is not None else None


def _said(organization: Organization, objective: str) -> Iterator[Effect]:
    yield from organization.objectives[objective].effects
    yield from (claim.effect for claim in organization.claims if claim.origin == objective)
