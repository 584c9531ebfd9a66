"""Rows of a recognised table as departments, objectives, goals and metrics of a draft."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import NamedTuple

from goalcheck.intake.account import IntakeAccount
from goalcheck.intake.calendar import date_order
from goalcheck.intake.columns import FIGURES, RecognisedTable
from goalcheck.intake.draft import DraftObjective, IntakeDraft, key_of
from goalcheck.intake.number_style import decimal_mark
from goalcheck.intake.row_values import RowValues, Styles
from goalcheck.intake.sheets import CellValue, Sheet, folded, text_of
from goalcheck.intake.targets import add_target

TOTALS = frozenset({"total", "totals", "sum", "summe", "gesamt", "average", "mean", "durchschnitt", "total général"})

KEY_RESULT, OBJECTIVE = "key-result", "objective"


@dataclass(frozen=True, slots=True)
class TableOptions:
    """What the user has said about a table.

    Attributes:
        department: the department of rows that name none.
        level: whether a key result or an objective of the table becomes an objective.
        departments: the names under which departments are filed, by those in the table.
    """

    department: str | None = None
    level: str = KEY_RESULT
    decimal: str | None = None
    dates: str | None = None
    fiscal_start: int | None = None
    departments: Mapping[str, str] = field(default_factory=dict)


class _Item(NamedTuple):
    """One key result, or an objective that has none, as it stands in a row."""

    row: int
    group: int
    units: tuple[str, ...]
    objective: str
    result: str | None
    order: tuple[str, ...]


def add_table(draft: IntakeDraft, table: RecognisedTable, options: TableOptions, account: IntakeAccount) -> None:
    """Add what the rows of a table say to a draft."""
    _Table(draft, table, options, account).add()


def figure_mark(table: RecognisedTable, options: TableOptions) -> str | None:
    """The decimal mark of a table: as told, else as its figures show it, else as its separator suggests."""
    indexes = [each.index for each in table.columns if each.field in FIGURES]
    rows = table.sheet.rows[table.header + 1 :]
    found = decimal_mark(cell for row in rows for index in indexes if isinstance(cell := row[index], str))
    return options.decimal or (table.sheet.decimal if found is None else found)


class _Table:
    """One table on its way into a draft."""

    def __init__(
        self, draft: IntakeDraft, table: RecognisedTable, options: TableOptions, account: IntakeAccount
    ) -> None:
        self.draft = draft
        self.table = table
        self.sheet: Sheet = table.sheet
        self.options = options
        self.account = account
        self.values = RowValues(table, self._styles(), account)
        self._by_id = self._names_by_id()

    def _styles(self) -> Styles:
        rows = self.sheet.rows[self.table.header + 1 :]
        orders = {
            each.index: self.options.dates or date_order(row[each.index] for row in rows)
            for each in self.table.columns
            if each.field in ("start", "due", "progress-date", "period")
        }
        known = {order for order in orders.values() if order}
        shared = next(iter(known)) if len(known) == 1 else None
        mark = figure_mark(self.table, self.options)
        if mark in (".", ","):
            said = "points before the decimals" if mark == "." else "commas before the decimals"
            if any(each.field in FIGURES for each in self.table.columns):
                self.account.note(f"figures are read with {said}")
        elif mark == "both":
            self.account.note("the figures have commas and points before decimals: each is read as it proves itself")
        dates: dict[int, str | None] = {index: order or shared for index, order in orders.items()}
        if known:
            self.account.note(f"dates are read {' or '.join(sorted(known))}")
        fiscal = any(
            each.field in ("year", "quarter") and ("fiscal" in folded(each.header) or folded(each.header) == "fy")
            for each in self.table.columns
        )
        return Styles(None if mark == "both" else mark, dates, self.options.fiscal_start, fiscal=fiscal)

    def add(self) -> None:
        """Add all rows."""
        items = [*self._items()]
        if not self.table.groups and self.table.index("key-result") is None:
            items = self._metrics_as_results(items)
        for key, item in self._latest(items):
            self._add(key, item)

    def _items(self) -> Iterator[_Item]:
        above: dict[str, str] = {}
        for at in range(self.table.header):
            if any(cell is not None for cell in self.sheet.rows[at]):
                self.account.lose("stands above the header", self.sheet.place(at))
        for at in range(self.table.header + 1, len(self.sheet.rows)):
            row = self.sheet.rows[at]
            if all(cell is None for cell in row):
                self.account.lose("the row is empty", self.sheet.place(at))
            elif self._is_header(row):
                self.account.lose("the row repeats the header", self.sheet.place(at))
            else:
                yield from self._items_of(at, row, above)

    def _is_header(self, row: Sequence[CellValue]) -> bool:
        return row == self.sheet.rows[self.table.header]

    def _items_of(self, at: int, row: Sequence[CellValue], above: dict[str, str]) -> Iterator[_Item]:
        units = self._units(at, row, above)
        groups = self.table.groups or (0,)
        results = {group: text_of(self._cell(row, "key-result", group)) or None for group in groups}
        objective = text_of(self._cell(row, "objective"))
        if folded(objective or next(iter(units), "")) in TOTALS:
            self.account.lose("the row is a total", self.sheet.place(at))
            return
        if objective:
            above["objective"] = objective
        elif any(results.values()) and self.table.index("objective") is None:
            objective = self._file_name()
            self.account.note("no column names the objective: the name of the file or sheet does")
        elif any(results.values()) and "objective" in above:
            objective = above["objective"]
            self.account.note("the objective is the one above", self.sheet.place(at))
        elif not any(results.values()):
            self.account.lose("the row names no objective", self.sheet.place(at))
            return
        order = self.values.order(at, row)
        named: dict[int, str | None] = {group: result for group, result in results.items() if result}
        for group, result in named.items() or [(groups[0], None)]:
            yield _Item(at, group, units, objective or result or "", result if objective else None, order)

    def _units(self, at: int, row: Sequence[CellValue], above: dict[str, str]) -> tuple[str, ...]:
        """The departments of a row from the widest to the narrowest; a blank one is that of the merged cell above."""
        found: list[str] = []
        columns = [each for each in ("division", "department", "team") if self.table.index(each) is not None]
        for column in columns:
            said = text_of(self._cell(row, column))
            if said:
                if above.get(column) != said:
                    for narrower in columns[columns.index(column) + 1 :]:
                        above.pop(narrower, None)
                above[column] = said
            elif column in above:
                said = above[column]
                self.account.note(f"the {column} is the one above", self.sheet.place(at))
            if said:
                found += [part.strip() for part in said.split(" > ")] if " > " in said else [said]
        if not found and self.options.department is None:
            self.account.note(f"no department is named: filed under '{self._default()}'", self.sheet.place(at))
        renamed = (self.options.departments.get(folded(each), each) for each in found or [self._default()])
        return tuple(dict.fromkeys(renamed))

    def _default(self) -> str:
        return self.options.department or self._file_name()

    def _file_name(self) -> str:
        return self.sheet.name or PurePath(self.sheet.file).stem

    def _cell(self, row: Sequence[CellValue], name: str, group: int = 0) -> CellValue:
        index = self.table.index(name, group)
        return None if index is None else row[index]

    def _metrics_as_results(self, items: list[_Item]) -> list[_Item]:
        """Where objectives stand on several rows that differ in their metric, the metric is what tells them apart."""
        index = self.table.index("metric")
        if index is None:
            return items
        metrics: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        named = [item._replace(result=text_of(self.sheet.rows[item.row][index]) or None) for item in items]
        for item in named:
            metrics[key_of(*item.units), key_of(item.objective)].add(folded(item.result or ""))
        return named if any(len(each) > 1 for each in metrics.values()) else items

    def _latest(self, items: list[_Item]) -> list[tuple[str, _Item]]:
        """Of the rows about one thing the latest with the key of the thing, in the order of the first."""
        own = self._ids(items)
        kept: dict[str, _Item] = {}
        for item in items:
            key = own.get((item.row, item.group)) or key_of(*item.units, item.objective, item.result or "")
            known = kept.get(key)
            if known is None:
                kept[key] = item
                continue
            older, newer = (item, known) if item.order < known.order else (known, item)
            same = self.sheet.rows[older.row] == self.sheet.rows[newer.row]
            earlier = "repeats an objective for an earlier period; the latest is kept"
            reason = "repeats another row" if same else earlier if older.order < newer.order else _TWICE
            self.account.lose(reason, self.sheet.place(older.row))
            self._tell_other_words(older, newer)
            kept[key] = newer
        return list(kept.items())

    def _ids(self, items: list[_Item]) -> dict[tuple[int, int], str]:
        """The keys of rows by the ids that the table has, where each stands for one thing."""
        index = self.table.index("id")
        if index is None:
            return {}
        things: defaultdict[str, set[tuple[str, int, str]]] = defaultdict(set)
        for item in items:
            said = text_of(self.sheet.rows[item.row][index])
            things[said].add((key_of(item.objective), item.group, key_of(item.result or "")))
        return {
            (item.row, item.group): f"id {said}" + (f" | {item.group}" if item.group else "")
            for item in items
            if (said := text_of(self.sheet.rows[item.row][index]))
            and len({(objective, result) for objective, group, result in things[said] if group == item.group}) == 1
        }

    def _tell_other_words(self, older: _Item, newer: _Item) -> None:
        index = self.table.index("statement")
        if index is None:
            return
        words = [text_of(self.sheet.rows[item.row][index]) for item in (older, newer)]
        if all(words) and key_of(words[0]) != key_of(words[1]):
            header = self.table.columns[index].header
            self.account.note(f"a repeat says something else under '{header}'", self.sheet.place(older.row, index))

    def _add(self, key: str, item: _Item) -> None:
        row = self.sheet.rows[item.row]
        department: str | None = None
        for unit in item.units:
            above, department = department, self.draft.department(unit, department)
            if above and self.draft.departments[department].part_of != above:
                self.account.lose(f"'{unit}' is part of another department already", self.sheet.place(item.row))
        narrowest = item.units[-1]
        if ", " in narrowest:
            self.account.note(
                f"'{narrowest}' may be several departments: kept as one; --department-name '{narrowest}=ONE' files it "
                "under one of them",
                self.sheet.place(item.row),
            )
        at_objective = self.options.level == OBJECTIVE and item.result is not None
        name = item.objective if at_objective or not item.result else f"{item.objective.rstrip('.:')}: {item.result}"
        if at_objective:
            key = key_of(*item.units, item.objective, "")
        known = self.draft.objectives.get(key)
        place = str(self.sheet.place(item.row))
        objective = known or DraftObjective(key, department or "", name, place)
        if known is None:
            self.draft.objectives[key] = objective
            self._describe(objective, item, row)
        elif not at_objective:
            self.account.lose(f"says again what stands on {known.place}", self.sheet.place(item.row))
            return
        if item.result and not at_objective:
            objective.supports = [*objective.supports, self.draft.goal(item.objective)]
        had_target = objective.target is not None and objective.target.is_whole
        if at_objective and had_target:
            objective.comments.append(f"key result: {item.result}")
            self.account.note("a further key result of an objective stands in a comment", self.sheet.place(item.row))
            return
        add_target(self.draft, objective, self.values, item.row, item.group, item.result)

    def _describe(self, objective: DraftObjective, item: _Item, row: Sequence[CellValue]) -> None:
        read = self.values
        objective.owner = text_of(self._cell(row, "owner")) or None
        objective.period = read.period(item.row, row)
        objective.status = read.status(item.row, row)
        objective.priority = read.priority(item.row, row)
        parent = text_of(self._cell(row, "supports"))
        if parent:
            objective.supports.append(self.draft.goal(self._named(parent)))
        row_id = text_of(self._cell(row, "id"))
        objective.comments.append(
            f"imported: {objective.place.removeprefix(self._folder())}{f', id {row_id}' if row_id else ''}"
        )

    def _folder(self) -> str:
        """The part of the file's path that is not its name."""
        return self.sheet.file.removesuffix(PurePath(self.sheet.file).name)

    def _named(self, parent: str) -> str:
        """The name of the parent, which may be told by its id."""
        return self._by_id.get(parent, parent)

    def _names_by_id(self) -> dict[str, str]:
        ids, names = self.table.index("id"), self.table.index("objective")
        if ids is None or names is None:
            return {}
        rows = self.sheet.rows[self.table.header + 1 :]
        return {text_of(row[ids]): text_of(row[names]) for row in reversed(rows) if row[names]}


_TWICE = "says the same objective again with other figures; the row further down is kept"
