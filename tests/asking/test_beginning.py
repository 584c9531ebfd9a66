"""`goalcheck init` asks when it may, and writes a file that loads."""

from __future__ import annotations

from pathlib import Path

from conftest import Command

from goalcheck import load
from goalcheck.cli.beginning import begin


def test_a_few_answers_make_an_organization(tmp_path: Path) -> None:
    typed = iter(
        ["Firm: & Söhne", "soon", "2027-H1", "Firms, Homes", "speed, a person who calls", "speed", "Sales, IT"]
    )
    text = begin(lambda _: next(typed))
    assert text is not None
    (tmp_path / "org.yaml").write_text(text, "utf-8")
    found = load(tmp_path)
    assert (found.name, found.period.label if found.period else "") == ("Firm: & Söhne", "2027-H1")
    assert {key: each.customer for key, each in found.outcomes.items()} == {
        "speed": "firms",
        "a-person-who-calls": "firms",
        "homes-speed": "homes",
    }
    assert list(found.departments) == ["it", "sales"]


def test_without_a_name_or_a_terminal_it_writes_the_example(goalcheck: Command, tmp_path: Path) -> None:
    assert begin(lambda _: "") is None
    assert goalcheck("init", tmp_path / "a", "--yes").status == 0
    assert goalcheck("init", tmp_path / "b").status == 0
    assert load(tmp_path / "b").objectives
