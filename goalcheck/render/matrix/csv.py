"""The matrices as CSV (RFC 4180): one line for each cell that holds something, for a pivot table.

The square of the departments is given whole: what stands between two of them comes in both orders. Its columns may grow
at the end, and never move.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from goalcheck.matrix import Matrix
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

TENSION, DEPARTMENTS, OBJECTIVES = "tension", "department-pushes", "objective-pushes"


def render_matrix(matrix: Matrix) -> str:
    """A header and a line for each cell."""
    table = StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    writer.writerows([for_csv_cell(cell) for cell in line] for line in _lines(matrix))
    return table.getvalue()


def _lines(matrix: Matrix) -> Iterator[tuple[str, ...]]:
    cells = {(each.one, each.other): each for each in matrix.tensions}
    for row in matrix.departments:
        for column in matrix.departments:
            each = cells.get((min(row, column), max(row, column)))
            if each:
                figures = f"{each.worst:.2f}", f"{each.sum:.2f}", str(each.clashes), str(each.underminings)
                yield TENSION, row, column, *figures, f"{each.synergy:.2f}", *[""] * 4
    for push in matrix.department_pushes:
        sides = f"{push.help:.4f}", push.helped_by or "", f"{push.harm:.4f}", push.hurt_by or ""
        yield DEPARTMENTS, push.department, push.outcome, *[""] * 5, *sides
    for own in matrix.objective_pushes:
        yield OBJECTIVES, own.objective, own.node, *[""] * 5, f"{own.help:.4f}", "", f"{own.harm:.4f}", ""
