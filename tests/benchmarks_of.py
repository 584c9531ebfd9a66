"""Generated organizations of any size, as the benchmarks make them, analyzed once for all tests of a process."""

from __future__ import annotations

from functools import cache

from worlds import report

from benchmarks.generate import organization
from goalcheck.analysis import Analysis


@cache
def generated(objectives: int) -> Analysis:
    """The report on a generated organization of so many objectives."""
    return report(organization(objectives))
