"""The result of a search for ways out: plain data for renderers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from goalcheck.changes import Change
from goalcheck.findings import Finding
from goalcheck.planning.resolving.terms import Terms
from goalcheck.report import Report


class Step(NamedTuple):
    """One change of a way out.

    Attributes:
        cost: in points, and how it comes about in `why`.
    """

    move: Change
    cost: float
    why: str


class Giving(NamedTuple):
    """The contribution of one department.

    Attributes:
        steps: the changes to its objectives, as places among the steps of the way out.
        keeps: the number of its objectives in force that stay as they are.
    """

    department: str
    steps: tuple[int, ...]
    keeps: int


class Shift(NamedTuple):
    """The total push of all objectives on an outcome, before and after; helps and harms are added up separately."""

    outcome: str
    help_before: float
    help_after: float
    harm_before: float
    harm_after: float

    @property
    def gains(self) -> bool:
        """True if the outcome is helped more or hurt less."""
        return self.help_after > self.help_before + SAME or self.harm_after < self.harm_before - SAME

    @property
    def loses(self) -> bool:
        """True if the outcome is helped less or hurt more."""
        return self.help_after < self.help_before - SAME or self.harm_after > self.harm_before + SAME


SAME = 0.00005
"""Sums of pushes that differ by less are printed alike."""


class Left(NamedTuple):
    """A conflict below the level that stays, or comes.

    Attributes:
        before: the same finding before the changes, None where they bring it.
    """

    now: Finding
    before: Finding | None


@dataclass(frozen=True, slots=True)
class WayOut:
    """A set of changes after which nothing is left at the level; the analysis has confirmed it.

    Attributes:
        steps: the changes in the order in which they are made.
        cost: of all of them, in points.
        bound: no such set costs less; for an alternative, none that does not contain one of those before it.
        gives: the departments that give something or are in conflict, by id.
        shifts: the outcomes whose push changes, by id.
        left: open conflicts below the level.
        brought: findings of other rules that come up with the changes.
        after: the report on the organization after the changes.
    """

    steps: tuple[Step, ...]
    cost: float
    bound: float
    gives: tuple[Giving, ...]
    shifts: tuple[Shift, ...]
    left: tuple[Left, ...]
    brought: tuple[Finding, ...]
    after: Report

    @property
    def moves(self) -> tuple[Change, ...]:
        """The changes alone."""
        return tuple(step.move for step in self.steps)

    @property
    def is_proved(self) -> bool:
        """True if the way out is proved the cheapest."""
        return self.bound >= self.cost

    @property
    def gap(self) -> float:
        """The greatest part of the cost that another way out could save; 0 if this one is proved the cheapest."""
        return (self.cost - self.bound) / self.cost if self.cost else 0.0


class Standoff(NamedTuple):
    """A finding that cannot be settled together with others.

    Attributes:
        is_brought: True if the finding is not there now, and comes up with changes that settle another one.
        settlers: the changes that would settle it alone; empty where none can.
    """

    finding: Finding
    is_brought: bool
    settlers: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer: the ways out of the conflicts of an organization, or the findings that rule out every way out.

    Attributes:
        before: the report on the organization as it is.
        settled: the open conflicts at the level, worst first, as far as the report lists them.
        ways: the cheapest way out, then the alternatives; none where nothing can settle everything.
        standoff: the fewest findings that cannot be settled together, where there is no way out and they were found.
        candidates: the number of changes to choose from.
        is_complete: False where time ran out before all alternatives, or the fewest findings to blame, were found.
    """

    before: Report
    terms: Terms
    settled: tuple[Finding, ...]
    ways: tuple[WayOut, ...]
    standoff: tuple[Standoff, ...]
    candidates: int
    is_complete: bool

    @property
    def is_impossible(self) -> bool:
        """True if no way out was found: the candidate changes cannot settle all findings."""
        return not self.ways
