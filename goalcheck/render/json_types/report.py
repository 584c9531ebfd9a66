"""The types of `goalcheck analyze --format json`."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from annotated_types import Ge, Le
from pydantic import ConfigDict, with_config
from pydantic.config import JsonDict
from typing_extensions import TypedDict

from goalcheck.conflicts import ConflictStatus, Guard
from goalcheck.findings import FindingStatus, Level
from goalcheck.graph import ArrowSource
from goalcheck.model.records import DecisionVerdict
from goalcheck.render.json_types.common import (
    CLOSED,
    Amount,
    Code,
    Count,
    Fingerprint,
    Ordinal,
    Place,
    Strength,
    Tension,
    closed,
)
from goalcheck.render.remarks import RemarkKind
from goalcheck.traits import ConflictKind

Weight = Annotated[float, Ge(-1), Le(1)]


@closed
class Span(TypedDict):
    """A place in a file from its start to its end."""

    file: str
    line: Ordinal
    column: Ordinal
    end_line: Ordinal
    end_column: Ordinal
    """Exclusive"""


_Ends = TypedDict("_Ends", {"from": str, "to": str})


@closed
class ArrowData(_Ends):
    """One arrow of a chain, with its evidence."""

    weight: Weight
    source: ArrowSource
    because: str | None
    location: Place


@closed
class PushData(TypedDict):
    """What one objective does to one outcome: its strongest help and its strongest harm."""

    objective: str
    node: str
    help: Strength
    harm: Strength


@closed
class PullData(TypedDict):
    """One objective's push on an outcome of a finding, with its chain."""

    objective: str
    sign: Literal[-1, 1]
    strength: Strength
    chain: list[ArrowData]


@closed
class Contested(TypedDict):
    """An outcome of a finding, with the pushes that pull at it."""

    id: str
    tension: Tension | None
    sides: list[PullData]


@closed
class Decided(TypedDict):
    """The decision in force on a finding."""

    decision: DecisionVerdict
    by: str
    reason: str
    until: str
    location: Place


_DIRECTION: JsonDict = {"by": ["of", "chain"], "of": ["by", "chain"], "chain": ["by", "of"]}


@with_config(ConfigDict(**CLOSED, json_schema_extra={"dependentRequired": _DIRECTION}))
class FindingData(TypedDict):
    """A finding at length."""

    code: Code
    name: str
    level: Level
    tension: Tension | None
    status: FindingStatus
    guarded: bool
    fingerprint: Fingerprint
    message: str
    objectives: list[str]
    """Full ids, sorted"""
    departments: list[str]
    decider: str | None
    """The department whose lead can decide"""
    by: NotRequired[str]
    """Only in a finding with a direction: where it comes from"""
    of: NotRequired[str]
    """Only in a finding with a direction: what it falls on"""
    chain: NotRequired[list[ArrowData]]
    """Only in a finding with a direction: from `by` to `of`"""
    outcomes: list[Contested]
    at_stake: Amount | None
    """What failing its outcomes costs in one period, in the organization's currency; null where none of them says"""
    details: NotRequired[list[str]]
    """Only where the message has no room for it all"""
    advice: list[str]
    decision: Decided | None
    locations: list[Span]


@closed
class HurterData(TypedDict):
    """An objective that hurts what a conflict is about."""

    objective: str
    harm: Strength
    """The strength of its chain, before what a guardrail leaves of it"""
    guard: Guard | None
    decided: bool
    """True where a decision in force accepts this harm"""
    knot: str
    """Where the harm enters: the target of the first hurting arrow of the chain"""
    chain: list[ArrowData]


@closed
class ProtectorData(TypedDict):
    """An objective that helps what a conflict is about."""

    objective: str
    help: Strength
    chain: list[ArrowData]


@closed
class LostOutcomeData(TypedDict):
    """An outcome that the objective under pressure helps."""

    outcome: str
    strength: Strength


@closed
class RatingData(TypedDict):
    """The latest rating of an outcome, and the best of the year before it."""

    value: Amount
    period: str
    best: Amount | None


@closed
class UnaskedCustomer(TypedDict):
    """A customer with a part in a conflict who is not in agreed_with of a hurter."""

    customer: str


@closed
class UnaskedDepartment(TypedDict):
    """A department with a part in a conflict that is not in agreed_with of a hurter."""

    department: str


@closed
class ConflictData(TypedDict):
    """One outcome or objective under pressure, with whoever hurts it and whoever protects it."""

    about: str
    """The outcome or objective that suffers"""
    kind: ConflictKind
    code: Code
    """The rule that speaks of its kind"""
    main_knot: str
    """Where its harms sum to most"""
    fingerprint: Fingerprint
    level: Level
    pressure: Tension
    open_pressure: Tension
    """The pressure of the harms that nobody decided"""
    pressure_at_most: Tension | None
    """Where the search for chains stopped, no pressure is above this; else null"""
    status: ConflictStatus
    customer: str | None
    importance: Annotated[int, Ge(1), Le(5)] | None
    """Of an outcome; null for an objective"""
    rating: RatingData | None
    at_stake: Amount | None
    """What failing it costs in one period, in the organization's currency; null where nobody says"""
    decider: str | None
    """The department whose lead can decide"""
    hurters: list[HurterData]
    """The hardest after guardrails first"""
    protectors: list[ProtectorData]
    """The strongest first"""
    lost_with_it: list[LostOutcomeData]
    not_asked: list[UnaskedCustomer | UnaskedDepartment]
    findings: list[Fingerprint]
    """The findings that are told with it"""
    advice: list[str]
    locations: list[Span]


@closed
class StoryData(TypedDict):
    """The conflicts with one main knot."""

    knot: str
    pressure: Tension
    """The open pressure of the first conflict"""
    conflicts: list[str]
    """What the conflicts are about, in their order"""


@closed
class RootCauseData(_Ends):
    """A hurting arrow without which conflicts end, or fall by a level."""

    owner: str | None
    """The department whose objective declares it; null for the arrow of a driver or outcome"""
    ends: list[str]
    """What the conflicts are about that end without it"""
    lowers: list[str]
    """What the conflicts are about that fall by a level"""
    share: Annotated[float, Le(1)]
    """Of all open pressure"""
    location: Place


@closed
class Size(TypedDict):
    """What was analyzed: objectives in force, and the arrows between nodes."""

    name: str
    departments: Count
    objectives: Count
    outcomes: Count
    drivers: Count
    effects: Count
    seen: Count
    """Objectives in force that a chain connects with an outcome or another objective"""


@closed
class SummaryData(TypedDict):
    """Counts over all conflicts and the findings that count for themselves, whatever a filter shows of them."""

    conflicts: Count
    clashes: Count
    """Pairs of opposed objectives, each with each outcome, listed or not"""
    truncated: bool
    """True where a rule has more findings than settings: max_findings lists"""
    severe: Count
    serious: Count
    minor: Count
    open: Count
    decided: Count


@closed
class InfluenceData(TypedDict):
    """The influence of one node."""

    node: str
    direct_positive: Amount
    direct_negative: Annotated[float, Le(0)]
    direct: float
    second_order: float
    total: float
    rank: Ordinal


@closed
class RemarkData(TypedDict):
    """Something that a check says beside what it counts."""

    remark: RemarkKind
    level: Level
    counts: bool
    """Whether it counts like an open finding of its level"""
    text: str
    about: str
    details: list[str]
    fingerprint: Fingerprint
    location: Span | None


@closed
class ReportData(TypedDict):
    """What `goalcheck analyze --format json` prints.

    Strengths and influence are rounded to four decimals, tensions to two.
    """

    format: Literal["goalcheck-report"]
    version: Literal[2]
    goalcheck: str
    """The version of goalcheck that wrote it"""
    today: str
    """The day on which decisions, ratings and paces are judged"""
    exact: bool
    """False where the search for chains reached its limit, so that some push may be understated"""
    organization: Size
    summary: SummaryData
    conflicts: list[ConflictData]
    findings: list[FindingData]
    stories: list[StoryData]
    root_causes: list[RootCauseData]
    unseen: list[str]
    """The other objectives in force"""
    pushes: list[PushData]
    influence: list[InfluenceData]
    remarks: NotRequired[list[RemarkData]]
    """What a check says beside what it counts; an analysis says nothing of the kind"""
