"""The next period that an objective can be deferred to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import MAXYEAR, date, timedelta
from functools import lru_cache
from itertools import count

from goalcheck.model import Period
from goalcheck.model.period import named_period


@lru_cache(maxsize=1_000)
def following(period: Period, *, after: date) -> Period | None:
    """The first period of the same kind that starts after a day: a half after a half, a quarter after a quarter.

    A plain range of days becomes one of as many days from the next day on. None where the calendar ends before.
    """
    if named_period(period.label) == period:
        return next((each for each in _of_kind(period, from_year=after.year) if each.start > after), None)
    if (date.max - after).days <= period.days:
        return None
    start = after + timedelta(days=1)
    end = start + timedelta(days=period.days - 1)
    return Period(start, end, f"{start} to {end}")


def _of_kind(period: Period, *, from_year: int) -> Iterator[Period]:
    _, dash, part = period.label.partition("-")
    parts = [part] if not dash else [f"{number:02}" for number in range(1, 13)]
    if part[:1] in ("H", "Q"):
        parts = [f"{part[0]}{number}" for number in range(1, 5 if part[0] == "Q" else 3)]
    for year in count(from_year):
        if year > MAXYEAR:
            return
        for each in parts:
            found = named_period(f"{year:04}{dash}{each}")
            if found is not None:
                yield found
