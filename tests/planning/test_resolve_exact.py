"""The ways out against brute force over all sets of changes, and against a slow reading of what each comes to."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest
import ways_oracle as oracle
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pressure_worlds import pressure_worlds

from goalcheck.api import load
from goalcheck.changes import Change
from goalcheck.changes.kinds.adopt import Adopt
from goalcheck.changes.kinds.bind import Bind
from goalcheck.changes.kinds.choose import Choose
from goalcheck.changes.kinds.defer import Defer
from goalcheck.changes.kinds.drop import Drop
from goalcheck.changes.kinds.guardrail import AddGuardrail
from goalcheck.changes.kinds.retarget import Retarget
from goalcheck.findings import Level
from goalcheck.model import Organization
from goalcheck.planning.resolving import Terms, resolve
from goalcheck.planning.resolving.judge import Judge

pytest.importorskip("highspy")

TODAY = date(2026, 10, 5)
MOST = 8
"""Candidates up to which every set of them is tried."""

BESIDE = ("GC104", "GC105", "GC106", "GC107", "GC108", "GC109", "GC110", "GC202")
"""Rules that speak of something else than conflicts, switched off so that the slow reading need not know them."""


@st.composite
def worlds(draw: st.DrawFn) -> tuple[dict[str, Any], Random]:
    """Small organizations under pressure, half of them under way, with options and objectives that must hold."""
    raw = draw(pressure_worlds(most=6))
    chance = draw(st.randoms(use_true_random=False))
    under_way = chance.random() < 0.5
    for entry in raw["departments"].values():
        for body in (entry.get("objectives") or {}).values():
            if body.get("status") in ("done", "dropped") and chance.random() < 0.6:
                body["status"] = "option"
            if body.get("status") == "option" and chance.random() < 0.6:
                body["cost"] = chance.choice((1, 2, 3))
            if chance.random() < 0.1:
                body["must_hold"] = True
            if "target" in body and under_way:
                body["progress"] = {"value": chance.randint(0, 60), "date": "2026-10-01"}
    raw.setdefault("settings", {})["rules"] = dict.fromkeys(BESIDE, "off")
    return raw, chance


def spelled(change: Change) -> oracle.Change:
    """A change as the oracle says it."""
    match change:
        case Drop():
            return "drop", change.objective
        case Adopt():
            return "adopt", change.objective
        case Choose():
            return "choose", change.objective
        case Defer():
            return "defer", change.objective, change.period.start, change.period.end
        case Retarget():
            return "retarget", change.objective, change.value
        case AddGuardrail():
            return "guardrail", change.objective, change.protects
        case Bind():
            return "bind", change.objective, change.protects
        case _:
            raise AssertionError(change)


def few(organization: Organization, level: Level, chance: Random) -> tuple[Terms, Judge]:
    """Terms under which few changes are offered."""
    kept: list[str] = []
    names = list(organization.objectives)
    chance.shuffle(names)
    while True:
        terms = Terms(level=level, kept=tuple(kept), alternatives=0)
        judge = Judge(organization, terms, today=TODAY)
        if len(judge.candidates) <= MOST:
            return terms, judge
        kept.append(names.pop())


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds(), st.sampled_from([Level.SERIOUS, Level.SEVERE, Level.MINOR]))
def test_the_way_out_is_the_cheapest_of_all_sets_by_a_slow_reading(
    tmp_path_factory: pytest.TempPathFactory, world: tuple[dict[str, Any], Random], level: Level
) -> None:
    raw, chance = world
    file = tmp_path_factory.mktemp("world") / "org.yaml"
    file.write_text(yaml.safe_dump(raw, sort_keys=False))
    organization = load([str(file)])
    terms, judge = few(organization, level, chance)
    before = oracle.Before(raw, level=level.value, today=TODAY)
    assert {each.about for each in judge.items} == before.items
    if not judge.items:
        return
    resolution = resolve(organization, terms, today=TODAY)
    best = resolution.ways[0]
    reading = before.reading(list(map(spelled, best.moves)))
    unserved = {each for made in _subsets(len(judge.candidates)) for each in _unserved(judge, made)}
    assert {each.removeprefix("conflict ") for each in reading.wrong} == {each.about for each in best.unsettled}
    assert best.cost == pytest.approx(reading.cost, abs=1e-6)
    assert best.is_proved
    if not unserved:  # what the rules say about whom nobody serves is not read here
        changes = [spelled(each.change) for each in judge.candidates]
        least = oracle.cheapest(before, changes)
        assert len(best.unsettled) == least[0]
        assert best.cost == pytest.approx(least[1], abs=1e-6)


def _subsets(count: int) -> list[frozenset[int]]:
    return [frozenset(at for at in range(count) if number >> at & 1) for number in range(2**count)]


def _unserved(judge: Judge, made: frozenset[int]) -> list[str]:
    from goalcheck.planning.resolving.judge import Wrong

    return [each.about for each in judge.verdict(made).violations if each.wrong is Wrong.UNSERVED]
