"""What `goalcheck analyze` says in text: stories first, each conflict in ten lines, in proportion to what there is."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from conftest import EXAMPLES
from worlds import report as analyzed

from goalcheck.api import analyze, load
from goalcheck.render.terminal.analysis import render_report
from goalcheck.report import Report

TODAY = date(2026, 11, 30)


def text(report: Report, *, width: int | None = 100, color: bool = False, everything: bool = False) -> str:
    return render_report(report, paths=["org"], width=width, color=color, everything=everything)


def example(name: str) -> Report:
    return analyze(load(EXAMPLES / name), today=TODAY)


def department(objectives: dict[str, Any], **sections: Any) -> dict[str, Any]:
    return {"departments": {"ops": {"name": "Operations", "lead": "Ada", "objectives": objectives}}, **sections}


@pytest.mark.parametrize(("name", "most"), [("northline", 45), ("harbour", 90)])
def test_an_analysis_fits_its_budget_of_lines_at_100_columns(name: str, most: int) -> None:
    lines = text(example(name)).splitlines()
    assert len(lines) <= most
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize("name", ["northline", "harbour"])
@pytest.mark.parametrize("width", [40, 80, 200])
def test_lines_keep_to_the_width_but_for_commands(name: str, width: int) -> None:
    lines = [line for line in text(example(name), width=width).splitlines() if not line.startswith("goalcheck ")]
    assert max(map(len, lines)) <= width


def test_colour_changes_nothing_but_colour() -> None:
    report = example("northline")
    coloured = text(report, color=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == text(report)


def test_the_thirty_day_conflict_comes_first_and_tells_what_a_leader_asks() -> None:
    told = text(example("northline"), width=None)
    first = told.split("\n\n")[2]
    assert first.splitlines() == [
        'severe 67 "One person knows my order and calls me" 2940f461',
        "  Business customers, importance 5 of 5; rated 4 in 2026-Q3, down from 8; 610,000 USD at stake.",
        '  Squeezed at "Coordinator time for each order" by "Cut the install interval from 55 to 30 days".',
        '  Promised by "Give every business customer one named contact".',
        "  Because the same eleven coordinators close almost twice the orders in a week; calls are what coordinators "
        "drop first.",
        "  Chief Operating Officer (Customer Delivery) decides. Not asked: Business Sales.",
        '  First: Retarget "Cut the install interval from 55 to 30 days": its effect on "Coordinator time for each '
        'order" starts at 42; a target that stops there ends this harm. The conflict ends.',
    ]


def test_one_count_everywhere() -> None:
    report = example("northline")
    verdict = text(report, width=None).splitlines()[2]
    summary = report.summary
    found = re.fullmatch(
        r"6 stories, (\d+) conflicts: .*; (\d+) decided; beside them (\d+) findings: .*\. 17 of 18 objectives seen\.",
        verdict,
    )
    assert found, verdict
    conflicts, decided, findings = map(int, found.groups())
    assert conflicts + decided == summary.conflicts
    assert conflicts + findings == summary.open


def test_conflicts_with_one_root_are_told_together() -> None:
    told = text(example("harbour"), width=None)
    [root] = re.findall(r'severe 96 "Repair within six hours of the report"; 5 conflicts with this root \w+\n', told)
    story = told[told.index(root) :].split("\n\n")[0].splitlines()
    assert [line for line in story if line.startswith(("severe", "serious", "minor"))][1:] == [
        'severe 86   "The lift runs again the same day", by Field Service and 4 more 46062abf',
        'severe 85   "The lift simply runs", by Field Service and 3 more f0c243b6',
        'severe 62   "Sell the four-hour promise to twenty hospitals", by Field Service and 3 more a4ee102b',
        'severe 62   "Renew 400 contracts before they end", by Field Service and 3 more 818d3fa0',
    ]


def test_root_causes_are_told_with_their_owners() -> None:
    told = text(example("northline"), width=None)
    assert "ROOT CAUSES: 3 declarations hold 3 of 6 conflicts\n" in told
    assert (
        '"Cut the install interval from 55 to 30 days" hurts "Coordinator time for each order" (Network Operations): '
        "ends 1, 32% of all pressure\n" in told
    )


def test_all_tells_every_conflict_and_every_finding_at_length() -> None:
    report = example("northline")
    told = text(report, width=None, everything=True)
    assert told.count(" decides.") + told.count("Nobody decides") == 6
    for finding in report.findings:
        if finding.counts and finding.decision is None:
            assert f"{finding.code} {finding.fingerprint[:8]}" in told


def test_an_organization_that_declared_nothing_is_not_praised() -> None:
    objectives = {f"o{number}": {"name": f"Objective {number}"} for number in range(40)}
    told = text(analyzed(department(objectives, outcomes={"joy": {}})), width=None)
    assert "Nothing can be found yet: none of the 40 objectives reaches a customer or another objective." in told
    assert "No conflict can be seen" in told
    assert "No conflict." not in told
    assert "goalcheck show ops.o0 org" in told
    assert len(told.splitlines()) < 25


def test_where_fewer_than_half_are_seen_that_comes_first() -> None:
    objectives: dict[str, Any] = {f"o{number}": {} for number in range(40)}
    objectives |= {f"p{number}": {"affects": {"joy": "helps"}} for number in range(12)}
    told = text(analyzed(department(objectives, outcomes={"joy": {}})), width=None)
    lines = told.splitlines()
    assert lines[2] == "Only 12 of 52 objectives can be seen: what follows is a part."


def test_a_quiet_organization_says_how_much_was_seen() -> None:
    assert text(example("quiet"), width=None).splitlines()[2] == "No conflict. 10 of 10 objectives seen."


def test_a_decided_conflict_is_told_with_its_decision() -> None:
    told = text(example("northline"), width=None)
    assert 'Decided: "Service is live soon after signing", pressure 18: accepted until 2026-12-31\n' in told


def test_guarded_and_decided_hurters_are_marked() -> None:
    objectives = {
        "fast": {"name": "Fast", "affects": {"joy": "strongly hurts"}, "guardrails": [{"protects": "joy"}]},
        "cheap": {"name": "Cheap", "affects": {"joy": "hurts"}},
        "kind": {"affects": {"joy": "strongly helps"}},
    }
    decision = {"between": ["ops.cheap"], "over": "joy", "decision": "accepted", "by": "Ada", "reason": "so be it"}
    raw = department(objectives, outcomes={"joy": {"importance": 5}}, decisions=[decision | {"until": "2027-12-31"}])
    assert 'Hurt directly by "Cheap" and "Fast" (1 guarded, 1 decided).' in text(analyzed(raw), width=None)
