"""Small edits anywhere in a YAML text: values set, keys and items added or taken out, every other byte left as it is.

Knows YAML, not what the values mean. Nothing is written here. The text was read before, so that it is within the
reader's limits; what an edit means beside anchors is for whoever reads the result to see.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import yaml

from goalcheck.files.composed import Composed, NodeEntry, Path, entries, is_empty, missing, named
from goalcheck.files.editing import CannotEdit, Field, quoted, scalar, split_lines

_MANY_LINES = ("|", ">")


class _Change(NamedTuple):
    """A stretch of the text, and what stands there instead.

    Attributes:
        holder: where the collection starts that gets more at its end; more can be added there without looking again.
    """

    start: int
    end: int
    text: str
    holder: int | None = None

    def collides(self, other: _Change) -> bool:
        """True if one edit must be made before the other can be worked out."""
        apart = self.end < other.start or other.end < self.start
        return not apart and (self.holder is None or self.holder != other.holder)


class Rewriting:
    """A text while it is edited.

    Edits are gathered and made together, since parsing is what costs time; one that touches the place of another has
    those before it made first. What `keys`, `plain` and `places` tell is the text as of the last time they were made.
    """

    def __init__(self, text: str) -> None:
        self._mark = split_lines(text)[0]
        self._now = Composed(text.removeprefix(self._mark))
        self._changes: list[_Change] = []
        self._added: set[Path] = set()

    def text(self) -> str:
        """The text with all edits."""
        return self._mark + self._made()

    def keys(self, path: Path) -> list[str]:
        """The keys of a mapping; none where there is no mapping."""
        return [each.name for each in entries(self._now.find(path)) if isinstance(each.name, str)]

    def plain(self, path: Path) -> str | None:
        """The text of a single value, None where there is none."""
        node = self._now.find(path)
        return node.value if isinstance(node, yaml.ScalarNode) else None

    def places(self, path: Path) -> list[tuple[int, int]]:
        """The lines and columns, from 1, at which the items of a list start."""
        marks = [each.value.start_mark for each in entries(self._now.find(path))]
        return [(mark.line + 1, mark.column + 1) for mark in marks]

    def set(self, path: Path, value: Field) -> None:
        """Give a key or an item another value; add the key, and mappings above it, where there is none.

        Raises:
            CannotEdit: it is written in a way that no small edit can follow; so for the other edits.
        """
        self._edit(path, lambda: self._setting(path, value))

    def append(self, path: Path, items: Sequence[Field]) -> None:
        """Add items to the end of a list, which is added where there is none."""
        self._edit(path, lambda: self._appending(path, items))

    def rename(self, path: Path, key: str) -> None:
        """Give a key another name, with the same value."""
        self._edit(path, lambda: _Change(*self._now.span(self._key(path)), scalar(key)))

    def remove(self, path: Path) -> None:
        """Take a key with its value, or an item of a list, out."""
        self._edit(path, lambda: self._removal(path))

    def _edit(self, path: Path, change: Callable[[], _Change]) -> None:
        passed = [path[:depth] for depth in range(1, len(path) + 1)]
        if not self._added.isdisjoint(passed):
            self._make()
        wanted = change()
        if any(wanted.collides(each) for each in self._changes):
            self._make()
            wanted = change()
        self._changes.append(wanted)
        self._added.update(each for each in passed if self._now.entry(each) is None)

    def _make(self) -> None:
        if self._changes:
            self._now = Composed(self._made())
            self._changes.clear()
            self._added.clear()

    def _made(self) -> str:
        pieces, at, text = [], 0, self._now.text
        for change in sorted(self._changes, key=lambda each: each.start):
            pieces += [text[at : change.start], change.text]
            at = change.end
        return "".join([*pieces, text[at:]])

    # What an edit comes to.

    def _setting(self, path: Path, value: Field) -> _Change:
        found = self._now.entry(path)
        if found is None:
            return self._addition(path[:-1], {str(path[-1]): value})
        self._refuse_shared(path)
        start, end = self._now.span(found.value)
        if is_empty(found.value):
            return _Change(start, end, f" {scalar(value)}")
        if isinstance(found.value, yaml.ScalarNode):
            if found.value.style in _MANY_LINES:
                raise CannotEdit(f"{named(path)} is a text of several lines")
            return _Change(start, end, _in_style(value, found.value.style))
        if isinstance(found.value, yaml.CollectionNode) and not found.value.flow_style and found.key:
            # What stood on lines of its own stands on the line of its key now.
            return _Change(self._now.text.index(":", self._now.end(found.key)) + 1, end, f" {scalar(value)}")
        return _Change(start, end, scalar(value))

    def _addition(self, path: Path, added: dict[str, Field]) -> _Change:
        """Keys added to a mapping, which is added where there is none."""
        holder = self._now.find(path)
        if holder is None or is_empty(holder):
            return self._setting(path, added)
        if not isinstance(holder, yaml.MappingNode):
            raise CannotEdit(f"{named(path)} is no mapping")
        self._refuse_shared(path)
        if not holder.value:
            start = self._now.text.index("{", self._now.start(holder)) + 1
            return _Change(start, start, scalar(added)[1:-1])
        last = [*entries(holder)][-1]
        if holder.flow_style:
            if is_empty(last.value) or last.is_alias:
                raise CannotEdit(f"{named(path)} ends with a key without a value of its own in {{...}}")
            end = self._now.end(last.value)
            return _Change(end, end, f", {scalar(added)[1:-1]}", self._now.start(holder))
        lead = " " * holder.value[0][0].start_mark.column
        lines = [f"{lead}{scalar({key: value})[1:-1]}" for key, value in added.items()]
        at = self._now.after(holder)
        return _Change(at, at, self._now.as_lines(at, lines), self._now.start(holder))

    def _appending(self, path: Path, items: Sequence[Field]) -> _Change:
        node = self._now.find(path)
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            return self._setting(path, items)
        self._refuse_shared(path)
        if node.flow_style:
            end = self._now.end(node.value[-1])
            return _Change(end, end, "".join(f", {scalar(item)}" for item in items))
        if node.value[0].start_mark.index < node.start_mark.index:
            raise CannotEdit(f"{named(path)} starts with an alias (*...)")
        lead = self._now.lead(node.value[0])
        if lead.strip() != "-":
            raise CannotEdit(f"{named(path)} is a list in a list")
        at = self._now.after(node)
        return _Change(at, at, self._now.as_lines(at, [f"{lead}{scalar(item)}" for item in items]))

    def _removal(self, path: Path) -> _Change:
        self._refuse_shared(path[:-1])
        holder = self._now.find(path[:-1])
        held = [*entries(holder)]
        index = next((at for at, entry in enumerate(held) if entry.name == path[-1]), None)
        if index is None:
            raise missing(path)
        if len(held) == 1:
            return self._setting(path[:-1], {} if isinstance(holder, yaml.MappingNode) else [])
        if isinstance(holder, yaml.CollectionNode) and holder.flow_style:
            return self._removal_in_line(held, index)
        first = held[index].key or held[index].value
        if self._now.lead(first).strip() != ("" if held[index].key else "-"):
            raise CannotEdit(f"{named(path)} does not stand on lines of its own")
        last = first if held[index].is_alias else held[index].value
        return _Change(self._now.line_of(first), self._now.after(last), "")

    def _removal_in_line(self, held: list[NodeEntry], index: int) -> _Change:
        start = self._now.start(held[index].key or held[index].value)
        if index + 1 < len(held):
            return _Change(start, self._now.start(held[index + 1].key or held[index + 1].value), "")
        return _Change(self._now.end(held[index - 1].value), self._now.end(held[index].value), "")

    def _refuse_shared(self, path: Path) -> None:
        """An anchor or an alias: more than one place would change."""
        trail = self._now.trail(path)
        for depth, entry in enumerate(trail, start=1):
            if entry.is_alias:
                line = entry.value.start_mark.line + 1
                raise CannotEdit(f"{named(path[:depth])} is an alias (*...) of what stands on line {line}")
        if trail and self._now.text.startswith("&", self._now.start(trail[-1].value)):
            raise CannotEdit(f"{named(path)} has an anchor (&...), so that more than one place would change")

    def _key(self, path: Path) -> yaml.Node:
        entry = self._now.entry(path)
        if entry is None or entry.key is None:
            raise missing(path)
        return entry.key


def _in_style(value: Field, style: str | None) -> str:
    """A value in the quotes that stood there before, where it is a text that they can hold."""
    if isinstance(value, str) and style == "'" and value.isprintable():
        doubled = value.replace("'", "''")
        return f"'{doubled}'"
    return quoted(value) if isinstance(value, str) and style == '"' else scalar(value)
