"""What a report adds on request: how surely conflicts stand, and a way out."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest
from conftest import Command
from report_files import FORMS, NORTHLINE, Report


@pytest.mark.skipif(importlib.util.find_spec("numpy") is None, reason="needs goalcheck[resolve]")
class TestRobust:
    @pytest.mark.parametrize("form", FORMS)
    def test_tells_on_its_page_how_often_a_conflict_stands(self, report: Report, goalcheck: Command, form: str) -> None:
        text = report.text(form, "--robust", 100, "--seed", 7)
        draws = ("--draws", 100, "--seed", 7, "--format", "json")
        found = json.loads(goalcheck("robust", NORTHLINE, *draws).out)["conflicts"]
        decided = {"fast-install"}  # has no page of its own
        found = [each for each in found if each["about"] not in decided]
        assert len(found) == text.count("It stands in") == 6
        for each in found:
            share = f"{100 * each['stands']:.1f}".removesuffix(".0")
            assert f"It stands in {share} % of 100 draws" in text

    def test_is_left_out_where_nobody_asked(self, report: Report) -> None:
        text = report.html().text
        assert "It stands in" not in text
        assert "surely" not in text

    def test_another_seed_is_another_draw(self, report: Report) -> None:
        one, other = (report.raw("md", "--robust", 20, "--seed", seed) for seed in (1, 2))
        assert one != other

    @pytest.mark.parametrize("form", ["html", "md", "pdf"])
    def test_without_numpy_it_says_what_to_install(
        self, report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
    ) -> None:
        monkeypatch.setitem(sys.modules, "numpy", None)
        said = report.refused(NORTHLINE, "-o", tmp_path / f"report.{form}", "--robust", 10)
        assert (
            said == "goalcheck: drawing weights needs numpy, which is not installed: pip install 'goalcheck[resolve]'\n"
        )


@pytest.mark.skipif(importlib.util.find_spec("highspy") is None, reason="needs goalcheck[resolve]")
class TestWayOut:
    @pytest.mark.parametrize("form", FORMS)
    def test_stands_in_the_report_where_it_is_asked_for(self, report: Report, form: str) -> None:
        text = report.text(form, "--resolve")
        for said in ("open conflicts", "nothing cheaper does it", "The cheapest way out", "Alternative 1", "Who gives"):
            assert said in text
        assert "goalcheck whatif" in text

    def test_is_named_on_the_first_page(self, report: Report) -> None:
        first, _, _ = report.html("--resolve").text.partition("declarations hold")
        assert "A way out : " in first
        assert "settled by" in first

    def test_is_one_of_the_conflicts_of_the_level_that_is_reported(self, report: Report) -> None:
        assert (
            "A way out : 1 open conflict and 1 finding settled by" in report.html("--resolve", "--level", "severe").text
        )

    def test_is_left_out_where_nobody_asked(self, report: Report) -> None:
        assert "A way out" not in report.html().text
