"""The format of a result by the ending of its file; an ending that the command does not write is refused."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypeVar

from goalcheck.cli.output import CannotWrite

E = TypeVar("E", bound=StrEnum)

PICTURE_ENDING = ".svg"

PAGES: Mapping[str, str] = {
    ".html": "an HTML page",
    ".htm": "an HTML page",
    ".pdf": "a PDF",
    ".svg": "a picture",
    ".png": "a picture",
    ".jpg": "a picture",
    ".jpeg": "a picture",
    ".docx": "a Word document",
    ".xlsx": "an Excel workbook",
    ".ods": "a spreadsheet",
    ".pptx": "a presentation",
}
"""Endings of files that nobody can open where a text is in them, whatever was asked for."""

_MAKERS = {
    ".html": "goalcheck report PATH -o {file}",
    ".htm": "goalcheck report PATH -o {file}",
    ".pdf": "goalcheck report PATH -o {file}",
    ".svg": "goalcheck graph PATH -o {file}",
}


@cache
def format_endings() -> dict[str, str]:
    """The formats that an ending asks for; any other ending asks for text, unless it is one of PAGES."""
    from goalcheck.render.formats import FORMATS

    return {ending: name for name, each in FORMATS.items() for ending in each.endings} | {PICTURE_ENDING: "svg"}


def chosen_format(output: Path | None, asked: E | None, of: type[E]) -> E:
    """The format that is asked for, else that of the file's ending, else text, which is the first of them.

    Raises:
        CannotWrite: the ending is that of something else than the command writes.
    """
    first = next(iter(of))
    named = format_by_ending(output, [each.value for each in of], asked=asked.value if asked else None)
    return asked or (of(named) if named else first)


def format_by_ending(output: Path | None, formats: Collection[str], *, asked: str | None = None) -> str | None:
    """The format that the ending of a file asks for, None where it asks for none.

    Raises:
        CannotWrite: the ending is that of something else than the command writes.
    """
    if output is None:
        return None
    ending = output.suffix.lower()
    named = format_endings().get(ending)
    if named in formats and asked in (None, named):
        return named
    if (named is None and ending in PAGES) or (named is not None and asked is None):
        raise CannotWrite(_refusal(output, formats))
    return None


def _refusal(output: Path, formats: Collection[str]) -> str:
    ending = output.suffix.lower()
    kind = PAGES.get(ending) or f"a file of the format {format_endings()[ending]}"
    endings = {name: ending for ending, name in reversed(format_endings().items()) if name in formats}
    texts = [".txt"] if "text" in formats else []
    own = f"name it {', '.join(f'*{each}' for each in [*texts, *reversed(endings.values())])}"
    maker = _MAKERS.get(ending)
    instead = f"; {maker.format(file=output)} writes one" if maker else ""
    return f"{output} is named like {kind}, which this command does not write: {own}{instead}"
