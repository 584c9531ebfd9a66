"""Models from the literature and documented stories, as a user analyzes them: the answers were worked out elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import CASES, EXAMPLES, Command
from worlds import Schema

pytestmark = pytest.mark.ends

Data = dict[str, Any]

MODELS = sorted(CASES.glob("*.yaml"))
FIGURE = 0.5e-4 + 1e-9
TENSION = 0.5e-2 + 1e-9

WEITZ_2018 = [
    ("goal-16.target-16-6", 567),
    ("goal-12.target-12-1", 513),
    ("goal-8.target-8-4", 509),
    ("goal-12.target-12-5", 381),
    ("goal-9.target-9-5", 364.5),
    ("goal-4.target-4-4", 364),
    ("goal-5.target-5-5", 362.5),
]


class Case:
    """One model: what goalcheck reports of it, and what is expected."""

    def __init__(self, file: Path, goalcheck: Command) -> None:
        result = goalcheck("analyze", file, "--format", "json")
        assert (result.status, result.err) == (0, "")
        self.report: Data = json.loads(result.out)
        self.expected: Data = json.loads(file.with_suffix(".expected.json").read_text("utf-8"))

    def findings(self, code: str) -> list[Data]:
        return [finding for finding in self.report["findings"] if finding["code"] == code]


@pytest.fixture
def case(model: Path, goalcheck: Command) -> Case:
    return Case(model, goalcheck)


def figure(value: float) -> Any:
    return pytest.approx(value, rel=0, abs=FIGURE)


def tension(value: float) -> Any:
    return pytest.approx(value, rel=0, abs=TENSION)


def by(*fields: str) -> Callable[[Data], list[str]]:
    return lambda entry: [str(entry[field]) for field in fields]


every_model = pytest.mark.parametrize("model", MODELS, ids=lambda path: path.stem)


def test_all_models_are_here() -> None:
    assert len(MODELS) == 16


@every_model
def test_opposed_pairs(case: Case) -> None:
    found = [
        {
            "objectives": finding["objectives"],
            "tension": finding["tension"],
            "outcomes": {outcome["id"]: outcome["tension"] for outcome in finding["outcomes"]},
        }
        for finding in case.findings("GC101")
    ]
    assert sorted(found, key=by("objectives")) == [
        {
            "objectives": pair["objectives"],
            "tension": tension(pair["tension"]),
            "outcomes": {outcome: tension(value) for outcome, value in pair["outcomes"].items()},
        }
        for pair in sorted(case.expected["opposed"], key=by("objectives"))
    ]
    assert case.report["summary"]["clashes"] == sum(len(pair["outcomes"]) for pair in case.expected["opposed"])


@every_model
def test_undermined_objectives(case: Case) -> None:
    found = [{name: finding[name] for name in ("by", "of", "tension")} for finding in case.findings("GC102")]
    assert sorted(found, key=by("by", "of")) == [
        entry | {"tension": tension(entry["tension"])}
        for entry in sorted(case.expected["undermined"], key=by("by", "of"))
    ]


@every_model
def test_self_defeating_objectives(case: Case) -> None:
    found = [
        {"objective": finding["objectives"][0], "outcome": outcome["id"], "tension": finding["tension"]}
        for finding in case.findings("GC103")
        for outcome in finding["outcomes"]
    ]
    assert sorted(found, key=by("objective", "outcome")) == [
        entry | {"tension": tension(entry["tension"])}
        for entry in sorted(case.expected["self_defeating"], key=by("objective", "outcome"))
    ]


@every_model
def test_conflicts(case: Case) -> None:
    found = [
        {
            "about": conflict["about"],
            "kind": conflict["kind"],
            "pressure": conflict["pressure"],
            "hurters": {hurter["objective"]: hurter["harm"] for hurter in conflict["hurters"]},
        }
        for conflict in case.report["conflicts"]
    ]
    assert sorted(found, key=by("about")) == [
        {
            "about": conflict["about"],
            "kind": conflict["kind"],
            "pressure": tension(conflict["pressure"]),
            "hurters": {objective: figure(harm) for objective, harm in conflict["hurters"].items()},
        }
        for conflict in case.expected["conflicts"]
    ]


@every_model
def test_pushes(case: Case) -> None:
    assert case.report["pushes"] == [
        push | {"help": figure(push["help"]), "harm": figure(push["harm"])} for push in case.expected["pushes"]
    ]


@every_model
def test_influence(case: Case) -> None:
    found = {
        entry["node"]: {name: entry[name] for name in ("direct", "second_order", "total")}
        for entry in case.report["influence"]
    }
    assert found == {
        node: {name: figure(value) for name, value in entry.items()}
        for node, entry in case.expected["influence"].items()
    }


@every_model
def test_report_is_exact_and_fits_its_schema(case: Case, goalcheck: Command) -> None:
    assert Schema(goalcheck("schema", "report").out).violations(case.report) == []
    assert case.report["exact"] is True
    assert case.report["summary"]["truncated"] is False


def test_the_published_ranking_of_swedish_targets(goalcheck: Command) -> None:
    ranking = json.loads(goalcheck("influence", EXAMPLES / "sdg-sweden", "--top", 7, "--format", "json").out)
    assert [(entry["node"], entry["total"]) for entry in ranking["influence"]] == WEITZ_2018
    assert [entry["rank"] for entry in ranking["influence"]] == [1, 2, 3, 4, 5, 6, 7]

    rows = goalcheck("influence", EXAMPLES / "sdg-sweden", "--top", 7).out.splitlines()[1:8]
    assert [(row.split()[6], float(row.split()[1])) for row in rows] == WEITZ_2018


def test_the_swedish_targets_undermine_each_other_exactly_where_the_experts_scored_harm(goalcheck: Command) -> None:
    """The 40 negative scores of Weitz, Carlsen, Nilsson and Skanberg: each one an undermining, and no other."""
    scores = yaml.safe_load((CASES / "sdg-sweden.yaml").read_text("utf-8"))
    negative = {
        (f"{department}.{objective}", target)
        for department, entry in scores["departments"].items()
        for objective, body in entry["objectives"].items()
        for target, score in (body.get("affects") or {}).items()
        if score < 0
    }
    assert len(negative) == 40
    report = json.loads(goalcheck("analyze", EXAMPLES / "sdg-sweden", "--format", "json").out)
    found = [(finding["by"], finding["of"]) for finding in report["findings"] if finding["code"] == "GC102"]
    assert sorted(found) == sorted(negative)


@pytest.mark.parametrize("story", ["wellsfargo", "vw", "knight", "sears", "sre", "robodebt"])
def test_what_people_named_afterwards_is_the_first_conflict(story: str, goalcheck: Command) -> None:
    named = {
        "wellsfargo": "only-what-i-need",
        "vw": "clean-air",
        "knight": "right-execution",
        "sears": "only-needed-repair",
        "sre": "it-works",
        "robodebt": "right-debt",
    }
    [file] = CASES.glob(f"story-*-{story}.yaml")
    first, *others = json.loads(goalcheck("analyze", file, "--format", "json").out)["conflicts"]
    assert first["about"] == named[story]
    assert first["pressure"] >= 76
    assert len(others) <= 5


@pytest.mark.parametrize("control", ["buurtzorg", "nummi", "costco"])
def test_a_well_run_organization_stays_calm(control: str, goalcheck: Command) -> None:
    [file] = CASES.glob(f"control-*-{control}.yaml")
    conflicts = json.loads(goalcheck("analyze", file, "--format", "json").out)["conflicts"]
    assert all(conflict["pressure"] < 56 for conflict in conflicts)
