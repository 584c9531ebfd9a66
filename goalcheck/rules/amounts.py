"""Figures in words: as they were declared, as they were worked out, and as a share.

Knows no rule.
"""

from __future__ import annotations

import math

from goalcheck.model import Target


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


def aim(target: Target, unit: str | None = None) -> str:
    """What a target asks for: at least 50 days, from 55 to 30 days."""
    if target.start is not None and target.to is not None:
        return f"from {figure(target.start)} to {figure(target.to, unit)}"
    lower, upper = (target.bounds.lower, target.bounds.upper) if target.bounds else (None, None)
    if lower is not None and upper is not None:
        return f"between {figure(lower)} and {figure(upper, unit)}"
    if lower is not None:
        return f"at least {figure(lower, unit)}"
    return f"at most {figure(upper, unit)}" if upper is not None else "no figure"
