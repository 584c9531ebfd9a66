"""Files that were read before: a file with the same name and the same bytes gives the same document again.

Kept is what was read without any problem; a file with a mistake is read anew each time, since its problems have to be
reported again and its document loses what does not fit. Must not know YAML or what the documents mean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from goalcheck.files.room import ReadingRoom

if TYPE_CHECKING:
    from collections.abc import Callable

    from goalcheck.files.problems import Problems
    from goalcheck.files.tree import MappingNode, Source


class _Read(NamedTuple):
    """A file that was read, with the keys and values that its reader counted."""

    raw: bytes
    document: MappingNode
    used: int


class KeptFiles:
    """The documents of the last run, by the names of their files."""

    def __init__(self) -> None:
        self._last: dict[str, _Read] = {}
        self._now: dict[str, _Read] = {}

    def start(self) -> None:
        """Begin a run: what the last run did not hold is forgotten, unless it held nothing at all."""
        if self._now:
            self._last, self._now = self._now, {}

    def document(
        self, name: str, raw: bytes, problems: Problems, room: ReadingRoom, read: Callable[[], MappingNode | None]
    ) -> MappingNode | None:
        """The document of a file: the kept one where the bytes are the same, else what `read` makes of them."""
        known = self._last.get(name)
        if known is not None and known.raw == raw and room.take(known.document.source, known.used):
            self._now[name] = known
            return known.document
        noted, used = problems.noted, room.used
        document = read()
        if document is not None and problems.noted == noted:
            self._now[name] = _Read(raw, document, room.used - used)
        return document

    def forget(self, source: Source) -> None:
        """Read a file anew in the next run, because its document was changed since."""
        self._now.pop(source.name, None)
