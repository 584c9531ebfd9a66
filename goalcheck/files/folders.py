"""The contents of directories, and the files that an include pattern names.

Wildcards never pass a link to a directory and nothing is listed twice, so that neither a link to "/" nor a pattern of
many stars keeps going. Must not know YAML or what is read from the files.
"""

from __future__ import annotations

import fnmatch
import os
import posixpath
import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, NamedTuple

from goalcheck.files.filesystem import DISK, FileSystem, FolderListing
from goalcheck.files.foreign import NO_PART
from goalcheck.files.opening import unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goalcheck.files.problems import Problems

MAX_STEPS: Final = 2_000_000
"""Directory entries that all include patterns together may look at; a hostile set of patterns multiplies them."""

MAX_PATTERN: Final = 1_000
"""Characters in one include pattern."""

_SUFFIXES: Final = (".yaml", ".yml")
_MAGIC: Final = re.compile(r"[*?\[]")


class PatternError(Exception):
    """An include pattern cannot be followed; `args` are what was found and what was expected."""


class Named(NamedTuple):
    """A file or directory: the name that the user knows it by, and the path that opens it."""

    shown: str
    path: str

    def child(self, name: str) -> Named:
        """Name what stands in this directory."""
        shown = name if self.shown == "." else f"{self.shown.rstrip('/')}/{name}"
        return Named(shown, os.path.join(self.path, name))  # noqa: PTH118  # a Path would lose trailing characters


class Folders:
    """The directories below the given paths, each listed once.

    Attributes:
        files: where the directories and their files are.
    """

    def __init__(self, problems: Problems, files: FileSystem = DISK) -> None:
        self.files = files
        self.roots: dict[str, str] = {}
        self._problems = problems
        self._listings: dict[str, FolderListing] = {}
        self._steps = 0

    def add_root(self, root: Named) -> None:
        """Allow reading below a directory."""
        real = self.files.real(root.path)
        self.roots[real] = min(root.shown, self.roots.get(real, root.shown))

    def contain(self, real: str) -> bool:
        """True if a path without links lies below one of the given ones."""
        return self._root(real) is not None

    def name(self, real: str) -> Named:
        """Show a path without links from the given directory that it lies below."""
        root = self._root(real) or real
        named = Named(self.roots.get(root, root), root)
        for part in PurePath(os.path.relpath(real, root)).parts:
            named = named.child(part)
        return named

    def _root(self, real: str) -> str | None:
        # Upwards from the path: as many steps as it has parts, however many paths were given.
        while real not in self.roots:
            parent = os.path.dirname(real)  # noqa: PTH120
            if parent == real:
                return None
            real = parent
        return real

    def below(self, folder: Named) -> Iterator[Named]:
        """Every YAML file below a directory that is not hidden and may be part of an organization."""
        for each in self._descendants(folder):
            for name in self._list(each).files:
                if name.endswith(_SUFFIXES) and not name.startswith(".") and name not in NO_PART:
                    yield each.child(name)

    def match(self, base: Named, pattern: str) -> list[Named]:
        """Find the files that an include pattern names, seen from a directory without links."""
        _check(pattern)
        folders = {base.path: base}
        *parts, last = (part for part in pattern.split("/") if part not in ("", "."))
        try:
            for part in parts:
                folders = {each.path: each for folder in folders.values() for each in self._step(folder, part)}
            return sorted(each for folder in folders.values() for each in self._files(folder, last))
        except (OSError, ValueError):
            return []

    def _step(self, folder: Named, part: str) -> Iterator[Named]:
        if part == "..":
            shown = posixpath.normpath(posixpath.join(folder.shown, ".."))
            yield self._allowed(Named(shown, os.path.dirname(folder.path)))  # noqa: PTH120
        elif part == "**":
            for each in self._descendants(folder):
                self._pay(1)
                yield each
        elif _MAGIC.search(part):
            yield from map(folder.child, self._select(self._list(folder).folders, part))
        else:
            child = folder.child(part)
            if self.files.is_folder(child.path):
                yield self._allowed(Named(child.shown, self.files.real(child.path)))

    def _files(self, folder: Named, part: str) -> Iterator[Named]:
        if part == "**":
            for each in self._descendants(folder):
                yield from self._files(each, "*")
        elif _MAGIC.search(part):
            yield from map(folder.child, self._select(self._list(folder).files, part))
        else:
            child = folder.child(part)
            if self.files.is_folder(child.path):
                raise PatternError("this is a directory", f"files: '{part}/*.yaml' for those in a directory")
            if self.files.exists(child.path):
                yield child

    def _allowed(self, folder: Named) -> Named:
        if not self.contain(folder.path):
            raise PatternError(f"{folder.shown!r} is {self.outside()}", "files below the given paths")
        return folder

    def outside(self) -> str:
        """True if the path leads to something that must not be read."""
        roots = sorted(self.roots.values())
        where = repr(roots[0]) if len(roots) == 1 else "the given paths"
        return f"outside {where}; goalcheck reads only below the given paths"

    def _descendants(self, folder: Named) -> Iterator[Named]:
        # A stack, not recursion: a tree of directories can be deeper than Python's stack.
        waiting = [folder]
        while waiting:
            each = waiting.pop()
            yield each
            waiting += (each.child(name) for name in self._list(each).folders if not name.startswith("."))

    def _select(self, names: list[str], part: str) -> list[str]:
        self._pay(len(names) + 1)
        matches = re.compile(fnmatch.translate(part)).match
        # As in a shell: what is hidden has to be asked for.
        return [name for name in names if matches(name) and (part[0] == "." or name[0] != ".") and name not in NO_PART]

    def _pay(self, steps: int) -> None:
        self._steps += steps
        if self._steps > MAX_STEPS:
            raise PatternError(f"the include patterns look at more than {MAX_STEPS:,} files", "fewer wildcards")

    def _list(self, folder: Named) -> FolderListing:
        known = self._listings.get(folder.path)
        if known is None:
            known = self._listings[folder.path] = self._scan(folder)
        return known

    def _scan(self, folder: Named) -> FolderListing:
        try:
            files, folders = self.files.listing(folder.path)
        except (OSError, ValueError) as error:
            self._problems.add(folder.shown, *unreadable(error).args)
            return FolderListing([], [])
        # The order of a directory is the file system's; that of what is found in it must not be.
        return FolderListing(sorted(files), sorted(folders))


def _check(pattern: str) -> None:
    if not pattern.strip("/. "):
        raise PatternError(f"the pattern {pattern!r} names no files", "a pattern such as 'departments/*.yaml'")
    if len(pattern) > MAX_PATTERN:
        raise PatternError(f"the pattern has {len(pattern):,} characters", f"at most {MAX_PATTERN:,}")
    if pattern.startswith("/") or os.path.isabs(pattern):  # noqa: PTH117
        raise PatternError(
            f"the pattern {pattern!r} is absolute; goalcheck reads only below the given paths",
            "a pattern relative to this file",
        )
