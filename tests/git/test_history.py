"""Two years of commits with planted events: every one is found, none is invented, and nothing is touched."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from conftest import Command
from repository import ENVIRONMENT, GitRepository
from test_git_attacks import state

ORG = """
    organization: {name: Years, period: {from: 2025-01-01, to: 2027-12-31}}
    customers: {all: {name: Everybody}}
    outcomes: {calls: {importance: 5, customer: all}, price: {importance: 5, customer: all}}
    departments:
      operations: {objectives: {faster: {affects: {calls: neutral}}}}
      sales: {objectives: {named: {affects: {calls: strongly helps, price: neutral}}}}
      finance: {objectives: {cheap: {affects: {price: strongly helps}}}}
    settings: {rules: {GC205: off}}
    """
RATINGS = """
    scorecards:
      - {customer: all, period: 2025-Q1, ratings: {calls: 8}}
      - {customer: all, period: 2026-Q1, ratings: {calls: 5}}
    """
DECISION = """
    decisions:
      - {between: [operations.faster], over: calls, decision: accepted, by: COO, reason: r, until: 2026-03-31}
    """


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepository:
    """The conflict over calls comes up, worsens, is accepted, lapses, ends, comes up again; a tag; a stray commit."""
    repository = GitRepository(tmp_path / "repository")
    repository.git("init", "-q", "-b", "main")
    calls, price = "calls: neutral", "price: neutral"
    steps = (
        ("2025-01-10", "org/org.yaml", ORG, ()),
        ("2025-05-10", "org/org.yaml", ORG, ((calls, "calls: slightly hurts"),)),
        ("2025-06-10", "notes.txt", "not about the organization", ()),
        ("2025-09-10", "org/org.yaml", ORG, ((calls, "calls: strongly hurts"),)),
        ("2025-12-10", "org/decisions.yaml", DECISION, ()),
        ("2026-05-10", "org/ratings.yaml", RATINGS, ()),
        ("2026-06-10", "org/org.yaml", ORG, ((price, "price: hurts"),)),
        ("2026-08-10", "org/org.yaml", ORG, ((calls, "calls: hurts"), (price, "price: hurts"))),
    )
    for day, name, text, edits in steps:
        repository.write(name, text)
        for old, new in edits:
            repository.replace(name, old, new)
        for variable in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            monkeypatch.setitem(ENVIRONMENT, variable, f"{day}T12:00:00Z")
        repository.commit(day)
        if day == "2025-12-10":
            repository.git("tag", "v1")
    monkeypatch.chdir(repository.folder)
    return repository


def test_every_planted_event_is_found_and_none_invented(repository: GitRepository, goalcheck: Command) -> None:
    before = state(repository.folder)
    done = goalcheck("history", "org", "-f", "json", "--today", "2026-09-01")
    assert (done.status, done.err) == (0, "")
    data = json.loads(done.out)
    assert [each["day"] for each in data["points"]] == [
        *("2025-01-10", "2025-05-10", "2025-09-10", "2025-12-10", "2026-05-10", "2026-06-10", "2026-08-10"),
        "2026-09-01",
    ]
    assert data["points"][3]["label"] == "v1"
    calls, price = data["conflicts"]
    assert [(each["day"], each["what"]) for each in calls["events"]] == [
        ("2025-05-10", "came up"),
        ("2025-09-10", "worse"),
        ("2025-12-10", "decided"),
        ("2026-05-10", "open again"),
        ("2026-06-10", "gone"),
        ("2026-08-10", "came up"),
    ]
    assert calls["events"][4]["because"] == [
        "effect of operations.faster on calls was strongly hurts (-1.00), is neutral (+0.00)"
    ]
    assert [(each["day"], each["what"]) for each in price["events"]] == [("2026-06-10", "came up")]
    assert data["outcomes"]["calls"] == [0.0, 33.33, 100.0, 100.0, 100.0, 0.0, 66.67, 66.67]
    assert data["feuds"] == [{"departments": ["operations", "sales"], "about": ["calls"], "times": 2}]
    assert [(each["by"], each["fate"]) for each in data["decisions"]] == [("COO", "lapsed")]
    assert data["predictions"] == [
        {"about": "calls", "day": "2025-05-10", "before": 8.0, "after": 5.0, "came_true": True}
    ]
    assert state(repository.folder) == before


def test_it_reads_as_text_and_begins_where_it_is_told(repository: GitRepository, goalcheck: Command) -> None:
    assert repository.folder.is_dir()
    text = goalcheck("history", "org", "--today", "2026-09-01").out
    assert text.startswith("8 points from 2025-01-10 to 2026-09-01.\n")
    assert "operations and sales, 2 times: calls" in text
    assert "lapsed: COO on operations.faster over calls" in text
    assert goalcheck("history", "org", "--since", "2026", "--today", "2026-09-01").out.startswith(
        "4 points from 2026-05-10"
    )
    assert goalcheck("history", "org", "-f", "markdown").out.startswith("**8 points")
    assert goalcheck("history", "org", "--since", "soon").status == 2
    assert goalcheck("history", "org", "-f", "svg").out.count("<polyline") == 2


def test_a_revision_with_wrong_files_is_named(repository: GitRepository, goalcheck: Command) -> None:
    repository.write("org/org.yaml", "outcoms: {}\n")
    repository.commit("wrong")
    wrong = repository.git("rev-parse", "--short=8", "HEAD").strip()
    repository.write("org/org.yaml", ORG)
    done = goalcheck("history", "org", "--today", str(date(2026, 9, 1)))
    assert f"; wrong files at {wrong}." in done.out
