"""The circles of arrows, and those that can turn a push against itself.

A walk may come back to a node; a chain may not. Leaving out a closed part of a walk whose signs multiply to plus makes
the walk shorter, no weaker (weights are at most 1) and leaves its sign: so the strongest walk and the strongest chain
agree unless a closed part multiplies to minus. Such parts lie inside one strongly connected component, and only in one
that is not balanced: a strongly connected signed graph has no negative circle exactly if its nodes can be split in two
so that positive arrows stay on a side and negative ones change it (Harary, On the notion of balance of a signed graph,
Michigan Mathematical Journal 2, 1953). Cost: proportional to nodes and arrows.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

Adjacency = Sequence[Sequence[tuple[int, float]]]


def components(out: Adjacency) -> list[list[int]]:
    """The strongly connected components of more than one node, each sorted, by their smallest nodes.

    They are found in what is left when nodes that no circle can pass are taken away (Tarjan, Depth-first search and
    linear graph algorithms, SIAM Journal on Computing 1, 1972), without recursion, so that no graph is too deep.
    """
    core = _cyclic_core(out)
    found: list[list[int]] = []
    reached: dict[int, int] = {}
    lowest: dict[int, int] = {}
    path: list[int] = []
    on_path: set[int] = set()
    for root in sorted(core):
        if root in reached:
            continue
        reached[root] = lowest[root] = len(reached)
        path.append(root)
        on_path.add(root)
        walk = [(root, iter(out[root]))]
        while walk:
            node, arrows = walk[-1]
            for target, _ in arrows:
                if target in on_path:
                    lowest[node] = min(lowest[node], reached[target])
                elif target in core and target not in reached:
                    reached[target] = lowest[target] = len(reached)
                    path.append(target)
                    on_path.add(target)
                    walk.append((target, iter(out[target])))
                    break
            else:
                walk.pop()
                if walk:
                    above = walk[-1][0]
                    lowest[above] = min(lowest[above], lowest[node])
                if lowest[node] == reached[node]:
                    component = _taken_off(path, node)
                    on_path.difference_update(component)
                    if len(component) > 1:
                        found.append(sorted(component))
    return sorted(found)


def _taken_off(path: list[int], node: int) -> list[int]:
    """Take a component off the path: everything from one node on."""
    place = len(path) - 1
    while path[place] != node:
        place -= 1
    component = path[place:]
    del path[place:]
    return component


def _cyclic_core(out: Adjacency) -> set[int]:
    """The nodes left when those that no arrow enters are taken away, over and over; none if nothing runs in circles."""
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


def frustrated_nodes(out: Adjacency, components: Iterable[Sequence[int]]) -> frozenset[int]:
    """The nodes of those strongly connected components that hold a negative circle."""
    return frozenset(node for component in components if not _balanced(out, component) for node in component)


def shortest_circle(out: Adjacency, component: Sequence[int]) -> tuple[int, ...]:
    """A shortest circle through the smallest node of a component, from there on; of several the first by nodes.

    Args:
        out: the arrows, those of a node sorted, so that ways of one length are found in the order of their nodes.
    """
    inside, start = set(component), min(component)
    came_from: dict[int, int] = {}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for target, _ in out[node]:
            if target == start:
                return tuple(reversed(_way_back(came_from, node)))
            if target in inside and target not in came_from:
                came_from[target] = node
                waiting.append(target)
    raise ValueError("no circle leads through the node")


def _way_back(came_from: dict[int, int], node: int) -> list[int]:
    way = [node]
    while node in came_from:
        node = came_from[node]
        way.append(node)
    return way


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
