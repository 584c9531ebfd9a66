"""Branches, and the files of an organization that they change, merged into what is in the work tree.

Of a branch only trees and files are read, as of any revision; the merge is done on their bytes, so that no merge
driver, attribute or hook of the repository has a say.
"""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from goalcheck.files import MAX_FILE_BYTES, UnreadableError
from goalcheck.planning.git import CommitTree, NoRevision, Objects, Repository
from goalcheck.planning.git.tree import Entry, Folder
from goalcheck.planning.merging.overlay import Overlay
from goalcheck.planning.merging.three_way import merged

MAX_BRANCHES: Final = 200
"""Branches that one check merges; each costs an analysis."""

ENDINGS: Final = (".yaml", ".yml", ".csv", ".json")
"""The endings of the files that organizations are made of."""

_HEADS: Final = ("refs/heads/", "refs/remotes/")


class Branch(NamedTuple):
    """A branch, or any other revision.

    Attributes:
        name: as its user knows it.
        commit: the id of its last commit.
        base: that of the commit at which it and HEAD parted.
    """

    name: str
    commit: str
    base: str


class NotMerged(Exception):
    """A branch that cannot be merged by itself; the message says which file, or why."""


def branches(repository: Repository, names: Sequence[str], pattern: str | None) -> list[Branch]:
    """The branches that are named, and those that fit a pattern as `origin/*`; those that HEAD holds are left out.

    Raises:
        NoRevision: there is no such branch, it has nothing in common with HEAD, or too many fit.
    """
    head = repository.commit("HEAD")
    fitting = [name for name in _all(repository) if pattern is not None and fnmatch.fnmatchcase(name, pattern)]
    if len(fitting) > MAX_BRANCHES:
        raise NoRevision(f"{len(fitting):,} branches fit '{pattern}'; at most {MAX_BRANCHES:,}")
    found = (_branch(repository, name) for name in dict.fromkeys((*names, *fitting)))
    apart = {each.commit: each for each in found if each.base != each.commit and each.commit != head}
    return [*apart.values()]


def _all(repository: Repository) -> Iterator[str]:
    for reference in repository.references():
        start = next((each for each in _HEADS if reference.startswith(each)), None)
        if start is not None and not reference.endswith("/HEAD"):
            yield reference.removeprefix(start)


def _branch(repository: Repository, name: str) -> Branch:
    if "..." in name:
        raise NoRevision(f"'{name}' is no branch")
    commit = repository.commit(name)
    return Branch(name, commit, repository.commit(f"HEAD...{commit}"))


def merge(repository: Repository, objects: Objects, branch: Branch, paths: Sequence[str], into: Overlay) -> Overlay:
    """What an overlay would be with the files that a branch has changed below the paths.

    Raises:
        NotMerged: a file was changed on both sides in the same place, or became or was a link.
        NoRevision: the commits are not safe to read.
    """
    base = CommitTree(objects, branch.base, revision=branch.name)
    theirs = CommitTree(objects, branch.commit, revision=branch.name)
    made = Overlay(into.contents)
    for path, was, is_ in _changed(base, theirs, [repository.below(each) for each in paths]):
        real = os.path.realpath(repository.top / path)
        if real != os.path.join(os.path.realpath(repository.top), path):  # noqa: PTH118
            raise NotMerged(f"{path} lies behind a link here")
        content = _merged(path, _content(base, was, path), _content(theirs, is_, path), _ours(into, real))
        made.contents[real] = content
    return made


def _merged(path: str, base: bytes | None, theirs: bytes | None, ours: bytes | None) -> bytes | None:
    """A file after the merge; None where it would not be there."""
    if ours in (base, theirs):
        return theirs
    content = None if base is None or theirs is None or ours is None else merged(base, ours, theirs)
    if content is None:
        raise NotMerged(f"{path} was changed on both sides")
    return content


def _ours(overlay: Overlay, real: str) -> bytes | None:
    try:
        return overlay.read(real)
    except UnreadableError as error:
        if overlay.exists(real):
            raise NotMerged(f"{real}: {error.args[0]}") from error
        return None


def _content(tree: CommitTree, entry: Entry | None, path: str) -> bytes | None:
    return None if entry is None else tree.content(entry, at=path, most=MAX_FILE_BYTES)


def _changed(
    base: CommitTree, theirs: CommitTree, paths: Sequence[str]
) -> Iterator[tuple[str, Entry | None, Entry | None]]:
    """The files below some paths that differ between two commits, with their entries in each."""
    before, after = _files(base, paths), _files(theirs, paths)
    for path in sorted(before.keys() | after.keys()):
        was, is_ = before.get(path), after.get(path)
        if was == is_ or (was and is_ and was.object == is_.object and was.is_link == is_.is_link):
            continue
        if any(each is not None and each.is_link for each in (was, is_)):
            raise NotMerged(f"{path} is or was a link")
        yield path, was, is_


def _files(tree: CommitTree, paths: Sequence[str]) -> Mapping[str, Entry]:
    """The files and links that an organization can be made of, by their paths from the top."""
    found: dict[str, Entry] = {}
    for home in dict.fromkeys(_home(tree, each) for each in paths):
        entry = tree.entry(home)
        if entry is None:
            continue
        for folder in tree.walk(tree.folder("" if home == "." else home, entry)):
            tree.refuse(folder)
            found |= _entries(folder)
    return found


def _home(tree: CommitTree, path: str) -> str:
    """A folder, or the one that a file stands in, which it may include others from."""
    entry = tree.entry(path)
    return path if entry is None or entry.is_folder else path.rpartition("/")[0] or "."


def _entries(folder: Folder) -> dict[str, Entry]:
    return {
        folder.below(name): each
        for name, each in folder.entries.items()
        if (each.is_file or each.is_link) and name.endswith(ENDINGS)
    }
