"""The files of an organization while they are edited, each read once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from goalcheck.changes.edit import Edit
from goalcheck.files.editing import CannotEdit
from goalcheck.files.rewriting import Rewriting


class Files:
    """Each file that something is edited in, read once."""

    def __init__(self, read: Callable[[str], str] | None = None) -> None:
        """Takes what reads a file; the disk does without it."""
        self._read = read or _from_disk
        self._texts: dict[str, str] = {}
        self._rewritings: dict[str, Rewriting] = {}

    @contextmanager
    def editing(self, file: str) -> Iterator[Rewriting]:
        """The text of a file, to be edited.

        Raises:
            CannotEdit: it is written in a way that no small edit can follow; the message names it.
        """
        try:
            if file not in self._rewritings:
                self._texts[file] = self._read(file)
                self._rewritings[file] = Rewriting(self._texts[file])
            yield self._rewritings[file]
        except CannotEdit as error:
            raise CannotEdit(f"{file}: {error}; change this file by hand") from error

    def edits(self) -> list[Edit]:
        """The edits of the files, by name; those that are as before are left out."""
        after = {}
        for file in sorted(self._rewritings):
            with self.editing(file) as rewriting:
                after[file] = rewriting.text()
        return [Edit(Path(file), self._texts[file], text) for file, text in after.items() if text != self._texts[file]]


def _from_disk(file: str) -> str:
    return Path(os.path.realpath(file)).read_bytes().decode("utf-8")
