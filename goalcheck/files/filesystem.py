"""The places that files can be read from: the disk, or whatever else answers the same questions.

Everything in this package looks at files through a `FileSystem`, so that an organization that lies elsewhere (in a
commit, say) is found and read by the same code, with the same bounds and the same messages. Must not know which files
make an organization.
"""

from __future__ import annotations

import os
from typing import Final, NamedTuple, Protocol

from goalcheck.files.opening import read_bytes


class FolderListing(NamedTuple):
    """The names in a directory, in any order; a link to a directory is in neither list, so that no walk follows it."""

    files: list[str]
    folders: list[str]


class FileSystem(Protocol):
    """Six questions about paths; `OSError` and `ValueError` mean what they mean on disk."""

    def real(self, path: str) -> str:
        """The path without links, as far as it exists."""

    def check(self, path: str) -> None:
        """Raise the reason why a path leads to nothing, where it does."""

    def exists(self, path: str) -> bool:
        """Tell if anything has this name, be it a link that leads to nothing."""

    def is_folder(self, path: str) -> bool:
        """Tell if a path leads to a directory."""

    def listing(self, path: str) -> FolderListing:
        """The entries of a directory."""

    def read(self, path: str) -> bytes:
        """The bytes of a regular file of bounded size.

        Raises:
            UnreadableError: there is none.
        """


class Disk:
    """The files of this machine."""

    def real(self, path: str) -> str:
        """Follow every link."""
        return os.path.realpath(path)

    def check(self, path: str) -> None:
        """Ask the operating system."""
        os.stat(path)  # noqa: PTH116  # a Path would lose trailing characters

    def exists(self, path: str) -> bool:
        """Look at the name alone."""
        return os.path.lexists(path)

    def is_folder(self, path: str) -> bool:
        """Follow links to find out."""
        return os.path.isdir(path)  # noqa: PTH112

    def listing(self, path: str) -> FolderListing:
        """Read the directory once."""
        listing = FolderListing([], [])
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    listing.folders.append(entry.name)
                elif not _leads_to_folder(entry):
                    listing.files.append(entry.name)
        return listing

    def read(self, path: str) -> bytes:
        """Open the file without waiting for a pipe."""
        return read_bytes(path)


DISK: Final = Disk()


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        # A link to nowhere counts as a file, so that opening it says what is wrong.
        return False
