"""The customer's view: each outcome with who helps it, who hurts it, and how it was rated over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from goalcheck.conflicts import Conflict
from goalcheck.facts.rating_history import RatingHistory, histories
from goalcheck.graph import ROUNDING
from goalcheck.model import Outcome
from goalcheck.report import Push, Report


class PushStrength(NamedTuple):
    """The strength with which an objective pushes an outcome; for a department that of its strongest objective."""

    id: str
    strength: float


Leanings: TypeAlias = defaultdict[str, list[PushStrength]]
"""The objectives that lean to push outcomes the same way, by outcome."""


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """One outcome as its customer would see it.

    Attributes:
        helped_by: the objectives that lean to help it, strongest first.
        hurt_by: the objectives that lean to hurt it; one that leans both ways is in both.
        ratings: the history of each customer who rated it, in the order of time.
        conflict: the conflict about it, None where there is none.
    """

    outcome: Outcome
    helped_by: tuple[PushStrength, ...]
    hurt_by: tuple[PushStrength, ...]
    ratings: tuple[RatingHistory, ...]
    conflict: Conflict | None


def outcome_views(report: Report, pushes: Collection[Push], wanted: Collection[str]) -> tuple[OutcomeView, ...]:
    """The wanted outcomes by customer, the most important of each first."""
    organization = report.organization
    helped, hurt = leanings(pushes)
    rated = histories(organization.scorecards)
    conflicts = {each.about: each for each in report.conflicts}
    views = [
        OutcomeView(
            outcome,
            _strongest(helped[key]),
            _strongest(hurt[key]),
            tuple(rated.get(key, ())),
            conflicts.get(key),
        )
        for key, outcome in organization.outcomes.items()
        if key in wanted
    ]
    return tuple(sorted(views, key=_order))


def leanings(
    pushes: Collection[Push],
) -> tuple[defaultdict[str, list[PushStrength]], defaultdict[str, list[PushStrength]]]:
    """The objectives that lean to help each outcome, and the objectives that lean to hurt it."""
    helped: Leanings = defaultdict(list)
    hurt: Leanings = defaultdict(list)
    for push in pushes:
        if push.help >= push.harm - ROUNDING:
            helped[push.node].append(PushStrength(push.objective, push.help))
        if push.harm >= push.help - ROUNDING:
            hurt[push.node].append(PushStrength(push.objective, push.harm))
    return helped, hurt


def _strongest(pushers: list[PushStrength]) -> tuple[PushStrength, ...]:
    return tuple(sorted(pushers, key=lambda each: (-round(each.strength, 9), each.id)))


def _order(view: OutcomeView) -> tuple[bool, str, int, str]:
    """Customers by id, outcomes without one last; a customer's most important outcomes first."""
    return view.outcome.customer is None, view.outcome.customer or "", -view.outcome.importance, view.outcome.id
