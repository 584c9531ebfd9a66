"""Documents as GitHub Flavored Markdown without HTML, so that every forge shows the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

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
from goalcheck.render.markdown_parts import table
from goalcheck.render.safe import for_markdown, for_markdown_code

LEVEL_MARKS = {Level.SEVERE: "**{}**", Level.SERIOUS: "*{}*", Level.MINOR: "{}"}

CODE = "`{}`"

MAX_COLUMNS = 12
"""Columns beside the first that a table has; a wider figure comes in several tables."""


def markdown_text(blocks: Sequence[Block]) -> str:
    """A document as a text of its own."""
    return "\n\n".join(markdown_blocks(blocks)) + "\n"


def markdown_blocks(blocks: Sequence[Block], *, naming: Naming = IDS, after_label: str = ":") -> Iterator[str]:
    """The blocks of a document, to be parted by empty lines.

    Args:
        after_label: what ends the heading of a part of a section.
    """
    for block in blocks:
        match block:
            case Title(pieces, below):
                yield f"## {_line(pieces, naming)}"
                if below:
                    yield _line(below, naming)
            case Heading(text, rank=1):
                yield f"### {for_markdown(text, most=None)}"
            case Heading(text):
                yield f"**{for_markdown(text, most=None)}{after_label}**"
            case Inset(inner):
                yield from markdown_blocks(inner, naming=naming, after_label=after_label)
            case HeatMap():
                yield from _figure(block, naming)
            case _:
                yield _block(block, naming)


def _block(block: Text | Note | Items | TextTable | ChainLines, naming: Naming) -> str:
    match block:
        case Text(pieces) | Note(pieces):
            return _line(pieces, naming)
        case Items():
            return "\n".join(_items(block, naming))
        case TextTable():
            header = block.header or ((),) * len(block.rows[0])
            cells = [[_line(cell, naming) for cell in row] for row in (header, *block.rows)]
            return table(cells[0], cells[1:], figures=block.has_figures)
        case ChainLines():
            label = f"**{for_markdown(block.label)}:** " if block.label else ""
            links = Items(tuple(ListItem(link) for link in block.links))
            return "\n".join([f"- {label}{_line(block.sentence, naming)}", *_set_in(_items(links, naming))])


def _items(items: Items, naming: Naming) -> Iterator[str]:
    for number, item in enumerate(items.items, start=1):
        mark = f"{number}." if items.marks is ListMarks.NUMBERS else "-"
        level = f"**{item.level.value}** " if item.level else ""
        aside = f" ({for_markdown(item.aside, most=None)})" if item.aside else ""
        yield f"{mark} {level}{_line(item.pieces, naming)}{aside}"
        if item.below:
            yield from _set_in(_items(item.below, naming))
    if items.more:
        yield f"- ... and {items.more:,} more"


def _set_in(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _line(pieces: Pieces, naming: Naming) -> str:
    """A text: pieces that look alike are made safe together, because two harmless ones can make a mention or a link."""
    runs = ((look, "".join(plain(piece, naming) for piece in alike)) for look, alike in groupby(pieces, _look))
    return "".join(_looking(look, text) for look, text in runs).strip()


def _look(piece: Piece) -> str:
    """The marks around a piece, with braces for its text; code is marked where its text can be code."""
    match piece:
        case Graded(_, level):
            return LEVEL_MARKS[level]
        case Strong():
            return "**{}**"
        case Quiet() | Code():
            return CODE
    return "{}"


def _looking(look: str, text: str) -> str:
    """A text with the spaces around it, which are no part of what it looks like."""
    inner = text.strip()
    if not inner:
        return " " if text else ""
    before, after = " " if text[0].isspace() else "", " " if text[-1].isspace() else ""
    return f"{before}{_safe(look, inner)}{after}"


def _safe(look: str, text: str) -> str:
    return for_markdown_code(text, most=None) if look == CODE else look.format(for_markdown(text, most=None))


def _figure(figure: HeatMap, naming: Naming) -> Iterator[str]:
    for start in range(0, len(figure.columns), MAX_COLUMNS):
        yield _block(figure.between(figure.columns[start : start + MAX_COLUMNS]), naming)
