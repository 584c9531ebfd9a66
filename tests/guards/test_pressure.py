"""Conflicts, pushes and findings equal the slow reading of section 4 of the design: published cases, random worlds."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from oracle import near
from pressure_oracle import Conflict as Told
from pressure_oracle import World, expected
from pressure_worlds import pressure_worlds

from goalcheck.api import analyze, load
from goalcheck.conflicts import Conflict
from goalcheck.report import Report

TODAY = date(2026, 11, 30)
CASES = sorted((Path(__file__).parent.parent / "cases").glob("*.yaml"))


def analyzed(raw: dict[str, Any], folder: Path) -> Report:
    file = folder / "organization.yaml"
    file.write_text(yaml.safe_dump(raw, sort_keys=False), "utf-8")
    return analyze(load(file), today=TODAY)


def answer(report: Report) -> dict[str, Any]:
    """What the program found, in the shape of the expected files."""
    by_rule = {code: [each for each in report.findings if each.code == code] for code in ("GC101", "GC102", "GC103")}
    opposed = [
        {
            "objectives": list(each.objectives),
            "tension": each.tension,
            "outcomes": {contest.outcome: contest.tension for contest in each.outcomes},
        }
        for each in sorted(by_rule["GC101"], key=lambda each: each.objectives)
    ]
    undermined = [
        {"by": each.by, "of": each.of, "tension": each.tension}
        for each in sorted(by_rule["GC102"], key=lambda each: (each.by or "", each.of or ""))
    ]
    self_defeating = [
        {"objective": each.objectives[0], "outcome": each.outcomes[0].outcome, "tension": each.tension}
        for each in sorted(by_rule["GC103"], key=lambda each: (each.objectives, each.outcomes[0].outcome))
    ]
    conflicts = [
        {
            "about": each.about,
            "kind": each.kind,
            "pressure": each.pressure,
            "hurters": {hurter.objective: hurter.harm for hurter in each.hurters},
        }
        for each in sorted(report.conflicts, key=lambda each: each.about)
    ]
    return {
        "opposed": opposed,
        "undermined": undermined,
        "self_defeating": self_defeating,
        "conflicts": conflicts,
        "pushes": [dict(each._asdict()) for each in report.pushes],
        "influence": {
            each.node: {"direct": each.direct, "second_order": each.second_order, "total": each.total}
            for each in report.influence
        },
    }


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_gives_the_published_answer(path: Path) -> None:
    published = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
    assert answer(analyze_file(path)) == near(published)


def analyze_file(path: Path) -> Report:
    return analyze(load(path), today=TODAY)


@given(raw=pressure_worlds())
@settings(deadline=None, max_examples=60)
def test_equals_the_slow_reading(raw: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> None:
    report = analyzed(raw, tmp_path_factory.mktemp("world"))
    world = World(raw, TODAY)
    assert answer(report) == near(expected(raw))
    assert report.summary.clashes == sum(len(each["outcomes"]) for each in world.opposed())
    slow = sorted(world.conflicts(), key=lambda each: each.order)
    assert [told(each) for each in report.conflicts] == near([told_slowly(each) for each in slow])


def told(conflict: Conflict) -> dict[str, Any]:
    return {
        "about": conflict.about,
        "status": conflict.status,
        "level": conflict.level,
        "open": conflict.open_pressure,
        "knot": conflict.main_knot,
        "at_stake": conflict.at_stake or 0.0,
        "hurters": [
            {
                "objective": each.objective,
                "harm": each.harm,
                "left": each.left,
                "guard": each.guard,
                "decided": each.decided,
                "knot": each.knot,
                "chain": [each.objective, *(link.target for link in each.chain)],
            }
            for each in conflict.hurters
        ],
        "protectors": [{"objective": each.objective, "help": each.help} for each in conflict.protectors],
    }


def told_slowly(conflict: Told) -> dict[str, Any]:
    return {
        "about": conflict.about,
        "status": conflict.status,
        "level": conflict.level,
        "open": conflict.open_pressure,
        "knot": conflict.main_knot,
        "at_stake": conflict.at_stake,
        "hurters": [
            {
                "objective": each.objective,
                "harm": each.harm,
                "left": each.left,
                "guard": each.guard,
                "decided": each.decided,
                "knot": each.knot,
                "chain": list(each.chain),
            }
            for each in conflict.hurters
        ],
        "protectors": [{"objective": name, "help": help_} for name, help_ in conflict.protectors],
    }
