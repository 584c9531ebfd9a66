"""The result of a search for ways out: plain data for renderers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from goalcheck.changes import Change
from goalcheck.conflicts import Conflict
from goalcheck.findings import Finding
from goalcheck.planning.resolving.terms import Terms
from goalcheck.report import Report

SAME = 1e-9
"""Costs that differ by less are equal."""

Item = Conflict | Finding
"""Something that is to be settled."""


class Step(NamedTuple):
    """One change of a way out.

    Attributes:
        cost: in points, and how it comes about in `why`.
        moves: what the objective goes on to hurt, only on other days.
    """

    move: Change
    cost: float
    why: str
    moves: tuple[str, ...] = ()


class OutcomeLoss(NamedTuple):
    """What an outcome loses: the largest fall of its strongest help on one day, and what that costs."""

    outcome: str
    fall: float
    cost: float


class Shift(NamedTuple):
    """The pressure on an outcome or objective before and after; 0 where nothing presses, or it is given up."""

    about: str
    before: float
    after: float


class Missing(NamedTuple):
    """What would have to be declared so that something that is left could be settled.

    Attributes:
        item: what is left.
        says: what would help, in words.
        write: the line to write, or the option to type; empty where there is no one line.
    """

    item: Item
    says: str
    write: str


class Front(NamedTuple):
    """One set of changes that no other beats both in cost and in the pressure that is left."""

    cost: float
    pressure: float
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class WayOut:
    """A set of changes after which nothing is left at the level but `missing`; the analysis has confirmed it.

    Attributes:
        steps: the changes in the order in which they are made.
        cost: of all of them, and of what customers lose, in points.
        bound: no set that leaves as little costs less; of an alternative, none that holds none of those before it.
        given: what each department gives that gives anything, in points.
        losses: the outcomes that lose help, by id.
        shifts: the pressures that change, by id.
        unsettled: the items that stay as bad as they are.
        missing: what would have to be declared for them.
        left: the open conflicts that are there after the changes.
        brought: findings of other rules that come up with the changes.
        after: the report on the organization after the changes.
    """

    steps: tuple[Step, ...]
    cost: float
    bound: float
    given: Mapping[str, float]
    losses: tuple[OutcomeLoss, ...]
    shifts: tuple[Shift, ...]
    unsettled: tuple[Item, ...]
    missing: tuple[Missing, ...]
    left: tuple[Conflict, ...]
    brought: tuple[Finding, ...]
    after: Report

    @property
    def moves(self) -> tuple[Change, ...]:
        """The changes alone."""
        return tuple(step.move for step in self.steps)

    @property
    def gives(self) -> dict[str, float]:
        """What each department gives, as a part of all that departments give."""
        whole = sum(self.given.values())
        return {department: amount / whole for department, amount in self.given.items()}

    @property
    def is_proved(self) -> bool:
        """True if the way out is proved the cheapest."""
        return self.bound >= self.cost - 1e-6

    @property
    def gap(self) -> float:
        """The greatest part of the cost that another way out could save; 0 if this one is proved the cheapest."""
        return 0.0 if self.is_proved or not self.cost else (self.cost - self.bound) / self.cost


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer: the ways out of the conflicts of an organization.

    Attributes:
        before: the report on the organization as it is.
        conflicts, findings: the open ones that are to be settled, worst first.
        since: the first day that can still be changed, where the organization is under way; None where all days count.
        over: the open conflicts of days before it, which no way out can change.
        looks_back: True if all days that count are over, so that a way out says what would have settled it.
        ways: the cheapest way out, then the alternatives. Where not everything can be settled, the ways that leave
            least, each with what is missing.
        together: smallest sets of what is to be settled of which each can be, but not all.
        fair: the fairest way out that costs little more than the cheapest, where it was asked for and there is one.
        front: how much pressure can be taken away for how much cost, where it was asked for.
        candidates: the number of changes to choose from.
        is_complete: False where time ran out before all alternatives were found.
    """

    before: Report
    terms: Terms
    conflicts: tuple[Conflict, ...]
    findings: tuple[Finding, ...]
    since: date | None
    over: tuple[Conflict, ...]
    looks_back: bool
    ways: tuple[WayOut, ...]
    together: tuple[tuple[Item, ...], ...]
    fair: WayOut | None
    front: tuple[Front, ...]
    candidates: int
    is_complete: bool

    @property
    def settled(self) -> tuple[Item, ...]:
        """Everything that is to be settled: conflicts first."""
        return (*self.conflicts, *self.findings)

    @property
    def is_impossible(self) -> bool:
        """True if nothing settles everything that is to be settled."""
        return not self.ways or bool(self.ways[0].unsettled)
