"""Files of changes: read as they were meant, refused with the place of what is wrong, written to be read back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import worlds
from conftest import EXAMPLES, Command, Write
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import Raw, organizations
from test_moves import KINDS, YARD, period
from test_schema import data

from goalcheck.changes import Change
from goalcheck.changes.file_format import ChangeFile
from goalcheck.changes.file_reading import read_changes
from goalcheck.changes.file_writing import changes_text
from goalcheck.changes.kinds.agree import Agree
from goalcheck.changes.kinds.capacity import SetCapacity
from goalcheck.changes.kinds.defer import Defer
from goalcheck.changes.kinds.drop import Drop
from goalcheck.changes.kinds.effect import SetEffect
from goalcheck.changes.kinds.guardrail import AddGuardrail
from goalcheck.changes.kinds.importance import SetImportance
from goalcheck.changes.kinds.retarget import Retarget
from goalcheck.changes.kinds.share import Share
from goalcheck.model import Bounds, Period
from goalcheck.schemas import form_schema
from goalcheck.source import InvalidInput

SCHEMA = worlds.Schema(form_schema(ChangeFile))

EVERY_KIND: list[Change] = [
    Defer("depot.paint", period("2027-Q1"), "the paint comes in January"),
    Defer("depot.wash-daily", period("2027")),
    Defer("depot.wash-daily", Period(*period("2026-09")[:2], "2026-09-01 to 2026-09-30")),
    Retarget("traffic.leave-early", 4.25),
    AddGuardrail("depot.paint", "clean"),
    AddGuardrail("depot.paint", "clean", "dirt", Bounds(None, 0.00001)),
    AddGuardrail("depot.paint", "on-time", "delay", Bounds(-2, 3.5)),
    AddGuardrail("depot.paint", "on-time", "delay", Bounds(1234567890.125, None)),
    SetEffect("depot.paint", "wash-daily", "strongly helps"),
    SetEffect("yard-time", "clean", -1 / 3),
    SetEffect("yard-time", "on-time", "neutral", 'a "quoted" \\ reason: # and \x1b[31m \u2028 \U0001f6ab \U000e0067'),
    SetCapacity("washers", 1234567, period("2026-Q3")),
    SetCapacity("fuel", 0.1),
    SetImportance("clean", 5),
    Agree("depot.paint", "team"),
    Share("traffic.leave-early", "depot.wash-daily"),
    Drop("depot.paint", "yes"),
]


def test_every_kind_of_change_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "changes.yaml"
    path.write_text(changes_text(EVERY_KIND, heading=["A way out\n\x1b", "- drop: everything"]), "utf-8")
    assert list(read_changes(path, worlds.organization(YARD))) == EVERY_KIND
    assert path.read_text("utf-8").startswith("# A way out\n# - drop: everything\nversion: 1\n\nchanges:\n")
    assert SCHEMA.violations(data(path.read_text("utf-8"))) == []


@settings(max_examples=20)
@given(raw=organizations(), more=st.data())
def test_any_changes_are_read_back(tmp_path_factory: pytest.TempPathFactory, raw: Raw, more: st.DataObject) -> None:
    drawn = [more.draw(st.sampled_from(KINDS))(raw, more.draw) for _ in range(3)]
    moves: list[Change] = [each[0] for each in drawn if each]
    if moves:
        path = tmp_path_factory.mktemp("overlay") / "changes.yaml"
        path.write_text(changes_text(moves), "utf-8")
        assert list(read_changes(path, worlds.organization(raw))) == moves


WRONG = [
    ("changes: [{drop: depot.pain}]", "1:18: there is no objective 'depot.pain'; did you mean 'depot.paint'?"),
    ("changes: [{drop: paint}]", "1:18: there is no objective 'paint'; did you mean 'depot.paint'?"),
    ("changes: [{dorp: depot.paint}]", "1:12: no kind of change is named; did you mean 'drop'?"),
    ("changes: [{}]", "1:11: no kind of change is named"),
    ("changes: [{drop: depot.paint, to: 2027}]", "1:31: unknown field 'to'"),
    ("changes: [{drop: Depot Paint}]", "1:18: drop: found 'Depot Paint'"),
    ("changes: [depot.paint]", "1:11: changes: found 'depot.paint'"),
    ("changes: {drop: depot.paint}", "1:10: changes: found a mapping"),
    ("changes: []", "1:1: there is no change"),
    ("change: []", "1:1: unknown field 'change'; did you mean 'changes'?"),
    ("version: 2\nchanges: [{drop: depot.paint}]", "1:10: version: found the number 2"),
    ("changes: [{defer: depot.paint, to: next year}]", "1:36: to: found 'next year'"),
    ("changes: [{defer: depot.paint, to: {from: 2026-02-30, to: 2026-03-01}}]", "1:19: '2026-02-30 to 2026-03-01' is"),
    ("changes: [{defer: depot.paint, to: {from: 2026-03-02, to: 2026-03-01}}]", "ends before it starts"),
    ("changes: [{retarget: depot.paint, to: 3}]", "1:22: depot.paint has no target"),
    ("changes: [{retarget: depot.wash-daily, to: .nan}]", "1:44: to: found the number .nan"),
    ("changes: [{guardrail: depot.paint, protects: clean, metric: dirt}]", "has a metric without a range"),
    ("changes: [{effect: hurt, from: depot.paint, to: clean}]", "1:20: effect: found 'hurt'; did you mean 'hurts'?"),
    ("changes: [{effect: hurts, from: depot.paint, to: cleen}]", "1:50: there is no outcome, driver or objective"),
    ("changes: [{weight: -3, from: depot.paint, to: clean}]", "1:20: weight: found the number -3"),
    ("changes: [{effect: hurts, from: depot.paint}]", "the field 'to' is missing"),
    ("changes: [{capacity: fuel, during: 2026-Q3, to: 3}]", "1:22: the capacity of fuel is one figure without"),
    ("changes: [{importance: clean, to: 6}]", "1:35: to: found the number 6"),
    ("changes: [{share: depot.paint, takes: depot.wash-daily}]", "are of one department"),
    ("changes: [{drop: depot.paint}, {share: traffic.leave-early, takes: depot.paint}]", "depot.paint is dropped"),
    ("changes: [{drop: depot.paint, because: ''}]", "because: found an empty text"),
    ("- drop: depot.paint", "1:1: the file holds a list"),
    ("", "the file is empty"),
    ("changes: [{drop: depot.paint}", "a list that opens with '[' does not end"),
    ("changes: [&a {drop: depot.paint}, *b]", "the alias '*b' has no anchor before it"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_what_is_wrong_is_said_with_its_place(goalcheck: Command, write: Write, text: str, message: str) -> None:
    path = write(worlds.as_yaml(YARD))
    changes = write(text, "changes.yaml")
    done = goalcheck("whatif", path, "--with", changes)
    assert (done.status, done.out) == (2, "")
    assert message in done.err, done.err
    assert "\x1b" not in done.err


def test_every_problem_of_a_file_is_said_at_once(write: Write) -> None:
    path = write("changes: [{drop: depot.pain}, {drop: depot.paint}, {importance: cleen, to: 3}]", "changes.yaml")
    with pytest.raises(InvalidInput) as refused:
        read_changes(path, worlds.organization(YARD))
    assert [each.places[0].location.column for each in refused.value.problems] == [18, 65]


@pytest.mark.parametrize("file", ["none.yaml", "."])
def test_what_is_no_file_is_refused(goalcheck: Command, write: Write, tmp_path: Path, file: str) -> None:
    path = write(worlds.as_yaml(YARD))
    done = goalcheck("whatif", path, "--with", tmp_path / file)
    assert (done.status, done.out) == (2, "")
    assert "expected: " in done.err


def test_the_example_is_right(goalcheck: Command) -> None:
    path = EXAMPLES / "northline-changes.yaml"
    assert SCHEMA.violations(data(path.read_text("utf-8"))) == []
    done = goalcheck("whatif", EXAMPLES / "northline", "--with", path, "--today", "2026-10-05")
    assert done.status == 0
    gone = done.out[done.out.index("GONE") :]
    assert "operations.install-30 squeezes personal-attention at time-per-order" in gone


def test_a_file_comes_before_the_options_and_each_change_before_the_next(goalcheck: Command, write: Write) -> None:
    path = write(worlds.as_yaml(YARD))
    changes = write(
        "changes: [{retarget: traffic.leave-early, to: 5}, {retarget: traffic.leave-early, to: 6}]", "c.yaml"
    )
    arguments = ("whatif", path, "--with", changes, "--format", "json")
    assert "is delay from 9 to 6" in goalcheck(*arguments).out
    assert "is delay from 9 to 3" in goalcheck(*arguments, "--retarget", "traffic.leave-early=3").out


def test_each_file_is_read_for_what_those_before_it_make(goalcheck: Command, write: Write) -> None:
    path = write(worlds.as_yaml(YARD))
    first = write("changes: [{drop: depot.paint}]", "first.yaml")
    second = write("changes: [{share: traffic.leave-early, takes: depot.paint}]", "second.yaml")
    done = goalcheck("whatif", path, "--with", first, "--with", second)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"{second}:1:19: depot.paint is dropped")
    proposed = json.loads(goalcheck("whatif", path, "--with", second, "--with", first, "--format", "json").out)
    assert [each.split()[0] for each in proposed["proposed"]] == ["merge", "drop"]
