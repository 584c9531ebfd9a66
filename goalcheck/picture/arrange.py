"""From a scene to its layout: columns, order, places, curves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from goalcheck.picture.boxes import FRAME_PADDING, Role, Shown, TextLine, frame_lines, measured
from goalcheck.picture.layered_graph import Track, heights, layered
from goalcheck.picture.layout import Box, Curve, Frame, Layout, OpponentLine
from goalcheck.picture.ports import Ports
from goalcheck.picture.scene import BoxKind, DrawnArrow, Flow, Involvement, Node, Scene
from goalcheck.picture.vertical_placement import frame_height, stacked

LEAST_GAP, MOST_GAP = 84.0, 420.0
GAP_BASE, GAP_FOR_EACH, GAP_FOR_CLIMB = 66.0, 1.2, 0.4
"""Between columns: the more arrows lead through and the higher they climb on average, the wider."""

ARC_LEAST, ARC_MOST, ARC_SHARE = 26.0, 260.0, 0.17
"""How far an arc stands out beside its column, by how far its ends are apart."""

BEND = 0.5
"""How far the handles of a curve reach, of the way across."""

CAPTION_HEIGHT = 30.0

_CAPTIONS = {
    BoxKind.OBJECTIVE: "Departments and their objectives",
    BoxKind.DEPARTMENT: "Departments",
    BoxKind.DRIVER: "Drivers",
    BoxKind.OUTCOME: "Outcomes by customer",
    BoxKind.CUSTOMER: "Customers",
}

Points = tuple[tuple[float, float], ...]


def lay_out(scene: Scene, *, shown: Shown = str) -> Layout:
    """Find a place for everything in a scene.

    Args:
        shown: makes a text safe for where it is shown, before its width is estimated.
    """
    return _Arrangement(scene, shown).layout()


@dataclass(frozen=True, slots=True)
class _Column:
    """The place of a column; its boxes are narrower than it is by the padding of frames."""

    left: float
    right: float
    inset: float


class _Arrangement:
    def __init__(self, scene: Scene, shown: Shown) -> None:
        self._scene = scene
        self._graph = layered(scene)
        self._sizes = [measured(node, scene.flow, shown) for node in scene.nodes]
        graph = self._graph
        self._ports = Ports(graph, scene.lines)
        self._heights = heights(graph, self._sizes, self._ports.busiest())
        widths = [self._inner_width(column) for column in graph.columns]
        self._headings = {
            number: frame_lines(scene.groups[number], widths[self._column_of(number)], shown) for number in graph.groups
        }
        tops = {number: height for number, (_, height) in self._headings.items()}
        self._middles, self._starts = stacked(graph, self._heights, tops)
        self._ports.settle(self._middles, self._heights)
        self._shown = shown
        self._arcs = self._reaches()
        self._columns = self._across(widths)

    def _column_of(self, frame: int) -> int:
        return next(self._graph.column[vertex] for vertex, each in enumerate(self._graph.frames) if each == frame)

    def _inner_width(self, column: Sequence[int]) -> float:
        return max((self._sizes[each].width for each in column if each < self._graph.nodes), default=180.0)

    def _across(self, widths: Sequence[float]) -> list[_Column]:
        """The places of the columns, from left to right."""
        graph = self._graph
        x = self._arcs[0]
        columns = []
        for vertices, width in zip(graph.columns, widths, strict=True):
            inset = FRAME_PADDING if any(graph.frames[each] in graph.groups for each in vertices) else 0.0
            columns.append(_Column(x, x + width + 2 * inset, inset))
            x = columns[-1].right + self._gap(vertices)
        return columns

    def _gap(self, vertices: Sequence[int]) -> float:
        """The room between a column and the next."""
        middles = self._middles
        climbs = [abs(middles[each] - middles[other]) for each in vertices for other in self._graph.right[each]]
        mean = sum(climbs) / len(climbs) if climbs else 0.0
        return max(LEAST_GAP, min(MOST_GAP, GAP_BASE + GAP_FOR_EACH * len(climbs) + GAP_FOR_CLIMB * mean))

    def _reaches(self) -> tuple[float, float]:
        """The width of the arcs on the left and on the right."""
        reaches = [0.0, 0.0]
        for number, track in enumerate(self._graph.tracks):
            if track.is_arc:
                side = self._ports.side_of_arc(number)
                reaches[side] = max(reaches[side], 0.75 * self._reach(number) + 3)
        return reaches[0], reaches[1]

    def _reach(self, number: int) -> float:
        start, end = self._ports.ends(number)
        return min(ARC_MOST, ARC_LEAST + ARC_SHARE * abs(end - start))

    def layout(self) -> Layout:
        top = self._top()
        boxes = tuple(self._box(number, top) for number in range(self._graph.nodes))
        frames = tuple(self._frame(number, top) for number in sorted(self._graph.groups))
        ways = [self._way(number, track, top) for number, track in enumerate(self._graph.tracks)]
        curves = tuple(map(self._curve, range(len(self._scene.arrows)), self._scene.arrows, ways))
        between = tuple(map(OpponentLine, self._scene.opponents, ways[len(curves) :]))
        ends = [box.y + box.height for box in boxes] + [frame.y + frame.height for frame in frames]
        passing = [point[1] + 4 for way in ways for point in way]
        right = self._columns[-1].right + self._arcs[1] if self._columns else 0.0
        return Layout(
            scene=self._scene,
            width=right,
            height=max([CAPTION_HEIGHT, *ends, *passing]),
            boxes=boxes,
            frames=frames,
            curves=curves,
            opponent_lines=between,
            captions=self._captions(),
        )

    def _top(self) -> float:
        """The offset of every vertical place, so that the picture starts below the captions."""
        tops = [middle - height / 2 for middle, height in zip(self._middles, self._heights, strict=True)]
        captions = CAPTION_HEIGHT if self._captions() else 0.0
        return captions - min([*tops, *self._starts.values()], default=0.0)

    def _box(self, number: int, top: float) -> Box:
        size, column = self._sizes[number], self._columns[self._graph.column[number]]
        height = self._heights[number]
        x, y = column.left + column.inset, top + self._middles[number] - height / 2
        down = y + (height - size.height) / 2
        lines = tuple(line._replace(x=line.x + x, y=line.y + down) for line in size.lines)
        pill = size.pill._replace(x=size.pill.x + x, y=size.pill.y + down) if size.pill else None
        return Box(self._scene.nodes[number], size.name, x, y, size.width, height, lines, pill)

    def _frame(self, number: int, top: float) -> Frame:
        graph = self._graph
        members = [self._heights[each] for each, frame in enumerate(graph.frames) if frame == number]
        lines, heading = self._headings[number]
        column = self._columns[self._column_of(number)]
        x, y = column.left, top + self._starts[number]
        placed = tuple(line._replace(x=line.x + x, y=line.y + y) for line in lines)
        group = self._scene.groups[number]
        if any(graph.frames[each] == number for each in graph.empty):
            note = TextLine(Role.NOTE, self._shown(group.note), x + FRAME_PADDING, y + heading + 14)
            placed = (*placed, note)
        return Frame(group, x, y, column.right - column.left, frame_height(members, heading), placed)

    def _curve(self, number: int, arrow: DrawnArrow, way: Points) -> Curve:
        track = self._graph.tracks[number]
        leftward = self._ports.side_of_arc(number) == 1 if track.is_arc else track.backward
        return Curve(arrow, way, leftward=leftward, room=self._ports.room(number))

    def _way(self, number: int, track: Track, top: float) -> Points:
        """The points of a line, from where it starts to where it ends."""
        start, end = (top + each for each in self._ports.ends(number))
        if track.is_arc:
            return self._arc(number, track, start, end)
        columns = [self._columns[self._graph.column[vertex]] for vertex in track.vertices]
        way = [(columns[0].right - columns[0].inset, start)]
        for column, vertex in zip(columns[1:-1], track.vertices[1:-1], strict=True):
            y = top + self._middles[vertex]
            way += [(column.left, y), (column.right, y)]
        way.append((columns[-1].left + columns[-1].inset, end))
        points = [way[0]]
        for (x, y), (to_x, to_y) in pairwise(way):
            handle = BEND * (to_x - x)
            points += [(x + handle, y), (to_x - handle, to_y), (to_x, to_y)]
        return tuple(reversed(points)) if track.backward else tuple(points)

    def _arc(self, number: int, track: Track, start: float, end: float) -> Points:
        column = self._columns[self._graph.column[track.vertices[0]]]
        on_right = self._ports.side_of_arc(number) == 1
        x = column.right - column.inset if on_right else column.left + column.inset
        out = x + (self._reach(number) if on_right else -self._reach(number))
        return (x, start), (out, start), (out, end), (x, end)

    def _captions(self) -> tuple[TextLine, ...]:
        """The captions over the first column of each kind; none in a picture of chains, whose columns are mixed."""
        if self._scene.flow is Flow.CHAINS:
            return ()
        captions: dict[str, TextLine] = {}
        for vertices, column in zip(self._graph.columns, self._columns, strict=True):
            boxes = [self._scene.nodes[each] for each in vertices if each < self._graph.nodes]
            if boxes:
                text = self._caption(boxes)
                captions.setdefault(text, TextLine(Role.COLUMN, text, column.left, 14.0))
        return tuple(captions.values())

    def _caption(self, boxes: Sequence[Node]) -> str:
        if self._scene.flow is Flow.CONFLICT:
            return _caption_of_part(boxes, self._scene)
        kind = boxes[0].kind
        return "Outcomes along the journey" if self._scene.keeps_order and kind is BoxKind.OUTCOME else _CAPTIONS[kind]


def _caption_of_part(boxes: Sequence[Node], scene: Scene) -> str:
    """The caption of a column in the picture of a conflict."""
    if any(box.key == scene.middle for box in boxes):
        return "What suffers"
    parts = {box.part for box in boxes}
    if Involvement.HURTS in parts:
        return "Hurters"
    if Involvement.PROTECTS in parts:
        return "Protectors"
    return "Drivers between" if any(box.kind is BoxKind.DRIVER for box in boxes) else "What is lost with it"
