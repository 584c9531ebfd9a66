"""Cross-impact matrices as a draft.

A square matrix has the same names on both sides: each is an objective, and a cell what the row does to the column. Any
other matrix has objectives in its rows and outcomes in its columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from goalcheck.intake.account import IntakeAccount
from goalcheck.intake.aliases import field_named, plain_header
from goalcheck.intake.draft import IntakeDraft
from goalcheck.intake.formats.material import IntakeOptions
from goalcheck.intake.impact_nodes import ImpactNodes, stated_effect
from goalcheck.intake.number_style import CellFigure, figure_of
from goalcheck.intake.scales import is_judgement, scale_of
from goalcheck.intake.sheets import CellValue, Sheet, folded, text_of

CORNER_ROWS: Final = 6
"""Rows and columns in which the corner of a matrix is looked for."""

LEAST_NAMES: Final = 3

MAX_NAMES: Final = 1_000
"""Rows of a matrix; a longer sheet is a table."""

DERIVED: Final = frozenset(
    (
        *("sum", "total", "active sum", "passive sum", "row sum", "column sum", "aktivsumme", "passivsumme", "summe"),
        *("average", "mean", "influence", "dependence", "ro", "ri", "as", "ps", "q", "p", "d r", "d + r", "totale"),
    )
)
"""Names of rows and columns that are worked out of the others."""


@dataclass(frozen=True, slots=True)
class ImpactMatrix:
    """A matrix with the indexes of its rows and columns, and their names."""

    sheet: Sheet
    rows: tuple[tuple[int, str], ...]
    columns: tuple[tuple[int, str], ...]
    derived: tuple[str, ...]

    @property
    def is_square(self) -> bool:
        """True if the same names stand on both sides."""
        one, other = ({folded(name) for _, name in side} for side in (self.rows, self.columns))
        return len(one & other) >= 0.8 * max(len(one), len(other))


def as_matrix(sheet: Sheet) -> ImpactMatrix | None:
    """The matrix that a sheet is; None where it is none."""
    if len(sheet.rows) > MAX_NAMES:
        return None
    for row in range(min(CORNER_ROWS, len(sheet.rows))):
        for column in range(min(CORNER_ROWS, len(sheet.rows[row]))):
            found = _matrix_at(sheet, row, column)
            if found is not None:
                return found
    return None


def _matrix_at(sheet: Sheet, row: int, column: int) -> ImpactMatrix | None:
    """The matrix whose corner is a cell: names to its right and names below it."""
    tops = [(at, text_of(cell)) for at, cell in enumerate(sheet.rows[row]) if at > column and cell is not None]
    sides = [
        (at, text_of(cells[column])) for at, cells in enumerate(sheet.rows) if at > row and cells[column] is not None
    ]
    derived = tuple(name for _, name in (*tops, *sides) if plain_header(name) in DERIVED)
    tops, sides = ([(at, name) for at, name in side if plain_header(name) not in DERIVED] for side in (tops, sides))
    if min(len(tops), len(sides)) < LEAST_NAMES:
        return None
    found = ImpactMatrix(sheet, tuple(sides), tuple(tops), derived)
    if found.is_square:
        named = {folded(name) for _, name in sides}
        titles = [(at, name) for at, name in tops if folded(name) in named]
        found = ImpactMatrix(sheet, _full_names(sheet, sides, column, titles), tuple(titles), derived)
        full = dict(zip((folded(name) for _, name in sides), (name for _, name in found.rows), strict=True))
        found = ImpactMatrix(
            sheet, found.rows, tuple((at, full.get(folded(name), name)) for at, name in titles), derived
        )
        return found if _judged(found) > 0.5 else None
    known = sum(1 for _, name in tops if field_named(name))
    plain = all(not isinstance(figure_of(name, "."), CellFigure) for _, name in tops)
    return found if not known and plain and _judged(found) == 1 and _is_scale(found) else None


def _full_names(
    sheet: Sheet, sides: Sequence[tuple[int, str]], column: int, tops: Sequence[tuple[int, str]]
) -> tuple[tuple[int, str], ...]:
    """The names of the rows, longer where a column of names stands between the short ones and the matrix."""
    between = column + 1
    if not tops or tops[0][0] <= between:
        return tuple(sides)
    names = [text_of(sheet.rows[at][between]) for at, _ in sides]
    return tuple((at, long or short) for (at, short), long in zip(sides, names, strict=True))


def _cells(matrix: ImpactMatrix) -> Iterator[tuple[int, str, int, str, CellValue]]:
    for row, side in matrix.rows:
        for column, top in matrix.columns:
            yield row, side, column, top, matrix.sheet.rows[row][column]


def _judged(matrix: ImpactMatrix) -> float:
    """The share of the filled cells that judge an effect."""
    filled = [cell for *_, cell in _cells(matrix) if cell is not None]
    return sum(map(is_judgement, filled)) / len(filled) if filled else 0.0


def _is_scale(matrix: ImpactMatrix) -> bool:
    figures = [found.value for *_, cell in _cells(matrix) if isinstance(found := figure_of(cell, "."), CellFigure)]
    return all(each.is_integer() and abs(each) <= 5 for each in figures) and len(set(figures)) <= 11


def add_matrix(matrix: ImpactMatrix, draft: IntakeDraft, account: IntakeAccount, options: IntakeOptions) -> None:
    """Add the effects of a matrix; one over names that another has brought already is what somebody else says.

    Raises:
        CannotImport: its scale is not clear.
    """
    place = matrix.sheet.place(0)
    for name in matrix.derived:
        account.lose(f"'{name}' is worked out of the others", place)
    scale = scale_of([cell for *_, cell in _cells(matrix)], options.scale, place, account)
    nodes = ImpactNodes(draft, account, options, matrix.sheet)
    again = all(nodes.known(name) for _, name in matrix.rows) and draft.effects > 0
    said_by = matrix.sheet.name or matrix.sheet.file if again else None
    if again:
        account.note(f"'{said_by}' judges the same objectives again: its effects are claims", place)
    for _, name in matrix.rows:
        nodes.objective(name, own_department=not matrix.is_square)
    for row, side, column, top, cell in _cells(matrix):
        at = matrix.sheet.place(row, column)
        if matrix.is_square and folded(side) == folded(top):
            if cell is not None and text_of(cell) not in ("0", "-", "x", "X"):
                account.lose("a thing does not affect itself", at)
            continue
        effect = stated_effect(scale, cell, at, account, options)
        if effect is None:
            continue
        effect.kind, effect.target = nodes.target(top, as_outcome=not matrix.is_square)
        nodes.add(side, effect, said_by=said_by, claimed=again)
