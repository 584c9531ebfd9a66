"""The few questions that are asked of git, so that a hostile repository can run, write and fetch nothing.

Refs that look like options, fsmonitor, textconv and diff.external are ways to make git do something (CRAFT): every ref
is resolved to a commit id before it is used, and only plumbing is called that reads objects and the index.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from goalcheck.source import GoalcheckError

MERGE_BASE = "..."

REGULAR, LINK = ("100644", "100755"), "120000"

_SAFE = ("core.fsmonitor=false", "protocol.allow=never", "core.quotePath=false")
_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE", "GIT_EXTERNAL_DIFF")
"""Set inside hooks; relative ones would be read from another folder."""


class NoRevision(GoalcheckError):
    """The revision, or what it needs, is not there; the message says what to do."""


class Entry(NamedTuple):
    """A file of a commit: its path from the top of the repository, its mode, and the object that holds it."""

    path: str
    mode: str
    object: str
    size: int


class Repository:
    """A repository that is only ever read."""

    def __init__(self, path: str) -> None:
        """The one that a path stands in.

        Raises:
            NoRevision: there is no git, or no repository.
        """
        start = Path(path).absolute()
        self.top = next(each for each in (start, *start.parents) if each.is_dir())
        shown = self._ask("rev-parse", "--show-toplevel").removesuffix(b"\n")
        self.top = Path(os.fsdecode(shown))

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

    def day(self, commit: str) -> date:
        """The day on which a commit was made."""
        head = self._ask("cat-file", "commit", commit).split(b"\n\n")[0].split(b"\n")
        seconds = next(line.split()[-2] for line in head if line.startswith(b"committer "))
        try:
            return datetime.fromtimestamp(int(seconds), UTC).date()
        except (ValueError, OverflowError, OSError):
            return date.max

    def entries(self, commit: str) -> Iterator[Entry]:
        """All files of a commit; links too, but no other repositories."""
        for line in self._ask("ls-tree", "-r", "-z", "-l", "--full-tree", commit).split(b"\0")[:-1]:
            about, _, path = line.partition(b"\t")
            mode, _, name, size = about.decode().split()
            if mode in (*REGULAR, LINK):
                yield Entry(os.fsdecode(path), mode, name, int(size))

    def renames(self, commit: str) -> Iterator[tuple[str, str]]:
        """Files that are named otherwise since a commit, what is staged included: old path, new path."""
        told = self._ask("diff-index", "--cached", "-M30%", "-z", "--diff-filter=R", "--name-status", commit)
        fields = [os.fsdecode(field) for field in told.split(b"\0")[:-1]]
        return zip(fields[1::3], fields[2::3], strict=True)

    def contents(self, entries: Sequence[Entry]) -> Iterator[tuple[Entry, bytes]]:
        """Files with their bytes.

        Raises:
            NoRevision: one of them was never fetched.
        """
        answer = self._ask("cat-file", "--batch", standard_input="".join(f"{each.object}\n" for each in entries))
        at = 0
        for entry in entries:
            start = answer.index(b"\n", at) + 1
            if not answer[at:start].endswith(f" blob {entry.size}\n".encode()):
                raise NoRevision(f"git has no content for {entry.path}: fetch the whole history first")
            at = start + entry.size + 1
            yield entry, answer[start : at - 1]

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

    def _ask(self, *arguments: str, standard_input: str = "") -> bytes:
        settings = [part for setting in _SAFE for part in ("-c", setting)]
        environment = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
        environment |= {
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_NO_REPLACE_OBJECTS": "1",
            "LC_ALL": "C",
        }
        try:
            done = subprocess.run(  # noqa: S603 - no shell; what a user says comes after --end-of-options
                ["git", "-C", str(self.top), *settings, "--no-pager", *arguments],  # noqa: S607 - git is where PATH says
                input=standard_input.encode(),
                capture_output=True,
                env=environment,
                check=False,
            )
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise NoRevision(f"git cannot be run ({reason}); a comparison with the past needs it") from error
        if done.returncode:
            raise NoRevision(_told(arguments[0], done.stderr.decode(errors="replace").strip().splitlines()))
        return done.stdout


def _told(command: str, said: Sequence[str]) -> str:
    """Why git failed, in one line; in a partial clone it tries to fetch what is missing, which is not allowed here."""
    if not said:
        return f"git {command} failed"
    if any("not allowed" in line for line in said):
        return "this clone does not hold that revision whole, and nothing is fetched here: clone it without --filter"
    told = said[0].removeprefix("fatal: ")
    if "dubious ownership" in told:
        return f"{told}; if you trust it: git config --global --add safe.directory FOLDER"
    return told
