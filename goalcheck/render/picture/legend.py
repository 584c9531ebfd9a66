"""The legend below a picture: the meaning of the lines and signs that it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from goalcheck.findings import Level
from goalcheck.picture.boxes import MARK_PADDING, MARK_SIZE, NOTE_SIZE
from goalcheck.picture.layout import Layout
from goalcheck.picture.scene import HarmState, Involvement, Scene
from goalcheck.picture.widths import width
from goalcheck.render.picture.arrows import (
    SIGN_DISTANCE,
    ArrowStyle,
    badge,
    head,
    line,
    opponent_line,
    ring,
    stroke,
    style_of,
)
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
    scene = layout.scene
    arrows = scene.arrows
    styles = [style_of(arrow) for arrow in arrows]
    for style, meaning, is_shown in _MEANINGS:
        if any(map(is_shown, styles)):
            yield _arrow(style, meaning)
    if scene.opponents:
        yield _opponents()
    if len({round(abs(arrow.weight), 2) for arrow in arrows}) > 1:
        yield _strengths()
    nodes = [box.node for box in layout.boxes if box.node.mark]
    levels = {node.level for node in nodes if node.part is not Involvement.PROTECTS}
    for level in Level:
        if level in levels:
            yield _pill(level.value, _level(level, scene))
    if any(node.part is Involvement.PROTECTS for node in nodes):
        yield _pill(Involvement.PROTECTS.value, "protects what suffers")


_MEANINGS: Final[Sequence[tuple[ArrowStyle, str, Callable[[ArrowStyle], bool]]]] = (
    (ArrowStyle("helps"), "helps", lambda style: style.sign == "helps" and not style.is_relied_on),
    (ArrowStyle("helps", is_relied_on=True), "is relied on", lambda style: style.is_relied_on),
    (ArrowStyle("hurts"), "hurts", lambda style: style.sign == "hurts" and not style.state),
    (ArrowStyle("hurts", is_mitigated=True), "hurts, mitigated", lambda style: style.is_mitigated),
    (ArrowStyle("hurts", state=HarmState.GUARDED), "hurts, guarded", lambda style: style.state is HarmState.GUARDED),
    (ArrowStyle("hurts", state=HarmState.DECIDED), "hurts, decided", lambda style: style.state is HarmState.DECIDED),
)
"""The looks of arrows with their meanings, and whether a style of the picture calls for it."""


def _arrow(style: ArrowStyle, meaning: str) -> Item:
    wide = stroke(2 / 3)
    shapes = [
        line(f"M0 0H{LINE - style.reach:.1f}", style, wide),
        *head(LINE, 0.0, -1.0, style, wide),
        *badge(LINE - SIGN_DISTANCE, 0.0, style),
    ]
    return _explained("".join(shapes), LINE, meaning)


def _opponents() -> Item:
    shapes = opponent_line(f"M0 0H{LINE:.0f}") + ring(0.0, 0.0) + ring(LINE, 0.0)
    return _explained(shapes, LINE, "opponents")


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


def _level(level: Level, scene: Scene) -> str:
    return f"in {'a' if scene.shows_one else 'an open'} {level.value} conflict"


def _pill(name: str, meaning: str) -> Item:
    said = name.upper()
    wide = width(said, MARK_SIZE, bold=True) + 2 * MARK_PADDING
    pill = {"x": 0.0, "y": -8.5, "width": wide, "height": 17.0, "rx": 8.5}
    shown = {"text-anchor": "middle", "x": wide / 2, "y": 3.6, "font-size": MARK_SIZE, "font-weight": "700"}
    shapes = element("rect", {**look("gc-pill", f"gc-pill-{name}"), **pill}) + element(
        "text", {**look("gc-mark", f"gc-mark-{name}"), **shown}, text(said)
    )
    return _explained(shapes, wide, meaning)


def _explained(shapes: str, wide: float, meaning: str) -> Item:
    said = {**look("gc-note"), "x": wide + 8, "y": 4.0, "font-size": NOTE_SIZE}
    return Item(shapes + element("text", said, text(meaning)), wide + 8 + width(meaning, NOTE_SIZE))
