"""The edits after which the files of one organization say what another one says.

Only what some kind of change writes is written: whatever else differed would show when the edits are proved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from goalcheck.changes.edit import Edit
from goalcheck.changes.patching.files import Files
from goalcheck.changes.patching.patch import Place, Site, Writer, make
from goalcheck.changes.patching.writers import CLAIMS, OBJECTIVES, said_by
from goalcheck.changes.registry import SHOWN
from goalcheck.model import Organization

_FIRST = (OBJECTIVES, "outcomes", "drivers", "resources")


def edits(old: Organization, new: Organization, read: Callable[[str], str] | None = None) -> list[Edit]:
    """The files that change, with their new texts, by name.

    Args:
        old: what the files say.
        new: what they shall say: the same ids with other values.
        read: gives the text of a file, where another than that on disk is to be edited.

    Raises:
        CannotEdit: a file is written in a way that no small edit can follow; the message says which and why.
    """
    files, writers = Files(read), _by_section()
    _write_claims(files, old, new, writers.pop(CLAIMS, []))  # first: they are found by where they stand
    for section in sorted(writers, key=lambda each: (_FIRST.index(each) if each in _FIRST else len(_FIRST), each)):
        entries: Mapping[str, Any] = getattr(old, section)
        for key, was in entries.items():
            is_ = getattr(new, section)[key]
            if is_ is not was:
                _write(files, old, writers[section], _place(section, was), was, is_)
    return files.edits()


def _by_section() -> dict[str, list[Writer]]:
    """The writers of all kinds, each once, by section and in their order."""
    found: dict[str, list[Writer]] = {}
    for writer in sorted(dict.fromkeys(each for kind in SHOWN for each in kind.writes), key=lambda each: each.rank):
        found.setdefault(writer.section, []).append(writer)
    return found


def _place(section: str, entry: Any) -> Place:
    """The keys that lead to an entry."""
    if section == OBJECTIVES:
        return "departments", entry.department, "objectives", entry.id.partition(".")[2]
    return section, entry.id


def _write(files: Files, old: Organization, writers: Iterable[Writer], place: Place, was: Any, is_: Any) -> None:
    with files.editing(was.location.file) as text:
        for writer in writers:
            for patch in writer.patches(Site(text, place, old), was, is_):
                make(text, patch)


def _write_claims(files: Files, old: Organization, new: Organization, writers: Iterable[Writer]) -> None:
    """Claims are told apart by where they stand; those from the end of a file first, so that none moves before."""
    kept = {claim.effect.location: claim for claim in new.claims}
    for was in sorted(old.claims, key=lambda claim: claim.effect.location, reverse=True):
        location = was.effect.location
        is_ = kept.get(location)
        if said_by(is_) != said_by(was):
            with files.editing(location.file) as text:
                place = CLAIMS, text.places((CLAIMS,)).index(location[1:3])
                for writer in writers:
                    for patch in writer.patches(Site(text, place, old), was, is_):
                        make(text, patch)
