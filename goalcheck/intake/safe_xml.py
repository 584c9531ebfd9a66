"""XML without entities: a document type declaration is refused before anything is built, and nesting is bounded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree
from xml.parsers import expat

from goalcheck.intake.sheets import MAX_CELLS, CannotImport, text_of

MAX_DEPTH: Final = 200
MAX_ELEMENTS: Final = MAX_CELLS // 4


def parse_xml(file: str, raw: bytes) -> ElementTree.Element:
    """The root of an XML document.

    Raises:
        CannotImport: it is no XML, declares entities, or is too large or nested too deep.
    """
    _Guard(file).read(raw)
    return ElementTree.fromstring(raw)  # noqa: S314  # the guard has refused what could be dangerous


class _Guard:
    """Reads a document without building it."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._depth = 0
        self._elements = 0

    def read(self, raw: bytes) -> None:
        """Read to the end, or to what is refused."""
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        try:
            parser.Parse(raw, True)  # it takes no keyword
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise CannotImport(f"{self._file} is no XML: {error}") from error

    def _refuse(self, *_: object) -> None:
        raise CannotImport(f"{self._file} declares a document type: such XML is not read")

    def _start(self, *_: object) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > MAX_DEPTH:
            raise CannotImport(f"{self._file} is nested too deep")
        if self._elements > MAX_ELEMENTS:
            raise CannotImport(f"{self._file} has more than {MAX_ELEMENTS:,} elements: import a part of it")

    def _end(self, _: str) -> None:
        self._depth -= 1


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("}")[2]


def attribute(element: ElementTree.Element, name: str) -> str:
    """An attribute by its local name; nothing where there is none."""
    return next((value for key, value in element.attrib.items() if local(key) == name), "")


def children(element: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """The children of a local name."""
    return (each for each in element if local(each.tag) == name)


def child_text(element: ElementTree.Element, name: str) -> str:
    """The text of the first child of a local name, on one line; nothing where there is none."""
    return next((text_of("".join(each.itertext()).strip()) for each in children(element, name)), "")
