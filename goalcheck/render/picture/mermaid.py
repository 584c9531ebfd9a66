"""A scene as a Mermaid flowchart, within the limits of GitHub: MAX_TEXT characters and MAX_EDGES edges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from goalcheck.findings import Level
from goalcheck.graph import ArrowSource
from goalcheck.model.weights import nearest_word
from goalcheck.picture.scene import BoxKind, DrawnArrow, HarmState, Involvement, Node, Opponents, Scene
from goalcheck.render.picture.style import LIGHT
from goalcheck.render.safe import for_mermaid

MAX_TEXT = 50_000
"""Mermaid refuses longer texts (maxTextSize)."""

MAX_EDGES = 500
"""Mermaid refuses more edges (maxEdges)."""

NAME_LENGTHS = (120, 60, 30, 12)
"""How long names may be: the first at which the text is not too long."""

HARM_WIDTHS = ((0.8, 6), (0.5, 5), (0.0, 4))
"""The widths of the lines of harms that are stronger than a weight, in pixels; other lines have 1 or 2."""

_SHAPES = {BoxKind.DRIVER: ('(["', '"])'), BoxKind.OUTCOME: ('["', '"]'), BoxKind.CUSTOMER: ('["', '"]')}
_CLASSES = (
    "classDef severe stroke:#9f1b1f,stroke-width:4px",
    "classDef serious stroke:#7a4f00,stroke-width:2px",
    "classDef protects stroke:#2a6f92,stroke-width:2px",
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
    if scene.is_too_dense:
        yield f'dense["{for_mermaid(" ".join(scene.notes), most=None)}"]'
    drawn = scene.lines[:MAX_EDGES]
    yield from (_edge(line, ids) for line in drawn)
    yield from _link_styles(drawn)
    yield from _CLASSES


def _node(node: Node, ids: dict[str, str], most: int) -> str:
    """A box with its name, notes and mark below each other."""
    opening, closing = _SHAPES.get(node.kind, ('["', '"]'))
    importance = [f"importance {node.importance} of 5"] if node.importance is not None else []
    parts = [node.said, *node.notes, *importance, node.mark.upper()]
    said = "<br>".join(for_mermaid(part, most=most) for part in parts if part)
    marked = f":::{_class(node)}" if _class(node) else ""
    return f"{ids[node.key]}{opening}{said}{closing}{marked}"


def _class(node: Node) -> str:
    if node.part is Involvement.PROTECTS:
        return node.part.value
    return node.level.value if node.level in (Level.SEVERE, Level.SERIOUS) else ""


def _edge(line: DrawnArrow | Opponents, ids: dict[str, str]) -> str:
    """A harm is the thickest line and ends in a cross; a help ends in a point, dotted where it is relied on."""
    origin, target = ids[line.origin], ids[line.target]
    if isinstance(line, Opponents):
        return f"{origin} -.-|opponents| {target}"
    drawn = "==x" if line.weight < 0 else "-.->" if line.source is ArrowSource.RELIED_ON else "-->"
    return f"{origin} {drawn}|{_word(line)}| {target}"


def _word(arrow: DrawnArrow) -> str:
    """The word of the scale, with what else is to be said of the arrow."""
    said = ["relied on"] if arrow.source is ArrowSource.RELIED_ON else [nearest_word(arrow.weight)]
    said += ["mitigated"] if arrow.mitigated_by else []
    said += [arrow.state.value] if arrow.state else []
    return ", ".join(said)


def _link_styles(lines: Sequence[DrawnArrow | Opponents]) -> Iterator[str]:
    """The colours and widths of harms, and of lines between opponents."""
    styles: defaultdict[str, list[str]] = defaultdict(list)
    for number, line in enumerate(lines):
        if isinstance(line, Opponents):
            styles[f"stroke:{LIGHT['opponents']},stroke-width:2px"].append(str(number))
        elif line.weight < 0:
            color = LIGHT["muted" if line.state is HarmState.DECIDED else "hurts"]
            width = next(wide for least, wide in HARM_WIDTHS if -line.weight > least)
            styles[f"stroke:{color},stroke-width:{width}px"].append(str(number))
    for style, numbers in sorted(styles.items()):
        yield f"linkStyle {','.join(numbers)} {style}"
