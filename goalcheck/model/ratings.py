"""The ratings of scorecards, from a list in the files or from a CSV table beside them.

Knows nothing of effects, objectives or departments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from goalcheck.files import Columns, Documents, MappingNode, Problems, Source
from goalcheck.model import schema
from goalcheck.model.names import Names
from goalcheck.model.period import NAMED_PERIOD_EXPECTED, Period, named_period
from goalcheck.model.records import Scorecard
from goalcheck.source import Location

COLUMNS = Columns(("customer", "period", "outcome", "rating"), ("note",))
BEST = 10

_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,15})?")


class Ratings:
    """Reads ratings, and sees to it that each is given once in all files together."""

    def __init__(self, documents: Documents, names: Names, problems: Problems) -> None:
        self._documents = documents
        self._names = names
        self._problems = problems
        self._given: dict[tuple[object, ...], tuple[Source, Location]] = {}

    def of_card(self, entry: schema.ScorecardSchema, raw: MappingNode, period: Period, place: Location) -> Scorecard:
        """One scorecard of a list."""
        for outcome, where in zip(entry.ratings, raw.mapping("ratings").key_locations(), strict=True):
            if self._names.check(raw.source, where, outcome, "outcomes"):
                self._give(entry.customer, period, outcome, raw.source, where)
        return Scorecard(entry.customer, period, tuple(sorted(entry.ratings.items())), place)

    def of_table(self, holder: MappingNode) -> Iterator[Scorecard]:
        """Each row of the table that `scorecards: {file: ...}` names, as a scorecard of one rating."""
        table = self._documents.table(holder, "file", COLUMNS)
        for index in range(len(table)):
            row, place = table.mapping(index), table.item_location(index)
            card = self._row({name: str(value) for name, value in row.items()}, row, place)
            if card is not None:
                yield card

    def _row(self, cells: dict[str, str], row: MappingNode, place: Location) -> Scorecard | None:
        for name in COLUMNS.required:
            if name not in cells:
                self._report(row, place, f"the {name} is missing", f"a row with {', '.join(COLUMNS.required)}")
        sound = self._known(row, cells, "customer", "customers")
        sound &= self._known(row, cells, "outcome", "outcomes")
        period = self._period(row, cells)
        rating = self._rating(row, cells)
        if not sound or period is None or rating is None:
            return None
        customer, outcome = cells["customer"], cells["outcome"]
        self._give(customer, period, outcome, row.source, row.value_location("outcome"))
        notes = ((outcome, cells["note"]),) if "note" in cells else ()
        return Scorecard(customer, period, ((outcome, rating),), place, notes)

    def _known(self, row: MappingNode, cells: dict[str, str], name: str, kind: str) -> bool:
        return name in cells and self._names.check(row.source, row.value_location(name), cells[name], kind)

    def _period(self, row: MappingNode, cells: dict[str, str]) -> Period | None:
        text = cells.get("period")
        period = None if text is None else named_period(text)
        if text is not None and period is None:
            self._report(row, row.value_location("period"), f"'{text}' is no period", NAMED_PERIOD_EXPECTED)
        return period

    def _rating(self, row: MappingNode, cells: dict[str, str]) -> float | None:
        text = cells.get("rating")
        if text is None:
            return None
        if _NUMBER.fullmatch(text) is None or float(text) > BEST:
            self._report(row, row.value_location("rating"), f"found '{text}'", f"a number from 0 to {BEST}, as 6.5")
            return None
        return float(text)

    def _give(self, customer: str, period: Period, outcome: str, source: Source, place: Location) -> None:
        key = customer, period.start, period.end, outcome
        if key in self._given and not self._problems.skip():
            first_source, first = self._given[key]
            self._problems.add(
                source.name,
                f"{customer} rates '{outcome}' twice in {period.label}",
                "each outcome once for each customer and period, in all files together",
                source.excerpt(place),
                first_source.excerpt(first, "first rated here"),
            )
        self._given.setdefault(key, (source, place))

    def _report(self, row: MappingNode, place: Location, message: str, expected: str) -> None:
        if not self._problems.skip():
            self._problems.add(row.source.name, message, expected, row.source.excerpt(place))
