"""The repository that a path belongs to: the one whose work tree holds it, and no other.

git takes any folder that holds HEAD, config, objects and refs for a bare repository, and its config for an answer to
the question which files are the repository's. Such a folder can be committed and so comes with a pull request; .git
cannot. So a repository is looked for by its .git (a folder, or the file of a work tree or submodule), git starts at the
folder that holds it, where it looks at .git first, and the work tree that git then names must be that very folder. This
holds for every version of git; those from 2.38 on are told as well (safe.bareRepository). Whose the repository is, git
checks itself (safe.directory).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from goalcheck.planning.git.command import NoRevision, ask, program

MERGE_BASE = "..."


class Repository:
    """A repository that is only ever read.

    Attributes:
        top: the folder that its work tree fills.
    """

    def __init__(self, path: str) -> None:
        """Find the one whose work tree holds a path.

        Raises:
            NoRevision: there is no git, or no repository.
        """
        program()
        self.top = _top(path)
        shown = os.fsdecode(self._ask("rev-parse", "--show-toplevel").removesuffix(b"\n"))
        if not _same(shown, self.top):
            raise NoRevision(f"the .git in {self.top} is not that of a repository whose files stand there")

    def commit(self, revision: str) -> str:
        """The id of the commit that a revision names; `main...` is where main and HEAD parted.

        Raises:
            NoRevision: it names none.
        """
        one, dots, other = revision.partition(MERGE_BASE)
        if not dots:
            return self._resolved(revision)
        ends = self._resolved(one or "HEAD"), self._resolved(other or "HEAD")
        try:
            return self._ask("merge-base", *ends).decode().strip()
        except NoRevision as error:
            raise NoRevision(f"the two ends of '{revision}' have no common commit{self._shallow()}") from error

    def renames(self, commit: str) -> Iterator[tuple[str, str]]:
        """Files that are named otherwise since a commit, what is staged included: old path, new path."""
        quiet = ("--no-ext-diff", "--no-textconv", "--ignore-submodules")
        wanted = ("--cached", "-M30%", "-z", "--diff-filter=R", "--name-status")
        told = self._ask("diff-index", *quiet, *wanted, commit)
        fields = [os.fsdecode(field) for field in told.split(b"\0")[:-1]]
        return zip(fields[1::3], fields[2::3], strict=True)

    def references(self) -> list[str]:
        """The full names of all branches, here and of other repositories as they were last fetched, sorted."""
        told = self._ask("for-each-ref", "--format=%(refname)", "refs/heads", "refs/remotes")
        return sorted(os.fsdecode(told).split("\n")[:-1])

    def tags(self) -> dict[str, str]:
        """The names of tags by the ids of their commits; of several the first by name."""
        told = self._ask("for-each-ref", "--format=%(objectname) %(*objectname) %(refname:strip=2)", "refs/tags")
        found: dict[str, str] = {}
        for line in os.fsdecode(told).splitlines():
            own, peeled, name = line.split(" ", 2)
            found.setdefault(peeled or own, name)
        return found

    def commits(self, paths: Sequence[str]) -> Iterator[tuple[str, date]]:
        """The commits that touch some paths, along the first parents of HEAD: id and day, the newest first."""
        wanted = ("--first-parent", "--timestamp", "HEAD", "--")
        told = self._ask("--literal-pathspecs", "rev-list", *wanted, *paths)
        for line in told.decode("ascii").splitlines():
            seconds, commit = line.split()
            yield commit, _day(int(seconds))

    def below(self, path: str) -> str:
        """A path as git names it, from the top of the repository; "." for the top itself.

        Raises:
            NoRevision: it stands elsewhere.
        """
        try:
            return Path(path).resolve().relative_to(self.top.resolve()).as_posix()
        except ValueError:
            raise NoRevision(f"{path} does not stand in the repository {self.top}") from None

    def _resolved(self, name: str) -> str:
        wanted = f"{name}^{{commit}}"
        try:
            return self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", wanted).decode().strip()
        except NoRevision as error:
            raise NoRevision(f"there is no commit '{name}' in this repository{self._shallow()}") from error

    def _shallow(self) -> str:
        if self._ask("rev-parse", "--is-shallow-repository").strip() != b"true":
            return ""
        return (
            "; the clone is shallow: fetch the whole history first (fetch-depth: 0 on GitHub, GIT_DEPTH: 0 on GitLab)"
        )

    def _ask(self, *arguments: str) -> bytes:
        return ask(self.top, *arguments)


def _day(seconds: int) -> date:
    """The day of a commit; a commit can say any number."""
    try:
        return datetime.fromtimestamp(seconds, UTC).date()
    except (ValueError, OverflowError, OSError):
        return date.max


def _top(path: str) -> Path:
    """The nearest folder above a path, links followed, that holds a .git."""
    real = Path(os.path.realpath(path))
    for folder in (real, *real.parents):
        if os.path.lexists(folder / ".git"):
            return folder
    raise NoRevision(f"{path}: not a git repository, nor is any folder above it")


def _same(one: str, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)  # noqa: PTH121 - either may be no possible path
    except (OSError, ValueError):
        return False
