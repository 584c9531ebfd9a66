"""Outcomes whose customers are not happy, and the objectives that push them and are nearly reached all the same.

Knows no rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from goalcheck.facts.context import Context
from goalcheck.facts.progress import way
from goalcheck.facts.rating_history import RatingHistory, histories
from goalcheck.graph import ROUNDING
from goalcheck.model import Outcome

GREEN = 0.8
"""From this share of the way to its target on, an objective counts as green."""


class UnhappyOutcome(NamedTuple):
    """An outcome, its unhappy customers, and what is green all the same.

    Attributes:
        unhappy: whose last rating is low, or has fallen far; the lowest first.
        hurting: the green objectives that lean to hurt it, strongest first.
        helping: the green objectives that lean to help it, strongest first.
    """

    outcome: Outcome
    unhappy: Sequence[RatingHistory]
    hurting: Sequence[int]
    helping: Sequence[int]

    @property
    def order(self) -> tuple[float, float, int, str]:
        """By what costs most, then the lowest rating, then what matters most to the customer."""
        outcome = self.outcome
        return -(outcome.at_stake or 0.0), self.unhappy[0].newest.rating, -outcome.importance, outcome.id

    @property
    def is_green(self) -> bool:
        """True if an objective that pushes it is nearly reached."""
        return bool(self.hurting or self.helping)


def unhappy_outcomes(context: Context) -> list[UnhappyOutcome]:
    """The outcomes that some customer is not happy with, the dearest first.

    Cost: proportional to the ratings, and to the pushes on these outcomes.
    """
    return sorted(_found(context), key=lambda each: each.order)


def _found(context: Context) -> Iterator[UnhappyOutcome]:
    for key, rated in histories(context.organization.scorecards).items():
        unhappy = sorted(
            (history for history in rated if history.is_unhappy),
            key=lambda history: (history.newest.rating, history.customer),
        )
        if unhappy:
            hurting, helping = _green(context, context.network.index[key], unhappy)
            yield UnhappyOutcome(context.organization.outcomes[key], unhappy, hurting, helping)


def _green(context: Context, outcome: int, unhappy: Sequence[RatingHistory]) -> tuple[list[int], list[int]]:
    """The green objectives that lean to hurt an outcome, and those that lean to help it."""
    sides = context.clashes.sides[outcome]
    hurting = [each for _, each in sides.hurters if context.hurts(each, outcome)]
    helping = [each for _, each in sides.helpers if not context.hurts(each, outcome)]
    return (
        [each for each in hurting if _is_green(context, each, unhappy)],
        [each for each in helping if _is_green(context, each, unhappy)],
    )


def _is_green(context: Context, position: int, unhappy: Sequence[RatingHistory]) -> bool:
    """True if an objective is nearly there, and somebody who is unhappy rated after it had begun."""
    objective = context.organization.objectives[context.network.nodes[position]]
    share = way(objective)
    if share is None or share < GREEN - ROUNDING:
        return False
    start = objective.period.start if objective.period else None
    return start is None or any(start <= history.newest.period.end for history in unhappy)
