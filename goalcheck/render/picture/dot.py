"""A scene in the DOT language of Graphviz, with everything in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from goalcheck.picture.scene import BoxKind, DrawnArrow, Node, Scene
from goalcheck.render.picture.arrows import stroke
from goalcheck.render.picture.style import LIGHT
from goalcheck.render.safe import for_dot

_LEVEL_WIDTHS = {"severe": "2.5", "serious": "1.8", "minor": "1.2"}


def render_dot(scene: Scene) -> str:
    """The graph as Graphviz reads it."""
    return "".join(f"{line}\n" for line in _lines(scene))


def _lines(scene: Scene) -> Iterator[str]:
    yield "digraph goalcheck {"
    yield f"  graph{_attributes({'label': scene.title, 'labelloc': 't', 'rankdir': 'LR', 'fontname': 'sans-serif'})}"
    yield f"  node{_attributes({'shape': 'box', 'fontname': 'sans-serif', 'fontsize': '11', 'color': LIGHT['line']})}"
    for number, group in enumerate(scene.groups):
        members = [node for node in scene.nodes if node.group == group.key]
        if members:
            yield f"  subgraph cluster_{number} {{"
            yield f"    graph{_attributes({'label': group.said, 'color': LIGHT['frame-line']})}"
            yield from (f"    {_node(node)}" for node in members)
            yield "  }"
    yield from (f"  {_node(node)}" for node in scene.nodes if node.group is None)
    yield from (f"  {_edge(arrow)}" for arrow in scene.arrows)
    yield "}"


def _node(node: Node) -> str:
    parts = [node.said, *node.notes, node.mark]
    attributes: dict[str, str | list[str]] = {"label": [part for part in parts if part], "class": node.kind.value}
    if node.kind is BoxKind.DRIVER:
        attributes["style"] = "rounded"
    if node.level:
        attributes |= {"penwidth": _LEVEL_WIDTHS[node.level], "color": LIGHT[node.level]}
    return f"{_quoted(node.key)}{_attributes(attributes)}"


def _edge(arrow: DrawnArrow) -> str:
    helps = arrow.weight > 0
    attributes = {
        "label": "+" if helps else "−",
        "penwidth": f"{stroke(arrow.weight):.2f}",
        "weight": "2" if abs(arrow.weight) > 0.5 else "1",
        "color": LIGHT["helps" if helps else "hurts"],
        "arrowhead": "normal" if helps else "tee",
        "style": "solid" if helps else "dashed",
        "comment": f"{arrow.weight:.4f}",
    }
    return f"{_quoted(arrow.origin)} -> {_quoted(arrow.target)}{_attributes(attributes)}"


def _attributes(attributes: Mapping[str, str | Sequence[str]]) -> str:
    said = (f"{key}={_quoted(*([value] if isinstance(value, str) else value))}" for key, value in attributes.items())
    return f" [{', '.join(said)}]"


def _quoted(*lines: str) -> str:
    """A string of Graphviz, in as many lines."""
    return '"' + "\\n".join(map(for_dot, lines)) + '"'
