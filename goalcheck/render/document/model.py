"""The blocks of a document and the pieces of their texts; frozen, plain data.

Knows no format and makes no text safe: every text in it is as a user or a rule gave it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from goalcheck.findings import Level
from goalcheck.messages import IDS, Message, Naming, Ref, render
from goalcheck.render.safe import MAX_CHARACTERS


class Strong(NamedTuple):
    """A text that stands out; by the colour of a level where it has one."""

    text: str
    level: Level | None = None


class Graded(NamedTuple):
    """A figure that is marked by the level that it amounts to, in ways that can be told apart without colours."""

    text: str
    level: Level


class Quiet(NamedTuple):
    """An id, a code or a place beside what matters: dim on a terminal, code in Markdown."""

    text: str


class Code(NamedTuple):
    """A command, to be copied as it is: it is never broken."""

    text: str


class NamedRef(NamedTuple):
    """A thing of the organization, called by its id or its name as a format's readers know it."""

    ref: Ref


class Meter(NamedTuple):
    """A tension from 0 to 100 as a bar, where a format can draw one; its figure is told beside it."""

    tension: float


Piece = str | Message | Strong | Graded | Quiet | Code | NamedRef | Meter
"""A piece of a text. A message is cut where it is longer than a line bears; a `str` is not."""

Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a document, with a line below it that may be empty; what follows is set apart."""

    pieces: Pieces
    below: Pieces = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading.

    Attributes:
        rank: 1 for a section, 2 for a part of one.
        number: how many things stand below it, for formats that say so.
    """

    text: str
    rank: int = 1
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph.

    Attributes:
        is_lead: whether it is the first thing to know, set apart from what is before it.
    """

    pieces: Pieces
    is_lead: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph that explains what is above it, set apart."""

    pieces: Pieces


class ListMarks(StrEnum):
    """The marks before the items of a list."""

    BULLETS = "bullets"
    NUMBERS = "numbers"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list.

    Attributes:
        level: the level of the finding that it tells, which stands before its text.
        aside: what is said beside it, in brackets.
        place: the place in a file that it is about, for readers who have the files at hand.
        below: a list of its own.
    """

    pieces: Pieces
    level: Level | None = None
    aside: str = ""
    place: str = ""
    below: Items | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """A list.

    Attributes:
        more: how many further items there are that it does not tell.
    """

    items: tuple[ListItem, ...]
    marks: ListMarks = ListMarks.BULLETS
    more: int = 0


@dataclass(frozen=True, slots=True)
class TextTable:
    """Rows of cells, below a header where there is one.

    Attributes:
        has_figures: whether all columns but the first hold figures, which stand on the right.
    """

    rows: tuple[tuple[Pieces, ...], ...]
    header: tuple[Pieces, ...] = ()
    has_figures: bool = False


@dataclass(frozen=True, slots=True)
class ChainLines:
    """A chain of arrows: a sentence, and each arrow with its evidence.

    Attributes:
        label: the direction of the chain in a word, Hurts or Helps; empty where the sentence says it.
    """

    sentence: Pieces
    links: tuple[Pieces, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Inset:
    """Blocks that belong to the block before them.

    Attributes:
        room: the columns that a terminal sets them in by.
    """

    blocks: tuple[Block, ...]
    room: int = 2


@dataclass(frozen=True, slots=True)
class HeatMap:
    """A heat map: cells by the ids of their row and their column; cells that hold nothing are left out.

    Attributes:
        corner: the kind of thing that the rows are.
    """

    corner: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], Pieces]

    @property
    def table(self) -> TextTable:
        """The figure as a table of ids."""
        return self.between(self.columns)

    def between(self, columns: Sequence[str]) -> TextTable:
        """The figure as a table of ids, of some columns."""
        header: tuple[Pieces, ...] = ((self.corner,), *((Quiet(column),) for column in columns))
        return TextTable(tuple(self._row(row, columns) for row in self.rows), header, has_figures=True)

    def _row(self, row: str, columns: Sequence[str]) -> tuple[Pieces, ...]:
        return (Quiet(row),), *(self.cells.get((row, column), ()) for column in columns)


Block = Title | Heading | Text | Note | Items | TextTable | ChainLines | Inset | HeatMap


def cut(text: str) -> str:
    """A user's own text with at most so many characters as a screen shows of one."""
    return text if len(text) <= MAX_CHARACTERS else f"{text[: MAX_CHARACTERS - 1]}…"


def plain(piece: Piece, naming: Naming = IDS) -> str:
    """The raw text of a piece; nothing of a meter, whose figure stands beside it."""
    match piece:
        case str():
            return piece
        case Message():
            return cut(render(piece, naming))
        case NamedRef(ref):
            return naming.ref(ref)
        case Strong(text) | Graded(text) | Quiet(text) | Code(text):
            return text
        case Meter():
            return ""
