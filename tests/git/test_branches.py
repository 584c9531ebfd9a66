"""Two branches that decide: what git merges by itself, and what is said of what it cannot."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest
from conftest import Command, Result, Write, process
from repository import ENVIRONMENT

OUTCOMES = "abcdef"
SAYING = ("--by", "Ada", "--reason", "as found", "--until", "2999-12-31")

Git = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """A repository in the current folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, **ENVIRONMENT}
        return subprocess.run(["git", *arguments], env=env, capture_output=True, text=True, check=False)  # noqa: S607

    assert run("init", "-q", "-b", "main").returncode == 0
    return run


@pytest.fixture
def fingerprints(write: Write, goalcheck: Command, git: Git) -> dict[str, str]:
    """The conflicts of an organization, one over each outcome, by its name; every second is decided on main."""
    sides = "".join(
        f"  {name}:\n    objectives:\n"
        + "".join(f"      push-{each}: {{affects: {{{each}: {word}}}}}\n" for each in OUTCOMES)
        for name, word in (("left", "strongly helps"), ("right", "strongly hurts"))
    )
    outcomes = ", ".join(f"{each}: {{importance: 5}}" for each in OUTCOMES)
    path = write("")
    path.write_text(f"outcomes: {{{outcomes}}}\ndepartments:\n{sides}settings: {{rules: {{GC206: off}}}}\n", "utf-8")
    found = map(json.loads, goalcheck("check", "org.yaml", "--format", "jsonl").out.splitlines())
    known = {each["about"]: each["fingerprint"] for each in found if each.get("about", "-") in OUTCOMES}
    assert goalcheck("accept", *(known[each] for each in OUTCOMES[1::2]), "org.yaml", *SAYING).status == 0
    commit(git)
    return known


def commit(git: Git) -> None:
    assert git("add", "-A").returncode == 0
    assert git("commit", "-q", "-m", "x").returncode == 0


def branch_that_accepts(git: Git, goalcheck: Command, name: str, fingerprint: str) -> None:
    assert git("switch", "-q", "-c", name, "main").returncode == 0
    assert goalcheck("accept", fingerprint, "org.yaml", "--by", name, *SAYING[2:]).status == 0
    commit(git)


def test_decisions_in_different_places_merge_by_themselves(
    git: Git, goalcheck: Command, fingerprints: dict[str, str]
) -> None:
    """Between others that stand there already: before the first, in the middle, and after them."""
    for one, other in permutations(OUTCOMES[::2], 2):
        branch_that_accepts(git, goalcheck, f"{one}-of-{other}", fingerprints[one])
        branch_that_accepts(git, goalcheck, f"{other}-beside-{one}", fingerprints[other])
        merged = git("merge", "-q", f"{one}-of-{other}", "-m", "both")
        assert merged.returncode == 0, merged.stdout + Path("org.yaml").read_text("utf-8")
        report = json.loads(goalcheck("check", "org.yaml", "--fail-on", "never", "--format", "json").out)
        assert [each["status"] for each in report["conflicts"]] == ["open"] + ["decided"] * 5
        whole = Path("org.yaml").read_text("utf-8")
        overs = [line.split()[1] for line in whole.splitlines() if line.startswith("    over: ")]
        assert overs == sorted(overs)


def test_decisions_in_one_place_are_left_to_people(
    git: Git, goalcheck: Command, fingerprints: dict[str, str], write: Write
) -> None:
    """Nothing stands between them that git could tell them apart by."""
    write(Path("org.yaml").read_text("utf-8").partition("decisions:")[0])
    commit(git)
    branch_that_accepts(git, goalcheck, "one", fingerprints["a"])
    branch_that_accepts(git, goalcheck, "other", fingerprints["f"])
    assert git("merge", "-q", "one").returncode == 1
    assert "unresolved merge" in goalcheck("accept", "--prune", "org.yaml").err


@pytest.fixture
def conflicting(git: Git, goalcheck: Command, fingerprints: dict[str, str]) -> Result:
    """What is said where both branches have decided the same finding."""
    branch_that_accepts(git, goalcheck, "one", fingerprints["a"])
    branch_that_accepts(git, goalcheck, "other", fingerprints["a"])
    git("config", "merge.conflictStyle", "diff3")
    assert git("merge", "-q", "one").returncode == 1
    return process("analyze", "org.yaml")


def test_an_unresolved_merge_is_called_that(conflicting: Result) -> None:
    lines = Path("org.yaml").read_text("utf-8").splitlines()
    number = lines.index("<<<<<<< HEAD") + 1
    assert (conflicting.status, conflicting.out) == (2, "")
    assert f"org.yaml:{number}:1: the file holds an unresolved merge (git's conflict markers)\n" in conflicting.err
    assert f"{number} | <<<<<<< HEAD\n" in conflicting.err
    assert "expected: what both branches want, without the lines of <<<<<<<, |||||||, ======= and" in conflicting.err


MARKED = {
    "in lines": "a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\n",
    "in brackets, where YAML reads on": "a: [\n<<<<<<< HEAD\n1,\n=======\n2,\n>>>>>>> other\n]\n",
    "Windows": "a: 1\r\n<<<<<<< HEAD\r\nb: 1\r\n=======\r\nb: 2\r\n>>>>>>> other\r\n",
    "without a name": "a: 1\n<<<<<<<\nb: 1\n=======\nb: 2\n>>>>>>>\n",
    "the last left over": "a: 1\n>>>>>>> other\nb: 2\n",
    "the middle left over": "a: 1\n=======\nb: 2\n",
    "the base left over": "a: 1\n||||||| 1234567\nb: 2\n",
}


@pytest.mark.parametrize("text", MARKED.values(), ids=MARKED)
def test_every_marker_is_known(goalcheck: Command, tmp_path: Path, text: str) -> None:
    (tmp_path / "org.yaml").write_bytes(text.encode())
    done = goalcheck("analyze", tmp_path)
    assert done.status == 2
    assert "/org.yaml:2:1: the file holds an unresolved merge (git's conflict markers)\n" in done.err
    assert done.err.count("unresolved merge") == 1


def test_tables_and_changes_are_merged_too(goalcheck: Command, write: Write, tmp_path: Path) -> None:
    write("version: 1\nscorecards: {file: ratings.csv}\n")
    conflict = "<<<<<<< HEAD\nbuyers,2026-Q1,calm,1\n=======\nbuyers,2026-Q1,calm,2\n>>>>>>> other\n"
    write("customer,period,outcome,rating\n" + conflict * 2, "ratings.csv")
    said = goalcheck("analyze", tmp_path / "org.yaml").err
    assert "/ratings.csv:2:1: the file holds an unresolved merge" in said
    assert "/ratings.csv:7:1: the file holds an unresolved merge" in said
    write("version: 1\n")
    changes = write("version: 1\n<<<<<<< HEAD\nchanges: []\n=======\n>>>>>>> other\n", "changes.txt")
    assert "unresolved merge" in goalcheck("whatif", tmp_path / "org.yaml", "--with", changes).err


@pytest.mark.parametrize(
    "text", ["# <<<<<<< HEAD\nversion: 1\n", "version: 1 # =======\n", "organization: {name: '<<<<<<<< x'}\n"]
)
def test_what_only_looks_like_a_marker_is_none(goalcheck: Command, write: Write, text: str) -> None:
    assert "unresolved" not in goalcheck("analyze", write(text)).err
