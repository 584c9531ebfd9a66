"""The oracle reproduces the cases that somebody else computed, and the strategies make what they promise."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from oracle import Raw, near
from pressure_oracle import expected
from strategies import (
    as_files,
    dense_organizations,
    organizations,
    renamed,
    renamed_id,
    shuffled,
    with_untouched_objective,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

CASES = sorted((Path(__file__).parent.parent / "cases").glob("*.yaml"))
ID = re.compile(r"[a-z][a-z0-9_-]*")
EITHER = st.one_of(organizations(), dense_organizations())

calmly = settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_reproduces_case(path: Path) -> None:
    answer = json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))
    assert expected(yaml.safe_load(path.read_text(encoding="utf-8"))) == near(answer)


def test_all_cases_are_here() -> None:
    assert len(CASES) == 16


# What DESIGN 4 says of organizations of a few lines


def organization(objectives: Raw, **sections: Any) -> Raw:
    """Two outcomes, a driver and one department's objectives."""
    raw: Raw = {
        "outcomes": {"fast": {"importance": 5, "metric": "days"}, "calls": {"importance": 5}},
        "drivers": {"time": {"affects": {"calls": 3}}},
        "metrics": {"days": {"better": "lower"}},
        "departments": {"ops": {"objectives": objectives}},
    }
    return raw | sections


def pushes(raw: Raw) -> dict[tuple[str, str], tuple[float, float]]:
    return {(push["objective"], push["node"]): (push["help"], push["harm"]) for push in expected(raw)["pushes"]}


def tensions(raw: Raw) -> list[float]:
    return [finding["tension"] for finding in expected(raw)["opposed"]]


@pytest.mark.parametrize(
    ("target", "push"),
    [
        ({"from": 55, "to": 30}, (1, 0)),
        ({"from": 30, "to": 55}, (0, 1)),
        ({"at_most": 10}, (1, 0)),
        ({"at_least": 10}, (0, 1)),
        ({"between": [5, 10]}, None),
        ({"from": 30, "to": 30}, None),
    ],
)
def test_target_implies_effect(target: Raw, push: tuple[float, float] | None) -> None:
    raw = organization({"a": {"target": {"metric": "days"} | target}})
    assert pushes(raw) == ({} if push is None else {("ops.a", "fast"): push})


def test_declaration_switches_implied_effect_off() -> None:
    target = {"metric": "days", "at_most": 10}
    assert pushes(organization({"a": {"target": target, "affects": {"fast": "neutral"}}})) == {}
    claim = {"from": "ops.a", "to": "fast", "effect": "neutral"}
    assert pushes(organization({"a": {"target": target}}, claims=[claim])) == {("ops.a", "fast"): (1, 0)}


@pytest.mark.parametrize(
    ("target", "harm"),
    [
        ({"from": 55, "to": 30}, 1),
        ({"from": 55, "to": 20}, 1),
        ({"from": 55, "to": 36}, 0.5),
        ({"from": 55, "to": 42}, 0),
        ({"from": 55, "to": 50}, 0),
        ({"at_most": 36}, 0.5),
        ({"at_least": 36}, 0.5),
        ({"between": [36, 50]}, 0.5),
        ({"between": [30, 36]}, 1),
        ({"between": [42, 50]}, 0),
    ],
)
def test_effect_starts_and_is_full(target: Raw, harm: float) -> None:
    effect = {"weight": -1, "starts_at": 42, "full_at": 30}
    raw = organization({"a": {"target": {"metric": "days"} | target, "affects": {"calls": effect}}})
    assert pushes(raw).get(("ops.a", "calls"), (0, 0)) == (0, harm)


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ({}, {}, True),
        ({"period": "2026-H1"}, {"period": "2026-Q3"}, False),
        ({"period": "2026-H1"}, {"period": "2026-06"}, True),
        ({"period": 2026}, {"period": "2026-Q4"}, True),
        ({"period": "2026-H1"}, {}, True),
        ({"period": "2026-H1"}, {"period": {"from": "2026-06-30", "to": "2026-07-01"}}, True),
        ({"alternative_to": ["b"]}, {}, False),
        ({}, {"alternative_to": ["ops.a"]}, False),
        ({"status": "done"}, {}, False),
    ],
)
def test_who_may_clash(one: Raw, other: Raw, *, clash: bool) -> None:
    raw = organization({"a": {"affects": {"calls": 3}} | one, "b": {"affects": {"calls": -2}} | other})
    assert tensions(raw) == near([200 / 3] if clash else [])


def test_plus_never_hides_minus() -> None:
    raw = organization({"a": {"affects": {"calls": 3, "time": -3}}, "b": {"affects": {"calls": {"weight": 0.5}}}})
    answer = expected(raw)
    assert pushes(raw)["ops.a", "calls"] == (1, 1)
    assert answer["self_defeating"] == [{"objective": "ops.a", "outcome": "calls", "tension": 100}]
    assert tensions(raw) == [50]


def test_chain_visits_no_node_twice() -> None:
    drivers = {"time": {"affects": {"queue": 3}}, "queue": {"affects": {"time": -3, "calls": 3}}}
    raw = organization({"a": {"affects": {"time": 3}}}, drivers=drivers)
    assert pushes(raw) == {("ops.a", "calls"): (1, 0)}


@pytest.mark.parametrize("apart", [{}, {"alternative_to": ["b"]}, {"period": "2026-H1"}])
def test_only_those_together_undermine_each_other(apart: Raw) -> None:
    objectives = {"a": {"affects": {"b": -3}} | apart, "b": {"period": "2026-H2", "priority": 5}}
    found = expected(organization(objectives))["undermined"]
    assert found == ([] if apart else [{"by": "ops.a", "of": "ops.b", "tension": 100}])


# What the strategies promise


class Core(yaml.SafeLoader):
    """Plain scalars by the YAML 1.2 core schema."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - the base's own type


for name, pattern in {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
}.items():
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{name}", re.compile(f"(?:{pattern})$"), None)


@calmly
@given(EITHER)
def test_comes_back_from_yaml(raw: Raw) -> None:
    text = yaml.safe_dump(raw, sort_keys=False)
    back = yaml.load(text, Loader=Core)  # noqa: S506 - a safe loader
    assert "&id" not in text
    assert back == raw
    assert json.dumps(back) == json.dumps(raw)
    assert expected(yaml.safe_load(text)) == expected(raw)


@calmly
@given(EITHER)
def test_every_reference_is_valid(raw: Raw) -> None:
    outcomes, drivers, departments = (raw.get(name, {}) for name in ("outcomes", "drivers", "departments"))
    objectives = {f"{name}.{own}": body for name, entry in departments.items() for own, body in own_of(entry).items()}
    nodes = {*outcomes, *drivers, *objectives}
    assert len(nodes) == len(outcomes) + len(drivers) + len(objectives)
    assert all(ID.fullmatch(part) for node in nodes for part in node.split("."))
    for origin, target in references(raw):
        assert origin in nodes
        assert target in nodes
        assert origin != target
    for outcome in outcomes.values():
        assert outcome["customer"] in raw["customers"]
    for body in [*objectives.values(), *outcomes.values(), *drivers.values()]:
        assert {body.get("metric"), body.get("target", {}).get("metric")} <= {None, *raw.get("metrics", {})}
    for claim in raw.get("claims", []):
        assert claim["from"] not in outcomes
        assert claim["by"] in departments
    for name, department in departments.items():
        assert name not in lineage(departments, department.get("part_of"))


def own_of(department: Raw) -> Raw:
    own: Raw = department.get("objectives", {})
    return own


def references(raw: Raw) -> Iterator[tuple[str, str]]:
    """Every mention of one node by another, claims included, by full ids."""
    between = {**raw.get("outcomes", {}), **raw.get("drivers", {})}
    for node, body in between.items():
        yield from ((node, target) for target in body.get("affects", {}))
    for name, department in raw["departments"].items():
        for own, body in own_of(department).items():
            for target in body.get("affects", {}):
                yield f"{name}.{own}", target if "." in target or target in between else f"{name}.{target}"
            for other in body.get("alternative_to", []):
                yield f"{name}.{own}", other if "." in other else f"{name}.{other}"
    yield from ((claim["from"], claim["to"]) for claim in raw.get("claims", []))


def lineage(departments: Raw, name: str | None) -> list[str]:
    return [] if name is None else [name, *lineage(departments, departments[name].get("part_of"))]


@calmly
@given(as_files(EITHER))
def test_files_are_the_organization(files: tuple[Raw, list[Raw]]) -> None:
    raw, parts = files
    assert all(parts)
    assert sections(parts) == sections([raw])
    assert expected(joined(parts)) == near(expected(raw))


def sections(parts: list[Raw]) -> list[str]:
    """Every entry and every item with its section, sorted as text."""
    return sorted(
        json.dumps([section, item])
        for part in parts
        for section, content in part.items()
        for item in (
            content.items() if isinstance(content, dict) else content if isinstance(content, list) else [content]
        )
    )


def joined(parts: list[Raw]) -> Raw:
    whole: Raw = {}
    for part in parts:
        for section, content in part.items():
            if isinstance(content, dict):
                whole[section] = whole.get(section, {}) | content
            else:
                whole[section] = whole[section] + content if section in whole else content
    return whole


@calmly
@given(EITHER, st.randoms(use_true_random=False))
def test_shuffling_changes_nothing(raw: Raw, random: Random) -> None:
    other = shuffled(raw, random)
    assert without_order(other) == without_order(raw)
    assert expected(other) == near(expected(raw))


def without_order(value: Any) -> Any:
    """The same value with every list sorted."""
    if isinstance(value, dict):
        return {key: without_order(item) for key, item in value.items()}
    if isinstance(value, list):
        return sorted(map(without_order, value), key=lambda item: json.dumps(item, sort_keys=True))
    return value


@calmly
@given(EITHER)
def test_renaming_changes_names_only(raw: Raw) -> None:
    def reverse(name: str) -> str:
        return f"x{name[::-1]}"

    def back(name: str) -> str:
        return name[:0:-1]

    other = renamed(raw, reverse)
    assert renamed(other, back) == raw
    assert other["departments"].keys() == {reverse(name) for name in raw["departments"]}
    old, new = expected(raw), expected(other)
    assert {renamed_id(node, reverse): influence for node, influence in old["influence"].items()} == near(
        new["influence"]
    )
    kept = {(renamed_id(objective, reverse), renamed_id(node, reverse)) for objective, node in pushes(raw)}
    assert kept == pushes(other).keys()
    assert sorted(tensions(raw)) == near(sorted(tensions(other)))


@calmly
@given(EITHER)
def test_untouched_objective_changes_nothing(raw: Raw) -> None:
    other = with_untouched_objective(raw)
    assert len(other["departments"]) == len(raw["departments"]) + 1
    assert expected(other) == expected(raw)
