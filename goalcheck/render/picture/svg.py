"""A layout as SVG, drawn by goalcheck: helps and hurts told apart by line, head and sign, strength by width.

Every element that stands for something says for what, so that a page can find it:

- a box is a `g` of the class `gc-node` with `data-node`, its key (the id; `department:ID` and `customer:ID` for what
  is folded), `data-kind`, and `data-level` and `data-part` (`suffers`, `hurts`, `protects`) in an open conflict;
- an arrow is a `g` of the class `gc-arrow` with `data-from` and `data-to` (keys of boxes), `data-sign` (`helps` or
  `hurts`), `data-source`, `data-state` (`guarded` or `decided`), `data-conflicts` (the fingerprints of the worst open
  conflicts whose chains lead over it, with spaces) and, in the picture of one conflict, `data-side` (`helps`, `hurts`
  or both: the sides whose chain it belongs to);
- a line between opponents is a `g` of the class `gc-opponents` with `data-between`, the keys of both with a space;
- a frame is a `g` of the class `gc-group` with `data-group`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from goalcheck.model.weights import nearest_word
from goalcheck.picture.boxes import FRAME_SIZE, MARK_SIZE, NAME_SIZE, NOTE_SIZE, Role, TextLine
from goalcheck.picture.layout import Box, Curve, Frame, Layout, OpponentLine
from goalcheck.picture.scene import BoxKind, DrawnArrow, HarmState, Involvement, Node
from goalcheck.picture.widths import wrap
from goalcheck.render.picture.answers import Area, answering, at_class, box_id, panels
from goalcheck.render.picture.arrows import arrow_shapes, opponent_shapes, sign_of
from goalcheck.render.picture.legend import legend
from goalcheck.render.picture.style import SCREEN_FONTS, look, stylesheet
from goalcheck.render.safe import for_terminal, for_xml
from goalcheck.render.xml import element, text

MARGIN = 24.0
LEAST_WIDTH = 560.0
"""A narrow picture still has room for its heading and legend."""

QUIET = "0.72"
"""How strong arrows are that no open conflict leads over, where there is one."""

TITLE_SIZE, TITLE_LEADING, FACTS_LEADING = 18.0, 24.0, 17.0

_TEXT: Final[dict[Role, tuple[str, float, str | None]]] = {
    Role.NAME: ("gc-name", NAME_SIZE, None),
    Role.NOTE: ("gc-note", NOTE_SIZE, None),
    Role.MARK: ("gc-mark", MARK_SIZE, "700"),
    Role.FRAME: ("gc-frame-name", FRAME_SIZE, "700"),
    Role.COLUMN: ("gc-column", NOTE_SIZE, None),
}
"""The class, size and weight of each role's text."""

_STATES: Final = {
    HarmState.GUARDED: "a guardrail protects what suffers",
    HarmState.DECIDED: "the harms over it are decided",
}


@dataclass(frozen=True, slots=True)
class Look:
    """The parts that are drawn with a picture, and its fonts.

    Attributes:
        prefix: the start of every id in the picture, so that several pictures can stand in one page.
        styled: True if it has a stylesheet and a ground of its own, and boxes that answer to clicks and keys; in a page
            it takes the page's.
        heading: True if title, facts and notes are written above it; screen readers are told them in any case.
        legend: True if signs and lines are explained below it.
        fonts: the font families, in the order of preference.
    """

    prefix: str = "goalcheck"
    styled: bool = True
    heading: bool = True
    legend: bool = True
    fonts: str = SCREEN_FONTS


def render_svg(layout: Layout, how: Look = Look()) -> str:
    """The picture as one SVG element."""
    width = max(layout.width, LEAST_WIDTH if how.heading or how.legend else 0.0)
    head, top = _heading(layout, width) if how.heading else ("", 0.0)
    foot, bottom = legend(layout, width) if how.legend else ("", 0.0)
    full_width, full_height = width + 2 * MARGIN, top + layout.height + bottom + 2 * MARGIN
    names = {"title": f"{how.prefix}-title", "desc": f"{how.prefix}-desc"}
    attributes: dict[str, object] = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "gc-picture",
        "viewBox": f"0 0 {full_width:.0f} {full_height:.0f}",
        "width": f"{full_width:.0f}",
        "height": f"{full_height:.0f}",
        "role": "group" if how.styled else "img",
        "aria-labelledby": f"{names['title']} {names['desc']}",
        "font-family": how.fonts,
    }
    drawing = element(
        "g",
        {"transform": f"translate({MARGIN + (width - layout.width) / 2:.1f} {MARGIN + top:.1f})"},
        *(_line(line) for line in layout.captions),
        *map(_frame, layout.frames),
        *_arrows(layout),
        *(_box(box, box_id(how.prefix, at) if how.styled else None) for at, box in enumerate(layout.boxes)),
        *_opponents(layout),
        *(panels(layout, how.prefix, Area(-top, layout.width, layout.height + bottom)) if how.styled else ()),
    )
    return element(
        "svg",
        attributes,
        element("title", {"id": names["title"]}, text(layout.scene.title)),
        element("desc", {"id": names["desc"]}, text(description(layout))),
        element("style", None, stylesheet() + answering(layout, how.prefix)) if how.styled else "",
        _ground(full_width, full_height) if how.styled else "",
        element("g", {"transform": f"translate({MARGIN:.0f} {MARGIN:.0f})"}, head) if head else "",
        drawing,
        element("g", {"transform": f"translate({MARGIN:.0f} {MARGIN + top + layout.height:.1f})"}, foot)
        if foot
        else "",
    )


def description(layout: Layout) -> str:
    """The picture in words, for whoever cannot see it."""
    scene = layout.scene
    marked = [f"{box.name}: {box.node.mark}" for box in layout.boxes if box.node.mark]
    where = "In conflict" if scene.shows_one else "In open conflict"
    said = [scene.facts, *scene.notes, f"{where}: {'; '.join(marked)}" if marked else ""]
    names = {box.node.key: box.name for box in layout.boxes}
    if len(scene.arrows) <= 12:
        said += [f"{names[each.origin]} {nearest_word(each.weight)} {names[each.target]}" for each in scene.arrows]
    return " ".join(each.rstrip(".") + "." for each in said if each)


def _ground(width: float, height: float) -> str:
    return element("rect", {**look("gc-ground"), "width": width, "height": height})


def _heading(layout: Layout, width: float) -> tuple[str, float]:
    """The title, facts and notes, and their height."""
    scene, lines, y = layout.scene, [], 0.0
    for said in wrap(for_terminal(scene.title), TITLE_SIZE, most=width, lines=4, bold=True):
        y += TITLE_LEADING
        attributes = {**look("gc-heading"), "x": 0.0, "y": y - 6, "font-size": TITLE_SIZE, "font-weight": "700"}
        lines.append(element("text", attributes, text(said)))
    for note in (scene.facts, *scene.notes):
        for said in wrap(for_terminal(note), NAME_SIZE, most=width, lines=6):
            y += FACTS_LEADING
            lines.append(element("text", {**look("gc-note"), "x": 0.0, "y": y, "font-size": NAME_SIZE}, text(said)))
    return "".join(lines), y + 26


def _line(line: TextLine, extra: str = "") -> str:
    name, size, weight = _TEXT[line.role]
    attributes: dict[str, object] = {**look(name, *([extra] if extra else [])), "x": line.x, "y": line.y}
    anchor = "middle" if line.role is Role.MARK else None
    return element(
        "text", {**attributes, "font-size": size, "font-weight": weight, "text-anchor": anchor}, text(line.text)
    )


def _frame(frame: Frame) -> str:
    place = {"x": frame.x, "y": frame.y, "width": frame.width, "height": frame.height, "rx": 8.0}
    return element(
        "g",
        {"class": "gc-group", "data-group": frame.group.key},
        element("rect", {**look("gc-frame"), **place}),
        *map(_line, frame.lines),
    )


def _box(box: Box, focusable: str | None) -> str:
    """A box with its text.

    Args:
        focusable: its id, if it answers to clicks and keys.
    """
    node, said = box.node, told(box.node, box.name)
    attributes: dict[str, object] = {
        "class": f"gc-node gc-{node.kind}",
        "data-node": node.key,
        "data-kind": node.kind.value,
        "data-level": node.level.value if node.level else None,
        "data-part": node.part.value if node.part else None,
    }
    if focusable:
        attributes |= {"id": focusable, "tabindex": "0", "role": "img"}
    shape = _shape(box)
    marks = []
    if box.pill and node.level:
        pill = {"x": box.pill.x, "y": box.pill.y, "width": box.pill.width, "height": box.pill.height, "rx": 8.5}
        marks.append(element("rect", {**look("gc-pill", f"gc-pill-{_stress(node)}"), **pill}))
    lines = [_line(line, f"gc-mark-{_stress(node)}" if line.role is Role.MARK else "") for line in box.lines]
    return element("g", attributes, element("title", None, text(said)), shape, *marks, *lines)


def _stress(node: Node) -> str:
    """The end of the names of the classes that make a box stand out: who protects is no problem of any level."""
    return Involvement.PROTECTS.value if node.part is Involvement.PROTECTS else f"{node.level}"


def _shape(box: Box) -> str:
    """Objectives are plain boxes, drivers rounded; who is in conflict has a thick edge."""
    node = box.node
    classes = {BoxKind.DRIVER: "gc-box-driver", BoxKind.OUTCOME: "gc-box-outcome", BoxKind.CUSTOMER: "gc-box-outcome"}
    style = look("gc-box", *([classes[node.kind]] if node.kind in classes else []))
    if node.level:
        edge = look(f"gc-edge-{_stress(node)}")
        style |= edge | {"class": f"{style['class']} {edge['class']}"}
    width = {"severe": 2.4, "serious": 1.8}.get(node.level.value if node.level else "", 1.0)
    rounding = min(box.height / 2, 16.0) if node.kind is BoxKind.DRIVER else 5.0
    place = {"x": box.x, "y": box.y, "width": box.width, "height": box.height, "rx": rounding}
    return element("rect", {**style, **place, "stroke-width": width})


def told(node: Node, name: str) -> str:
    """A box in words: what it is, its whole name, its notes and its mark."""
    notes = [*node.notes, *([f"importance {node.importance} of 5"] if node.importance is not None else [])]
    aside = f" ({', '.join(map(for_terminal, notes))})" if notes else ""
    return f"{node.kind.value.capitalize()}: {name}{aside}{f', {node.mark}' if node.mark else ''}"


def _arrows(layout: Layout) -> list[str]:
    """The arrows, those of open conflicts last and so on top."""
    names = {box.node.key: box.name for box in layout.boxes}
    ranked = sorted(layout.curves, key=lambda curve: (bool(curve.arrow.conflicts), curve.arrow.weight < 0))
    any_in_conflict = any(curve.arrow.conflicts for curve in ranked)
    at = _numbers(layout)
    return [_arrow(curve, names, at, quiet=any_in_conflict and not curve.arrow.conflicts) for curve in ranked]


def _numbers(layout: Layout) -> dict[str, int]:
    return {box.node.key: at for at, box in enumerate(layout.boxes)}


def _opponents(layout: Layout) -> list[str]:
    """The lines between opponents."""
    names = {box.node.key: box.name for box in layout.boxes}
    at = _numbers(layout)
    return [_opponent(joined, names, at) for joined in layout.opponent_lines]


def _opponent(joined: OpponentLine, names: dict[str, str], at: dict[str, int]) -> str:
    one, other = joined.opponents.origin, joined.opponents.target
    about = ", ".join(names.get(key, for_xml(key)) for key in joined.opponents.about)
    said = f"{names[one]} and {names[other]} are opponents over {about} ({joined.opponents.level.value})"
    attributes = {
        "class": f"gc-line gc-opponents {at_class(at[one])} {at_class(at[other])}",
        "data-between": f"{one} {other}",
    }
    return element("g", attributes, element("title", None, text(said, most=None)), *opponent_shapes(joined))


def _arrow(curve: Curve, names: dict[str, str], at: dict[str, int], *, quiet: bool) -> str:
    arrow = curve.arrow
    attributes: dict[str, object] = {
        "class": f"gc-line gc-arrow gc-{sign_of(arrow)}{' gc-quiet' if quiet else ''}"
        f" {at_class(at[arrow.origin])} {at_class(at[arrow.target])}",
        "data-from": arrow.origin,
        "data-to": arrow.target,
        "data-sign": sign_of(arrow),
        "data-side": " ".join(arrow.sides) or None,
        "data-source": arrow.source.value if arrow.source else None,
        "data-state": arrow.state.value if arrow.state else None,
        "data-conflicts": " ".join(arrow.conflicts) or None,
        "opacity": QUIET if quiet else None,
    }
    said = (
        f"{names[arrow.origin]} {nearest_word(arrow.weight)} {names[arrow.target]} ({arrow.weight:+.2f}{_aside(arrow)})"
    )
    return element("g", attributes, element("title", None, text(said)), *arrow_shapes(curve))


def _aside(arrow: DrawnArrow) -> str:
    """What else is known of an arrow, for its title."""
    said = [arrow.source.value] if arrow.source else []
    said += [f"mitigated by {for_xml(arrow.mitigated_by)}"] if arrow.mitigated_by else []
    said += [_STATES[arrow.state]] if arrow.state else []
    return "".join(f"; {each}" for each in said)
