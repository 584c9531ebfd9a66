"""Documents on a terminal: lines of a canvas, with what belongs together set in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from goalcheck.messages import IDS, Naming
from goalcheck.render.canvas import Canvas, Part, Styled
from goalcheck.render.document.model import (
    Block,
    ChainLines,
    Code,
    Graded,
    Heading,
    HeatMap,
    Inset,
    Items,
    ListItem,
    ListMarks,
    Meter,
    Note,
    Piece,
    Pieces,
    Quiet,
    Strong,
    Text,
    TextTable,
    Title,
    plain,
)
from goalcheck.render.safe import for_terminal
from goalcheck.render.words import LEVEL_STYLES, bar

LEVEL_WIDTH = 8
"""As wide as the longest level."""

HANG = 2


def terminal_text(blocks: Sequence[Block], *, width: int | None, color: bool) -> str:
    """A document as text."""
    canvas = Canvas()
    draw(canvas, blocks)
    return canvas.text(width=width, color=color)


def draw(canvas: Canvas, blocks: Sequence[Block], *, indent: int = 0, naming: Naming = IDS) -> None:
    """Draw blocks on a canvas that may hold other things too."""
    _Drawing(canvas, naming).blocks(blocks, indent)


def parts(pieces: Pieces, naming: Naming = IDS) -> list[Part]:
    """A text as parts of a line that holds other things too."""
    return [_part(piece, naming) for piece in pieces]


class _Drawing:
    """Draws the blocks of one document."""

    def __init__(self, canvas: Canvas, naming: Naming) -> None:
        self._canvas = canvas
        self._naming = naming

    def blocks(self, blocks: Sequence[Block], base: int) -> None:
        indent = base
        for block in blocks:
            match block:
                case Title():
                    self._title(block, base)
                case Heading(text, rank=1):
                    self._canvas.heading(self._heading(block))
                    indent = base
                case Heading(text):
                    self._canvas.line(Styled(f"{for_terminal(text, most=None)}:", "bold"), indent=base + 1)
                    indent = base + 3
                case _:
                    self._block(block, indent)

    def _block(self, block: Block, indent: int) -> None:
        match block:
            case Text(pieces, is_lead):
                if is_lead:
                    self._canvas.blank()
                self._line(pieces, indent=indent, hang=HANG if is_lead else 0)
            case Note(pieces):
                self._canvas.blank()
                self._line(pieces, indent=indent, hang=0)
            case Items():
                self._items(block, indent)
            case TextTable():
                self._table(block, indent)
            case ChainLines():
                self._chain(block, indent)
            case Inset(blocks, room):
                self.blocks(blocks, indent + room)
            case HeatMap():
                self._table(block.table, indent)

    def _title(self, title: Title, indent: int) -> None:
        self._line(title.pieces, indent=indent, hang=0)
        if title.below:
            self._line(title.below, indent=indent, hang=0)
        self._canvas.blank()

    def _heading(self, heading: Heading) -> str:
        number = "" if heading.number is None else f" ({heading.number:,})"
        return f"{for_terminal(heading.text, most=None)}{number}"

    def _line(self, pieces: Pieces, *before: Part, after: Sequence[Part] = (), indent: int, hang: int) -> None:
        whole = any(isinstance(piece, Code) for piece in pieces)
        self._canvas.line(*_merged([*before, *self._parts(pieces), *after]), indent=indent, hang=hang, whole=whole)

    def _parts(self, pieces: Pieces) -> list[Part]:
        return parts(pieces, self._naming)

    def _items(self, items: Items, indent: int) -> None:
        for number, item in enumerate(items.items, start=1):
            before, hang = _mark(item, items.marks, number)
            self._line(item.pieces, *before, after=_beside(item), indent=indent, hang=hang)
            if item.below:
                # What has no mark is not set apart from what is below it.
                is_marked = item.level is not None or items.marks is not ListMarks.NONE
                self._items(item.below, indent + (hang if is_marked else 0))
        if items.more:
            self._canvas.line(f"... and {items.more:,} more", indent=indent)

    def _table(self, table: TextTable, indent: int) -> None:
        """The rows with the columns below each other; the last one takes the room that is left."""
        lines = [table.header, *table.rows] if table.header else [*table.rows]
        texts = [[self._text(cell) for cell in line] for line in lines]
        widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
        right = [table.has_figures and place > 0 for place in range(len(widths))]
        for line in texts:
            cells = [
                cell.rjust(width) if at_right else cell.ljust(width)
                for cell, width, at_right in zip(line, widths, right, strict=True)
            ]
            head = "".join(f"{cell} " for cell in cells[:-1])
            self._canvas.line(head, cells[-1].rstrip(), indent=indent, hang=len(head))

    def _text(self, pieces: Pieces) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self._parts(pieces))

    def _chain(self, chain: ChainLines, indent: int) -> None:
        label = f"{chain.label}: " if chain.label else ""
        before = [Styled(label, "bold")] if label else []
        self._line(chain.sentence, *before, indent=indent, hang=len(label) or HANG)
        for link in chain.links:
            self._line(link, "- ", indent=indent + HANG, hang=HANG)


def _part(piece: Piece, naming: Naming) -> Part:
    text = for_terminal(plain(piece, naming), most=None)
    match piece:
        case Graded(_, level):
            return Styled(text, LEVEL_STYLES[level])
        case Strong(_, level):
            return Styled(text, LEVEL_STYLES[level] if level else "bold")
        case Quiet():
            return Styled(text, "dim")
        case Meter(tension):
            return bar(tension)
        case _:
            return text


def _merged(parts: Sequence[Part]) -> list[Part]:
    """The parts with neighbours of one style made one."""
    merged: list[Part] = []
    for style, alike in groupby(parts, _style):
        text = "".join(part if isinstance(part, str) else part.text for part in alike)
        merged.append(Styled(text, style) if style else text)
    return merged


def _style(part: Part) -> str:
    return "" if isinstance(part, str) else part.style


def _mark(item: ListItem, marks: ListMarks, number: int) -> tuple[list[Part], int]:
    """What stands before an item, and by how much its other lines are set in."""
    if item.level is not None:
        return [Styled(f"{item.level.value:<{LEVEL_WIDTH}}", LEVEL_STYLES[item.level]), " "], LEVEL_WIDTH + 1
    match marks:
        case ListMarks.NUMBERS:
            return [f"{number}. "], len(f"{number}. ")
        case ListMarks.BULLETS:
            return ["- "], HANG
        case ListMarks.NONE:
            return [], HANG


def _beside(item: ListItem) -> list[Part]:
    parts: list[Part] = [Styled(f" {for_terminal(item.place)}", "dim")] if item.place else []
    if item.aside:
        parts += [" ", Styled(f"[{for_terminal(item.aside, most=None)}]", "dim")]
    return parts
