"""The legend below a picture: the meaning of the lines and signs that it has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from goalcheck.findings import Level
from goalcheck.picture.boxes import MARK_PADDING, MARK_SIZE, NOTE_SIZE
from goalcheck.picture.layout import Layout
from goalcheck.picture.scene import Flow, Scene
from goalcheck.picture.widths import width
from goalcheck.render.picture.arrows import DASHES, SIGN_DISTANCE, badge, head, stroke
from goalcheck.render.picture.style import look
from goalcheck.render.xml import element, text

ROW, GAP, TOP = 26.0, 26.0, 34.0
LINE = 62.0
"""How long the lines of the examples are."""


class Item(NamedTuple):
    """One sign with its meaning, and its width."""

    shapes: str
    width: float


def legend(layout: Layout, room: float) -> tuple[str, float]:
    """The legend in as many rows as it needs, and its height."""
    placed, x, row = [], 0.0, 0
    for item in _items(layout):
        if x and x + item.width > room:
            x, row = 0.0, row + 1
        move = {"transform": f"translate({x:.1f} {TOP + row * ROW:.1f})"}
        placed.append(element("g", move, item.shapes))
        x += item.width + GAP
    if not placed:
        return "", 0.0
    return element("g", {"class": "gc-legend", "aria-hidden": "true"}, *placed), TOP + row * ROW + 12


def _items(layout: Layout) -> Iterator[Item]:
    arrows = layout.scene.arrows
    if any(arrow.weight > 0 for arrow in arrows):
        yield _arrow("helps", 2 / 3)
    if any(arrow.weight < 0 for arrow in arrows):
        yield _arrow("hurts", 2 / 3)
    if len({round(abs(arrow.weight), 2) for arrow in arrows}) > 1:
        yield _strengths()
    levels = {box.node.level for box in layout.boxes}
    for level in Level:
        if level in levels:
            yield _level(level, layout.scene)


def _arrow(sign: str, weight: float) -> Item:
    wide = stroke(weight)
    line = {"d": f"M0 0H{LINE - 6:.0f}", "fill": "none", "stroke-width": wide}
    dashes = {"stroke-dasharray": DASHES} if sign == "hurts" else {}
    shapes = [
        element("path", {**look("gc-curve", f"gc-curve-{sign}"), **line, **dashes}),
        head(LINE, 0.0, -1.0, sign, wide),
        *badge(LINE - SIGN_DISTANCE, 0.0, sign),
    ]
    return _explained("".join(shapes), LINE, sign)


def _strengths() -> Item:
    lines = "".join(
        element(
            "path",
            {
                **look("gc-curve", "gc-curve-helps"),
                "d": f"M{at * 26} 0h20",
                "fill": "none",
                "stroke-width": stroke(weight),
            },
        )
        for at, weight in enumerate((1 / 3, 2 / 3, 1.0))
    )
    return _explained(lines, 72.0, "the wider, the stronger")


def _level(level: Level, scene: Scene) -> Item:
    said = level.value.upper()
    wide = width(said, MARK_SIZE, bold=True) + 2 * MARK_PADDING
    pill = {"x": 0.0, "y": -8.5, "width": wide, "height": 17.0, "rx": 8.5}
    shown = {"text-anchor": "middle", "x": wide / 2, "y": 3.6, "font-size": MARK_SIZE, "font-weight": "700"}
    shapes = element("rect", {**look("gc-pill", f"gc-pill-{level}"), **pill}) + element(
        "text", {**look("gc-mark", f"gc-mark-{level}"), **shown}, text(said)
    )
    conflict = f"a {level.value} conflict" if scene.flow is Flow.CHAINS else f"an open {level.value} conflict"
    return _explained(shapes, wide, f"in {conflict}")


def _explained(shapes: str, wide: float, meaning: str) -> Item:
    said = {**look("gc-note"), "x": wide + 8, "y": 4.0, "font-size": NOTE_SIZE}
    return Item(shapes + element("text", said, text(meaning)), wide + 8 + width(meaning, NOTE_SIZE))
