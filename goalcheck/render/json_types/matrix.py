"""The types of `goalcheck matrix --format json`."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import Ge, Le, Len
from typing_extensions import TypedDict

from goalcheck.render.json_types.common import Amount, Count, Ordinal, Strength, Tension, TwoIds, Version, closed


@closed
class DepartmentHead(TypedDict):
    """A department with its place in the tree."""

    id: str
    name: str
    part_of: str | None


@closed
class OutcomeHead(TypedDict):
    """An outcome with its importance."""

    id: str
    name: str
    importance: Annotated[int, Ge(1), Le(5)]


@closed
class Total(TypedDict):
    """All tension together, and how many clashes and underminings it is made of."""

    tension: Amount
    clashes: Count
    underminings: Count


@closed
class TensionCell(TypedDict):
    """The tension between two departments, or inside one."""

    departments: TwoIds
    worst: Tension
    sum: Amount
    clashes: Count
    underminings: Count
    synergy: Amount
    """The same sum for pairs that help one outcome together (100 x importance / 5 x the weaker help) and for objectives
    that help each other (100 x priority / 5 x the help)."""


@closed
class DepartmentPushCell(TypedDict):
    """The push of a department on an outcome."""

    department: str
    outcome: str
    help: Strength
    helped_by: str | None
    harm: Strength
    hurt_by: str | None


@closed
class ObjectivePushCell(TypedDict):
    """The push of an objective on an outcome."""

    objective: str
    outcome: str
    help: Strength
    harm: Strength


@closed
class SplitData(TypedDict):
    """The best splits in two of one part of the organization."""

    departments: list[str]
    exact: bool
    equally_good: Ordinal
    """How many best splits there are."""
    more: bool
    """There are more than were counted."""
    frustration: Amount
    """The tension inside camps and the synergy across that a best split leaves."""
    blocs: list[Annotated[list[list[str]], Len(2, 2)]]
    """Who stands on which side in every best split: one bloc where there is one best split; of several blocs each may
    be turned over against the others."""


@closed
class CampsData(TypedDict):
    """Who stands with whom against whom."""

    exact: bool
    """Whether every split is proved the best."""
    splits: list[SplitData]
    """For each part of the organization that tension and synergy link, its best splits in two."""
    aside: list[str]
    """Departments that neither tension nor synergy links."""


@closed
class MatrixData(TypedDict):
    """Cells that hold nothing are left out. Tensions have two decimals, pushes four."""

    format: Literal["goalcheck-matrix"]
    version: Version
    goalcheck: str
    exact: bool
    """False where some push may be understated."""
    organization: str
    departments: list[DepartmentHead]
    """Those with objectives in force, each before those that are part of it."""
    outcomes: list[OutcomeHead]
    """The most important first."""
    objectives: list[str]
    """Those in force that push one of the outcomes."""
    total: Total
    tension: list[TensionCell]
    """What stands between two departments, each pair once, the worst first; inside one where both are the same. A pair
    of objectives counts once for each outcome that it pulls apart (a clash), and an objective that leans to hurt
    another once (an undermining), decided or not, from settings: min_tension up."""
    department_pushes: list[DepartmentPushCell]
    """The strongest help and harm of a department's objectives on an outcome."""
    objective_pushes: list[ObjectivePushCell]
    camps: CampsData
