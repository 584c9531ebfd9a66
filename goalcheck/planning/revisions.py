"""Organizations as they were at a git revision, read from git's object store: nothing is checked out.

The files are laid out in a temporary folder, where they are read as any others are, under the names REV:PATH.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from goalcheck.api import analyze, load, load_named
from goalcheck.files import Named
from goalcheck.findings import Report
from goalcheck.planning.git import LINK, Entry, NoRevision, Repository

SUFFIXES = (".yaml", ".yml")

MAX_BYTES = 200_000_000
"""How much is read out of git at most: an organization is small."""


def report_at(revision: str, paths: Sequence[str], *, today: date | None) -> Report | None:
    """What there was to find at a revision, on its day: a decision that has lapsed since was in force.

    Args:
        revision: anything that names a commit; `main...` is where main and HEAD parted.
        paths: files and directories as they are named today; renamed ones are followed.
        today: no later day counts.

    Returns:
        The report, None where nothing of the paths existed then.

    Raises:
        NoRevision: there is no git, no repository or no such commit.
        InvalidInput: the files were wrong then; the places name the revision.
    """
    repository = Repository(paths[0])
    commit = repository.commit(revision)
    entries = list(repository.entries(commit))
    wanted = list(_wanted(repository, commit, entries, paths))
    if not wanted:
        return None
    with tempfile.TemporaryDirectory(prefix="goalcheck-") as folder:
        _lay_out(repository, _needed(entries, wanted), Path(folder))
        named = [Named(_named(revision, each.shown), os.path.join(folder, each.path)) for each in wanted]  # noqa: PTH118
        organization = load_named(named)
    return analyze(organization, today=min(repository.day(commit), today or date.today()))


def report_of(source: str, *, today: date | None) -> Report:
    """What there is to find in a path, or in REV:PATH (the path as seen from here) where nothing has that name.

    Raises:
        NoRevision: as `report_at` does, or nothing of the path existed then.
        InvalidInput: the files are or were wrong.
    """
    revision, colon, path = source.partition(":")
    if not (colon and revision) or os.path.lexists(source):
        return analyze(load(source), today=today)
    report = report_at(revision, [path or "."], today=today)
    if report is None:
        raise NoRevision(f"there was no {path or 'YAML file'} at '{revision}'")
    return report


class _Wanted(NamedTuple):
    """A path that was given: the name it had as a user would say it, and as git names it."""

    shown: str
    path: str


def _named(revision: str, path: str) -> str:
    """A path at a revision as git writes it: main:departments/sales.yaml, main:./org.yaml."""
    return f"{revision}:{path}" if "/" in path or path == "." else f"{revision}:./{path}"


def _wanted(repository: Repository, commit: str, entries: Sequence[Entry], paths: Iterable[str]) -> Iterator[_Wanted]:
    """What the paths were called then; those that did not exist then are left out."""
    files = [PurePosixPath(entry.path) for entry in entries if entry.path.endswith(SUFFIXES)]
    existing = {str(each) for file in files for each in (file, *file.parents)}
    renames: list[tuple[str, str]] | None = None
    for path in paths:
        below = repository.below(path)
        if below in existing:
            yield _Wanted(Path(path).as_posix(), below)
            continue
        if renames is None:
            renames = sorted(repository.renames(commit))
        before = _former(below, renames)
        if before is not None:
            yield _Wanted(before, before)


def _former(path: str, renames: Iterable[tuple[str, str]]) -> str | None:
    """What a file, or the folder of a renamed file, was called."""
    for old, new in renames:
        tail = new.removeprefix(path)
        if new == path:
            return old
        if new != tail and tail.startswith("/") and old.endswith(tail):
            return old.removesuffix(tail)
    return None


def _needed(entries: Iterable[Entry], wanted: Iterable[_Wanted]) -> list[Entry]:
    """The files that may be read: below the directories that were given, and beside the files, which include others."""
    roots = [path if not path.endswith(SUFFIXES) else str(PurePosixPath(path).parent) for _, path in wanted]
    starts = () if "." in roots else tuple(f"{root}/" for root in roots)
    needed = [
        entry for entry in entries if entry.path.endswith(SUFFIXES) and (not starts or entry.path.startswith(starts))
    ]
    total = sum(entry.size for entry in needed)
    if total > MAX_BYTES:
        raise NoRevision(f"the files at that revision have {total:,} bytes, more than {MAX_BYTES:,}")
    return needed


def _lay_out(repository: Repository, entries: Sequence[Entry], folder: Path) -> None:
    """Write files below a folder; links last, so that nothing is ever written through one."""
    for entry, content in sorted(repository.contents(entries), key=lambda each: each[0].mode == LINK):
        path = folder / entry.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if entry.mode == LINK:
            path.symlink_to(os.fsdecode(content))
        else:
            path.write_bytes(content)
