"""Positions in a text: goalcheck counts lines and characters from 1, an editor from 0 and in units of its encoding.

An editor ends a line at CR and LF alone, YAML at three more characters; both are counted here, each in its own way.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Final

from lsprotocol.types import Position, PositionEncodingKind, Range

from goalcheck.source import Location

_EDITOR_BREAK: Final = re.compile("\r\n|[\r\n]")
_YAML_BREAK: Final = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_BYTE_ORDER_MARK: Final = "\ufeff"


class BufferText:
    """The text of a file as an editor holds it."""

    def __init__(self, text: str, encoding: str = PositionEncodingKind.Utf16) -> None:
        self.text = text
        self._encoding = encoding
        self._mark = len(text) - len(text.lstrip(_BYTE_ORDER_MARK))
        self._editor = _starts(_EDITOR_BREAK, text)
        self._yaml = self._editor if not re.search("[\x85\u2028\u2029]", text) else _starts(_YAML_BREAK, text)

    def range(self, location: Location) -> Range:
        """The range of a location of goalcheck."""
        start = self.index(location.line, location.column)
        end = self.index(location.end_line, location.end_column)
        return self.range_of(start, max(start, end))

    def range_of(self, start: int, end: int) -> Range:
        """The range between two characters, by their indices."""
        return Range(self.position(start), self.position(end))

    def index(self, line: int, column: int) -> int:
        """The index of a character by goalcheck's line and column; the nearest one where the text is another now."""
        if line > len(self._yaml):
            return len(self.text)
        start = self._yaml[line - 1]
        first = start + column - 1 + (self._mark if line == 1 else 0)
        return min(first, self._yaml[line] if line < len(self._yaml) else len(self.text))

    def position(self, index: int) -> Position:
        """The position of a character by its index."""
        line = bisect_right(self._editor, index) - 1
        return Position(line, self._units(self.text[self._editor[line] : index]))

    def index_at(self, position: Position) -> int:
        """The index of the character at a position; the end of the line where it has fewer characters."""
        if position.line >= len(self._editor):
            return len(self.text)
        at = self._editor[position.line]
        end = self._editor[position.line + 1] if position.line + 1 < len(self._editor) else len(self.text)
        units = position.character
        while at < end and units > 0 and self.text[at] not in "\r\n":
            units -= self._units(self.text[at])
            at += 1
        return at

    def line_and_column(self, index: int) -> tuple[int, int]:
        """The line and column of goalcheck of a character."""
        line = bisect_right(self._yaml, index) - 1
        return line + 1, index - self._yaml[line] + 1 - (self._mark if line == 0 else 0)

    def _units(self, text: str) -> int:
        if self._encoding == PositionEncodingKind.Utf32 or text.isascii():
            return len(text)
        if self._encoding == PositionEncodingKind.Utf8:
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text) + sum(character > "\uffff" for character in text)


def _starts(line_break: re.Pattern[str], text: str) -> list[int]:
    return [0, *(found.end() for found in line_break.finditer(text))]


def minimal_change(before: str, after: str) -> tuple[int, int, str]:
    """The one stretch in which two texts differ: its start and end in the first, and what stands there in the other."""
    start = _common(zip(before, after, strict=False))
    most = min(len(before), len(after)) - start
    end = min(_common(zip(reversed(before), reversed(after), strict=False)), most)
    return start, len(before) - end, after[start : len(after) - end]


def _common(pairs: Iterable[tuple[str, str]]) -> int:
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count
