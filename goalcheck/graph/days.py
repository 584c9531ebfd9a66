"""The days that count (DESIGN 4): from the first to the last day of any period of an organization."""

from __future__ import annotations

from datetime import date

from goalcheck.graph.spans import Span
from goalcheck.model import Organization, Period

A_DAY: Span = (date.min, date.min)
"""The one day that counts where there is no period at all."""


def horizon(organization: Organization) -> Span:
    """The first and the last day of the organization's period and of every objective's in force."""
    periods = {each.period for each in organization.objectives.values() if each.status.in_force}
    dated = [each for each in (*periods, organization.period) if each is not None]
    if not dated:
        return A_DAY
    return min(each.start for each in dated), max(each.end for each in dated)


def days_of(period: Period | None, days: Span) -> Span:
    """The first and the last day on which an objective is in force; without a period on all days that count."""
    return days if period is None else (period.start, period.end)


def covers(one: Period | None, other: Period | None, days: Span) -> bool:
    """True if the first period holds every day of the other one."""
    (first, last), (start, end) = days_of(one, days), days_of(other, days)
    return first <= start and end <= last
