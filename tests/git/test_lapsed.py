"""Decisions that lapse: announced, then a notice in what did not touch them, and a failure in the scheduled job."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Command, process
from repository import FILES, GitRepository

DECISIONS = "org/decisions.yaml"
LINE = "the decision of Director on counters.more-time and parcels.next-day"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepository:
    """A branch that changes a name, in a repository where one decision ends with October and two with the year."""
    for name in ("GITHUB_ACTIONS", "GITLAB_CI", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    repository = GitRepository(tmp_path / "repository")
    repository.start({name: text.replace("GC303: off", "GC303: off, GC301: off") for name, text in FILES.items()})
    repository.git("switch", "-q", "-c", "change")
    repository.replace("org/departments/finance.yaml", "fewer people", "the same people")
    repository.commit()
    monkeypatch.chdir(repository.folder)
    return repository


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2026-09-30", None),
        ("2026-10-01", f"{LINE} lapses after 2026-10-31, in 30 days"),
        ("2026-10-30", f"{LINE} lapses after 2026-10-31, in 1 day"),
        ("2026-10-31", f"{LINE} lapses after today"),
        ("2026-11-02", f"{LINE} lapsed on 2026-10-31, 2 days ago"),
    ],
)
def test_a_pull_request_is_told_and_does_not_fail(
    repository: GitRepository, goalcheck: Command, today: str, said: str | None
) -> None:
    done = goalcheck("check", "org", "--since", "main", "--fail-on", "minor", "--today", today)
    assert done.status == 0, done.out
    if said is None:
        assert done.out == ""
        return
    line = repository.line(DECISIONS, "more-time")
    assert f"    org/decisions.yaml:{line}:5: " in done.out
    assert f": {said}\n" in done.out
    assert "kind-counter (" in done.out
    assert "Director said: parcels pay their way\n" in done.out


def test_the_scheduled_job_fails(repository: GitRepository, goalcheck: Command) -> None:
    assert repository.folder.is_dir()
    for today, status in (("2026-10-31", 0), ("2026-11-01", 1)):
        assert goalcheck("check", "org", "--fail-on", "minor", "--today", today).status == status
    late = ("--today", "2026-11-01", "--fail-on", "minor")
    assert goalcheck("check", "org", "--lapsed", "warn", *late).status == 0
    assert goalcheck("check", "org", "--since", "main", "--lapsed", "fail", *late).status == 1


def test_whoever_touches_the_decision_answers_for_it(repository: GitRepository, goalcheck: Command) -> None:
    repository.replace(DECISIONS, "until: 2026-10-31", "until: 2026-10-30")
    late = ("--today", "2026-11-01", "--fail-on", "minor")
    assert goalcheck("check", "org", "--since", "main", *late).status == 1
    repository.replace(DECISIONS, "until: 2026-10-30", "until: 2027-10-31")
    assert goalcheck("check", "org", "--since", "main", *late).status == 0


def test_what_gets_worse_fails_all_the_same(repository: GitRepository, goalcheck: Command) -> None:
    """The tension that was accepted is 20 of 33; the change makes it severe."""
    repository.replace(DECISIONS, "until: 2026-10-31}", "until: 2026-10-31, tension: 33.33}")
    repository.commit()
    repository.git("branch", "-q", "-f", "main")
    repository.replace("org/departments/parcels.yaml", "slightly hurts", "strongly hurts")
    done = goalcheck("check", "org", "--since", "main", "--today", "2026-11-01")
    assert done.status == 1
    assert "GC101 severe: parcels.next-day squeezes kind-counter" in done.out


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "github", "gitlab", "markdown", "csv"])
def test_every_format_tells_it(repository: GitRepository, form: str) -> None:
    assert repository.folder.is_dir()
    done = process("check", "org", "--since", "main", "-f", form, "--today", "2026-11-02")
    assert done.status == 0
    assert "lapsed on 2026-10-31, 2 days ago" in done.out.replace("\\-", "-")
    if form == "json":
        report = json.loads(done.out)
        assert [each["remark"] for each in report["remarks"]] == ["lapsed"]
        assert report["remarks"][0]["counts"] is False
