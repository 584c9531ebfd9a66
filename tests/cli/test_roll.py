"""`goalcheck roll`: the next period's files, of which only what has to be otherwise is written."""

from __future__ import annotations

from difflib import ndiff
from pathlib import Path
from shutil import copytree

import pytest
from conftest import EXAMPLES, Command, Write

from goalcheck import load
from goalcheck.model import Status

YARD = """\
version: 1
organization: {name: Yard, period: 2026-H2}   # the second half
metrics:
  minutes: {name: Minutes, better: lower}
  buses: {name: Buses}
resources:
  bays: {name: Bays, capacity: {2026-Q4: 10}}
  crew: {name: Crew, capacity: 10}
outcomes:
  clean-buses: {name: Clean buses}
  calm: {name: Calm}
departments:
  depot:
    objectives:
      reached:                       # everybody worked for it
        target: {metric: minutes, from: 9, to: 5}
        progress: {value: 4.5}
        affects: {clean-buses: hurts}
      halfway:
        target: {metric: minutes, from: 9, to: 5}   # from spring
        progress: {value: 7, date: 2026-12-01}
        affects: {clean-buses: strongly hurts}
      untold:
        target: {metric: minutes, from: 9, to: 5}
        affects: {clean-buses: strongly helps}
      bound:
        target: {metric: buses, at_most: 40}
        progress: {value: 38}
        affects: {calm: strongly hurts}
      law:
        must_hold: true
        target: {metric: minutes, from: 9, to: 5}
        progress: {value: 4}
      plain: {affects: {calm: strongly helps}}
      done-before: {status: done}
      given-up: {status: dropped}
      perhaps: {status: option}
      autumn-reached:
        period: 2026-Q3
        target: {metric: buses, at_least: 10}
        progress: {value: 12}
      autumn-missed:
        period: 2026-Q3
        target: {metric: minutes, from: 9, to: 5}
        progress: {value: 6}
      next-year:
        period: 2027
        target: {metric: minutes, from: 9, to: 5}
        progress: {value: 4}
decisions:
  - {between: [depot.halfway, depot.untold], decision: accepted, by: Ann, reason: agreed, until: 2027-01-31}
  - {between: [depot.reached, depot.untold], decision: accepted, by: Ann, reason: agreed, until: 2027-01-31}
  - {between: [depot.bound, depot.plain], decision: accepted, by: Ann, reason: agreed, until: 2027-03-31}
"""

CHANGED = """\
- organization: {name: Yard, period: 2026-H2}   # the second half
+ organization: {name: Yard, period: 2027-Q1}   # the second half
+         period: 2026-H2
+         status: done
-         target: {metric: minutes, from: 9, to: 5}   # from spring
+         target: {metric: minutes, from: 7, to: 5}   # from spring
-       done-before: {status: done}
+       done-before: {status: done, period: 2026-H2}
-       given-up: {status: dropped}
+       given-up: {status: dropped, period: 2026-H2}
+         status: done
"""

TOLD = """\
Closed, the target reached:
  depot.autumn-reached stands at 12 against a target of at least 10 (met)
  depot.reached stands at 4.5 against a target of 5 (112.5 % of the way)
Targets to set:
  depot.bound stands at 38 against a target of at most 40 (met)
  depot.halfway stands at 7 against a target of 5 (50 % of the way)
  depot.law stands at 4 against a target of 5 (125 % of the way)
  depot.untold says nothing of its progress
Without a target:
  depot.plain
Over, the target not reached (defer, drop or close them):
  depot.autumn-missed stands at 6 against a target of 5 (75 % of the way), 2026-Q3
Capacities to say:
  bays
Decisions to renew:
  depot.halfway, depot.untold: accepted by Ann until 2027-01-31 (FILE:51)
"""


def changed(before: str, after: str) -> str:
    """The lines that are in one of two texts only."""
    lines = ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return "".join(line for line in lines if line[0] in "+-")


@pytest.fixture
def yard(write: Write) -> Path:
    return write(YARD)


def test_the_edits_are_shown_and_what_is_left_to_people_is_listed(goalcheck: Command, yard: Path) -> None:
    done = goalcheck("roll", yard, "--to", "2027-Q1")
    assert done.status == 0
    assert done.out.startswith(f"--- {yard}\n+++ {yard}\n@@ ")
    said = TOLD.replace("FILE", str(yard)) + "goalcheck: nothing was written: --write writes these edits\n"
    assert done.err == said
    assert yard.read_text("utf-8") == YARD
    assert goalcheck("roll", yard, "--to", "2027-Q1", "--dry-run") == done


def test_only_what_has_to_be_otherwise_is_written(goalcheck: Command, yard: Path) -> None:
    done = goalcheck("roll", yard, "--to", "2027-Q1", "--write")
    assert done.status == 0
    assert done.err == TOLD.replace("FILE", str(yard)) + f"goalcheck: wrote {yard}\n"
    assert changed(YARD, yard.read_text("utf-8")) == CHANGED


def test_the_files_say_the_next_period(goalcheck: Command, yard: Path) -> None:
    goalcheck("roll", yard, "--to", "2027-Q1", "--write")
    after = load(yard)
    periods = {name.removeprefix("depot."): each.period.label for name, each in after.objectives.items() if each.period}
    moved = ("bound", "halfway", "law", "perhaps", "plain", "untold")
    stayed = ("done-before", "given-up", "reached")
    assert periods == {
        **dict.fromkeys(moved, "2027-Q1"),
        **dict.fromkeys(stayed, "2026-H2"),
        **dict.fromkeys(("autumn-reached", "autumn-missed"), "2026-Q3"),
        "next-year": "2027",
    }
    closed = [name for name, each in after.objectives.items() if each.status is Status.DONE]
    assert closed == ["depot.autumn-reached", "depot.done-before", "depot.reached"]
    assert all(name in YARD for name in ("depot", *periods))


def test_the_next_period_comes_after_the_next(goalcheck: Command, yard: Path) -> None:
    goalcheck("roll", yard, "--to", "2027-Q1", "--write")
    again = goalcheck("roll", yard, "--to", "2027-Q1", "--write")
    assert (again.status, again.out) == (2, "")
    assert "2027-Q1 does not come after 2027-Q1, which ends on 2027-03-31" in again.err
    assert goalcheck("roll", yard, "--to", "2027-Q2", "--write").status == 0
    assert load(yard).objectives["depot.reached"].period == load(yard).objectives["depot.given-up"].period


@pytest.mark.parametrize(
    ("text", "options", "says"),
    [
        (YARD, (), "say which period comes next"),
        (YARD, ("--to", "soon"), "'soon'"),
        (YARD, ("--to", "2026-Q4"), "2026-Q4 does not come after 2026-H2"),
        (YARD, ("--to", "2027-Q1", "--write", "--dry-run"), "give one of them"),
        ("version: 1\norganization: {name: Yard}\n", ("--to", "2027-Q1"), "declares no period"),
    ],
)
def test_what_cannot_be_is_refused(
    goalcheck: Command, write: Write, text: str, options: tuple[str, ...], says: str
) -> None:
    path = write(text)
    done = goalcheck("roll", path, *options)
    assert (done.status, done.out) == (2, "")
    assert says in done.err
    assert path.read_text("utf-8") == text


def test_a_file_that_no_small_edit_can_follow_leaves_all_as_they_were(goalcheck: Command, write: Write) -> None:
    shared = YARD.replace("{metric: minutes, from: 9, to: 5}   # from spring", "&aim {metric: minutes, from: 9, to: 5}")
    text = shared.replace("untold:\n        target: {metric: minutes, from: 9, to: 5}", "untold:\n        target: *aim")
    assert text.count("aim") == 2
    path = write(text)
    done = goalcheck("roll", path, "--to", "2027-Q1", "--write")
    assert (done.status, done.out) == (2, "")
    assert "by hand" in done.err
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize("example", ["northline", "harbour", "quickstart"])
def test_organizations_of_many_files_move_on(goalcheck: Command, tmp_path: Path, example: str) -> None:
    path = copytree(EXAMPLES / example, tmp_path / example)
    done = goalcheck("roll", path, "--to", "2027-H1", "--write")
    assert done.status == 0
    assert "Targets to set:\n" in done.err or "Without a target:\n" in done.err
    period = load(path).period
    assert period is not None
    assert period.label == "2027-H1"
    for file in (EXAMPLES / example).rglob("*.yaml"):
        was, is_ = file.read_text("utf-8"), (path / file.relative_to(EXAMPLES / example)).read_text("utf-8")
        assert [line.partition("#")[2] for line in was.splitlines() if "#" in line] == [
            line.partition("#")[2] for line in is_.splitlines() if "#" in line
        ]


def test_of_several_organizations_one_moves_on(goalcheck: Command, tmp_path: Path) -> None:
    for name in ("yard", "mill"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "org.yaml").write_text(YARD.replace("Yard", name), "utf-8")
    done = goalcheck("roll", tmp_path, "--organization", "mill", "--to", "2027-Q1", "--write")
    assert done.status == 0
    assert (tmp_path / "yard" / "org.yaml").read_text("utf-8") == YARD.replace("Yard", "yard")
    assert "period: 2027-Q1" in (tmp_path / "mill" / "org.yaml").read_text("utf-8")
