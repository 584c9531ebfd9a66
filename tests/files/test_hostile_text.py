"""Hostile text: what a name, a reason or a file name holds is shown as text and does nothing else, in every output."""

from __future__ import annotations

import json
import math
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Command, process
from hostile import TEXTS, quoted, unsafe
from rich.cells import cell_len

from goalcheck import load
from goalcheck.api import analyzed
from goalcheck.entity import entity
from goalcheck.render.entity import render_entity
from goalcheck.render.terminal.analysis import render_report
from goalcheck.render.terminal.finding import render_conflict, render_finding
from goalcheck.render.terminal.influence import render_influence
from goalcheck.render.terminal.robust import render_robustness
from goalcheck.sensitivity.conflict_page import conflict_page
from goalcheck.sensitivity.robust import robustness

SGR = re.compile(r"\x1b\[[0-9;]*m")

COPIED = "goalcheck (show|explain) |To accept it: "
"""Commands, which are copied as they are and never broken."""

every_text = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)


def organization(text: str) -> str:
    """An organization with one text wherever one may stand, and a finding for everything that can be said of it."""
    name = quoted(text)
    effect = f"{{effect: hurts, because: {name}, evidence: {name}, confidence: low}}"
    return f"""
organization: {{name: {name}, currency: {name}, period: 2026}}
goals: {{growth: {{name: {name}}}}}
customers:
  business: {{name: {name}}}
outcomes:
  speed: {{name: {name}, customer: business, at_stake: 5, importance: 5}}
  care: {{name: {name}, customer: business, importance: 5}}
  nobody: {{name: {name}, customer: business}}
drivers:
  queue: {{name: {name}, affects: {{care: {{effect: strongly helps, because: {name}, evidence: {name}}}}}}}
metrics: {{days: {{name: {name}, unit: {name}, better: lower}}}}
resources: {{people: {{name: {name}, unit: {name}, capacity: 1}}}}
departments:
  company: {{name: {name}, lead: {name}}}
  operations:
    name: {name}
    lead: {name}
    part_of: company
    objectives:
      cut: {{name: {name}, owner: {name}, affects: {{queue: {effect}, speed: helps}}, supports: [growth]}}
      old: {{name: {name}, affects: {{care: {effect}, speed: hurts}}}}
  sales:
    name: {name}
    lead: {name}
    part_of: company
    objectives:
      grow: {{name: {name}, owner: {name}, affects: {{care: {{effect: strongly helps, because: {name}}}}}}}
      idle: {{name: {name}}}
claims:
  - {{from: sales.grow, to: speed, effect: hurts, because: {name}, evidence: {name}, by: operations}}
decisions:
  - {{between: [operations.old, sales.grow], decision: accepted, by: {name}, reason: {name}, until: 2026-12-31}}
"""


@pytest.fixture
def file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "org.yaml"
    path.write_text(organization(text), "utf-8")
    return path


def squeezed(shown: str) -> str:
    return "".join(shown.split())


SUBJECTS = ["operations.cut", "sales.grow", "speed", "care", "queue", "company", "business"]


def renderings(path: Path, *, width: int | None, color: bool) -> Iterator[str]:
    """All that the tool shows people of an organization."""
    report = analyzed(load(path))
    paths = [str(path)]
    drawn = robustness(report, draws=3, seed=1)
    yield render_report(report, paths=paths, width=width, color=color, robustness=drawn)
    yield render_robustness(report.organization, drawn, drawn.standings, width=width, color=color)
    yield render_influence(report, report.influence, causes=report.root_causes, width=width, color=color)
    for conflict in report.conflicts:
        yield render_conflict(conflict_page(report, conflict, drawn), paths=paths, width=width, color=color)
    for finding in report.findings:
        yield render_finding(report, finding, paths=paths, width=width, color=color)
    for subject in SUBJECTS:
        yield render_entity(entity(report, subject), width=width, color=color)


@every_text
def test_what_is_shown_is_only_text(file: Path) -> None:
    plain = list(renderings(file, width=None, color=False))
    assert len(plain) > 10
    for shown in plain:
        assert unsafe(shown) == set()
    for width, color in [(None, True), (80, False), (40, True)]:
        laid_out = [SGR.sub("", shown) for shown in renderings(file, width=width, color=color)]
        assert list(map(squeezed, laid_out)) == list(map(squeezed, plain))
        assert unsafe("".join(laid_out)) == set()
        lines = [line for line in "".join(laid_out).splitlines() if not re.match(COPIED, line)]
        assert max(map(cell_len, lines)) <= (width or math.inf)


@every_text
def test_the_commands_show_the_same(file: Path, goalcheck: Command) -> None:
    piped = goalcheck("analyze", file)
    colored = goalcheck("analyze", file, "--color", "always")
    assert (piped.status, piped.err) == (colored.status, colored.err) == (0, "")
    assert unsafe(piped.out) == set()
    assert SGR.sub("", colored.out) == piped.out
    assert SGR.search(colored.out)


@every_text
def test_json_holds_every_text_as_it_was_written(file: Path, text: str, goalcheck: Command) -> None:
    report = goalcheck("analyze", file, "--format", "json")
    assert report.out.isascii()
    assert unsafe(report.out) == set()
    data = json.loads(report.out)
    assert data["organization"]["name"] == text
    assert text in {link["because"] for link in links(data)}
    picture = goalcheck("show", "operations.cut", file, "--format", "json")
    assert json.loads(picture.out)["name"] == text
    assert [reason for reason in decisions(data) if reason != text] == []


def links(data: Any) -> Iterator[dict[str, Any]]:
    for finding in data["findings"]:
        for outcome in finding["outcomes"]:
            for side in outcome["sides"]:
                yield from side["chain"]


def decisions(data: Any) -> Iterator[str]:
    for finding in data["findings"]:
        if finding["decision"]:
            yield finding["decision"]["reason"]


@pytest.mark.parametrize("text", ["[red]stop[/red]", "[/x]", "[link=http://x]", ":smile:", "<b>", "$(id)", "{name}"])
def test_markup_is_shown_as_it_is_written(file: Path, text: str) -> None:
    for width, color in [(None, False), (None, True), (120, True)]:
        report, *others = (SGR.sub("", shown) for shown in renderings(file, width=width, color=color))
        assert report.count(text) > 10
        assert all(text in shown for shown in others[-len(SUBJECTS) :])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a<U+001B>[31mb"),
        ("a\x9b31m", "a<U+009B>31m"),
        ("a\u202eb", "a<U+202E>b"),
        ("a\u200bb", "a<U+200B>b"),
        ("a\U000e0041b", "a<U+E0041>b"),
        ("a\nb", "a b"),
        ("a\tb", "a b"),
        ("a\u2028b", "a<U+2028>b"),
    ],
)
def test_a_character_that_cannot_be_shown_is_named(file: Path, shown: str) -> None:
    assert next(renderings(file, width=None, color=False)).count(shown) > 10


def test_a_name_cannot_forge_a_line(tmp_path: Path, goalcheck: Command) -> None:
    path = tmp_path / "org.yaml"
    path.write_text(
        organization("quiet\n9. SEVERE forged\r\n::error::forged\x85##[error]forged\u2028::error::x"), "utf-8"
    )
    lines = goalcheck("analyze", path).out.splitlines()
    assert not [line for line in lines if line.lstrip().startswith(("9.", "::", "##"))]


# File names.

NAMES = [
    "line\nbreak.yaml",
    "es\x1b[31mcape.yaml",
    "[red]markup[link=x].yaml",
    "over\u202elay.yaml",
    "::error::x.yaml",
    "100%{0}.yaml",
    "umläut 北.yaml",
    "-o.yaml",
    " .yaml",
]
BYTES = [b"latin-\xfc.yaml", b"\xff\xfe.yaml", b"c1-\x9b31m.yaml"]
HOSTILE = [*NAMES, *map(os.fsdecode, BYTES)]

GOOD = """\
outcomes: {speed: {}}
departments:
  a: {objectives: {x: {affects: {speed: helps}}}}
  b: {objectives: {y: {affects: {speed: hurts}}}}
"""


@pytest.fixture
def named(tmp_path: Path, name: str) -> Path:
    path = tmp_path / name
    try:
        path.write_text(GOOD)
    except (OSError, ValueError):
        pytest.skip("this file system has no such names")
    return path


every_name = pytest.mark.parametrize("name", HOSTILE, ids=ascii)


@every_name
def test_the_name_of_a_good_file(named: Path, goalcheck: Command) -> None:
    for arguments in (
        ["analyze", "--all"],
        ["analyze", "--all", "--color", "always"],
        ["show", "speed"],
        ["show", "a.x"],
    ):
        result = goalcheck(*arguments, named.parent)
        assert (result.status, result.err) == (0, "")
        assert unsafe(SGR.sub("", result.out)) == set()
        assert re.search(r":[134]:", result.out)
    data = json.loads(goalcheck("analyze", named, "--format", "json").out)
    files = {location["file"] for finding in data["findings"] for location in finding["locations"]}
    assert files == {os.fspath(named).encode("utf-8", "replace").decode()}


@every_name
def test_the_name_of_a_bad_file(named: Path, goalcheck: Command) -> None:
    named.write_text("outcomes: {speed: {importence: 3}}\ninclude: [nothing.yaml]\n")
    for path in (named, named.parent):
        result = goalcheck("analyze", path)
        assert (result.status, result.out) == (2, "")
        assert unsafe(result.err) == set()
        assert re.search(r"yaml:1:20: unknown field 'importence'; did you mean 'importance'\?\n", result.err)
        assert result.err.endswith("2 problems found; nothing was analyzed.\n")


@every_name
def test_the_name_of_a_file_that_is_not_there(name: str, tmp_path: Path, goalcheck: Command) -> None:
    result = goalcheck("analyze", tmp_path / name)
    assert (result.status, result.out) == (2, "")
    assert "there is no such file" in result.err
    assert unsafe(result.err) == set()


@pytest.mark.skipif(sys.platform == "win32", reason="file names are text there")
def test_bytes_that_are_no_text_from_a_shell(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(BYTES[0])).write_text(GOOD)
    for arguments in (["analyze"], ["analyze", "--format", "json"]):
        result = process(*arguments, tmp_path / os.fsdecode(BYTES[0]), env={"PYTHONIOENCODING": "utf-8"})
        assert (result.status, result.err) == (0, "")


# What the command line itself is given.


@pytest.mark.parametrize("text", [text for text in TEXTS.values() if "\0" not in text and len(text) < 100])
def test_an_id_on_the_command_line(text: str, tmp_path: Path, goalcheck: Command) -> None:
    path = tmp_path / "org.yaml"
    path.write_text(GOOD)
    for arguments in (["show", text, path], ["explain", text, path], ["analyze", path, "--outcome", text]):
        result = goalcheck(*arguments)
        assert (result.status, result.out) == (2, "")
        assert unsafe(result.err) == set()
