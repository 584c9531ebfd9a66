"""How customers have rated an outcome over the periods, and whether that is a reason to worry.

Knows no rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from goalcheck.graph import ROUNDING
from goalcheck.model import Period, Scorecard
from goalcheck.rules.amounts import figure
from goalcheck.source import Location

CONTENT = 6.0
"""A customer who rates an outcome below this is not content."""

FALL = 1.0
"""A rating that fell by this much since the period before is a warning, however high it still is."""

MAX_PERIODS = 8
"""Ratings of one customer that are told, the newest."""


class Rating(NamedTuple):
    """One rating of one outcome."""

    period: Period
    rating: float
    note: str | None
    location: Location

    @property
    def when(self) -> tuple[date, date, str]:
        """For ordering in time."""
        return self.period.end, self.period.start, self.period.label


class History(NamedTuple):
    """What one customer said of one outcome, in the order of time."""

    customer: str
    ratings: tuple[Rating, ...]

    @property
    def newest(self) -> Rating:
        """The last rating."""
        return self.ratings[-1]

    @property
    def best(self) -> Rating | None:
        """The highest rating before the last one, of equal ones the latest; None where there is none."""
        return max(self.ratings[:-1], key=lambda each: (each.rating, each.when), default=None)

    @property
    def is_unhappy(self) -> bool:
        """Whether the last rating is low, or much lower than the one before."""
        fallen = len(self.ratings) > 1 and self.ratings[-2].rating - self.newest.rating >= FALL - ROUNDING
        return self.newest.rating < CONTENT - ROUNDING or fallen

    def words(self, outcome: str) -> str:
        """The last rating against the best one before: 4 for x in 2026-Q3, down from 8 in 2026-Q1."""
        now = f"{outcome} {figure(self.newest.rating)} in {self.newest.period.label}"
        if self.best is None:
            return now
        trend = "down from" if self.best.rating > self.newest.rating + ROUNDING else "at best"
        return f"{now}, {trend} {figure(self.best.rating)} in {self.best.period.label}"

    def course(self) -> str:
        """All ratings, or the last MAX_PERIODS."""
        shown = self.ratings[-MAX_PERIODS:]
        return ", ".join(f"{figure(each.rating)} in {each.period.label}" for each in shown)


def histories(scorecards: Iterable[Scorecard]) -> Mapping[str, list[History]]:
    """For each outcome that was rated the history of every customer who rated it, outcomes and customers sorted."""
    found: dict[tuple[str, str], list[Rating]] = {}
    for card in scorecards:
        notes = dict(card.notes)
        for outcome, rating in card.ratings:
            one = Rating(card.period, rating, notes.get(outcome), card.location)
            found.setdefault((outcome, card.customer), []).append(one)
    by_outcome: dict[str, list[History]] = {}
    for (outcome, customer), ratings in sorted(found.items()):
        history = History(customer, tuple(sorted(ratings, key=lambda each: each.when)))
        by_outcome.setdefault(outcome, []).append(history)
    return by_outcome
