"""Grids of coloured cells in SVG: rows with their names on the left, columns with theirs slanted above."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from goalcheck.picture.widths import width, wrap
from goalcheck.render.safe import MAX_CHARACTERS, for_terminal
from goalcheck.render.xml import text as escaped

FONT = 13
MAX_LABEL = 360
MAX_HEAD = 230

SLANT = 0.72
"""Sine and cosine of the angle of column heads, near enough."""


class GridLabel(NamedTuple):
    """A row or a column: its id and its name."""

    key: str
    name: str


class CellSize(NamedTuple):
    """How large a cell is."""

    width: float
    height: float


class DrawnGrid(NamedTuple):
    """A piece of the picture and how much room it takes."""

    lines: list[str]
    width: float
    height: float


DrawCell = Callable[[str, str, float, float], Iterator[str]]
"""Draws the cell of a row and a column at a place."""


def grid(rows: Sequence[GridLabel], columns: Sequence[GridLabel], size: CellSize, cell: DrawCell) -> DrawnGrid:
    """The cells with the names of their rows and columns."""
    left = min(MAX_LABEL, max(width(row.name, FONT) for row in rows)) + 10
    head = SLANT * min(MAX_HEAD, max(width(column.name, FONT) for column in columns)) + FONT + 6
    lines = []
    for place, column in enumerate(columns):
        x, y = left + (place + 0.5) * size.width, head - 6
        said = escaped(_cut(column.name, MAX_HEAD))
        lines.append(
            f"<g><title>{_whole(column)}</title>"
            f'<text transform="translate({x:.0f} {y:.0f}) rotate(-45)">{said}</text></g>'
        )
    for place, row in enumerate(rows):
        y = head + place * size.height
        lines.append(
            f'<g><title>{_whole(row)}</title><text class="row" x="{left - 8:.0f}" '
            f'y="{y + size.height / 2 + 5:.0f}">{escaped(_cut(row.name, MAX_LABEL))}</text></g>'
        )
        for at, column in enumerate(columns):
            lines += cell(row.key, column.key, left + at * size.width, y)
    return DrawnGrid(lines, left + len(columns) * size.width + SLANT * MAX_HEAD, head + len(rows) * size.height)


def ground(style: str, x: float, y: float, size: CellSize) -> str:
    """The field of a cell, or of a part of it."""
    return f'<rect class="cell {style}" x="{x:.0f}" y="{y:.0f}" width="{size.width:.0f}" height="{size.height:.0f}"/>'


def figure(said: str, style: str, x: float, y: float) -> str:
    """A figure around a place."""
    return f'<text class="figure on-{style}" x="{x:.0f}" y="{y:.0f}">{escaped(said)}</text>'


def told(tooltip: str, *drawn: str) -> str:
    """What is drawn, with what it says to who points at it."""
    return f"<g><title>{escaped(tooltip)}</title>{''.join(drawn)}</g>"


def _whole(label: GridLabel) -> str:
    return f"{escaped(label.name, most=MAX_CHARACTERS)} ({escaped(label.key)})"


def _cut(name: str, most: float) -> str:
    """A name in one line, whatever of it fits."""
    return "".join(wrap(for_terminal(name), FONT, most=most, lines=1))
