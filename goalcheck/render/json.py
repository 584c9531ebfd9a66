"""The JSON report, exactly as DESIGN 7 has it. Text is kept whole: JSON's own escapes make it safe.

Its types, which the published schema is made from, are in `json_types`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from goalcheck import __version__
from goalcheck.conflicts import Conflict, Hurter, RootCause
from goalcheck.findings import Contest, Finding, Link, Side
from goalcheck.graph import Influence
from goalcheck.messages import render_all
from goalcheck.report import Report
from goalcheck.source import Location

if TYPE_CHECKING:
    from goalcheck.render.json_types.common import FindingHead, Place
    from goalcheck.render.json_types.report import (
        ArrowData,
        ConflictData,
        Contested,
        Decided,
        FindingData,
        HurterData,
        InfluenceData,
        PullData,
        RemarkData,
        ReportData,
        RootCauseData,
        Span,
        UnaskedCustomer,
        UnaskedDepartment,
    )
    from goalcheck.render.remarks import Remark

FORMAT: Final = "goalcheck-report"
VERSION: Final = 2


def render_report(report: Report, remarks: Sequence[Remark] = ()) -> str:
    """The whole report as one JSON object, each finding, push and influence on a line of its own.

    Large organizations have a million pushes: an indented report would take three times the bytes and the time.
    """
    entries = [f"{_line(key)}: {_lines(value)}" for key, value in report_data(report, remarks).items()]
    return "{\n" + ",\n".join(entries) + "\n}\n"


def _lines(value: Any) -> str:
    return "[\n" + ",\n".join(map(_line, value)) + "\n]" if isinstance(value, list) and value else _line(value)


def _line(value: Any) -> str:
    """One value on one line; called with json's defaults alone, which are much the fastest and plain ASCII."""
    return json.dumps(value)


def dumps(data: Any) -> str:
    """JSON text, plain ASCII, so that no output encoding and no terminal can misread it."""
    return json.dumps(data, indent=2, ensure_ascii=True, allow_nan=False) + "\n"


def report_data(report: Report, remarks: Sequence[Remark] = ()) -> ReportData:
    """The report as JSON's own types.

    Args:
        remarks: what a check has to say beside what it counts.
    """
    counts, summary = report.counts, report.summary
    data: ReportData = {
        "format": FORMAT,
        "version": VERSION,
        "goalcheck": __version__,
        "today": report.today.isoformat(),
        "exact": report.exact,
        "organization": {
            "name": counts.name,
            "departments": counts.departments,
            "objectives": counts.objectives,
            "outcomes": counts.outcomes,
            "drivers": counts.drivers,
            "effects": counts.effects,
            "seen": counts.seen,
        },
        "summary": {
            "conflicts": summary.conflicts,
            "clashes": summary.clashes,
            "truncated": summary.truncated,
            "severe": summary.severe,
            "serious": summary.serious,
            "minor": summary.minor,
            "open": summary.open,
            "decided": summary.decided,
        },
        "conflicts": [conflict_data(conflict) for conflict in report.conflicts],
        "findings": [finding_data(finding) for finding in report.findings],
        "stories": [
            {"knot": story.knot, "pressure": tension(story.pressure), "conflicts": list(story.conflicts)}
            for story in report.stories
        ],
        "root_causes": [root_cause_data(cause) for cause in report.root_causes],
        "unseen": list(report.unseen),
        "pushes": [
            {"objective": push.objective, "node": push.node, "help": figure(push.help), "harm": figure(push.harm)}
            for push in report.pushes
        ],
        "influence": [influence_data(each) for each in report.influence],
    }
    if remarks:
        data["remarks"] = [remark_data(each) for each in remarks]
    return data


def remark_data(remark: Remark) -> RemarkData:
    """One remark of a check."""
    return {
        "remark": remark.kind,
        "level": remark.level,
        "counts": remark.counts,
        "text": remark.text,
        "about": remark.about,
        "details": list(remark.details),
        "fingerprint": remark.fingerprint,
        "location": None if remark.location is None else _span(remark.location),
    }


def finding_data(finding: Finding) -> FindingData:
    """One finding; a direction (`by`, `of`, `chain`) and `details` only where it has them."""
    data: FindingData = {
        "code": finding.code,
        "name": finding.name,
        "level": finding.level,
        "tension": _tension(finding.tension),
        "status": finding.status,
        "guarded": finding.guarded,
        "fingerprint": finding.fingerprint,
        "message": str(finding.message),
        "objectives": list(finding.objectives),
        "departments": list(finding.departments),
        "decider": finding.decider,
        "outcomes": [_contest(contest) for contest in finding.outcomes],
        "at_stake": None if finding.at_stake is None else _money(finding.at_stake),
        "advice": render_all(finding.advice),
        "decision": _decision(finding),
        "locations": [_span(location) for location in finding.locations],
    }
    if finding.by is not None and finding.of is not None:
        data["by"], data["of"] = finding.by, finding.of
        data["chain"] = [link_data(link) for link in finding.chain]
    if finding.details:
        data["details"] = render_all(finding.details)
    return data


def conflict_data(conflict: Conflict) -> ConflictData:
    """One conflict."""
    rating = conflict.rating
    return {
        "about": conflict.about,
        "kind": conflict.kind,
        "code": conflict.code,
        "main_knot": conflict.main_knot,
        "fingerprint": conflict.fingerprint,
        "level": conflict.level,
        "pressure": tension(conflict.pressure),
        "open_pressure": tension(conflict.open_pressure),
        "pressure_at_most": _tension(conflict.pressure_at_most),
        "status": conflict.status,
        "customer": conflict.customer,
        "importance": conflict.importance,
        "rating": None if rating is None else {"value": rating.value, "period": rating.period, "best": rating.best},
        "at_stake": None if conflict.at_stake is None else _money(conflict.at_stake),
        "decider": conflict.decider,
        "hurters": [_hurter(hurter) for hurter in conflict.hurters],
        "protectors": [
            {"objective": each.objective, "help": figure(each.help), "chain": [link_data(link) for link in each.chain]}
            for each in conflict.protectors
        ],
        "lost_with_it": [
            {"outcome": each.outcome, "strength": figure(each.strength)} for each in conflict.lost_with_it
        ],
        "not_asked": _not_asked(conflict),
        "findings": list(conflict.findings),
        "advice": render_all(conflict.advice),
        "locations": [_span(location) for location in conflict.locations],
    }


def _not_asked(conflict: Conflict) -> list[UnaskedCustomer | UnaskedDepartment]:
    customers: list[UnaskedCustomer] = [{"customer": each} for each in conflict.unasked_customers]
    departments: list[UnaskedDepartment] = [{"department": each} for each in conflict.unasked_departments]
    return [*customers, *departments]


def _hurter(hurter: Hurter) -> HurterData:
    return {
        "objective": hurter.objective,
        "harm": figure(hurter.harm),
        "guard": hurter.guard,
        "decided": hurter.decided,
        "knot": hurter.knot,
        "chain": [link_data(link) for link in hurter.chain],
    }


def root_cause_data(cause: RootCause) -> RootCauseData:
    """One root cause."""
    return {
        "from": cause.arrow.origin,
        "to": cause.arrow.target,
        "owner": cause.owner,
        "ends": list(cause.ends),
        "lowers": list(cause.lowers),
        "share": figure(cause.share),
        "location": place_data(cause.arrow.location),
    }


def finding_head(finding: Finding) -> FindingHead:
    """One finding in short."""
    return {
        "code": finding.code,
        "level": finding.level,
        "tension": _tension(finding.tension),
        "fingerprint": finding.fingerprint,
        "message": str(finding.message),
    }


def influence_data(each: Influence) -> InfluenceData:
    """One node's influence."""
    return {
        "node": each.node,
        "direct_positive": figure(each.direct_positive),
        "direct_negative": figure(each.direct_negative),
        "direct": figure(each.direct),
        "second_order": figure(each.second_order),
        "total": figure(each.total),
        "rank": each.rank,
    }


def side_data(side: Side) -> PullData:
    """One objective's push with its chain."""
    return {
        "objective": side.objective,
        "sign": 1 if side.sign > 0 else -1,
        "strength": figure(side.strength),
        "chain": [link_data(link) for link in side.chain],
    }


def _contest(contest: Contest) -> Contested:
    return {
        "id": contest.outcome,
        "tension": _tension(contest.tension),
        "sides": [side_data(side) for side in contest.sides],
    }


def _decision(finding: Finding) -> Decided | None:
    decision = finding.decision
    if decision is None:
        return None
    return {
        "decision": decision.verdict,
        "by": decision.by,
        "reason": decision.reason,
        "until": decision.until,
        "location": place_data(decision.location),
    }


def link_data(link: Link) -> ArrowData:
    """One arrow of a chain."""
    return {
        "from": link.origin,
        "to": link.target,
        "weight": figure(link.weight),
        "source": link.source,
        "because": link.because,
        "location": place_data(link.location),
    }


def place_data(location: Location) -> Place:
    """The place where a stretch of text starts."""
    return {"file": _text(location.file), "line": location.line, "column": location.column}


def _span(location: Location) -> Span:
    return {**place_data(location), "end_line": location.end_line, "end_column": location.end_column}


def _text(text: str) -> str:
    """Returns text without the stand-ins for bytes that are no text, which a file name may hold and JSON must not."""
    return text.encode("utf-8", "replace").decode("utf-8")


def figure(number: float) -> float:
    """A weight, a strength, a share or a score as JSON has it, never minus zero."""
    return round(number, 4) + 0.0


def _money(amount: float) -> float:
    return round(amount, 2) + 0.0


def tension(number: float) -> float:
    """A tension, or a sum of them, as JSON has it."""
    return round(number, 2) + 0.0


def _tension(number: float | None) -> float | None:
    return None if number is None else tension(number)
