"""The files of this machine as an editor sees them: what it holds and has not saved counts in place of the disk."""

from __future__ import annotations

import os
from collections.abc import Mapping

from goalcheck.files import FolderListing
from goalcheck.files.filesystem import Disk
from goalcheck.files.opening import bounded


class Buffers(Disk):
    """The disk with the buffers of an editor over it, new files too."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        """Takes the contents by their paths without links."""
        self._contents = contents
        self._folders: dict[str, list[str]] = {}
        for path in contents:
            folder, name = os.path.split(path)
            self._folders.setdefault(folder, []).append(name)

    def check(self, path: str) -> None:
        """A file that only the editor has is there as well."""
        if self.real(path) not in self._contents:
            super().check(path)

    def exists(self, path: str) -> bool:
        """Look at the editor's files too."""
        return super().exists(path) or self.real(path) in self._contents

    def listing(self, path: str) -> FolderListing:
        """The entries of a directory, with the files that only the editor has."""
        listing = super().listing(path)
        unsaved = self._folders.get(self.real(path), ())
        return listing._replace(files=[*listing.files, *(each for each in unsaved if each not in listing.files)])

    def read(self, path: str) -> bytes:
        """The buffer of a file, else what is on disk."""
        held = self._contents.get(path)
        if held is None:
            held = self._contents.get(self.real(path))
        return super().read(path) if held is None else bounded(held)
