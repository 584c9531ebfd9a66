"""The front as a picture: pressure over cost, falling in steps that have the numbers and the names of their list.

An SVG that takes its colour from the text around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.render.meeting.content import FrontStepWords
from goalcheck.render.xml import element, text

WIDTH, HEIGHT = 640.0, 220.0
LEFT, RIGHT, TOP, BOTTOM = 56.0, 16.0, 16.0, 40.0
UNDER, CLOSE = 12.0, 16.0
"""How far a number stands under its set; sets that are closer beside each other would write over each other."""

TITLE = "How much pressure can be taken away for how much cost"


def front_picture(steps: Sequence[FrontStepWords]) -> str:
    """The picture; empty where there are fewer than two sets to compare."""
    if len(steps) < 2:
        return ""
    points = _points(steps)
    shown = zip(steps, points, _labels(points), strict=True)
    return element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "front",
            "viewBox": f"0 0 {WIDTH:g} {HEIGHT:g}",
            "width": WIDTH,
            "height": HEIGHT,
            "role": "img",
            "font-family": "sans-serif",
            "font-size": 11,
            "fill": "currentColor",
        },
        element("title", None, text(TITLE)),
        *_axes(steps),
        element("path", {"d": _stairs(points), "fill": "none", "stroke": "currentColor", "stroke-width": 1.5}),
        *(_step(number, each, point, label) for number, (each, point, label) in enumerate(shown, start=1)),
    )


def _points(steps: Sequence[FrontStepWords]) -> list[tuple[float, float]]:
    """Where each set stands: further right what costs more, further down what leaves less pressure."""
    dearest = max(each.cost for each in steps) or 1.0
    worst = max(each.pressure for each in steps) or 1.0
    width, height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    return [(LEFT + each.cost / dearest * width, TOP + (1 - each.pressure / worst) * height) for each in steps]


def _labels(points: Sequence[tuple[float, float]]) -> list[float]:
    """How far down each number stands: under its set, and under the number before it where the two are close."""
    found: list[float] = []
    for at, (x, y) in enumerate(points):
        is_close = at > 0 and x - points[at - 1][0] < CLOSE
        found.append(max(y + UNDER, found[-1] + UNDER) if is_close else y + UNDER)
    return found


def _stairs(points: Sequence[tuple[float, float]]) -> str:
    """The line that goes right at the pressure that is left, and down where a dearer set takes more away."""
    (first_x, first_y), *rest = points
    return f"M{first_x:.1f} {first_y:.1f}" + "".join(f"H{x:.1f}V{y:.1f}" for x, y in rest)


def _axes(steps: Sequence[FrontStepWords]) -> Iterator[str]:
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    yield element(
        "path",
        {"d": f"M{LEFT:g} {TOP:g}V{bottom:g}H{right:g}", "fill": "none", "stroke": "currentColor", "opacity": 0.5},
    )
    worst, dearest = max(each.pressure for each in steps), max(each.cost for each in steps)
    yield element("text", {"x": LEFT - 6, "y": TOP + 4, "text-anchor": "end"}, text(f"{worst:.0f}"))
    yield element("text", {"x": LEFT - 6, "y": bottom, "text-anchor": "end"}, text("0"))
    yield element("text", {"x": right, "y": bottom + 14, "text-anchor": "end"}, text(f"{dearest:.1f}"))
    yield element("text", {"x": LEFT, "y": HEIGHT - 6}, text("cost in points"))
    turned = {"x": 12, "y": bottom, "transform": f"rotate(-90 12 {bottom:g})"}
    yield element("text", turned, text("pressure that is left"))


def _step(number: int, step: FrontStepWords, point: tuple[float, float], down: float) -> str:
    """The dot of one set with its number under the stairs, and its name for who points at it or cannot see it."""
    x, y = point
    side = {"x": x + 5, "text-anchor": "start"} if number == 1 else {"x": x - 4, "text-anchor": "end"}
    return element(
        "g",
        None,
        element("title", None, text(step.words)),
        element("circle", {"cx": x, "cy": y, "r": 3}),
        element("text", {**side, "y": down}, text(str(number))),
    )
