"""What the matrices hold, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum

from goalcheck.analysis import Analysis
from goalcheck.graph import Between, Split, Synergy
from goalcheck.matrix.choices import MatrixKind, MatrixOrder
from goalcheck.report import Push


@dataclass(frozen=True, slots=True)
class DepartmentPush:
    """The strongest help and the strongest harm that a department's objectives do to an outcome, and whose they are."""

    department: str
    outcome: str
    help: float
    helped_by: str | None
    harm: float
    hurt_by: str | None


@dataclass(frozen=True, slots=True)
class Camps:
    """The departments of an organization, divided into opposing sides.

    Attributes:
        splits: for each part of the organization that harm and synergy link, its best splits.
        aside: the departments with neither, or with as much of the one as of the other, sorted.
    """

    splits: tuple[Split, ...]
    aside: tuple[str, ...]

    @property
    def exact(self) -> bool:
        """True if every split is proved the best."""
        return all(split.exact for split in self.splits)


@dataclass(frozen=True, slots=True)
class Matrix:
    """All matrices of an organization, or of a part of it.

    Attributes:
        report: the analysis that the matrices are made from; it says so if it is not exact.
        kinds: the matrices that are wanted; those of the other kinds hold nothing.
        order: how departments, objectives and outcomes are ordered.
        departments: those with objectives in force; folded ones stand for all below them.
        objectives: those in force that hurt or are hurt, or push one of the outcomes.
        harms: what a department does to another, or to itself, by falling worst tension and sum. Decided harms count.
        synergies: what two departments help together, or one by itself.
        objective_harms: what an objective does to another, in the order of `harms`.
        uncompared: how many objectives have so little harm that they are not held against the others.
        department_pushes: by department and outcome, in the order of both; only where there is a push.
        objective_pushes: by objective and outcome, in the order of both; only where there is a push.
    """

    report: Analysis
    kinds: tuple[MatrixKind, ...]
    order: MatrixOrder
    departments: tuple[str, ...]
    outcomes: tuple[str, ...]
    objectives: tuple[str, ...]
    harms: tuple[Between, ...]
    synergies: tuple[Synergy, ...]
    objective_harms: tuple[Between, ...]
    uncompared: int
    department_pushes: tuple[DepartmentPush, ...]
    objective_pushes: tuple[Push, ...]
    camps: Camps

    @property
    def total(self) -> float:
        """The tensions of all clashes and underminings together."""
        return fsum(each.sum for each in self.harms)

    @property
    def clashes(self) -> int:
        """The number of clashes; two objectives that each hurt what the other helps have one in each direction."""
        return sum(each.clashes for each in self.harms)

    @property
    def underminings(self) -> int:
        """The number of underminings."""
        return sum(each.underminings for each in self.harms)
