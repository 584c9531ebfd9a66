"""A YAML text with its nodes, and where in the text each of them stands.

Knows YAML, not what is edited or why.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from goalcheck.files.editing import CannotEdit, compose, last_leaf, last_line, newline_of, split_lines

Path = tuple[str | int, ...]
"""The keys and indices that lead to a value."""

_BREAKS = "\r\n\x85\u2028\u2029"


class NodeEntry(NamedTuple):
    """A value in a mapping or a list: its key or index, the node of the key, and its own."""

    name: str | int
    key: yaml.Node | None
    value: yaml.Node

    @property
    def is_alias(self) -> bool:
        """True if the value is an alias, whose text stands further up."""
        return self.key is not None and bool(self.value.start_mark.index < self.key.end_mark.index)


class Composed:
    """The nodes of a text (without a byte order mark), found by path.

    Attributes:
        text: the text.
        newline: how its lines end.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.newline = newline_of(text)
        self._lines = split_lines(text)[1]
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line))
        self._root = compose(text)
        self._held: dict[int, dict[str | int, NodeEntry]] = {}

    def find(self, path: Path) -> yaml.Node | None:
        """The value that a path leads to, None where it leads nowhere."""
        if not path:
            return self._root
        entry = self.entry(path)
        return entry.value if entry else None

    def entry(self, path: Path) -> NodeEntry | None:
        """The same with its key."""
        trail = self.trail(path)
        return trail[-1] if path and len(trail) == len(path) else None

    def trail(self, path: Path) -> list[NodeEntry]:
        """All that a path passes, as far as it leads anywhere."""
        passed: list[NodeEntry] = []
        node = self._root
        for step in path:
            found = self._entries_of(node).get(step) if node else None
            if found is None:
                break
            passed.append(found)
            node = found.value
        return passed

    def span(self, node: yaml.Node) -> tuple[int, int]:
        """The start and the end of a node's text."""
        return self.start(node), self.end(node)

    def start(self, node: yaml.Node) -> int:
        """The index at which the text of a node starts."""
        return self._index(node.start_mark)

    def end(self, node: yaml.Node) -> int:
        """The index at which the text of a node ends; a collection without brackets ends with its last value."""
        return self._index(last_leaf(node).end_mark)

    def lead(self, node: yaml.Node) -> str:
        """The text before a node on its line."""
        return self._lines[node.start_mark.line][: node.start_mark.column]

    def line_of(self, node: yaml.Node) -> int:
        """The start of the line on which a node starts."""
        return self._starts[node.start_mark.line]

    def after(self, node: yaml.Node) -> int:
        """The start of the line after a node; the end of the text if there is none."""
        return self._starts[min(last_line(self._lines, node) + 1, len(self._lines))]

    def above(self, node: yaml.Node) -> int:
        """The start of a node's line, or of the first of the comment lines right above it."""
        line = node.start_mark.line
        while line and self._lines[line - 1].lstrip().startswith("#"):
            line -= 1
        return self._starts[line]

    def line_before(self, index: int) -> int:
        """The start of the line that holds the character before an index."""
        return self._starts[max(bisect_left(self._starts, index) - 1, 0)]

    def as_lines(self, at: int, lines: list[str]) -> str:
        """Lines as they must be written to stand at the start of a line, or at the end of the text."""
        added = "".join(f"{line}{self.newline}" for line in lines)
        whole = not at or self.text[at - 1] in _BREAKS
        return added if whole else self.newline + added.removesuffix(self.newline)

    def _entries_of(self, node: yaml.Node) -> dict[str | int, NodeEntry]:
        """The entries of a node, by name; cached, since large mappings are asked for many of their keys."""
        if id(node) not in self._held:
            self._held[id(node)] = {each.name: each for each in entries(node)}
        return self._held[id(node)]

    def _index(self, mark: Any) -> int:
        column: int = mark.column
        start: int = self._starts[min(mark.line, len(self._lines))]
        return start + column


def entries(node: yaml.Node | None) -> Iterator[NodeEntry]:
    """The entries of a mapping or a list."""
    if isinstance(node, yaml.MappingNode):
        yield from (NodeEntry(key.value, key, value) for key, value in node.value)
    elif isinstance(node, yaml.SequenceNode):
        yield from (NodeEntry(index, None, item) for index, item in enumerate(node.value))


def is_empty(node: yaml.Node) -> bool:
    """True if nothing is written where a value could be."""
    return isinstance(node, yaml.ScalarNode) and not node.value and not node.style


def named(path: Path) -> str:
    """A path as people read it."""
    return ": ".join(map(str, path)) or "the file"


def missing(path: Path) -> CannotEdit:
    """The error that a path leads nowhere."""
    return CannotEdit(f"there is no {named(path)}")
