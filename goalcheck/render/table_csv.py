"""CSV (RFC 4180): one line for each finding, for a spreadsheet. Its columns may grow at the end, and never move."""

from __future__ import annotations

import csv
from io import StringIO

from goalcheck.findings import Finding
from goalcheck.render.safe import for_csv_cell
from goalcheck.report import Report

COLUMNS = (
    "level",
    "code",
    "name",
    "tension",
    "status",
    "message",
    "objectives",
    "departments",
    "decider",
    "outcomes",
    "file",
    "line",
    "column",
    "fingerprint",
)

BETWEEN = "; "
"""Stands between several ids in one cell."""


def render_report(report: Report) -> str:
    """A header and a line for each finding."""
    table = StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    writer.writerows([for_csv_cell(cell) for cell in _cells(finding)] for finding in report.findings)
    return table.getvalue()


def _cells(finding: Finding) -> tuple[str, ...]:
    place = finding.locations[0] if finding.locations else None
    return (
        finding.level.value,
        finding.code,
        finding.name,
        "" if finding.tension is None else f"{finding.tension:.2f}",
        finding.status.value,
        str(finding.message),
        BETWEEN.join(finding.objectives),
        BETWEEN.join(finding.departments),
        finding.decider or "",
        BETWEEN.join(contest.outcome for contest in finding.outcomes),
        place.file if place else "",
        str(place.line) if place else "",
        str(place.column) if place else "",
        finding.fingerprint,
    )
