"""What is over: no way out changes it, none has to settle it, and a target is changed from where it stands."""

from __future__ import annotations

import json
from datetime import date

import pytest
from conftest import Command, Write

from goalcheck import load
from goalcheck.changes.kinds.defer import Defer
from goalcheck.changes.kinds.retarget import Retarget
from goalcheck.planning.resolving import Terms, resolve

pytest.importorskip("highspy")

YEAR = """
    version: 1
    organization: {name: A year, period: 2026}
    outcomes: {calm: {importance: 5}, quick: {importance: 5}}
    departments:
      a:
        objectives:
          spring: {period: 2026-H1, affects: {calm: strongly hurts}}
          autumn: {period: 2026-H2, affects: {quick: strongly hurts}}
      b:
        objectives:
          keep: {affects: {calm: strongly helps, quick: strongly helps}, progress: {value: 5, date: 2026-06-30}}
    """

IN_AUTUMN = date(2026, 9, 1)


def test_what_is_over_is_said_and_asks_for_nothing(goalcheck: Command, write: Write) -> None:
    path = write(YEAR)
    result = goalcheck("resolve", path, "--today", IN_AUTUMN.isoformat())
    assert result.status == 0, result.err
    assert "On days before 2026-09-01, which no change can reach any more:" in result.out
    assert "a.spring" not in result.out.split("WHAT IS OVER")[0]
    said = json.loads(goalcheck("resolve", path, "--today", IN_AUTUMN.isoformat(), "--format", "json").out)
    assert said["since"] == "2026-09-01"
    assert [each["about"] for each in said["over"]] == ["calm"]
    assert [each["about"] for each in said["conflicts"]] == ["quick"]


@pytest.mark.parametrize(
    ("text", "today"),
    [(YEAR.replace(", progress: {value: 5, date: 2026-06-30}", ""), IN_AUTUMN), (YEAR, date(2031, 1, 1))],
    ids=["nobody says how far it has come", "all of it is history"],
)
def test_an_old_story_is_read_as_it_was_planned(write: Write, text: str, today: date) -> None:
    resolution = resolve(load(write(text)), today=today)
    assert {each.about for each in resolution.conflicts} == {"calm", "quick"}
    assert resolution.over == ()
    assert not resolution.is_impossible


def test_looking_back_is_said(goalcheck: Command, write: Write) -> None:
    result = goalcheck("resolve", write(YEAR), "--today", "2031-01-01")
    assert "All days that count lie before 2031-01-01: this is what would have been a way out." in result.out


def test_what_has_begun_is_not_moved_and_nothing_moves_to_days_that_are_over(write: Write) -> None:
    """Two harms of a quarter add up: before they begin one is moved, and only to days that are to come."""
    text = """
        version: 1
        organization: {name: A year, period: 2026}
        outcomes: {calm: {importance: 3}}
        departments:
          a: {objectives: {one: {period: 2026-Q3, priority: 1, affects: {calm: slightly hurts}}}}
          c: {objectives: {two: {period: 2026-Q3, must_hold: true, affects: {calm: slightly hurts}}}}
          d: {objectives: {first: {period: 2026-Q1, progress: {value: 1, date: 2026-03-31}}}}
          b: {objectives: {keep: {affects: {calm: strongly helps}}}}
        """
    terms = Terms(without=["drop", "guardrail", "bind"], alternatives=9)
    ahead = resolve(load(write(text)), terms, today=date(2026, 4, 15))
    assert [move.period.start for way in ahead.ways for move in way.moves if isinstance(move, Defer)] == [
        date(2026, 10, 1)
    ]
    assert resolve(load(write(text)), terms, today=date(2026, 8, 1)).is_impossible


TARGET = """
    version: 1
    organization: {name: Two, period: 2026-H2}
    outcomes: {attention: {importance: 5}}
    metrics: {days: {better: lower}}
    departments:
      operations:
        objectives:
          fast:
            priority: 4
            target: {metric: days, from: 60, to: 30}
            affects: {attention: {effect: hurts, starts_at: 42, full_at: 30}}
      sales: {objectives: {contact: {priority: 5, affects: {attention: strongly helps}}}}
    """


@pytest.mark.parametrize(("progress", "part"), [(None, 7 / 30), (60, 7 / 30), (45, 7 / 15), (35, 1), (30, 7 / 30)])
def test_a_target_is_changed_from_where_it_stands(write: Write, progress: float | None, part: float) -> None:
    text = TARGET
    if progress is not None:
        text = text.replace("to: 30}\n", f"to: 30}}\n            progress: {{value: {progress}, date: 2026-09-30}}\n")
    [best] = resolve(load(write(text)), Terms(alternatives=0), today=date(2026, 10, 5)).ways
    assert best.moves == (Retarget("operations.fast", 37),)
    assert best.cost == pytest.approx(6 * 0.4 * part)


def test_nobody_aims_at_another_figure_that_is_passed_already(write: Write) -> None:
    text = """
        version: 1
        organization: {name: Two, period: 2026-H2}
        metrics: {days: {better: lower}}
        departments:
          a: {objectives: {thirty: {target: {metric: days, from: 60, to: 30}, progress: {value: 40, date: 2026-09-30}}}}
          b: {objectives: {forty-five: {must_hold: true, target: {metric: days, from: 60, to: 45}}}}
        """
    passed = resolve(load(write(text)), Terms(without=["drop"]), today=date(2026, 10, 5))
    assert passed.is_impossible
    ahead = resolve(load(write(text.replace("value: 40", "value: 50"))), today=date(2026, 10, 5))
    assert ahead.ways[0].moves == (Retarget("a.thirty", 45),)
