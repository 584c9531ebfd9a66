"""Figures in words: as they were declared, as they were worked out, as a share."""

from __future__ import annotations

import math


def figure(number: float, unit: str | None = None) -> str:
    """A declared figure, whole and never in powers of ten where people write none: 150, 1,500,000 hours, 0.25."""
    text = f"{number + 0.0:,}".removesuffix(".0")
    return f"{text} {unit}" if unit else text


def amount(number: float, unit: str | None = None) -> str:
    """A figure that was worked out, with two decimals at most; smaller ones keep their first two digits."""
    rounded = round(number, 2)
    return figure(rounded if rounded or not number else float(f"{number:.2g}"), unit)


def percent(share: float) -> str:
    """A share of a whole, with one decimal at most: 115.2 %."""
    return "far too much" if math.isinf(share) else f"{share * 100:,.1f}".removesuffix(".0") + " %"


def strength(number: float) -> str:
    """A tension, or the strength of a chain, with two decimals: 66.67."""
    return f"{number:.2f}"
