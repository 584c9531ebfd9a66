"""The boxes of a scene in their columns, joined by edges that each lead from one column to the next.

An arrow over several columns gets a stand-in, without height, in each that it passes. An arrow inside a column is no
edge: it is drawn as an arc beside the column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from goalcheck.model.natural_order import natural
from goalcheck.picture.boxes import EMPTY_HEIGHT, Measured
from goalcheck.picture.columns import columns
from goalcheck.picture.ordering import Ordering
from goalcheck.picture.scene import BoxKind, Scene


@dataclass(frozen=True, slots=True)
class Track:
    """The way of an arrow from left to right, or up or down inside a column.

    Attributes:
        vertices: from the left end to the right end; of an arc its two ends.
        backward: whether the arrow leads from right to left.
        is_arc: whether both ends stand in one column.
    """

    vertices: tuple[int, ...]
    backward: bool = False
    is_arc: bool = False


@dataclass(slots=True)
class LayeredGraph:
    """All vertices: nodes first, in the scene's order, then empty frames, then stand-ins.

    Attributes:
        columns: the vertices of each column from top to bottom.
        column: for each vertex its column.
        frames: for each vertex the number of its frame; whoever has none stands alone in one.
        groups: the key of the scene's group by the number of its frame.
        left, right: for each vertex its neighbours in the columns beside its own.
        tracks: for each line of the scene its way: arrows, then lines between opponents.
        nodes: how many of the vertices are nodes.
        empty: the vertices that stand for empty frames.
    """

    columns: list[list[int]] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    frames: list[int] = field(default_factory=list)
    groups: dict[int, str] = field(default_factory=dict)
    left: list[list[int]] = field(default_factory=list)
    right: list[list[int]] = field(default_factory=list)
    tracks: list[Track] = field(default_factory=list)
    nodes: int = 0
    empty: range = range(0)

    def is_stand_in(self, vertex: int) -> bool:
        """True if a vertex only holds a place for an arrow."""
        return vertex >= self.empty.stop

    def add(self, column: int, frame: int | None = None) -> int:
        """A new vertex at the end of a column."""
        vertex = len(self.column)
        self.column.append(column)
        self.frames.append(-1 - vertex if frame is None else frame)
        self.left.append([])
        self.right.append([])
        self.columns[column].append(vertex)
        return vertex

    def join(self, one: int, other: int) -> None:
        """An edge from a column to the next one."""
        self.right[one].append(other)
        self.left[other].append(one)


def layered(scene: Scene) -> LayeredGraph:
    """The vertices and tracks of a scene, in an order with few crossings."""
    placed = columns(scene)
    numbers = {group.key: number for number, group in enumerate(scene.groups)}
    targets = {node.group for node in scene.nodes if node.kind in (BoxKind.OUTCOME, BoxKind.CUSTOMER)}
    filled = {node.group for node in scene.nodes}
    missing = [group.key for group in scene.groups if group.key not in filled]
    last = max(placed.values(), default=0)
    if missing and not targets - {None}:
        last += 1
    graph = LayeredGraph(columns=[[] for _ in range(last + 1)], groups={number: key for key, number in numbers.items()})
    for node in scene.nodes:
        graph.add(placed[node.key], None if node.group is None else numbers[node.group])
    graph.nodes = len(scene.nodes)
    for key in missing:
        graph.add(last, numbers[key])
    graph.empty = range(graph.nodes, len(graph.column))
    fixed = {numbers[key]: numbers[key] for key in (*targets, *missing) if key is not None} if scene.keeps_order else {}
    _start(graph, scene, fixed)
    index = {node.key: number for number, node in enumerate(scene.nodes)}
    graph.tracks = [_track(graph, index[line.origin], index[line.target]) for line in scene.lines]
    graph.columns = Ordering(
        graph.columns, left=graph.left, right=graph.right, frames=graph.frames, fixed=fixed
    ).improved()
    return graph


def _start(graph: LayeredGraph, scene: Scene, fixed: Mapping[int, int]) -> None:
    """The order to start from: frames and nodes by their ids, numbers as numbers."""

    def rank(vertex: int) -> tuple[int, list[str], list[str]]:
        frame = graph.frames[vertex]
        key = scene.nodes[vertex].key if vertex < graph.nodes else ""
        return fixed.get(frame, 0), natural(graph.groups.get(frame, key)), natural(key)

    for column in graph.columns:
        column.sort(key=rank)


def _track(graph: LayeredGraph, origin: int, target: int) -> Track:
    if graph.column[origin] == graph.column[target]:
        return Track((origin, target), is_arc=True)
    backward = graph.column[origin] > graph.column[target]
    start, end = (target, origin) if backward else (origin, target)
    vertices = [start, *(graph.add(column) for column in range(graph.column[start] + 1, graph.column[end])), end]
    for one, other in pairwise(vertices):
        graph.join(one, other)
    return Track(tuple(vertices), backward=backward)


def heights(graph: LayeredGraph, sizes: Iterable[Measured], ports: Mapping[int, int]) -> list[float]:
    """The height of each vertex: of a box by its text, and by the arrows that end at one of its sides.

    Args:
        ports: for each vertex the arrows at its busier side.
    """
    found = [max(size.height, port_room(ports.get(vertex, 0))) for vertex, size in enumerate(sizes)]
    found += [EMPTY_HEIGHT] * len(graph.empty)
    return found + [0.0] * (len(graph.column) - len(found))


PORT = 13.0
"""How far apart arrows end at a box, where there is room."""

MOST_PORTS = 12
"""A box grows for so many arrows; more of them come closer together."""

PORT_MARGIN = 10.0


def port_room(number: int) -> float:
    """The height that arrows need at the side of a box."""
    return min(number, MOST_PORTS) * PORT + PORT_MARGIN
