"""The types of `goalcheck resolve --format json`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from goalcheck.findings import Level
from goalcheck.planning.resolving.terms import KINDS
from goalcheck.render.json_types.common import Amount, Count, FindingHead, Fingerprint, Strength, Tension, closed
from goalcheck.traits import ConflictKind

Kind = Annotated[str, Field(json_schema_extra={"enum": sorted(KINDS.values())})]
"""The name of a kind of change that a way out may be made of, which is its option of `goalcheck whatif` too."""


@closed
class TermsData(TypedDict):
    """What was asked for."""

    level: Level
    kept: list[str]
    may_give: list[str]
    without: list[Kind]


@closed
class StepData(TypedDict):
    """One change of a way out."""

    kind: Kind
    change: str
    """As typed after the option of goalcheck whatif that has the name of the kind"""
    text: str
    cost: Amount
    why: str
    moves: list[str]
    """What the objective goes on to hurt, only on other days"""


@closed
class ConflictHead(TypedDict):
    """A conflict in short."""

    about: str
    kind: ConflictKind
    level: Level
    open_pressure: Tension
    fingerprint: Fingerprint
    message: str


@closed
class OutcomeLossData(TypedDict):
    """What an outcome loses: the largest fall of its strongest help on one day."""

    outcome: str
    fall: Strength
    cost: Amount


@closed
class PressureData(TypedDict):
    """A pressure that changes; 0 where it is less than is told."""

    about: str
    before: Tension
    after: Tension


@closed
class LeftData(TypedDict):
    """An open conflict that is there after the changes, with the level that it had."""

    conflict: ConflictHead
    was: Level | None


@closed
class MissingData(TypedDict):
    """What would have to be declared so that something that is left could be settled."""

    fingerprint: Fingerprint
    """Of the conflict or finding that is left"""
    about: str | None
    says: str
    write: str | None
    """The line to write, or the option to type"""


@closed
class WayData(TypedDict):
    """A set of changes that settles everything but what something is missing for."""

    cost: Amount
    bound: Amount
    """No set of changes that leaves as little costs less"""
    proved: bool
    """Whether the bound is the cost"""
    steps: list[StepData]
    gives: dict[str, Strength]
    """The part of all that is given, by department"""
    losses: list[OutcomeLossData]
    pressures: list[PressureData]
    left: list[LeftData]
    brought: list[FindingHead]
    """Findings of other rules that come up"""
    missing: list[MissingData]


@closed
class FrontData(TypedDict):
    """One set of changes that no other beats both in cost and in the pressure that is left."""

    cost: Amount
    pressure: Amount
    steps: list[StepData]


@closed
class ResolutionData(TypedDict):
    """Costs are in points and have two decimals, pressures too; parts have four."""

    format: Literal["goalcheck-resolution"]
    version: Literal[2]
    goalcheck: str
    today: str
    exact: bool
    organization: str
    terms: TermsData
    complete: bool
    """False where time ran out before all alternatives were found"""
    candidates: Count
    """Changes that there were to choose from"""
    conflicts: list[ConflictHead]
    """The open conflicts that shall be settled, worst first"""
    findings: list[FindingHead]
    """The open findings that shall go beside them"""
    since: str | None
    """The first day that can still be changed, where the organization is under way; null where every day counts"""
    over: list[ConflictHead]
    """The open conflicts of days before it, which no way out can change"""
    together: list[list[Fingerprint]]
    """Smallest sets of these conflicts and findings of which each can be settled, but not all"""
    ways: list[WayData]
    """The cheapest way out, then the alternatives"""
    fair: WayData | None
    """The fairest way out for a little more, where it was asked for"""
    front: list[FrontData]
    """How much pressure can be taken away for how much cost, where it was asked for"""
