"""Values read from a file, each with the place where it stands.

Plain dicts and lists that remember positions; must not know YAML, files on disk, or what an organization is.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeAlias, Union

from goalcheck.source import Excerpt, Location

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

EXCERPT_CHARACTERS: Final = 500
"""The longest text of an excerpt: a line of 40 MB must not travel with each problem on it."""

FEW_KEYS: Final = 32
"""Keys of a mapping up to which looking for one is cheaper than remembering where each stands."""

COLUMN_BITS: Final = 32
_NO_MARKS: Final = array("q")
_COLUMN_MASK: Final = (1 << COLUMN_BITS) - 1

# What libyaml counts as the end of a line; str.splitlines() would also split at form feeds and others.
_LINE_BREAK: Final = re.compile("\r\n|[\r\n\x85\u2028\u2029]")

Value: TypeAlias = Union["MappingNode", "SequenceNode", str, int, float, bool, None]


class Source:
    """The text of one file under the name that the user knows it by."""

    __slots__ = ("_starts", "name", "text")

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text.lstrip("\ufeff")
        self._starts: array[int] | None = None

    def excerpt(self, location: Location, label: str = "") -> Excerpt:
        """Cut out the line on which the location starts, as it stands in the file, without its line break.

        Of a line that is longer than EXCERPT_CHARACTERS it is the piece around the column.
        """
        start, end = self._bounds(location.line - 1)
        column = location.column - 1
        first = 0 if column < EXCERPT_CHARACTERS else column - EXCERPT_CHARACTERS // 2
        piece = self.text[start + first : min(end, start + first + EXCERPT_CHARACTERS)]
        return Excerpt(location, piece, label, first + 1)

    def position(self, index: int) -> int:
        """Pack the position of the character at an index of the text."""
        starts = self._line_starts()
        line = bisect_right(starts, index) - 1
        return line << COLUMN_BITS | index - starts[line]

    def _bounds(self, line: int) -> tuple[int, int]:
        starts = self._line_starts()
        if line >= len(starts):
            return len(self.text), len(self.text)
        start, end = starts[line], len(self.text)
        if line + 1 < len(starts):
            # Not searched for from the start: a line may be the whole of a large file.
            end = starts[line + 1] - (2 if self.text.endswith("\r\n", start, starts[line + 1]) else 1)
        return start, end

    def _line_starts(self) -> array[int]:
        if self._starts is None:
            self._starts = array("q", [0])
            self._starts.extend(found.end() for found in _LINE_BREAK.finditer(self.text))
        return self._starts


def location(source: Source, start_packed: int, end_packed: int) -> Location:
    """Name the place between two packed positions, counted from 1 as people do."""
    return Location(
        source.name,
        (start_packed >> COLUMN_BITS) + 1,
        (start_packed & _COLUMN_MASK) + 1,
        (end_packed >> COLUMN_BITS) + 1,
        (end_packed & _COLUMN_MASK) + 1,
    )


class MappingNode(dict[str, "Value"]):
    """A mapping with text keys.

    Attributes:
        source: the file that it stands in.
        marks: four packed positions (line << 32 | column, from 0, end exclusive) for each entry, in order: where its
            key starts and ends, where its value starts and ends. The value of entry i is at marks[4 * i + 2].
        size: its keys and values and those in them, each alias counted as all that it stands for.

    """

    __slots__ = ("_indices", "marks", "size", "source")

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.source = source
        self.marks: array[int] = _NO_MARKS  # empty ones come in millions and share it
        self.size = 1
        self._indices: dict[str, int] | None = None

    def key_location(self, key: str) -> Location:
        """The place of a key."""
        at = 4 * self._index(key)
        return location(self.source, self.marks[at], self.marks[at + 1])

    def value_location(self, key: str) -> Location:
        """The place of a key's value."""
        at = 4 * self._index(key) + 2
        return location(self.source, self.marks[at], self.marks[at + 1])

    def key_locations(self) -> list[Location]:
        """The places of all keys, in order."""
        source, marks = self.source, self.marks
        return [location(source, marks[at], marks[at + 1]) for at in range(0, len(marks), 4)]

    def mapping(self, key: str) -> MappingNode:
        """The value of a key that is known to hold a mapping."""
        value = self[key]
        if not isinstance(value, MappingNode):
            raise TypeError(f"{key} holds no mapping")
        return value

    def sequence(self, key: str) -> SequenceNode:
        """The value of a key that is known to hold a list."""
        value = self[key]
        if not isinstance(value, SequenceNode):
            raise TypeError(f"{key} holds no list")
        return value

    def part(self, keys: Iterable[str]) -> MappingNode:
        """The same mapping with these keys alone, which are in its order."""
        part = MappingNode(self.source)
        part.update((key, self[key]) for key in keys)
        wanted = (4 * self._index(key) for key in part)
        part.marks = array("q", chain.from_iterable(self.marks[at : at + 4] for at in wanted))
        part.size = 1 + sum(1 + _size(value) for value in part.values())
        return part

    def remove_entries(self, keys: Collection[str]) -> None:
        """Take out keys with their values and their marks."""
        kept = [(4 * index, key, value) for index, (key, value) in enumerate(self.items()) if key not in keys]
        self.marks = array("q", [mark for at, _, _ in kept for mark in self.marks[at : at + 4]])
        self._indices = None
        self.clear()
        self.update((key, value) for _, key, value in kept)

    def _index(self, key: str) -> int:
        if self._indices is None and len(self) <= FEW_KEYS:
            for index, candidate in enumerate(self):
                if candidate == key:
                    return index
            raise KeyError(key)
        # Each of its keys may be asked for: walking there every time would take quadratic time.
        if self._indices is None:
            self._indices = {candidate: index for index, candidate in enumerate(self)}
        return self._indices[key]


class SequenceNode(list["Value"]):
    """A list of values.

    Attributes:
        source: the file that it stands in.
        marks: two packed positions for each item: where it starts and where it ends.
        size: its items and all that is in them, each alias counted as all that it stands for.

    """

    __slots__ = ("marks", "size", "source")

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.source = source
        self.marks: array[int] = _NO_MARKS
        self.size = 1

    def item_location(self, index: int) -> Location:
        """The place of an item."""
        at = 2 * range(len(self))[index]
        return location(self.source, self.marks[at], self.marks[at + 1])

    def mapping(self, index: int) -> MappingNode:
        """An item that is known to be a mapping."""
        value = self[index]
        if not isinstance(value, MappingNode):
            raise TypeError(f"item {index} is no mapping")
        return value

    def part(self, indices: Iterable[int]) -> SequenceNode:
        """The same list with these items alone."""
        part = SequenceNode(self.source)
        wanted = list(indices)
        part.extend(self[index] for index in wanted)
        part.marks = array("q", chain.from_iterable(self.marks[2 * at : 2 * at + 2] for at in wanted))
        part.size = 1 + sum(map(_size, part))
        return part

    def remove_entries(self, indices: Collection[int]) -> None:
        """Take out items with their marks."""
        kept = [(2 * index, value) for index, value in enumerate(self) if index not in indices]
        self.marks = array("q", [mark for at, _ in kept for mark in self.marks[at : at + 2]])
        self[:] = [value for _, value in kept]


def _size(value: Value) -> int:
    return value.size if isinstance(value, (MappingNode, SequenceNode)) else 1
