"""Less is said of a harm, and a conflict goes away: told with the conflict, first of all, and it fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Command, process
from repository import GitRepository

TODAY = ("--today", "2026-09-01")
ORG = """
    organization: {name: Denial, period: 2026-H2}
    outcomes: {calls: {importance: 5}, price: {importance: 5}}
    drivers:
      time:
        affects: {calls: strongly helps}
    departments:
      operations:
        objectives:
          faster:
            affects:
              time: {effect: hurts, because: twice the orders}
          cheaper: {affects: {price: strongly helps}}
      sales:
        objectives:
          named: {affects: {calls: strongly helps}}
    claims:
      - {from: operations.cheaper, to: calls, effect: hurts, by: sales}
    settings: {rules: {GC205: off, GC206: off, GC210: off, GC301: off, GC302: off, GC303: off, GC304: off}}
    """
HURTS = "time: {effect: hurts, because: twice the orders}"
CLAIM = "  - {from: operations.cheaper, to: calls, effect: hurts, by: sales}\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepository:
    for name in ("GITHUB_ACTIONS", "GITLAB_CI", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    repository = GitRepository(tmp_path / "repository")
    repository.start({"org.yaml": ORG})
    monkeypatch.chdir(repository.folder)
    return repository


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("time: {effect: neutral, because: twice the orders}", "was hurts (-0.67), is neutral (+0.00)"),
        ("time: slightly hurts", "was hurts (-0.67), is slightly hurts (-0.33)"),
        (
            "time: {effect: hurts, because: twice the orders, confidence: low}",
            "was hurts (-0.67), is hurts (-0.33)",
        ),
        ("price: helps", "was hurts (-0.67), is gone"),
    ],
)
def test_what_is_weakened_is_told_with_the_conflict(
    repository: GitRepository, goalcheck: Command, said: str, told: str
) -> None:
    repository.replace("org.yaml", HURTS, said)
    done = goalcheck("check", "org.yaml", "--since", "main", *TODAY)
    assert done.status == 1
    assert done.out.startswith("Retracted: ")
    assert f"serious: effect of operations.faster on time {told}\n" in done.out
    assert "the conflict over calls is at " in done.out
    assert "nobody says why: a new because on that line does\n" in done.out
    assert "; 1 retracted; 1 fails (--fail-on serious)" in done.err


def test_a_reason_on_the_line_makes_it_minor(repository: GitRepository, goalcheck: Command) -> None:
    repository.replace("org.yaml", HURTS, "time: {effect: neutral, because: measured in May}")
    done = goalcheck("check", "org.yaml", "--since", "main", *TODAY)
    assert done.status == 0
    line = repository.line("org.yaml", "measured in May")
    assert f"    org.yaml:{line}:11: minor: effect of operations.faster on time was" in done.out
    assert "because measured in May\n" in done.out


def test_a_claim_that_is_taken_out_comes_first(repository: GitRepository, goalcheck: Command) -> None:
    repository.replace("org.yaml", HURTS, "time: neutral")
    repository.replace("org.yaml", CLAIM, "  []\n")
    done = goalcheck("check", "org.yaml", "--since", "main", *TODAY)
    claim = done.out.index("the claim of sales on what operations.cheaper does to calls was taken out")
    assert claim < done.out.index("effect of operations.faster on time was")
    assert "ask sales whether it no longer claims it\n" in done.out
    assert "the conflict over calls is gone (was severe, pressure 88.89)\n" in done.out
    assert done.status == 1


def test_diff_tells_it_too(repository: GitRepository, goalcheck: Command) -> None:
    repository.replace("org.yaml", HURTS, "time: neutral")
    done = goalcheck("diff", "main:org.yaml", "org.yaml", *TODAY)
    assert done.status == 0
    assert done.out.startswith("1 retracted, ")
    assert "effect of operations.faster on time was hurts (-0.67), is neutral (+0.00)" in done.out
    data = json.loads(goalcheck("diff", "main:org.yaml", "org.yaml", "-f", "json", *TODAY).out)
    assert data["summary"]["retracted"] == 1
    assert data["retracted"][0]["about"] == "calls"
    assert goalcheck("diff", "main:org.yaml", "org.yaml", "--fail-on", "serious", *TODAY).status == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("faster:\n            affects", "faster:\n            status: dropped\n            affects"),
        (HURTS, "time: {effect: strongly hurts, because: twice the orders}"),
        ("price: strongly helps", "price: helps"),
        ("named: {affects: {calls: strongly helps}}", "named: {affects: {calls: helps}}"),
        ("effect: hurts, because: twice", "effect: hurts, because: three times"),
        ("importance: 5}, price", "importance: 2}, price"),
    ],
)
def test_nothing_is_told_of_what_is_no_denial(
    repository: GitRepository, goalcheck: Command, old: str, new: str
) -> None:
    """An objective is dropped, more is said, a conflict did not rest on it, or something else made it fall."""
    text = (repository.folder / "org.yaml").read_text()
    if old in text:
        repository.replace("org.yaml", old, new)
    else:
        repository.replace("org.yaml", old.replace("            ", "        "), new.replace("            ", "        "))
    done = goalcheck("check", "org.yaml", "--since", "main", "--fail-on", "never", *TODAY)
    assert "etracted" not in done.out + done.err


def test_a_weaker_effect_beside_a_dropped_objective_is_no_cause(repository: GitRepository, goalcheck: Command) -> None:
    """The other chain alone carries the conflict: what is said less of made nothing fall."""
    repository.replace("org.yaml", "time: {effect: hurts", "calls: hurts\n          time: {effect: hurts")
    repository.commit()
    repository.replace("org.yaml", "time: {effect: hurts", "time: {effect: slightly hurts")
    done = goalcheck("check", "org.yaml", "--since", "main", *TODAY)
    assert "etracted" not in done.out + done.err


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "github", "gitlab", "markdown", "csv"])
def test_every_format_tells_it(repository: GitRepository, form: str) -> None:
    repository.replace("org.yaml", HURTS, "time: neutral")
    done = process("check", "org.yaml", "--since", "main", "-f", form, *TODAY)
    assert done.status == 1
    assert "is neutral (+0.00)" in done.out.replace("\\", "")
