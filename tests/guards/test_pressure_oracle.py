"""The slow reading of pressure and conflicts (the design's section 4, version 2) gives the published answers.

The program does not have that section yet: whoever builds it holds it against this reading.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from oracle import near
from pressure_oracle import World, expected

CASES = sorted((Path(__file__).parent.parent / "cases").glob("*.yaml"))


def raw(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return found


def test_all_cases_are_here() -> None:
    assert len(CASES) == 16


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_gives_the_published_answer(path: Path) -> None:
    assert expected(raw(path)) == near(json.loads(path.with_suffix(".expected.json").read_text("utf-8")))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_knots_lie_on_the_chains_of_hurters_and_order_is_total(path: Path) -> None:
    found = list(World(raw(path)).conflicts())
    assert all(hurter.knot in hurter.chain[1:] for each in found for hurter in each.hurters)
    assert len({each.order for each in found}) == len(found)


def conflict(**sections: Any) -> Any:
    """The conflict over personal attention in an organization of two departments."""
    organization: dict[str, Any] = {
        "outcomes": {"attention": {"importance": 5}},
        "drivers": {"time": {"affects": {"attention": "strongly helps"}}},
        "departments": {
            "ops": {"objectives": {"fast": {"affects": {"time": "hurts"}} | sections.pop("fast", {})}},
            "sales": {"objectives": {"contact": {"affects": {"attention": "strongly helps"}}}},
        },
    }
    [found] = World(organization | sections).conflicts()
    return found


def test_harms_add_up_where_a_guardrail_leaves_half_and_a_binding_one_a_tenth() -> None:
    assert conflict().pressure == pytest.approx(200 / 3)
    assert conflict(fast={"guardrails": [{"protects": "attention"}]}).pressure == pytest.approx(100 / 3)
    settings = {"min_tension": 1}
    bound = conflict(fast={"guardrails": [{"protects": "attention", "binding": True}]}, settings=settings)
    assert bound.pressure == pytest.approx(20 / 3)


def test_a_mitigation_leaves_what_it_says() -> None:
    keeper = {"keep": {"mitigates": [{"from": "ops.fast", "to": "time", "leaves": "slightly hurts"}]}}
    departments = {
        "ops": {"objectives": {"fast": {"affects": {"time": "hurts"}}, **keeper}},
        "sales": {"objectives": {"contact": {"affects": {"attention": "strongly helps"}}}},
    }
    assert conflict(departments=departments).pressure == pytest.approx(100 / 3)


def test_a_decision_on_the_hurter_decides_its_harm_until_it_lapses() -> None:
    decision = {"between": ["ops.fast"], "over": "attention", "until": "2026-12-31", "tension": 67}
    found = conflict(decisions=[decision])
    assert (found.status, found.open_pressure, found.level) == ("decided", 0, "severe")
    assert conflict(decisions=[decision | {"until": "2026-01-31"}]).status == "open"
    assert conflict(decisions=[decision | {"tension": 60}]).status == "open"
