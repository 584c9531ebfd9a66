"""`goalcheck whatif` as people type it: what changes that nobody has written would make of their organization."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import worlds
from conftest import EXAMPLES, Command, Result, Write
from hostile import TEXTS, quoted, unsafe
from test_moves import YARD

from goalcheck import load

NORTHLINE = EXAMPLES / "northline"
TODAY = ("--today", "2026-10-05")


@pytest.fixture
def whatif(goalcheck: Command, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Ask about Northline, from the folder of examples."""
    monkeypatch.chdir(EXAMPLES)
    return lambda *arguments: goalcheck("whatif", "northline", *TODAY, *arguments)


@pytest.fixture
def yard(goalcheck: Command, write: Write) -> Command:
    """Ask about a small organization."""
    path = write(worlds.as_yaml(YARD))
    return lambda *arguments: goalcheck("whatif", path, *TODAY, *arguments)


def findings(done: Result, drift: str) -> list[tuple[str, list[str]]]:
    data = json.loads(done.out)
    return [
        (each["finding"]["code"], each["finding"]["objectives"]) for each in data["findings"] if each["drift"] == drift
    ]


def conflicts(done: Result, drift: str) -> list[str]:
    """What the conflicts are about that fared like this."""
    return [each["conflict"]["about"] for each in json.loads(done.out)["conflicts"] if each["drift"] == drift]


def test_the_answer_stands_below_the_question(whatif: Command) -> None:
    done = whatif("--retarget", "operations.install-30=42")
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[:3] == [
        "WHAT IF",
        "- aim operations.install-30 (Cut the install interval from 55 to 30 days) at 42 days in place of 30",
        "",
    ]
    assert re.fullmatch(r"(\d+ findings? new, )?1 conflict gone; \d+ conflicts and \d+ findings as before\.", lines[3])
    assert "- effect of operations.install-30 on time-per-order was hurts (-0.67), is hurts only past 42" in done.out


@pytest.mark.parametrize(
    ("change", "drift"),
    [
        (("--retarget", "operations.install-30=42"), "gone"),
        (("--retarget", "operations.install-30=36"), "better"),
        (("--drop", "operations.install-30"), "gone"),
        (("--guardrail", "operations.install-30:personal-attention"), "better"),
        (("--effect", "operations.install-30:time-per-order=slightly hurts"), "better"),
        (("--effect", "operations.install-30:time-per-order=-1"), "better"),
        (("--effect", "operations.install-30:time-per-order=neutral"), "gone"),
        (("--effect", "time-per-order:personal-attention=-0.2"), "gone"),
        (("--importance", "personal-attention=2"), "better"),
    ],
)
def test_the_seed_conflict_can_be_settled_or_lowered(whatif: Command, change: tuple[str, str], drift: str) -> None:
    done = whatif(*change, "--format", "json")
    assert done.status == 0
    assert "personal-attention" in conflicts(done, drift)


@pytest.mark.parametrize(
    "change",
    [
        ("--defer", "operations.install-30=2027-Q1"),
        ("--defer", "sales.named-contact=2027-01-01 to 2027-12-31"),
        ("--drop", "sales.named-contact"),
    ],
)
def test_a_harm_that_only_moves_and_a_protector_that_goes_settle_nothing(
    whatif: Command, change: tuple[str, str]
) -> None:
    """The customer suffers as before, on other days or with nobody who promised anything."""
    done = whatif(*change, "--format", "json")
    assert done.status == 0
    told = [each for each in json.loads(done.out)["conflicts"] if each["conflict"]["about"] == "personal-attention"]
    assert not told


def test_a_conflict_tells_its_pressure_and_its_hurters_before_and_after(whatif: Command) -> None:
    done = whatif("--retarget", "operations.install-30=36")
    better = done.out[done.out.index("BETTER") :]
    assert "operations.install-30 squeezes personal-attention at time-per-order" in better
    assert ", pressure from 67 to 33, was severe GC101 2940f461" in better
    done = whatif("--effect", "support.calls-8:personal-attention=strongly hurts")
    worse = done.out[done.out.index("WORSE") :]
    assert ", pressure from 67 to 100 GC101" in worse
    assert "- hurt by support.calls-8 now\n" in worse


def test_agreements_and_capacities_settle_what_they_are_for(whatif: Command) -> None:
    done = whatif("--agree", "operations.evening-crews:team", "--format", "json")
    assert ("GC303", ["operations.evening-crews"]) in findings(done, "gone")
    done = whatif("--capacity", "coordinators@2026-Q4=9000", "--format", "json")
    assert any(code == "GC106" for code, _ in findings(done, "gone"))


def test_sharing_settles_what_two_targets_do_to_each_other(goalcheck: Command, write: Write) -> None:
    path = write(
        """
        outcomes: {speed: {importance: 5, metric: days}}
        metrics: {days: {better: lower}}
        departments:
          one: {objectives: {quick: {target: {metric: days, from: 9, to: 5}}}}
          two: {objectives: {quicker: {target: {metric: days, from: 9, to: 3}}}}
        """
    )
    done = goalcheck("whatif", path, "--share", "one.quick:two.quicker", "--format", "json")
    assert ("GC105", ["one.quick", "two.quicker"]) in findings(done, "gone")


@pytest.mark.parametrize("format_", ["text", "markdown", "json"])
def test_no_format_touches_a_file_or_changes_what_is_found(whatif: Command, format_: str) -> None:
    before = {path: path.read_bytes() for path in NORTHLINE.rglob("*.yaml")}
    done = whatif("--drop", "operations.install-30", "--guardrail", "sales.named-contact:fast-install", "-f", format_)
    assert done.status == 0
    assert (
        done.out
        == whatif(
            "--guardrail", "sales.named-contact:fast-install", "--drop", "operations.install-30", "-f", format_
        ).out
    )
    changes = ("--drop", "operations.install-30", "--guardrail", "sales.named-contact:fast-install", "-f", "json")
    data = json.loads(whatif(*changes).out)
    codes = {each["conflict"]["fingerprint"][:8] for each in data["conflicts"]}
    codes |= {each["finding"]["fingerprint"][:8] for each in data["findings"]}
    assert codes
    assert all(code in done.out for code in codes)
    assert {path: path.read_bytes() for path in NORTHLINE.rglob("*.yaml")} == before


def test_changes_and_what_they_make_stand_in_json(yard: Command) -> None:
    data = json.loads(yard("--drop", "depot.paint", "-f", "json").out)
    assert data["proposed"] == ["drop depot.paint"]
    assert data["changes"][0]["text"] == "depot.paint: status was committed, is dropped"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "nothing to suppose: give --with FILE or one of --effect, --adopt, --retarget, --defer"),
        (("--drop", "paint"), "there is no objective 'paint'; did you mean 'depot.paint'?"),
        (("--drop", ""), "--drop takes ID, as in --drop operations.install-30; found ''"),
        (("--defer", "depot.paint"), "--defer takes ID=PERIOD, as in --defer operations.install-30=2027-Q1; found"),
        (("--defer", "depot.paint=soon"), "'soon' is no period: a year (2026), half (2026-H2), quarter"),
        (("--defer", "depot.paint=2027-Q5"), "'2027-Q5' is no period"),
        (("--defer", "depot.paint=2027-03-01 to 2027-02-01"), "ends before it starts"),
        (("--retarget", "depot.wash-daily=low"), "'low' is no number"),
        (("--retarget", "depot.wash-daily=1e999"), "the target of depot.wash-daily cannot be inf"),
        (("--retarget", "depot.wash-daily=" + "9" * 50), "is no number"),
        (("--retarget", "depot.paint=3"), "depot.paint has no target that could get another figure"),
        (("--guardrail", "depot.paint"), "--guardrail takes ID:OUTCOME"),
        (("--guardrail", "depot.paint:yard-time"), "there is no outcome 'yard-time'"),
        (("--effect", "depot.paint:clean"), "--effect takes FROM:TO=WORD"),
        (("--effect", "depot.paint:clean=hurt"), "there is no effect 'hurt'; did you mean 'hurts'?"),
        (("--effect", "depot.paint:clean=-4"), "the weight of depot.paint on clean cannot be -4"),
        (("--effect", "riders:clean=hurts"), "there is no objective, driver or outcome 'riders'"),
        (("--capacity", "washers"), "--capacity takes RESOURCE=AMOUNT"),
        (("--capacity", "washers@2026=4"), "2026 is no capacity period of washers and overlaps with one"),
        (("--capacity", "wahsers=4"), "did you mean 'washers'?"),
        (("--importance", "clean=6"), "'6' is no importance: a whole number from 1 to 5"),
        (("--share", "depot.paint"), "--share takes ID:ID"),
        (("--share", "depot.paint:depot.wash-daily"), "are of one department: sharing is between two"),
        (("--agree", "depot.paint:nobody"), "there is no customer or department 'nobody'"),
    ],
)
def test_what_cannot_be_supposed_is_refused(yard: Command, arguments: tuple[str, ...], message: str) -> None:
    done = yard(*arguments)
    assert (done.status, done.out) == (2, "")
    assert message in done.err


def test_a_range_is_not_given_one_figure(goalcheck: Command, write: Write) -> None:
    path = write("metrics: {m: {}}\ndepartments: {d: {objectives: {o: {target: {metric: m, between: [2, 5]}}}}}")
    done = goalcheck("whatif", path, "--retarget", "d.o=3")
    assert done.status == 2
    assert "the target of d.o is a range (2 to 5)" in done.err


OPTIONS = ("drop", "defer", "retarget", "guardrail", "effect", "capacity", "importance", "share", "agree")


HOSTILE = [text for text in TEXTS.values() if "\0" not in text and len(text) < 100]


@pytest.mark.parametrize("number", range(len(OPTIONS)), ids=OPTIONS)
def test_a_hostile_text_on_the_command_line(yard: Command, number: int) -> None:
    for text in HOSTILE[number % 3 :: 3]:
        for given in (f"{text}:{text}={text}", f"depot.paint:{text}"):
            done = yard(f"--{OPTIONS[number]}={given}")
            assert (done.status, done.out) == (2, "")
            assert unsafe(done.err) == set()


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_a_hostile_text_in_a_file_of_changes(goalcheck: Command, tmp_path: Path, text: str) -> None:
    organization: dict[str, Any] = {"departments": {"d": {"objectives": {"o": {"owner": "Ada"}}, "name": "D"}}}
    path, changes = tmp_path / "org.yaml", tmp_path / "changes.yaml"
    path.write_text(
        worlds.as_yaml(organization).replace("Ada", quoted(text)).replace("name: D", f"name: {quoted(text)}")
    )
    changes.write_text(f"changes:\n- drop: d.o\n  because: {quoted(text)}\n", "utf-8")
    for more in ((), ("-f", "markdown"), ("-f", "json"), ("--dry-run",)):
        done = goalcheck("whatif", path, "--with", changes, *more)
        assert (done.status, done.err) == (0, "")
        assert unsafe(done.out) == set()
    changes.write_text(f"changes:\n- drop: {quoted(text)}\n- {quoted(text)}: x\n", "utf-8")
    done = goalcheck("whatif", path, "--with", changes)
    assert (done.status, done.out) == (2, "")
    assert unsafe(done.err) == set()


def test_findings_are_selected_and_judged_as_those_of_a_difference(whatif: Command) -> None:
    worse = ("--importance", "fast-install=5", "--effect", "sales.named-contact:fast-install=strongly hurts")
    assert whatif(*worse).status == 0
    assert whatif(*worse, "--fail-on", "serious").status == 1
    assert whatif("--drop", "sales.named-contact", "--top", "1", "--level", "severe").status == 0
    few = json.loads(whatif(*worse, "--department", "support", "-f", "json").out)
    assert all("support" in each["finding"]["departments"] for each in few["findings"])
    assert few["conflicts"] == []
    assert [each["conflict"]["about"] for each in json.loads(whatif(*worse, "-f", "json").out)["conflicts"]]
    assert "did you mean 'finance'" in whatif(*worse, "--department", "finanze").err


def test_a_target_that_is_taken_over_hides_no_help_behind_a_harm(goalcheck: Command, write: Write) -> None:
    path = write(
        """
        metrics: {m: {unit: u, better: higher}}
        outcomes: {o: {importance: 5, metric: m}}
        departments:
          d1: {objectives: {a: {affects: {o: strongly hurts}}}}
          d2: {objectives: {b: {target: {metric: m, at_least: 5}}}}
        """
    )
    refused = goalcheck("whatif", path, "--share", "d1.a:d2.b")
    assert (refused.status, refused.out) == (2, "")
    assert "d2.b helps o and d1.a hurts it: one objective cannot declare both" in refused.err
    path.write_text(path.read_text("utf-8").replace("strongly hurts", "slightly helps"), "utf-8")
    goalcheck("whatif", path, "--share", "d1.a:d2.b", "--write")
    shared = load(path).objectives["d1.a"]
    assert [(effect.target, effect.weight) for effect in shared.effects] == [("o", 1.0)]
