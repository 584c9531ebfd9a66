"""The types of `goalcheck analyze --format json`."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from annotated_types import Ge, Le
from pydantic import ConfigDict, with_config
from pydantic.config import JsonDict
from typing_extensions import TypedDict

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
    Version,
    closed,
)

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
class Size(TypedDict):
    """What was analyzed: objectives in force, and the arrows between nodes."""

    name: str
    departments: Count
    objectives: Count
    outcomes: Count
    drivers: Count
    effects: Count


@closed
class SummaryData(TypedDict):
    """Counts over all findings, whatever a filter shows of them."""

    clashes: Count
    """Pairs of opposed objectives, each with each outcome, listed or not"""
    truncated: bool
    """True where a rule has more findings than settings: max_findings lists"""
    severe: Count
    serious: Count
    minor: Count
    open: Count
    decided: Count
    at_stake: Amount
    """What failing the outcomes costs in one period that some open finding of level serious or severe is over, each
    outcome once, in the organization's currency"""


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
class ReportData(TypedDict):
    """What `goalcheck analyze --format json` prints.

    Strengths and influence are rounded to four decimals, tensions to two.
    """

    format: Literal["goalcheck-report"]
    version: Version
    goalcheck: str
    """The version of goalcheck that wrote it"""
    exact: bool
    """False where the search for chains reached its limit, so that some push may be understated"""
    organization: Size
    summary: SummaryData
    findings: list[FindingData]
    pushes: list[PushData]
    influence: list[InfluenceData]
