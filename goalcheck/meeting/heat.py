"""The heat map: tension between departments, folded to fit a page, each cell with the worst finding behind it.

And the camps that these departments fall into.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from goalcheck.analysis import Analysis
from goalcheck.findings import Finding
from goalcheck.matrix import Camps, Matrix, matrix
from goalcheck.model import Organization
from goalcheck.selection import Selection
from goalcheck.traits import TWO_SIDED

MOST_DEPARTMENTS = 14
"""The number of departments that a page of paper holds side by side."""

LEAST_SHOWN = 0.5
"""The least tension that is shown: less would be written as 0."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The tension between two departments, or inside one.

    Attributes:
        worst: the largest tension.
        count: the number of clashes and underminings.
        finding: the worst finding that is listed between the two, None where none is.
    """

    worst: float
    count: int
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class Heat:
    """Departments with tension, in the order of their tree, and their cells in both directions.

    Attributes:
        folded: True if some of the departments stand for those below them.
        left_out: the number of departments with less tension than those that are shown.
        camps: the camps of all departments, including those that are left out here.
        exact: False where some tension is left out.
        omissions: in words, what this and the report leave out.
    """

    departments: tuple[str, ...]
    cells: dict[tuple[str, str], Cell]
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
    tense = [each for each in found.tensions if each.worst >= LEAST_SHOWN]
    hottest = list(dict.fromkeys(department for each in tense for department in (each.one, each.other)))
    shown = set(hottest[:MOST_DEPARTMENTS])
    worst = _worst_between(report, found.departments)
    cells = {
        pair: Cell(each.worst, each.clashes + each.underminings, worst.get(frozenset(pair)))
        for each in tense
        if {each.one, each.other} <= shown
        for pair in ((each.one, each.other), (each.other, each.one))
    }
    told = found.report
    departments = tuple(department for department in found.departments if department in shown)
    return Heat(departments, cells, folded, len(hottest) - len(departments), found.camps, told.exact, told.left_out)


def _fitting(report: Analysis, selection: Selection) -> tuple[Matrix, bool]:
    """The matrix, folded no further than the page demands, and True if it is folded."""
    organization = report.organization
    deepest = max((len(organization.lineage(each)) for each in organization.departments), default=0)
    depth = _depth(organization, deepest)
    return matrix(report, selection, depth=depth if depth < deepest else None), depth < deepest


def _depth(organization: Organization, deepest: int) -> int:
    """The number of department levels that fit on the page; at least two, as one level would show a single cell."""
    busy = [organization.lineage(key) for key, each in organization.departments.items() if each.objectives]
    for depth in range(deepest, 2, -1):
        folded = {lineage[-min(depth, len(lineage))] for lineage in busy}
        if len(folded) <= MOST_DEPARTMENTS:
            return depth
    return min(deepest, 2)


def _worst_between(report: Analysis, departments: tuple[str, ...]) -> dict[frozenset[str], Finding]:
    """The worst finding about objectives of both departments, by pair of shown departments."""
    shown = set(departments)
    worst: dict[frozenset[str], Finding] = {}
    for finding in report.findings:
        if finding.rule.basis in TWO_SIDED and finding.tension is not None:
            folded = (
                next((above for above in report.organization.lineage(each) if above in shown), each)
                for each in finding.departments
            )
            worst.setdefault(frozenset(folded), finding)
    return worst
