"""Reports as their readers have them: a page as elements and text, a PDF as text; and the command that writes them."""

from __future__ import annotations

import importlib.util
import struct
import zlib
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from conftest import EXAMPLES, Command
from pypdf import PdfReader

NORTHLINE = EXAMPLES / "northline"
HARBOUR = EXAMPLES / "harbour"
TODAY = ("--today", "2026-10-15")
PEACE = """
    organization: {name: Peace}
    outcomes: {calm: {}}
    departments: {a: {objectives: {rest: {affects: {calm: helps}}}}}
    """
INVISIBLE = str.maketrans("", "", "\u200b\u2068\u2069")
EMPTY_ELEMENTS = {"meta", "img", "br", "wbr", "input", "rect", "circle", "line", "path", "polyline"}

needs_typst = pytest.mark.skipif(importlib.util.find_spec("typst") is None, reason="needs goalcheck[pdf]")
FORMS = ["html", "md", pytest.param("pdf", marks=needs_typst)]


class Page(HTMLParser):
    """An HTML page as its elements, its text, and what links lead to."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.drawn: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), (tag, attrs)
        (self.drawn if "svg" in self._open else self.elements).append((tag, dict(attrs)))
        if tag not in EMPTY_ELEMENTS:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        (self.drawn if "svg" in self._open else self.elements).append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY_ELEMENTS:
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((self._open[-1] if self._open else "", data))

    @property
    def text(self) -> str:
        """All that is read, white space squeezed."""
        return " ".join(" ".join(data for tag, data in self.texts if tag not in ("style", "script")).split())

    @property
    def size(self) -> int:
        """The number of its elements, those of pictures too."""
        return len(self.elements) + len(self.drawn)

    def attributes(self, name: str) -> list[str]:
        return [attributes[name] or "" for _, attributes in (*self.elements, *self.drawn) if name in attributes]

    @property
    def shape(self) -> list[tuple[str, tuple[str, ...]]]:
        """The elements with the names of their attributes, without pictures and places where a line may break."""
        return [(tag, tuple(attributes)) for tag, attributes in self.elements if tag != "wbr"]


@pytest.fixture
def report(goalcheck: Command, tmp_path: Path) -> Report:
    """Writes reports and reads them."""
    return Report(goalcheck, tmp_path)


_WRITTEN: dict[tuple[object, ...], bytes] = {}
"""Reports on the examples, which many tests read."""


class Report:
    """Runs the command and reads what it wrote."""

    def __init__(self, goalcheck: Command, folder: Path) -> None:
        self._goalcheck = goalcheck
        self._folder = folder

    def raw(self, ending: str, *arguments: object, paths: Path = NORTHLINE) -> bytes:
        key = (ending, paths, *map(str, arguments))
        if key in _WRITTEN:
            return _WRITTEN[key]
        file = self._folder / f"report.{ending}"
        done = self._goalcheck("report", paths, *TODAY, "-o", file, *arguments)
        # What fonts there are differs from machine to machine; whatever else is said on stderr is wrong.
        told = [line for line in done.err.splitlines() if ending != "pdf" or " no font here has " not in line]
        assert (done.status, done.out, told) == (0, "", [])
        content = file.read_bytes()
        if paths.is_relative_to(EXAMPLES) and "--logo" not in key:
            _WRITTEN[key] = content
        return content

    def html(self, *arguments: object, paths: Path = NORTHLINE) -> Page:
        return Page(self.raw("html", *arguments, paths=paths).decode())

    def markdown(self, *arguments: object, paths: Path = NORTHLINE) -> str:
        return self.raw("md", *arguments, paths=paths).decode()

    def pdf(self, *arguments: object, paths: Path = NORTHLINE) -> PdfReader:
        return PdfReader(BytesIO(self.raw("pdf", *arguments, paths=paths)))

    def text(self, form: str, *arguments: object, paths: Path = NORTHLINE) -> str:
        """What is read in a form, white space squeezed."""
        raw = self.raw(form, *arguments, paths=paths)
        match form:
            case "pdf":
                return read(raw)
            case "html":
                return Page(raw.decode()).text
        return squeezed(raw.decode())

    def refused(self, *arguments: object) -> str:
        done = self._goalcheck("report", *arguments)
        assert (done.status, done.out) == (2, "")
        assert list(self._folder.glob("report*")) == []
        return done.err


def squeezed(text: str) -> str:
    return " ".join(text.translate(INVISIBLE).split())


@cache
def read(raw: bytes) -> str:
    """The text of a PDF, white space squeezed."""
    return squeezed(" ".join(page.extract_text() for page in PdfReader(BytesIO(raw)).pages))


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"".join(b"\0" + b"\x33" * 3 * width for _ in range(height)))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg(width: int, height: int) -> bytes:
    size = struct.pack(">HBHHB", 17, 8, height, width, 3) + b"\1\x22\0\2\x11\1\3\x11\1"
    return b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xc0" + size + b"\xff\xd9"


def svg(attributes: str, inner: str = "<rect width='9' height='9'/>") -> bytes:
    return f"<svg xmlns='http://www.w3.org/2000/svg' {attributes}>{inner}</svg>".encode()


SVG_LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
