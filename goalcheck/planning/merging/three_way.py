"""The merge of two texts that come from one (diff3, of Khanna, Kunal and Pierce, 2007), by lines as git does it.

Changes that touch or overlap are for people, unless both sides say the same.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Final, NamedTuple

MAX_LINES: Final = 20_000
"""Lines of a text that two sides have changed: to compare lines takes quadratic time in the worst case."""


class _Edit(NamedTuple):
    """Lines of the common text, from the first up to the last (exclusive), and those that stand in their place."""

    first: int
    last: int
    lines: tuple[bytes, ...]


def merged(base: bytes, ours: bytes, theirs: bytes) -> bytes | None:
    """Both sides' changes of a text together; None where they cannot be made by themselves."""
    if ours in (base, theirs):
        return theirs
    if theirs == base:
        return ours
    lines = base.splitlines(keepends=True)
    sides = [ours.splitlines(keepends=True), theirs.splitlines(keepends=True)]
    if max(len(lines), *map(len, sides)) > MAX_LINES:
        return None
    one, other = (_edits(lines, side) for side in sides)
    edits: list[_Edit] = []
    for each in sorted({*one, *other}):
        if edits and each.first <= edits[-1].last:
            return None
        edits.append(each)
    return _applied(lines, edits)


def _edits(base: list[bytes], side: list[bytes]) -> list[_Edit]:
    matcher = SequenceMatcher(None, base, side, autojunk=False)
    found = (each for each in matcher.get_opcodes() if each[0] != "equal")
    return [_Edit(first, last, tuple(side[start:end])) for _, first, last, start, end in found]


def _applied(base: list[bytes], edits: list[_Edit]) -> bytes:
    made: list[bytes] = []
    at = 0
    for edit in edits:
        made += (*base[at : edit.first], *edit.lines)
        at = edit.last
    return b"".join((*made, *base[at:]))
