"""Findings: what rules have to say; frozen, plain data.

Knows no rule, no graph and no output.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from goalcheck.messages import Message
from goalcheck.source import Location
from goalcheck.traits import Family, RuleTraits

if TYPE_CHECKING:
    from goalcheck.graph import ArrowSource
    from goalcheck.model.records import Decision, DecisionVerdict

FINGERPRINT_CHARACTERS = 16


class Level(StrEnum):
    """The weight of a finding: severe, serious or minor."""

    SEVERE = "severe"
    SERIOUS = "serious"
    MINOR = "minor"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]

    def at_least(self, other: Level) -> bool:
        """True if this is as bad as the other, or worse."""
        return self.rank <= other.rank

    @property
    def lowered(self) -> Level:
        """One level less, `minor` at the least."""
        return list(Level)[min(self.rank + 1, len(_RANKS) - 1)]

    @classmethod
    def of_tension(cls, tension: float) -> Level:
        """The level of a tension: severe from 60, serious from 30 (DESIGN 4, allowing for rounding)."""
        return next((level for level in cls if tension >= level.least_tension - 1e-9), cls.MINOR)

    @property
    def least_tension(self) -> float:
        """The tension that it begins at; guardrails lower the level of a finding and no tension."""
        return _LEAST[self]


_LEAST = {Level.SEVERE: 60.0, Level.SERIOUS: 30.0, Level.MINOR: 0.0}
_RANKS = {level: rank for rank, level in enumerate(Level)}


class FindingStatus(StrEnum):
    """Open, or what a decision in force says of the finding."""

    OPEN = "open"
    ACCEPTED = "accepted"
    GUARDED = "guarded"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Link:
    """One arrow of a chain, with its evidence."""

    origin: str
    target: str
    weight: float
    source: ArrowSource
    word: str
    because: str | None
    confidence: str
    evidence: str | None
    by: str | None
    location: Location


@dataclass(frozen=True, slots=True)
class Side:
    """One push: whose it is (an objective, or a node that was asked about), its sign, its strength and its chain."""

    objective: str
    sign: int
    strength: float
    chain: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Contest:
    """An outcome that a finding is about, with the sides that pull at it; no tension where nobody pulls."""

    outcome: str
    tension: float | None
    sides: tuple[Side, ...] = ()
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class DecisionNote:
    """The decision in force on a finding."""

    verdict: DecisionVerdict
    by: str
    reason: str
    until: str
    location: Location

    @classmethod
    def of(cls, decision: Decision) -> DecisionNote:
        """What a reader wants to know of a decision."""
        return cls(decision.verdict, decision.by, decision.reason, decision.until.isoformat(), decision.location)

    @property
    def in_words(self) -> str:
        """What was decided, by whom, until when, and why."""
        return f"{self.verdict} by {self.by} until {self.until}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule has to say.

    Attributes:
        rule: what its rule says of itself.
        message: what was found, for people who know ids; `str()` has them.
        headline: the same for people who know names: without figures that stand beside it.
        tension: 0 to 100 where it gives the level, None for rules that do not go by it.
        guarded: guardrails lower its level (or, where it is minor anyway, protect all of its outcomes).
        objectives: full ids, sorted.
        departments: those of the objectives, or whatever departments it is about, sorted.
        decider: the department whose lead can decide it, None where no department is above all sides.
        outcomes: by falling tension, then id.
        details: what the message has no room for, a sentence each: figures, who draws how much, ratings over time.
        by, of: the two ends of a finding with a direction; `chain` then leads from `by` to `of`.
        hurt: other objectives that it says are hurt.
        arrow: the two nodes of the effect that it is about, where it is about one.
        locations: where it stands, the main place first.
        changes: what each advice would change, in the same order; empty where the rule does not say.
        about: what its fingerprint is made of, sorted: ids, some with a role before them (`by:a.b`).
        at_stake: what failing its outcomes costs in one period, None where none of them says.
        counts: False where a conflict tells it, or where what it is about is in no conflict: then only conflicts count.
    """

    rule: RuleTraits
    level: Level
    tension: float | None
    guarded: bool
    fingerprint: str
    message: Message
    headline: Message
    objectives: tuple[str, ...]
    departments: tuple[str, ...]
    decider: str | None
    outcomes: tuple[Contest, ...]
    advice: tuple[Message, ...] = ()
    locations: tuple[Location, ...] = ()
    by: str | None = None
    of: str | None = None
    chain: tuple[Link, ...] = ()
    hurt: tuple[str, ...] = ()
    arrow: tuple[str, str] | None = None
    details: tuple[Message, ...] = ()
    changes: tuple[Message, ...] = ()
    about: tuple[str, ...] = ()
    at_stake: float | None = None
    status: FindingStatus = FindingStatus.OPEN
    decision: DecisionNote | None = None
    counts: bool = True

    @property
    def code(self) -> str:
        """The code of its rule."""
        return self.rule.code

    @property
    def name(self) -> str:
        """The name of its rule."""
        return self.rule.name

    @property
    def order(self) -> tuple[object, ...]:
        """Findings stand by level, falling tension, what is at stake, code, ids."""
        ids = (self.by, self.of) if self.by and self.of else self.objectives
        weight = -round(self.tension or 0.0, 9), -round(self.at_stake or 0.0, 6)
        outcomes = tuple(each.outcome for each in self.outcomes)
        return self.level.rank, *weight, self.code, ids, outcomes, self.departments, self.about


def is_conflict(finding: Finding) -> bool:
    """True if the finding is of the conflict family."""
    return finding.rule.family is Family.CONFLICT


def is_story(finding: Finding) -> bool:
    """True if the finding tells of a customer who is not happy, and is read at length."""
    return finding.rule.is_story


class Account(NamedTuple):
    """A finding at length: what costs a search for chains, or more than one look at the organization.

    Attributes:
        locations: empty where the finding has them already.
        sides: of each of its outcomes, in their order; empty where the outcomes have theirs already.
    """

    advice: tuple[Message, ...] = ()
    locations: tuple[Location, ...] = ()
    sides: tuple[tuple[Side, ...], ...] = ()
    chain: tuple[Link, ...] = ()
    details: tuple[Message, ...] = ()
    changes: tuple[Message, ...] = ()


class Notice(NamedTuple):
    """A finding in brief, as a rule yields it: the account of it is made of those alone that are listed.

    Attributes:
        finding: complete but for its account where there is one to make.
        tell: makes the account; None where there is none to make.
    """

    finding: Finding
    tell: Callable[[], Account] | None = None

    def on(self, finding: Finding) -> Notice:
        """The same notice of a finding that was judged since: by a setting, or by a decision."""
        return self if finding is self.finding else Notice(finding, self.tell)

    def at_length(self) -> Finding:
        """The finding with its account."""
        if self.tell is None:
            return self.finding
        account = self.tell()
        outcomes = self.finding.outcomes
        if account.sides:
            told = zip(outcomes, account.sides, strict=True)
            outcomes = tuple(Contest(each.outcome, each.tension, sides, each.guarded) for each, sides in told)
        return replace(
            self.finding,
            outcomes=outcomes,
            advice=account.advice,
            locations=account.locations or self.finding.locations,
            chain=account.chain,
            details=account.details,
            changes=account.changes,
        )


def fingerprint(code: str, *about: str) -> str:
    """The fingerprint of a finding: it stays the same when files are edited, renamed or reordered.

    Args:
        code: the rule.
        about: the ids that the finding is about, in any order; a role stands before its id (`by:a.b`).
    """
    return sha256("\n".join([code, *sorted(about)]).encode()).hexdigest()[:FINGERPRINT_CHARACTERS]
