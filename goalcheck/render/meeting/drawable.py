"""The reasons why a picture cannot be drawn, read off its bytes: broken, hostile or without a size.

Nothing is unpacked, and nothing that a picture refers to is looked at. Where a reader of pictures is stricter still, it
has the last word.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate

MAX_PIXELS: Final = 4_096
"""A PNG of few bytes can unfold to more pixels than a machine has memory for."""

MAX_DEPTH: Final = 200
"""Levels of nesting in an SVG; drawing programs have few more levels of calls than that."""

_SIZES: Final = frozenset((*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)))
"""The markers of a JPEG that say how large it is."""

_WITHOUT_LENGTH: Final = frozenset((0x01, *range(0xD0, 0xD9)))


class _RefusedError(Exception):
    """An SVG holds something that no logo may hold; the message names it."""


def reason(kind: str, content: bytes) -> str | None:
    """The reason why a picture of a kind (png, jpg, svg) cannot be drawn, None where nothing speaks against it."""
    return _REASONS[kind](content)


def _png(content: bytes) -> str | None:
    """Of a PNG: every chunk is whole, one holds the pixels, the last one ends the picture."""
    at, kinds = 8, set[bytes]()
    while at + 12 <= len(content) and b"IEND" not in kinds:
        (length,) = struct.unpack(">I", content[at : at + 4])
        kinds.add(content[at + 4 : at + 8])
        at += length + 12
    if at > len(content) or not kinds >= {b"IHDR", b"IDAT", b"IEND"}:
        return "the file is cut short"
    width, height = struct.unpack(">II", content[16:24])
    return _size(width, height)


def _jpg(content: bytes) -> str | None:
    """Of a JPEG: a marker before its pixels says how large it is."""
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker in _SIZES and at + 9 <= len(content):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return _size(width, height)
        (length,) = struct.unpack(">H", content[at + 2 : at + 4])
        at += 1 if marker == 0xFF else 2 if marker in _WITHOUT_LENGTH else 2 + length
    return "the file is cut short"


def _size(width: int, height: int) -> str | None:
    if not (width and height):
        return "it has no size"
    if max(width, height) > MAX_PIXELS:
        return f"it has {width:,} x {height:,} pixels; at most {MAX_PIXELS:,} each way"
    return None


def _svg(content: bytes) -> str | None:
    """Of an SVG: well-formed, not too deep, and svg from the root on; expat bounds what its entities stand for."""
    parser, depth = ParserCreate(namespace_separator=" "), 0

    def start(name: str, _: object) -> None:
        nonlocal depth
        depth += 1
        if depth == 1 and name.rpartition(" ")[2] != "svg":
            raise _RefusedError(f"it is a <{name.rpartition(' ')[2][:20]}> and no <svg>")
        if depth > MAX_DEPTH:
            raise _RefusedError(f"it is nested more than {MAX_DEPTH} levels deep")

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(content, True)
    except ExpatError as error:
        return f"it is no XML from line {error.lineno}, column {error.offset + 1} on"
    except _RefusedError as refused:
        return str(refused)
    return None


_REASONS: Final[dict[str, Callable[[bytes], str | None]]] = {"png": _png, "jpg": _jpg, "svg": _svg}
