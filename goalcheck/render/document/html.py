"""Documents as a part of an HTML page; headings stand below those of the page's own sections."""

from __future__ import annotations

from collections.abc import Sequence

from goalcheck.messages import IDS, Naming
from goalcheck.render.document.model import (
    Block,
    ChainLines,
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
from goalcheck.render.safe import for_html

OPENING = {Strong: "<strong>", Quiet: '<span class="soft">'}
CLOSING = {Strong: "</strong>", Quiet: "</span>"}


def html_text(blocks: Sequence[Block], *, naming: Naming = IDS) -> str:
    """The blocks one after the other."""
    return "".join(_block(block, naming) for block in blocks)


def _block(block: Block, naming: Naming) -> str:
    match block:
        case Title(pieces, below):
            line = f"  <p>{_line(below, naming)}</p>\n" if below else ""
            return f"  <h2>{_line(pieces, naming)}</h2>\n{line}"
        case Heading(text, rank=1):
            return f"  <h3>{for_html(text, most=None)}</h3>\n"
        case Heading(text):
            return f'  <p class="label">{for_html(text, most=None)}</p>\n'
        case Text(pieces, is_lead):
            kind = ' class="lead"' if is_lead else ""
            return f"  <p{kind}>{_line(pieces, naming)}</p>\n"
        case Note(pieces):
            return f'  <p class="soft">{_line(pieces, naming)}</p>\n'
        case Items():
            return _items(block, naming)
        case TextTable():
            return _table(block, naming)
        case ChainLines(sentence, links, label):
            label = f"<strong>{for_html(label)}:</strong> " if label else ""
            arrows = _items(Items(tuple(ListItem(link) for link in links)), naming)
            return f"  <p>{label}{_line(sentence, naming)}</p>\n{arrows}"
        case Inset(blocks):
            return f"<div>\n{html_text(blocks, naming=naming)}</div>\n"
        case HeatMap():
            return _table(block.table, naming)


def _items(items: Items, naming: Naming) -> str:
    tag = "ol" if items.marks is ListMarks.NUMBERS else "ul"
    more = f"<li>... and {items.more:,} more</li>" if items.more else ""
    return f'<{tag} class="way">{"".join(_item(each, naming) for each in items.items)}{more}</{tag}>'


def _item(item: ListItem, naming: Naming) -> str:
    level = f"<strong>{item.level.value}</strong> " if item.level else ""
    aside = f' <span class="soft">[{for_html(item.aside, most=None)}]</span>' if item.aside else ""
    below = _items(item.below, naming) if item.below else ""
    return f"<li>{level}{_line(item.pieces, naming)}{aside}{below}</li>"


def _table(table: TextTable, naming: Naming) -> str:
    head = "".join(f'<th scope="col">{_line(cell, naming)}</th>' for cell in table.header)
    rows = (
        "".join(
            f'<td class="figure">{_line(cell, naming)}</td>'
            if place and table.has_figures
            else f"<td>{_line(cell, naming)}</td>"
            for place, cell in enumerate(row)
        )
        for row in table.rows
    )
    lines = [f"<tr>{head}</tr>"] if head else []
    return f"<table>{''.join([*lines, *(f'<tr>{row}</tr>' for row in rows)])}</table>\n"


def _line(pieces: Pieces, naming: Naming) -> str:
    return "".join(_piece(piece, naming) for piece in pieces)


def _piece(piece: Piece, naming: Naming) -> str:
    if isinstance(piece, Meter):
        return f'<meter max="100" value="{piece.tension:.2f}"></meter> '
    safe = for_html(plain(piece, naming), most=None)
    if isinstance(piece, Graded):
        return f'<span class="{piece.level.value}">{safe}</span>'
    return f"{OPENING.get(type(piece), '')}{safe}{CLOSING.get(type(piece), '')}"
