"""The place in a text where somebody writes: which keys lead there, and whether a key or a value stands there.

The text need not be whole: half-written lines are what an editor mostly holds. So lines are followed by their
indentation and brackets alone, from the beginning; what follows the place is not looked at. Cost: linear.
"""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

Role = Literal["key", "value", "either", "text"]

_KEY: Final = re.compile(
    r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#\[\]{},"'&*!|>%@`-][^#"']*?|-[^\s#"':]+)\s*:(?=\s|$)"""
)
_WORD_BEFORE: Final = re.compile(r"[\w.-]*\Z")
_WORD_AFTER: Final = re.compile(r"[\w.-]*")
_LINE: Final = re.compile("[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029])?")


class Spot(NamedTuple):
    """A place in a text.

    Attributes:
        path: of a key what leads to its mapping, else what leads to the value; the index of an item is always 0.
        role: `either` where an item starts, which may be a value or the first key of a mapping.
        start, end: the indices around the word there.
        word: the word there, perhaps empty.
    """

    path: tuple[str | int, ...]
    role: Role
    start: int
    end: int
    word: str


class _Level(NamedTuple):
    """A key or an item in whose block the following lines may stand."""

    indent: int
    step: str | int

    @property
    def is_item(self) -> bool:
        return isinstance(self.step, int)


def spot_at(text: str, index: int) -> Spot:
    """The place at an index of a text."""
    line_start = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
    before = _WORD_BEFORE.search(text, line_start, index)
    start = before.start() if before else index
    after = _WORD_AFTER.match(text, index)
    end = after.end() if after else index
    scan = _Scan()
    for found in _LINE.finditer(text, 0, start):
        if found.group() or found.end() < start:
            scan.line(found.group().rstrip("\r\n\x85\u2028\u2029"))
    if start == line_start:
        scan.line("")
    path, role = scan.place(start - line_start)
    return Spot(path, role, start, end, text[start:end])


class _Frame:
    """A bracket that is open."""

    def __init__(self, *, is_mapping: bool) -> None:
        self.is_mapping = is_mapping
        self.key: str | None = None
        self.token = ""


class _Scan:
    """Follows a text line by line; the last line may end anywhere."""

    def __init__(self) -> None:
        self._levels: list[_Level] = []
        self._frames: list[_Frame] = []
        self._quote = ""
        self._text_indent: int | None = None
        self._is_value = False
        self._in_text = False

    def line(self, line: str) -> None:
        """Follow one line."""
        self._in_text = False
        if self._frames or self._quote:
            self._flow(line)
            return
        body = line.lstrip(" ")
        column = len(line) - len(body)
        if self._text_indent is not None:
            if not body or column > self._text_indent:
                self._in_text = column > self._text_indent
                self._is_value = False
                return
            self._text_indent = None
        self._is_value = False
        if line.startswith(("---", "...")):
            self._levels.clear()
        elif body and not body.startswith("#"):
            self._block(body, column)
        else:
            self._in_text = body.startswith("#")

    def place(self, column: int) -> tuple[tuple[str | int, ...], Role]:
        """The path and the role of what would stand next, at this column of the last line."""
        if self._in_text:
            return self._path(), "text"
        if self._frames:
            inner = self._frames[-1]
            if inner.is_mapping:
                return self._path(), "value" if inner.key is not None else "key"
            return self._path(), "either"
        if self._is_value or self._quote:
            return self._path(), "value"
        self._close(column, item=False)
        return self._path(), "either" if self._levels and self._levels[-1].is_item else "key"

    def _path(self) -> tuple[str | int, ...]:
        path: list[str | int] = [level.step for level in self._levels]
        for frame in self._frames:
            if not frame.is_mapping:
                path.append(0)
            elif frame.key is not None:
                path.append(frame.key)
        return tuple(path)

    def _close(self, column: int, *, item: bool) -> None:
        """Leave the blocks that end where something starts at a column."""
        while self._levels:
            last = self._levels[-1]
            if last.indent < column or (last.indent == column and item and not last.is_item):
                return
            self._levels.pop()

    def _block(self, body: str, column: int) -> None:
        while body == "-" or body.startswith("- "):
            self._close(column, item=True)
            self._levels.append(_Level(column, 0))
            rest = body[1:].lstrip(" ")
            column += len(body) - len(rest)
            body = rest
        found = _KEY.match(body)
        if found is None:
            if body.startswith(("{", "[")):
                self._flow(body)
            elif body.startswith("#"):
                self._in_text = True
            return
        self._close(column, item=False)
        self._levels.append(_Level(column, _plain(found.group(1))))
        value = body[found.end() :].lstrip()
        self._is_value = True
        if value.startswith(("|", ">")):
            self._text_indent = column
        elif value.startswith(("{", "[", '"', "'")):
            self._flow(value)
        elif value.startswith("#") or " #" in value:
            self._in_text = True

    def _flow(self, text: str) -> None:  # noqa: C901  # one state machine, a branch for each character that counts
        at = 0
        while at < len(text):
            character = text[at]
            at += 1
            if self._quote:
                if character == "\\" and self._quote == '"':
                    at += 1
                elif character == self._quote:
                    self._quote = ""
                elif self._frames:
                    self._frames[-1].token += character
            elif character in "\"'" and not (self._frames and self._frames[-1].token.strip()):
                self._quote = character
            elif character == "#" and (at == 1 or text[at - 2].isspace()):
                self._in_text = True
                return
            elif character in "{[":
                self._frames.append(_Frame(is_mapping=character == "{"))
            elif not self._frames:
                return
            elif character in "}]":
                self._frames.pop()
                if not self._frames:
                    return
            elif character == ",":
                self._frames[-1].key, self._frames[-1].token = None, ""
            elif character == ":" and (at == len(text) or text[at] in " \t"):
                self._frames[-1].key, self._frames[-1].token = self._frames[-1].token.strip(), ""
            else:
                self._frames[-1].token += character


def _plain(key: str) -> str:
    return key[1:-1] if key[0] in "\"'" else key
