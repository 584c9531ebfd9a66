"""The matrices as CSV (RFC 4180): one line for each cell that holds something, for a pivot table.

A row hurts a column; what two departments help together comes in both orders. The columns of the table may grow at the
end, and never move.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from goalcheck.graph import Between
from goalcheck.matrix.tables import Matrix
from goalcheck.render.safe import for_csv_cell

COLUMNS = (
    "matrix",
    "row",
    "column",
    "worst",
    "sum",
    "clashes",
    "underminings",
    "synergy",
    "help",
    "helped_by",
    "harm",
    "hurt_by",
)

DEPARTMENTS, OBJECTIVES = "departments", "objectives"
DEPARTMENT_PUSHES, OBJECTIVE_PUSHES = "department-pushes", "objective-pushes"


def render_matrix(matrix: Matrix) -> str:
    """A header and a line for each cell."""
    table = StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    writer.writerows([for_csv_cell(cell) for cell in line] for line in _lines(matrix))
    return table.getvalue()


def _lines(matrix: Matrix) -> Iterator[tuple[str, ...]]:
    yield from _between_departments(matrix)
    cells = {(each.by, each.of): each for each in matrix.objective_harms}
    for row, column in _in_order(cells, matrix.objectives):
        yield OBJECTIVES, row, column, *_figures(cells[row, column]), *[""] * 5
    for push in matrix.department_pushes:
        sides = f"{push.help:.4f}", push.helped_by or "", f"{push.harm:.4f}", push.hurt_by or ""
        yield DEPARTMENT_PUSHES, push.department, push.outcome, *[""] * 5, *sides
    for own in matrix.objective_pushes:
        yield OBJECTIVE_PUSHES, own.objective, own.node, *[""] * 5, f"{own.help:.4f}", "", f"{own.harm:.4f}", ""


def _between_departments(matrix: Matrix) -> Iterator[tuple[str, ...]]:
    cells = {(each.by, each.of): each for each in matrix.harms}
    synergies = {(each.one, each.other): each.sum for each in matrix.synergies}
    pairs = {*cells, *synergies, *((other, one) for one, other in synergies)}
    for row, column in _in_order(pairs, matrix.departments):
        harm = cells.get((row, column), Between(row, column, 0.0, 0.0, 0, 0))
        synergy = synergies.get((min(row, column), max(row, column)), 0.0)
        yield DEPARTMENTS, row, column, *_figures(harm), f"{synergy:.2f}", *[""] * 4


def _figures(each: Between) -> tuple[str, ...]:
    return f"{each.worst:.2f}", f"{each.sum:.2f}", str(each.clashes), str(each.underminings)


def _in_order(pairs: Iterable[tuple[str, str]], keys: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs row by row."""
    place = {key: at for at, key in enumerate(keys)}
    return sorted(pairs, key=lambda pair: (place[pair[0]], place[pair[1]]))
