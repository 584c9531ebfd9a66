"""Names, reasons and paths that try to be more than text come out harmless in every format.

Each organization here says one hostile thing wherever a file may say something freely.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import readers
from conftest import Write, saying
from hostile import HIDDEN, HOSTILE, ORGANIZATION, WRITTEN_BY_US, quoted
from standing import hold

from goalcheck import analyze, load
from goalcheck.conflicts import Conflict, Hurter
from goalcheck.findings import Finding
from goalcheck.render.ci.github import MOST_CHARACTERS, render_problems
from goalcheck.render.formats import FORMATS, FormatOptions, Style, render
from goalcheck.render.safe import for_terminal
from goalcheck.render.table_csv import COLUMNS
from goalcheck.render.terminal.problems import render_problems as problems_text
from goalcheck.report import Report
from goalcheck.source import Excerpt, Location, Problem

FORGED = re.compile(r"@\w|#\w|!\w|~\w|:\w+:|GH-|www\.|://|\[\[", re.ASCII)
"""What a forge makes something of in the text of a page, wherever it stands outside of code."""


@pytest.fixture(params=HOSTILE)
def text(request: pytest.FixtureRequest) -> str:
    return HOSTILE[request.param]


@pytest.fixture
def report(text: str, write: Write) -> Report:
    """A report that says it in every name and reason, and in whatever a rule may say and a file be called."""
    found = analyze(load(write(ORGANIZATION.format(said=quoted(text)))), today=date(2026, 10, 1))
    chosen = [finding for finding in found.findings if finding.code in ("GC101", "GC102", "GC202")]
    assert [finding.status.value for finding in chosen] == ["accepted", "open", "open", "open"]
    assert [each.status.value for each in found.conflicts] == ["open", "open", "decided"]
    return _all_saying(text, replace(found, findings=tuple(chosen)))


def _all_saying(text: str, report: Report) -> Report:
    conflicts = tuple(_conflict_saying(text, each) for each in report.conflicts)
    return replace(report, conflicts=conflicts, findings=tuple(_saying(text, each) for each in report.findings))


def _saying(text: str, finding: Finding) -> Finding:
    """A finding that counts for itself."""
    places = tuple(place._replace(file=text) for place in finding.locations)
    said = (saying(text),)
    return replace(finding, message=saying(text), details=said, advice=said, locations=places, counts=True)


def _conflict_saying(text: str, conflict: Conflict) -> Conflict:
    hurters = tuple(_hurter_saying(text, each) for each in conflict.hurters)
    places = tuple(place._replace(file=text) for place in conflict.locations)
    return replace(conflict, hurters=hurters, advice=(saying(text),), locations=places)


def _hurter_saying(text: str, hurter: Hurter) -> Hurter:
    place = hurter.location._replace(file=text) if hurter.location else None
    note = hurter.decision and replace(hurter.decision, by=text, reason=text)
    return replace(hurter, location=place, decision=note)


def rendered(name: str, report: Report) -> str:
    return render(name, report, FormatOptions()).text


def page(markdown: str) -> str:
    """The text of a page outside of code."""
    lines = [token.children or () for token in readers.tokens(markdown) if token.type == "inline"]
    return "\n".join("".join(part.content if part.type.startswith("text") else " " for part in line) for line in lines)


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_that_cannot_be_seen_is_written(name: str, report: Report) -> None:
    hidden = {character for character in rendered(name, report) if unicodedata.category(character) in HIDDEN}
    assert hidden <= {"\r", "\n"}
    assert "\r" not in hidden or name == "csv"


def test_markdown_is_only_what_we_write(text: str, report: Report) -> None:
    markdown = rendered("markdown", report)
    found = {token.type.removesuffix("_open").removesuffix("_close") for token in readers.tokens(markdown)}
    assert found <= WRITTEN_BY_US
    assert readers.of_markdown(markdown)
    assert not FORGED.search(page(markdown))
    assert for_terminal(text).strip() in page(markdown).replace("\u200b", "")


def test_no_text_changes_the_shape_of_a_page(report: Report) -> None:
    """Headings, lists, tables and cells are the same as with a harmless text."""
    harmless = _all_saying("harmless", report)
    organization = replace(report.organization, name="harmless")
    expected, found = rendered("markdown", replace(harmless, organization=organization)), rendered("markdown", report)
    assert readers.blocks(expected).count("td_open") == 2 * 8 + 3 * 5 + 2 * 6
    assert readers.blocks(found) == readers.blocks(expected)
    assert [line.count("|") for line in found.splitlines()] == [line.count("|") for line in expected.splitlines()]


def test_github_takes_only_our_annotations_for_commands(text: str, report: Report) -> None:
    lines = rendered("github", report).splitlines()
    found = [list(readers.commands(line)) for line in lines]
    names = [[command.name for command in commands] for commands in found]
    assert names == [["error"]] * 4 + [["warning"], [], []]
    said = []
    for line, (command,) in zip(lines, found[:5], strict=False):
        assert len(line) <= MOST_CHARACTERS
        assert set(command.properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert command.properties["title"].startswith("GC")
        assert not any(list(readers.commands(inner)) for inner in command.data.split("\n"))
        said.append(re.sub(r"[ %]", "", command.data.split("\n")[0]))
    assert said.count(re.sub(r"[ %]", "", for_terminal(text))) == 3
    assert "works.fasthurtscalmattime" in said


@pytest.mark.parametrize("style", Style, ids=lambda style: style.name)
def test_no_line_of_text_is_a_command(style: Style, report: Report) -> None:
    assert not list(readers.commands(render("text", report, FormatOptions(style=style)).text))


def test_problems_are_annotations_and_nothing_else(text: str) -> None:
    place = Location(text, 3, 5, 3, 9)
    problems = [Problem(text, text, text, (Excerpt(place, text, text),)), Problem(text, text)] * 6
    lines = render_problems(problems).splitlines()
    found = [list(readers.commands(line)) for line in lines]
    assert [[command.name for command in commands] for commands in found] == [["error"]] * 10 + [[]]
    assert all(len(line) <= MOST_CHARACTERS for line in lines)
    assert lines[-1] == "goalcheck: 2 more problems without an annotation."
    assert not list(readers.commands(problems_text(problems)))


def test_junit_is_legal_xml_that_says_the_same(text: str, report: Report) -> None:
    cases = readers.cases(rendered("junit", report))
    said = [part.attrib["message"] for case in cases for part in case if part.tag == "failure"]
    assert said[2:] == [for_terminal(text)] * 3
    assert said[:2] == ["works.fast hurts sales.kind", "works.fast hurts calm at time"]
    assert {part.tag for case in cases for part in case} == {"failure", "skipped"}
    assert all(len(part) == 0 for case in cases for part in case)


def test_no_cell_of_csv_is_a_formula(text: str, report: Report) -> None:
    rows = readers.rows(rendered("csv", report))
    assert len(rows) == 3 + 4
    for row in rows:
        assert list(row) == list(COLUMNS)
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋")) for cell in row.values())
    for row in rows[3:]:
        assert row["message"].removeprefix("'") == for_terminal(text, most=None).removeprefix("'")


def test_sarif_has_no_links_no_placeholders_and_no_paths_that_lead_out(text: str, report: Report) -> None:
    run = json.loads(rendered("sarif", report))["runs"][0]
    messages = list(_under("text", run["results"]))
    expected = for_terminal(text).replace("](", "] (").replace("{", "{{").replace("}", "}}")
    assert sum(message.startswith(f"{expected}.\n") for message in messages) == 4
    assert any(f"\n- {expected[:40]}" in message for message in messages)
    for message in messages:
        assert "](" not in message
        assert not re.search(r"(?<!\{)\{(\{\{)*\d", message)
    for uri in _under("uri", run["results"]):
        parts = urlsplit(uri)
        assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
        assert not uri.startswith("/")
        assert ".." not in unquote(uri).split("/")


def test_it_holds_to_the_standards(report: Report) -> None:
    hold(report)


def test_gitlab_and_json_lines_hold_it_as_plain_strings(text: str, report: Report) -> None:
    issues = json.loads(rendered("gitlab", report))
    assert [issue["description"] for issue in issues][2:] == [for_terminal(text)] * 3
    lines = [json.loads(line) for line in rendered("jsonl", report).splitlines()]
    assert [each["advice"] for each in lines[:3]] == [[text]] * 3
    assert [each["message"] for each in lines[3:]] == [text] * 4


def _under(key: str, data: Any) -> Iterator[str]:
    """All values of a key, wherever it stands."""
    if isinstance(data, dict):
        yield from ([data[key]] if key in data else [])
        for inner in data.values():
            yield from _under(key, inner)
    elif isinstance(data, list):
        for inner in data:
            yield from _under(key, inner)
