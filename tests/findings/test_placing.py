"""What a conflict tells does not count a second time, and what it does not tell counts or is minor (DESIGN 5)."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from worlds import TODAY

from goalcheck import analyze, load

if TYPE_CHECKING:
    from conftest import Write

    from goalcheck import Finding, Report

TEXT = dedent("""\
    organization: {name: Acme, period: 2026-H2}
    customers: {homes: {name: Households}}
    metrics: {days: {}, rate: {}}
    outcomes:
      calm: {customer: homes, importance: 5}
      other: {customer: homes, importance: 4}
    drivers: {time: {affects: {calm: strongly helps}}, mood: {affects: {calm: slightly helps}}}
    departments:
      ops:
        objectives:
          fast:
            affects: {time: hurts, sales.visits: hurts}
            target: {metric: days, at_least: 1}
            progress: {value: 2}
      sales:
        objectives:
          contact: {affects: {calm: helps, time: helps}}
          visits: {affects: {other: helps}}
          apart: {period: 2026-Q1, affects: {calm: helps}}
    claims:
      - {from: time, to: calm, effect: hurts, by: sales}
    scorecards:
      - {customer: homes, period: 2026-Q3, ratings: {calm: 5}}
    """)


def placed(report: Report) -> dict[str, list[tuple[Finding, list[str]]]]:
    """By rule the findings, each with what the conflicts are about that tell it."""
    found: dict[str, list[tuple[Finding, list[str]]]] = {}
    for finding in report.findings:
        about = [each.about for each in report.conflicts if finding.fingerprint in each.findings]
        found.setdefault(finding.code, []).append((finding, about))
    return found


def test_what_speaks_of_who_takes_part_and_of_what_suffers_is_told_in_the_conflict(write: Write) -> None:
    report = analyze(load(write(TEXT)), today=TODAY)
    assert {each.about for each in report.conflicts} == {"calm", "sales.visits"}
    found = placed(report)
    told = {code: {about for _, abouts in findings for about in abouts} for code, findings in found.items()}
    assert told["GC101"] == {"calm"}
    assert told["GC102"] == {"sales.visits"}
    assert told["GC301"] == {"calm"}
    assert told["GC302"] == {"calm", "sales.visits"}
    assert told["GC304"] == {"calm"}
    assert told["GC401"] == {"calm"}
    for code in ("GC101", "GC102", "GC302", "GC304", "GC401"):
        assert all(finding.counts is not bool(about) for finding, about in found[code])
    assert {code for code, abouts in told.items() if abouts} == {
        *("GC101", "GC102", "GC103", "GC301", "GC302", "GC304", "GC401")
    } & set(told)


def test_an_unprotected_outcome_is_told_once(write: Write) -> None:
    text = "outcomes: {calm: {importance: 5}}\ndepartments: {ops: {objectives: {a: {affects: {calm: hurts}}}}}\n"
    report = analyze(load(write(text)), today=TODAY)
    (finding, about), *_ = placed(report)["GC203"]
    assert (about, finding.counts, finding.level) == (["calm"], False, "severe")


def test_who_helps_and_hurts_is_told_in_the_conflict_over_the_outcome(write: Write) -> None:
    text = dedent("""\
        outcomes: {calm: {importance: 5}}
        drivers: {noise: {affects: {calm: hurts}}}
        departments: {ops: {objectives: {a: {affects: {calm: helps, noise: strongly helps}}}}}
        """)
    (finding, about), *_ = placed(analyze(load(write(text)), today=TODAY))["GC103"]
    assert (about, finding.counts) == (["calm"], False)


@pytest.mark.parametrize(
    ("claim", "about"),
    [
        ("{from: mood, to: calm, effect: hurts, by: sales}", []),  # on nobody's chain
        ("{from: time, to: calm, effect: hurts, by: sales}", ["calm"]),  # on the hurter's
        ("{from: ops.fast, to: time, effect: helps, by: sales}", ["calm"]),
        ("{from: ops.fast, to: sales.visits, effect: helps, by: sales}", ["sales.visits"]),
        ("{from: sales.contact, to: calm, effect: hurts, by: ops}", ["calm"]),
        ("{from: sales.visits, to: other, effect: slightly hurts, by: ops}", ["other"]),
    ],
)
def test_a_dispute_is_told_where_its_effect_is_on_a_chain(write: Write, claim: str, about: list[str]) -> None:
    text = TEXT.replace("{from: time, to: calm, effect: hurts, by: sales}", claim)
    assert claim in text
    ((finding, told),) = placed(analyze(load(write(text)), today=TODAY))["GC304"]
    assert (sorted(told), finding.counts) == (about, not about)


def test_a_harm_in_no_conflict_is_minor_and_does_not_count(write: Write) -> None:
    text = dedent("""\
        outcomes: {calm: {importance: 5}}
        departments:
          ops: {objectives: {a: {affects: {calm: hurts}, guardrails: [{protects: calm, binding: true}]}}}
          sales: {objectives: {b: {affects: {calm: helps}}}}
        """)
    report = analyze(load(write(text)), today=TODAY)
    assert not report.conflicts
    found = placed(report)
    for code in ("GC101", "GC302"):
        (finding, about), *_ = found[code]
        assert (about, finding.counts, finding.level) == ([], False, "minor")


def test_a_level_that_the_organization_sets_holds_there_too(write: Write) -> None:
    text = dedent("""\
        customers: {homes: {}}
        outcomes: {calm: {customer: homes}}
        departments: {ops: {objectives: {a: {affects: {calm: helps}}}}}
        settings: {rules: {customer-not-consulted: serious}}
        """)
    (finding, about), *_ = placed(analyze(load(write(text)), today=TODAY))["GC301"]
    assert (about, finding.counts, finding.level) == ([], False, "serious")
