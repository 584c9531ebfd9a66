"""Leverage: what would lower the total tension most, against trying everything there is."""

from __future__ import annotations

import json

import pytest
import strategies
import worlds
from changed import arrows_of, with_arrows, without_effects
from conftest import Command, Write
from hypothesis import given, settings

from goalcheck import Organization
from goalcheck.api import analyzed
from goalcheck.changes import apply
from goalcheck.changes.kinds.drop import Drop
from goalcheck.matrix.making import matrix
from goalcheck.sensitivity.leverage import KEPT, Lever, leverage


def total(organization: Organization) -> float:
    return matrix(analyzed(organization, today=worlds.TODAY)).total


def best(totals: dict[str, float], before: float) -> list[float]:
    return sorted((before - after for after in totals.values() if before - after > 1e-6), reverse=True)[:KEPT]


def check(raw: worlds.Raw) -> None:
    organization = worlds.organization(raw)
    found = leverage(analyzed(organization, today=worlds.TODAY))
    before = total(organization)
    assert found.total == pytest.approx(before)
    assert found.exact
    arrows = {
        f"{origin} {target} {up}": total(with_arrows(organization, {(origin, target, up): 0.0}))
        for origin, target, up in arrows_of(organization)
    }
    objectives = {
        key: total(apply(organization, [Drop(key)]))
        for key, objective in organization.objectives.items()
        if objective.status.in_force
    }
    drivers = {key: total(without_effects(organization, key)) for key in organization.drivers}
    for levers, totals in ((found.arrows, arrows), (found.objectives, objectives), (found.drivers, drivers)):
        assert [lever.lowers for lever in levers] == pytest.approx(best(totals, before))
        for lever in levers:
            assert lever.lowers == pytest.approx(before - totals[named(lever)])


def named(lever: Lever) -> str:
    link = lever.link
    return lever.node if link is None else f"{link.origin} {link.target} {link.weight > 0}"


@settings(max_examples=15)
@given(strategies.organizations())
def test_the_best_of_everything_is_found(raw: worlds.Raw) -> None:
    check(raw)


@settings(max_examples=4)
@given(strategies.dense_organizations())
def test_so_it_is_where_arrows_run_in_circles(raw: worlds.Raw) -> None:
    check(raw)


class TestTheCommand:
    def test_tells_it_below_the_ranking(self, goalcheck: Command) -> None:
        out = goalcheck("influence", "examples/northline").out
        ranking, _, below = out.partition("\nLEVERAGE\n")
        assert ranking.startswith("rank")
        assert below.startswith("All clashes and underminings together have a tension of 275.56.\n")
        assert (
            "     66.67  operations.install-30 hurts time-per-order (-0.67) "
            "examples/northline/departments/operations.yaml:19:11\n"
        ) in below
        assert '     66.67  time-per-order "Coordinator time for each order"\n' in below
        assert '     84.44  operations.install-30 "Cut the install interval from 55 to 30 days"\n' in below

    def test_and_in_json_beside_it(self, goalcheck: Command) -> None:
        data = json.loads(goalcheck("influence", "examples/northline", "--format", "json", "--top", 2).out)
        assert len(data["influence"]) == 2
        assert data["leverage"]["total"] == 275.56
        assert data["leverage"]["objectives"][0] == {"node": "operations.install-30", "lowers": 84.44}
        assert data["leverage"]["arrows"][0]["from"] == "product.tailored-offers"

    def test_where_there_is_no_tension(self, goalcheck: Command, write: Write) -> None:
        path = write("outcomes: {x: {}}\ndepartments: {a: {objectives: {b: {affects: {x: helps}}}}}")
        assert "There is no tension to lower." in goalcheck("influence", path).out
