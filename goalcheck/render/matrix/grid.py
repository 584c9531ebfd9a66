"""A grid of small cells for a terminal: where it is wider than that, its columns come in several blocks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from goalcheck.render.canvas import Canvas, Part, Styled

LEAST_LABEL = 8
"""Columns that the label of a row gets on however narrow a terminal."""

MAX_LABEL = 48
"""Columns that it gets on however wide a one."""


class GridRow(NamedTuple):
    """A row: its short key, which columns of another grid may refer to, its label and whose it is."""

    key: str
    label: str
    id: str


class Column(NamedTuple):
    """A column: its short key and whose it is."""

    key: str
    id: str


Cell = Callable[[str, str], Sequence[Part] | None]
"""The parts of the cell of a row and a column, together as wide as all cells; None where it holds nothing."""

NOTHING = "·"


def draw_grid(
    canvas: Canvas,
    rows: Sequence[GridRow],
    columns: Sequence[Column],
    cell: Cell,
    *,
    cell_width: int,
    width: int | None,
) -> None:
    """Draw the cells below the keys of their columns; of several blocks each has the rows that hold something there.

    Args:
        cell_width: how wide each cell is.
        width: the columns of the terminal, None for lines of any length.
    """
    from rich.cells import cell_len

    keys = max(len(row.key) + 1 if row.key else 0 for row in rows)
    label = min(MAX_LABEL, max(cell_len(row.label) for row in rows))
    if width is not None:
        label = min(label, max(LEAST_LABEL, width // 3, width - keys - cell_width * len(columns)))
    room = len(columns) if width is None else max(1, (width - keys - label) // cell_width)
    blocks = -(-len(columns) // room)
    room = -(-len(columns) // blocks)
    for start in range(0, len(columns), room):
        block = columns[start : start + room]
        if start:
            canvas.blank()
        heads = "".join(f"{column.key:>{cell_width - 1}} " for column in block)
        canvas.line(Styled(f"{'':{keys + label}}{heads}".rstrip(), "bold"))
        for row in rows:
            found = [cell(row.id, column.id) for column in block]
            if blocks == 1 or any(found):
                parts = [part for each in found for part in each or [f"{NOTHING:>{cell_width - 1}} "]]
                canvas.line(f"{f'{row.key} ':>{keys}}{_fitted(row.label, label)}", *parts)


def _fitted(text: str, most: int) -> str:
    """A name in so many columns, its end left out where it has more."""
    from rich.cells import cell_len, set_cell_size

    return set_cell_size(text, most) if cell_len(text) <= most else f"{set_cell_size(text, most - 1)}…"
