"""What stands at the place that an editor asks about."""

from __future__ import annotations

from typing import NamedTuple

from lsprotocol.types import Position

from goalcheck.lsp.cursor import Spot, spot_at
from goalcheck.lsp.index import KnownThing
from goalcheck.lsp.session import Session
from goalcheck.lsp.shapes import OBJECTIVES, RULES, DeclaresId, NamesId, key_shape, value_shape
from goalcheck.lsp.texts import BufferText


class Here(NamedTuple):
    """A place in a document.

    Attributes:
        shape: the id that stands there, or would; None where none does.
        department: the department that it stands in.
        thing: what is declared or named there; None where nothing known is.
    """

    text: BufferText
    spot: Spot
    shape: NamesId | DeclaresId | None
    department: str | None
    thing: KnownThing | None


def here(session: Session, text: BufferText, position: Position) -> Here:
    """What stands at a position."""
    spot = spot_at(text.text, text.index_at(position))
    shape = None if spot.role == "text" else _shape(spot)
    in_department = len(spot.path) > 1 and spot.path[0] == "departments"
    department = str(spot.path[1]) if in_department else None
    return Here(text, spot, shape, department, _thing(session, spot, shape, department))


def _shape(spot: Spot) -> NamesId | DeclaresId | None:
    if spot.role == "key":
        return key_shape(spot.path)
    return value_shape(spot.path) or (key_shape(spot.path) if spot.role == "either" else None)


def _thing(
    session: Session, spot: Spot, shape: NamesId | DeclaresId | None, department: str | None
) -> KnownThing | None:
    if shape is None or not spot.word:
        return None
    if isinstance(shape, DeclaresId):
        return KnownThing(shape.kind, f"{department}.{spot.word}" if shape.kind == OBJECTIVES else spot.word)
    found = session.index.meaning(spot.word, shape, department)
    return found or (KnownThing(RULES, spot.word) if RULES in shape.kinds else None)
