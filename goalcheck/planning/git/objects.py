"""Git's objects by their ids, through one `git cat-file --batch` that is asked one object at a time.

git says how large an object is before it gives it, and nothing that is too large is taken. Must not know what is in
the objects.
"""

from __future__ import annotations

import re
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast

from goalcheck.planning.git.command import NoRevision, NotWhole, ask, start

MAX_BYTES = 200_000_000
"""Bytes that are read out of git for one revision at most: an organization is small."""

_HEADER = re.compile(rb"[0-9a-f]+ (\w+) (\d+)\n")
_MAX_HEADER = 200


class Objects:
    """The objects of a repository, read as long as this is open."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process = start(folder, "cat-file", "--batch")
        self._input = cast(IO[bytes], self._process.stdin)
        self._output = cast(IO[bytes], self._process.stdout)
        self._taken = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        # Killed rather than waited for: git may still be writing what was refused for its size.
        self._process.kill()
        self._process.communicate()

    def read(self, name: str, kind: str, *, at: str, most: int = MAX_BYTES) -> bytes:
        """The bytes of an object.

        Args:
            name: its id.
            kind: commit, tree or blob.
            at: where in the commit it stands, for messages.
            most: how many bytes it may have.

        Raises:
            NoRevision: it was never fetched, is none of that kind, or there is more than is read out of git.
        """
        size = self._size(name, kind, at)
        if size > most:
            raise NoRevision(f"{at} has {size:,} bytes at that revision; at most {most:,}")
        self._taken += size
        if self._taken > MAX_BYTES:
            raise NoRevision(f"the files at that revision have more than {MAX_BYTES:,} bytes")
        content = self._output.read(size + 1)
        if len(content) != size + 1:
            raise NoRevision(f"git cannot read {at} at that revision")
        return content[:-1]

    def _size(self, name: str, kind: str, at: str) -> int:
        try:
            self._input.write(f"{name}\n".encode("ascii"))
            self._input.flush()
        except OSError as error:
            raise NoRevision(f"git cannot read {at} at that revision") from error
        header = _HEADER.fullmatch(self._output.readline(_MAX_HEADER))
        if header is None:
            self._explain(name)
            raise NoRevision(f"git has no content for {at}: fetch the whole history first")
        if header[1] != kind.encode("ascii"):
            raise NoRevision(f"{at} is no {kind} at that revision")
        return int(header[2])

    def _explain(self, name: str) -> None:
        """Ask for an object alone, because git says only then that it would have to be fetched."""
        try:
            ask(self._folder, "cat-file", "-e", name)
        except NotWhole:
            raise
        except NoRevision:
            return
