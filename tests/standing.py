"""What the formats are held to: the schemas of SARIF, JUnit and Code Quality, and that of our own report."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import xmlschema
from jsonschema.validators import validator_for

from goalcheck.render.formats import Comparing, FormatOptions, render
from goalcheck.render.results import results
from goalcheck.report import Report
from goalcheck.schemas import report_schema

STANDARDS = Path(__file__).parent / "standards"


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
    states = {each.fingerprint: "new" for each in results(report)}
    hurters = {each.about: {hurter.objective for hurter in each.hurters} for each in report.conflicts}
    compared = FormatOptions(comparing=Comparing("main", report, states, hurters))
    for options in (FormatOptions(), compared, FormatOptions(unmet=("Too little can be seen",))):
        validator("sarif-2.1.0").validate(json.loads(render("sarif", report, options).text))
        validator("codequality").validate(json.loads(render("gitlab", report, options).text))
        junit_schema().validate(render("junit", report, options).text)
    validator("report").validate(json.loads(render("json", report, FormatOptions()).text))
