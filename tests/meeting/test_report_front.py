"""The front in the report: steps with the numbers of their list, in HTML and PDF; the list alone in Markdown."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import EXAMPLES, Command

from goalcheck.render.meeting.content import FrontStepWords
from goalcheck.render.meeting.front import front_picture

DAY = ("--today", "2026-10-05")
SVG = "{http://www.w3.org/2000/svg}"


def test_each_step_has_its_number_and_its_name() -> None:
    steps = [
        FrontStepWords(0, 90, "as it is"),
        FrontStepWords(2, 50, "drop <b>"),
        FrontStepWords(2.01, 49, "more & more"),
    ]
    drawn = ElementTree.fromstring(front_picture(steps))  # noqa: S314 - our own picture
    named = [(group.findtext(f"{SVG}text"), group.findtext(f"{SVG}title")) for group in drawn.findall(f"{SVG}g")]
    assert named == [("1", "as it is"), ("2", "drop <b>"), ("3", "more & more")]
    heights = [float(each.find(f"{SVG}text").attrib["y"]) for each in drawn.findall(f"{SVG}g")]  # type: ignore[union-attr]
    assert heights[2] - heights[1] > 10, "numbers of sets that are close do not write over each other"


def test_one_set_is_no_picture() -> None:
    assert front_picture([FrontStepWords(0, 90, "as it is")]) == ""


@pytest.mark.ends
def test_the_report_draws_it_beside_its_list(goalcheck: Command, tmp_path: Path) -> None:
    pytest.importorskip("highspy")
    page, plain = tmp_path / "report.html", tmp_path / "report.md"
    for file in (page, plain):
        result = goalcheck("report", EXAMPLES / "northline", "--resolve", *DAY, "-o", file)
        assert result.status == 0, result.err
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="front"' in page.read_text("utf-8")
    assert "finance.hold-headcount guards quick-repair" in page.read_text("utf-8").split('class="front"')[-1]
    text = plain.read_text("utf-8")
    assert "How much pressure can be taken away for how much cost" in text
    assert "1. Pressure 208.9 at 0.00: as it is." in text
