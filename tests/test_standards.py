"""What the formats write is what their standards ask for, and the standards refuse what they should."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import xmlschema
from conftest import CASES, EXAMPLES
from jsonschema import ValidationError
from jsonschema.validators import validator_for

from goalcheck import analyze, load
from goalcheck.findings import Report
from goalcheck.render.formats import Comparing, Context, render
from goalcheck.rules import RULES, examples
from goalcheck.schemas import report_schema

STANDARDS = Path(__file__).parent / "standards"
ORGANIZATIONS = {path.stem: path for path in (EXAMPLES / "northline", *sorted(CASES.glob("*.yaml")))}

organizations = pytest.mark.parametrize("organization", ORGANIZATIONS)
rules = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


@cache
def validator(name: str) -> Any:
    schema = json.loads(report_schema() if name == "report" else (STANDARDS / f"{name}.schema.json").read_text("utf-8"))
    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


@cache
def junit_schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(STANDARDS / "junit-10.xsd")


def hold(report: Report) -> None:
    """Validate a report in every format that has a standard."""
    states = {finding.fingerprint: "new" for finding in report.findings}
    validator("sarif-2.1.0").validate(
        json.loads(render("sarif", report, Context(comparing=Comparing("main", report, states))).text)
    )
    validator("codequality").validate(json.loads(render("gitlab", report, Context()).text))
    validator("report").validate(json.loads(render("json", report, Context()).text))
    junit_schema().validate(render("junit", report, Context()).text)


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
    ],
)
def test_the_schemas_refuse_what_they_should(name: str, break_it: Callable[[Any], object]) -> None:
    report = analyze(load(EXAMPLES / "northline"), today=date(2026, 10, 1))
    written = json.loads(render({"sarif-2.1.0": "sarif", "codequality": "gitlab"}[name], report, Context()).text)
    validator(name).validate(written)
    break_it(written)
    with pytest.raises(ValidationError):
        validator(name).validate(written)


def test_the_junit_schema_refuses_what_it_should() -> None:
    report = analyze(load(EXAMPLES / "northline"), today=date(2026, 10, 1))
    text = render("junit", report, Context()).text
    assert not junit_schema().is_valid(text.replace(' errors="0" skipped=', " skipped="))


def test_what_github_asks_of_sarif_beyond_the_schema_is_there() -> None:
    """Short, full and help text for each rule, a whole region and one relative place for each result."""
    report = analyze(load(EXAMPLES / "northline"), today=date(2026, 10, 1))
    log = json.loads(render("sarif", report, Context()).text)
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
