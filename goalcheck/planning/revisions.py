"""Organizations as they were at a git revision, read from git's object store into memory under the names REV:PATH.

Nothing is checked out: of the commit only the folders and files are read that the organization is made of.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

from goalcheck.api import analyze, load, load_named
from goalcheck.files import Named
from goalcheck.model.organizations import NoOrganization
from goalcheck.planning.git import CommitFiles, CommitTree, NoRevision, Objects, Repository
from goalcheck.report import Report

YAML = (".yaml", ".yml")

USUAL = (*YAML, ".csv", ".json")
"""The endings of the files that organizations are made of."""


def report_at(
    revision: str,
    paths: Sequence[str],
    *,
    today: date | None,
    organization: str | None = None,
    as_of_today: bool = False,
) -> Report | None:
    """The report at a revision, as of its day: decisions that have lapsed since are still in force in it.

    Args:
        revision: anything that names a commit; `main...` is where main and HEAD parted.
        paths: files and directories as they are named today; renamed ones are followed.
        today: no later day counts.
        organization: the name or folder of one, where the paths hold several.
        as_of_today: True for a branch that is as much of today as what it is compared with.

    Returns:
        The report, None where nothing of the paths, or no such organization, existed then.

    Raises:
        NoRevision: there is no git, no repository or no such commit, or the commit is not safe to read.
        InvalidInput: the files were wrong then; the places name the revision.
    """
    repository = Repository(paths[0])
    with Objects(repository.top) as objects:
        tree = CommitTree(objects, repository.commit(revision), revision=revision)
        wanted = list(_wanted(repository, tree, paths))
        if not wanted:
            return None
        files = CommitFiles(tree, asked=tuple(_home(tree, each.path) for each in wanted))
        named = [Named(f"{revision}:{each.shown}", files.path(each.path)) for each in wanted]
        try:
            found = load_named(named, files=files, organization=organization)
        except NoOrganization:
            return None
    day = today or date.today()
    return analyze(found, today=day if as_of_today else min(tree.day, day))


def report_of(source: str, *, today: date | None, organization: str | None = None) -> Report:
    """The report on a path, or on REV:PATH (the path relative to the working directory) if no file has that name.

    Raises:
        NoRevision: as `report_at` does, or nothing of the path existed then.
        InvalidInput: the files are or were wrong.
    """
    revision, colon, path = source.partition(":")
    if os.path.lexists(source):
        return analyze(load(source, organization=organization), today=today)
    if not (colon and revision):
        raise NoRevision(f"{source}: there is no such file; what is in git is written REV:PATH, as in main:org")
    report = report_at(revision, [path or "."], today=today, organization=organization)
    if report is None:
        what = f"organization '{organization}' in {path or '.'}" if organization else path or "YAML file"
        raise NoRevision(f"there was no {what} at '{revision}'")
    return report


def report_then_and_now(
    revision: str, paths: Sequence[str], *, today: date | None, organization: str | None
) -> tuple[Report, Report]:
    """The reports on the organization in some paths, at a revision and as it is.

    Raises:
        NoRevision: as `report_at` does, or it did not exist then.
        InvalidInput: the files are or were wrong.
    """
    now = analyze(load(paths, organization=organization), today=today)
    before = report_at(revision, paths, today=today, organization=organization)
    if before is None:
        raise NoRevision(f"there was no such organization at '{revision}'")
    return before, now


class _Wanted(NamedTuple):
    """A path that was given: its former name, relative to here (./) or the top, and its name in git, from the top."""

    shown: str
    path: str


def _wanted(repository: Repository, tree: CommitTree, paths: Iterable[str]) -> Iterator[_Wanted]:
    """The names that the paths had then; those that did not exist then are left out."""
    renames: list[tuple[str, str]] | None = None
    for path in paths:
        below = repository.below(path)
        if _existed(tree, below):
            yield _Wanted(_from_here(path, below), below)
            continue
        if renames is None:
            renames = _renames(repository, tree)
        yield from (_Wanted(before, before) for before in _former(below, renames))


def _existed(tree: CommitTree, path: str) -> bool:
    """True if there was a file of this name, or a folder with a YAML file anywhere below it."""
    entry = tree.entry(path)
    if entry is None or not entry.is_folder:
        return entry is not None and (entry.is_file or entry.is_link)
    for folder in tree.walk(tree.folder("" if path == "." else path, entry)):
        tree.refuse(folder)
        if any(name.endswith(YAML) for name, each in folder.entries.items() if each.is_file or each.is_link):
            return True
    return False


def _renames(repository: Repository, tree: CommitTree) -> list[tuple[str, str]]:
    # Walked first, within its bounds: git compares all paths, and a few trees can say that there are billions.
    for _ in tree.walk(tree.top):
        pass
    return sorted(each for each in repository.renames(tree.commit) if tree.entry(each[0]))


def _from_here(path: str, below: str) -> str:
    given = PurePath(path)
    return below if given.is_absolute() else path if path == "." else f"./{given.as_posix()}"


def _former(path: str, renames: Iterable[tuple[str, str]]) -> list[str]:
    """The former path: of a renamed file, of the folder of a renamed file, or of the files that a new folder holds."""
    moved = [(old, new.removeprefix(path)) for old, new in renames if new == path or new.startswith(f"{path}/")]
    folders = [old.removesuffix(tail) for old, tail in moved if tail and old.endswith(tail)]
    return folders[:1] or [old for old, _ in moved if old.endswith(USUAL)]


def _home(tree: CommitTree, path: str) -> str:
    """The folder in which everything lies that may be read for a path: itself, or the one that a file stands in."""
    entry = tree.entry(path)
    if path == "." or (entry and entry.is_folder):
        return path.removeprefix(".")
    return path.rpartition("/")[0]
