"""Days and periods as tables write them, in both orders of day and month.

Which order a column has is decided by what is consistent in it: a 13 shows where the day stands. Where nothing does,
a date that could be two days is not read.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from goalcheck.files.editing import Field
from goalcheck.intake.number_style import Unread
from goalcheck.intake.sheets import CellValue, folded

DAY_FIRST: Final = "day-first"
MONTH_FIRST: Final = "month-first"

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero gennaio januari janeiro",
            "feb february februar février fevrier febrero febbraio februari fevereiro",
            "mar march märz maerz mrz mars marzo maart março",
            "apr april avril abril aprile",
            "may mai mayo maggio mei maio",
            "jun june juni juin junio giugno junho",
            "jul july juli juillet julio luglio julho",
            "aug august août aout agosto augustus",
            "sep sept september septembre septiembre settembre setembro",
            "oct okt october oktober octobre octubre ottobre outubro",
            "nov november novembre noviembre novembro",
            "dec dez dic december dezember décembre decembre diciembre dicembre dezembro",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO: Final = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ].*)?")
_NUMERIC: Final = re.compile(r"([0-9]{1,2})([-/. ]+)([0-9]{1,2})[-/. ]+([0-9]{4}|[0-9]{2})(?: .*)?")
_DAY_NAME: Final = re.compile(r"([0-9]{1,2})\.?[ -]([^\W\d]+)\.?,?[ -]([0-9]{4}|[0-9]{2})")
_NAME_DAY: Final = re.compile(r"([^\W\d]+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")
_MONTH_YEAR: Final = re.compile(r"([^\W\d]+)\.?[ -]'?([0-9]{4}|[0-9]{2})")
_PART: Final = re.compile(
    r"(?:(?P<year>[0-9]{4}|[0-9]{2})[ /-]*(?P<kind>[qthsk])[ -]?(?P<part>[1-4])"
    r"|(?P<kind2>[qthsk])[ -]?(?P<part2>[1-4])[ /'-]*(?P<year2>[0-9]{4}|[0-9]{2})"
    r"|(?P<part3>[1-4])(?P<kind3>[qths])[ /'-]*(?P<year3>[0-9]{4}|[0-9]{2})"
    r"|(?P<part4>[1-4])\.? ?(?P<kind4>quartal|halbjahr|trimestre|semestre|quarter|half|kwartaal)[ /'-]*"
    r"(?P<year4>[0-9]{4}|[0-9]{2}))(?: - .*)?"
)
_FISCAL: Final = re.compile(r"\b(?:fy|fiscal(?: year)?|gj|geschäftsjahr) ?(?=[0-9])")
_HALVES: Final = ("h", "s", "halbjahr", "semestre", "half")
_RANGE: Final = re.compile(r"(.{6,20}?)\s*(?: - |–|—| to | bis | à | al )\s*(.{6,20})")


def date_order(values: Iterable[CellValue]) -> str | None:
    """The order of day and month in a column; None where nothing shows it, or texts contradict each other."""
    found = set()
    for value in values:
        for match in _NUMERIC.finditer(value[:60]) if isinstance(value, str) else ():
            one, mark, other = int(match[1]), match[2].strip(), int(match[3])
            if one > 12 or mark == ".":
                found.add(DAY_FIRST)
            elif other > 12:
                found.add(MONTH_FIRST)
    return found.pop() if len(found) == 1 else None


def day_of(value: CellValue, order: str | None) -> date | Unread | None:
    """The day of a cell; None where there is none."""
    if value is None or isinstance(value, float):
        return None if value is None else Unread("this is a number and no date")
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    text = value.strip()
    if found := _ISO.fullmatch(text):
        return _day(text, int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.fullmatch(text):
        return _numeric(text, found, order)
    if (found := _DAY_NAME.fullmatch(text)) and (month := _MONTHS.get(found[2].casefold())):
        return _day(text, _year(found[3]), month, int(found[1]))
    if (found := _NAME_DAY.fullmatch(text)) and (month := _MONTHS.get(found[1].casefold())):
        return _day(text, int(found[3]), month, int(found[2]))
    return Unread(f"'{text[:40]}' is no date")


def _numeric(text: str, found: re.Match[str], order: str | None) -> date | Unread:
    one, other, year = int(found[1]), int(found[3]), _year(found[4])
    if found[2].strip() == "." or one > 12:
        order = DAY_FIRST
    elif other > 12:
        order = MONTH_FIRST
    if order is None and one != other:
        return Unread(f"'{text}' may be two days: say --dates {DAY_FIRST} or {MONTH_FIRST}")
    return _day(text, year, *((one, other) if order == MONTH_FIRST else (other, one)))


def period_of(value: CellValue, order: str | None, fiscal_start: int | None = None) -> Field | Unread | None:
    """The period that a cell names, as the files write it; None where there is none.

    Args:
        fiscal_start: the first month of the fiscal year, which is named after the year in which it ends.
    """
    if value is None:
        return None
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and 1900 <= value <= 2200 else Unread("this is no period")
    if isinstance(value, date):
        return Unread("this is one day, and a period has two")
    text = folded(value.replace("/", " ").replace("–", " to ").replace(" - ", " to ")).replace(" to ", " - ")
    bare = _FISCAL.sub("", text).strip()
    named = _named(bare)
    if named is None:
        return _range(value, order)
    if bare == text and "fiscal" not in text and "fy" not in text:
        return named
    if fiscal_start is None:
        return Unread(f"'{value[:40]}' is of a fiscal year: say --fiscal-year-starts MONTH")
    return fiscal_period(named, fiscal_start)


def _named(text: str) -> str | None:
    if re.fullmatch(r"[0-9]{4}", text) or re.fullmatch(r"[0-9]{2}", text):
        return str(_year(text))
    if found := re.fullmatch(r"([0-9]{4}) (0?[1-9]|1[0-2])", text):
        return f"{found[1]}-{int(found[2]):02}"
    if (found := _MONTH_YEAR.fullmatch(text)) and (month := _MONTHS.get(found[1])):
        return f"{_year(found[2])}-{month:02}"
    if not (found := _PART.fullmatch(text)):
        return None
    groups = {name.rstrip("234"): each for name, each in found.groupdict().items() if each is not None}
    half = groups["kind"] in _HALVES
    if half and int(groups["part"]) > 2:
        return None
    return f"{_year(groups['year'])}-{'H' if half else 'Q'}{groups['part']}"


def fiscal_period(named: str, start: int) -> Field:
    """The days of a named period of the fiscal year."""
    if start == 1:
        return named
    year, part = int(named[:4]), named[5:]
    length = {"H": 6, "Q": 3}.get(part[:1], 12)
    if part.isdecimal():
        return named
    first = start + (int(part[1]) - 1) * length if part else start
    last = first + length - 1
    years = (year - 1 + (first - 1) // 12, year - 1 + (last - 1) // 12)
    months = ((first - 1) % 12 + 1, (last - 1) % 12 + 1)
    return written_days(date(years[0], months[0], 1), date(years[1], months[1], monthrange(years[1], months[1])[1]))


def written_days(start: date, end: date) -> Field:
    """Two days as a period: as the half, quarter or month that they exactly are, else as a range."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    whole = start.day == 1 and end.day == monthrange(end.year, end.month)[1] and start.year == end.year
    if whole and months in (1, 3, 6, 12) and (start.month - 1) % months == 0:
        number = (start.month - 1) // months + 1
        part = {1: f"-{start.month:02}", 3: f"-Q{number}", 6: f"-H{number}", 12: ""}[months]
        return f"{start.year}{part}"
    return {"from": start.isoformat(), "to": end.isoformat()}


def _range(value: str, order: str | None) -> Field | Unread:
    if found := _RANGE.fullmatch(value.strip()):
        start, end = day_of(found[1], order), day_of(found[2], order)
        for each in (start, end):
            if isinstance(each, Unread):
                return each
        if isinstance(start, date) and isinstance(end, date) and start <= end:
            return written_days(start, end)
    return Unread(f"'{value[:40]}' is no period")


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _day(text: str, year: int, month: int, day: int) -> date | Unread:
    try:
        return date(year, month, day)
    except ValueError:
        return Unread(f"'{text[:40]}' is no day of the calendar")
