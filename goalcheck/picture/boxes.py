"""The size of each box and the places of its text: names and notes in lines that fit, never clipped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from goalcheck.picture.scene import BoxKind, Flow, Group, Node
from goalcheck.picture.widths import width, wrap

NAME_SIZE, NOTE_SIZE, MARK_SIZE, FRAME_SIZE = 13.0, 11.0, 10.0, 12.0
"""The sizes of the fonts, in pixels."""

NAME_LEADING, NOTE_LEADING, FRAME_LEADING = 17.0, 15.0, 16.0
PADDING_X, PADDING_Y = 12.0, 8.0
MARK_HEIGHT, MARK_PADDING, MARK_GAP = 17.0, 7.0, 5.0
MOST_LINES = 6
"""Longer names end with an ellipsis; the whole name is in the title of the box."""

FRAME_PADDING = 9.0
EMPTY_HEIGHT = 26.0

_WIDTHS = {
    BoxKind.OBJECTIVE: 290.0,
    BoxKind.DRIVER: 180.0,
    BoxKind.OUTCOME: 250.0,
    BoxKind.DEPARTMENT: 250.0,
    BoxKind.CUSTOMER: 230.0,
}
_CHAIN_WIDTH = 226.0

Shown = Callable[[str], str]
"""Makes a text safe for where it is shown; done before it is measured."""


class Role(StrEnum):
    """The role of a line of text."""

    NAME = "name"
    NOTE = "note"
    MARK = "mark"
    FRAME = "frame"
    COLUMN = "column"


class TextLine(NamedTuple):
    """One line of text; x and y are where its baseline starts, of a mark where the middle of its baseline is."""

    role: Role
    text: str
    x: float
    y: float


class Pill(NamedTuple):
    """The field behind a mark."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Measured:
    """The size of a box and what stands in it, from its upper left corner.

    Attributes:
        name: the whole name, as it is shown.
    """

    name: str
    width: float
    height: float
    lines: tuple[TextLine, ...]
    pill: Pill | None = None


def measured(node: Node, flow: Flow, shown: Shown) -> Measured:
    """The size of a node's box by its text."""
    wide = _WIDTHS[node.kind] if flow is Flow.NATURAL else _CHAIN_WIDTH
    name = shown(node.said)
    room = wide - 2 * PADDING_X
    lines, y = _stacked(wrap(name, NAME_SIZE, most=room, lines=MOST_LINES), Role.NAME, PADDING_Y, NAME_LEADING)
    notes = list(node.notes)
    if node.importance is not None:
        notes.append(f"importance {node.importance} of 5")
    for note in notes:
        wrapped = wrap(shown(note), NOTE_SIZE, most=room, lines=2)
        more, y = _stacked(wrapped, Role.NOTE, y, NOTE_LEADING)
        lines += more
    pill = None
    if node.mark:
        pill, mark, y = _mark(node.mark, y)
        lines.append(mark)
    return Measured(name, wide, y + PADDING_Y, tuple(lines), pill)


def _stacked(texts: tuple[str, ...], role: Role, y: float, leading: float) -> tuple[list[TextLine], float]:
    """Lines below each other from `y` on, and where they end."""
    lines = [TextLine(role, text, PADDING_X, y + (at + 0.76) * leading) for at, text in enumerate(texts)]
    return lines, y + len(texts) * leading


def _mark(text: str, y: float) -> tuple[Pill, TextLine, float]:
    """The mark on a line of its own: whatever font the name is shown in, nothing ever covers it."""
    wide = width(text.upper(), MARK_SIZE, bold=True) + 2 * MARK_PADDING
    pill = Pill(PADDING_X, y + MARK_GAP, wide, MARK_HEIGHT)
    line = TextLine(Role.MARK, text.upper(), pill.x + wide / 2, pill.y + 0.71 * MARK_HEIGHT)
    return pill, line, y + MARK_GAP + MARK_HEIGHT


def frame_lines(group: Group, room: float, shown: Shown) -> tuple[tuple[TextLine, ...], float]:
    """The heading of a frame from its upper left corner, and its height."""
    texts = wrap(shown(group.said), FRAME_SIZE, most=room, lines=3, bold=True)
    lines = tuple(
        TextLine(Role.FRAME, text, FRAME_PADDING, 6 + (at + 0.76) * FRAME_LEADING) for at, text in enumerate(texts)
    )
    return lines, 6 + len(texts) * FRAME_LEADING + 5
