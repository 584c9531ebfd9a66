"""The shapes of an arrow: its line, its head and its sign in a circle; and the line between opponents.

A help is a solid line with a point, dotted with a hollow point where its target relies on it. A harm is dashed and ends
at a bar, at two bars where it is mitigated; the bar is hollow where the harm is guarded, line and bar are grey where it
is decided. Opponents are joined by a line of dashes and dots that ends in rings. So all differ without colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from goalcheck.graph import ArrowSource
from goalcheck.picture.layout import Curve, OpponentLine
from goalcheck.picture.scene import DrawnArrow, HarmState
from goalcheck.render.picture.style import look
from goalcheck.render.xml import element, number

LEAST_STROKE, MOST_STROKE = 1.0, 3.8
DASHES, DOTS, DASHES_AND_DOTS = "7 5", "2 4", "12 4 2 4"
POINT_LENGTH, POINT_HALF = 9.0, 4.5
BAR_WIDTH, BAR_HALF, BAR_GAP = 3.2, 4.9, 2.5
SIGN_RADIUS, SIGN_DISTANCE, SIGN_ARM = 5.6, 21.0, 2.9
SIGN_ROOM = 11.0
"""Where arrows end closer together there is no room for signs; lines and heads still tell them apart."""

RING = 3.4
"""The radius of the rings at the ends of a line between opponents."""

Point = tuple[float, float]


class ArrowStyle(NamedTuple):
    """The look of an arrow beside its strength.

    Attributes:
        sign: `helps` or `hurts`.
        is_relied_on: True for a help that its target relies on.
        is_mitigated: True for a harm that an objective weakens.
        state: whether its harms are guarded or decided.
    """

    sign: str
    is_relied_on: bool = False
    is_mitigated: bool = False
    state: HarmState | None = None

    @property
    def color(self) -> str:
        """The end of the names of the classes that give line and sign their colour."""
        return HarmState.DECIDED.value if self.state is HarmState.DECIDED else self.sign

    @property
    def head(self) -> str:
        """The class of the head."""
        return "gc-head-relied" if self.is_relied_on else f"gc-head-{self.state or self.sign}"

    @property
    def dashes(self) -> str | None:
        """The dashes of the line, None for a solid one."""
        if self.sign == "hurts":
            return DASHES
        return DOTS if self.is_relied_on else None

    @property
    def reach(self) -> float:
        """The distance from the box at which the line ends."""
        if self.sign == "helps":
            return POINT_LENGTH - 1
        return BAR_GAP + BAR_WIDTH / 2 + (BAR_WIDTH + BAR_GAP if self.is_mitigated else 0)


def sign_of(arrow: DrawnArrow) -> str:
    """`helps` or `hurts`."""
    return "helps" if arrow.weight > 0 else "hurts"


def style_of(arrow: DrawnArrow) -> ArrowStyle:
    """The look of an arrow beside its strength."""
    mitigated = arrow.weight < 0 and arrow.mitigated_by is not None
    return ArrowStyle(sign_of(arrow), arrow.source is ArrowSource.RELIED_ON, mitigated, arrow.state)


def stroke(weight: float) -> float:
    """The width of the line of an arrow."""
    return LEAST_STROKE + (MOST_STROKE - LEAST_STROKE) * abs(weight)


def arrow_shapes(curve: Curve) -> list[str]:
    """The line of an arrow from box to head, the head, and the sign where there is room for it."""
    style = style_of(curve.arrow)
    back = 1.0 if curve.leftward else -1.0
    x, y = curve.points[-1]
    points = (*curve.points[:-1], (x + back * style.reach, y))
    width = stroke(curve.arrow.weight)
    shapes = [line(path(points), style, width), *head(x, y, back, style, width)]
    if curve.room >= SIGN_ROOM:
        shapes += badge(*_before_end(curve.points, SIGN_DISTANCE), style)
    return shapes


def line(data: str, style: ArrowStyle, width: float) -> str:
    """The line of an arrow."""
    place = {"d": data, "fill": "none", "stroke-width": width, "stroke-dasharray": style.dashes}
    return element("path", {**look("gc-curve", f"gc-curve-{style.color}"), **place})


def opponent_shapes(joined: OpponentLine) -> list[str]:
    """The line between two opponents, with a ring at each end."""
    return [opponent_line(path(joined.points)), ring(*joined.points[0]), ring(*joined.points[-1])]


def opponent_line(data: str) -> str:
    """A line of dashes and dots, without a direction."""
    place = {"d": data, "fill": "none", "stroke-width": 1.8, "stroke-dasharray": DASHES_AND_DOTS}
    return element("path", {**look("gc-curve", "gc-curve-opponents"), **place})


def ring(x: float, y: float) -> str:
    """The end of a line between opponents."""
    return element("circle", {**look("gc-end-opponents"), "cx": x, "cy": y, "r": RING, "stroke-width": 1.6})


def path(points: Sequence[Point]) -> str:
    """The data of a path of cubic Bezier curves."""
    said = [f"{number(x)} {number(y)}" for x, y in points]
    curves = (f"C{said[at]} {said[at + 1]} {said[at + 2]}" for at in range(1, len(said), 3))
    return f"M{said[0]}{''.join(curves)}"


def head(x: float, y: float, back: float, style: ArrowStyle, width: float) -> list[str]:
    """A point that touches the box for a help; a bar before it for a harm, two where it is mitigated."""
    shared = {**look("gc-head", style.head), "stroke-width": 1.0}
    if style.sign == "helps":
        half = POINT_HALF + width / 4
        corners = [(x, y), (x + back * POINT_LENGTH, y - half), (x + back * POINT_LENGTH, y + half)]
        data = f"M{'L'.join(f'{number(each[0])} {number(each[1])}' for each in corners)}Z"
        return [element("path", {**shared, "d": data})]
    first = x + back * (BAR_GAP + BAR_WIDTH / 2) - BAR_WIDTH / 2
    places = [first, first + back * (BAR_WIDTH + BAR_GAP)] if style.is_mitigated else [first]
    size = {"y": y - BAR_HALF, "width": BAR_WIDTH, "height": 2 * BAR_HALF}
    return [element("rect", {**shared, "x": left, **size}) for left in places]


def badge(x: float, y: float, style: ArrowStyle) -> list[str]:
    """A plus or a minus in a circle."""
    circle = {"cx": x, "cy": y, "r": SIGN_RADIUS, "stroke-width": 1.3}
    across = f"M{number(x - SIGN_ARM)} {number(y)}H{number(x + SIGN_ARM)}"
    upright = f"M{number(x)} {number(y - SIGN_ARM)}V{number(y + SIGN_ARM)}" if style.sign == "helps" else ""
    return [
        element("circle", {**look("gc-badge", f"gc-badge-{style.color}"), **circle}),
        element("path", {**look("gc-sign", f"gc-sign-{style.color}"), "d": across + upright, "stroke-width": 1.5}),
    ]


def _before_end(points: Sequence[Point], distance: float) -> Point:
    """The point of the last curve that is so far before its end, measured across."""
    start, first, second, end = points[-4:]
    low, high = 0.0, 1.0
    for _ in range(20):
        middle = (low + high) / 2
        x = _at(middle, start[0], first[0], second[0], end[0])
        low, high = (middle, high) if abs(end[0] - x) > distance else (low, middle)
    return (
        _at(high, start[0], first[0], second[0], end[0]),
        _at(high, start[1], first[1], second[1], end[1]),
    )


def _at(t: float, start: float, first: float, second: float, end: float) -> float:
    """A cubic Bezier curve by Bernstein's polynomials."""
    rest = 1 - t
    return rest**3 * start + 3 * rest**2 * t * first + 3 * rest * t**2 * second + t**3 * end
