"""What all analysis commands do first: load, analyze, select."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from goalcheck.api import analyze, load
from goalcheck.findings import Finding, FindingStatus, Level, Report


def report_on(paths: list[str], *, today: datetime | None) -> Report:
    """The report on the organization in these paths."""
    return analyze(load(paths), today=today.date() if today else None)


def fails(findings: Iterable[Finding], threshold: str) -> bool:
    """Whether an open finding has the threshold's level or a worse one."""
    if threshold == "never":
        return False
    return any(each.status is FindingStatus.OPEN and each.level.at_least(Level(threshold)) for each in findings)
