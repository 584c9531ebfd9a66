"""A scene in the DOT language of Graphviz, with everything in it.

With the old ranking, `dot` loses edges that have a label, lead from cluster to cluster inside one rank and are many: it
then ends with status 1. So ranks are found for the whole graph (`newrank`), and many arrows have no labels; their heads
and lines tell the signs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from goalcheck.picture.opponents import MOST_LINES
from goalcheck.picture.scene import BoxKind, DrawnArrow, HarmState, Involvement, Node, Opponents, Scene
from goalcheck.picture.thinning import is_too_dense, room
from goalcheck.render.picture.arrows import ArrowStyle, stroke, style_of
from goalcheck.render.picture.style import LIGHT
from goalcheck.render.safe import for_dot

_HURRIED = {"splines": "line", "nslimit": "1", "mclimit": "0.2"}
"""For a tangle: straight lines, and a few rounds of placing are enough; else `dot` takes minutes over a thousand."""

_LEVEL_WIDTHS = {"severe": "2.5", "serious": "1.8", "minor": "1.2"}


def render_dot(scene: Scene) -> str:
    """The graph as Graphviz reads it."""
    return "".join(f"{line}\n" for line in _lines(scene))


def _lines(scene: Scene) -> Iterator[str]:
    yield "digraph goalcheck {"
    graph = {"label": scene.title, "labelloc": "t", "rankdir": "LR", "newrank": "true", "fontname": "sans-serif"}
    if is_too_dense(len(scene.nodes), len(scene.arrows)):
        graph |= _HURRIED
    yield f"  graph{_attributes(graph)}"
    yield f"  node{_attributes({'shape': 'box', 'fontname': 'sans-serif', 'fontsize': '11', 'color': LIGHT['line']})}"
    for number, group in enumerate(scene.groups):
        members = [node for node in scene.nodes if node.group == group.key]
        if members:
            yield f"  subgraph cluster_{number} {{"
            yield f"    graph{_attributes({'label': group.said, 'color': LIGHT['frame-line']})}"
            yield from (f"    {_node(node)}" for node in members)
            yield "  }"
    yield from (f"  {_node(node)}" for node in scene.nodes if node.group is None)
    labelled = len(scene.arrows) <= room(len(scene.nodes))
    yield from (f"  {_edge(arrow, labelled=labelled)}" for arrow in scene.arrows)
    if len(scene.opponents) <= MOST_LINES:
        yield from map(_opponents, scene.opponents)
    yield "}"


def _node(node: Node) -> str:
    parts = [node.said, *node.notes, node.mark]
    attributes: dict[str, str | list[str]] = {"label": [part for part in parts if part], "class": node.kind.value}
    if node.kind is BoxKind.DRIVER:
        attributes["style"] = "rounded"
    if node.part is Involvement.PROTECTS:
        attributes |= {"penwidth": "1.8", "color": LIGHT["helps"]}
    elif node.level:
        attributes |= {"penwidth": _LEVEL_WIDTHS[node.level], "color": LIGHT[node.level]}
    return f"{_quoted(node.key)}{_attributes(attributes)}"


def _edge(arrow: DrawnArrow, *, labelled: bool) -> str:
    """A help is solid with a point, a harm dashed with a tee; a hollow point is relied on, two tees are mitigated."""
    helps = arrow.weight > 0
    style = style_of(arrow)
    attributes = {
        **({"label": "+" if helps else "−"} if labelled else {}),
        "penwidth": f"{stroke(arrow.weight):.2f}",
        "weight": "2" if abs(arrow.weight) > 0.5 else "1",
        "color": LIGHT["muted" if arrow.state is HarmState.DECIDED else style.sign],
        "arrowhead": _head(style),
        "style": "dotted" if style.is_relied_on else "solid" if helps else "dashed",
        "comment": f"{arrow.weight:.4f}",
    }
    return f"{_quoted(arrow.origin)} -> {_quoted(arrow.target)}{_attributes(attributes)}"


def _head(style: ArrowStyle) -> str:
    if style.sign == "helps":
        return "empty" if style.is_relied_on else "normal"
    bar = "teetee" if style.is_mitigated else "tee"
    return f"{bar}odot" if style.state is HarmState.GUARDED else bar


def _opponents(line: Opponents) -> str:
    attributes = {
        "dir": "none",
        "constraint": "false",
        "penwidth": "1.80",
        "color": LIGHT["opponents"],
        "style": "dashed",
        "comment": "opponents",
    }
    return f"  {_quoted(line.origin)} -> {_quoted(line.target)}{_attributes(attributes)}"


def _attributes(attributes: Mapping[str, str | Sequence[str]]) -> str:
    said = (f"{key}={_quoted(*([value] if isinstance(value, str) else value))}" for key, value in attributes.items())
    return f" [{', '.join(said)}]"


def _quoted(*lines: str) -> str:
    """A string of Graphviz, in as many lines."""
    return '"' + "\\n".join(map(for_dot, lines)) + '"'
