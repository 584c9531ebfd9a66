"""Figures as tables write them: which decimal mark a table has, and what a cell is worth.

The mark is decided by what is consistent: `3,5` and `1.234.567` speak for the comma, `3.5` and `1,234,567` for the
point. `1,234` speaks for neither; where nothing else decides, it is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from goalcheck.intake.sheets import CellValue
from goalcheck.model.figures import MAX_CHARACTERS, plain_figure
from goalcheck.model.schema import MAX_MAGNITUDE

NOTHING: Final = frozenset(
    [
        "-",
        "–",
        "—",
        ".",
        "n/a",
        "na",
        "n.a.",
        "none",
        "null",
        "nil",
        "tbd",
        "tba",
        "tbc",
        "unknown",
        "?",
        "offen",
        "unbekannt",
        "k.a.",
        "s.o.",
        "nan",
    ]
)
"""Texts of cells that stand for no figure."""

_NUMBER: Final = re.compile(r"[0-9][0-9.,'’ _\u00a0\u202f]*[0-9]|[0-9]")
_BRACKETED: Final = re.compile(r"\((.*[0-9].*)\)")


class CellFigure(NamedTuple):
    """The worth of a cell, with the unit that stood beside it (`%`, `days`, `$`)."""

    value: float
    unit: str | None = None


class Unread(NamedTuple):
    """The reason why a cell could not be read."""

    reason: str


def decimal_mark(texts: Iterable[str]) -> str | None:
    """The decimal mark that texts write: `.`, `,`, `both` where they contradict each other, None where nothing says."""
    marks = {mark for text in texts for number in _NUMBER.findall(text[:MAX_CHARACTERS]) if (mark := _evidence(number))}
    if len(marks) == 2:
        return "both"
    return marks.pop() if marks else None


def _evidence(number: str) -> str | None:
    """The decimal mark that one number proves."""
    commas, points = number.count(","), number.count(".")
    if commas and points:
        return "," if number.rindex(",") > number.rindex(".") else "."
    if commas + points == 0:
        return None
    mark, other = (",", ".") if commas else (".", ",")
    if commas + points > 1:
        return other
    whole, _, decimals = number.partition(mark)
    return mark if len(decimals) != 3 or len(whole) > 3 or whole in ("0", "") else None


def is_open(text: str) -> bool:
    """True if a text writes a number that means one thing with a decimal comma and another with a point."""
    return any(
        _evidence(number) is None and ("," in number or "." in number)
        for number in _NUMBER.findall(text[:MAX_CHARACTERS])
    )


def figure_of(value: CellValue, mark: str | None) -> CellFigure | Unread | None:
    """The figure of a cell; None where there is none.

    Args:
        mark: the decimal mark of the table; None where nothing decides it.
    """
    if value is None or isinstance(value, date):
        return Unread("this is a date and no figure") if value else None
    if isinstance(value, (int, float)):
        return _bounded(float(value), None)
    if value.casefold() in NOTHING:
        return None
    if len(value) > MAX_CHARACTERS:
        return Unread(f"'{value[:MAX_CHARACTERS]}...' is no figure")
    mark = _mark_for(value, mark)
    if mark is None:
        return Unread(f"'{value}' means one thing with a decimal comma and another with a point: say --decimal")
    negative = _BRACKETED.fullmatch(value)
    found = plain_figure(_with_point(negative[1] if negative else value, mark))
    if found is None:
        return Unread(f"'{value}' is no figure")
    return _bounded(-float(found.number) if negative else float(found.number), found.unit)


def _mark_for(text: str, mark: str | None) -> str | None:
    if mark in (".", ","):
        return mark
    proved = decimal_mark([text])
    if proved in (".", ","):
        return proved
    return None if is_open(text) else "."


def _with_point(text: str, mark: str) -> str:
    """The text with a point before the decimals and nothing between thousands."""
    if mark == ",":
        text = re.sub(r"(?<=[0-9])\.(?=[0-9])", "", text)
        return re.sub(r"(?<=[0-9]),(?=[0-9])", ".", text)
    return re.sub(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))", "", text)


def _bounded(value: float, unit: str | None) -> CellFigure | Unread:
    if not -MAX_MAGNITUDE <= value <= MAX_MAGNITUDE:  # NaN too
        return Unread("the figure is out of bounds")
    return CellFigure(value, unit)
