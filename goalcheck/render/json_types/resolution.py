"""The types of `goalcheck resolve --format json`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from goalcheck.findings import Level
from goalcheck.planning.resolving.terms import KINDS
from goalcheck.render.json_types.common import Amount, Count, FindingHead, TwoAmounts, Version, closed

Kind = Annotated[str, Field(json_schema_extra={"enum": sorted(KINDS.values())})]
"""The name of a kind of change that a way out may be made of, which is its option of `goalcheck whatif` too."""


@closed
class TermsData(TypedDict):
    """What was asked for."""

    level: Level
    kept: list[str]
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


@closed
class GivingData(TypedDict):
    """What one department gives."""

    department: str
    steps: list[Count]
    """Places among the steps, from 0"""
    keeps: Count
    """Objectives that stay as they are"""


@closed
class ShiftData(TypedDict):
    """What changes for one outcome."""

    id: str
    gains: bool
    loses: bool
    help: TwoAmounts
    """Of all objectives together, before and after"""
    harm: TwoAmounts


@closed
class LeftData(TypedDict):
    """A finding that is left, with the level that it had."""

    finding: FindingHead
    was: Level | None


@closed
class WayData(TypedDict):
    """A set of changes that settles everything."""

    cost: Amount
    bound: Amount
    """No such set of changes costs less"""
    proved: bool
    """Whether the bound is the cost"""
    steps: list[StepData]
    gives: list[GivingData]
    outcomes: list[ShiftData]
    """Those whose push changes"""
    left: list[LeftData]
    """Open conflicts below the level"""
    brought: list[FindingHead]
    """Findings of other rules that come up"""


@closed
class StandoffData(TypedDict):
    """One of the findings that cannot be settled together."""

    finding: FindingHead
    brought: bool
    """Whether it comes up only when another one is settled"""
    settlers: list[str]
    """What would settle it alone"""


@closed
class ResolutionData(TypedDict):
    """Costs are in points and have two decimals; pushes have four."""

    format: Literal["goalcheck-resolution"]
    version: Version
    goalcheck: str
    exact: bool
    organization: str
    terms: TermsData
    truncated: bool
    """Whether more shall be settled than is listed"""
    complete: bool
    """False where time ran out before all alternatives were found"""
    candidates: Count
    """Changes that there were to choose from"""
    settled: list[FindingHead]
    """The open conflicts that shall go, worst first"""
    ways: list[WayData]
    """The cheapest way out, then the alternatives; empty where nothing can settle everything"""
    standoff: list[StandoffData]
    """Where there is no way out, the fewest findings that cannot be settled together"""
