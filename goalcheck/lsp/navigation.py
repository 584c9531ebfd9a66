"""From one place of an id to the others: its declaration, all places, and another name for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from goalcheck.api import load_named
from goalcheck.files.editing import scalar
from goalcheck.lsp.buffers import Buffers
from goalcheck.lsp.index import IdPlace, Index, KnownThing
from goalcheck.lsp.session import Session
from goalcheck.lsp.shapes import OBJECTIVES
from goalcheck.model.names import KINDS
from goalcheck.model.schema import ID
from goalcheck.source import GoalcheckError, InvalidInput

_NODES = ("outcomes", "drivers")


class CannotRename(GoalcheckError):
    """The id cannot be renamed; the message says why."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """A stretch of a file, by the indices of its text, and what stands there instead."""

    file: str
    start: int
    end: int
    text: str


def places_of(session: Session, thing: KnownThing, *, declaration: bool) -> list[IdPlace]:
    """All places of a thing.

    Args:
        declaration: whether those that declare it are among them.
    """
    found = session.index.by_thing.get(thing, ())
    return [each for each in found if declaration or each.declares is None]


def renamed(session: Session, thing: KnownThing, new: str) -> list[Replacement]:
    """The edits after which a thing has another id everywhere, in decisions too.

    Args:
        new: the new id; of an objective without its department.

    Raises:
        CannotRename: the id is no id, is taken, or stands where it cannot be replaced; or a file is wrong.
    """
    reading = session.reading
    if reading is None or reading.organization is None:
        raise CannotRename("a file is wrong: mend what is reported first, so that no place is missed")
    new = new.rpartition(".")[2] if thing.kind == OBJECTIVES else new
    _check(session.index, thing, new)
    edits = list(_replacements(session, thing, new))
    _prove(session, edits)
    return edits


def _check(index: Index, thing: KnownThing, new: str) -> None:
    if not re.fullmatch(ID, new):
        raise CannotRename(f"'{new[:60]}' cannot be an id: small letters, digits, _ and -, a letter or digit first")
    full = f"{thing.id.partition('.')[0]}.{new}" if thing.kind == OBJECTIVES else new
    kinds = _NODES if thing.kind in _NODES else (thing.kind,)
    taken = next((kind for kind in kinds if KnownThing(kind, full) in index.declared), None)
    if taken is not None:
        raise CannotRename(f"there is a {KINDS[taken]} '{full}' already")
    shadows = [KnownThing(kind, new) for kind in _NODES] if thing.kind == OBJECTIVES else []
    if thing.kind in _NODES:
        shadows = [each for each in index.declared if each.kind == OBJECTIVES and each.id.endswith(f".{new}")]
    if any(each in index.declared for each in shadows):
        raise CannotRename(f"'{new}' is an objective and an outcome or driver then, and a bare name may mean the other")


def _replacements(session: Session, thing: KnownThing, new: str) -> Iterator[Replacement]:
    for other, places in session.index.by_thing.items():
        if other == thing:
            for each in places:
                head, dot, _ = each.text.rpartition(".")
                yield _replacement(session, each, f"{head}{dot}{new}")
        elif thing.kind == "departments" and other.kind == OBJECTIVES and other.id.startswith(f"{thing.id}."):
            for each in places:
                if "." in each.text:
                    yield _replacement(session, each, f"{new}.{each.text.partition('.')[2]}")


def _replacement(session: Session, place: IdPlace, new: str) -> Replacement:
    file, location = place.location.file, place.location
    text = session.text(file)
    start, end = text.index(location.line, location.column), text.index(location.end_line, location.end_column)
    written = text.text[start:end]
    if written == place.text:
        return Replacement(file, start, end, scalar(new))
    if len(written) > 1 and written[0] in "\"'" and written[1:-1] == place.text:
        return Replacement(file, start + 1, end - 1, new)
    raise CannotRename(f"{file}:{location.line} writes '{place.text}' in a way that cannot be replaced: {written[:60]}")


def _prove(session: Session, edits: list[Replacement]) -> None:
    """See that the files are right after the edits."""
    reading = session.reading
    contents: dict[str, bytes] = {}
    for file in sorted({each.file for each in edits}):
        text = session.text(file).text
        for each in sorted((one for one in edits if one.file == file), key=lambda one: one.start, reverse=True):
            text = text[: each.start] + each.text + text[each.end :]
        contents[session.files.get(file, file)] = text.encode("utf-8")
    try:
        files = reading.files if reading else Buffers({})
        load_named(session.root.paths, contents, files, organization=session.root.name)
    except InvalidInput as error:
        raise CannotRename(f"the files would be wrong then: {error.problems[0].message}") from error
