"""Periods as first and last days, and how many of them overlap, without comparing each with each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import accumulate

from goalcheck.model import Period

Span = tuple[date, date]
"""A first and a last day."""

ALWAYS: Span = (date.min, date.max)


def span_of(period: Period | None) -> Span:
    """The first and the last day of a period; None is always."""
    return ALWAYS if period is None else (period.start, period.end)


def together(some: Iterable[Span], others: Iterable[Span]) -> int:
    """The number of pairs of one span from each that overlap.

    Cost: proportional to the spans, times the logarithm of how many different ones there are.
    """
    these, those = Counter(some), Counter(others)
    starts, started = _running(sorted((start, number) for (start, _), number in those.items()))
    ends, ended = _running(sorted((end, number) for (_, end), number in those.items()))
    apart = sum(
        count * (ended[bisect_left(ends, start)] + those.total() - started[bisect_right(starts, end)])
        for (start, end), count in these.items()
    )
    return these.total() * those.total() - apart


def _running(counted: list[tuple[date, int]]) -> tuple[list[date], list[int]]:
    """Days with how many stand before each, the last one over all."""
    return [day for day, _ in counted], [0, *accumulate(number for _, number in counted)]
