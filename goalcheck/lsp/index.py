"""Every place where an id is declared or named, in all files of an organization.

The places of a document are found once for as long as it is the same document; what a bare name means is looked up
among all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from goalcheck.files import MappingNode, SequenceNode, Source, Value
from goalcheck.lsp.shapes import (
    DOCUMENT,
    OBJECTIVES,
    DeclaresId,
    Fields,
    Kinds,
    Listed,
    Mapped,
    NamesId,
    Shape,
    alternatives,
)
from goalcheck.source import Location


class KnownThing(NamedTuple):
    """Something that has an id: the kind is the section that it is declared in, the id a full one."""

    kind: str
    id: str


class IdPlace(NamedTuple):
    """A place where an id stands.

    Attributes:
        text: the id as it stands there.
        declares: what it declares there; None where it names something.
        names: of a name, what it may mean.
        department: the department that it stands in.
        name: of a declaration, the name that the thing is given.
        source: the file.
    """

    text: str
    location: Location
    declares: KnownThing | None
    names: NamesId | None
    department: str | None
    name: str | None
    source: Source


class PlacesByDocument:
    """The places of each document, found once."""

    def __init__(self) -> None:
        self._known: dict[Source, tuple[MappingNode, list[IdPlace]]] = {}

    def index(self, documents: Iterable[MappingNode]) -> Index:
        """The index over these documents."""
        found = {each.source: self._known.get(each.source) or (each, list(_Walk(each).places())) for each in documents}
        self._known = found
        return Index([places for _, places in found.values()])


class Index:
    """The places of all documents, by what they mean."""

    def __init__(self, places: Sequence[Sequence[IdPlace]]) -> None:
        self._places = places

    @cached_property
    def declared(self) -> Mapping[KnownThing, IdPlace]:
        """What is declared, with the first place that does so."""
        found: dict[KnownThing, IdPlace] = {}
        for places in self._places:
            for each in places:
                if each.declares is not None:
                    found.setdefault(each.declares, each)
        return found

    @cached_property
    def by_thing(self) -> Mapping[KnownThing, Sequence[IdPlace]]:
        """All places of each thing, declarations too, in the order of the files."""
        found: dict[KnownThing, list[IdPlace]] = {}
        for places in self._places:
            for each in places:
                thing = self.meaning_of(each)
                if thing is not None:
                    found.setdefault(thing, []).append(each)
        return found

    @cached_property
    def by_kind(self) -> Mapping[str, Sequence[IdPlace]]:
        """The declarations of each kind, by id."""
        found: dict[str, list[IdPlace]] = {}
        for thing, place in sorted(self.declared.items(), key=lambda item: item[0]):
            found.setdefault(thing.kind, []).append(place)
        return found

    def meaning_of(self, place: IdPlace) -> KnownThing | None:
        """What a place declares or names; None where that is declared nowhere."""
        if place.declares is not None:
            return place.declares
        return self.meaning(place.text, place.names, place.department) if place.names else None

    def meaning(self, text: str, names: NamesId, department: str | None) -> KnownThing | None:
        """What a text means where one of some kinds may be named."""
        for kind in names.kinds:
            for thing in _candidates(kind, text, names, department):
                if thing in self.declared:
                    return thing
        return None

    def of_kinds(self, kinds: Kinds) -> Iterator[IdPlace]:
        """The declarations of several kinds."""
        for kind in kinds:
            yield from self.by_kind.get(kind, ())


def _candidates(kind: str, text: str, names: NamesId, department: str | None) -> Iterator[KnownThing]:
    if kind == OBJECTIVES and names.nearby and department is not None and "." not in text:
        yield KnownThing(kind, f"{department}.{text}")
    yield KnownThing(kind, text)


class _Walk:
    """Finds the places of one document."""

    def __init__(self, document: MappingNode) -> None:
        self._document = document

    def places(self) -> Iterator[IdPlace]:
        """All of them, in order of sections."""
        yield from self._below(self._document, DOCUMENT, None)

    def _below(self, node: Value, shape: Shape, department: str | None) -> Iterator[IdPlace]:
        for each in alternatives(shape):
            if isinstance(node, MappingNode) and isinstance(each, Fields):
                for key, inner in each.fields.items():
                    if key in node:
                        yield from self._entry(node, key, inner, department)
            elif isinstance(node, MappingNode) and isinstance(each, Mapped):
                yield from self._mapped(node, each, department)
            elif isinstance(node, SequenceNode) and isinstance(each, Listed):
                for index, item in enumerate(node):
                    if isinstance(item, str):
                        yield from self._value(node.source, item, node.item_location(index), each.item, department)
                    else:
                        yield from self._below(item, each.item, department)

    def _entry(self, node: MappingNode, key: str, shape: Shape, department: str | None) -> Iterator[IdPlace]:
        value = node[key]
        if isinstance(value, str):
            yield from self._value(node.source, value, node.value_location(key), shape, department)
        else:
            yield from self._below(value, shape, department)

    def _mapped(self, node: MappingNode, shape: Mapped, department: str | None) -> Iterator[IdPlace]:
        for (key, value), location in zip(node.items(), node.key_locations(), strict=True):
            own = key if isinstance(shape.key, DeclaresId) and shape.key.kind == "departments" else department
            name = value.get("name") if isinstance(value, MappingNode) else None
            yield _place(node.source, key, location, shape.key, department, name if isinstance(name, str) else None)
            yield from self._below(value, shape.value, own)

    def _value(
        self, source: Source, text: str, location: Location, shape: Shape, department: str | None
    ) -> Iterator[IdPlace]:
        for each in alternatives(shape):
            if isinstance(each, (NamesId, DeclaresId)):
                yield _place(source, text, location, each, department, None)


def _place(
    source: Source, text: str, location: Location, shape: NamesId | DeclaresId, department: str | None, name: str | None
) -> IdPlace:
    if isinstance(shape, NamesId):
        return IdPlace(text, location, None, shape, department, None, source)
    full = f"{department}.{text}" if shape.kind == OBJECTIVES else text
    return IdPlace(text, location, KnownThing(shape.kind, full), None, department, name, source)
