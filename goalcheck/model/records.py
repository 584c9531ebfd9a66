"""Claims, decisions and scorecards, each kind with its sort order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from goalcheck.model.effect import Effect
from goalcheck.model.period import Period
from goalcheck.source import Location


class DecisionVerdict(StrEnum):
    """The verdict of a decision on its finding."""

    ACCEPTED = "accepted"
    GUARDED = "guarded"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Claim:
    """An effect that somebody else than its owner reports.

    Attributes:
        by: the department or customer that says so.
        person: who says so there, where several people speak for them.
    """

    origin: str
    by: str | None
    effect: Effect
    person: str | None = None

    @property
    def order(self) -> tuple[object, ...]:
        """Claims stand by who does what to whom, and by what is said; by their place if that is the same."""
        effect = self.effect
        return self.origin, effect.target, effect.weight, self.by or "", effect.said, self.person or "", effect.location


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision about a finding: the verdict, who made it, why, and its last day (inclusive).

    Attributes:
        over: an outcome or objective that is hurt, or the code of a rule; None for whatever there is between them.
        tension: what was accepted, None where it was not said; 0 accepts only what has no tension.
    """

    between: tuple[str, ...]
    over: str | None
    verdict: DecisionVerdict
    by: str
    reason: str
    until: date
    tension: float | None
    location: Location

    @property
    def order(self) -> tuple[object, ...]:
        """Decisions stand by whom they are between, over what, what they say, and last by their place."""
        says = self.verdict, self.by, self.reason, self.until, self.tension is None, self.tension or 0.0
        return self.between, self.over or "", *says, self.location


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A customer's ratings (0 to 10) of the outcomes in one period.

    Attributes:
        ratings: outcome and rating, sorted.
        notes: what the customer said, by outcome, where somebody wrote it down.
    """

    customer: str
    period: Period
    ratings: tuple[tuple[str, float], ...]
    location: Location
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def order(self) -> tuple[object, ...]:
        """Scorecards stand by customer, then by period."""
        return self.customer, self.period, self.ratings, self.notes, self.location
