"""What all analysis commands do first: load, analyze, select."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from goalcheck.api import analyze, load
from goalcheck.cli.output import say
from goalcheck.findings import Finding, FindingStatus, Level, Report

if TYPE_CHECKING:
    from goalcheck.cli.delivery import Delivery
    from goalcheck.sensitivity.robust import Robustness


def report_on(paths: list[str], *, today: datetime | None) -> Report:
    """The report on the organization in these paths."""
    return analyze(load(paths), today=today.date() if today else None)


def robustness_of(report: Report, *, draws: int, seed: int, wanted: Iterable[Delivery]) -> Robustness:
    """How surely the conflicts of a report stand; a warning where no format that is wanted tells it.

    Raises:
        MissingExtra: numpy is not installed.
    """
    from goalcheck.sensitivity.robust import robustness

    if not any(each.format == "text" for each in wanted):
        say("goalcheck: only text tells of --robust; goalcheck robust PATH... --format json writes it as JSON\n")
    return robustness(report, draws=draws, seed=seed)


def fails(findings: Iterable[Finding], threshold: str) -> bool:
    """Whether an open finding has the threshold's level or a worse one."""
    if threshold == "never":
        return False
    return any(each.status is FindingStatus.OPEN and each.level.at_least(Level(threshold)) for each in findings)
