"""What all analysis commands do first: load, analyze, select."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from goalcheck.analysis import Analysis
from goalcheck.api import analyzed, load
from goalcheck.findings import Finding, FindingStatus, Level

if TYPE_CHECKING:
    from goalcheck.sensitivity.robust import Robustness


def report_on(paths: list[str], *, today: date | None) -> Analysis:
    """The analysis of the organization in these paths."""
    return analyzed(load(paths), today=today)


def robustness_of(report: Analysis, *, draws: int | None, seed: int) -> Robustness | None:
    """How surely the conflicts of a report stand, where draws are asked for.

    Raises:
        MissingExtra: numpy is not installed.
    """
    from goalcheck.sensitivity.robust import robustness

    return None if draws is None else robustness(report, draws=draws, seed=seed)


def fails(findings: Iterable[Finding], threshold: str) -> bool:
    """Whether an open finding has the threshold's level or a worse one."""
    if threshold == "never":
        return False
    return any(each.status is FindingStatus.OPEN and each.level.at_least(Level(threshold)) for each in findings)
