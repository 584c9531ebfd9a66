"""The objectives on either side of each outcome, from a level up: all opposed pairs without a list of the pairs.

Over one outcome every helper that is strong enough is opposed to every hurter that is, as far as their periods overlap;
so two short sides stand for all pairs between them, which may be many millions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from goalcheck.facts.context import Context
from goalcheck.findings import Level
from goalcheck.graph import ROUNDING
from goalcheck.planning.resolving.verification import Review, rules_on
from goalcheck.traits import Basis


class Tier(NamedTuple):
    """One outcome and a strength, with the objectives that push the outcome at least so hard; sorted by id.

    Attributes:
        least: the strength from which a helper and a hurter make a conflict that must go.
        guarding: True if a guardrail of the hurter is enough to end the conflict.
    """

    outcome: str
    least: float
    guarding: bool
    helpers: tuple[str, ...]
    hurters: tuple[str, ...]


class Apart:
    """Pairs that are not in conflict over an outcome whatever their pushes: alternatives, and those of a decision."""

    def __init__(self, context: Context) -> None:
        self._alternatives = context.alternatives
        self._decided: Mapping[str, frozenset[str]] = _decided(context)

    def of(self, objective: str) -> frozenset[str]:
        """The objective itself, its alternatives, and the objectives that it shares a decision with."""
        return (
            frozenset({objective})
            | self._alternatives.get(objective, frozenset())
            | self._decided.get(objective, frozenset())
        )


def tiers(context: Context, review: Review) -> Iterator[Tier]:
    """The two sides of every outcome that objectives pull apart at the level, once for each strength that counts.

    A guardrail lowers a conflict by a level: so it ends those of the level itself, and those of the levels above it
    have a tier of their own.
    """
    nodes, outcomes = context.network.nodes, context.organization.outcomes
    for position, sides in context.clashes.sides.items():
        outcome = outcomes[nodes[position]]
        scale = 20.0 * outcome.importance
        for floor, guarding in _floors(context, review):
            least = floor / scale - ROUNDING / scale
            helpers = [nodes[objective] for strength, objective in sides.helpers if strength >= least and strength > 0]
            hurters = [nodes[objective] for strength, objective in sides.hurters if strength >= least and strength > 0]
            if guarding:
                hurters = [each for each in hurters if not _guards(context, each, outcome.id)]
            if helpers and hurters:
                yield Tier(outcome.id, least, guarding, tuple(sorted(helpers)), tuple(sorted(hurters)))


def _floors(context: Context, review: Review) -> list[tuple[float, bool]]:
    """The tensions from which a clash must be settled, each with True if a guardrail is enough."""
    least = context.organization.settings.min_tension
    setting = _setting(context, review)
    if setting is not None:
        counts = setting != "off" and Level(setting).at_least(review.level)
        return [(least, False)] if counts else []
    if review.level is Level.MINOR:
        return [(least, False)]
    worse = [level for level in Level if level.rank < review.level.rank]
    return [
        (max(least, review.level.least_tension), True),
        *((max(least, level.least_tension), False) for level in worse[-1:]),
    ]


def _setting(context: Context, review: Review) -> str | None:
    """The setting of the rule about opposed pairs."""
    settings = (review.setting(context.organization, rule) for rule in rules_on(Basis.OPPOSITION))
    return next((each for each in settings if each is not None), None)


def _guards(context: Context, objective: str, outcome: str) -> bool:
    return any(each.protects == outcome for each in context.organization.objectives[objective].guardrails)


def _decided(context: Context) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for decision in context.organization.decisions:
        for objective in decision.between:
            found.setdefault(objective, set()).update(decision.between)
    return {objective: frozenset(others) for objective, others in found.items()}
