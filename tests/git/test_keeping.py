"""A repository as it is kept: two organizations, five branches, and each command as somebody would type it."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Command
from repository import GitRepository
from test_git_attacks import state

TODAY = ("--today", "2026-09-01")

SALES = """
    organization: {name: Sales, period: 2026-H2}
    include: [departments/*.yaml]
    outcomes: {attention: {importance: 5}, speed: {importance: 4}}
    departments: {company: {lead: CEO}}
    drivers:
      time: {name: Time per order}
    settings: {rules: {GC205: off, GC206: off, GC210: off, GC211: off, GC301: off, GC302: off, GC303: off}}
    """
OPERATIONS = """
    departments:
      operations:
        part_of: company
        objectives:
          install-30: {affects: {speed: strongly helps}}
    """
DESK = """
    departments:
      desk:
        part_of: company
        objectives:
          named-contact: {affects: {attention: strongly helps}}
          quick-quote: {affects: {speed: slightly hurts}}
    """
LIBRARY = """
    organization: {name: Library, period: 2026-H2}
    outcomes: {quiet: {importance: 5}}
    departments:
      rooms: {objectives: {silence: {affects: {quiet: strongly helps}}}}
    decisions: []
    settings: {rules: {GC205: off, GC206: off, GC303: off}}
    """

OPERATIONS_FILE, DESK_FILE = "units/sales/departments/operations.yaml", "units/sales/departments/desk.yaml"
DOORS = "  doors: {objectives: {evenings: {affects: {quiet: hurts}}}}\ndecisions"
BRANCHES = {
    "sales-q4": (OPERATIONS_FILE, "strongly helps", "strongly helps, time: hurts"),
    "calls": ("units/sales/org.yaml", "per order}", "per order, affects: {attention: strongly helps}}"),
    "denial": (DESK_FILE, "speed: slightly hurts", "speed: neutral"),
    "harm": ("units/library/org.yaml", "decisions", DOORS),
    "words": ("units/library/org.yaml", "name: Library", "name: The Library"),
}


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepository:
    for name in ("GITHUB_ACTIONS", "GITLAB_CI", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    repository = GitRepository(tmp_path / "repository")
    repository.start(
        {
            "goalcheck.yaml": "organizations: {sales: units/sales, library: units/library}\nsince: main...\n",
            "units/sales/org.yaml": SALES,
            OPERATIONS_FILE: OPERATIONS,
            DESK_FILE: DESK,
            "units/library/org.yaml": LIBRARY,
        }
    )
    for branch, (name, old, new) in BRANCHES.items():
        repository.git("switch", "-q", "-c", branch, "main")
        repository.replace(name, old, new)
        repository.commit(branch)
    monkeypatch.chdir(repository.folder / "units" / "sales" / "departments")
    return repository


@pytest.mark.parametrize(
    ("branch", "status", "told"),
    [
        ("sales-q4", 0, ""),
        ("calls", 0, ""),
        ("denial", 1, "Retracted: "),
        ("harm", 1, "doors.evenings squeezes quiet; promised by rooms.silence"),
        ("words", 0, ""),
    ],
)
@pytest.mark.parametrize("configured", [True, False])
def test_each_branch_by_itself(
    repository: GitRepository,
    goalcheck: Command,
    monkeypatch: pytest.MonkeyPatch,
    branch: str,
    status: int,
    told: str,
    configured: bool,
) -> None:
    repository.git("switch", "-q", branch)
    options: tuple[str, ...] = ()
    if not configured:
        (repository.folder / "goalcheck.yaml").unlink()
        monkeypatch.chdir(repository.folder)
        options = ("--since", "main...")
    before = state(repository.folder)
    done = goalcheck("check", *options, *TODAY)
    assert done.status == status, done.out + done.err
    assert told in done.out
    assert done.out.count("== ") == 2
    assert done.out.count("\n") > 3 or not told
    assert state(repository.folder) == before


def test_two_that_are_green_alone(repository: GitRepository, goalcheck: Command) -> None:
    repository.git("switch", "-q", "calls")
    done = goalcheck("check", "--merged-with-all", "*", *TODAY)
    assert done.status == 0
    assert "severe: your change and sales-q4 squeeze attention together: severe (pressure 66.67, 0.00" in done.out
    assert done.out.count("your change and ") == 1
    assert goalcheck("check", "--merged-with", "sales-q4", *TODAY).status == 1
    assert goalcheck("check", "--merged-with", "words", *TODAY).status == 0


def test_everything_after_the_merge(repository: GitRepository, goalcheck: Command) -> None:
    """What was foretold is what stands once both are merged for good."""
    repository.git("switch", "-q", "calls")
    foretold = goalcheck("check", "--merged-with", "sales-q4", *TODAY).out
    repository.git("merge", "-q", "-m", "both", "sales-q4")
    done = goalcheck("check", *TODAY)
    assert done.status == 1
    headline = "operations.install-30 squeezes attention at time; promised by desk.named-contact"
    assert headline in foretold
    assert headline in done.out
