"""One conflict as a small drawing: what suffers in the middle, the knots, who hurts left of them, who helps right.

The attributes alone give a drawing for paper; a page overrides them by its style. Shapes that look alike share a group,
so that a report with many conflicts stays small.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from goalcheck.picture.widths import wrap
from goalcheck.render.meeting.content_conflict import ConflictWords, PusherLine
from goalcheck.render.meeting.isolation import without_marks
from goalcheck.render.picture.style import PRINT_FONTS
from goalcheck.render.xml import element, number, text

SIZE, LEADING, PADDING = 11.5, 14.0, 7.0
GAP = 9.0
WIDTH = 760.0
MOST_LINES = 3


class _Column(NamedTuple):
    """A column of boxes, from its left edge on."""

    left: float
    width: float


HURTERS, KNOTS, MIDDLE, PROTECTORS = (
    _Column(0.5, 184),
    _Column(216, 134),
    _Column(382, 160),
    _Column(575, 184),
)
"""Their gaps leave room for arrows."""


class _Box(NamedTuple):
    """A box in a column, its middle at a height."""

    column: _Column
    lines: tuple[str, ...]
    middle: float

    @property
    def height(self) -> float:
        return _height(self.lines)

    @property
    def right(self) -> float:
        return self.column.left + self.column.width


def drawing(conflict: ConflictWords, *, prefix: str) -> str:
    """The drawing as an SVG element.

    Args:
        prefix: before every id in it, unique in the page.
    """
    return _Drawing(conflict, prefix).svg()


class _Drawing:
    """Places the boxes of one conflict and joins them."""

    def __init__(self, conflict: ConflictWords, prefix: str) -> None:
        self._prefix = prefix
        hurters = _texts(conflict.hurters, conflict.more_hurters)
        protectors = _texts(conflict.protectors, conflict.more_protectors)
        self._width = WIDTH if protectors else MIDDLE.left + MIDDLE.width + 2
        self._height = max(_stacked(hurters), _stacked(protectors), 44.0) + 2
        self._hurters = list(_stack(HURTERS, hurters, self._height))
        self._protectors = list(_stack(PROTECTORS, protectors, self._height))
        self._about = _Box(MIDDLE, _lines(conflict.about, MIDDLE), self._height / 2)
        self._knots: list[_Box] = []
        self._harms = list(self._harming(conflict))

    def _harming(self, conflict: ConflictWords) -> Iterable[tuple[_Box, _Box]]:
        """The hurting arrows, and those that pass a harm on from a knot."""
        at = 0
        for knot in conflict.knots:
            boxes = self._hurters[at : at + len(knot.hurters)]
            at += len(boxes)
            goal = self._about
            if knot.name:
                middle = (boxes[0].middle + boxes[-1].middle) / 2
                goal = self._knot(_lines(knot.name, KNOTS), middle)
                yield goal, self._about
            yield from ((each, goal) for each in boxes)
        # The others hurt over points of their own, which are not drawn.
        yield from ((each, self._about) for each in self._hurters[at:])

    def _knot(self, lines: tuple[str, ...], middle: float) -> _Box:
        """A box for a knot, below those that are there."""
        if self._knots:
            last = self._knots[-1]
            middle = max(middle, last.middle + (last.height + _height(lines)) / 2 + GAP)
        box = _Box(KNOTS, lines, middle)
        self._knots.append(box)
        self._height = max(self._height, middle + box.height / 2 + 1)
        return box

    def svg(self) -> str:
        """The whole."""
        boxes = [*self._hurters, *self._knots, *self._protectors]
        helps = [_curve(each, self._about, backwards=True) for each in self._protectors]
        return element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "class": "drawing",
                "viewBox": f"0 0 {number(self._width)} {number(self._height)}",
                "width": self._width,
                "height": self._height,
                "aria-hidden": "true",
                "focusable": "false",
            },
            self._head("harm", "#9d1520"),
            self._head("help", "#1d5f3a"),
            self._arrows(
                "harm", [_curve(*each) for each in self._harms], {"stroke": "#9d1520", "stroke-dasharray": "5 3"}
            ),
            self._arrows("help", helps, {"stroke": "#1d5f3a"}),
            _boxes("box", boxes, {"fill": "#fff", "stroke": "#8b8881"}),
            _boxes("middle", [self._about], {"fill": "#fff", "stroke": "#1c1e21", "stroke-width": "2"}),
            element(
                "g",
                {"class": "names", "font-family": PRINT_FONTS, "font-size": SIZE, "fill": "#1c1e21"},
                *(_name(each) for each in (*boxes, self._about)),
            ),
        )

    def _head(self, kind: str, colour: str) -> str:
        """An arrowhead."""
        attributes = {
            "id": f"{self._prefix}-{kind}",
            "viewBox": "0 0 8 8",
            "refX": "7",
            "refY": "4",
            "markerWidth": "7",
            "markerHeight": "7",
            "orient": "auto",
        }
        return element("marker", attributes, element("path", {"class": kind, "d": "M0 0L8 4L0 8z", "fill": colour}))

    def _arrows(self, kind: str, curves: Sequence[str], look: dict[str, str]) -> str:
        if not curves:
            return ""
        head = f"url(#{self._prefix}-{kind})"
        paths = (element("path", {"d": each, "marker-end": head}) for each in curves)
        return element("g", {"class": f"{kind}s", "fill": "none", "stroke-width": "1.5", **look}, *paths)


def _texts(pushers: Iterable[PusherLine], more: int) -> list[tuple[str, ...]]:
    """The lines of the boxes of one side, and one for those that are not drawn."""
    found = [_lines(each.name, HURTERS) for each in pushers]
    return [*found, (f"and {more:,} more",)] if more else found


def _lines(name: str, column: _Column) -> tuple[str, ...]:
    return wrap(without_marks(name), SIZE, most=column.width - 2 * PADDING, lines=MOST_LINES) or ("",)


def _height(lines: Sequence[str]) -> float:
    return len(lines) * LEADING + PADDING


def _stacked(texts: Iterable[Sequence[str]]) -> float:
    return sum(_height(each) + GAP for each in texts)


def _stack(column: _Column, texts: Sequence[tuple[str, ...]], height: float) -> Iterable[_Box]:
    """Boxes below each other, in the middle of the height."""
    top = (height - _stacked(texts) + GAP) / 2
    for lines in texts:
        yield _Box(column, lines, top + _height(lines) / 2)
        top += _height(lines) + GAP


def _curve(origin: _Box, target: _Box, *, backwards: bool = False) -> str:
    """A curve from one box to the next column, or from a protector back to the middle."""
    start = origin.column.left if backwards else origin.right
    end = target.right if backwards else target.column.left
    bend = (start + end) / 2
    y, to = number(origin.middle), number(_entry(origin, target))
    return f"M{number(start)} {y}C{number(bend)} {y} {number(bend)} {to} {number(end)} {to}"


def _entry(origin: _Box, target: _Box) -> float:
    """Where an arrow enters a box: nearer to where it comes from, so that arrows do not end in one point."""
    reach = target.height / 2 - PADDING
    return target.middle + max(-reach, min(reach, (origin.middle - target.middle) / 4))


def _boxes(kind: str, boxes: Iterable[_Box], look: dict[str, str]) -> str:
    rects = (
        element(
            "rect",
            {
                "x": each.column.left,
                "y": each.middle - each.height / 2,
                "width": each.column.width,
                "height": each.height,
                "rx": "4",
            },
        )
        for each in boxes
    )
    return element("g", {"class": kind, **look}, *rects)


def _name(box: _Box) -> str:
    """The lines of a box's name."""
    x = box.column.left + PADDING
    top = box.middle - len(box.lines) * LEADING / 2 + SIZE - 1
    if len(box.lines) == 1:
        return element("text", {"x": x, "y": top}, text(box.lines[0]))
    spans = (element("tspan", {"x": x, "y": top + at * LEADING}, text(line)) for at, line in enumerate(box.lines))
    return element("text", {}, *spans)
