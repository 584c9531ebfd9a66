"""The whole report is what the definition says, and whoever reads the definition knows nothing of goalcheck."""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from complete_oracle import NAMES
from conftest import EXAMPLES
from definition import comparing
from definition.cli import Differs, compare
from definition.comparing import deviations
from test_oracle import Core
from worlds import Raw

from goalcheck.render.json import render_report
from goalcheck.rules import RULES, examples

TESTS = Path(__file__).parent.parent
ORACLE = "complete_oracle"


def imported(module: str) -> Iterator[str]:
    """Every module that a module of the tests imports, and what those import."""
    tree = ast.parse((TESTS / f"{module}.py").read_text("utf-8"))
    for node in ast.walk(tree):
        names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or "."] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            yield name
            if (TESTS / f"{name}.py").exists():
                yield from imported(name)


def test_the_definition_is_read_without_goalcheck() -> None:
    found = {name.partition(".")[0] for name in imported(ORACLE)}
    own = {name for name in found if (TESTS / f"{name}.py").exists()}
    assert own == {"finding_oracle", "pressure_oracle", "rule_oracle", "circle_oracle"}
    assert found - own <= sys.stdlib_module_names


def test_every_rule_is_read() -> None:
    assert {rule.code: rule.name for rule in RULES} == NAMES


def test_random_organizations_agree() -> None:
    done = [0]
    compare(1, 25, done)
    assert done[0] >= 25


def of_text(text: str) -> Raw:
    raw: Raw = yaml.load(text, Loader=Core)  # noqa: S506 - a safe loader
    return raw


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_what_the_rules_show_agrees(rule: Any) -> None:
    shown = examples(rule)
    assert deviations(of_text(shown.fires)) == []
    assert deviations(of_text(shown.silent)) == []


QUICKSTART = of_text((EXAMPLES / "quickstart" / "org.yaml").read_text("utf-8"))

OTHERWISE = {
    "summary.clashes": 7,
    "summary.severe": 9,
    "organization.effects": 0,
    "exact": False,
    "findings.0.level": "minor",
    "findings.0.tension": 66.68,
    "findings.0.guarded": True,
    "findings.0.status": "accepted",
    "findings.0.decider": "sales",
    "findings.0.outcomes.0.tension": 66.0,
    "findings.0.outcomes.0.sides.0.strength": 0.6,
    "findings.0.fingerprint": None,
    "findings.0.code": "GC103",
    "findings.1.departments": [],
    "pushes.0.help": 0.5,
    "influence.0.rank": 2,
    "influence.0.direct_negative": -1,
}


@pytest.mark.parametrize("place", OTHERWISE)
def test_whatever_is_said_otherwise_is_seen(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert deviations(QUICKSTART) == []

    def changed(report: Any) -> str:
        data = json.loads(render_report(report))
        *way, last = [int(each) if each.isdigit() else each for each in place.split(".")]
        holder = data
        for key in way:
            holder = holder[key]
        holder[last] = OTHERWISE[place] if OTHERWISE[place] is not None else data["findings"][1][last]
        return json.dumps(data)

    monkeypatch.setattr(comparing, "render_report", changed)
    assert deviations(QUICKSTART) != []


def test_a_finding_less_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def fewer(report: Any) -> str:
        data = json.loads(render_report(report))
        return json.dumps({**data, "findings": data["findings"][1:]})

    monkeypatch.setattr(comparing, "render_report", fewer)
    assert deviations(QUICKSTART) != []


def test_a_difference_is_told_with_the_organization(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("definition.cli.deviations", lambda _: ["pushes"])
    with pytest.raises(Differs, match=r'pushes\n\{\n "version": 1'):
        compare(1, 2, [0], shrink=False)
