"""Draws of the weights: each is what the analysis finds with these weights, and the same seed gives the same draws."""

from __future__ import annotations

import json
import re
import sys

import pressure_oracle
import pytest
import reweighted
import strategies
import worlds
from conftest import CASES, EXAMPLES, Command, Write, not_for_ever, process
from hypothesis import given, settings
from pressure_worlds import pressure_worlds

from goalcheck import load
from goalcheck.analysis import Analysis
from goalcheck.api import analyzed
from goalcheck.sensitivity.robust import BANDS, drawn, ranges, robustness

DRAWS, SEED = 6, 7


def each_draw(raw: worlds.Raw, report: Analysis) -> list[pressure_oracle.World]:
    """The slow reading of each draw: the arrows that it reads itself, with the weights that are drawn."""
    network = report.tracer.network
    weights = {
        (network.nodes[step.origin], network.nodes[step.target], step.positive): drawn(
            network, step, ends, draws=range(DRAWS), seed=SEED
        )
        for step, ends in ranges(network, range(len(network.nodes))).items()
    }
    assert reweighted.arrows_of(raw).keys() == weights.keys()
    return [reweighted.world(raw, {key: float(row[draw]) for key, row in weights.items()}) for draw in range(DRAWS)]


def check(raw: worlds.Raw) -> None:
    report = worlds.report(raw)
    found = robustness(report, draws=DRAWS, seed=SEED)
    assert found.exact
    assert [each.conflict for each in found.standings] == list(report.conflicts)
    least = report.organization.settings.min_tension - 1e-9
    drawn_worlds = each_draw(raw, report) if found.standings else []
    for standing in found.standings:
        conflict = standing.conflict
        own = [reweighted.pressure(world, conflict) for world in drawn_worlds]
        level = conflict.level.least_tension - 1e-9
        assert standing.stands == pytest.approx(sum(each >= least and each > 0 for each in own) / DRAWS)
        assert standing.at_level == pytest.approx(sum(each >= max(least, level) and each > 0 for each in own) / DRAWS)
        assert standing.lowest == pytest.approx(min(own))
        assert standing.highest == pytest.approx(max(own))


def test_an_objective_with_thousands_of_effects(write: Write) -> None:
    outcomes = [f"o{number}" for number in range(2_000)]
    file = write(
        "outcomes:\n"
        + "".join(f"  {each}: {{}}\n" for each in outcomes)
        + "departments:\n  x:\n    objectives:\n      b: {affects: {o1: helps}}\n      a:\n        affects:\n"
        + "".join(f"          {each}: hurts\n" for each in outcomes)
    )
    with not_for_ever():
        report = analyzed(load(file), today=worlds.TODAY)
        assert all(each.locations for each in report.findings)
        assert robustness(report, draws=10, seed=SEED).exact


@settings(max_examples=25)
@given(pressure_worlds())
def test_each_draw_is_what_the_slow_reading_finds(raw: worlds.Raw) -> None:
    check(raw)


@settings(max_examples=6)
@given(strategies.dense_organizations())
def test_so_it_is_where_arrows_run_in_circles(raw: worlds.Raw) -> None:
    check(raw)


def test_weights_stay_in_the_band_of_their_confidence() -> None:
    network = analyzed(load(EXAMPLES / "northline")).tracer.network
    found = ranges(network, range(len(network.nodes)))
    for step, ends in found.items():
        arrow = network.arrow(origin=step.origin, target=step.target, positive=step.positive)
        weight, band = abs(arrow.weight), BANDS[arrow.confidence]
        assert ends == pytest.approx((weight * (1 - band), min(1.0, weight * (1 + band))))
        row = drawn(network, step, ends, draws=range(1_000), seed=1)
        assert ends.least <= row.min() < row.max() <= ends.most
        assert row.mean() == pytest.approx((ends.least + ends.most) / 2, rel=0.03)
    assert 0 < BANDS["high"] < BANDS["medium"] < BANDS["low"] < 1


FIRST_DRAWS = [0.920702, 0.932319, 0.952047, 0.917263, 0.964213]


def test_draws_are_the_same_for_ever() -> None:
    network = analyzed(load(EXAMPLES / "quickstart")).tracer.network
    step, ends = min(ranges(network, range(len(network.nodes))).items())
    row = drawn(network, step, ends, draws=range(5), seed=1)
    assert list(row[2:]) == list(drawn(network, step, ends, draws=range(2, 5), seed=1))
    assert [round(float(weight), 6) for weight in row] == FIRST_DRAWS


def test_more_draws_than_are_worked_out_together_are_no_other_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    report = analyzed(load(EXAMPLES / "northline"))
    whole = robustness(report, draws=50, seed=3)
    monkeypatch.setattr("goalcheck.sensitivity.robust.AT_ONCE", 7)
    assert robustness(report, draws=50, seed=3) == whole


class TestTheCommand:
    def test_is_a_table(self, goalcheck: Command) -> None:
        lines = goalcheck("robust", "examples/northline", "--draws", 300).out.splitlines()
        assert lines[0].split() == ["stands", "at", "its", "level", "pressure", "mostly", "conflict"]
        assert "severe operations.install-30 squeezes personal-attention at time-per-order" in lines[1]
        assert sum(line.endswith(("GC101 28ab4701", "GC102 8e65d6f4")) for line in lines) == 2
        assert "300 draws." in lines[-2]
        assert "high confidence within 20 %" in lines[-1]

    @pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
    def test_runs_on_published_models(self, goalcheck: Command, path: object) -> None:
        data = json.loads(goalcheck("robust", path, "--draws", 100, "--format", "json").out)
        assert data["exact"] is True
        assert data["conflicts"]
        assert all(0 <= each["at_level"] <= each["stands"] <= 1 for each in data["conflicts"])
        assert all(0 <= each["pressure_5"] <= each["pressure_95"] <= 100 for each in data["conflicts"])

    def test_seeds_differ_and_runs_do_not(self, goalcheck: Command) -> None:
        one, again, other = (
            goalcheck("robust", "examples/northline", "--draws", 99, "--seed", seed).out for seed in (1, 1, 2)
        )
        assert one == again != other

    def test_nor_does_hashing(self) -> None:
        path = "tests/cases/gm-2002.yaml"
        runs = {process("robust", path, "--draws", 20, env={"PYTHONHASHSEED": seed}) for seed in "12"}
        assert len(runs) == 1

    def test_a_part_is_judged_among_all(self, goalcheck: Command) -> None:
        arguments = "robust", "tests/cases/courseorganization.yaml", "--draws", 50, "--format", "json"
        whole = json.loads(goalcheck(*arguments).out)
        part = json.loads(goalcheck(*arguments, "--top", 3).out)
        assert part["conflicts"] == whole["conflicts"][:3]

    @pytest.mark.parametrize(
        ("option", "value", "kept"),
        [
            ("--level", "severe", ["personal-attention"]),
            ("--outcome", "quick-repair", ["quick-repair"]),
            ("--customer", "households", ["solved-once", "one-visit", "fair-price"]),
            ("--department", "product", ["finance.right-first-bill", "fair-price"]),
        ],
    )
    def test_only_the_conflicts_that_are_wanted(
        self, goalcheck: Command, option: str, value: str, kept: list[str]
    ) -> None:
        arguments = "robust", "examples/northline", "--draws", 5, "--format", "json", option, value
        assert [each["about"] for each in json.loads(goalcheck(*arguments).out)["conflicts"]] == kept

    def test_where_there_is_no_conflict(self, goalcheck: Command, write: Write) -> None:
        out = goalcheck("robust", write("departments: {a: {objectives: {b: {}}}}")).out
        assert out == "There is no conflict here.\n"

    @pytest.mark.parametrize(
        "command", [["robust"], ["explain", "2940f461", "--robust", "10"]], ids=lambda each: each[0]
    )
    def test_without_numpy_it_says_what_to_install(
        self, goalcheck: Command, monkeypatch: pytest.MonkeyPatch, command: list[str]
    ) -> None:
        monkeypatch.setitem(sys.modules, "numpy", None)
        result = goalcheck(*command, "examples/northline")
        assert result == (
            2,
            "",
            "goalcheck: drawing weights needs numpy, which is not installed: pip install 'goalcheck[resolve]'\n",
        )

    @pytest.mark.parametrize("rule", ["GC101", "opposed-objectives"])
    def test_of_a_rule_is_an_error(self, goalcheck: Command, rule: str) -> None:
        result = goalcheck("explain", rule, "--robust", "50")
        assert result == (
            2,
            "",
            "goalcheck: --robust is about a conflict, and GC101 is a rule: "
            "goalcheck explain FINGERPRINT PATH... --robust 50\n",
        )

    @pytest.mark.parametrize("options", [["--draws", "0"], ["--draws", "10001"], ["--seed", "-1"], ["--draws", "x"]])
    def test_wrong_figures_are_errors(self, goalcheck: Command, options: list[str]) -> None:
        assert goalcheck("robust", "examples/northline", *options).status == 2


def test_a_conflict_at_the_edge_of_its_level(goalcheck: Command, write: Write) -> None:
    """Its level is held in half of the draws, and it stands in all."""
    file = write(
        """
        outcomes: {calm: {importance: 5}}
        departments: {a: {objectives: {b: {affects: {calm: {weight: -0.6}}}}}}
        """
    )
    [told] = json.loads(goalcheck("robust", file, "--format", "json").out)["conflicts"]
    assert (told["level"], told["stands"]) == ("severe", 1)
    assert 0.4 < told["at_level"] < 0.6
    assert told["pressure_5"] == pytest.approx(49, abs=1)
    assert told["pressure_95"] == pytest.approx(71, abs=1)


def test_a_level_that_is_set_is_held_wherever_the_conflict_stands(goalcheck: Command, write: Write) -> None:
    file = write(
        """
        outcomes: {calm: {importance: 5}}
        departments: {a: {objectives: {b: {affects: {calm: {weight: -0.1}}}}}}
        settings: {rules: {GC203: severe}}
        """
    )
    [told] = json.loads(goalcheck("robust", file, "--format", "json").out)["conflicts"]
    assert told["level"] == "severe"
    assert 0 < told["at_level"] == told["stands"] < 1


def test_somebody_who_does_not_hurt_yet_can_in_a_draw(goalcheck: Command, write: Write) -> None:
    """Its help is a little stronger than its harm, and nobody says the harm: in some draws it undermines."""
    path = write(
        """
        drivers: {time: {affects: {c.d: hurts}}, mood: {affects: {c.d: {weight: 0.7}}}}
        departments:
          a: {objectives: {b: {affects: {time: strongly helps, mood: strongly helps}}}}
          e: {objectives: {x: {affects: {c.d: {weight: -0.2}}}}}
          c: {objectives: {d: {priority: 5}}}
        """
    )
    [told] = json.loads(goalcheck("robust", path, "--format", "json").out)["conflicts"]
    assert told["pressure"] == 20
    assert told["pressure_95"] > 50


class TestAnalyze:
    def test_changes_no_other_format_and_says_so(self, goalcheck: Command) -> None:
        plain = goalcheck("analyze", "examples/northline", "--format", "json")
        asked = goalcheck("analyze", "examples/northline", "--format", "json", "--robust", 10)
        assert asked.out == plain.out
        assert "only text tells of --robust" in asked.err


class TestExplain:
    def test_tells_how_surely_a_conflict_stands(self, goalcheck: Command) -> None:
        out = goalcheck("explain", "2940f461", "examples/northline", "--robust", 1000).out
        assert "HOW SURELY IT STANDS\nIt stands in 100 % of 1,000 draws and is severe in " in out
        assert "HOW SURELY" not in goalcheck("explain", "2940f461", "examples/northline").out

    def test_has_the_same_fields_whatever_is_asked(self, goalcheck: Command) -> None:
        command = "explain", "2940f461", "examples/northline", "--format", "json"
        plain = json.loads(goalcheck(*command).out)
        asked = json.loads(goalcheck(*command, "--robust", 1000).out)
        assert plain["robust"] is None
        assert asked["robust"]["conflicts"][0]["stands"] == 1
        assert {**asked, "robust": None} == plain


def test_the_text_of_an_analysis_tells_how_often_each_conflict_at_length_stands(goalcheck: Command) -> None:
    plain = goalcheck("analyze", "examples/northline", "--today", "2026-10-05")
    told = goalcheck("analyze", "examples/northline", "--today", "2026-10-05", "--robust", 50)
    [said] = [line.strip() for line in told.out.splitlines() if "It stands in " in line]
    assert re.fullmatch(
        r"It stands in 100 % of 50 draws and is severe in \d+ %; in nine of ten its pressure is \d+ to \d+\.", said
    )
    assert "It stands in " not in plain.out
    everything = goalcheck("analyze", "examples/northline", "--today", "2026-10-05", "--robust", 50, "--all")
    assert everything.out.count("It stands in ") == 6
