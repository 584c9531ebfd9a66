"""The folders of a commit, each read from git's tree object when it is first looked into.

A tree object holds the names of one level, so that a name with a separator in it is seen as what it is: in a listing of
whole paths it could not be told from a folder. Links are entries like others here. Must not know YAML.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Final, NamedTuple

from goalcheck.planning.git.command import NoRevision
from goalcheck.planning.git.names import is_usable, shown
from goalcheck.planning.git.objects import Objects

MAX_ENTRIES: Final = 500_000
"""Entries of all folders that are looked into; one tree can stand in many places, so that a few say billions."""

MAX_PATH: Final = 4_096
"""Characters of a path, as on disk; it bounds how deep folders lie in each other, too."""

_ENTRIES: Final = {
    digits: re.compile(rb"([0-7]{1,7}) ([^\0]*)\0(.{%d})" % (digits // 2), re.DOTALL) for digits in (40, 64)
}
"""A mode, a name and an object's id, as many bytes as the repository's ids have."""


class Entry(NamedTuple):
    """A file, link, folder or something else, by git's mode and the object that holds it."""

    mode: int
    object: bytes

    @property
    def is_folder(self) -> bool:
        """Tell if this is a tree."""
        return stat.S_ISDIR(self.mode)

    @property
    def is_file(self) -> bool:
        """Tell if this is a regular file."""
        return stat.S_ISREG(self.mode)

    @property
    def is_link(self) -> bool:
        """Tell if this is a symbolic link."""
        return stat.S_ISLNK(self.mode)


class Folder(NamedTuple):
    """A level of the tree: its path from the top ("" for the top), and what has a usable name in it.

    Attributes:
        refused: an entry that git would not lay out on disk, in words; empty where there is none.
    """

    path: str
    entries: Mapping[str, Entry]
    refused: str

    def below(self, name: str) -> str:
        """The path of an entry."""
        return f"{self.path}/{name}" if self.path else name


class CommitTree:
    """All that a commit holds.

    Attributes:
        revision: how the commit was called.
        commit: its id.
        day: the day on which it was made.
        root: the entry of everything, as if it stood in a folder.
        top: the folder that it is.
    """

    def __init__(self, objects: Objects, commit: str, *, revision: str) -> None:
        """Read the commit and its topmost folder.

        Raises:
            NoRevision: one of them was never fetched, or is damaged.
        """
        self.revision = revision
        self.commit = commit
        self._objects = objects
        self._folders: dict[str, Folder] = {}
        self._trees: dict[bytes, tuple[dict[str, Entry], str]] = {}
        self._count = 0
        head = _head(objects.read(commit, "commit", at=revision))
        self.day = _day(head.get(b"committer", b""))
        self.root = Entry(stat.S_IFDIR, self._id(head.get(b"tree", b"")))
        self.top = self.folder("", self.root)

    def folder(self, path: str, entry: Entry) -> Folder:
        """The folder that an entry is.

        Raises:
            NoRevision: it was never fetched or is damaged, or there is more than is read out of git.
        """
        known = self._folders.get(path)
        if known is None:
            known = self._folders[path] = self._read(path, entry)
        return known

    def entry(self, path: str) -> Entry | None:
        """The entry at a path from the top ("." for the top), without following links; None where there is none."""
        if path == ".":
            return self.root
        *folders, last = path.split("/")
        at = self.top
        for name in folders:
            entry = at.entries.get(name)
            if entry is None or not entry.is_folder:
                return None
            at = self.folder(at.below(name), entry)
        return at.entries.get(last)

    def walk(self, folder: Folder) -> Iterator[Folder]:
        """A folder and all below it."""
        waiting = [folder]
        while waiting:
            each = waiting.pop()
            yield each
            for name, entry in each.entries.items():
                if entry.is_folder:
                    waiting.append(self.folder(each.below(name), entry))

    def content(self, entry: Entry, *, at: str, most: int) -> bytes:
        """The bytes of a file, or the target of a link.

        Raises:
            NoRevision: it was never fetched, or is larger than that.
        """
        return self._objects.read(entry.object.hex(), "blob", at=shown(at), most=most)

    def refuse(self, folder: Folder) -> None:
        """Stop at a folder that holds an entry with a name that no file has.

        Raises:
            NoRevision: it does.
        """
        if folder.refused:
            where = shown(folder.path) if folder.path else "the topmost folder"
            raise NoRevision(
                f"in {shown(self.revision)}, {where} holds {folder.refused}: nothing is read from such a commit"
            )

    def _read(self, path: str, entry: Entry) -> Folder:
        if len(path) > MAX_PATH:
            raise NoRevision(f"a path at that revision has more than {MAX_PATH:,} characters: {shown(path)}")
        # Of one tree that stands in many places only the places take room.
        entries, refused = self._trees.get(entry.object) or self._entries(path, entry)
        self._trees[entry.object] = entries, refused
        self._count += len(entries)
        if self._count > MAX_ENTRIES:
            raise NoRevision(f"the folders at that revision have more than {MAX_ENTRIES:,} entries")
        return Folder(path, entries, refused)

    def _entries(self, path: str, entry: Entry) -> tuple[dict[str, Entry], str]:
        raw = self._objects.read(entry.object.hex(), "tree", at=shown(path or "."))
        entries: dict[str, Entry] = {}
        refused = ""
        for name, each in self._parse(raw, path):
            if name in entries:
                refused = refused or f"two entries named {shown(name)}"
            elif is_usable(name):
                entries[name] = each
            else:
                refused = refused or f"an entry named {shown(name)}, which is no name of a file"
        return entries, refused

    def _parse(self, raw: bytes, path: str) -> Iterator[tuple[str, Entry]]:
        at, pattern = 0, _ENTRIES[len(self.commit)]
        while at < len(raw):
            found = pattern.match(raw, at)
            if found is None:
                raise NoRevision(f"the folder {shown(path or '.')} is damaged at that revision")
            at = found.end()
            yield os.fsdecode(found[2]), Entry(int(found[1], 8), found[3])

    def _id(self, digits: bytes) -> bytes:
        if len(digits) != len(self.commit):
            raise NoRevision(f"the commit {self.commit} is damaged")
        return bytes.fromhex(digits.decode("ascii"))


def _head(commit: bytes) -> dict[bytes, bytes]:
    """The fields of a commit; of several with one name the first, as git takes it."""
    lines = commit.partition(b"\n\n")[0].split(b"\n")
    fields = (line.partition(b" ") for line in reversed(lines))
    return {name: value for name, _, value in fields}


def _day(committer: bytes) -> date:
    """The day in "Ada <ada@example.com> 1785585600 +0000"; where there is none, no decision had lapsed."""
    try:
        return datetime.fromtimestamp(int(committer.split()[-2]), UTC).date()
    except (IndexError, ValueError, OverflowError, OSError):
        return date.max
