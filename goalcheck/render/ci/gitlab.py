"""GitLab's Code Quality report: open harms and findings at their lines in a merge request.

Decided ones are left out. Code Quality knows nothing of suppression: whatever is listed counts as a degradation, and
with them a harm that was accepted long ago would stand as new on every branch that its fingerprint first appears on.
The report has no place for what it must admit of itself either; `formats` hands that to the command line. What is asked
of the report and not met is an issue of its own, where the organization is declared.
"""

from __future__ import annotations

from typing import Any

from goalcheck.findings import Level, fingerprint
from goalcheck.render.formats import FormatOptions
from goalcheck.render.json import dumps
from goalcheck.render.parts import Checkout, any_location
from goalcheck.render.remarks import Remark
from goalcheck.render.results import Result, open_results
from goalcheck.render.safe import MAX_SENTENCE, for_terminal
from goalcheck.report import Report
from goalcheck.source import Location

SEVERITIES = {Level.SEVERE: "critical", Level.SERIOUS: "major", Level.MINOR: "minor"}

UNMET = "min-seen"


def render_report(report: Report, options: FormatOptions = FormatOptions()) -> str:  # noqa: B008 - frozen
    """The open harms and findings as a Code Quality report."""
    place = any_location(report)
    unmet = [_unmet(text, place, options.checkout) for text in options.unmet]
    remarks = [_remark(each, place, options.checkout) for each in options.remarks]
    return dumps([*unmet, *remarks, *(_issue(each, options.checkout) for each in open_results(report))])


def _issue(result: Result, checkout: Checkout) -> dict[str, Any]:
    return {
        "description": for_terminal(str(result.message)),
        "check_name": f"{result.code} {result.name}",
        "fingerprint": result.fingerprint,
        "severity": SEVERITIES[result.level],
        "location": _location(result.location, checkout),
    }


def _remark(remark: Remark, place: Location, checkout: Checkout) -> dict[str, Any]:
    return {
        "description": for_terminal(". ".join((remark.text, *remark.details)), most=MAX_SENTENCE),
        "check_name": f"goalcheck {remark.kind.value}",
        "fingerprint": remark.fingerprint,
        "severity": SEVERITIES[remark.level] if remark.counts else "info",
        "location": _location(remark.location or place, checkout),
    }


def _unmet(text: str, place: Location, checkout: Checkout) -> dict[str, Any]:
    return {
        "description": for_terminal(text),
        "check_name": UNMET,
        "fingerprint": fingerprint(UNMET),
        "severity": "critical",
        "location": _location(place, checkout),
    }


def _location(place: Location, checkout: Checkout) -> dict[str, Any]:
    return {"path": checkout.path(place.file), "lines": {"begin": place.line, "end": place.end_line}}
