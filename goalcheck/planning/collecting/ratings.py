"""RatingEdits written where the organization keeps them: in its list of scorecards, or in its table."""

from __future__ import annotations

import csv
import os
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

from goalcheck.changes.edit import Edit
from goalcheck.changes.patching.files import Files
from goalcheck.changes.patching.patch import AppendItems, SetValue, make
from goalcheck.files import read_bytes
from goalcheck.files.editing import CannotEdit, Field
from goalcheck.model import Organization

TABLES = (".csv", ".tsv")


class RatingEdits:
    """The ratings that are added to one organization."""

    def __init__(self, organization: Organization, files: Files, contents: Mapping[str, bytes]) -> None:
        self._organization = organization
        self._files = files
        self._contents = contents
        self._tables: dict[str, tuple[str, str]] = {}
        self._new: dict[tuple[str, str], int] = {}

    def rate(self, customer: str, period: str, outcome: str, rating: float) -> None:
        """Add a rating, or change it where the customer rated the outcome in that period."""
        cards = self._organization.scorecards
        table = next((each.location.file for each in cards if each.location.file.endswith(TABLES)), None)
        if table is not None:
            self._in_table(table, customer, period, outcome, rating)
            return
        card = next((each for each in cards if (each.customer, each.period.label) == (customer, period)), None)
        if card is not None:
            with self._files.editing(card.location.file) as text:
                at = text.places(("scorecards",)).index(card.location[1:3])
                make(text, SetValue(("scorecards", at, "ratings", outcome), rating))
            return
        file = cards[-1].location.file if cards else self._organization.customers[customer].location.file
        with self._files.editing(file) as text:
            key = customer, period
            if key not in self._new:
                self._new[key] = len(text.places(("scorecards",)))
                item: dict[str, Field] = {"customer": customer, "period": period, "ratings": {outcome: rating}}
                make(text, AppendItems(("scorecards",), [item]))
            else:
                make(text, SetValue(("scorecards", self._new[key], "ratings", outcome), rating))

    def _in_table(self, file: str, customer: str, period: str, outcome: str, rating: float) -> None:
        """Add a row at the end of a table; a rating that is there is changed by hand."""
        if file not in self._tables:
            path = os.path.realpath(file)
            raw = self._contents[path] if path in self._contents else read_bytes(path)
            text = raw.decode("utf-8")
            self._tables[file] = text, text
        before, now = self._tables[file]
        rows = list(csv.reader(StringIO(now.removeprefix("\ufeff"))))
        header = [cell.strip() for cell in rows[0]] if rows else []
        cells = {"customer": customer, "period": period, "outcome": outcome, "rating": f"{rating:g}"}
        if not cells.keys() <= set(header):
            raise CannotEdit(f"{file} has no columns {', '.join(cells)}: add the ratings by hand")
        row = StringIO()
        csv.writer(row, lineterminator="\r\n" if "\r\n" in now else "\n").writerow(
            [cells.get(name, "") for name in header]
        )
        gap = "" if now.endswith("\n") or not now else "\n"
        self._tables[file] = before, f"{now}{gap}{row.getvalue()}"

    def edits(self) -> list[Edit]:
        """The tables that changed."""
        return [Edit(Path(file), before, now) for file, (before, now) in sorted(self._tables.items()) if before != now]
