"""GitLab's Code Quality report: open findings at their lines in a merge request.

Decided findings are left out. Code Quality knows nothing of suppression: whatever is listed counts as a degradation,
and with them a finding that was accepted long ago would stand as new on every branch that its fingerprint first
appears on. The report has no place for what it must admit of itself either; `formats` hands that to the command line.
"""

from __future__ import annotations

from typing import Any

from goalcheck.findings import Finding, Level
from goalcheck.render.json import dumps
from goalcheck.render.parts import AS_NAMED, Checkout, main_location, open_findings
from goalcheck.render.safe import for_terminal
from goalcheck.report import Report

SEVERITIES = {Level.SEVERE: "critical", Level.SERIOUS: "major", Level.MINOR: "minor"}


def render_report(report: Report, *, checkout: Checkout = AS_NAMED) -> str:
    """The open findings as a Code Quality report.

    Args:
        checkout: the repository that paths are told from the root of.
    """
    return dumps([_issue(report, finding, checkout) for finding in open_findings(report)])


def _issue(report: Report, finding: Finding, checkout: Checkout) -> dict[str, Any]:
    place = main_location(report, finding)
    return {
        "description": for_terminal(str(finding.message)),
        "check_name": f"{finding.code} {finding.name}",
        "fingerprint": finding.fingerprint,
        "severity": SEVERITIES[finding.level],
        "location": {"path": checkout.path(place.file), "lines": {"begin": place.line, "end": place.end_line}},
    }
