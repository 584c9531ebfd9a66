"""Where arrows run in circles, and where such a circle can turn a push against itself.

A walk may come back to a node; a chain may not. Leaving out a closed part of a walk whose signs multiply to plus makes
the walk shorter, no weaker (weights are at most 1) and leaves its sign: so the strongest walk and the strongest chain
agree unless a closed part multiplies to minus. Such parts lie inside one strongly connected component, and only in one
that is not balanced: a strongly connected signed graph has no negative circle exactly if its nodes can be split in two
so that positive arrows stay on a side and negative ones change it (Harary, On the notion of balance of a signed graph,
Michigan Mathematical Journal 2, 1953). Cost: proportional to nodes and arrows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Adjacency = Sequence[Sequence[tuple[int, float]]]


def frustrated_nodes(out: Adjacency) -> frozenset[int]:
    """The nodes of all strongly connected components that hold a negative circle."""
    rest = _cyclic_core(out)
    if not rest:
        return frozenset()
    return frozenset(
        node for component in _components(out, rest) if not _balanced(out, component) for node in component
    )


def _cyclic_core(out: Adjacency) -> set[int]:
    """What is left when nodes without incoming arrows are taken away, over and over: empty if nothing runs in circles.

    Large organizations are nearly acyclic, so that the graph library is not even loaded for most of them.
    """
    incoming = [0] * len(out)
    for arrows in out:
        for target, _ in arrows:
            incoming[target] += 1
    free = [node for node, count in enumerate(incoming) if not count]
    taken = 0
    while free:
        taken += 1
        for target, _ in out[free.pop()]:
            incoming[target] -= 1
            if not incoming[target]:
                free.append(target)
    return set() if taken == len(out) else {node for node, count in enumerate(incoming) if count}


def _components(out: Adjacency, nodes: set[int]) -> list[set[int]]:
    import networkx as nx

    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_edges_from((node, target) for node in nodes for target, _ in out[node] if target in nodes)
    return [component for component in nx.strongly_connected_components(graph) if len(component) > 1]


def _balanced(out: Adjacency, component: Iterable[int]) -> bool:
    inside = set(component)
    start = min(inside)
    side = {start: True}
    waiting = [start]
    while waiting:
        node = waiting.pop()
        for target, weight in out[node]:
            if target not in inside:
                continue
            expected = side[node] == (weight > 0)
            if target not in side:
                side[target] = expected
                waiting.append(target)
            elif side[target] != expected:
                return False
    return True
