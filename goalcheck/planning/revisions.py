"""Organizations as they were at a git revision, read from git's object store: nothing is checked out.

The files are laid out in a temporary folder, where they are read as any others are, under the names REV:PATH.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path, PurePath, PurePosixPath
from typing import NamedTuple

from goalcheck.api import analyze, load, load_named
from goalcheck.files import Named
from goalcheck.findings import Report
from goalcheck.model import Organization
from goalcheck.model.organizations import NoOrganization
from goalcheck.planning.git import LINK, Entry, NoRevision, Repository
from goalcheck.source import InvalidInput

YAML = (".yaml", ".yml")

USUAL = (*YAML, ".csv", ".json")
"""What organizations are made of; a file may include any other by its name, which is then looked for too."""

MAX_BYTES = 200_000_000
"""How much is read out of git at most: an organization is small."""


def report_at(
    revision: str, paths: Sequence[str], *, today: date | None, organization: str | None = None
) -> Report | None:
    """What there was to find at a revision, on its day: a decision that has lapsed since was in force.

    Args:
        revision: anything that names a commit; `main...` is where main and HEAD parted.
        paths: files and directories as they are named today; renamed ones are followed.
        today: no later day counts.
        organization: the name or folder of one, where the paths hold several.

    Returns:
        The report, None where nothing of the paths, or no such organization, existed then.

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
    shown = [each._replace(shown=f"{revision}:{each.shown}") for each in wanted]
    try:
        found = _organization(repository, _within(entries, wanted), shown, organization)
    except NoOrganization:
        return None
    return analyze(found, today=min(repository.day(commit), today or date.today()))


def report_of(source: str, *, today: date | None, organization: str | None = None) -> Report:
    """What there is to find in a path, or in REV:PATH (the path as seen from here) where nothing has that name.

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


def _organization(
    repository: Repository, entries: Sequence[Entry], wanted: Sequence[_Wanted], organization: str | None
) -> Organization:
    """Read the usual files; where that fails, with all others too, because one of them may be included by its name.

    Raises:
        NoRevision: there is more than is read out of git.
        InvalidInput: the files were wrong.
    """
    given = {each.path for each in wanted}
    usual, yaml = (
        [each for each in entries if each.path.endswith(ends) or each.path in given] for ends in (USUAL, YAML)
    )
    if _bytes(usual) > MAX_BYTES:
        usual = yaml
    if (total := _bytes(usual)) > MAX_BYTES:
        raise NoRevision(f"the files at that revision have {total:,} bytes, more than {MAX_BYTES:,}")
    try:
        return _read(repository, usual, wanted, organization)
    except InvalidInput:
        if len(usual) == len(entries) or _bytes(entries) > MAX_BYTES:
            raise
        return _read(repository, entries, wanted, organization)


def _bytes(entries: Iterable[Entry]) -> int:
    return sum(entry.size for entry in entries)


def _read(
    repository: Repository, entries: Sequence[Entry], wanted: Sequence[_Wanted], organization: str | None
) -> Organization:
    with tempfile.TemporaryDirectory(prefix="goalcheck-") as folder:
        _lay_out(repository, entries, Path(folder))
        named = [Named(each.shown, os.path.join(folder, each.path)) for each in wanted]  # noqa: PTH118
        return load_named(named, organization=organization)


class _Wanted(NamedTuple):
    """A path that was given: what it was called, from here (./) or from the top, and from the top, as git has it."""

    shown: str
    path: str


def _wanted(repository: Repository, commit: str, entries: Sequence[Entry], paths: Iterable[str]) -> Iterator[_Wanted]:
    """What the paths were called then; those that did not exist then are left out."""
    files = [PurePosixPath(entry.path) for entry in entries if entry.path.endswith(YAML)]
    existing = {*(entry.path for entry in entries), *(str(folder) for file in files for folder in file.parents)}
    renames: list[tuple[str, str]] | None = None
    for path in paths:
        below = repository.below(path)
        if below in existing:
            yield _Wanted(_from_here(path, below), below)
            continue
        if renames is None:
            renames = sorted(repository.renames(commit))
        yield from (_Wanted(before, before) for before in _former(below, renames))


def _from_here(path: str, below: str) -> str:
    given = PurePath(path)
    return below if given.is_absolute() else path if path == "." else f"./{given.as_posix()}"


def _former(path: str, renames: Iterable[tuple[str, str]]) -> list[str]:
    """What a file was called, or the folder of a renamed file, or the files that are in a new folder now."""
    moved = [(old, new.removeprefix(path)) for old, new in renames if new == path or new.startswith(f"{path}/")]
    folders = [old.removesuffix(tail) for old, tail in moved if tail and old.endswith(tail)]
    return folders[:1] or [old for old, _ in moved if old.endswith(USUAL)]


def _within(entries: Sequence[Entry], wanted: Iterable[_Wanted]) -> list[Entry]:
    """The files that may be read: below the directories that were given, and beside the files, which include others."""
    files = {entry.path for entry in entries}
    roots = [str(PurePosixPath(path).parent) if path in files else path for _, path in wanted]
    starts = () if "." in roots else tuple(f"{root}/" for root in roots)
    return [entry for entry in entries if not starts or entry.path.startswith(starts)]


def _lay_out(repository: Repository, entries: Sequence[Entry], folder: Path) -> None:
    """Write files below a folder; links last, so that nothing is ever written through one."""
    for entry, content in sorted(repository.contents(entries), key=lambda each: each[0].mode == LINK):
        path = folder / entry.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if entry.mode == LINK:
            path.symlink_to(os.fsdecode(content))
        else:
            path.write_bytes(content)
