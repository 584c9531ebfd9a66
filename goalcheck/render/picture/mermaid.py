"""A scene as a Mermaid flowchart, within the limits of GitHub: MAX_TEXT characters and MAX_EDGES edges."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.findings import Level
from goalcheck.model.weights import nearest_word
from goalcheck.picture.scene import BoxKind, DrawnArrow, Node, Scene
from goalcheck.render.safe import for_mermaid

MAX_TEXT = 50_000
"""Mermaid refuses longer texts (maxTextSize)."""

MAX_EDGES = 500
"""Mermaid refuses more edges (maxEdges)."""

NAME_LENGTHS = (120, 60, 30, 12)
"""How long names may be: the first at which the text is not too long."""

STRONG = 0.5
"""Helps above this weight have a thick line."""

_SHAPES = {BoxKind.DRIVER: ('(["', '"])'), BoxKind.OUTCOME: ('["', '"]'), BoxKind.CUSTOMER: ('["', '"]')}
_CLASSES = (
    "classDef severe stroke:#9f1b1f,stroke-width:4px",
    "classDef serious stroke:#7a4f00,stroke-width:2px",
)


def render_mermaid(scene: Scene) -> tuple[str, tuple[str, ...]]:
    """The flowchart, and its admissions."""
    for most in NAME_LENGTHS:
        text = "".join(f"{line}\n" for line in _lines(scene, most))
        if len(text) <= MAX_TEXT:
            break
    cut = (f"Names are cut after {most} characters: Mermaid takes no longer text.",)
    return text, (() if most == NAME_LENGTHS[0] else cut)


def _lines(scene: Scene, most: int) -> Iterator[str]:
    yield "flowchart LR"
    yield from (f"%% {for_mermaid(note)}" for note in scene.notes)
    ids = {node.key: f"n{number}" for number, node in enumerate(scene.nodes)}
    for number, group in enumerate(scene.groups):
        members = [node for node in scene.nodes if node.group == group.key]
        if members:
            yield f'subgraph g{number}["{for_mermaid(group.said, most=most)}"]'
            yield from (f"  {_node(node, ids, most)}" for node in members)
            yield "end"
    yield from (_node(node, ids, most) for node in scene.nodes if node.group is None)
    yield from (_edge(arrow, ids) for arrow in scene.arrows[:MAX_EDGES])
    yield from _CLASSES


def _node(node: Node, ids: dict[str, str], most: int) -> str:
    """A box with its name, notes and mark below each other."""
    opening, closing = _SHAPES.get(node.kind, ('["', '"]'))
    importance = [f"importance {node.importance} of 5"] if node.importance is not None else []
    parts = [node.said, *node.notes, *importance, node.mark.upper()]
    said = "<br>".join(for_mermaid(part, most=most) for part in parts if part)
    marked = f":::{node.level}" if node.level in (Level.SEVERE, Level.SERIOUS) else ""
    return f"{ids[node.key]}{opening}{said}{closing}{marked}"


def _edge(arrow: DrawnArrow, ids: dict[str, str]) -> str:
    """A help is a solid line to a point, thick where it is strong; a harm is dotted and ends in a cross."""
    line = "-.-x" if arrow.weight < 0 else "==>" if abs(arrow.weight) > STRONG else "-->"
    return f"{ids[arrow.origin]} {line}|{nearest_word(arrow.weight)}| {ids[arrow.target]}"
