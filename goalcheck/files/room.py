"""The limit on keys and values: of each file, and of all files of an organization together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from goalcheck.files.problems import Problems
    from goalcheck.files.tree import Source

MAX_NODES: Final = 5_000_000
"""Keys, values and ends of collections in a file, with each alias counted as all that it stands for."""

SURE_NODES: Final = 2_000_000
"""Keys and values that all files together may hold in any case."""

NODE_BYTES: Final = 12
"""Bytes for each key or value from which on all files together may hold more than SURE_NODES.

Files as people and programs write them have fifteen and more. A file of nothing but brackets has one and a half, and
would take a hundred times its size in memory; a million objectives take ten times theirs.
"""


class ReadingRoom:
    """The keys and values that there is room for in all files together.

    Attributes:
        used: how many there are so far.
        is_full: whether a file had more than there was room for.
    """

    def __init__(self) -> None:
        self.used = 0
        self.is_full = False
        self._bytes = 0

    def enter(self, source: Source) -> int:
        """The number of keys and values that a further file may have."""
        self._bytes += len(source.text)
        return max(0, min(MAX_NODES, self._all() - self.used))

    def take(self, source: Source, nodes: int) -> bool:
        """Count a file that was read before, and held so many; False, and nothing is counted, where it has no room."""
        before = self._bytes
        if nodes > self.enter(source):
            self._bytes = before
            return False
        self.used += nodes
        return True

    def refuse(self, name: str, limit: int, problems: Problems) -> None:
        """Report a file that has more."""
        self.is_full = True
        if limit >= MAX_NODES:
            problems.add(name, f"the file has more than {MAX_NODES:,} keys and values", "several smaller files")
            return
        found = f"the files have more than {self._all():,} keys and values up to this one"
        problems.add(
            name, found, f"at most {SURE_NODES:,}, or one for each {NODE_BYTES} characters in all files together"
        )

    def _all(self) -> int:
        return max(SURE_NODES, self._bytes // NODE_BYTES)
