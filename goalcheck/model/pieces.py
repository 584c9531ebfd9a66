"""A large document in pieces: its entries as though they stood in several files, so that none has too many mistakes.

pydantic finds every mistake of what it is given before it says anything, and needs two kilobytes for each: of a file of
48 MB that holds nothing else, that is gigabytes. Knows the sections and nothing of what is in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf
from typing import Any

from goalcheck.files import MappingNode, SequenceNode, Value

PIECE = 100_000
"""Keys and values of a document that are checked in one go."""

_APART = (
    *("goals", "customers", "outcomes", "drivers", "metrics", "resources", "departments"),
    *("claims", "decisions", "scorecards"),
)
"""The sections whose entries stand each for itself, in one file or in several."""

Node = MappingNode | SequenceNode


def pieces(document: MappingNode) -> Iterator[MappingNode]:
    """The document, or documents that say together what it says: each with few entries, or with one that is large."""
    if document.size <= PIECE:
        yield document
        return
    rest = [key for key, value in document.items() if key not in _APART or not isinstance(value, Node)]
    yield document.part(rest)
    for key, value in document.items():
        if key in _APART and isinstance(value, Node):
            for part in _packed(value):
                yield _holding(document, key, part)


def slices(node: Node) -> Iterator[Node]:
    """Parts of a node that are never large and hold together all that is in it; what one lacks is in another."""
    if node.size <= PIECE:
        yield node
        return
    for step, child in _children(node):
        if isinstance(child, Node) and child.size > PIECE:
            for part in slices(child):
                yield _holding(node, step, part)
    yield from _packed(node, most=PIECE)


def _packed(node: Node, most: float = inf) -> Iterator[Node]:
    """The entries of a node that are not larger than `most`, as many at a time as are not too much together."""
    taken: list[Any] = []
    size = 0
    for step, child in _children(node):
        own = 1 + (child.size if isinstance(child, Node) else 1)
        if own > most + 1:
            continue
        if taken and size + own > PIECE:
            yield node.part(taken)
            taken, size = [], 0
        taken.append(step)
        size += own
    if taken:
        yield node.part(taken)


def _children(node: Node) -> Iterable[tuple[Any, Value]]:
    return node.items() if isinstance(node, MappingNode) else enumerate(node)


def _holding(node: Any, step: Any, child: Node) -> Any:
    """A node with one entry of another, of which only a part is left."""
    holder = node.part([step])
    holder[0 if isinstance(node, SequenceNode) else step] = child
    holder.size = child.size + 2
    return holder
