"""CSV and TSV as sheets: any separator, the encodings of spreadsheets, `sep=` lines. Needs no library."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from io import StringIO
from itertools import islice
from typing import Final

from goalcheck.intake.sheets import MAX_CELLS, MAX_ROWS, MAX_TEXT, CannotImport, CellValue, Sheet, bounded, clean

SEPARATORS: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars", "^": "carets"}

SAMPLE_ROWS: Final = 100
SAMPLE_CHARACTERS: Final = 200_000

MAX_BYTES: Final = 20_000_000
"""Bytes of a text file, which take up to ten times as much memory while they are read."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)


def read_delimited(file: str, raw: bytes, separator: str | None = None) -> Sheet:
    """The table of a text file.

    Args:
        separator: the separator where it is known.

    Raises:
        CannotImport: it is no text, has no rows, or too many.
    """
    text, encoding = decoded(file, raw)
    first, _, rest = text.partition("\n")
    said = first.strip().casefold()
    skipped = 0
    if said.startswith("sep=") and len(said) == len("sep=") + 1:
        text, separator, skipped = rest, first.strip()[-1], 1
    separator = separator or _separator(text)
    rows: list[list[CellValue]] = [[] for _ in range(skipped)]
    rows += _rows(file, text, separator)
    notes = (f"separated by {SEPARATORS.get(separator, repr(separator))}", f"read as {encoding}")
    return Sheet(file, None, bounded(file, rows), notes, {";": ",", ",": "."}.get(separator))


def decoded(file: str, raw: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding.

    Raises:
        CannotImport: it is no text.
    """
    if len(raw) > MAX_BYTES:
        raise CannotImport(f"{file} has {len(raw):,} bytes, and {MAX_BYTES:,} of a text are read: import a part of it")
    for mark, codec, name in _MARKS:
        if raw.startswith(mark):
            return _strictly(file, raw, codec, name), name
    half = (raw[:200:2].count(0), raw[1:200:2].count(0))
    if max(half) * 4 > len(raw[:200]) and min(half) == 0:
        codec = "utf-16-le" if half[1] else "utf-16-be"
        return _strictly(file, raw, codec, "UTF-16"), "UTF-16"
    if b"\0" in raw:
        raise CannotImport(f"{file} is no text: it holds zero bytes")
    for codec, name in (("utf-8", "UTF-8"), ("cp1252", "Windows-1252"), ("latin-1", "Latin-1")):
        try:
            return raw.decode(codec), name
        except UnicodeDecodeError:
            continue
    raise CannotImport(f"{file} is no text")


def _strictly(file: str, raw: bytes, codec: str, name: str) -> str:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError as error:
        raise CannotImport(f"{file} says that it is {name}, and is not") from error


def _rows(file: str, text: str, separator: str) -> list[list[CellValue]]:
    """The rows of the whole text; one more than there may be, so that whoever counts them refuses."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    before = csv.field_size_limit(MAX_TEXT)
    rows: list[list[CellValue]] = []
    cells = 0
    try:
        for row in islice(reader, MAX_ROWS + 1):
            rows.append([clean(cell) for cell in row])
            cells += len(row)
            if cells > MAX_CELLS:
                raise CannotImport(f"{file} has more than {MAX_CELLS:,} cells: import a part of it")
        return rows
    except csv.Error as error:
        raise CannotImport(f"{file}, line {reader.line_num}: this is no row of a table ({error})") from error
    finally:
        csv.field_size_limit(before)


def _separator(text: str) -> str:
    """The separator that gives most rows the same number of cells, at least two."""
    best, most = ",", 0.0
    sample = "\n".join(text[:SAMPLE_CHARACTERS].splitlines()[: SAMPLE_ROWS * 2])
    for separator in SEPARATORS:
        try:
            rows = list(islice(csv.reader(StringIO(sample, newline=""), delimiter=separator), SAMPLE_ROWS))
        except csv.Error:
            continue
        widths = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
        if not widths:
            continue
        width, times = max(widths.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
        score = times / widths.total() * min(width - 1, 10)
        if score > most:
            best, most = separator, score
    return best
