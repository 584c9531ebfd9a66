"""A table of a TOML file as values with places, so that what is wrong in it is said like anything wrong in YAML.

The library that reads TOML knows no places: keys are looked for in the lines of the table and of the tables below it.
A key that is not found so (in quotes, or in a text of several lines) stands where the table around it does.
"""

from __future__ import annotations

import re
import tomllib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from goalcheck.files import MappingNode, Problems, SequenceNode, Source, Value
from goalcheck.source import Location

TABLE = ("tool", "goalcheck")
"""The table of a pyproject.toml that is goalcheck's."""

MAX_DEPTH = 20
"""Tables and lists in each other; the format needs four."""

_HEADER = re.compile(r"\s*\[{1,2}([^\]]+)\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([\w.\"'-]+(?:\s*\.\s*[\w\"'-]+)*)\s*=")
_WRONG = re.compile(r"(.*) \(at line (\d+), column (\d+)\)", re.DOTALL)

Path = tuple[str, ...]


def toml_table(source: Source, problems: Problems) -> MappingNode | None:
    """The table of goalcheck in a TOML file; None where there is none, or the file is wrong."""
    try:
        whole = tomllib.loads(source.text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        _refuse(source, str(error), problems)
        return None
    table: Any = whole
    for name in TABLE:
        table = table.get(name) if isinstance(table, Mapping) else None
    if table is None:
        return None
    places = _places(source)
    at = places.get(TABLE, 0)
    if not isinstance(table, Mapping):
        _add(source, problems, at, f"{'.'.join(TABLE)} is no table", "a table: [tool.goalcheck]")
        return None
    return _mapping(source, table, TABLE, places, at)


def _refuse(source: Source, said: str, problems: Problems) -> None:
    found = _WRONG.match(said)
    words, line, column = (found[1], int(found[2]), int(found[3])) if found else (said, 1, 1)
    place = Location(source.name, line, column, line, column + 1)
    problems.add(source.name, f"this is no TOML: {words}", "a TOML file", source.excerpt(place))


def _add(source: Source, problems: Problems, at: int, message: str, expected: str) -> None:
    start = source.position(at)
    line, column = (start >> 32) + 1, (start & 0xFFFFFFFF) + 1
    problems.add(source.name, message, expected, source.excerpt(Location(source.name, line, column, line, column + 1)))


def _places(source: Source) -> dict[Path, int]:
    """Where each key of the file stands, by the keys that lead to it: the index of its first character."""
    found: dict[Path, int] = {}
    table: Path = ()
    at = 0
    for line in source.text.splitlines(keepends=True):
        start = at + len(line) - len(line.lstrip())
        if header := _HEADER.match(line):
            table = _parts(header[1])
            found.setdefault(table, start)
        elif key := _KEY.match(line):
            found.setdefault((*table, *_parts(key[1])), start)
        at += len(line)
    return found


def _parts(dotted: str) -> Path:
    return tuple(each.strip().strip("\"'") for each in dotted.split("."))


def _mapping(
    source: Source, table: Mapping[str, Any], path: Path, places: Mapping[Path, int], above: int, depth: int = 0
) -> MappingNode:
    node = MappingNode(source)
    marks: list[int] = []
    for key, value in table.items():
        inner = (*path, key)
        at = places.get(inner, next((place for known, place in places.items() if known[: len(inner)] == inner), above))
        node[key] = _value(source, value, inner, places, at, depth + 1)
        marks += _marks(source, at)
    node.marks = array("q", marks)
    node.size = len(node) + 1
    return node


def _value(source: Source, value: Any, path: Path, places: Mapping[Path, int], at: int, depth: int) -> Value:
    if depth > MAX_DEPTH:
        return None
    if isinstance(value, Mapping):
        return _mapping(source, value, path, places, at, depth)
    if isinstance(value, Sequence) and not isinstance(value, str):
        node = SequenceNode(source)
        node.extend(_value(source, each, path, places, at, depth + 1) for each in value)
        node.marks = array("q", [mark for _ in value for mark in _ends(source, at)])
        return node
    return value if isinstance(value, (bool, int, float, str)) else str(value)


def _marks(source: Source, at: int) -> Iterator[int]:
    """The places of a key and of its value, which are told as one."""
    yield from _ends(source, at)
    yield from _ends(source, at)


def _ends(source: Source, at: int) -> tuple[int, int]:
    start = source.position(at)
    return start, start + 1
