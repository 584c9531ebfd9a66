"""The fuzzer itself: it reaches everything, is the same for the same seed, and sees and shrinks what is wrong."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import NamedTemporaryFile
from time import perf_counter
from typing import Any

import pytest
from fuzz.case import Case, read_case
from fuzz.commands import (
    DIFF_FORMATS,
    FORMATS,
    HISTORY_FORMATS,
    MATRIX_FORMATS,
    MATRIX_KINDS,
    MATRIX_ORDERS,
    PICTURE_FORMATS,
    TEMPLATES,
)
from fuzz.ids import Ids
from fuzz.inputs import schemas
from fuzz.invariants import Outcome, violations
from fuzz.mutations import enriched, spoiled
from fuzz.running import PLAINLY, Checks, failures
from fuzz.session import Session, case_of
from fuzz.shapes import Shapes
from fuzz.shrinking import shrunk
from worlds import Schema

from goalcheck.cli import options
from goalcheck.cli.app import COMMANDS
from goalcheck.cli.commands.history import HistoryFormat
from goalcheck.cli.commands.matrix import MatrixFormat
from goalcheck.matrix.choices import MatrixKind, MatrixOrder
from goalcheck.render import json as json_report
from goalcheck.render.picture.formats import PictureFormat

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")

ORG = """\
organization: {name: Small, period: 2026}
outcomes:
  calm: {name: No hurry}
  quick: {}
departments:
  a: {objectives: {x: {affects: {calm: helps}}}}
  b: {objectives: {y: {affects: {calm: hurts}}}}
"""


def case(*command: str, text: str = ORG) -> Case:
    return Case({"org.yaml": text.encode(), "other.txt": b"x"}, ("org.yaml",), [command])


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - nothing to keep secret


def kinds(found: Any) -> list[str]:
    return [each.violation.kind for each in found]


def test_some_cases_hold() -> None:
    session = Session(1)
    assert list(session.run(seconds=30, cases=5)) == []
    assert session.done


def test_every_command_and_format_is_reached() -> None:
    assert {*TEMPLATES} == {*COMMANDS}
    assert {*MATRIX_FORMATS} == {*MatrixFormat}
    assert ({*MATRIX_KINDS}, {*MATRIX_ORDERS}) == ({*MatrixKind}, {*MatrixOrder})
    assert {*PICTURE_FORMATS} == {*PictureFormat}
    assert {*DIFF_FORMATS} == {*options.DiffFormat}
    assert {*HISTORY_FORMATS} == {*HistoryFormat}
    assert {*FORMATS} == {*options.Format}


def test_the_same_seed_gives_the_same_cases() -> None:
    assert case_of(7, 3) == case_of(7, 3)
    assert case_of(7, 3) != case_of(8, 3)
    assert case_of(7, 3) != case_of(7, 4)


def test_what_is_drawn_from_the_schema_reaches_every_field() -> None:
    """Most of it fits the schema, too; a new field of the format is drawn without a change here."""
    organization, _ = schemas()
    ids = Ids({"outcomes": {"o": {}}, "departments": {"d": {"objectives": {"x": {}}}}})
    shapes = Shapes(organization, chance(1), ids)
    drawn = [shapes.value(shapes.root) for _ in range(500)]
    assert fields(drawn) >= {name for each in organization["$defs"].values() for name in each["properties"]}
    schema = Schema(json.dumps(organization))
    assert sum(not schema.violations(each) for each in drawn[:100]) > 25


def fields(value: Any) -> set[str]:
    if isinstance(value, list):
        return {name for each in value for name in fields(each)}
    return {*value, *(name for each in value.values() for name in fields(each))} if isinstance(value, dict) else set()


def test_spoiling_changes_a_copy_only() -> None:
    raw = {
        "outcomes": {"o": {"importance": 3}},
        "departments": {"d": {"objectives": {"x": {"affects": {"o": "helps"}}}}},
    }
    before = json.dumps(raw)
    shapes = Shapes(schemas()[0], chance(3), Ids(raw))
    others = [change(raw, shapes, chance(seed), 2) for seed in range(30) for change in (spoiled, enriched)]
    assert json.dumps(raw) == before
    assert len({repr(each) for each in others}) > 50


# What it sees

FINE = Outcome(("analyze", "org", "-f", "json"), 0, b"{}\n", b"", {})


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        ("status", replace(FINE, status=3)),
        ("status", replace(FINE, status=None)),
        ("status", replace(FINE, command=("matrix", "org", "-f", "json"), status=1)),
        ("internal error", replace(FINE, status=2, out=b"", err=b"goalcheck: internal error (KeyError: 'x')\n")),
        ("internal error", replace(FINE, err=b"Traceback (most recent call last):\n")),
        ("silence", replace(FINE, status=2, out=b"")),
        ("stderr", replace(FINE, err=b"\x1b[31mred\n")),
        ("stderr", replace(FINE, err="a\u202eb\n".encode())),
        ("stdout", replace(FINE, out=b'{"a": "\xff"}')),
        ("stdout", replace(FINE, status=2, err=b"wrong\n")),
        ("stdout", replace(FINE, command=("analyze", "org"), out=b"\x1b[2J")),
        ("stdout", replace(FINE, command=("graph", "org", "-f", "dot"), out=b"\x07")),
        ("workflow command", replace(FINE, command=("analyze", "org"), out=b"x\n ::error::owned\n")),
        ("workflow command", replace(FINE, command=("check", "org", "-f", "github"), out=b"::set-env name=A::b\n")),
        ("result", replace(FINE, out=b"")),
        ("result", replace(FINE, out=b"Running HiGHS\n{}\n")),
        ("result", replace(FINE, out=b'{"a": NaN}')),
        ("result", replace(FINE, command=("graph", "org"), out=b"<svg>")),
        ("result", replace(FINE, command=("analyze", "org", "-f", "csv"), out=b"a,=1+1\n")),
        ("result", replace(FINE, written={"out/r.pdf": b"<html>"})),
        ("result", replace(FINE, written={"out/r.html": b"<p>\x1b"})),
        ("written", replace(FINE, written={"org.yaml": b""})),
        ("written", replace(FINE, command=("accept", "org", "--dry-run"), out=b"", written={"org.yaml": b""})),
        ("written", replace(FINE, command=("accept", "org"), status=2, out=b"", err=b"x", written={"org.yaml": b""})),
        ("lost file", replace(FINE, lost=("org.yaml",))),
    ],
)
def test_each_violation_is_seen(kind: str, outcome: Outcome) -> None:
    assert [each.kind for each in violations(outcome)] == [kind]


@pytest.mark.parametrize(
    "outcome",
    [
        FINE,
        replace(FINE, status=1),
        replace(FINE, status=2, out=b"", err=b"org.yaml:1:1: wrong\n"),
        replace(FINE, command=("analyze", "org", "--color", "always"), out=b"\x1b[1mx\x1b[0m\n"),
        replace(FINE, command=("check", "org", "-f", "github"), out=b"::error file=a,line=1::x\n"),
        replace(FINE, command=("accept", "abcd", "org"), out=b"", written={"org.yaml": b"x"}),
        replace(FINE, written={"out/a.json": b"{}"}),
        replace(FINE, command=("show", "--help", "org", "-f", "json"), out=b"Usage: goalcheck show\n"),
    ],
)
def test_what_is_fine_is_none(outcome: Outcome) -> None:
    assert violations(outcome) == []


def raises(*_: object) -> str:
    raise KeyError("planted")


def test_an_error_that_was_planted_is_found_and_made_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_report, "report_data", raises)
    large = case("analyze", "org.yaml", "-f", "json")
    found = failures(replace(large, commands=[("analyze", "org.yaml"), *large.commands]))
    assert kinds(found) == ["internal error"]
    assert found[0].number == 1
    assert "planted" in found[0].violation.text
    small = shrunk(large, found[0], PLAINLY, seconds=20)
    assert list(small.files) == ["org.yaml"]
    assert len(small.files["org.yaml"]) < len(ORG) / 2
    assert kinds(failures(small)) == ["internal error"]


def hangs(*_: object) -> str:
    while True:
        pass


def dies(*_: object) -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return ""


def writes(*_: object) -> dict[str, str]:
    Path("other.txt").write_text("y", "utf-8")
    return {}


def leaves(*_: object) -> dict[str, str]:
    NamedTemporaryFile(delete=False).close()
    return {}


def prints(*_: object) -> dict[str, str]:
    os.write(1, b"Running a solver\n")
    return {}


@pytest.mark.parametrize(
    ("kind", "planted"),
    [("hang", hangs), ("crash", dies), ("written", writes), ("written", leaves), ("result", prints)],
)
def test_what_no_python_code_could_catch_is_seen(
    kind: str, planted: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fuzz.running.CPU_SECONDS", 1)
    monkeypatch.setattr(json_report, "report_data", planted)
    assert kinds(failures(case("analyze", "org.yaml", "-f", "json"))) == [kind]


def test_what_differs_in_a_second_run_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_report, "report_data", lambda *_: {"now": perf_counter()})
    command = case("analyze", "org.yaml", "-f", "json")
    assert failures(command) == []
    assert kinds(failures(command, Checks(repeat=True))) == ["not the same"]
    assert kinds(failures(command, Checks(process=True))) == ["not the same"]


def test_a_case_is_saved_and_read_back(tmp_path: Path) -> None:
    whole, _ = case_of(1, 2)
    odd = replace(whole, files={**whole.files, "x": b"\xff\0"})
    odd.saved(tmp_path / "deep" / "case.json", {"violation": "none"})
    assert read_case(tmp_path / "deep" / "case.json") == odd
