"""Budgets: what would take too many steps is left out, the same on every machine, and the output says so."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Command, Result, Write

from benchmarks import worst_analysis
from goalcheck.graph import Budget, Effort, OutOfSteps

NORTHLINE = Path(__file__).parent.parent.parent / "examples" / "northline"
DENSE = "\n".join(worst_analysis.dense(9_000))
"""30 drivers that all affect each other, with objectives and outcomes around them."""


def limit(monkeypatch: pytest.MonkeyPatch, **steps: int) -> None:
    """Give a part fewer steps: `graph_pushes__TABLE_STEPS=1` is TABLE_STEPS of goalcheck.graph.pushes."""
    for name, value in steps.items():
        module, _, constant = name.partition("__")
        monkeypatch.setattr(f"goalcheck.{module.replace('_', '.', 1)}.{constant}", value)


def data(result: Result) -> dict[str, object]:
    assert result.status == 0, result.err
    found: dict[str, object] = json.loads(result.out)
    return found


def test_a_budget_is_spent_once() -> None:
    budget = Budget(10)
    assert budget.affords(7)
    assert not budget.affords(4)
    assert (budget.left, budget.exceeded) == (3, True)
    with pytest.raises(OutOfSteps):
        budget.spend(4)


def test_an_effort_understates_or_ends() -> None:
    effort = Effort(tables=100, arrows=10, telling=0)
    effort.tables.spend(40)
    effort.arrows.spend(3)
    effort.give_up()
    assert (effort.work, effort.exact) == (7, False)
    with pytest.raises(OutOfSteps):
        Effort(tables=0, arrows=0, telling=0, strict=True).give_up()


class TestChains:
    def test_long_ones_are_left_out_where_their_tables_take_too_many_steps(
        self, monkeypatch: pytest.MonkeyPatch, write: Write, goalcheck: Command
    ) -> None:
        limit(monkeypatch, graph_pushes__TABLE_STEPS=9_000)
        file = write(DENSE)
        text = goalcheck("analyze", file)
        assert text.status == 0
        assert "Not exact: " in text.out
        assert "Left out: all chains of more than 2 effects" in text.out
        report = data(goalcheck("analyze", file, "-f", "json"))
        assert report["exact"] is False
        chains = [
            side["chain"]
            for finding in report["findings"]  # type: ignore[attr-defined]
            for contest in finding["outcomes"]
            for side in contest["sides"]
        ]
        assert {len(chain) for chain in chains} == {2}

    def test_an_organization_with_too_short_chains_is_refused(
        self, monkeypatch: pytest.MonkeyPatch, write: Write, goalcheck: Command
    ) -> None:
        limit(monkeypatch, graph_pushes__TABLE_STEPS=10)
        result = goalcheck("analyze", write(DENSE))
        assert (result.status, result.out) == (2, "")
        assert "too dense to follow a chain of two arrows: raise settings: min_chain" in result.err

    def test_two_arrows_are_followed_without_any_search(
        self, monkeypatch: pytest.MonkeyPatch, write: Write, goalcheck: Command
    ) -> None:
        file = write(DENSE.replace("version: 1", "version: 1\nsettings: {max_links: 2}", 1))
        whole = data(goalcheck("analyze", file, "-f", "json"))
        limit(monkeypatch, graph_pushes__SEARCH_STEPS=0)
        found = data(goalcheck("analyze", file, "-f", "json"))
        conflicts = [
            [each for each in report["findings"] if each["code"] != "GC110"]  # type: ignore[attr-defined]
            for report in (whole, found)
        ]
        assert conflicts[0] == conflicts[1]

    def test_vicious_circles_are_left_out(
        self, monkeypatch: pytest.MonkeyPatch, write: Write, goalcheck: Command
    ) -> None:
        file = write(DENSE)
        assert "GC110" in goalcheck("analyze", file).out
        limit(monkeypatch, graph_vicious__TABLE_STEPS=1_000)
        text = goalcheck("analyze", file)
        assert "Left out: some vicious circles (GC110)" in text.out
        assert text.status == 0


class TestMatrix:
    def test_the_weakest_pushes_are_left_out(self, monkeypatch: pytest.MonkeyPatch, goalcheck: Command) -> None:
        whole = data(goalcheck("matrix", NORTHLINE, "-f", "json"))
        limit(monkeypatch, matrix_making__STEPS=10)
        cut = data(goalcheck("matrix", NORTHLINE, "-f", "json"))
        assert (whole["exact"], cut["exact"]) == (True, False)
        assert cut["total"]["clashes"] < whole["total"]["clashes"]  # type: ignore[index]
        for form in ("text", "markdown", "svg"):
            assert "some of the harm between departments" in goalcheck("matrix", NORTHLINE, "-f", form).out

    def test_the_report_for_a_meeting_says_so(
        self, monkeypatch: pytest.MonkeyPatch, goalcheck: Command, tmp_path: Path
    ) -> None:
        limit(monkeypatch, matrix_making__STEPS=10)
        for name in ("report.html", "report.md"):
            assert goalcheck("report", NORTHLINE, "-o", tmp_path / name).status == 0
            assert "some of the harm between departments" in (tmp_path / name).read_text()

    def test_camps_are_approximate(self, monkeypatch: pytest.MonkeyPatch, write: Write, goalcheck: Command) -> None:
        file = write("\n".join(worst_analysis.bundle(4_000)))
        limit(monkeypatch, graph_splits__FLIP_STEPS=0)
        assert data(goalcheck("matrix", file, "-f", "json"))["camps"]["exact"] is False  # type: ignore[index]
        assert "The camps are approximate" in goalcheck("matrix", file).out


class TestSensitivity:
    @pytest.mark.parametrize("constant", ["tipping__TABLE_STEPS", "conditions__REACH_STEPS"])
    def test_tipping_points_are_left_out(
        self, monkeypatch: pytest.MonkeyPatch, goalcheck: Command, constant: str
    ) -> None:
        limit(monkeypatch, **{f"sensitivity_{constant}": 0})
        told = data(goalcheck("explain", "2940f461", NORTHLINE, "-f", "json"))["tipping"]
        nothing: dict[str, object] = {"arrows": [], "targets": []}
        assert told == {"exact": False, "ends": nothing, "below": None, "lowers": nothing}
        text = goalcheck("explain", "2940f461", NORTHLINE).out
        assert "WHAT WOULD END IT ALONE\n- Not exact: the effects are too dense" in text
        assert "No single arrow ends it" not in text

    @pytest.mark.parametrize(
        ("constant", "steps"),
        [
            ("conditions__REACH_STEPS", 30),
            ("robust__MOST_PRODUCTS", 300),
            ("robust__MOST_FIGURES", 30),
            ("chain_candidates__STEPS_IN_ALL", 3),
        ],
    )
    def test_the_last_conflicts_are_not_drawn(
        self, monkeypatch: pytest.MonkeyPatch, goalcheck: Command, constant: str, steps: int
    ) -> None:
        whole = data(goalcheck("robust", NORTHLINE, "--draws", 10, "-f", "json"))
        limit(monkeypatch, **{f"sensitivity_{constant}": steps})
        cut = data(goalcheck("robust", NORTHLINE, "--draws", 10, "-f", "json"))
        assert (whole["exact"], cut["exact"]) == (True, False)
        told, all_ = cut["conflicts"], whole["conflicts"]
        assert isinstance(told, list)
        assert isinstance(all_, list)
        assert 0 < len(told) < len(all_)
        assert [each["stands"] for each in told] == [each["stands"] for each in all_[: len(told)]]
        left = len(all_) - len(told)
        assert f"Left out: {left} conflict" in goalcheck("robust", NORTHLINE, "--draws", 10).out

    @pytest.mark.parametrize("constant", ["robust__MOST_ARROWS", "chain_candidates__TABLE_STEPS"])
    def test_where_nothing_can_be_drawn_all_are_left_out(
        self, monkeypatch: pytest.MonkeyPatch, goalcheck: Command, constant: str
    ) -> None:
        limit(monkeypatch, **{f"sensitivity_{constant}": 0})
        assert data(goalcheck("robust", NORTHLINE, "-f", "json"))["conflicts"] == []
        assert "Left out: " in goalcheck("robust", NORTHLINE).out

    def test_how_many_draws_are_held_at_one_time_changes_nothing(
        self, monkeypatch: pytest.MonkeyPatch, goalcheck: Command
    ) -> None:
        whole = goalcheck("robust", NORTHLINE, "--draws", 50).out
        limit(monkeypatch, sensitivity_robust__AT_ONCE=7)
        assert goalcheck("robust", NORTHLINE, "--draws", 50).out == whole


def test_what_is_left_out_does_not_depend_on_the_seed_of_hashes(write: Write) -> None:
    """Chains of more than four arrows are searched; two halves find the shorter ones without a search."""
    file = write(DENSE.replace("version: 1", "version: 1\nsettings: {max_links: 5}", 1))
    code = (
        "from goalcheck.graph import chains; from goalcheck.__main__ import main; "
        "chains.SEARCH_STEPS, chains.TELLING_STEPS, chains.PAIR_STEPS = 5_000, 300, 60; main()"
    )
    found = [
        subprocess.run(
            [sys.executable, "-c", code, "analyze", file, "--format", "json", "--today", "2026-10-01"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert found[0] == found[1]
    assert json.loads(found[0])["exact"] is False


def test_overcommitted_resources_are_left_out(
    monkeypatch: pytest.MonkeyPatch, write: Write, goalcheck: Command
) -> None:
    file = write("\n".join(worst_analysis.resources(3_000)))
    limit(monkeypatch, rules_overcommitted_resource__LOAD_STEPS=2_000)
    text = goalcheck("analyze", file)
    assert "GC106" in text.out
    assert "Left out: some overcommitted resources (GC106)" in text.out
    assert data(goalcheck("analyze", file, "-f", "json"))["exact"] is False


def test_the_chains_over_further_outcomes_are_left_out(
    monkeypatch: pytest.MonkeyPatch, write: Write, goalcheck: Command
) -> None:
    file = write("\n".join(worst_analysis.hub(4_000)))
    limit(monkeypatch, facts_context__MOST_CONTESTS=100)
    for form in ("text", "markdown", "json"):
        assert goalcheck("analyze", file, "-f", form).status == 0
    assert "the chains over all but the worst outcome of some pairs (GC101)" in goalcheck("analyze", file).out
    report = data(goalcheck("analyze", file, "-f", "json"))
    pairs = [each["outcomes"] for each in report["findings"] if each["code"] == "GC101"]  # type: ignore[attr-defined]
    assert report["exact"] is False
    assert all(contests[0]["sides"] for contests in pairs)
    assert any(not contests[1]["sides"] for contests in pairs)
    assert len({len(contests) for contests in pairs}) == 1
