"""A small document model between the telling of a subject and its looks: plain data that holds raw, untrusted text.

A section module tells a subject once, as blocks; the formats beside this file (terminal, Markdown, HTML, typst) each
write all kinds of blocks and make every text safe by their own function of `render/safe.py`. Formats do not know each
other, and nothing that tells a subject knows a format.
"""

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
    NamedRef,
    Note,
    Piece,
    Pieces,
    Quiet,
    Strong,
    Text,
    TextTable,
    Title,
    cut,
    plain,
)

__all__ = [
    "Block",
    "ChainLines",
    "Code",
    "Graded",
    "Heading",
    "HeatMap",
    "Inset",
    "Items",
    "ListItem",
    "ListMarks",
    "Meter",
    "NamedRef",
    "Note",
    "Piece",
    "Pieces",
    "Quiet",
    "Strong",
    "Text",
    "TextTable",
    "Title",
    "cut",
    "plain",
]
