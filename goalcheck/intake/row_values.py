"""The cells of a row as periods, status, priority and figures; what cannot be read goes into the account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from goalcheck.files.editing import Field
from goalcheck.intake.account import IntakeAccount
from goalcheck.intake.calendar import day_of, period_of, written_days
from goalcheck.intake.columns import RecognisedTable
from goalcheck.intake.number_style import CellFigure, Unread, figure_of
from goalcheck.intake.sheets import CellPlace, CellValue, folded, text_of
from goalcheck.intake.words import HEALTH, priority_of, status_of

T = TypeVar("T")

ROLLING = frozenset({"rolling", "ongoing", "laufend", "continuous", "annual", "n/a", "-", "tbd"})


@dataclass(frozen=True, slots=True)
class Styles:
    """How a table writes figures and dates.

    Attributes:
        mark: the decimal mark; None where nothing decides it.
        dates: the order of day and month of each column of dates.
        fiscal: True if its years and quarters are fiscal ones.
    """

    mark: str | None
    dates: Mapping[int, str | None]
    fiscal_start: int | None
    fiscal: bool


class RowValues:
    """Reads cells of one table."""

    def __init__(self, table: RecognisedTable, styles: Styles, account: IntakeAccount) -> None:
        self._table = table
        self._styles = styles
        self._account = account

    @property
    def mark(self) -> str | None:
        """The decimal mark of the table."""
        return self._styles.mark

    def note(self, decision: str, at: int) -> None:
        """Something was decided about a row."""
        self._account.note(decision, self._table.sheet.place(at))

    def lose(self, reason: str, at: int) -> None:
        """Something of a row is not taken over."""
        self._account.lose(reason, self._table.sheet.place(at))

    def cell(self, at: int, field: str, group: int = 0) -> CellValue:
        """The cell of a field."""
        index = self._table.index(field, group)
        return None if index is None else self._table.sheet.rows[at][index]

    def has(self, field: str, group: int = 0) -> bool:
        """True if the table has a column of a field."""
        return self._table.index(field, group) is not None

    def figure(self, at: int, field: str, group: int) -> CellFigure | None:
        """The figure of a cell."""
        found = figure_of(self.cell(at, field, group), self._styles.mark)
        return self._read(found, at, self._table.index(field, group))

    def share(self, at: int, group: int) -> float | None:
        """The part of the way that is done, from 0 to 1; a number that may be a figure too is not read."""
        index = self._table.index("progress", group)
        found = self.figure(at, "progress", group)
        if found is None or index is None:
            return None
        column = self._table.columns[index]
        if found.unit == "%":
            return found.value / 100
        rows = self._table.sheet.rows[self._table.header + 1 :]
        values = [each for row in rows if isinstance(each := figure_of(row[index], self.mark), CellFigure)]
        if all(0 <= each.value <= 1 for each in values):
            return found.value
        told = any(each in column.header.casefold() for each in ("%", "percent", "complet", "prozent"))
        if told or column.why == "as mapped":
            return found.value / 100
        reason = f"a figure or a part in percent? say --map '{column.header}=value' or '{column.header}=progress'"
        self._account.lose(reason, self._table.sheet.place(at, index))
        return None

    def text(self, at: int, field: str, group: int = 0) -> str | None:
        """The text of a cell."""
        return text_of(self.cell(at, field, group)) or None

    def day(self, at: int, field: str, group: int = 0) -> date | None:
        """The day of a cell."""
        index = self._table.index(field, group)
        order = self._styles.dates.get(index) if index is not None else None
        return self._read(day_of(self.cell(at, field, group), order), at, index)

    def period(self, at: int, row: Sequence[CellValue]) -> Field | None:
        """The period of a row: its own, or the year and quarter, or the two dates."""
        start, due = self.day(at, "start"), self.day(at, "due")
        index = self._table.index("period")
        said = None if index is None else row[index]
        if said is not None and folded(text_of(said)) not in ROLLING:
            named = self._period(self._with_year(said, row), at, index)
            if named is not None:
                return named
        elif index is None and self.has("year"):
            return self._year(at, row)
        if start and due:
            if start <= due:
                return written_days(start, due)
            self._account.lose("the start is after the end", self._table.sheet.place(at))
        if due and said is None:
            self._account.lose("a due date without a start date is no period", self._place(at, "due"))
        return None

    def _with_year(self, said: CellValue, row: Sequence[CellValue]) -> CellValue:
        """A quarter without its year, with the one of the column beside it."""
        year = self._table.index("year")
        text = text_of(said)
        if year is None or row[year] is None or len(text) > 4 or (text.isdecimal() and len(text) == 4):
            return said
        return f"{f'Q{text}' if text.isdecimal() else text} {text_of(row[year])}"

    def _year(self, at: int, row: Sequence[CellValue]) -> Field | None:
        index = self._table.index("year")
        year = None if index is None else text_of(row[index])
        if not year:
            return None
        quarter = text_of(self.cell(at, "quarter")).lower().removeprefix("q")
        said = f"Q{quarter} {year}" if quarter.isdecimal() else year
        return self._period(f"FY {said}" if self._styles.fiscal and not quarter else self._fiscal(said), at, index)

    def _fiscal(self, said: str) -> str:
        return said.replace(" ", " FY", 1) if self._styles.fiscal else said

    def _period(self, said: CellValue, at: int, index: int | None) -> Field | None:
        order = self._styles.dates.get(index) if index is not None else None
        found = period_of(said, order, self._styles.fiscal_start)
        if isinstance(found, Unread):
            fiscal = "the years are fiscal ones: say --fiscal-year-starts MONTH; no period was written"
            reason = fiscal if "fiscal" in found.reason else found.reason
            self._account.lose(reason, self._table.sheet.place(at, index))
            return None
        return found

    def status(self, at: int, row: Sequence[CellValue]) -> str | None:
        """The status of a row."""
        index = self._table.index("status")
        said = None if index is None else row[index]
        found = self._read(status_of(said), at, index)
        if found and folded(text_of(said)) in HEALTH:
            self._account.note("how it goes (on track, at risk) is not kept: the file format has no field for it")
        return found

    def priority(self, at: int, row: Sequence[CellValue]) -> int | None:
        """The priority of a row."""
        for field, most_is_five in (("priority", self._mapped("priority")), ("rank", False)):
            index = self._table.index(field)
            if index is not None:
                return self._read(priority_of(row[index], most_is_five=most_is_five), at, index)
        return None

    def _mapped(self, field: str) -> bool | None:
        """True if somebody has mapped the column of a field, None if it was only recognised."""
        return any(each.field == field and each.why == "as mapped" for each in self._table.columns) or None

    def order(self, at: int, row: Sequence[CellValue]) -> tuple[str, ...]:
        """What the rows about one thing are ordered by: year and quarter, else the period, else the day of progress."""
        del at
        fields = ("year", "quarter", "period", "progress-date")
        found = []
        for field in fields:
            index = self._table.index(field)
            value = None if index is None else row[index]
            if index is None or value is None:
                continue
            if field == "period":
                period = period_of(value, self._styles.dates.get(index), self._styles.fiscal_start or 1)
                value = period if isinstance(period, str) else text_of(value)
            elif field == "progress-date":
                day = day_of(value, self._styles.dates.get(index))
                value = day.isoformat() if isinstance(day, date) else ""
            found.append(text_of(value))
        return tuple(found)

    def _read(self, found: T | Unread | None, at: int, index: int | None) -> T | None:
        if isinstance(found, Unread):
            self._account.lose(found.reason, self._table.sheet.place(at, index))
            return None
        return found

    def _place(self, at: int, field: str) -> CellPlace:
        return self._table.sheet.place(at, self._table.index(field))
