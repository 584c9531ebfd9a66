"""Small edits of YAML text that leave every other byte as it is: items appended to a list section, or removed from it.

Knows YAML, not what the items mean. Nothing is written here: text goes in, text comes out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence

import yaml

from goalcheck.source import GoalcheckError

_PLAIN = re.compile(r"[A-Za-z][\w ./()+-]*[\w.)]", re.ASCII)
"""Texts that need no quotes in any YAML; the words below look like something else to some reader."""

_AMBIGUOUS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n", "none", "inf", "nan"})

Field = str | float | Sequence[str]


class CannotEdit(GoalcheckError):
    """The file is written in a way that no small edit can follow; the message says what to do by hand."""


def append_items(text: str, section: str, items: Sequence[Mapping[str, Field]]) -> str:
    """The text with items at the end of a top-level list, which is added at the end where there is none.

    Raises:
        CannotEdit: the section is written in flow style.
    """
    node = _section(text, section)
    if node is None:
        lead = "" if not text or text.endswith("\n\n") else "\n" if text.endswith("\n") else "\n\n"
        return f"{text}{lead}{section}:\n{_written(items, '  ')}"
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        lines = text.splitlines(keepends=True)
        last = _last_line(lines, node.value[-1])
        if not lines[last].endswith("\n"):
            lines[last] += "\n"
        indent = " " * (node.value[-1].start_mark.column - len(_dash(lines, node.value[-1])))
        return "".join(lines[: last + 1]) + _written(items, indent) + "".join(lines[last + 1 :])
    if not node.value:
        return text[: node.start_mark.index].rstrip(" ") + "\n" + _written(items, "  ") + text[node.end_mark.index :].lstrip("\n")
    raise CannotEdit(f"'{section}' is written on one line ([...]); write it as a list of lines that start with '-'")


def remove_items(text: str, section: str, indices: Collection[int]) -> str:
    """The text without some items of a top-level list; the section goes when nothing is left of it.

    Raises:
        CannotEdit: the section is written in flow style.
    """
    node = _section(text, section)
    if not isinstance(node, yaml.SequenceNode) or node.flow_style:
        raise CannotEdit(f"'{section}' is not a list of lines that start with '-'")
    lines = text.splitlines(keepends=True)
    doomed: set[int] = set()
    for index in indices:
        item = node.value[index]
        doomed.update(range(item.start_mark.line, _last_line(lines, item) + 1))
    if len(set(indices)) == len(node.value):
        doomed.add(_key_line(text, section))
    return "".join(line for number, line in enumerate(lines) if number not in doomed)


def scalar(value: Field) -> str:
    """A value as YAML on one line: plain where every reader reads it as the same text, else in double quotes."""
    if isinstance(value, str):
        plain = _PLAIN.fullmatch(value) and value.lower() not in _AMBIGUOUS
        return value if plain else json.dumps(value, ensure_ascii=not value.isprintable())
    if isinstance(value, (int, float)):
        return f"{value:g}" if value == round(value, 2) else f"{round(value, 2)}"
    return f"[{', '.join(map(scalar, value))}]"


def _written(items: Sequence[Mapping[str, Field]], indent: str) -> str:
    return "".join(
        f"{indent}{'- ' if number == 0 else '  '}{key}: {scalar(value)}\n"
        for item in items
        for number, (key, value) in enumerate(item.items())
    )


def _section(text: str, section: str) -> yaml.Node | None:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        return None
    return next((value for key, value in root.value if key.value == section), None)


def _key_line(text: str, section: str) -> int:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    keys = root.value if isinstance(root, yaml.MappingNode) else []
    line: int = next(key.start_mark.line for key, _ in keys if key.value == section)
    return line


def _dash(lines: Sequence[str], item: yaml.Node) -> str:
    """The dash before an item with the spaces after it."""
    before = lines[item.start_mark.line][: item.start_mark.column]
    return before[before.rindex("-") :]


def _last_line(lines: Sequence[str], node: yaml.Node) -> int:
    """The last line that belongs to a node: what its last scalar stands on, a comment at its end included."""
    last = node
    while not isinstance(last, yaml.ScalarNode) and last.value and not last.flow_style:
        last = last.value[-1][1] if isinstance(last, yaml.MappingNode) else last.value[-1]
    line: int = last.end_mark.line
    if last.end_mark.column == 0 and line > last.start_mark.line:
        line -= 1
    while line > node.start_mark.line and (line >= len(lines) or not lines[line].strip()):
        line -= 1
    return line
