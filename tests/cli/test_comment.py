"""The one comment on a pull request: what it says, when it is quiet, and how the action posts and edits it."""

from __future__ import annotations

from pathlib import Path

import pytest
import readers
from conftest import Command, Result
from repository import FILES, GitRepository
from test_hooks import STEPS, runner, step

__all__ = ["runner"]

FINANCE = "org/departments/finance.yaml"
TODAY = ("--today", "2026-09-01")
MARK, QUIET = "<!-- goalcheck -->\n", "<!-- goalcheck: nothing changed -->\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> GitRepository:
    for name in ("GITHUB_ACTIONS", "GITLAB_CI", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    repository = GitRepository(tmp_path / "repository")
    repository.start(FILES)
    monkeypatch.chdir(repository.folder)
    return repository


def comment(goalcheck: Command, tmp_path: Path, *more: str) -> str:
    file = tmp_path / "comment.md"
    done = goalcheck("check", "org", "--since", "main", "--comment", file, "--fail-on", "never", *TODAY, *more)
    assert done.status == 0, done.err
    return file.read_text("utf-8")


def test_it_says_what_came_whom_to_ask_and_shows_the_worst(
    repository: GitRepository, goalcheck: Command, tmp_path: Path
) -> None:
    repository.replace(FINANCE, "low-price: helps\n", "low-price: helps\n          kind-counter: strongly hurts\n")
    text = comment(goalcheck, tmp_path)
    assert text.startswith(f"{MARK}\n## goalcheck: since `main`\n\n**1 conflict open again")
    assert "### Who should be asked\n\n" in text
    assert "decides kind-counter" in text.replace("\\", "")
    assert "```mermaid\nflowchart LR\n" in text
    assert len(readers.blocks(text.partition("\n")[2])) > 5


def test_it_tells_what_was_retracted(repository: GitRepository, goalcheck: Command, tmp_path: Path) -> None:
    repository.write("org/decisions.yaml", "decisions: []\n")
    repository.commit()
    repository.replace("org/departments/parcels.yaml", "slightly hurts", "neutral")
    text = comment(goalcheck, tmp_path).replace("\\", "")
    assert "**1 retracted, 1 conflict gone" in text
    assert "effect of parcels.next-day on kind-counter was slightly hurts (-0.33), is neutral (+0.00)" in text
    assert "mermaid" not in text


def test_it_is_quiet_where_nothing_changed(repository: GitRepository, goalcheck: Command, tmp_path: Path) -> None:
    repository.replace(FINANCE, "fewer people", "the same people")
    text = comment(goalcheck, tmp_path)
    assert text == f"{QUIET}**goalcheck**: no conflict is new, worse, better or gone since `main`.\n"


def test_it_needs_something_to_compare_with(repository: GitRepository, goalcheck: Command, tmp_path: Path) -> None:
    assert repository.folder.is_dir()
    done = goalcheck("check", "org", "--comment", tmp_path / "x.md", *TODAY)
    assert done.status == 2
    assert "give the revision to compare with, --since main..." in done.err
    assert not (tmp_path / "x.md").exists()


def test_a_name_that_is_hostile_stays_a_name(repository: GitRepository, goalcheck: Command, tmp_path: Path) -> None:
    repository.replace(FINANCE, "Do it with fewer people", '"@all <img src=x> ``` | [x](y)"')
    repository.replace(FINANCE, "low-price: helps\n", "low-price: helps\n          kind-counter: strongly hurts\n")
    text = comment(goalcheck, tmp_path).partition("\n")[2]
    assert "<img" not in text
    assert "html_block" not in readers.blocks(text)
    assert text.count("\n```") == 2


GH = """#!/bin/sh
echo "$@" >> {log}
case "$*" in
  *--paginate*) echo "{known}"; exit {status};;
esac
exit {status}
"""


def post(runner: Path, text: str, *, known: str = "", status: int = 0) -> tuple[Result, list[str]]:
    """The step of the action, with a `gh` that only writes down how it was called."""
    log = runner / "gh.log"
    log.write_text("")
    gh = runner / "bin" / "gh"
    gh.write_text(GH.format(log=log, known=known, status=status))
    gh.chmod(0o755)
    (runner / "goalcheck-comment.md").write_text(text)
    variables = {"GH_TOKEN": "t", "GOALCHECK_REPOSITORY": "a/b", "GOALCHECK_NUMBER": "7"}
    done = step("Comment", runner, runner, **variables)
    return done, log.read_text().splitlines()


def test_the_action_writes_one_comment_and_edits_it(runner: Path) -> None:
    body = f"-F body=@{runner}/goalcheck-comment.md --silent"
    done, calls = post(runner, f"{MARK}\nnews\n")
    assert (done.status, calls[1:]) == (0, [f"api -X POST repos/a/b/issues/7/comments {body}"])
    done, calls = post(runner, f"{MARK}\nnews\n", known="41\n42")
    assert (done.status, calls[1:]) == (0, [f"api -X PATCH repos/a/b/issues/comments/41 {body}"])
    done, calls = post(runner, f"{QUIET}nothing\n", known="41")
    assert (done.status, calls[1:]) == (0, [f"api -X PATCH repos/a/b/issues/comments/41 {body}"])


def test_the_action_stays_quiet(runner: Path) -> None:
    assert len(post(runner, f"{QUIET}nothing\n")[1]) == 1
    assert post(runner, "")[1] == []
    done, calls = post(runner, f"{MARK}\nnews\n", status=1)
    assert (done.status, len(calls)) == (0, 1)
    assert done.out.splitlines()[-1].startswith("::notice title=goalcheck::")


def test_only_a_comment_of_its_own_is_edited() -> None:
    assert '.user.type == "Bot"' in STEPS["Comment"]["run"]
