"""Items of a list in brackets, in YAML's flow style or in JSON: added, replaced and taken out.

An item owns what stands before it from the start of its line, and what stands behind it to the end of its line, so that
comments and line breaks stay with it. A new item is written as its neighbours are: on the same line or on one of its
own, and in a JSON file in JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import yaml

from goalcheck.files.composed import Composed, entries, is_empty
from goalcheck.files.editing import CannotEdit, Field, Item, scalar

Splice = tuple[int, int, str]
"""A stretch of the text by its start and end, and what stands there instead."""

_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


def edit_in_brackets(
    now: Composed, section: str, replaced: Mapping[int, Item | None], added: Mapping[int, Sequence[Item]]
) -> list[Splice]:
    """The edits of a top-level list in brackets; it is added to a file in braces that has none.

    Args:
        replaced: by the number of an item, what stands in its place; None takes it out.
        added: new items by the number of the item that they come after, -1 for the first place.

    Raises:
        CannotEdit: an item is an alias, or a comma does not stand behind its item.
    """
    entry = now.entry((section,))
    node = entry.value if entry else None
    if isinstance(node, yaml.SequenceNode) and node.value:
        layout = _Layout.of_items(now, node)
        texts = {number: None if item is None else layout.text(item) for number, item in replaced.items()}
        new = {number: [layout.text(item) for item in items] for number, items in added.items()}
        return [_Brackets(now, node).edited(texts, new)]
    items = [item for each in added.values() for item in each]
    if not items:
        return []
    root = now.find(())
    layout = _Layout.of_file(now)
    written = layout.list_text(items)
    if entry is None and isinstance(root, yaml.MappingNode):
        pair = f"{layout.said(section)}: {written}"
        return [_Brackets(now, root).edited({}, {len(root.value) - 1: [pair]})]
    if node is None or is_empty(node):
        raise CannotEdit(f"'{section}' has no value; write it as []")
    return [(*now.span(node), written)]


class _Layout(NamedTuple):
    """The way in which items are written.

    Attributes:
        said: a value as text, in YAML or in JSON.
        newline: how lines end.
        indent: what stands before an item that starts a line.
        step: how much deeper the fields of an item stand; None where an item is one line.
        nested: the same for a list in an item.
    """

    said: Callable[[Field], str]
    newline: str
    indent: str
    step: str | None
    nested: str | None

    @classmethod
    def of_items(cls, now: Composed, node: yaml.SequenceNode) -> _Layout:
        """The layout of the first item of a list."""
        first = node.value[0]
        fields = list(entries(first))
        lists = [each.value for each in fields if isinstance(each.value, yaml.SequenceNode) and each.value.value]
        indent = now.lead(first) if not now.lead(first).strip() else ""
        step = _step(now, fields[0].key, indent) if fields and fields[0].key else None
        inner = f"{indent}{step}"
        nested = _step(now, lists[0].value[0], inner) if lists and step is not None else None
        return cls(_sayer(now.text), now.newline, indent, step, nested)

    @classmethod
    def of_file(cls, now: Composed) -> _Layout:
        """The layout of a file in braces, for a list that is its first."""
        first = next(entries(now.find(())), None)
        step = _step(now, first.key, "") if first and first.key else None
        return cls(_sayer(now.text), now.newline, (step or "") * 2, step, step)

    def text(self, item: Item) -> str:
        """An item."""
        fields = [f"{self.said(key)}: {self._value(value)}" for key, value in item.items()]
        return self._bracketed("{", fields, "}", self.indent, self.step)

    def list_text(self, items: Sequence[Item]) -> str:
        """A list of items that is a value of the file."""
        outer = self.indent.removesuffix(self.step or "")
        return self._bracketed("[", [self.text(item) for item in items], "]", outer, self.step)

    def _value(self, value: Field) -> str:
        if isinstance(value, str) or not isinstance(value, Sequence):
            return self.said(value)
        return self._bracketed("[", list(map(self.said, value)), "]", f"{self.indent}{self.step or ''}", self.nested)

    def _bracketed(self, start: str, parts: Sequence[str], end: str, indent: str, step: str | None) -> str:
        if step is None:
            return f"{start}{', '.join(parts)}{end}"
        lines = f",{self.newline}".join(f"{indent}{step}{part}" for part in parts)
        return f"{start}{self.newline}{lines}{self.newline}{indent}{end}"


def _step(now: Composed, node: yaml.Node, indent: str) -> str | None:
    """The depth below an indent of a node that starts a line; None if the node does not start one."""
    lead = now.lead(node)
    return lead.removeprefix(indent) if not lead.strip() and node.start_mark.line else None


def _sayer(text: str) -> Callable[[Field], str]:
    """The style of values: JSON if the whole file is JSON."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return scalar
    return _json


def _json(value: Field) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else scalar(value)


@dataclass(slots=True)
class _Piece:
    """An item with what stands before it on its lines, and behind it; both are still open for a new one."""

    text: str
    lead: str | None = None
    tail: str | None = None


class _Brackets:
    """A collection in brackets, taken apart."""

    def __init__(self, now: Composed, node: yaml.CollectionNode) -> None:
        self._newline = now.newline
        self._end = now.end(node)
        self._start = now.text.index("{" if isinstance(node, yaml.MappingNode) else "[", now.start(node)) + 1
        spans = [_span(now, each.key or each.value, each.value) for each in entries(node)]
        starts = [start for start, _ in spans]
        if starts != sorted(starts) or (starts and starts[0] < self._start):
            raise CannotEdit(f"line {node.start_mark.line + 1} starts a list that holds an alias (*...)")
        edges = [self._start, *(edge for span in spans for edge in span), self._end - 1]
        gaps = [now.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
        self._take_apart([now.text[start:end] for start, end in spans], gaps)

    def _take_apart(self, texts: Sequence[str], gaps: Sequence[str]) -> None:
        self._head, lead = _at_break(gaps[0])
        self._is_tall = bool(self._head)
        self.pieces: list[_Piece] = []
        for text, gap in zip(texts, gaps[1:], strict=True):
            tail, following = _at_break(gap)
            if not tail and "," in gap:
                tail, following = gap[: gap.index(",") + 1], gap[gap.index(",") + 1 :]
            self.pieces.append(_Piece(text, lead, tail))
            lead = following
        self._closing = lead
        if any(not _has_comma(piece.tail or "") for piece in self.pieces[:-1]):
            raise CannotEdit("a ',' in a list in brackets does not stand behind its item; write it there")

    def edited(self, texts: Mapping[int, str | None], added: Mapping[int, Sequence[str]]) -> Splice:
        """The inside of the brackets with other items, or none, in the place of some, and with new ones."""
        pieces = [_Piece(text) for text in added.get(-1, ())]
        for number, piece in enumerate(self.pieces):
            text = texts.get(number, piece.text)
            if text is not None:
                pieces.append(_Piece(text, piece.lead, piece.tail))
            pieces += (_Piece(text) for text in added.get(number, ()))
        if not pieces:
            return self._start, self._end - 1, self._head + self._closing if "#" in self._head else ""
        return self._start, self._end - 1, self._joined(pieces)

    def _joined(self, pieces: Sequence[_Piece]) -> str:
        last_tail = self.pieces[-1].tail or "" if self.pieces else ""
        ends_with_comma, ends_with_break = _has_comma(last_tail), bool(_at_break(last_tail)[0])
        written = self._head
        for number, piece in enumerate(pieces):
            is_last = number == len(pieces) - 1
            written += self._lead(piece, written, is_first=not number) + piece.text
            tail = piece.tail
            if tail is None:
                tail = self._newline if self._is_tall and (ends_with_break or not is_last) else ""
            written += _with_comma(tail) if not is_last or ends_with_comma else _without_comma(tail)
        return written + self._closing

    def _lead(self, piece: _Piece, before: str, *, is_first: bool) -> str:
        first = (self.pieces[0].lead or "") if self.pieces else ""
        if not self._is_tall:
            return first if is_first else piece.lead if piece.lead and piece.lead is not first else " "
        starts_line = bool(_BREAK.fullmatch(before[-1:]))
        if piece.lead is not None:
            return piece.lead
        indent = _BREAK.split(first)[-1]
        return indent if starts_line else f"{self._newline}{indent}"


def _span(now: Composed, first: yaml.Node, last: yaml.Node) -> tuple[int, int]:
    if is_empty(last):
        raise CannotEdit(f"line {first.start_mark.line + 1} holds a key without a value in brackets")
    return now.start(first), now.end(last)


def _at_break(gap: str) -> tuple[str, str]:
    """The text up to the end of the line, and the text after it; nothing and all if no line ends."""
    found = _BREAK.search(gap)
    return (gap[: found.end()], gap[found.end() :]) if found else ("", gap)


def _has_comma(tail: str) -> bool:
    return "," in tail.partition("#")[0]


def _with_comma(tail: str) -> str:
    return tail if _has_comma(tail) else f",{tail}"


def _without_comma(tail: str) -> str:
    return tail.replace(",", "", 1) if _has_comma(tail) else tail
