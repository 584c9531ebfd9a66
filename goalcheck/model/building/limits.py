"""The limits on what all documents declare together, checked before anything is made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from goalcheck.files import MappingNode, Problems, SequenceNode, Value

SURE_EFFECTS: Final = 250_000
"""Effects and claims that an organization may declare in any case."""

EFFECT_CHARACTERS: Final = 100
"""Characters for each effect from which on an organization may declare more: an honest one takes more for each."""


def refuse_too_many_effects(documents: Sequence[MappingNode], problems: Problems) -> bool:
    """True if the documents declare more effects than an analysis has memory and time for, which is reported.

    Cost: proportional to the objectives, drivers and outcomes.
    """
    most = max(SURE_EFFECTS, sum(len(document.source.text) for document in documents) // EFFECT_CHARACTERS)
    counted = 0
    for document in documents:
        counted += sum(_effects(document))
        if counted > most:
            found = f"the files declare more than {most:,} effects up to this one"
            expected = f"at most {SURE_EFFECTS:,}, or one for each {EFFECT_CHARACTERS} characters in all files together"
            problems.add(document.source.name, found, expected)
            return True
    return False


def _effects(document: MappingNode) -> Iterator[int]:
    """The numbers of effects that a document declares, by what declares them."""
    yield _size(document.get("claims"))
    for section in ("outcomes", "drivers"):
        yield from map(_declared, _entries(document.get(section)))
    for department in _entries(document.get("departments")):
        yield from map(_declared, _entries(department.get("objectives")))


def _declared(entry: MappingNode) -> int:
    return sum(_size(entry.get(field)) for field in ("affects", "relies_on", "mitigates"))


def _entries(section: Value | None) -> Iterator[MappingNode]:
    if isinstance(section, MappingNode):
        yield from (each for each in section.values() if isinstance(each, MappingNode))


def _size(value: Value | None) -> int:
    return len(value) if isinstance(value, MappingNode | SequenceNode) else 0
