"""The disk with some files as they would be: changed, added or taken away in memory alone."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping

from goalcheck.files import DISK, FolderListing, UnreadableError


class Overlay:
    """The files of this machine, but for some by their paths without links.

    Attributes:
        contents: the bytes of a file as it would be; None where it would not be there.
    """

    def __init__(self, contents: Mapping[str, bytes | None] | None = None) -> None:
        self.contents: dict[str, bytes | None] = dict(contents or {})

    def real(self, path: str) -> str:
        """Follow every link."""
        return DISK.real(path)

    def check(self, path: str) -> None:
        """Ask the operating system about what is on disk."""
        real = self.real(path)
        if self.contents.get(real) is not None or self._is_new_folder(real):
            return
        if real in self.contents:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        DISK.check(path)

    def exists(self, path: str) -> bool:
        """Tell if anything has this name."""
        real = self.real(path)
        if real in self.contents:
            return self.contents[real] is not None
        return DISK.exists(path) or self._is_new_folder(real)

    def is_folder(self, path: str) -> bool:
        """Tell if a path leads to a directory, be it one that a new file lies in."""
        return DISK.is_folder(path) or self._is_new_folder(self.real(path))

    def listing(self, path: str) -> FolderListing:
        """The entries of a directory, with those that are new and without those that are gone."""
        real = self.real(path)
        files, folders = DISK.listing(path) if DISK.is_folder(path) else FolderListing([], [])
        kept = [each for each in files if self.contents.get(os.path.join(real, each), b"") is not None]  # noqa: PTH118
        beside = [key[len(real) + 1 :] for key, value in self.contents.items() if value is not None and _in(key, real)]
        new_files = {each for each in beside if os.sep not in each}
        new_folders = {each.split(os.sep, 1)[0] for each in beside if os.sep in each}
        return FolderListing(sorted({*kept, *new_files}), sorted({*folders, *new_folders}))

    def read(self, path: str) -> bytes:
        """The bytes of a file as it would be.

        Raises:
            UnreadableError: there is none.
        """
        real = self.real(path)
        if real not in self.contents:
            return DISK.read(path)
        content = self.contents[real]
        if content is None:
            raise UnreadableError("there is no such file", "a file or directory that exists")
        return content

    def _is_new_folder(self, real: str) -> bool:
        return any(value is not None and _in(key, real) for key, value in self.contents.items())


def _in(path: str, folder: str) -> bool:
    return path.startswith(folder.rstrip(os.sep) + os.sep)
