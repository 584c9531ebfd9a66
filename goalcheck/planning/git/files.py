"""A commit as a file system: paths, links and bytes, all in memory.

Paths begin with a root that no link can name by chance (/ and the id of the commit). A link leads on within the commit,
as it would on disk; one that is absolute or climbs above the top leads out, where nothing is. Must not know YAML.
"""

from __future__ import annotations

import errno
import os
from typing import Final, NamedTuple, cast

from goalcheck.files import MAX_FILE_BYTES, FolderListing, UnreadableError, unreadable
from goalcheck.planning.git.command import NoRevision
from goalcheck.planning.git.tree import MAX_PATH, CommitTree, Entry, Folder

MAX_LINKS: Final = 40
"""Links on the way to one file, as on Linux; links in a circle end here."""

MAX_STEPS: Final = 2_000_000
"""Names that all links together may lead over; a hostile set of links multiplies them."""

_OUTSIDE: Final = "/"
"""Stands for whatever is not in the commit: no path that may be read lies above the root."""


class _Place(NamedTuple):
    """A point on the way down from the top: its path without links, and the entry there."""

    above: _Place | None
    path: str
    entry: Entry | None


class _End(NamedTuple):
    """The end of a path: where it leads, and what is there, or why nothing is."""

    path: str
    entry: Entry | None = None
    error: int = errno.ENOENT


class CommitFiles:
    """The files of a commit, as goalcheck's reader looks at them."""

    def __init__(self, tree: CommitTree, *, asked: tuple[str, ...]) -> None:
        """Make a file system of a commit.

        Args:
            tree: what the commit holds.
            asked: the folders that will be read, from the top; a name that no file has is refused in and below them,
                and overlooked on the way to them.
        """
        self._tree = tree
        self._asked = asked
        self._root = f"/{tree.commit}"
        self._targets: dict[bytes, str] = {}
        self._steps = 0
        self._folders = {"": _Place(None, "", tree.root)}

    def path(self, below: str) -> str:
        """The path of something that is named from the top, "." for the top itself."""
        return self._root if below == "." else f"{self._root}/{below}"

    def real(self, path: str) -> str:
        """The path without links."""
        return self._follow(path).path

    def check(self, path: str) -> None:
        """Raise the reason why a path leads to nothing, where it does."""
        self._entry(self._follow(path))

    def exists(self, path: str) -> bool:
        """Tell if anything has this name, be it a link that leads to nothing."""
        return self._follow(path, last=False).entry is not None

    def is_folder(self, path: str) -> bool:
        """Tell if a path leads to a folder."""
        return _is_folder(self._follow(path).entry)

    def listing(self, path: str) -> FolderListing:
        """The files and folders in a folder; other repositories (submodules) are neither."""
        end = self._follow(path)
        entry = self._entry(end)
        if not entry.is_folder:
            raise _error(errno.ENOTDIR)
        listing = FolderListing([], [])
        for name, each in self._open(self._below(end.path), entry).entries.items():
            if each.is_folder:
                listing.folders.append(name)
            elif each.is_file or (each.is_link and not self.is_folder(f"{end.path}/{name}")):
                listing.files.append(name)
        return listing

    def read(self, path: str) -> bytes:
        """The bytes of a file.

        Raises:
            UnreadableError: there is none.
        """
        end = self._follow(path)
        try:
            entry = self._entry(end)
        except OSError as error:
            raise unreadable(error) from error
        if not entry.is_file:
            raise UnreadableError("this is no regular file", "a text file")
        return self._tree.content(entry, at=self._below(end.path), most=MAX_FILE_BYTES)

    def _follow(self, path: str, *, last: bool = True) -> _End:
        """Follow a path as realpath(3) does, on past names that do not exist.

        Args:
            path: it begins with the root, or leads out.
            last: follow a link at its end, too.
        """
        place, waiting = self._start(path)
        error, links = 0, 0
        while waiting and place:
            name = waiting.pop()
            error = error or (0 if _is_folder(place.entry) else errno.ENOTDIR)
            if name in ("", ".", ".."):
                place = place.above if name == ".." else place
                continue
            step = self._step(place, name)
            error = error or (0 if step.entry else errno.ENOENT)
            if step.entry and step.entry.is_link and (last or waiting):
                links += 1
                if links > MAX_LINKS:
                    return _End(self.path(step.path), error=error or errno.ELOOP)
                place = self._go_on(place, step, waiting)
            else:
                place = step
        if place is None:
            return _End(_OUTSIDE)
        return _End(self.path(place.path or "."), None if error else place.entry, error)

    def _start(self, path: str) -> tuple[_Place | None, list[str]]:
        """Begin at the folder of a path where it was looked into before, as most were; else at the top."""
        folder, _, name = self._below(path).rpartition("/")
        known = self._folders.get(folder)
        return (known, [name]) if known else (self._folders[""], [name, *folder.split("/")[::-1]])

    def _go_on(self, place: _Place, link: _Place, waiting: list[str]) -> _Place | None:
        """Put the names that a link leads over before those that follow it; they begin where the link stands."""
        target = self._target(link)
        waiting += target.split("/")[::-1]
        self._steps += len(waiting)
        if self._steps > MAX_STEPS:
            raise NoRevision(f"the links at that revision lead over more than {MAX_STEPS:,} names")
        return None if target.startswith("/") else place

    def _step(self, place: _Place, name: str) -> _Place:
        path = f"{place.path}/{name}" if place.path else name
        entry = self._open(place.path, place.entry).entries.get(name) if place.entry and place.entry.is_folder else None
        step = _Place(place, path, entry)
        if _is_folder(entry):
            self._folders[path] = step
        return step

    def _target(self, link: _Place) -> str:
        entry = cast(Entry, link.entry)
        known = self._targets.get(entry.object)
        if known is None:
            known = os.fsdecode(self._tree.content(entry, at=link.path, most=MAX_PATH))
            self._targets[entry.object] = known
        return known

    def _open(self, path: str, entry: Entry) -> Folder:
        folder = self._tree.folder(path, entry)
        if folder.refused and any(is_within(path, each) for each in self._asked):
            self._tree.refuse(folder)
        return folder

    def _below(self, path: str) -> str:
        """A path from the top; what does not begin with the root leads out of the top."""
        # Windows joins with a backslash, which no name in the tree holds.
        path = path.replace(os.sep, "/")
        return path[len(self._root) + 1 :] if is_within(path, self._root) else ".."

    def _entry(self, end: _End) -> Entry:
        if end.entry is None:
            raise _error(end.error)
        return end.entry


def is_within(path: str, folder: str) -> bool:
    """Tell if a path is a folder or lies below it; everything is within the top (the empty path)."""
    return not folder or path == folder or path.startswith(f"{folder}/")


def _is_folder(entry: Entry | None) -> bool:
    return entry is not None and entry.is_folder


def _error(number: int) -> OSError:
    return OSError(number, os.strerror(number))
