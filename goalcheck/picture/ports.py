"""At which height each arrow leaves and reaches its boxes: in the order of where it leads, so that none cross there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from goalcheck.picture.layered_graph import PORT, PORT_MARGIN, LayeredGraph
from goalcheck.picture.scene import DrawnArrow, Opponents

LEFT, RIGHT = 0, 1


class Ports:
    """The ends of all lines, by the sides of the boxes."""

    def __init__(self, graph: LayeredGraph, lines: Sequence[DrawnArrow | Opponents]) -> None:
        self._graph = graph
        self._lines = lines
        self._sides: defaultdict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        for number, track in enumerate(graph.tracks):
            first, last = track.vertices[0], track.vertices[-1]
            if track.is_arc:
                side = self.side_of_arc(number)
                self._sides[first, side].append((number, 0))
                self._sides[last, side].append((number, 1))
            else:
                self._sides[first, RIGHT].append((number, 0))
                self._sides[last, LEFT].append((number, 1))
        self._places: dict[tuple[int, int], float] = {}
        self._room: dict[tuple[int, int], float] = {}

    def side_of_arc(self, number: int) -> int:
        """The side of its column that an arc stands on: the outer one; of a lone column harms right, others left."""
        graph = self._graph
        if len(graph.columns) == 1:
            line = self._lines[number]
            return RIGHT if isinstance(line, DrawnArrow) and line.weight < 0 else LEFT
        return RIGHT if graph.column[graph.tracks[number].vertices[0]] == len(graph.columns) - 1 else LEFT

    def busiest(self) -> dict[int, int]:
        """For each vertex the arrows at its busier side."""
        found: dict[int, int] = {}
        for (vertex, _), ends in self._sides.items():
            found[vertex] = max(found.get(vertex, 0), len(ends))
        return found

    def settle(self, middles: Sequence[float], heights: Sequence[float]) -> None:
        """Give each end its height, now that it is known where the boxes stand."""
        for (vertex, _), ends in self._sides.items():
            ranked = sorted(ends, key=lambda end: self._rank(vertex, end, middles))
            step = min(PORT, (heights[vertex] - PORT_MARGIN) / max(1, len(ranked) - 1))
            first = middles[vertex] - step * (len(ranked) - 1) / 2
            for at, end in enumerate(ranked):
                self._places[end] = first + at * step
                self._room[end] = step

    def _rank(self, vertex: int, end: tuple[int, int], middles: Sequence[float]) -> tuple[bool, float, int]:
        """Straight arrows by where they lead. Arcs nest: upward ones the nearest first, downward ones the farthest."""
        number, at = end
        track = self._graph.tracks[number]
        other = middles[track.vertices[1 - at] if track.is_arc else track.vertices[1 if at == 0 else -2]]
        if track.is_arc:
            return other > middles[vertex], -other, number
        return False, other, number

    def ends(self, number: int) -> tuple[float, float]:
        """The heights of the two ends of an arrow's track."""
        return self._places[number, 0], self._places[number, 1]

    def room(self, number: int) -> float:
        """The distance between arrows at a target."""
        return self._room[number, 0 if self._graph.tracks[number].backward else 1]
