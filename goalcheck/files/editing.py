"""The parts of small edits of YAML text: values as text, lines and nodes as libyaml counts them.

Knows YAML, not what the values mean. Nothing is written here: text goes in, text comes out. The text was read before,
so that it is within the reader's limits.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

import yaml

from goalcheck.source import GoalcheckError

_PLAIN = re.compile(r"[A-Za-z][\w ./()+-]*[\w.)]|\d{4}-(?:[HQ]\d|\d\d(?:-\d\d)?)", re.ASCII)
"""Texts that need no quotes in YAML 1.2; the words below look like something else to some reader."""

_AMBIGUOUS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "none", "inf", "nan"})

_LINE = re.compile(r"[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029])|[^\r\n\x85\u2028\u2029]+")
"""A line as libyaml counts them, which `str.splitlines` does not."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Field: TypeAlias = "str | bool | float | Sequence[Field] | Mapping[str, Field]"
Item = Mapping[str, Field]


class CannotEdit(GoalcheckError):
    """The file is written in a way that no small edit can follow; the message says what to do by hand."""


def scalar(value: Field) -> str:
    """A value as YAML on one line: plain where every reader reads it as the same text, else in double quotes."""
    if isinstance(value, str):
        plain = _PLAIN.fullmatch(value) and value.lower() not in _AMBIGUOUS
        return value if plain else quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
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


def newline_of(text: str) -> str:
    """The line ending of a text, which added lines get too."""
    return "\r\n" if "\r\n" in text else "\n"


def compose(text: str) -> yaml.Node | None:
    """The nodes of a text, None where it has none."""
    return yaml.compose(text, Loader=_Loader)


def split_lines(text: str) -> tuple[str, list[str]]:
    """The byte order mark, if there is one, and the lines as YAML counts them."""
    bare = text.removeprefix("\ufeff")
    return text[: len(text) - len(bare)], _LINE.findall(bare)


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
