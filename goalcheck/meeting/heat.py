"""The heat map: which department hurts which, folded to fit a page, each cell with the worst conflict behind it.

And the camps that these departments fall into.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

from goalcheck.analysis import Analysis
from goalcheck.conflicts import Conflict
from goalcheck.matrix.choices import MatrixKind
from goalcheck.matrix.making import matrix
from goalcheck.matrix.tables import Camps, Matrix
from goalcheck.model import Organization
from goalcheck.selection import Selection
from goalcheck.traits import ConflictKind

MOST_DEPARTMENTS = 14
"""The number of departments that a page of paper holds side by side."""

LEAST_SHOWN = 0.5
"""The least tension that is shown: less would be written as 0."""

Pair = tuple[str, str]
"""The department that hurts and the one that is hurt."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one department does to another, or to itself.

    Attributes:
        worst: the largest tension.
        count: the number of clashes and underminings.
        conflict: the worst conflict in which the one hurts what the other protects, or an objective of it; None where
            none is.
    """

    worst: float
    count: int
    conflict: Conflict | None


@dataclass(frozen=True, slots=True)
class Heat:
    """Departments that hurt or are hurt, in the order of the matrix, and the cells by who hurts and who is hurt.

    Attributes:
        folded: True if some of the departments stand for those below them.
        left_out: the number of departments with less harm than those that are shown.
        camps: the camps of all departments, including those that are left out here.
        exact: False where some harm is left out.
        omissions: in words, what this and the report leave out.
    """

    departments: tuple[str, ...]
    cells: dict[Pair, Cell]
    folded: bool
    left_out: int
    camps: Camps
    exact: bool
    omissions: tuple[str, ...]


def heat_of(report: Analysis, selection: Selection) -> Heat:
    """The heat map of a cut.

    Cost: that of `matrix`, once for each level that is folded.
    """
    asked = replace(selection, top=None, period=None)
    found, folded = _fitting(report, asked)
    tense = [each for each in found.harms if each.worst >= LEAST_SHOWN]
    hottest = list(dict.fromkeys(department for each in tense for department in (each.by, each.of)))
    shown = set(hottest[:MOST_DEPARTMENTS])
    worst = _worst_between(report, found.departments)
    cells = {
        (each.by, each.of): Cell(each.worst, each.clashes + each.underminings, worst.get((each.by, each.of)))
        for each in tense
        if {each.by, each.of} <= shown
    }
    told = found.report
    departments = tuple(department for department in found.departments if department in shown)
    return Heat(departments, cells, folded, len(hottest) - len(departments), found.camps, told.exact, told.left_out)


def _fitting(report: Analysis, selection: Selection) -> tuple[Matrix, bool]:
    """The matrix, folded no further than the page demands, and True if it is folded."""
    organization = report.organization
    deepest = max((len(organization.lineage(each)) for each in organization.departments), default=0)
    depth = _depth(organization, deepest)
    folded = depth if depth < deepest else None
    return matrix(report, selection, kinds=(MatrixKind.DEPARTMENTS,), depth=folded), depth < deepest


def _depth(organization: Organization, deepest: int) -> int:
    """The number of department levels that fit on the page; at least two, as one level would show a single cell."""
    busy = [organization.lineage(key) for key, each in organization.departments.items() if each.objectives]
    for depth in range(deepest, 2, -1):
        folded = {lineage[-min(depth, len(lineage))] for lineage in busy}
        if len(folded) <= MOST_DEPARTMENTS:
            return depth
    return min(deepest, 2)


def _worst_between(report: Analysis, departments: tuple[str, ...]) -> dict[Pair, Conflict]:
    """The worst conflict between each two of the shown departments."""
    objectives, shown = report.organization.objectives, set(departments)

    def folded(objective: str) -> str:
        department = objectives[objective].department
        return next((above for above in report.organization.lineage(department) if above in shown), department)

    worst: dict[Pair, Conflict] = {}
    for conflict in report.conflicts:
        for pair in product(
            sorted({folded(each.objective) for each in conflict.hurters}),
            sorted({folded(each) for each in _hurt(conflict)}),
        ):
            worst.setdefault(pair, conflict)
    return worst


def _hurt(conflict: Conflict) -> list[str]:
    """The objectives that a conflict hurts: what it is about, or who protects that."""
    if conflict.kind is ConflictKind.UNDERMINED:
        return [conflict.about]
    return [each.objective for each in conflict.protectors]
