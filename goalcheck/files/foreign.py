"""Files of other programs: what a file is that cannot be an organization, by its first bytes or its name.

A spreadsheet, a PDF or a picture is no text with wrong characters in it; its kind and what to do are what helps. Must
not know YAML or what an organization is.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

IMPORT_MAP: Final = "import.map.yaml"
"""The file in which `goalcheck import` keeps how it read the tables."""

NO_PART: Final = frozenset({"goalcheck.yaml", "goalcheck.yml", IMPORT_MAP})
"""The files that are never part of an organization, wherever they lie."""

YAML_ADVICE: Final = "an organization in YAML; 'goalcheck init DIR' writes a small one to start from"
TABLE_ADVICE: Final = "a CSV file: export the table as CSV, saved as UTF-8"
RATINGS_ADVICE: Final = f"{YAML_ADVICE}; only ratings can be a table, named by scorecards: {{file: ratings.csv}}"

_SIGNATURES: Final = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"\x1f\x8b", "an archive (gzip)"),
    (b"7z\xbc\xaf\x27\x1c", "an archive (7z)"),
    (b"Rar!\x1a\x07", "an archive (RAR)"),
    (b"SQLite format 3\0", "a database (SQLite)"),
    (b"{\\rtf", "a text document (RTF)"),
)

_ZIP: Final = b"PK\x03\x04"
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# What only a ZIP of that kind holds, by the names of its parts or its declared type.
_PARTS: Final = (
    (b"xl/", "an Excel workbook"),
    (b"word/", "a Word document"),
    (b"ppt/", "a PowerPoint presentation"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "an OpenDocument spreadsheet"),
    (b"application/vnd.oasis.opendocument", "an OpenDocument document"),
    (b"Index/", "a document of Apple's Numbers, Pages or Keynote"),
)

_ENDINGS: Final[Mapping[str, str]] = {
    ".xlsx": "an Excel workbook",
    ".xlsm": "an Excel workbook",
    ".xlsb": "an Excel workbook",
    ".xls": "an Excel workbook",
    ".ods": "an OpenDocument spreadsheet",
    ".numbers": "a Numbers spreadsheet",
    ".docx": "a Word document",
    ".doc": "a Word document",
    ".odt": "an OpenDocument document",
    ".pptx": "a PowerPoint presentation",
    ".ppt": "a PowerPoint presentation",
    ".pdf": "a PDF document",
    ".zip": "an archive (ZIP)",
}

_TABLES: Final[Mapping[str, str]] = {".csv": "a table (CSV)", ".tsv": "a table (TSV)"}


FORM_KEYS: Final = ("goalcheck-form", "goalcheck-answers")
"""The first key of a form that asks, and of the answers to it."""

_FORM: Final = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:\s|#[^\n]*\n|---[^\n]*\n)*\{?\s*[\"']?(?:%s)[\"']?\s*:"
    % b"|".join(map(str.encode, FORM_KEYS))
)


def is_form(raw: bytes) -> bool:
    """True if a file is a form or holds answers to one: never a part of an organization."""
    return _FORM.match(raw[:4096]) is not None


def foreign_kind(name: str, raw: bytes) -> str | None:
    """The kind of a file that no program would read as text; None for a text, whatever it says."""
    ending = PurePath(name).suffix.lower()
    if raw.startswith(_ZIP):
        return next((kind for part, kind in _PARTS if part in raw), _ENDINGS.get(ending, "an archive (ZIP)"))
    if raw.startswith(_OLD_OFFICE):
        return _ENDINGS.get(ending, "an Office document")
    return next((kind for start, kind in _SIGNATURES if raw.startswith(start)), _ENDINGS.get(ending))


def table_kind(name: str) -> str | None:
    """The kind of table that a file is by its name; None where it is named otherwise."""
    return _TABLES.get(PurePath(name).suffix.lower())
