"""What the formats write is what their standards ask for, and the standards refuse what they should."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import CASES, EXAMPLES
from jsonschema import ValidationError
from standing import hold, junit_schema, validator

from goalcheck import analyze, load
from goalcheck.render.formats import FormatOptions, render
from goalcheck.rules import RULES, examples

EXAMPLE_FOLDERS = sorted(path for path in EXAMPLES.iterdir() if path.is_dir())
ORGANIZATIONS = {path.stem: path for path in (*EXAMPLE_FOLDERS, *sorted(CASES.glob("*.yaml")))}

WRITTEN_AS = {"sarif-2.1.0": "sarif", "codequality": "gitlab", "report": "json"}

organizations = pytest.mark.parametrize("organization", ORGANIZATIONS)
rules = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


@organizations
def test_the_examples_hold_to_the_standards(organization: str) -> None:
    hold(analyze(load(ORGANIZATIONS[organization]), today=date(2026, 10, 1)))


@rules
def test_what_each_rule_finds_holds_to_the_standards(rule: Any, tmp_path: Path) -> None:
    (tmp_path / "org.yaml").write_text(examples(rule).fires, "utf-8")
    report = analyze(load(tmp_path), today=date(2026, 10, 1))
    assert rule.code in {finding.code for finding in report.findings}
    hold(report)


def test_a_report_that_admits_something_and_a_finding_without_anything_hold_to_the_standards() -> None:
    report = analyze(load(EXAMPLES / "northline"), today=date(2026, 10, 1))
    bare = replace(
        report.findings[0], tension=None, objectives=(), departments=(), outcomes=(), advice=(), locations=()
    )
    hold(replace(report, exact=False, truncated=("GC101",), findings=(bare, *report.findings[1:])))
    hold(replace(report, findings=()))


@pytest.mark.parametrize(
    ("name", "break_it"),
    [
        ("sarif-2.1.0", lambda log: log["runs"][0]["results"][0].pop("message")),
        ("sarif-2.1.0", lambda log: log["runs"][0]["results"][0].update(level="severe")),
        ("sarif-2.1.0", lambda log: log["runs"][0]["results"][0].update(rank=101)),
        ("codequality", lambda issues: issues[0]["location"].update(path="../org.yaml")),
        ("codequality", lambda issues: issues[0].update(severity="severe")),
        ("codequality", lambda issues: issues[0].pop("fingerprint")),
        ("report", lambda report: report["findings"][0].pop("outcomes")),
        ("report", lambda report: report["summary"].update(open="many")),
    ],
)
def test_the_schemas_refuse_what_they_should(name: str, break_it: Callable[[Any], object]) -> None:
    report = analyze(load(EXAMPLES / "northline"), today=date(2026, 10, 1))
    written = json.loads(render(WRITTEN_AS[name], report, FormatOptions()).text)
    validator(name).validate(written)
    break_it(written)
    with pytest.raises(ValidationError):
        validator(name).validate(written)


def test_the_junit_schema_refuses_what_it_should() -> None:
    report = analyze(load(EXAMPLES / "northline"), today=date(2026, 10, 1))
    text = render("junit", report, FormatOptions()).text
    assert not junit_schema().is_valid(text.replace(' errors="0" skipped=', " skipped="))


def test_what_github_asks_of_sarif_beyond_the_schema_is_there() -> None:
    """Short, full and help text for each rule, a whole region and one relative place for each result."""
    report = analyze(load(EXAMPLES / "northline"), today=date(2026, 10, 1))
    log = json.loads(render("sarif", report, FormatOptions()).text)
    (run,) = log["runs"]
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    for rule in run["tool"]["driver"]["rules"]:
        assert {"shortDescription", "fullDescription", "help", "defaultConfiguration"} <= rule.keys()
        assert all(0 < len(rule[key]["text"]) <= 1024 for key in ("shortDescription", "fullDescription"))
        assert rule["properties"]["problem.severity"] in ("error", "warning", "recommendation")
        assert len(rule["properties"]["tags"]) <= 10
    for result in run["results"]:
        (place,) = result["locations"]
        assert {"startLine", "startColumn", "endLine", "endColumn"} == place["physicalLocation"]["region"].keys()
        assert "suppressions" in result
