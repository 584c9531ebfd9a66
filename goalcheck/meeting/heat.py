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
"""Departments that a page of paper holds side by side."""

LEAST_SHOWN = 0.5
"""Less would be written as 0."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The cell of two departments, or of one with itself.

    Attributes:
        worst: the largest tension.
        count: how many clashes and underminings there are.
        finding: the worst finding that is listed between the two, None where none is.
    """

    worst: float
    count: int
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class Heat:
    """Departments with tension, in the order of their tree, and their cells in both directions.

    Attributes:
        folded: whether some of the departments stand for those below them.
        left_out: how many departments have less tension than those that are shown.
        camps: who stands on which side, those that are left out too.
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
    """The matrix, folded just as far as it must be to fit."""
    organization = report.organization
    deepest = max((len(organization.lineage(each)) for each in organization.departments), default=0)
    depth = _depth(organization, deepest)
    return matrix(report, selection, depth=depth if depth < deepest else None), depth < deepest


def _depth(organization: Organization, deepest: int) -> int:
    """The department levels that fit on the page; at least two, because one level would show a single cell."""
    busy = [organization.lineage(key) for key, each in organization.departments.items() if each.objectives]
    for depth in range(deepest, 2, -1):
        folded = {lineage[-min(depth, len(lineage))] for lineage in busy}
        if len(folded) <= MOST_DEPARTMENTS:
            return depth
    return min(deepest, 2)


def _worst_between(report: Analysis, departments: tuple[str, ...]) -> dict[frozenset[str], Finding]:
    """By pair of shown departments, the worst finding about objectives of both."""
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
