"""The shapes of an arrow: its line, solid or dashed, its head, a point or a bar, and its sign in a circle."""

from __future__ import annotations

from collections.abc import Sequence

from goalcheck.picture.layout import Curve
from goalcheck.picture.scene import DrawnArrow
from goalcheck.render.picture.style import look
from goalcheck.render.xml import element, number

LEAST_STROKE, MOST_STROKE = 1.0, 3.8
DASHES = "7 5"
POINT_LENGTH, POINT_HALF = 9.0, 4.5
BAR_WIDTH, BAR_HALF, BAR_GAP = 3.2, 4.9, 2.5
SIGN_RADIUS, SIGN_DISTANCE, SIGN_ARM = 5.6, 19.0, 2.9
SIGN_ROOM = 11.0
"""Where arrows end closer together there is no room for signs; lines and heads still tell them apart."""

Point = tuple[float, float]


def sign_of(arrow: DrawnArrow) -> str:
    """`helps` or `hurts`."""
    return "helps" if arrow.weight > 0 else "hurts"


def stroke(weight: float) -> float:
    """The width of the line of an arrow."""
    return LEAST_STROKE + (MOST_STROKE - LEAST_STROKE) * abs(weight)


def arrow_shapes(curve: Curve) -> list[str]:
    """The line of an arrow from box to head, the head, and the sign where there is room for it."""
    sign = sign_of(curve.arrow)
    back = 1.0 if curve.leftward else -1.0
    x, y = curve.points[-1]
    reach = POINT_LENGTH - 1 if sign == "helps" else BAR_GAP + BAR_WIDTH / 2
    points = (*curve.points[:-1], (x + back * reach, y))
    width = stroke(curve.arrow.weight)
    line = {"d": path(points), "fill": "none", "stroke-width": width}
    dashes = {"stroke-dasharray": DASHES} if sign == "hurts" else {}
    shapes = [
        element("path", {**look("gc-curve", f"gc-curve-{sign}"), **line, **dashes}),
        head(x, y, back, sign, width),
    ]
    if curve.room >= SIGN_ROOM:
        shapes += badge(*_before_end(curve.points, SIGN_DISTANCE), sign)
    return shapes


def path(points: Sequence[Point]) -> str:
    """The data of a path of cubic Bezier curves."""
    said = [f"{number(x)} {number(y)}" for x, y in points]
    curves = (f"C{said[at]} {said[at + 1]} {said[at + 2]}" for at in range(1, len(said), 3))
    return f"M{said[0]}{''.join(curves)}"


def head(x: float, y: float, back: float, sign: str, width: float) -> str:
    """A point that touches the box for a help, a bar before it for a harm."""
    if sign == "helps":
        half = POINT_HALF + width / 4
        corners = [(x, y), (x + back * POINT_LENGTH, y - half), (x + back * POINT_LENGTH, y + half)]
        data = f"M{'L'.join(f'{number(each[0])} {number(each[1])}' for each in corners)}Z"
        return element("path", {**look("gc-head", "gc-head-helps"), "d": data})
    left = x + back * (BAR_GAP + BAR_WIDTH / 2) - BAR_WIDTH / 2
    place = {"x": left, "y": y - BAR_HALF, "width": BAR_WIDTH, "height": 2 * BAR_HALF}
    return element("rect", {**look("gc-head", "gc-head-hurts"), **place})


def badge(x: float, y: float, sign: str) -> list[str]:
    """A plus or a minus in a circle."""
    circle = {"cx": x, "cy": y, "r": SIGN_RADIUS, "stroke-width": 1.3}
    across = f"M{number(x - SIGN_ARM)} {number(y)}H{number(x + SIGN_ARM)}"
    upright = f"M{number(x)} {number(y - SIGN_ARM)}V{number(y + SIGN_ARM)}" if sign == "helps" else ""
    return [
        element("circle", {**look("gc-badge", f"gc-badge-{sign}"), **circle}),
        element("path", {**look("gc-sign", f"gc-sign-{sign}"), "d": across + upright, "stroke-width": 1.5}),
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
