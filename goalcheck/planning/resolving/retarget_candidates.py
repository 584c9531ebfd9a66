"""Retarget candidates: weaker targets, at whose figures a harm ends or is small enough."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from goalcheck.changes.kinds.retarget import Retarget, aim_of
from goalcheck.facts.context import Context
from goalcheck.graph import ROUNDING
from goalcheck.model import Effect, Objective, Organization
from goalcheck.planning.resolving.pushes import Pushes


class RetargetCandidates:
    """The changes to weaker targets that one organization could make."""

    def __init__(self, context: Context, pushes: Pushes) -> None:
        self._context = context
        self._pushes = pushes

    def against_harm(self, objective: str, node: str, leasts: Iterable[float]) -> Iterator[Retarget]:
        """The targets at which the harm of an objective on a node ends, and falls below each of these strengths.

        Yields nothing if the first link of the harm has no figure at which it starts. Harm that remains on other chains
        is left to other kinds of changes.
        """
        entry = self._context.organization.objectives[objective]
        link = self._first_link(objective, node)
        aim = aim_of(entry.target) if entry.target else None
        if link is None or aim is None or link.starts_at is None or link.full_at is None:
            return
        harm = self._pushes.whole(objective)[1].get(node, 0.0)
        if not _is_weaker(entry, link.starts_at):
            return
        ends = Retarget(objective, link.starts_at)
        if self._pushes.whole(objective, ends)[1].get(node, 0.0) < harm - ROUNDING:
            yield ends
        for least in leasts:
            if least <= 0 or harm < least:
                continue
            # The harm falls in proportion to the part of the way from where it starts to where it is full.
            passed = min(max((link.starts_at - aim) / (link.starts_at - link.full_at), 0.0), 1.0)
            bound = link.starts_at - passed * least / harm * (link.starts_at - link.full_at)
            enough = Retarget(objective, plainest(bound, link.starts_at))
            if _is_weaker(entry, enough.value) and self._pushes.whole(objective, enough)[1].get(node, 0.0) < least:
                yield enough

    def _first_link(self, objective: str, node: str) -> Effect | None:
        """The effect that the strongest harm begins with, where it is declared or claimed."""
        index, organization = self._context.network.index, self._context.organization
        try:
            first = self._context.pushes.chain(origin=index[objective], target=index[node], positive=False)[0]
        except KeyError:
            return None
        arrow = self._context.arrow(first)
        if arrow.starts_at is None:
            return None
        said = [effect for effect in _said(organization, objective) if effect.target == arrow.target]
        fitting = [effect for effect in said if (effect.weight > 0) == first.positive and effect.weight]
        strongest = max(fitting, key=lambda effect: abs(effect.weight), default=None)
        return None if strongest is None or strongest.starts_at is None else strongest


def meeting(objective: Objective, others: Iterable[float]) -> Iterator[Retarget]:
    """Targets that are weaker and meet another figure for the same metric."""
    for figure in sorted(set(others)):
        if _is_weaker(objective, figure):
            yield Retarget(objective.id, figure)


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


def _is_weaker(objective: Objective, figure: float) -> bool:
    """True if a figure asks less of an objective than its target does, and still asks something."""
    target = objective.target
    aim = aim_of(target) if target else None
    if target is None or aim is None or figure == aim:
        return False
    if target.bounds is not None:
        return (figure < aim) == (target.bounds.lower is not None)
    if target.start is None or target.start == aim:
        return False
    return min(target.start, aim) < figure < max(target.start, aim)


def _said(organization: Organization, objective: str) -> Iterator[Effect]:
    yield from organization.objectives[objective].effects
    yield from (claim.effect for claim in organization.claims if claim.origin == objective)
