"""Small edits of YAML text that leave every other byte as it is: items of a list section added, replaced, taken out.

Knows YAML, not what the items mean. Nothing is written here: text goes in, text comes out. The text was read before, so
that it is within the reader's limits.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

import yaml

from goalcheck.source import GoalcheckError

_PLAIN = re.compile(r"[A-Za-z][\w ./()+-]*[\w.)]|\d{4}-(?:[HQ]\d|\d\d(?:-\d\d)?)", re.ASCII)
"""Texts that need no quotes in YAML 1.2; the words below look like something else to some reader."""

_AMBIGUOUS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "none", "inf", "nan"})

_LINE = re.compile(r"[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029])|[^\r\n\x85\u2028\u2029]+")
"""A line as libyaml counts them, which `str.splitlines` does not."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Field: TypeAlias = "str | float | Sequence[Field] | Mapping[str, Field]"
Item = Mapping[str, Field]


class CannotEdit(GoalcheckError):
    """The file is written in a way that no small edit can follow; the message says what to do by hand."""


class _Section(NamedTuple):
    """A top-level key with its list; None where the key has no value."""

    key: yaml.ScalarNode
    items: yaml.SequenceNode | None


def append_items(text: str, section: str, items: Sequence[Item]) -> str:
    """The text with items at the end of a top-level list, which is added at the end where there is none.

    Raises:
        CannotEdit: the list, or the whole file, is written in flow style.
    """
    mark, lines = split_lines(text)
    newline = newline_of(text)
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += newline
    found = _section(lines, section)
    if found is None:
        gap = [newline] if lines and lines[-1].strip() else []
        return "".join([mark, *lines, *gap, f"{section}:{newline}", *_written(items, "  ", newline)])
    if found.items is None or not found.items.value:
        at = _without_brackets(lines, found) + 1
        return "".join([mark, *lines[:at], *_written(items, "  ", newline), *lines[at:]])
    if found.items.flow_style:
        raise CannotEdit(f"'{section}' is written as [...]; write it as lines that start with '-'")
    at = last_line(lines, found.items.value[-1]) + 1
    indent = " " * found.items.start_mark.column
    return "".join([mark, *lines[:at], *_written(items, indent, newline), *lines[at:]])


def change_items(text: str, section: str, changes: Mapping[int, Item | None]) -> str:
    """The text with other items, or none, in the place of those of a top-level list that start on these lines.

    Args:
        changes: by the lines, counted from 1.

    Raises:
        CannotEdit: an item does not start on a line of its own.
    """
    mark, lines = split_lines(text)
    found = _section(lines, section)
    items = found.items.value if found and found.items else []
    touched = [item for item in items if item.start_mark.line + 1 in changes]
    left = len(items)
    for item in reversed(touched):
        start = item.start_mark
        before = lines[start.line][: start.column]
        if before.strip() != "-":
            raise CannotEdit(f"line {start.line + 1} holds more than the item; write each on lines that start with '-'")
        new = changes[start.line + 1]
        written = _written([new], before[: before.index("-")], newline_of(text)) if new else []
        left -= not new
        lines[start.line : last_line(lines, item) + 1] = written
    if found and items and not left:
        end = found.key.end_mark
        colon = lines[end.line].index(":", end.column) + 1
        lines[end.line] = f"{lines[end.line][:colon]} []{lines[end.line][colon:]}"
    return "".join([mark, *lines])


def scalar(value: Field) -> str:
    """A value as YAML on one line: plain where every reader reads it as the same text, else in double quotes."""
    if isinstance(value, str):
        plain = _PLAIN.fullmatch(value) and value.lower() not in _AMBIGUOUS
        return value if plain else quoted(value)
    if isinstance(value, (int, float)):
        return format(Decimal(repr(value)).normalize(), "f")  # 40, 35.56, 0.00001
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{scalar(key)}: {scalar(inner)}' for key, inner in value.items())}}}"
    return f"[{', '.join(map(scalar, value))}]"


def quoted(text: str) -> str:
    """A text in double quotes; what could not be seen, or would break the line, as an escape."""
    return "".join(each if each.isprintable() else _escaped(each) for each in json.dumps(text, ensure_ascii=False))


def _escaped(character: str) -> str:
    """A character by its number; beyond the first 65,536 JSON would write two halves, which no YAML reader takes."""
    number = ord(character)
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"


def _without_brackets(lines: list[str], found: _Section) -> int:
    """Take an empty list out of its line; the line that items go below."""
    if found.items is None:
        return found.key.end_mark.line
    start, end = found.items.start_mark, found.items.end_mark
    if start.line != end.line:
        raise CannotEdit(f"line {start.line + 1} holds an empty list on several lines; write it on one")
    line = lines[start.line]
    lines[start.line] = line[: start.column].rstrip(" ") + line[end.column :]
    return start.line


def newline_of(text: str) -> str:
    """How the lines of a text end, added ones too."""
    return "\r\n" if "\r\n" in text else "\n"


def _written(items: Sequence[Item], indent: str, newline: str) -> list[str]:
    return [
        f"{indent}{'  ' if number else '- '}{key}: {scalar(value)}{newline}"
        for item in items
        for number, (key, value) in enumerate(item.items())
    ]


def compose(text: str) -> yaml.Node | None:
    """The nodes of a text, None where it has none."""
    return yaml.compose(text, Loader=_Loader)


def split_lines(text: str) -> tuple[str, list[str]]:
    """The byte order mark, if there is one, and the lines as YAML counts them."""
    bare = text.removeprefix("\ufeff")
    return text[: len(text) - len(bare)], _LINE.findall(bare)


def _section(lines: Sequence[str], section: str) -> _Section | None:
    root = compose("".join(lines))
    if not isinstance(root, yaml.MappingNode):
        return None
    if root.flow_style:
        raise CannotEdit("the file is written as {...}; write it as lines of keys")
    for key, value in root.value:
        if key.value == section:
            return _Section(key, value if isinstance(value, yaml.SequenceNode) else None)
    return None


def last_leaf(node: yaml.Node) -> yaml.Node:
    """The node whose text comes last in a node: of a collection without brackets its last value, or that one's key.

    Raises:
        CannotEdit: that is an alias, of which a node does not say where it stands.
    """
    last = node
    while isinstance(last, yaml.CollectionNode) and last.value and not last.flow_style:
        if isinstance(last, yaml.MappingNode):
            key, value = last.value[-1]
            last = value if value.start_mark.index >= key.end_mark.index else key
        else:
            last = last.value[-1]
        if last.start_mark.index < node.start_mark.index:
            raise CannotEdit(f"what starts on line {node.start_mark.line + 1} ends with an alias (*...)")
    return last


def last_line(lines: Sequence[str], node: yaml.Node) -> int:
    """The last line of a node, from 0: where its last text or its closing bracket stands."""
    last = last_leaf(node)
    line: int = last.end_mark.line
    if last.end_mark.column == 0 and line > last.start_mark.line:
        line -= 1
    while line > node.start_mark.line and (line >= len(lines) or not lines[line].strip()):
        line -= 1
    return line
