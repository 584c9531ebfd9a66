"""What was written for version 1 keeps its meaning: Northline as it was then, with its decisions on pairs.

`tests/northline-1` is a copy that nobody changes.
"""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from conftest import ROOT, Command
from repository import ENVIRONMENT, GitRepository

NORTHLINE = ROOT / "tests" / "northline-1"
TODAY = ("--today", "2026-10-01")
LATER = ("--today", "2027-01-01")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepository:
    """A repository that holds version 1's Northline."""
    for name in ("GITHUB_ACTIONS", "GITLAB_CI", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    repository = GitRepository(tmp_path)
    repository.start({"README.txt": "Plans\n"})
    copytree(NORTHLINE, tmp_path / "org")
    repository.commit("Version 1")
    monkeypatch.chdir(tmp_path)
    return repository


def report(goalcheck: Command, *options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(goalcheck("analyze", NORTHLINE, *options, "-f", "json").out)
    return found


def statuses(found: dict[str, Any]) -> dict[str, str]:
    return {each["about"]: each["status"] for each in found["conflicts"]}


def test_a_decision_on_a_pair_decides_the_harm_between_them(goalcheck: Command) -> None:
    found = report(goalcheck, *TODAY)
    decided = [about for about, status in statuses(found).items() if status == "decided"]
    assert decided == ["fast-install"]
    (conflict,) = [each for each in found["conflicts"] if each["about"] == "fast-install"]
    assert [(each["objective"], each["decided"]) for each in conflict["hurters"]] == [("sales.year-end-campaign", True)]
    assert (conflict["pressure"], conflict["open_pressure"]) == (17.78, 0)


def test_it_opens_again_when_its_time_is_over(goalcheck: Command) -> None:
    found = report(goalcheck, *LATER)
    assert statuses(found)["fast-install"] == "open"
    expired = [each["message"] for each in found["findings"] if each["code"] == "GC501"]
    assert any("over fast-install expired on 2026-12-31" in each for each in expired)


def test_it_opens_again_when_the_harm_grows(goalcheck: Command, home: GitRepository) -> None:
    """On a day on which all decisions are in force, as they were at the revision."""
    since = ("check", "org", "--since", "main", "--today", "2026-09-15")
    assert goalcheck(*since).status == 0
    home.replace(
        "org/departments/sales.yaml",
        "effect: hurts\n            because: half",
        "weight: -1\n            because: half",
    )
    result = goalcheck(*since)
    assert result.status == 1
    assert "sales.year-end-campaign hurts fast-install at even-orders" in result.out
    assert "GC503 serious" in result.out


def test_what_lapsed_is_said_and_what_a_new_decision_replaces_goes(goalcheck: Command, home: GitRepository) -> None:
    assert home.folder.is_dir()
    before = goalcheck("check", "org", *TODAY).out
    assert (
        "GC501 serious: the decision on support.calls-8 and support.solve-first-call over solved-once expired" in before
    )
    (line,) = [line for line in before.splitlines() if "squeezes solved-once" in line]
    saying = ("--by", "Ada", "--reason", "for a while", "--until", "2027-06-30")
    done = goalcheck("accept", line[-9:-1], "org", *saying, *TODAY)
    assert "1 decision added, 1 decision removed." in done.out
    after = goalcheck("check", "org", *TODAY).out
    assert "GC501" not in after
    assert "solved-once" not in after
    assert goalcheck("check", "org", "--since", "main", *TODAY).status == 0


def test_old_decisions_that_match_nothing_are_named_and_pruned(goalcheck: Command, home: GitRepository) -> None:
    assert home.folder.is_dir()
    stale = [line for line in goalcheck("check", "org", *TODAY).out.splitlines() if " GC502 " in line]
    assert len(stale) == 2
    assert goalcheck("accept", "--prune", "org", *TODAY).out.splitlines()[1] == "2 decisions removed."
    assert " GC502 " not in goalcheck("check", "org", *TODAY).out
    assert statuses(json.loads(goalcheck("analyze", "org", *TODAY, "-f", "json").out))["fast-install"] == "decided"
