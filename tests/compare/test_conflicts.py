"""What became of a conflict: its pressure, its level, its hurters; and what of it a check that compares fails on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from textwrap import dedent

import pytest
import worlds
import yaml

from goalcheck import Report, analyze
from goalcheck.compare.conflicts import ConflictComparison
from goalcheck.compare.drift import Drift
from goalcheck.compare.reports import compare, nothing_before

TODAY = date(2026, 10, 1)

BASE = """
    outcomes: {care: {importance: 5}}
    departments:
      a: {objectives: {one: {affects: {care: {weight: -0.5}}}}}
      b: {objectives: {two: {affects: {care: strongly helps}}}}
"""


def report(text: str) -> Report:
    return analyze(worlds.organization(yaml.safe_load(dedent(text))), today=TODAY)


def hurting(*weights: float, decided: str = "") -> str:
    """An organization in which objectives h0, h1, ... hurt care so hard, 0 not at all."""
    hurters = ", ".join(
        f"h{at}: {{affects: {{care: {{weight: {-weight}}}}}}}" for at, weight in enumerate(weights) if weight
    )
    decisions = "".join(
        f"  - {{between: [a.{key}], over: care, decision: accepted, by: A, reason: r, until: 2026-12-31}}\n"
        for key in decided.split()
    )
    return (
        "outcomes: {care: {importance: 5}}\ndepartments:\n"
        f"  a: {{objectives: {{{hurters}}}}}\n  b: {{objectives: {{two: {{affects: {{care: strongly helps}}}}}}}}\n"
        + (f"decisions:\n{decisions}" if decisions else "")
    )


def compared(before: str, now: str) -> ConflictComparison:
    (comparison,) = compare(report(before), report(now)).conflicts
    return comparison


@pytest.mark.parametrize(
    ("before", "now", "drift", "told"),
    [
        (hurting(0.5), hurting(0.5), Drift.UNCHANGED, set()),
        (hurting(), hurting(0.5), Drift.NEW, {"a.h0"}),
        (hurting(0.5), hurting(), Drift.GONE, set()),
        # Worse: the level, or more than 5 of pressure; less is told and does not count.
        (hurting(0.5), hurting(0.54), Drift.WORSE, set()),
        (hurting(0.5), hurting(0.55), Drift.WORSE, set()),
        (hurting(0.5), hurting(0.5501), Drift.WORSE, {"a.h0"}),
        (hurting(0.58), hurting(0.6), Drift.WORSE, {"a.h0"}),
        (hurting(0.6), hurting(0.5), Drift.BETTER, set()),
        # A hurter that is new counts alone, even where the pressure falls; with the level all count.
        (hurting(0.4), hurting(0.4, 0.05), Drift.WORSE, {"a.h1"}),
        (hurting(0.5), hurting(0, 0.45), Drift.BETTER, {"a.h1"}),
        (hurting(0.5), hurting(0, 0.5), Drift.WORSE, {"a.h1"}),
        (hurting(0.4), hurting(0.4, 0.4), Drift.WORSE, {"a.h0", "a.h1"}),
        (hurting(0.4, 0.05), hurting(0.4), Drift.BETTER, set()),
        # Decisions: a decided harm never counts, and what opens again does.
        (hurting(0.5), hurting(0.5, decided="h0"), Drift.DECIDED, set()),
        (hurting(0.5, decided="h0"), hurting(0.5), Drift.REOPENED, {"a.h0"}),
        (hurting(0.5, decided="h0"), hurting(0.5, 0.2, decided="h0"), Drift.REOPENED, {"a.h1"}),
        (hurting(0.5, decided="h0"), hurting(0.9, decided="h0"), Drift.WORSE, set()),
        (hurting(0.5, 0.05, decided="h1"), hurting(0.5, 0.05), Drift.WORSE, {"a.h1"}),
        (hurting(), hurting(0.5, decided="h0"), Drift.NEW, set()),
    ],
)
def test_what_became_of_a_conflict_and_what_counts(before: str, now: str, drift: Drift, told: set[str]) -> None:
    comparison = compared(before, now)
    assert comparison.drift is drift
    assert comparison.counting == told
    assert comparison.counts is bool(told)


def test_hurters_come_and_go() -> None:
    comparison = compared(hurting(0.5, 0.2, 0.3, decided="h2"), hurting(0, 0.2, 0.3, 0.1))
    assert (comparison.come, comparison.left, comparison.reopened) == (("a.h3",), ("a.h0",), ("a.h2",))


def test_an_objective_of_another_department_is_the_same_hurter() -> None:
    moved = BASE.replace("a: {obj", "c: {obj")
    comparison = compared(BASE, moved)
    assert comparison.drift is Drift.UNCHANGED
    assert not comparison.counts
    undermined = BASE.replace("care: {weight: -0.5}", "b.two: {weight: -0.9}")
    (about,) = compare(
        report(undermined), report(undermined.replace("b: {obj", "c: {obj").replace("b.two", "c.two"))
    ).conflicts
    assert (about.drift, about.conflict.about) == (Drift.UNCHANGED, "c.two")


def test_where_there_was_nothing_everything_is_new() -> None:
    new = report(BASE)
    difference = nothing_before(new)
    assert {each.drift for each in difference.each} == {Drift.NEW}
    assert difference.hurters == {"care": {"a.one"}}
    assert difference.counting.conflicts == new.conflicts
    assert all(each.counts for each in (each.finding for each in difference.comparisons))


def test_a_finding_that_a_conflict_tells_is_not_compared_for_itself() -> None:
    difference = compare(report(hurting()), report(hurting(0.5)))
    codes = {each.finding.code for each in difference.comparisons if each.drift is Drift.NEW}
    assert "GC101" not in codes
    told = {each.code for each in difference.counting.findings if not each.counts}
    assert "GC101" in told


def test_the_state_of_a_harm_goes_by_its_hurter() -> None:
    old, new = report(hurting(0.4)), report(hurting(0.4, 0.05))
    (conflict,) = new.conflicts
    states = compare(old, new).states
    assert [states[conflict.fingerprint_of(each)] for each in conflict.hurters] == ["unchanged", "new"]
    worse = compare(report(hurting(0.4, 0.05)), report(hurting(0.5, 0.05)))
    assert {worse.states[conflict.fingerprint_of(each)] for each in conflict.hurters} == {"updated"}


def test_the_places_that_changed_come_first() -> None:
    old, new = report(hurting(0.4, 0.4)), report(hurting(0.4, 0.5))
    (now,) = [each.now for each in compare(old, new).conflicts if each.now]
    changed = next(each.location for each in now.hurters if each.objective == "a.h1")
    assert now.locations[0] == changed
    assert set(now.locations) == set(new.conflicts[0].locations)
    assert replace(now, locations=()) == replace(new.conflicts[0], locations=())
