"""What an analysis says: findings, pushes, influence and the report that holds them; frozen, plain data.

Knows no rule, no graph and no output. A conflict is data and is never raised.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar, overload

from goalcheck.model import Organization
from goalcheck.source import Location

if TYPE_CHECKING:
    from goalcheck.graph import Between, Budget, Chain, Chains, Clashes, Influence, Network

FINGERPRINT_CHARACTERS = 16


class Level(StrEnum):
    """How much a finding matters."""

    SEVERE = "severe"
    SERIOUS = "serious"
    MINOR = "minor"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]

    def at_least(self, other: Level) -> bool:
        """Whether this is as bad as the other, or worse."""
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


T = TypeVar("T")


class Deferred(Sequence[T]):
    """A tuple that is made when it is first read: of a thousand findings of a rule most are only counted and sorted."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Iterable[T]]) -> None:
        self._make: Callable[[], Iterable[T]] | None = make
        self._made: tuple[T, ...] = ()

    def _read(self) -> tuple[T, ...]:
        if self._make is not None:
            self._made, self._make = tuple(self._make()), None
        return self._made

    def __len__(self) -> int:
        return len(self._read())

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...

    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        return self._read()[index]

    def __iter__(self) -> Iterator[T]:
        return iter(self._read())

    def __eq__(self, other: object) -> bool:
        return self._read() == (other._read() if isinstance(other, Deferred) else other)

    def __hash__(self) -> int:
        return hash(self._read())

    def __repr__(self) -> str:
        return repr(self._read())


@dataclass(frozen=True, slots=True)
class Link:
    """One arrow of a chain, with its evidence."""

    origin: str
    target: str
    weight: float
    source: str
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
    sides: Sequence[Side] = ()
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class DecisionNote:
    """The decision in force on a finding."""

    verdict: str
    by: str
    reason: str
    until: str
    location: Location


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule has to say.

    Attributes:
        tension: 0 to 100 where it gives the level, None for rules that do not go by it.
        guarded: guardrails lower its level (or, where it is minor anyway, protect all of its outcomes).
        objectives: full ids, sorted.
        departments: those of the objectives, or whatever departments it is about, sorted.
        decider: the department whose lead can decide it, None where no department is above all sides.
        outcomes: by falling tension, then id.
        details: what the message has no room for, a sentence each: figures, who draws how much, ratings over time.
        by, of: the two ends of a finding with a direction; `chain` then leads from `by` to `of`.
        locations: where it stands, the main place first.
        changes: what each advice would change, in the same order; empty where the rule does not say.
        about: what its fingerprint is made of, sorted: ids, some with a role before them (`by:a.b`).
        at_stake: what failing its outcomes costs in one period, None where none of them says.
    """

    code: str
    name: str
    level: Level
    tension: float | None
    guarded: bool
    fingerprint: str
    message: str
    objectives: tuple[str, ...]
    departments: tuple[str, ...]
    decider: str | None
    outcomes: tuple[Contest, ...]
    advice: Sequence[str]
    locations: Sequence[Location]
    by: str | None = None
    of: str | None = None
    chain: Sequence[Link] = ()
    details: Sequence[str] = ()
    changes: Sequence[str] = ()
    about: tuple[str, ...] = ()
    at_stake: float | None = None
    status: FindingStatus = FindingStatus.OPEN
    decision: DecisionNote | None = None

    @property
    def order(self) -> tuple[object, ...]:
        """Findings stand by level, falling tension, what is at stake, code, ids."""
        ids = (self.by, self.of) if self.by and self.of else self.objectives
        weight = -round(self.tension or 0.0, 9), -round(self.at_stake or 0.0, 6)
        outcomes = tuple(each.outcome for each in self.outcomes)
        return self.level.rank, *weight, self.code, ids, outcomes, self.departments, self.about


def is_conflict(finding: Finding) -> bool:
    """Whether the finding is of the conflict family (GC1xx)."""
    return finding.code.startswith("GC1")


def is_story(finding: Finding) -> bool:
    """Whether the finding tells of a customer who is not happy, and is read at length."""
    return finding.code == "GC401"


class Push(NamedTuple):
    """What one objective does to one outcome: its strongest help and its strongest harm."""

    objective: str
    node: str
    help: float
    harm: float


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts over all findings.

    Attributes:
        clashes: every opposed pair and outcome, listed or not.
        at_stake: what failing the outcomes costs that some open finding of level serious or worse is over.
    """

    clashes: int
    truncated: bool
    severe: int
    serious: int
    minor: int
    open: int
    decided: int
    at_stake: float


@dataclass(frozen=True, slots=True)
class Counts:
    """How large the organization is that was analyzed: objectives in force and the arrows between nodes."""

    name: str
    departments: int
    objectives: int
    outcomes: int
    drivers: int
    effects: int


class Tracer(Protocol):
    """Chains and tensions on demand, for what no finding tells."""

    @property
    def network(self) -> Network:
        """The arrows."""
        ...

    @property
    def chains(self) -> Chains:
        """The pushes and the chains behind them."""
        ...

    @property
    def clashes(self) -> Clashes:
        """Who is opposed to whom."""
        ...

    def links(self, steps: Chain) -> tuple[Link, ...]:
        """Steps of a chain with the evidence of each."""
        ...

    def pushes_of(self, node: str, most: int) -> tuple[Sequence[Side], int]:
        """The strongest pushes of a node on outcomes and objectives, and how many there are in all."""
        ...

    def pushes_on(self, node: str, most: int) -> tuple[Sequence[Side], int]:
        """The strongest pushes of objectives on a node, and how many there are in all."""
        ...

    def between(
        self, groups: Mapping[str, str], *, outcomes: Collection[str], underminings: bool, least: float, budget: Budget
    ) -> Sequence[Between]:
        """What stands between groups of objectives over some outcomes, counted from a tension up.

        Args:
            underminings: whether to count what objectives do to each other, too.
            budget: the steps that it may take; what would take more is left out.
        """
        ...


@dataclass(frozen=True, slots=True)
class Report:
    """The result of an analysis; every format is a view of it.

    Attributes:
        organization: what was analyzed, for names, owners and leads.
        exact: False where the search for chains reached its limit, so that some push may be understated.
        unchecked: in words, what could not be checked because the organization does not declare it.
        truncated: the rules (by code) of which only the worst findings are listed.
        left_out: in words, what would take too many steps and is left out; then it is not exact.
        tracer: chains that no finding tells.
    """

    organization: Organization
    counts: Counts
    summary: Summary
    exact: bool
    findings: tuple[Finding, ...]
    pushes: Sequence[Push]
    influence: Sequence[Influence]
    unchecked: tuple[str, ...]
    truncated: tuple[str, ...]
    tracer: Tracer = field(compare=False, repr=False)
    left_out: tuple[str, ...] = ()


def fingerprint(code: str, *about: str) -> str:
    """What stays the same of a finding when files are edited, renamed or reordered.

    Args:
        code: the rule.
        about: the ids that the finding is about, in any order; a role stands before its id (`by:a.b`).
    """
    return sha256("\n".join([code, *sorted(about)]).encode()).hexdigest()[:FINGERPRINT_CHARACTERS]
