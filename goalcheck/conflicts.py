"""The conflicts of an organization (DESIGN 4): what suffers, who hurts it and where, who protects it. Plain data.

Knows no rule, no graph and no output. Conflicts refer to findings by their fingerprints.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from goalcheck.findings import DecisionNote, Level, Link, fingerprint
from goalcheck.messages import Message
from goalcheck.source import Location
from goalcheck.traits import ConflictKind

CONFLICT = "conflict"
"""The word that a conflict's fingerprint is made of, with the id of what suffers."""


HURTER = "by"
"""The role of a hurter in the fingerprint of its harm."""


class ConflictStatus(StrEnum):
    """Decided where the harms that nobody decided come to less than `min_tension`."""

    OPEN = "open"
    DECIDED = "decided"


class Guard(StrEnum):
    """The guardrail of a hurter that protects what suffers; a binding one counts more."""

    GUARDED = "guarded"
    BINDING = "binding"


@dataclass(frozen=True, slots=True)
class Hurter:
    """An objective that hurts what a conflict is about.

    Attributes:
        harm: the strength of its chain, before guardrails.
        left: what guardrails leave of it.
        counts: False where it is an alternative to a harder hurter, so that it adds nothing to a sum.
        knot: where the harm enters: the target of the first hurting arrow of its chain.
        arrows: how many the chain has.
        chain: empty where the conflict is told in brief.
        location: where its harm is declared: the first link of the chain; None where the conflict is told in brief.
        decision: the decision that accepts it; of several that do it together the one that ends first.
    """

    objective: str
    harm: float
    left: float
    guard: Guard | None
    counts: bool
    knot: str
    arrows: int
    chain: tuple[Link, ...] = ()
    location: Location | None = None
    decision: DecisionNote | None = None

    @property
    def decided(self) -> bool:
        """True if a decision in force accepts this harm."""
        return self.decision is not None


@dataclass(frozen=True, slots=True)
class Protector:
    """An objective that helps what a conflict is about; its chain is empty where the conflict is told in brief."""

    objective: str
    help: float
    chain: tuple[Link, ...] = ()


class LostOutcome(NamedTuple):
    """An outcome that an objective helps, so that the help is lost with the objective; 0 to 1."""

    outcome: str
    strength: float


class LatestRating(NamedTuple):
    """The latest rating of an outcome, and the best of the year before it (None where there is none)."""

    value: float
    period: str
    best: float | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """One outcome or objective under pressure.

    Attributes:
        about: the outcome or objective that suffers.
        code: the rule that speaks of its kind.
        main_knot: the node where its harms sum to most.
        level: by its open pressure; by its pressure where it is decided, or what the settings say.
        pressure: 0 to 100, from all harms.
        open_pressure: the same from the harms that nobody decided.
        pressure_at_most: where the search for chains stopped, no pressure is above this.
        customer: whose outcome it is, None for an objective.
        importance: of the outcome, None for an objective.
        worth: the importance of the outcome, or what is lost with the objective, 1 to 5.
        at_stake: of the outcome, or of everything that is lost with the objective; None where nobody says.
        decider: the department whose lead can decide it.
        hurters: the hardest after guardrails first, then by id.
        protectors: the strongest first, then by id.
        lost_with_it: the outcomes that an objective does something for.
        unasked_customers, unasked_departments: who has a part in it, and is not in `agreed_with` of a hurter.
        findings: the fingerprints of the findings that are told with it.
        advice: what to do, what takes away most first; empty where it is told in brief or decided.
        changes: what each of these would change, in the same order.
        locations: where the harms are declared; empty where it is told in brief.
    """

    about: str
    kind: ConflictKind
    code: str
    main_knot: str
    level: Level
    pressure: float
    open_pressure: float
    pressure_at_most: float | None
    status: ConflictStatus
    customer: str | None
    importance: int | None
    worth: float
    rating: LatestRating | None
    at_stake: float | None
    decider: str | None
    hurters: tuple[Hurter, ...]
    protectors: tuple[Protector, ...]
    lost_with_it: tuple[LostOutcome, ...] = ()
    unasked_customers: tuple[str, ...] = ()
    unasked_departments: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    advice: tuple[Message, ...] = ()
    changes: tuple[Message, ...] = ()
    locations: tuple[Location, ...] = ()

    @property
    def fingerprint(self) -> str:
        """The same whoever takes part, so that it survives every change of who is involved."""
        return fingerprint(CONFLICT, self.about)

    def fingerprint_of(self, hurter: Hurter) -> str:
        """The fingerprint of one harm of it: the same whoever else hurts what suffers."""
        return fingerprint(CONFLICT, self.about, f"{HURTER}:{hurter.objective}")

    @property
    def is_open(self) -> bool:
        """True if the harms that nobody decided come to `min_tension` or more."""
        return self.status is ConflictStatus.OPEN

    @property
    def open_hurters(self) -> tuple[Hurter, ...]:
        """The hurters whose harm nobody decided."""
        return tuple(each for each in self.hurters if not each.decided)

    @property
    def objectives(self) -> frozenset[str]:
        """Everybody who takes part: hurters, protectors, and the objective that it is about."""
        hurting = {each.objective for each in self.hurters}
        protecting = {each.objective for each in self.protectors}
        itself = {self.about} if self.kind is ConflictKind.UNDERMINED else set[str]()
        return frozenset(hurting | protecting | itself)

    @property
    def order(self) -> tuple[object, ...]:
        """By status, level, open pressure, the plain sum of open harms, money at stake, fewer arrows, id."""
        return (
            self.status is not ConflictStatus.OPEN,
            self.level.rank,
            -round(self.open_pressure, 9),
            -round(sum(each.left for each in self.open_hurters), 9),
            -round(self.at_stake or 0.0, 9),
            self.hurters[0].arrows,
            self.about,
        )


@dataclass(frozen=True, slots=True)
class Story:
    """The conflicts that have one main knot, told together; in the order of conflicts.

    Attributes:
        knot: where the harms enter, or what suffers itself.
        pressure: the open pressure of the first conflict.
        conflicts: the ids of what suffers.
    """

    knot: str
    pressure: float
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RootCause:
    """A hurting arrow without which conflicts end, or fall by a level.

    Attributes:
        arrow: with its evidence.
        owner: the department whose objective declares it, None for the arrow of a driver or outcome.
        ends: what the conflicts are about that end without it.
        lowers: what the conflicts are about that fall by a level.
        share: of all open pressure, 0 to 1.
    """

    arrow: Link
    owner: str | None
    ends: tuple[str, ...]
    lowers: tuple[str, ...]
    share: float


def stories(conflicts: Iterable[Conflict]) -> tuple[Story, ...]:
    """The conflicts by main knot; one whose main knot is what suffers itself is a story of its own.

    Args:
        conflicts: in their order.
    """
    told: dict[tuple[str, bool], list[Conflict]] = {}
    for each in conflicts:
        told.setdefault((each.main_knot, each.main_knot == each.about), []).append(each)
    return tuple(
        Story(knot, together[0].open_pressure, tuple(each.about for each in together))
        for (knot, _), together in told.items()
    )
