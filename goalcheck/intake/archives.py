"""Spreadsheet archives looked at before a library reads them: how large they are unpacked, and what they hold.

A packed file of one megabyte can hold a hundred times as much, an XML entity can stand for a thousand millions of
characters, and one cell in the last corner of a sheet makes a library build all cells before it.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from typing import Final
from xml.parsers import expat

from goalcheck.intake.sheets import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, CannotImport

MAX_UNPACKED: Final = 64_000_000
MAX_RATIO: Final = 100
MAX_PARTS: Final = 2_000

_SMALL: Final = 1_000_000
"""Up to so many bytes nothing is a bomb, however well it was packed."""

_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml|content\.xml")
_REFERENCE: Final = re.compile(r"([A-Z]{1,4})([0-9]{1,9})")
_CHUNK: Final = 1_000_000


def unpacked_parts(file: str, raw: bytes) -> dict[str, bytes]:
    """The parts of an archive by their names.

    Raises:
        CannotImport: it is no archive, is damaged or encrypted, or would be too large.
    """
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            parts = [each for each in archive.infolist() if not each.is_dir()]
            total = sum(each.file_size for each in parts)
            _check_size(file, len(parts), total, len(raw))
            # `read` stops at the declared size, and finds that the sum of what it read is wrong.
            return {each.filename: archive.read(each) for each in parts}
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error) as error:
        raise CannotImport(f"{file} is a damaged archive: {error}") from error
    except RuntimeError as error:
        raise CannotImport(f"{file} is encrypted: save it without a password") from error


def _check_size(file: str, parts: int, total: int, packed: int) -> None:
    if parts > MAX_PARTS:
        raise CannotImport(f"{file} has more than {MAX_PARTS:,} parts")
    if total > MAX_UNPACKED:
        raise CannotImport(f"{file} would have {total:,} bytes unpacked, and {MAX_UNPACKED:,} are read: import a part")
    if total > _SMALL and total > packed * MAX_RATIO:
        raise CannotImport(f"{file} would be {total // packed:,} times as large unpacked: this is no spreadsheet")


def check_spreadsheet(file: str, raw: bytes) -> None:
    """See to it that a library can read a spreadsheet in little time and memory.

    Raises:
        CannotImport: it cannot.
    """
    for name, content in unpacked_parts(file, raw).items():
        if b"<!ENTITY" in content or b"<!DOCTYPE" in content:
            raise CannotImport(f"{file} declares XML entities: this is no spreadsheet of an office program")
        if _SHEET.fullmatch(name):
            _Counting(file).count(content)


class _Counting:
    """Counts the cells of one sheet as a library would build them."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._cells = 0
        self._row = 0
        self._wide = 0
        self._in_row = 0
        self._filled = 0
        self._times = 1

    def count(self, content: bytes) -> None:
        """Count the cells.

        Raises:
            CannotImport: they are too many, or the part is no XML.
        """
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        try:
            for at in range(0, len(content), _CHUNK):
                parser.Parse(content[at : at + _CHUNK], at + _CHUNK >= len(content))
        except expat.ExpatError as error:
            raise CannotImport(f"{self._file} is damaged: {error}") from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name.endswith(("table-cell", "covered-table-cell")):
            times = _whole(attributes.get("table:number-columns-repeated", "1"))
            self._in_row += times
            if any(key.endswith("value-type") for key in attributes):
                self._filled = self._in_row
        elif name.endswith("table-row"):
            self._times = _whole(attributes.get("table:number-rows-repeated", "1"))
            self._in_row = self._filled = 0
        elif name == "c" or name.endswith(":c"):
            self._cell(attributes.get("r", ""))

    def _end(self, name: str) -> None:
        if name.endswith("table-row") and self._filled:
            self._row += self._times
            self._wide = max(self._wide, self._filled)
            self._check()
        elif name.endswith("table:table"):
            self._row = self._wide = 0

    def _cell(self, reference: str) -> None:
        found = _REFERENCE.fullmatch(reference)
        if found is None:
            self._cells += 1
        else:
            column = 0
            for letter in found[1]:
                column = column * 26 + ord(letter) - ord("A") + 1
            self._row, self._wide = max(self._row, int(found[2])), max(self._wide, column)
        self._check()

    def _check(self) -> None:
        if self._row > MAX_ROWS:
            raise CannotImport(f"{self._file} has a sheet of more than {MAX_ROWS:,} rows: import a part of it")
        if self._wide > MAX_COLUMNS:
            raise CannotImport(f"{self._file} has a sheet of more than {MAX_COLUMNS} columns: import a part of it")
        if self._row * self._wide > MAX_CELLS or self._cells > MAX_CELLS:
            raise CannotImport(f"{self._file} has more than {MAX_CELLS:,} cells: import a part of it")


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 1
