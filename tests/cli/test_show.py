"""`goalcheck show`: all about one thing, every harm included, whatever makes less of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
import worlds
from conftest import ROOT, Command, Write
from hypothesis import given, settings
from pressure_worlds import pressure_worlds

from goalcheck.entity import entity
from goalcheck.graph import ROUNDING

TODAY = ("--today", "2026-10-05")
NORTHLINE = "examples/northline"
SPEED = 'operations.install-30 hurts "Coordinator time for each order", which strongly helps'
CALLS = '"One person knows my order and calls me"'

GUARDED = """
    organization: {name: Guarded, currency: USD, period: 2026}
    customers: {buyers: {}}
    goals: {growth: {importance: 4}}
    outcomes: {calm: {customer: buyers, importance: 5, at_stake: 0.5}}
    drivers: {time: {name: Time, affects: {calm: strongly helps}}}
    departments:
      a:
        objectives:
          fast: {affects: {time: slightly hurts}, guardrails: [{protects: calm, binding: true}], supports: [growth]}
          loud: {affects: {calm: strongly hurts, b.care: strongly hurts}}
          slow: {affects: {b.care: hurts}, period: 2027}
      b:
        objectives:
          care:
            affects: {calm: helps}
            relies_on: {time: {how: strongly, because: nobody cares in a hurry}}
            mitigates: [{from: a.loud, to: calm, leaves: neutral, because: we shut the door}]
          shield: {status: option, cost: 4, must_hold: true, mitigates: [{from: a.loud, to: calm, leaves: neutral}]}
    """


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture
def guarded(write: Write) -> str:
    return str(write(GUARDED))


def shown(goalcheck: Command, *arguments: object) -> Any:
    result = goalcheck("show", *arguments, "--format", "json")
    assert (result.status, result.err) == (0, "")
    return json.loads(result.out)


@pytest.mark.parametrize(
    ("key", "kind", "lines"),
    [
        (
            "operations.install-30",
            "objective",
            [
                "owner       Director of Installation",
                "period      2026-H2",
                "target      install-interval from 55 to 30",
                "progress    31 on 2026-09-30",
                "needs       8,200 of coordinators",
                "declared    examples/northline/departments/operations.yaml:9:7",
                "WHAT IT HURTS (1)",
                f"{SPEED} {CALLS} (harm 0.67).",
            ],
        ),
        (
            "personal-attention",
            "outcome",
            [
                "customer   business",
                "importance 5 of 5",
                "at stake   610,000 USD",
                "PRESSURE ON IT",
                "█████████████░░░░░░░ 66.67 of 100",
                "WHAT HURTS IT (1)",
                f"{SPEED} {CALLS} (harm 0.67).",
                "WHAT HELPS IT (1)",
                f"sales.named-contact strongly helps {CALLS} (help 1.00; protects it).",
            ],
        ),
        (
            "time-per-order",
            "driver",
            [
                "WHAT HURTS IT (1)",
                'operations.install-30 hurts "Coordinator time for each order" (harm 0.67).',
                f"time-per-order strongly helps {CALLS} (help 1.00).",
            ],
        ),
        (
            "delivery",
            "department",
            ["lead     Chief Operating Officer", "part of  company", "above    operations, sales, support"],
        ),
        (
            "sales",
            "department",
            ["ITS OBJECTIVES", 'sales.named-contact "Give every business customer one named contact"'],
        ),
        ("business", "customer", ["ITS OUTCOMES", f"personal-attention {CALLS}, pressure 66.67"]),
    ],
)
def test_tells_all_about_one_thing(goalcheck: Command, key: str, kind: str, lines: list[str]) -> None:
    result = goalcheck("show", key, NORTHLINE, *TODAY)
    assert (result.status, result.err) == (0, "")
    told = result.out.splitlines()
    assert told[0].endswith(f" ({kind} {key})")
    assert [line for line in lines if line not in told] == []
    conflict = (
        "severe   operations.install-30 squeezes personal-attention at time-per-order; promised by "
        "sales.named-contact (pressure 66.67) GC101 2940f461"
    )
    assert conflict in told[told.index("CONFLICTS") : told.index("FINDINGS")]
    data = shown(goalcheck, key, NORTHLINE, *TODAY)
    assert (data["kind"], data["id"]) == (kind, key)
    assert data["conflicts"][0]["about"] == "personal-attention"


def test_what_nobody_complains_about_has_no_conflicts_and_no_findings(goalcheck: Command, write: Write) -> None:
    assert "\nCONFLICTS\nNone.\n" in goalcheck("show", "it.order-portal", NORTHLINE).out
    file = write("drivers: {time: {affects: {calm: neutral}}}\noutcomes: {calm: {}}")
    assert goalcheck("show", "time", file).out.endswith("CONFLICTS\nNone.\n\nFINDINGS\nNone.\n")


def test_what_a_conflict_tells_is_counted(goalcheck: Command) -> None:
    out = goalcheck("show", "personal-attention", NORTHLINE, *TODAY).out
    found = shown(goalcheck, "personal-attention", NORTHLINE, *TODAY)
    told = {each for conflict in found["conflicts"] for each in conflict["findings"]}
    number = sum(each["fingerprint"] in told for each in found["findings"])
    assert f"{number} findings are told with conflicts" in out


class TestHarmsThatCountForLittle:
    def test_a_guarded_one_says_what_its_guardrail_leaves(self, goalcheck: Command, guarded: str) -> None:
        out = goalcheck("show", "calm", guarded).out
        assert "(harm 0.33; a binding guardrail of it leaves a tenth: 0.03)" in out
        assert "3.33 of 100, below the 10 from which it is a conflict" in out
        [harm] = shown(goalcheck, "calm", guarded)["suffers"]["harms"]
        assert (harm["harm"], harm["left"], harm["guard"], harm["excuse"]) == (0.3333, 0.0333, "binding", None)

    def test_one_that_is_mitigated_to_nothing_is_told_with_who_does_it(self, goalcheck: Command, guarded: str) -> None:
        said = (
            "- a.loud strongly hurts calm (-1.00): b.care mitigates it, nothing is left of it, because we shut the door"
        )
        for key in ("calm", "a.loud"):
            told = goalcheck("show", key, guarded).out
            assert said in told[told.index("WHAT IS MITIGATED") :]
        [mitigated] = shown(goalcheck, "a.loud", guarded)["mitigated"]
        assert (mitigated["by"], mitigated["weight"], mitigated["leaves"]) == ("b.care", -1, 0)

    def test_one_of_another_time_says_so(self, goalcheck: Command, guarded: str) -> None:
        out = goalcheck("show", "b.care", guarded).out
        assert "(harm 0.67; the two never run on the same day, so that it is no pressure)" in out
        out = goalcheck("show", "a.slow", guarded).out
        assert "WHAT IT HURTS (1)" in out

    def test_one_that_is_outdone_by_its_own_help_says_so(self, goalcheck: Command, write: Write) -> None:
        file = write(
            """
            drivers: {time: {affects: {b.care: slightly helps}}, mood: {affects: {b.care: strongly helps}}}
            departments:
              a: {objectives: {fast: {affects: {time: strongly hurts, mood: helps}}}}
              b: {objectives: {care: {}}}
            """
        )
        assert "(harm 0.33; it helps as a whole, so that it is no pressure)" in goalcheck("show", "b.care", file).out

    def test_one_that_is_mitigated_in_part_says_so_on_its_chain(self, goalcheck: Command, write: Write) -> None:
        file = write(GUARDED.replace("leaves: neutral, because", "leaves: slightly hurts, because"))
        out = goalcheck("show", "calm", file).out
        assert "- slightly hurts calm (-0.33) [not more, because b.care mitigates it]" in out


@settings(max_examples=25)
@given(pressure_worlds(most=8))
def test_every_harm_is_told(raw: worlds.Raw) -> None:
    """Whatever guards, mitigates or excuses it."""
    report = worlds.report(raw)
    network, pushes = report.tracer.network, report.tracer.pushes
    for key in [*raw["outcomes"], *list(report.organization.objectives)[:3]]:
        told = entity(report, key).suffers
        if told is None:
            continue
        node = network.index[key]
        harming = {network.nodes[each] for each, table in pushes.tables.items() if node in table[1]}
        assert told.harms_in_all == len(harming)
        assert {each.by for each in told.harms} == harming
        counting = report.tracer.pressures.harms.get(node, [])
        assert {each.by for each in told.harms if each.excuse is None} == {
            network.nodes[each.objective] for each in counting
        }
        assert all(each.left <= each.harm + ROUNDING for each in told.harms)


class TestDeclarations:
    def test_what_relies_on_a_thing_and_what_it_relies_on(self, goalcheck: Command, guarded: str) -> None:
        out = goalcheck("show", "time", guarded).out
        assert 'WHAT RELIES ON IT\n- b.care "b.care", strongly, because nobody cares in a hurry' in out.replace(
            '"care"', '"b.care"'
        )
        out = goalcheck("show", "b.care", guarded).out
        assert 'WHAT IT RELIES ON\n- time "Time", strongly, because nobody cares in a hurry' in out
        assert shown(goalcheck, "time", guarded)["relied_on_by"][0]["objective"] == "b.care"

    def test_an_option_and_what_it_costs(self, goalcheck: Command, guarded: str) -> None:
        told = goalcheck("show", "b.shield", guarded).out.splitlines()
        facts = {line.split("  ")[0]: line for line in told}
        assert "option (left out of the analysis)" in next(line for line in told if line.startswith("status"))
        assert any(line.split() == ["cost", "4"] for line in facts.values())
        assert any(line.split() == ["must", "hold", "yes"] for line in facts.values())

    def test_the_importance_of_goals(self, goalcheck: Command, guarded: str) -> None:
        assert "growth (importance 4 of 5)" in goalcheck("show", "a.fast", guarded).out

    def test_large_figures_are_told_whole(self, goalcheck: Command, write: Write) -> None:
        file = write(
            """
            organization: {name: Yard, currency: USD}
            metrics: {revenue: {better: higher}}
            resources: {budget: {unit: USD}}
            outcomes: {calm: {at_stake: 0.5}}
            departments:
              a:
                objectives:
                  grow:
                    target: {metric: revenue, from: 1234567, to: 1234567.5}
                    progress: {value: 1234567.25}
                    needs: {budget: 2500000}
            """
        )
        told = goalcheck("show", "a.grow", file).out.splitlines()
        assert "target     revenue from 1,234,567 to 1,234,567.5" in told
        assert "progress   1,234,567.25" in told
        assert "needs      2,500,000 of budget" in told
        assert "at stake   0.5 USD" in goalcheck("show", "calm", file).out.splitlines()

    def test_a_dropped_objective_is_said_to_be_left_out(self, goalcheck: Command, write: Write) -> None:
        file = write("outcomes: {calm: {}}\ndepartments: {a: {objectives: {b: {status: dropped, affects: {calm: 1}}}}}")
        out = goalcheck("show", "a.b", file).out
        assert "dropped (left out of the analysis)" in out
        assert "WHAT IT" not in out


@pytest.mark.parametrize(
    "options",
    [
        ["--level", "severe"],
        ["--level", "serious", "--department", "sales", "--outcome", "personal-attention"],
        ["--customer", "households"],
        ["--top", "1"],
        ["--top", "99"],
    ],
    ids=str,
)
def test_its_conflicts_and_findings_can_be_chosen_among(goalcheck: Command, options: list[str]) -> None:
    whole = shown(goalcheck, "business", NORTHLINE, *TODAY)
    part = shown(goalcheck, "business", NORTHLINE, *TODAY, *options)
    out = goalcheck("show", "business", NORTHLINE, *TODAY, *options).out
    for kind, noun in (("conflicts", "conflict"), ("findings", "finding")):
        fingerprints = [each["fingerprint"] for each in whole[kind]]
        assert [each for each in fingerprints if each in [one["fingerprint"] for one in part[kind]]] == [
            each["fingerprint"] for each in part[kind]
        ]
        left_out = len(whole[kind]) - len(part[kind])
        noted = f"{left_out} {noun}{'' if left_out == 1 else 's'} outside this selection." in out
        assert noted is (left_out > 0)


def test_an_unknown_department_among_them_is_refused(goalcheck: Command) -> None:
    result = goalcheck("show", "business", NORTHLINE, "--department", "sale")
    assert (result.status, result.err) == (2, "goalcheck: there is no department 'sale'; did you mean 'sales'?\n")


def test_an_unknown_id_has_a_near_one(goalcheck: Command) -> None:
    near = goalcheck("show", "install-3", NORTHLINE).err
    assert near == "goalcheck: there is no id 'install-3'; did you mean 'operations.install-30'?\n"
    result = goalcheck("show", "operations.instal-30", NORTHLINE)
    assert (result.status, result.out) == (2, "")
    assert result.err == "goalcheck: there is no id 'operations.instal-30'; did you mean 'operations.install-30'?\n"


def test_markdown_tells_the_same(goalcheck: Command) -> None:
    out = goalcheck("show", "personal-attention", NORTHLINE, "--format", "markdown").out
    assert out.startswith("## **One person knows my order and calls me** (outcome personal-attention)\n")
    assert "### What hurts it\n" in out
    assert "### Conflicts" in out
