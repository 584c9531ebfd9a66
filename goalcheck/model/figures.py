"""Figures as people write them (15%, 38k, 1,200, 30 days) and how a file writes them.

Knows texts only: neither documents nor what a figure is for.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MAX_CHARACTERS = 40
"""Characters of a text that may be a figure."""

_GROUPS = r"[0-9]{1,3}(?:(?P<mark>[,.'’ _\u00a0\u202f])[0-9]{3})(?:(?P=mark)[0-9]{3})*"
_FIGURE = re.compile(
    r"(?P<sign>[-+−]?)(?P<money>[$€£¥]?) ?"
    rf"(?P<number>{_GROUPS}(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)?)"
    r" ?(?P<unit>%|[^\W\d_][\w/ .-]*|[€£¥$])?"
)
_SCALES = {
    "k": 3,
    "thousand": 3,
    "tsd": 3,
    "tsd.": 3,
    "m": 6,
    "mio": 6,
    "mio.": 6,
    "mn": 6,
    "million": 6,
    "b": 9,
    "bn": 9,
    "billion": 9,
    "mrd": 9,
    "mrd.": 9,
}


def figure_advice(text: str, *, part: bool = False, with_unit: bool = False) -> str | None:
    """The figure as a file writes it, with the rule; None where a text is no figure or breaks no rule.

    Args:
        part: whether the figure is a part of 1, so that a percentage has to be divided.
        with_unit: whether a unit may follow.
    """
    match = _FIGURE.fullmatch(text.strip()) if len(text) <= MAX_CHARACTERS else None
    if match is None:
        return None
    digits, rule = _digits(match["number"], match["mark"])
    unit = match["unit"] or ""
    scale = _SCALES.get(unit.lower(), 0)
    percent = unit == "%" and part
    written = _shifted(digits, scale - 2 * percent)
    sign = match["sign"].replace("−", "-").replace("+", "")
    kept = with_unit and unit not in ("", "%") and not scale
    rules = [rule, *_unit_rules("" if kept else unit, match["money"], scale=scale, percent=percent)]
    said = ", ".join(each for each in rules if each)
    return f"write {sign}{written}{f' {unit}' if kept else ''} ({said})" if said else None


class PlainFigure(NamedTuple):
    """A figure with a point before the decimals, in full, and the unit that stood beside it."""

    number: str
    unit: str | None


def plain_figure(text: str) -> PlainFigure | None:
    """The figure that a text is (1,200; 38k; $1.2m; 18 %; 30 days); None where it is none.

    A comma before groups of three digits is read as a separator of thousands, any other as a decimal mark.
    """
    match = _FIGURE.fullmatch(text.strip()) if len(text) <= MAX_CHARACTERS else None
    if match is None:
        return None
    digits, _ = _digits(match["number"], match["mark"])
    unit = match["unit"] or ""
    scale, _, rest = unit.partition(" ")
    places = _SCALES.get(scale.lower())
    if places is not None:
        unit = rest
    sign = match["sign"].replace("−", "-").replace("+", "")
    return PlainFigure(f"{sign}{_shifted(digits, places or 0)}", unit.strip() or match["money"] or None)


def _digits(number: str, mark: str | None) -> tuple[str, str]:
    """The digits with a point before the decimals, and the rule that the figure broke."""
    if mark is None:
        return number.replace(",", "."), "a point before the decimals" if "," in number else ""
    if mark == "." and number.count(".") == 1 and "," not in number:
        return number, ""
    whole, _, decimals = number.partition("." if mark == "," else ",")
    plain = whole.replace(mark, "")
    return f"{plain}.{decimals}" if decimals else plain, "no separators between thousands"


def _shifted(digits: str, places: int) -> str:
    """A number with its point so many places further right, exactly."""
    whole, _, decimals = digits.partition(".")
    if places >= 0:
        moved, decimals = whole + decimals[:places].ljust(places, "0"), decimals[places:]
    else:
        padded = whole.rjust(1 - places, "0")
        moved, decimals = padded[:places], padded[places:] + decimals
    decimals = decimals.rstrip("0")
    return (moved.lstrip("0") or "0") + (f".{decimals}" if decimals else "")


def _unit_rules(unit: str, money: str, *, scale: int, percent: bool) -> list[str]:
    if percent:
        return ["a part of 1"]
    if scale:
        return ["in full", *([f"no '{money}'"] if money else [])]
    return [f"no '{each}'" for each in (money, unit) if each]
