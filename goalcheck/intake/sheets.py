"""Sheets: rows of cells with the places at which a person finds them again. Knows no file format and no meaning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from goalcheck.source import GoalcheckError

MAX_ROWS: Final = 50_000
"""Rows of one sheet, empty ones included."""

MAX_COLUMNS: Final = 500

MAX_CELLS: Final = 2_000_000
"""Cells of all sheets of a file together."""

MAX_TEXT: Final = 32_767
"""Characters in a cell, as many as Excel holds."""

CellValue = str | float | date | None


class CannotImport(GoalcheckError):
    """The material cannot be read, or what it means is a weak guess; the message says what would settle it.

    Attributes:
        account: what was understood until then (an `IntakeAccount`), where anything was.
    """

    account: object = None


class CellPlace(NamedTuple):
    """The place of a cell, or of a row where the column is None; row and column count from 1."""

    file: str
    sheet: str | None
    row: int
    column: int | None = None

    def __str__(self) -> str:
        sheet = f", sheet '{self.sheet}'" if self.sheet else ""
        cell = f"column {letters(self.column)}" if self.column else ""
        return ", ".join(each for each in (f"{self.file}{sheet}", f"row {self.row}", cell) if each)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as it stands in a file.

    Attributes:
        name: the name of the sheet; None where the file has only one table.
        rows: the cells; texts are stripped and empty ones None.
        notes: what the reader of the file decided, in words.
        decimal: the decimal mark that the file itself suggests, `.` or `,`; None where it suggests none.
        lines: the lines of the file at which the rows stand, where the file is no table itself.
    """

    file: str
    name: str | None
    rows: tuple[tuple[CellValue, ...], ...]
    notes: tuple[str, ...] = ()
    decimal: str | None = None
    lines: tuple[int, ...] = ()

    def place(self, row: int, column: int | None = None) -> CellPlace:
        """The place of a row or cell by its index from 0."""
        if self.lines:
            return CellPlace(self.file, self.name, self.lines[row])
        return CellPlace(self.file, self.name, row + 1, None if column is None else column + 1)


def letters(column: int) -> str:
    """The letters of a column, counted from 1, as spreadsheets have them: A, Z, AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def clean(value: object) -> CellValue:
    """A value as a cell: text stripped, nothing where there is none, whole numbers and truth as text or number."""
    if isinstance(value, str):
        text = " ".join(value.replace("\u00a0", " ").split(" ")).strip()
        return text or None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return float(value)
    return value if isinstance(value, date) else None


def text_of(value: CellValue) -> str:
    """A cell as a person reads it, on one line."""
    if isinstance(value, float):
        return format(value, ".12g")
    return "" if value is None else " ".join(str(value).split())


def folded(text: str) -> str:
    """A text as it is compared: case, spaces, underscores and hyphens make no difference."""
    return " ".join(text.casefold().replace("_", " ").replace("-", " ").split())


def counted(number: int, noun: str) -> str:
    """A number with its noun: 1 row, 3 rows."""
    return f"{number:,} {noun if number == 1 else f'{noun}s'}"


def bounded(file: str, rows: list[list[CellValue]], cells_before: int = 0) -> tuple[tuple[CellValue, ...], ...]:
    """The rows of a sheet.

    Raises:
        CannotImport: there are more than a table of objectives can have.
    """
    while rows and not rows[-1]:
        rows.pop()
    if len(rows) > MAX_ROWS:
        raise CannotImport(f"{file} has more than {MAX_ROWS:,} rows: import a part of it")
    wide = max((len(row) for row in rows), default=0)
    if wide > MAX_COLUMNS:
        raise CannotImport(f"{file} has more than {MAX_COLUMNS} columns: import a part of it")
    if wide * len(rows) + cells_before > MAX_CELLS:
        raise CannotImport(f"{file} has more than {MAX_CELLS:,} cells: import a part of it")
    return tuple(tuple(row) + (None,) * (wide - len(row)) for row in rows)
