"""What holds for every organization: it agrees with the slow oracle, and what says the same gets the same answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from math import prod
from random import Random
from typing import Any

import oracle
import pressure_oracle
import pytest
from all_sections import whole_organizations
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import near
from strategies import dense_organizations, organizations, renamed, shuffled, split, with_untouched_objective
from worlds import Raw, report

from goalcheck import Finding, Level, Report
from goalcheck.findings import Link, fingerprint
from goalcheck.render.json import report_data
from goalcheck.render.terminal.analysis import render_report as render_text
from goalcheck.rules import RULES

SMALL, DENSE = organizations(), dense_organizations()
WHOLE = whole_organizations()

patiently = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])

PLACE = re.compile(r" \S+\.yaml:\d+:\d+")


def of_rule(report: Report, code: str) -> list[Finding]:
    return [finding for finding in report.findings if finding.code == code]


# Agreement with the oracle


def told(report: Report) -> Raw:
    """A report in the oracle's words."""
    return {
        "opposed": [
            {
                "objectives": list(finding.objectives),
                "tension": finding.tension,
                "outcomes": {contest.outcome: contest.tension for contest in finding.outcomes},
            }
            for finding in sorted(of_rule(report, "GC101"), key=lambda finding: finding.objectives)
        ],
        "undermined": [
            {"by": finding.by, "of": finding.of, "tension": finding.tension}
            for finding in sorted(of_rule(report, "GC102"), key=lambda finding: (finding.by, finding.of))
        ],
        "self_defeating": [
            {"objective": objective, "outcome": contest.outcome, "tension": finding.tension}
            for objective, contest, finding in sorted(
                (
                    (finding.objectives[0], contest, finding)
                    for finding in of_rule(report, "GC103")
                    for contest in finding.outcomes
                ),
                key=lambda each: (each[0], each[1].outcome),
            )
        ],
        "pushes": [
            {"objective": push.objective, "node": push.node, "help": push.help, "harm": push.harm}
            for push in report.pushes
        ],
        "influence": {
            each.node: {"direct": each.direct, "second_order": each.second_order, "total": each.total}
            for each in sorted(report.influence, key=lambda each: each.node)
        },
    }


@settings(patiently, max_examples=50)
@given(SMALL)
def test_agrees_with_the_oracle(raw: Raw) -> None:
    assert_agrees(raw)


@settings(patiently, max_examples=40)
@given(DENSE)
def test_agrees_with_the_oracle_where_arrows_run_in_circles(raw: Raw) -> None:
    assert_agrees(raw)


def assert_agrees(raw: Raw) -> None:
    found, expected = report(raw), pressure_oracle.expected(raw)
    assert told(found) == near({key: value for key, value in expected.items() if key != "conflicts"})
    assert found.exact
    assert found.summary.clashes == sum(len(pair["outcomes"]) for pair in expected["opposed"])


# Chains


def chains(report: Report) -> Iterator[tuple[str, str, int, float | None, Sequence[Link]]]:
    """Every chain that the report tells: from, to, sign, strength where it is stated, links."""
    for finding in report.findings:
        for contest in finding.outcomes:
            for side in contest.sides:
                yield side.objective, contest.outcome, side.sign, side.strength, side.chain
        if finding.chain:
            assert finding.by is not None
            assert finding.of is not None
            yield finding.by, finding.of, -1, None, finding.chain


@patiently
@given(WHOLE)
def test_every_chain_is_a_path_of_arrows_that_makes_its_strength(raw: Raw) -> None:
    said = list(everything_said(raw))
    settings_ = {"max_links": 4, "min_chain": 0.05, "through_objective": 0.5} | raw.get("settings", {})
    for origin, target, sign, strength, links in chains(report(raw)):
        nodes = [origin, *(link.target for link in links)]
        assert [link.origin for link in links] == nodes[:-1]
        assert nodes[-1] == target
        assert len(set(nodes)) == len(nodes)
        assert len(links) <= settings_["max_links"]
        kept = settings_["through_objective"] if sign > 0 else 0.0
        between = sum("." in link.origin for link in links[1:])
        product = prod(link.weight for link in links) * kept**between
        assert product * sign > 0
        assert abs(product) >= settings_["min_chain"] - 1e-9
        if strength is not None:
            assert abs(product) == pytest.approx(strength, rel=1e-9)
        for link in links:
            assert (link.source, link.origin, link.target, round(link.weight, 9)) in said


def everything_said(raw: Raw) -> Iterator[tuple[str, str, str, float]]:
    """Every arrow that the organization declares, claims or implies, the weaker of two included."""
    for source, arrows in (
        ("declared", oracle.declared(raw)),
        ("claimed", oracle.claimed(raw)),
        ("implied", oracle.implied(raw)),
    ):
        yield from ((source, arrow.origin, arrow.target, round(arrow.weight, 9)) for arrow in arrows)


# The same organization, written otherwise


def without_places(value: Any) -> Any:
    """JSON data without locations."""
    if isinstance(value, dict):
        return {key: without_places(item) for key, item in value.items() if key not in ("location", "locations")}
    return [without_places(item) for item in value] if isinstance(value, list) else value


def json_of(report: Report) -> str:
    """The JSON report, but for its locations."""
    return json.dumps(without_places(report_data(report)), indent=1)


def text_of(report: Report) -> str:
    """The text report, but for its locations."""
    text = render_text(report, paths=["org"], width=None, color=False)
    return PLACE.sub(" (place)", text)


@patiently
@given(WHOLE, st.randoms(use_true_random=False))
def test_the_order_of_keys_means_nothing(raw: Raw, random: Random) -> None:
    one, other = report(raw), report(shuffled(raw, random))
    assert text_of(other) == text_of(one)
    assert json_of(other) == json_of(one)


@patiently
@given(WHOLE, st.integers(2, 4), st.randoms(use_true_random=False))
def test_files_and_their_names_mean_nothing(raw: Raw, number: int, random: Random) -> None:
    whole, parts = report(raw), split(raw, number, random)
    names = [f"{letter}.yaml" for letter in "qwer"]
    random.shuffle(names)
    pieces = report(*parts, names=tuple(names))
    assert text_of(pieces) == text_of(whole)
    assert json_of(pieces) == json_of(whole)


@patiently
@given(WHOLE)
def test_every_fingerprint_is_unique(raw: Raw) -> None:
    fingerprints = [finding.fingerprint for finding in report(raw).findings]
    assert len(set(fingerprints)) == len(fingerprints)
    assert all(re.fullmatch(r"[0-9a-f]{16}", fingerprint) for fingerprint in fingerprints)


def test_a_fingerprint_is_made_of_code_and_ids_in_any_order() -> None:
    assert fingerprint("GC101", "a.b", "c.d") == fingerprint("GC101", "c.d", "a.b") == "4896a523f6251f67"
    others = [("GC102", "a.b", "c.d"), ("GC101", "a.b"), ("GC101", "a.b", "c.e"), ("GC101", "a.bc.d"), ("GC101",)]
    assert len({fingerprint(*other) for other in [("GC101", "a.b", "c.d"), *others]}) == 6


PREFIX = "renamed-"
"""Longer than any id that is drawn, so that it comes from renaming alone; before every id, so that order stays."""


def fingerprints(told: Report) -> list[str]:
    return [*(each.fingerprint for each in told.conflicts), *(each.fingerprint for each in told.findings)]


@patiently
@given(WHOLE)
def test_renaming_renames_and_nothing_else(raw: Raw) -> None:
    one, other = report(raw), report(renamed(raw, lambda name: PREFIX + name))
    text, data = text_of(other), json_of(other)
    for before, after in zip(fingerprints(one), fingerprints(other), strict=True):
        for length in (16, 8):
            text = text.replace(after[:length], before[:length])
            data = data.replace(after[:length], before[:length])
    assert text.replace(PREFIX, "") == text_of(one)
    assert data.replace(PREFIX, "") == json_of(one)


@patiently
@given(WHOLE)
def test_an_objective_that_touches_nothing_changes_nothing_else(raw: Raw) -> None:
    one, other = report(raw), report(with_untouched_objective(raw))
    before, after = (without_places(report_data(each)) for each in (one, other))
    own = [finding for finding in after["findings"] if "untouched-" in json.dumps(finding["objectives"])]
    # What is missing in it, and nothing else: an effect, a goal, a target, an owner, its team's agreement.
    missing = {"GC201": bool(raw.get("outcomes")), "GC204": bool(raw.get("goals"))}
    settings_ = one.organization.settings
    said = [rule for rule in RULES if settings_.of_rule(rule.code, rule.name) != "off" and missing.get(rule.code, True)]
    expected = [rule.code for rule in said if rule.code in ("GC201", "GC204", "GC205", "GC206", "GC303")]
    assert sorted(finding["code"] for finding in own) == expected
    assert [finding for finding in after["findings"] if finding not in own] == before["findings"]
    assert after["pushes"] == before["pushes"]
    assert after["influence"] == before["influence"]
    counts = {"departments": 1, "objectives": 1}
    assert after["organization"] == {
        name: value + counts.get(name, 0) if name != "name" else value for name, value in before["organization"].items()
    }
    levels = [finding["level"] for finding in own]
    more = {"open": len(own), **{level.value: levels.count(level) for level in Level}}
    summary = before["summary"]
    assert after["summary"] == {name: value + more[name] if name in more else value for name, value in summary.items()}


def contested(**sections: Any) -> Raw:
    """One objective that helps an outcome and one that hurts it, and whatever else there is."""
    objectives = {"pro": {"affects": {"joy": 3}}, "contra": {"affects": {"joy": -3}}}
    return {"outcomes": {"joy": {"importance": 5}}, "departments": {"a": {"objectives": objectives}}, **sections}


@pytest.mark.parametrize(
    ("section", "items"),
    [
        (
            "claims",
            [
                {"from": "a.contra", "to": "joy", "effect": -3, "by": "a", "because": "seen"},
                {"from": "a.contra", "to": "joy", "effect": -3, "by": "a", "because": "heard"},
                {"from": "a.pro", "to": "peace", "weight": -0.5, "because": "sure"},
                {"from": "a.pro", "to": "peace", "weight": -1, "confidence": "low", "because": "unsure"},
                {"from": "a.contra", "to": "peace", "effect": 3},
            ],
        ),
        (
            "decisions",
            [
                {"between": ["a.contra", "a.pro"], "decision": word, "by": who, "reason": "so be it", "until": until}
                for word in ("accepted", "guarded")
                for who in ("CEO", "COO")
                for until in ("2026-12-31", "2027-12-31")
            ],
        ),
    ],
)
def test_the_order_of_a_list_means_nothing(section: str, items: list[Raw]) -> None:
    outcomes = {"joy": {"importance": 5}, "peace": {"importance": 5}}
    one = report(contested(**{"outcomes": outcomes, section: items}))
    other = report(contested(**{"outcomes": outcomes, section: items[::-1]}))
    assert text_of(other) == text_of(one)
    assert json_of(other) == json_of(one)


def test_the_decision_that_lasts_longest_is_shown() -> None:
    decided = [
        {"between": ["a.contra", "a.pro"], "decision": "accepted", "by": "CEO", "reason": "so be it", "until": until}
        for until in ("2026-12-31", "2028-12-31", "2027-12-31")
    ]
    [finding] = of_rule(report(contested(decisions=decided)), "GC101")
    assert finding.decision is not None
    assert finding.decision.until == "2028-12-31"


# Long lists


CUT_OTHERWISE = {
    "GC101": "those of the most tension, whatever guardrails make of their level",
    "GC103": "the same",
    "GC104": "those of the first metrics: pairs grow with the square of the targets",
    "GC105": "those of the first metrics too",
    "GC106": "the fullest",
    "GC109": "the hardest",
    "GC209": "the first of the journey",
    "GC210": "the strongest meetings",
    "GC305": "what matters most to the customer",
    "GC401": "the lowest ratings",
}
"""Rules that keep what is worst by a measure of their own; the report lists what is of one level by ids."""


@patiently
@given(WHOLE, st.integers(1, 4))
def test_a_truncated_report_keeps_the_worst_of_each_rule(raw: Raw, most: int) -> None:
    settings_ = raw.get("settings", {})
    # In both cases on the same line, so that nothing below it moves.
    whole, cut = (report({**raw, "settings": {**settings_, "max_findings": number}}) for number in (1000, most))
    # What is left of decisions depends on what is listed of the rules that they speak of.
    codes = sorted({finding.code for finding in whole.findings} - {"GC501", "GC502", "GC503"})
    for code in codes:
        listed, all_of_it = of_rule(cut, code), of_rule(whole, code)
        if code in CUT_OTHERWISE:
            assert len(listed) == min(most, len(all_of_it))
            assert all(finding in all_of_it for finding in listed)
        else:
            assert listed == all_of_it[:most]
    truncated = tuple(code for code in cut.truncated if code in codes)
    assert truncated == tuple(code for code in codes if len(of_rule(whole, code)) > most)
    assert cut.summary.truncated is bool(cut.truncated)
    assert cut.summary.clashes == whole.summary.clashes
    assert cut.pushes == whole.pushes
    assert ("only the worst" in text_of(cut)) is bool(cut.truncated)


def test_findings_without_tension_are_cut_in_the_order_in_which_they_are_listed() -> None:
    hurt_by = {"joy": "zeal", "peace": "ardour", "rest": "haste"}
    raw: Raw = {
        "outcomes": {outcome: {} for outcome in hurt_by},
        "departments": {
            "a": {"objectives": {objective: {"affects": {outcome: -3}} for outcome, objective in hurt_by.items()}}
        },
    }
    whole = [finding.objectives for finding in of_rule(report(raw), "GC203")]
    assert whole == [("a.ardour",), ("a.haste",), ("a.zeal",)]
    cut = report({**raw, "settings": {"max_findings": 2}})
    assert [finding.objectives for finding in of_rule(cut, "GC203")] == whole[:2]


def test_tensions_that_differ_in_the_eighth_digit_are_cut_in_the_order_in_which_they_are_listed() -> None:
    objectives = {"b": {"affects": {"joy": {"weight": 0.5 + 1e-9}}}, "c": {"affects": {"joy": {"weight": 0.5}}}}
    departments = {"a": {"objectives": {"z": {"affects": {"joy": -3}}, **objectives}}}
    raw: Raw = {"outcomes": {"joy": {"importance": 5}}, "departments": departments}
    swapped = json.loads(json.dumps(raw).replace('"b"', '"d"'))
    for each in (raw, swapped):
        whole = of_rule(report(each), "GC101")
        assert of_rule(report({**each, "settings": {"max_findings": 1}}), "GC101") == whole[:1]
