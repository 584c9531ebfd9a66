"""The types of `goalcheck matrix --format json`."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import Ge, Le, Len
from typing_extensions import TypedDict

from goalcheck.matrix.choices import MatrixKind, MatrixOrder
from goalcheck.render.json_types.common import Amount, Count, Ordinal, Strength, Tension, TwoIds, closed


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
class ObjectiveHead(TypedDict):
    """An objective with its department, which may be below one that is shown."""

    id: str
    name: str
    department: str


@closed
class Total(TypedDict):
    """All harm between departments together, and how many clashes and underminings it is made of."""

    tension: Amount
    clashes: Count
    """Two objectives that each hurt what the other helps have one in each direction."""
    underminings: Count


@closed
class HarmCell(TypedDict):
    """What a row does to a column: a department to another or to itself, an objective to another."""

    by: str
    """Who hurts."""
    of: str
    """Who is hurt, or whose help is."""
    worst: Tension
    sum: Amount
    clashes: Count
    """Over how many outcomes an objective of the one hurts what an objective of the other helps, pair by pair."""
    underminings: Count


@closed
class SynergyCell(TypedDict):
    """What two departments help together, or one by itself where both are the same."""

    departments: TwoIds
    sum: Amount
    """Of pairs that help one outcome together (100 x importance / 5 x the weaker help), and of objectives that help
    others (100 x worth / 5 x the help)."""


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
    """The harm inside camps and the synergy across that a best split leaves."""
    blocs: list[Annotated[list[list[str]], Len(2, 2)]]
    """Who stands on which side in every best split: one bloc where there is one best split; of several blocs each may
    be turned over against the others."""


@closed
class CampsData(TypedDict):
    """Who stands with whom against whom."""

    exact: bool
    """Whether every split is proved the best."""
    splits: list[SplitData]
    """For each part of the organization that harm and synergy link, its best splits in two."""
    aside: list[str]
    """Departments that neither harm nor synergy links."""


@closed
class MatrixData(TypedDict):
    """Cells that hold nothing are left out. Tensions have two decimals, pushes four."""

    format: Literal["goalcheck-matrix"]
    version: Literal[2]
    goalcheck: str
    exact: bool
    """False where some push may be understated, or something is left out."""
    left_out: list[str]
    organization: str
    kinds: list[MatrixKind]
    """The matrices that were asked for; the lists of the others are empty."""
    order: MatrixOrder
    departments: list[DepartmentHead]
    """Those with objectives in force, in the order of rows and columns."""
    outcomes: list[OutcomeHead]
    objectives: list[ObjectiveHead]
    """Those in force that hurt or are hurt, or push one of the outcomes."""
    uncompared: Count
    """How many objectives have so little harm that they are not held against the others."""
    total: Total
    department_harms: list[HarmCell]
    """The worst first. An objective counts once for each outcome over which it hurts what another helps (a clash), and
    once for each objective that it undermines, decided or not, from settings: min_tension up."""
    department_synergies: list[SynergyCell]
    objective_harms: list[HarmCell]
    """The same between objectives."""
    department_pushes: list[DepartmentPushCell]
    """The strongest help and harm of a department's objectives on an outcome."""
    objective_pushes: list[ObjectivePushCell]
    camps: CampsData
