"""A JSON list of flat objects as a sheet: what many programs and open data portals export. Needs no library."""

from __future__ import annotations

import json
from typing import Any, Final

from goalcheck.intake.sheets import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, CannotImport, CellValue, Sheet, bounded, clean

MAX_DEPTH: Final = 30

MAX_CHARACTERS: Final = 10_000_000
"""Characters of a JSON file, of which small objects take forty times as much memory."""


def loaded_json(file: str, text: str) -> Any:
    """The value of a JSON text.

    Raises:
        CannotImport: it is no JSON, or nested too deep.
    """
    if len(text) > MAX_CHARACTERS:
        raise CannotImport(
            f"{file} has {len(text):,} characters, and {MAX_CHARACTERS:,} of JSON are read: import a part"
        )
    try:
        return json.loads(text.removeprefix("\ufeff"), parse_constant=_refuse)
    except RecursionError as error:
        raise CannotImport(f"{file} is nested too deep") from error
    except ValueError as error:
        raise CannotImport(f"{file} is no JSON: {error}") from error


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


def rows_of(value: Any) -> list[dict[str, Any]] | None:
    """The objects of a list, or of the only list of objects in an object; None where there is none."""
    if isinstance(value, dict):
        lists = [each for each in value.values() if isinstance(each, list) and each and isinstance(each[0], dict)]
        value = lists[0] if len(lists) == 1 and len(value) <= MAX_DEPTH else None
    if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
        return value
    return None


def sheet_of(file: str, objects: list[dict[str, Any]]) -> Sheet:
    """A row for each object, and a header of all their keys; nested objects are taken apart (`owner.name`).

    Raises:
        CannotImport: there are too many rows or columns.
    """
    if len(objects) > MAX_ROWS:
        raise CannotImport(f"{file} has more than {MAX_ROWS:,} rows: import a part of it")
    flat = [_flat(each) for each in objects]
    names = list(dict.fromkeys(name for each in flat for name in each))
    if len(names) > MAX_COLUMNS or len(names) * len(flat) > MAX_CELLS:
        raise CannotImport(f"{file} has too many columns: import a part of it")
    rows: list[list[CellValue]] = [[clean(name) for name in names]]
    rows += [[clean(each.get(name)) for name in names] for each in flat]
    return Sheet(file, None, bounded(file, rows), ("row 1 stands for the keys", "row 2 for the first object"), ".")


def _flat(value: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, inner in value.items():
        if isinstance(inner, dict):
            found |= {f"{key}.{name}": each for name, each in inner.items() if not isinstance(each, (dict, list))}
        elif isinstance(inner, list):
            found[key] = ", ".join(str(each) for each in inner if isinstance(each, (str, int, float)))
        else:
            found[key] = inner
    return found
