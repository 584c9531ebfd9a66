"""A scene as a graph for other programs: GraphML, and the node-link JSON of networkx. Both read it without this one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from goalcheck.picture.scene import DrawnArrow, Node, Scene
from goalcheck.render.json import dumps
from goalcheck.render.xml import element, text

NODE_TYPES: Final[Mapping[str, str]] = {
    "kind": "string",
    "name": "string",
    "department": "string",
    "customer": "string",
    "importance": "int",
    "level": "string",
    "part": "string",
    "knot": "boolean",
    "opponents": "string",
}
EDGE_TYPES: Final[Mapping[str, str]] = {
    "weight": "double",
    "sign": "string",
    "source": "string",
    "mitigated_by": "string",
    "state": "string",
    "conflicts": "string",
}
"""The attributes in the order in which they are written, with their types in GraphML."""


def render_node_link(scene: Scene) -> str:
    """The JSON that `networkx.node_link_graph(data, edges="edges")` reads; names are whole, as they were written."""
    opponents = _opponents(scene)
    data: dict[str, Any] = {
        "directed": True,
        "multigraph": True,
        "graph": {"name": scene.title},
        "nodes": [{**_node(node, opponents), "id": node.key} for node in scene.nodes],
        "edges": [
            {**_edge(arrow), "source": arrow.origin, "target": arrow.target, "key": _sign(arrow)}
            for arrow in scene.arrows
        ],
    }
    return dumps(data)


def render_graphml(scene: Scene) -> str:
    """GraphML; characters that XML does not allow are named by their code points."""
    keys = [
        element("key", {"id": f"{domain}-{name}", "for": domain, "attr.name": name, "attr.type": kind})
        for domain, types in (("node", NODE_TYPES), ("edge", EDGE_TYPES))
        for name, kind in types.items()
    ]
    opponents = _opponents(scene)
    graph = element(
        "graph",
        {"id": "goalcheck", "edgedefault": "directed"},
        *(_line(element("node", {"id": node.key}, *_data("node", _node(node, opponents)))) for node in scene.nodes),
        *(_line(_graphml_edge(number, arrow)) for number, arrow in enumerate(scene.arrows)),
    )
    body = element("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"}, *map(_line, keys), _line(graph))
    return f'<?xml version="1.0" encoding="UTF-8"?>{_line(body)}\n'


def _line(xml: str) -> str:
    return f"\n{xml}"


def _graphml_edge(number: int, arrow: DrawnArrow) -> str:
    ends = {"id": f"e{number}", "source": arrow.origin, "target": arrow.target}
    return element("edge", ends, *_data("edge", _edge(arrow)))


def _data(domain: str, attributes: Mapping[str, object]) -> Iterator[str]:
    for name, value in attributes.items():
        yield element("data", {"key": f"{domain}-{name}"}, text(_said(value)))


def _said(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _opponents(scene: Scene) -> Mapping[str, str]:
    """For each box that has opponents their keys, with spaces."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for each in scene.opponents:
        found[each.origin].append(each.target)
        found[each.target].append(each.origin)
    return {key: " ".join(sorted(others)) for key, others in found.items()}


def _node(node: Node, opponents: Mapping[str, str]) -> dict[str, object]:
    """The known attributes of a box."""
    attributes = {
        "kind": node.kind.value,
        "name": node.name,
        "department": node.department,
        "customer": node.customer,
        "importance": node.importance,
        "level": node.level.value if node.level else None,
        "part": node.part.value if node.part else None,
        "knot": node.is_knot or None,
        "opponents": opponents.get(node.key),
    }
    return {key: value for key, value in attributes.items() if value is not None}


def _edge(arrow: DrawnArrow) -> dict[str, object]:
    """The known attributes of an arrow."""
    attributes = {
        "weight": round(arrow.weight, 4),
        "sign": _sign(arrow),
        "source": arrow.source.value if arrow.source else None,
        "mitigated_by": arrow.mitigated_by,
        "state": arrow.state.value if arrow.state else None,
        "conflicts": " ".join(arrow.conflicts) or None,
    }
    return {key: value for key, value in attributes.items() if value is not None}


def _sign(arrow: DrawnArrow) -> str:
    return "helps" if arrow.weight > 0 else "hurts"
