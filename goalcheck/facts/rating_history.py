"""The rating history of an outcome: the ratings of its customers over the periods, and whether they are a worry.

Knows no rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from goalcheck.graph import ROUNDING
from goalcheck.messages import Joining, Listing, Message, Value
from goalcheck.messages import english as say
from goalcheck.messages.message import declared, listing
from goalcheck.messages.message import outcome as outcome_ref
from goalcheck.model import Period, Scorecard
from goalcheck.source import Location

CONTENT = 6.0
"""A customer who rates an outcome below this is not content."""

FALL = 1.0
"""A rating this much below the best of the year before it is a warning, however high it still is."""

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


class RatingHistory(NamedTuple):
    """The ratings of one outcome by one customer, in the order of time."""

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
    def best_of_the_year(self) -> Rating | None:
        """The highest rating of the year before the last one, of equal ones the latest; None where there is none."""
        year = self.newest.period.end - timedelta(days=365)
        recent = [each for each in self.ratings[:-1] if each.period.end >= year]
        return max(recent, key=lambda each: (each.rating, each.when), default=None)

    @property
    def is_unhappy(self) -> bool:
        """True if the last rating is low, or much lower than the best of the year before it."""
        best = self.best_of_the_year
        fallen = best is not None and best.rating - self.newest.rating >= FALL - ROUNDING
        return self.is_low or fallen

    @property
    def is_low(self) -> bool:
        """True if the last rating is that of somebody who is not content."""
        return self.newest.rating < CONTENT - ROUNDING

    def words(self, outcome: str) -> Message:
        """The last rating against the best of the year before it: x 4 in 2026-Q3, down from 8 in 2026-Q1."""
        newest, best = self.newest, self.best_of_the_year
        now: dict[str, Value] = {
            "outcome": outcome_ref(outcome),
            "rating": declared(newest.rating),
            "period": newest.period.label,
        }
        if best is None:
            return say.RATED(**now)
        trend = say.RATED_DOWN if best.rating > newest.rating + ROUNDING else say.RATED_AT_BEST
        return trend(**now, best=declared(best.rating), best_period=best.period.label)

    def course(self) -> Listing:
        """All ratings, or the last MAX_PERIODS."""
        shown = self.ratings[-MAX_PERIODS:]
        told = (say.RATED_IN(rating=declared(each.rating), period=each.period.label) for each in shown)
        return listing(told, most=None, joining=Joining.COMMA)


def histories(scorecards: Iterable[Scorecard]) -> Mapping[str, list[RatingHistory]]:
    """For each outcome that was rated the history of every customer who rated it, outcomes and customers sorted."""
    found: dict[tuple[str, str], list[Rating]] = {}
    for card in scorecards:
        notes = dict(card.notes)
        for outcome, rating in card.ratings:
            one = Rating(card.period, rating, notes.get(outcome), card.location)
            found.setdefault((outcome, card.customer), []).append(one)
    by_outcome: dict[str, list[RatingHistory]] = {}
    for (outcome, customer), ratings in sorted(found.items()):
        history = RatingHistory(customer, tuple(sorted(ratings, key=lambda each: each.when)))
        by_outcome.setdefault(outcome, []).append(history)
    return by_outcome
