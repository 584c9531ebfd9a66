"""What all analysis commands do first: load, analyze, select."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from goalcheck.analysis import Analysis
from goalcheck.api import analyzed, collector_paused, load
from goalcheck.findings import Finding, FindingStatus, Level

if TYPE_CHECKING:
    from goalcheck.sensitivity.robust import Robustness


def report_on(paths: list[str], *, today: date | None, at_length: int | None = None, placed: bool = False) -> Analysis:
    """The analysis of the organization in these paths.

    Args:
        at_length: how many findings of each family are told at length, the worst; all where it is None.
        placed: whether the places of the others are told all the same.
    """
    with collector_paused():
        analysis = analyzed(load(paths), today=today, at_length=at_length, placed=placed)
        # It stays until the command ends, so that the collector need not look at it again and again.
        gc.freeze()
    return analysis


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
