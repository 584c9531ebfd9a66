"""Assigns columns from left to right: by the kind of a box, and among drivers by their arrows.

The drivers, and in a picture of chains all boxes, are layered by their longest paths (Sugiyama, Tagawa and Toda,
Methods for visual understanding of hierarchical system structures, IEEE Transactions SMC-11, 1981). Circles are opened
by turning few arrows around, found greedily (Eades, Lin and Smyth, A fast and effective heuristic for the feedback arc
set problem, Information Processing Letters 47, 1993). Then a box moves to where its arrows are shorter (Gansner,
Koutsofios, North and Vo, A technique for drawing directed graphs, IEEE Transactions on Software Engineering 19, 1993,
whose network simplex does it for all boxes at once). Cost: proportional to boxes and arrows, times the logarithm of the
boxes.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from goalcheck.picture.bipartition import bipartition
from goalcheck.picture.highlights import HURTS
from goalcheck.picture.scene import BoxKind, Flow, Involvement, Scene

Pairs = Collection[tuple[str, str]]

_SOURCES = (BoxKind.OBJECTIVE, BoxKind.DEPARTMENT)
_TARGETS = (BoxKind.OUTCOME, BoxKind.CUSTOMER)


def columns(scene: Scene) -> dict[str, int]:
    """The column of each node, from 0 without gaps."""
    kinds = {node.key: node.kind for node in scene.nodes}
    pairs = sorted({(arrow.origin, arrow.target) for arrow in scene.arrows})
    if scene.flow is Flow.CONFLICT:
        return _without_gaps(_on_both_sides(scene))
    if scene.flow is Flow.CHAINS:
        return _without_gaps(_layered(sorted(kinds), pairs, still=_with_kind(kinds, _SOURCES)))
    if pairs and set(kinds.values()) <= set(_SOURCES):
        return _without_gaps(bipartition(scene))
    drivers = _with_kind(kinds, (BoxKind.DRIVER,))
    between = [pair for pair in pairs if drivers.issuperset(pair)]
    layered = _layered(sorted(drivers), between, still=())
    last = max(layered.values(), default=0) + 1
    _pull(layered, pairs, _with_kind(kinds, _TARGETS), last)
    placed = dict.fromkeys(_with_kind(kinds, _SOURCES), 0)
    placed |= {key: column + 1 for key, column in layered.items()}
    placed |= dict.fromkeys(_with_kind(kinds, _TARGETS), last + 1)
    return _without_gaps(placed)


def _on_both_sides(scene: Scene) -> dict[str, int]:
    """What suffers in the middle, hurters in the first column, protectors in the last, on each side what lies between.

    Right of an objective that suffers stand, in place of protectors, the outcomes that are lost with it. Whoever is on
    chains of both sides stands among the hurters.
    """
    middle, kinds = scene.middle, {node.key: node.kind for node in scene.nodes}
    ends = {end for arrow in scene.arrows if HURTS in arrow.sides for end in (arrow.origin, arrow.target)} - {middle}
    hurters = {key for key in ends if kinds[key] in _SOURCES}
    right = [node for node in scene.nodes if node.key not in ends and node.key != middle]
    is_lost = middle in kinds and kinds[middle] in _SOURCES
    last = {node.key for node in right if (node.kind in _TARGETS if is_lost else node.part is Involvement.PROTECTS)}
    pairs = sorted({(arrow.origin, arrow.target) for arrow in scene.arrows})
    before = _layered(sorted(ends - hurters), _among(ends - hurters, pairs), still=())
    onward = {node.key for node in right} - last
    after = _layered(sorted(onward), _among(onward, pairs), still=())
    placed = dict.fromkeys(hurters, -1) | before
    at = max(before.values(), default=-1) + 1
    furthest = max(after.values(), default=0)
    placed |= {key: at + 1 + (column if is_lost else furthest - column) for key, column in after.items()}
    placed |= dict.fromkeys(last, at + furthest + 2)
    return placed | ({} if middle is None else {middle: at})


def _among(keys: Collection[str], pairs: Pairs) -> list[tuple[str, str]]:
    """The pairs of which both are among some nodes."""
    return [pair for pair in pairs if all(key in keys for key in pair)]


def _with_kind(kinds: Mapping[str, BoxKind], wanted: Iterable[BoxKind]) -> set[str]:
    return {key for key, kind in kinds.items() if kind in wanted}


def _without_gaps(placed: Mapping[str, int]) -> dict[str, int]:
    used = {column: at for at, column in enumerate(sorted(set(placed.values())))}
    return {key: used[column] for key, column in sorted(placed.items())}


def _layered(keys: Iterable[str], pairs: Pairs, *, still: Collection[str]) -> dict[str, int]:
    """The length of the longest path to each node, once no path runs in circles; then as tight as it gets.

    Args:
        still: the nodes that stay in the first column where no arrow leads to them.
    """
    order = {key: at for at, key in enumerate(_opened(sorted(keys), pairs))}
    onward = [(one, other) if order[one] < order[other] else (other, one) for one, other in pairs if one != other]
    before: defaultdict[str, list[str]] = defaultdict(list)
    after: defaultdict[str, list[str]] = defaultdict(list)
    for one, other in sorted(set(onward)):
        before[other].append(one)
        after[one].append(other)
    layer: dict[str, int] = {}
    for key in order:
        layer[key] = max((layer[each] + 1 for each in before[key]), default=0)
    for key in reversed(order):
        if len(after[key]) > len(before[key]) and not (key in still and not before[key]):
            layer[key] = min(layer[each] for each in after[key]) - 1
    return layer


def _pull(layered: dict[str, int], pairs: Pairs, targets: set[str], last: int) -> None:
    """Move drivers that touch no other driver to the outcomes, where more arrows lead to those than come in."""
    linked = {key for pair in pairs if layered.keys() >= set(pair) for key in pair}
    balance = Counter(one for one, other in pairs if other in targets)
    balance.subtract(other for one, other in pairs if one not in targets)
    for key in layered.keys() - linked:
        if balance[key] > 0:
            layered[key] = last - 1


def _opened(keys: Iterable[str], pairs: Pairs) -> list[str]:
    """All nodes in an order that few arrows run against: sinks last, sources first, else whoever has most to give."""
    after: dict[str, set[str]] = {key: set() for key in keys}
    before: dict[str, set[str]] = {key: set() for key in keys}
    for one, other in pairs:
        if one != other:
            after[one].add(other)
            before[other].add(one)
    waiting = [(_turn(len(before[key]), len(after[key])), key) for key in after]
    heapq.heapify(waiting)
    first: list[str] = []
    last: list[str] = []
    while waiting:
        turn, key = heapq.heappop(waiting)
        if key not in after or turn != _turn(len(before[key]), len(after[key])):
            continue
        (first if after[key] or not before[key] else last).append(key)
        following, preceding = after.pop(key), before.pop(key)
        for each in following:
            before[each].discard(key)
        for each in preceding:
            after[each].discard(key)
        for each in following | preceding:
            heapq.heappush(waiting, (_turn(len(before[each]), len(after[each])), each))
    return [*first, *reversed(last)]


def _turn(incoming: int, outgoing: int) -> tuple[int, int]:
    """The next vertex of the order: sources and sinks, then the largest surplus of arrows that go out."""
    return (0, 0) if not incoming or not outgoing else (1, incoming - outgoing)
