"""Columns: which row is the header, and what each column was taken for, by its name and by its values.

A name alone does not decide: a column called Target that holds texts is no figure. What is recognised is shown to the
user with values; a guess without an objective, and one of department, owner, metric or period, is refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from goalcheck.intake.aliases import ELEMENTS, GENERIC, IGNORE, field_named, numbered_field, plain_header
from goalcheck.intake.calendar import DAY_FIRST, day_of, period_of
from goalcheck.intake.number_style import CellFigure, Unread, figure_of
from goalcheck.intake.sheets import CannotImport, CellValue, Sheet, folded, text_of
from goalcheck.intake.words import is_status

HEADER_ROWS: Final = 15
"""Rows in which a header is looked for."""

SAMPLED_ROWS: Final = 2_000
"""Rows by whose values columns are recognised."""

SHOWN_VALUES: Final = 3

FIGURES: Final = frozenset({"from", "to", "at-least", "at-most", "value", "progress"})
_DAYS: Final = frozenset({"start", "due", "progress-date"})
_TEXTS: Final = frozenset({"objective", "key-result", "metric", "department", "division", "team", "owner", "supports"})

SUPPORTING: Final = ("department", "division", "team", "owner", "metric", "key-result", "period", "due", "year")
"""Fields of which one has to stand beside the objective: a name alone may be anything."""

BESIDE_RESULTS: Final = frozenset({"from", "to", "value", "metric", "owner", "department", "team", "status", "due"})
"""Fields of which two have to stand beside key results where no column names the objective: the file does."""

PER_RESULT: Final = FIGURES | {"key-result", "metric", "unit", "progress-date"}
"""Fields that several key results in one row have each."""


@dataclass(frozen=True, slots=True)
class RecognisedColumn:
    """A column with what it was taken for.

    Attributes:
        index: from 0.
        field: the field; None where it is not read.
        group: of several key results in a row, the number of the one; 0 for the whole row.
        why: how it was recognised, or why it is not read.
        values: the first values.
    """

    index: int
    header: str
    field: str | None
    group: int
    why: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecognisedTable:
    """A sheet with its header and columns.

    Attributes:
        header: the index of the header's row; what stands above it is not read.
    """

    sheet: Sheet
    header: int
    columns: tuple[RecognisedColumn, ...]

    def index(self, field: str, group: int = 0) -> int | None:
        """The column of a field."""
        return next((each.index for each in self.columns if each.field == field and each.group == group), None)

    @property
    def groups(self) -> tuple[int, ...]:
        """The numbers of the key results in a row; none where there is only one."""
        return tuple(sorted({each.group for each in self.columns if each.group and each.field == "key-result"}))


def recognise(sheet: Sheet, mapping: Mapping[str, str], mark: str | None) -> RecognisedTable:
    """What the columns of a sheet are.

    Args:
        mapping: the field of columns that somebody has mapped, by the folded header.
        mark: the decimal mark, where it is known.

    Raises:
        CannotImport: two columns are mapped to one field.
    """
    header = _header_row(sheet, mapping)
    titles = [text_of(cell) for cell in sheet.rows[header]] if sheet.rows else []
    below = sheet.rows[header + 1 : header + 1 + SAMPLED_ROWS]
    columns = [
        _by_name(index, title, [row[index] for row in below], mapping, mark) for index, title in enumerate(titles)
    ]
    _refuse_twice(columns)
    columns = _by_values(_grouped(columns), below)
    return RecognisedTable(sheet, header, tuple(_one_each(columns, below, mark)))


def refuse_weak(table: RecognisedTable) -> None:
    """See to it that the table is one of objectives.

    Raises:
        CannotImport: it is a weak guess; the message says what it was taken for.
    """
    found = {each.field for each in table.columns}
    if "objective" in found and found.intersection(SUPPORTING):
        return
    if "key-result" in found and len(found & BESIDE_RESULTS) > 1:
        return
    name = f"{table.sheet.file}, sheet '{table.sheet.name}'" if table.sheet.name else table.sheet.file
    guess = ", ".join(f"'{each.header}' as {each.field}" for each in table.columns if each.field) or "no column"
    lacks = "an objective" if "objective" not in found else f"one of {', '.join(SUPPORTING)} beside the objective"
    raise CannotImport(
        f"{name}: this is not surely a table of objectives: {guess} was recognised, and it takes {lacks}; "
        f"--map 'COLUMN=FIELD' says what a column is{_archi(table)}"
    )


def _archi(table: RecognisedTable) -> str:
    titles = {plain_header(each.header) for each in table.columns}
    if {"id", "type", "source", "target"} <= titles:
        return ". These look like the relations that Archi exports, which say no strength: import the .archimate file"
    if {"id", "type", "documentation"} <= titles:
        return ". These look like the elements that Archi exports: import the .archimate file"
    return ""


def _header_row(sheet: Sheet, mapping: Mapping[str, str]) -> int:
    """The row, of the first few, that names most fields; the first that holds anything where none does."""

    def known(row: Sequence[CellValue]) -> int:
        return len(
            {
                plain_header(cell)
                for cell in row
                if isinstance(cell, str) and (field_named(cell) or numbered_field(cell) or folded(cell) in mapping)
            }
        )

    counts = [known(row) for row in sheet.rows[:HEADER_ROWS]]
    first = next((at for at, row in enumerate(sheet.rows) if any(cell is not None for cell in row)), 0)
    return counts.index(max(counts)) if counts and max(counts) > 0 else first


def _by_name(
    index: int, title: str, cells: Sequence[CellValue], mapping: Mapping[str, str], mark: str | None
) -> RecognisedColumn:
    values = tuple(dict.fromkeys(text_of(cell) for cell in cells if cell is not None))[:SHOWN_VALUES]
    column = RecognisedColumn(index, title, None, 0, "no field has such a name", values)
    mapped = mapping.get(folded(title)) if title else None
    if mapped is not None:
        return replace(column, field=None if mapped == IGNORE else mapped, why="as mapped")
    if not values:
        return replace(column, why="empty")
    numbered = numbered_field(title)
    named = numbered or ((0, field_named(title)[0]) if field_named(title) else None)  # type: ignore[index]
    if named is None or named[1] == IGNORE:
        return column
    group, field = named
    misfit = _misfit(field, cells, mark)
    if misfit:
        return replace(column, group=group, why=f"named like {field}, but {misfit}")
    return replace(column, field=field, group=group, why="by its name")


def _misfit(field: str, cells: Sequence[CellValue], mark: str | None) -> str | None:
    """The reason why the values of a column cannot be what its name says; None where they can."""
    some = [cell for cell in cells if cell is not None]
    if field in FIGURES - {"to"} and _share(some, lambda cell: _is_figure(cell, mark)) < 0.5:
        return "most of its values are no figures"
    if field in _DAYS and _share(some, lambda cell: not isinstance(day_of(cell, DAY_FIRST), Unread)) < 0.5:
        return "most of its values are no dates"
    if field in _TEXTS and _share(some, lambda cell: isinstance(cell, str) and not _is_figure(cell, mark)) < 0.5:
        return "most of its values are figures"
    return None


def _is_figure(cell: CellValue, mark: str | None) -> bool:
    found = figure_of(cell, mark or ".")
    return isinstance(found, CellFigure) or found is None


def _share(cells: Sequence[CellValue], fits: Callable[[CellValue], bool]) -> float:
    return sum(map(fits, cells)) / len(cells) if cells else 0.0


def _grouped(columns: Sequence[RecognisedColumn]) -> list[RecognisedColumn]:
    """Columns that come again and again (key result, target, key result, target) as several key results in a row."""
    times = Counter(plain_header(each.header) for each in columns if each.field == "key-result" and not each.group)
    if not times or max(times.values()) < 2:
        return list(columns)
    seen: Counter[str] = Counter()
    found = []
    for each in columns:
        if each.field in PER_RESULT and not each.group:
            seen[each.field or ""] += 1
            found.append(replace(each, group=seen[each.field or ""]))
        else:
            found.append(each)
    return found


def _by_values(columns: Sequence[RecognisedColumn], rows: Sequence[Sequence[CellValue]]) -> list[RecognisedColumn]:
    """Columns that say by their values alone what they are: words of status, periods, addresses of owners."""
    found = list(columns)
    for at, each in enumerate(found):
        cells = [row[each.index] for row in rows if row[each.index] is not None]
        taken = {other.field for other in found}
        if each.field or each.why != "no field has such a name" or len(cells) < 3:
            continue
        for field, fits in _SHAPES:
            if field not in taken and _share(cells, fits) > 0.8:
                found[at] = replace(each, field=field, why="by its values")
                break
    return found


def _is_period(cell: CellValue) -> bool:
    return isinstance(cell, str) and len(cell) > 4 and isinstance(period_of(cell, None, 1), str)


def _is_address(cell: CellValue) -> bool:
    return isinstance(cell, str) and "@" in cell[1:-3] and " " not in cell


_SHAPES: Final[Sequence[tuple[str, Callable[[CellValue], bool]]]] = (
    ("status", is_status),
    ("period", _is_period),
    ("owner", _is_address),
)


def _one_each(
    columns: Sequence[RecognisedColumn], rows: Sequence[Sequence[CellValue]], mark: str | None
) -> list[RecognisedColumn]:
    """The columns with one for each field: the mapped one, else that whose values fit best, by its name, the first."""

    def worth(column: RecognisedColumn) -> tuple[bool, float, int, int]:
        cells = [row[column.index] for row in rows if row[column.index] is not None]
        fit = round(_share(cells, lambda cell: _is_figure(cell, mark)), 1) if column.field in FIGURES else 1.0
        named = field_named(column.header)
        return column.why != "as mapped", -fit, named[1] if named else 1000, column.index

    found = []
    has_results = any(each.field == "key-result" for each in columns)
    for each in columns:
        rivals = [other for other in columns if (other.field, other.group) == (each.field, each.group)]
        best = min(rivals, key=worth)
        if each.field and best is not each:
            statement = each.field == "to" and worth(each)[1] > -0.5
            told = f"'{best.header}' is the {each.field}"
            result = each.field == "objective" and plain_header(each.header) in GENERIC and not has_results
            why = f"in words; {told}" if statement else told
            field = "statement" if statement else "key-result" if result else None
            has_results = has_results or result
            found.append(replace(each, field=field, why=why))
        else:
            found.append(each)
    return found


def _refuse_twice(columns: Sequence[RecognisedColumn]) -> None:
    mapped = [each for each in columns if each.field and each.why == "as mapped"]
    for each in mapped:
        if each.field in ELEMENTS:
            raise CannotImport(
                f"--map: the column '{each.header}' cannot be {each.field}, which elements of models are"
            )
    for field, times in Counter(each.field for each in mapped).items():
        if times > 1:
            names = " and ".join(f"'{each.header}'" for each in mapped if each.field == field)
            raise CannotImport(f"--map takes both {names} for the {field}: there is one of each")
