"""Documents as data for typst, whose template sets each kind of block; texts reach it as data and are never source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from goalcheck.findings import Level
from goalcheck.messages import IDS, Naming
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
from goalcheck.render.safe import for_typst

LOOKS = {Strong: "strong", Quiet: "quiet", Code: "code"}


def typst_data(blocks: Sequence[Block], *, naming: Naming = IDS) -> list[dict[str, Any]]:
    """The blocks as JSON's own types, each with its kind."""
    return [_block(block, naming) for block in blocks]


def _block(block: Block, naming: Naming) -> dict[str, Any]:
    match block:
        case Title(pieces, below):
            return {"kind": "title", "pieces": _line(pieces, naming), "below": _line(below, naming)}
        case Heading(text, rank):
            return {"kind": "heading", "rank": rank, "text": for_typst(text)}
        case Text(pieces):
            return {"kind": "text", "pieces": _line(pieces, naming)}
        case Note(pieces):
            return {"kind": "note", "pieces": _line(pieces, naming)}
        case Items():
            return _items(block, naming)
        case TextTable(rows, header, has_figures):
            cells = [[_line(cell, naming) for cell in row] for row in ([header, *rows] if header else rows)]
            return {"kind": "table", "header": bool(header), "figures": has_figures, "rows": cells}
        case ChainLines(sentence, links, label):
            arrows = _items(Items(tuple(ListItem(link) for link in links)), naming)
            return {"kind": "chain", "label": label, "pieces": _line(sentence, naming), "below": arrows}
        case Inset(blocks):
            return {"kind": "inset", "blocks": typst_data(blocks, naming=naming)}
        case HeatMap():
            return _block(block.table, naming)


def _items(items: Items, naming: Naming) -> dict[str, Any]:
    told = [_item(each, naming) for each in items.items]
    if items.more:
        told.append(_item(ListItem((f"... and {items.more:,} more",)), naming))
    return {"kind": "items", "numbered": items.marks is ListMarks.NUMBERS, "items": told}


def _item(item: ListItem, naming: Naming) -> dict[str, Any]:
    level: Pieces = (Strong(item.level.value), " ") if item.level else ()
    below = _items(item.below, naming) if item.below else None
    return {"pieces": _line((*level, *item.pieces), naming), "aside": for_typst(item.aside), "below": below}


def _line(pieces: Pieces, naming: Naming) -> list[dict[str, str]]:
    return [*_runs(pieces, naming)]


def _runs(pieces: Pieces, naming: Naming) -> Iterator[dict[str, str]]:
    """The text in runs that look alike, so that its long words can be broken wherever they were put together."""
    for look, alike in groupby(pieces, _look):
        text = "".join(plain(piece, naming) for piece in alike)
        if text:
            yield {"look": look, "text": for_typst(text)}


def _look(piece: Piece) -> str:
    if isinstance(piece, Graded) and piece.level is not Level.MINOR:
        return "strong"
    return LOOKS.get(type(piece), "plain")
