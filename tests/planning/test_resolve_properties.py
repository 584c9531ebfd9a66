"""What holds of every way out, whatever the organization: read off the report before, not off the search."""

from __future__ import annotations

from random import Random
from typing import Any

import pressure_oracle as section_4
import pytest
import ways_oracle as oracle
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_resolve_exact import TODAY, spelled, worlds

from goalcheck.api import analyze, load
from goalcheck.changes.kinds.choose import dropped_by
from goalcheck.changes.kinds.defer import Defer
from goalcheck.changes.kinds.drop import Drop
from goalcheck.changes.kinds.retarget import Retarget
from goalcheck.conflicts import Conflict
from goalcheck.model import Organization
from goalcheck.planning.resolving import Resolution, Terms, WayOut, resolve
from goalcheck.traits import ConflictKind

pytest.importorskip("highspy")

TERMS = Terms(alternatives=1, seconds=5.0)

FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def _organization(factory: pytest.TempPathFactory, raw: dict[str, Any]) -> Organization:
    file = factory.mktemp("world") / "org.yaml"
    file.write_text(yaml.safe_dump(raw, sort_keys=False))
    return load([str(file)])


def _resolved(factory: pytest.TempPathFactory, raw: dict[str, Any]) -> tuple[Organization, Resolution]:
    organization = _organization(factory, raw)
    return organization, resolve(organization, TERMS, today=TODAY)


def _gives(organization: Organization, way: WayOut) -> set[str]:
    """The objectives that a way out drops, postpones or weakens."""
    objectives = organization.objectives
    found = set()
    for move in way.moves:
        if isinstance(move, Drop | Retarget):
            found.add(move.objective)
        if isinstance(move, Defer):
            period = objectives[move.objective].period
            found |= {move.objective} if period and move.period.start > period.start else set()
    return found


def _only_protects(conflicts: tuple[Conflict, ...]) -> set[str]:
    hurting = {each.objective for conflict in conflicts for each in conflict.hurters}
    standing = {each.objective for conflict in conflicts for each in conflict.protectors}
    standing |= {each.about for each in conflicts if each.kind is ConflictKind.UNDERMINED}
    return standing - hurting


@FEW
@given(worlds())
def test_no_way_out_takes_anything_from_whoever_only_protects(
    tmp_path_factory: pytest.TempPathFactory, world: tuple[dict[str, Any], Random]
) -> None:
    raw, _ = world
    organization, resolution = _resolved(tmp_path_factory, raw)
    ahead = raw if resolution.since is None else oracle.ahead(raw, resolution.since)
    conflicts = analyze(_organization(tmp_path_factory, ahead), today=TODAY).conflicts
    for way in resolution.ways:
        assert not _gives(organization, way) & _only_protects(conflicts)


@FEW
@given(worlds())
def test_no_way_out_touches_what_must_hold_or_what_is_over(
    tmp_path_factory: pytest.TempPathFactory, world: tuple[dict[str, Any], Random]
) -> None:
    organization, resolution = _resolved(tmp_path_factory, world[0])
    held = {each.id for each in organization.objectives.values() if each.must_hold}
    if resolution.since is not None:
        periods = {each.id: each.period for each in organization.objectives.values() if each.status.in_force}
        held |= {key for key, period in periods.items() if period and period.end < resolution.since}
    for way in resolution.ways:
        touched = {each for move in way.moves for each in move.objectives}
        chosen = [spelled(move)[1] for move in way.moves if spelled(move)[0] == "choose"]
        touched |= {each for one in chosen for each in dropped_by(organization.objectives, one)}
        assert not touched & held


@FEW
@given(worlds())
def test_what_an_outcome_loses_on_any_day_is_said_and_priced(
    tmp_path_factory: pytest.TempPathFactory, world: tuple[dict[str, Any], Random]
) -> None:
    raw, _ = world
    _, resolution = _resolved(tmp_path_factory, raw)
    before = oracle.Before(raw, level="serious", today=TODAY)
    for way in resolution.ways:
        changed = oracle.applied(before.raw, list(map(spelled, way.moves)))
        assert changed is not None
        after = section_4.World(changed, TODAY)
        falls = {each: before.fall(after, each) for each in after.outcomes}
        said = {each.outcome: each.fall for each in way.losses}
        assert said == {each: pytest.approx(fall) for each, fall in falls.items() if fall > oracle.ROUNDING}
        priced = sum(20 * after.importance(each) / 5 * fall for each, fall in falls.items())
        assert sum(each.cost for each in way.losses) == pytest.approx(priced)


@FEW
@given(st.sampled_from([1, 2, 3]), st.sampled_from(["hurts", "strongly hurts"]), st.integers(1, 5), st.booleans())
def test_moving_the_only_hurter_never_settles_its_conflict(
    tmp_path_factory: pytest.TempPathFactory, quarter: int, effect: str, priority: int, is_helped: bool
) -> None:
    helps = {"affects": {"calm": "strongly helps"}} if is_helped else {}
    raw = {
        "version": 1,
        "organization": {"name": "A year", "period": 2026},
        "outcomes": {"calm": {"importance": 5}},
        "departments": {
            "a": {
                "objectives": {
                    "rough": {"period": f"2026-Q{quarter}", "priority": priority, "affects": {"calm": effect}}
                }
            },
            "b": {"objectives": {"keep": helps, "other": {"period": "2026-Q1"}, "more": {"period": "2026-H1"}}},
        },
    }
    organization = _organization(tmp_path_factory, raw)
    cheap = Terms(without=["drop", "guardrail", "bind"])
    assert resolve(organization, cheap, today=TODAY).is_impossible
    for way in resolve(organization, TERMS, today=TODAY).ways:
        assert not any(isinstance(move, Defer) for move in way.moves)
