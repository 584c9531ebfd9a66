"""What holds of every report on all sections: its shape, ids and words, and that rules stand alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from all_sections import whole_organizations
from conftest import texts
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from test_properties import without_places
from worlds import Raw, Schema, report

from goalcheck.render.json import report_data
from goalcheck.rules import RULES
from goalcheck.schemas import report_schema

OF_DECISIONS = {"GC501", "GC502", "GC503"}
"""They say how decisions stand on what other rules find."""

patiently = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


@cache
def schema() -> Schema:
    return Schema(report_schema())


def ids_in(value: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """Every id in a JSON report, with the field that holds it."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from ids_in(item, key)
    elif isinstance(value, list):
        for item in value:
            yield from ids_in(item, field)
    elif value is not None and field in KINDS:
        yield field, value


KINDS = {
    "objectives": "objectives",
    "objective": "objectives",
    "departments": "departments",
    "decider": "departments",
    "id": "outcomes",
    "from": "nodes",
    "to": "nodes",
    "by": "nodes",
    "of": "nodes",
    "node": "nodes",
}


def declared(raw: Raw) -> dict[str, set[str]]:
    objectives = {f"{key}.{name}" for key, body in raw["departments"].items() for name in body.get("objectives", {})}
    outcomes = {*raw.get("outcomes", {})}
    nodes = {*objectives, *outcomes, *raw.get("drivers", {})}
    return {"objectives": objectives, "outcomes": outcomes, "nodes": nodes, "departments": {*raw["departments"]}}


@patiently
@given(whole_organizations())
def test_every_report_fits_its_schema_and_names_what_there_is(raw: Raw) -> None:
    data: Raw = {**report_data(report(raw))}
    assert schema().violations(data) == []
    known = declared(raw)
    for finding in data["findings"]:
        # Whoever decided is a person, whoever claimed may be a customer: both are said as `by` too.
        finding["decision"] = None
        links = [link for each in finding["outcomes"] for side in each["sides"] for link in side["chain"]]
        for link in [*links, *finding.get("chain", [])]:
            link.pop("by", None)
    assert [each for each in ids_in({**data, "organization": None}) if each[1] not in known[KINDS[each[0]]]] == []


@patiently
@given(whole_organizations())
def test_every_sentence_is_a_sentence(raw: Raw) -> None:
    for finding in report(raw).findings:
        message, sentences = str(finding.message), texts((*finding.details, *finding.advice))
        assert message.strip()
        assert "\n" not in message
        assert not message.endswith(".")
        for sentence in sentences:
            # A question, or the words of somebody who decided, may stand at the end.
            assert sentence.endswith((".", "?", "we know", "it pays")), sentence
        for text in (message, *sentences):
            assert text == text.strip()
            assert not re.search(r"None|  | ,|\(\)|\.\.|\) \(", text), text


@patiently
@given(whole_organizations(), st.sampled_from(RULES), st.booleans())
def test_switching_a_rule_off_removes_its_findings_and_nothing_else(raw: Raw, rule: Any, by_code: bool) -> None:
    assume(rule.traits.conflict is None)  # a rule that speaks of a kind of conflict takes the conflicts with it
    rules = raw.get("settings", {}).get("rules", {})
    kept = {name: value for name, value in rules.items() if name not in (rule.code, rule.name)}
    name = rule.code if by_code else rule.name
    before, after = (
        without_places(report_data(report({**raw, "settings": {**raw.get("settings", {}), "rules": each}})))
        for each in (kept, {**kept, name: "off"})
    )
    # GC305 speaks for GC202 of customers' priorities, unless it is off.
    touched = {rule.code, *OF_DECISIONS, *(["GC202"] if rule.code == "GC305" else [])}
    assert not any(finding["code"] == rule.code for finding in after["findings"])
    assert others(after, touched) == others(before, touched)
    lost = [each for each in before["findings"] if each["code"] == "GC202" and each not in after["findings"]]
    assert not lost or rule.code == "GC202"
    assert without_findings(after) == without_findings(before)
    assert after["summary"]["clashes"] == before["summary"]["clashes"]


def without_findings(data: Raw) -> Raw:
    """A report without its findings, what it counts of them, and where conflicts refer to them."""
    conflicts = [{**each, "findings": None} for each in data["conflicts"]]
    return {**data, "conflicts": conflicts, "findings": None, "summary": None}


def others(data: Raw, codes: set[str]) -> list[Raw]:
    return [finding for finding in data["findings"] if finding["code"] not in codes]
