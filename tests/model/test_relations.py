"""Reliances, mitigations, options and their neighbours: what an organization holds of them once it is loaded."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml
from conftest import Command, Write
from worlds import organization

from goalcheck import load, model

FULL = """
goals: {keep: {importance: 4}, grow: {}}
outcomes: {calls: {}, install-30: {}}
drivers: {time: {affects: {calls: helps}}}
metrics: {days: {better: lower}}
departments:
  operations:
    objectives:
      install-30:
        affects: {time: hurts}
        must_hold: true
        guardrails: [{protects: calls}, {protects: calls, metric: days, at_most: 4, binding: true}]
      hire: {status: option, cost: 2.5}
      wait: {status: option}
  sales:
    objectives:
      contact:
        relies_on: {time: strongly, calls: {how: slightly, because: they ring}, operations.hire: {}}
        mitigates:
          - {from: time, to: calls, leaves: -1}
          - {from: operations.install-30, to: time, leaves: slightly hurts, because: a second crew}
          - {from: operations.install-30, to: contact, leaves: neutral}
      renew: {relies_on: [time, contact, install-30, operations.install-30]}
"""


def loaded(text: str = FULL) -> model.Organization:
    return organization(yaml.safe_load(text))


def objective(name: str) -> model.Objective:
    return loaded().objectives[name]


def test_what_is_relied_on_makes_weights_sorted_by_what_it_is() -> None:
    found = [(each.target, each.how, each.weight, each.because) for each in objective("sales.contact").relies_on]
    assert found == [
        ("calls", "slightly", 1 / 3, "they ring"),
        ("operations.hire", "partly", 2 / 3, None),
        ("time", "strongly", 1.0, None),
    ]


def test_a_list_says_partly_and_looks_names_up_as_effects_do() -> None:
    """An outcome or driver of that name first, then an objective of the own department."""
    found = [(each.target, each.how, each.weight) for each in objective("sales.renew").relies_on]
    assert found == [
        (name, "partly", 2 / 3) for name in ("install-30", "operations.install-30", "sales.contact", "time")
    ]


@pytest.mark.parametrize("said", ["[calls, time]", "{calls: partly, time: strongly}"])
def test_each_reliance_stands_where_it_is_written(write: Write, said: str) -> None:
    head = "drivers: {calls: {}, time: {}}\ndepartments: {d: {objectives: {a: {relies_on:\n"
    path = write(f"{head}{said}}}}}}}}}\n")
    places = [each.location for each in load(path).objectives["d.a"].relies_on]
    assert [(place.line, place.column, place.end_column) for place in places] == [
        (3, said.index(name) + 1, said.index(name) + 1 + len(name)) for name in ("calls", "time")
    ]


def test_mitigations_are_sorted_and_say_a_weight_and_a_word() -> None:
    found = [
        (each.origin, each.target, each.leaves, each.word, each.because)
        for each in objective("sales.contact").mitigates
    ]
    assert found == [
        ("operations.install-30", "sales.contact", 0, "neutral", None),
        ("operations.install-30", "time", -1 / 3, "slightly hurts", "a second crew"),
        ("time", "calls", -1 / 3, "slightly hurts", None),
    ]


def test_a_mitigation_of_no_harm_is_no_mistake() -> None:
    """Whoever takes back a harm does not break the files of those who had guarded against it."""
    text = (
        "outcomes: {calls: {}}\ndepartments: {d: {objectives: {a: {affects: {calls: helps}},"
        "b: {mitigates: [{from: a, to: calls, leaves: neutral}]}}}}"
    )
    assert loaded(text).objectives["d.b"].mitigates[0].leaves == 0


def test_an_option_is_not_in_force_and_has_a_cost() -> None:
    assert [(objective(each).status, objective(each).cost) for each in ("operations.hire", "operations.wait")] == [
        (model.Status.OPTION, 2.5),
        (model.Status.OPTION, None),
    ]
    assert not model.Status.OPTION.in_force
    assert objective("sales.contact").cost is None


def test_what_must_hold_and_what_binds_are_no_by_default() -> None:
    held, free = objective("operations.install-30"), objective("sales.contact")
    assert (held.must_hold, free.must_hold) == (True, False)
    assert [each.binding for each in held.guardrails] == [False, True]


def test_a_goal_has_an_importance() -> None:
    assert {key: goal.importance for key, goal in loaded().goals.items()} == {"grow": 3, "keep": 4}


@pytest.mark.parametrize(("text", "kept"), [("{}", 0.5), ("{through_objective: 0}", 0), ("{through_objective: 1}", 1)])
def test_what_is_kept_behind_an_objective_is_a_setting(text: str, kept: float) -> None:
    assert loaded(f"settings: {text}").settings.through_objective == kept


@pytest.mark.parametrize(
    ("bounds", "starts", "full", "weight"),
    [
        ([30, 36], 42, 30, -1),
        ([36, 42], 42, 30, -0.5),
        ([42, 50], 42, 30, 0),
        ([30, 36], 30, 42, -0.5),
        ([30, 42], 30, 42, -1),
        ([20, 30], 30, 42, 0),
    ],
)
def test_of_a_range_the_bound_further_on_the_way_counts(
    bounds: list[int], starts: float, full: float, weight: float
) -> None:
    said = {"effect": "strongly hurts", "starts_at": starts, "full_at": full}
    body = {"target": {"metric": "days", "between": bounds}, "affects": {"calls": said}}
    raw: dict[str, Any] = {
        "metrics": {"days": {}},
        "outcomes": {"calls": {}},
        "departments": {"d": {"objectives": {"a": body, "b": {"target": body["target"]}}}},
        "claims": [{"from": "d.b", "to": "calls", **said}],
    }
    found = organization(raw)
    assert found.objectives["d.a"].effects[0].weight == pytest.approx(weight)
    assert found.claims[0].effect.weight == pytest.approx(weight)


def test_an_option_pushes_nothing_and_is_said_to_be_left_out(goalcheck: Command, write: Write) -> None:
    folder = write(
        "outcomes: {calls: {}}\ndepartments: {d: {objectives: {"
        "a: {affects: {calls: strongly hurts}, status: option}, b: {affects: {calls: strongly helps}}}}}\n"
    )
    report = json.loads(goalcheck("analyze", str(folder), "--format", "json").out)
    assert [push["objective"] for push in report["pushes"]] == ["d.b"]
    assert "option (left out of the analysis)" in goalcheck("show", "d.a", str(folder)).out


def test_show_tells_every_field(goalcheck: Command, write: Write) -> None:
    folder = write(FULL)
    shown = goalcheck("show", "sales.contact", str(folder)).out
    assert "calls (slightly), operations.hire (partly), time (strongly)" in shown
    assert "operations.install-30 to time (leaves slightly hurts), time to calls (leaves slightly hurts)" in shown
    assert "must hold" not in shown
    assert re.search("must hold +yes", goalcheck("show", "operations.install-30", str(folder)).out)
    assert "calls, calls (binding)" in goalcheck("show", "operations.install-30", str(folder)).out
    assert re.search(r"cost +2\.5", goalcheck("show", "operations.hire", str(folder)).out)


def test_a_merged_objective_keeps_what_binds_when_it_is_written(goalcheck: Command, write: Write) -> None:
    path = write(
        """
        outcomes: {calls: {importance: 5}}
        departments:
          a: {objectives: {one: {affects: {calls: hurts}}}}
          b:
            objectives:
              two: {affects: {calls: slightly hurts}, guardrails: [{protects: calls, binding: true}]}
        """
    )
    assert goalcheck("whatif", path, "--share", "a.one:b.two", "--write").status == 0
    assert [(each.protects, each.binding) for each in load(path).objectives["a.one"].guardrails] == [("calls", True)]


WHO = """
outcomes: {calls: {}, visits: {}}
drivers: {time: {considered: {by: Cy, all: [objectives, outcomes]}}}
departments:
  sales:
    objectives:
      contact:
        affects: {calls: {effect: helps, by: Ann Lee, date: 2026-10-01}}
        relies_on: {time: {how: strongly, by: Ben, date: 2026-10-02}}
        considered: {by: Ann Lee, date: 2026-10-03, all: [outcomes]}
      visit: {affects: {visits: {effect: hurts, by: Fay}}}
claims:
  - {from: time, to: visits, effect: hurts, by: sales, person: Ann Lee, date: 2026-10-04}
"""


def test_who_said_it_and_when_stays_with_it() -> None:
    found = loaded(WHO)
    contact, claim = found.objectives["sales.contact"], found.claims[0]
    assert [(each.by, str(each.day)) for each in contact.effects] == [("Ann Lee", "2026-10-01")]
    assert [(each.by, str(each.day)) for each in contact.relies_on] == [("Ben", "2026-10-02")]
    assert (claim.by, claim.person, claim.effect.by, str(claim.effect.day)) == ("sales", "Ann Lee", None, "2026-10-04")
    assert contact.considered is not None
    assert (contact.considered.by, contact.considered.kinds) == ("Ann Lee", ("outcomes",))
    assert found.drivers["time"].considered == model.Considered(
        "Cy",
        None,
        ("objectives", "outcomes"),
        found.drivers["time"].considered.location,  # type: ignore[union-attr]
    )


def test_show_tells_who_said_it(goalcheck: Command, write: Write) -> None:
    before = write(WHO)
    shown = goalcheck("show", "sales.contact", before).out
    assert "said by Fay" in goalcheck("show", "visits", before).out
    assert "time (strongly, by Ben on 2026-10-02)" in shown
    assert "all outcomes, by Ann Lee on 2026-10-03" in shown


def test_a_claim_disputes_what_was_considered(goalcheck: Command, write: Write) -> None:
    found = goalcheck("analyze", write(WHO), "--format", "json").out
    assert [each["code"] for each in json.loads(found)["findings"] if each["code"] == "GC304"] == ["GC304"]
