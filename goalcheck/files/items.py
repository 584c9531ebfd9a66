"""Items of a top-level list added, replaced and taken out, while every other byte of the YAML text stays as it is.

Knows YAML, not what the items mean. Nothing is written here: text goes in, text comes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

import yaml

from goalcheck.files.composed import Composed, NodeEntry
from goalcheck.files.editing import CannotEdit, Item, scalar, split_lines
from goalcheck.files.flow import Splice, edit_in_brackets

Place = tuple[int, int]
"""The line and the column, from 1, at which an item starts."""


class Added(NamedTuple):
    """An item to add, after the one that starts at a place; before all others where that is None."""

    item: Item
    after: Place | None


def edit_items(text: str, section: str, changes: Mapping[Place, Item | None], added: Sequence[Added]) -> str:
    """The text with other items, or none, in the place of some, and with new ones.

    Args:
        section: the top-level key that holds the list; it is added at the end where there is none.
        changes: what stands in the place of items; None takes one out.
        added: those after the same item in the order in which they shall stand.

    Raises:
        CannotEdit: the list is written in a way that no small edit can follow.
    """
    mark = split_lines(text)[0]
    now = Composed(text.removeprefix(mark))
    root, entry = now.find(()), now.entry((section,))
    nodes = _nodes(entry)
    numbers = {(node.start_mark.line + 1, node.start_mark.column + 1): number for number, node in enumerate(nodes)}
    replaced = {numbers[place]: item for place, item in changes.items() if place in numbers}
    new = [(-1 if each.after is None else numbers.get(each.after, len(nodes) - 1), each.item) for each in added]
    grouped = {number: [item for _, item in group] for number, group in groupby(new, key=lambda each: each[0])}
    in_brackets = isinstance(root, yaml.MappingNode) and root.flow_style
    if in_brackets or (entry and isinstance(entry.value, yaml.SequenceNode) and nodes and entry.value.flow_style):
        splices = edit_in_brackets(now, section, replaced, grouped)
    else:
        splices = _edit_lines(now, section, nodes, replaced, grouped)
    return mark + _spliced(now.text, splices)


def _nodes(entry: NodeEntry | None) -> list[yaml.Node]:
    return entry.value.value if entry and isinstance(entry.value, yaml.SequenceNode) else []


def _spliced(text: str, splices: Iterable[Splice]) -> str:
    pieces, at = [], 0
    for start, end, new in sorted(splices, key=lambda splice: splice[:2]):
        pieces += [text[at:start], new]
        at = end
    return "".join([*pieces, text[at:]])


def _edit_lines(
    now: Composed,
    section: str,
    nodes: Sequence[yaml.Node],
    replaced: Mapping[int, Item | None],
    added: Mapping[int, Sequence[Item]],
) -> list[Splice]:
    """The edits of a list of lines that start with '-', or of one that is still empty."""
    if not nodes:
        return _first_lines(now, section, added[-1]) if added else []
    splices = [_replacement(now, nodes[number], item) for number, item in replaced.items()]
    lead, holder = now.lead(nodes[0]), now.find((section,)) or nodes[0]
    on_dash = lead.strip() == "-"
    indent = lead[: lead.index("-")] if on_dash else " " * holder.start_mark.column
    for number, items in added.items():
        at = now.after(nodes[number]) if number >= 0 else now.above(nodes[0] if on_dash else holder)
        splices.append((at, at, now.as_lines(at, _lines(items, indent))))
    if not added and len(nodes) == sum(item is None for item in replaced.values()):
        splices.append(_empty_list(now, section))
    return splices


def _first_lines(now: Composed, section: str, items: Sequence[Item]) -> list[Splice]:
    """Items for a list that is empty, or is not there yet."""
    entry, end = now.entry((section,)), len(now.text)
    if entry is None or entry.key is None:
        gap = [""] if now.text.strip() and now.text[now.line_before(end) :].strip() else []
        lines = [*gap, f"{section}:", *_lines(items, "  ")]
        whole = not now.text or now.text.endswith(("\n", "\r"))
        return [(end, end, ("" if whole else now.newline) + "".join(f"{line}{now.newline}" for line in lines))]
    at = now.after(entry.key)
    splices = [(at, at, now.as_lines(at, _lines(items, "  ")))]
    if isinstance(entry.value, yaml.SequenceNode):
        start, end = now.span(entry.value)
        if entry.value.start_mark.line != entry.value.end_mark.line:
            line = entry.value.start_mark.line + 1
            raise CannotEdit(f"line {line} holds an empty list on several lines; write it on one")
        splices.append((len(now.text[:start].rstrip(" ")), end, ""))
    return splices


def _replacement(now: Composed, node: yaml.Node, item: Item | None) -> Splice:
    lead = now.lead(node)
    if lead.strip() != "-":
        line = node.start_mark.line + 1
        raise CannotEdit(f"line {line} holds more than the item; write each on lines that start with '-'")
    start, end = now.line_of(node), now.after(node)
    lines = _lines([item], lead[: lead.index("-")]) if item else []
    text = "".join(f"{line}{now.newline}" for line in lines)
    return start, end, text if now.text[start:end].endswith(("\n", "\r")) else text.removesuffix(now.newline)


def _empty_list(now: Composed, section: str) -> Splice:
    entry = now.entry((section,))
    colon = now.text.index(":", now.end(entry.key)) + 1 if entry and entry.key else 0
    return colon, colon, " []"


def _lines(items: Iterable[Item], indent: str) -> list[str]:
    return [
        f"{indent}{'  ' if number else '- '}{key}: {scalar(value)}"
        for item in items
        for number, (key, value) in enumerate(item.items())
    ]
