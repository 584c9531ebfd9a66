"""Periods: years, halves, quarters, months and plain ranges of days, as dates."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

NAMED_PERIOD = r"[0-9]{4}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?"

_NAMES = "a year (2026), half (2026-H2), quarter (2026-Q3)"
DAY_EXPECTED = "a day, as 2026-09-30"
NAMED_PERIOD_EXPECTED = f"{_NAMES} or month (2026-09)"
PERIOD_EXPECTED = f"{_NAMES}, month (2026-09) or {{from: 2026-07-01, to: 2026-12-31}}"


class Period(NamedTuple):
    """The days from `start` to `end`, both included."""

    start: date
    end: date
    label: str

    @property
    def days(self) -> int:
        """The number of days of the period."""
        return (self.end - self.start).days + 1

    def overlaps(self, other: Period) -> bool:
        """True if the two periods share at least one day."""
        return self.start <= other.end and other.start <= self.end


def overlap(one: Period | None, other: Period | None) -> bool:
    """True if two periods share a day; None stands for always."""
    return one is None or other is None or one.overlaps(other)


def named_period(text: str) -> Period | None:
    """The period that a text such as `2026-H2` names, None where it names none."""
    if re.fullmatch(NAMED_PERIOD, text) is None or text.startswith("0000"):
        return None
    year, part = int(text[:4]), text[5:]
    if not part:
        first, last = 1, 12
    elif part[0] in "HQ":
        length = 6 if part[0] == "H" else 3
        last = int(part[1]) * length
        first = last - length + 1
    else:
        first = last = int(part)
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]), text)


def parse_date(text: str) -> date | None:
    """The day that an ISO text names, None where it names none."""
    try:
        return date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    except ValueError:
        return None
