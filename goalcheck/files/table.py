"""From the text of a CSV file to its rows: mappings from column to text, each cell with the place where it stands.

Must not know where the text comes from or what the columns mean.
"""

from __future__ import annotations

import csv
import re
from array import array
from collections.abc import Sequence
from difflib import get_close_matches
from io import StringIO
from typing import TYPE_CHECKING, Final, NamedTuple

from goalcheck.files.tree import MappingNode, SequenceNode, location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goalcheck.files.problems import Problems
    from goalcheck.files.tree import Source
    from goalcheck.source import Location

MAX_ROWS: Final = 200_000
"""Rows below the header, empty ones included."""

MAX_COLUMNS: Final = 100

MAX_ROW: Final = 100_000
"""Characters in one row."""

# A cell as the csv module reads it: quotes count only at its start, and a comma or the end of the line ends it.
_CELL: Final = re.compile(r'( *)(?:"(?:[^"]|"")*"|[^,\r\n]*)')
_TOO_LONG: Final = f"a row has more than {MAX_ROW:,} characters"


class Columns(NamedTuple):
    """The columns that a table must have, and those that it may have."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


def read_table(source: Source, problems: Problems, columns: Columns) -> SequenceNode:
    """The rows of a CSV file with a header (RFC 4180: commas, double quotes), in the order of the file."""
    return _Table(source, problems, columns).rows()


class _Cell(NamedTuple):
    text: str
    start: int
    end: int


class _Table:
    """One table being read."""

    def __init__(self, source: Source, problems: Problems, columns: Columns) -> None:
        self._source = source
        self._problems = problems
        self._columns = columns

    def rows(self) -> SequenceNode:
        """Every row that has as many cells as the header, as far as the file can be read."""
        table = SequenceNode(self._source)
        records = self._records()
        header = next(records, None)
        if header is None:
            if not self._problems_here():
                self._problems.add(self._source.name, "the table is empty", self._expected())
            return table
        names = self._header(header)
        if names is None:
            return table
        marks: list[int] = []
        for cells in records:
            if len(cells) > len(names):
                self._add(cells[len(names)], f"the row has {len(cells)} cells", f"{len(names)}, as the header has")
                continue
            table.append(self._row(names, cells))
            marks += (self._packed(cells[0].start), self._packed(cells[-1].end))
        table.marks = array("q", marks)
        return table

    def _records(self) -> Iterator[list[_Cell]]:
        """The rows that are not empty; where the file is no CSV, the problem is noted and the rest is left."""
        text = self._source.text
        lines = _Lines(text)
        reader = csv.reader(lines, strict=True, skipinitialspace=True)
        start = 0
        # The header and so many rows; empty ones count, since a file can hold millions of them.
        for _ in range(MAX_ROWS + 1):
            try:
                values = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self._refuse(start, error)
                return
            cells = _located(text, start, values)
            start = lines.start = lines.read
            if any(cell.text for cell in cells):
                yield cells
        if start < len(text):
            message = f"the table has more than {MAX_ROWS:,} rows"
            self._add(_Cell("", start, start + 1), message, "several smaller tables")

    def _refuse(self, start: int, error: csv.Error) -> None:
        words = {"unexpected end of data": "a quoted text does not end", _TOO_LONG: _TOO_LONG}
        message = words.get(str(error), "this is no row of a table")
        expected = "cells separated by commas; quotes around a cell that holds one, and doubled inside"
        self._add(_Cell("", start, start + 1), message, expected)

    def _header(self, cells: list[_Cell]) -> list[str] | None:
        """The names of the columns, None where a required one is missing or one comes twice."""
        if len(cells) > MAX_COLUMNS:
            self._add(cells[MAX_COLUMNS], f"the table has more than {MAX_COLUMNS} columns", self._expected())
            return None
        known = (*self._columns.required, *self._columns.optional)
        names = [cell.text for cell in cells]
        missing = [name for name in self._columns.required if name not in names]
        if len(cells) == 1 and ";" in cells[0].text:
            self._add(cells[0], "the columns are separated by semicolons", f"commas: {self._expected()}")
            return None
        for index, cell in enumerate(cells):
            if cell.text not in known:
                near = get_close_matches(cell.text.lower()[:100], missing or known, n=1)
                question = f"; did you mean '{near[0]}'?" if near else ""
                self._add(cell, f"unknown column '{cell.text[:100]}'{question}", self._expected())
            elif cell.text in names[:index]:
                self._add(cell, f"the column '{cell.text}' comes twice", self._expected())
                missing.append(cell.text)
        for name in self._columns.required:
            if name not in names:
                self._add(cells[0], f"the column '{name}' is missing", self._expected())
        return None if missing else names

    def _row(self, names: Sequence[str], cells: Sequence[_Cell]) -> MappingNode:
        row = MappingNode(self._source)
        marks: list[int] = []
        for name, cell in zip(names, cells, strict=False):
            if cell.text:
                row[name] = cell.text
                marks += (self._packed(cell.start), self._packed(cell.end)) * 2
        row.marks = array("q", marks)
        return row

    def _packed(self, index: int) -> int:
        return self._source.position(index)

    def _expected(self) -> str:
        optional = f" (and perhaps {', '.join(self._columns.optional)})" if self._columns.optional else ""
        return f"a header with {', '.join(self._columns.required)}{optional}"

    def _problems_here(self) -> bool:
        return any(problem.file == self._source.name for problem in self._problems.found)

    def _add(self, cell: _Cell, message: str, expected: str) -> None:
        if not self._problems.skip():
            place: Location = location(self._source, self._packed(cell.start), self._packed(cell.end))
            self._problems.add(self._source.name, message, expected, self._source.excerpt(place))


class _Lines:
    """The lines of a text: how many characters of it were handed out, and where the row starts that is being read."""

    def __init__(self, text: str) -> None:
        self._lines = StringIO(text, newline="")
        self.start = 0
        self.read = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.read += len(line)
        if self.read - self.start > MAX_ROW:
            raise csv.Error(_TOO_LONG)
        return line


def _located(text: str, start: int, values: Sequence[str]) -> list[_Cell]:
    """The cells of the row that starts at an index: the value that the reader made of each, and its span."""
    cells = []
    for value in values:
        match = _CELL.match(text, start)
        first, end = (match.end(1), match.end()) if match else (start, start)
        cells.append(_Cell(value.strip(), first, end))
        start = end + 1
    return cells
