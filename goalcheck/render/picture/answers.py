"""The answers of boxes in an SVG file of its own: a click on a box, or Tab, shows what it is and is joined to.

A style sheet does it, no script: whatever has the focus shows its panel, and what is not joined to it fades.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from goalcheck.picture.boxes import NAME_SIZE, NOTE_SIZE
from goalcheck.picture.layout import Box, Layout
from goalcheck.picture.scene import BoxKind, DrawnArrow
from goalcheck.picture.widths import wrap
from goalcheck.render.picture.style import look
from goalcheck.render.safe import for_terminal
from goalcheck.render.xml import element, text

PANEL_WIDTH, PANEL_PADDING, PANEL_LEADING, PANEL_GAP = 380.0, 12.0, 17.0, 6.0
MOST_NAMED = 6
"""Boxes that a panel names in one line."""

_COMMAND = {BoxKind.DEPARTMENT: "goalcheck graph --department", BoxKind.CUSTOMER: "goalcheck show"}


class Area(NamedTuple):
    """The room that panels may cover, in the coordinates of the boxes."""

    top: float
    right: float
    bottom: float


def box_id(prefix: str, number: int) -> str:
    """The id of a box."""
    return f"{prefix}-box-{number}"


def at_class(number: int) -> str:
    """The class of the lines that end at a box."""
    return f"gc-at-{number}"


def panels(layout: Layout, prefix: str, area: Area) -> list[str]:
    """The panels of all boxes, over everything else; hidden until a box has the focus."""
    names = {box.node.key: box.name for box in layout.boxes}
    return [
        _panel(box, list(_told(layout, box, names)), f"{prefix}-panel-{at}", area)
        for at, box in enumerate(layout.boxes)
    ]


def answering(layout: Layout, prefix: str) -> str:
    """The rules of the style sheet that make boxes answer."""
    rules = [
        ".gc-panel-of { display: none; pointer-events: none; }",
        ".gc-node { cursor: pointer; outline: none; }",
        ".gc-node:focus .gc-box { stroke: var(--gc-text); stroke-width: 3.5px; }",
        "@media print { .gc-panel-of { display: none !important; } }",
    ]
    for number in range(len(layout.boxes)):
        focused = f".gc-picture:has(#{box_id(prefix, number)}:focus)"
        rules.append(f"{focused} #{prefix}-panel-{number} {{ display: inline; }}")
        rules.append(f"{focused} .gc-line:not(.{at_class(number)}) {{ opacity: 0.12; }}")
    return "\n".join(rules) + "\n"


def _told(layout: Layout, box: Box, names: dict[str, str]) -> Iterator[str]:
    """What a panel says of a box, a paragraph each."""
    node, arrows = box.node, layout.scene.arrows
    kind = node.kind.value.capitalize()
    frames = {group.key: group.said for group in layout.scene.groups}
    yield f"{kind}, {frames[node.group]}" if node.group in frames else kind
    yield from node.notes
    if node.level and node.mark:
        yield f"{node.part.value.capitalize() if node.part else 'Stands'} in a {node.level.value} conflict"
    for verb, found in (
        ("Hurts", _ends(arrows, node.key, helps=False, onward=True)),
        ("Helps", _ends(arrows, node.key, helps=True, onward=True)),
        ("Hurt by", _ends(arrows, node.key, helps=False, onward=False)),
        ("Helped by", _ends(arrows, node.key, helps=True, onward=False)),
        ("Opponents", _opponents(layout, node.key)),
    ):
        if found:
            yield f"{verb}: {_listed([names[each] for each in found])}"
    if node.id:
        yield f"{_COMMAND.get(node.kind, 'goalcheck show')} {node.id}"


def _ends(arrows: Iterable[DrawnArrow], key: str, *, helps: bool, onward: bool) -> list[str]:
    found = [
        arrow for arrow in arrows if (arrow.weight > 0) == helps and key == (arrow.origin if onward else arrow.target)
    ]
    found.sort(key=lambda arrow: (-round(abs(arrow.weight), 9), arrow.order))
    return [arrow.target if onward else arrow.origin for arrow in found]


def _opponents(layout: Layout, key: str) -> list[str]:
    return [
        each.target if each.origin == key else each.origin
        for each in layout.scene.opponents
        if key in (each.origin, each.target)
    ]


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return "; ".join(names[:MOST_NAMED]) + more


def _panel(box: Box, told: Sequence[str], key: str, area: Area) -> str:
    """A panel below its box, above it where there is no room below."""
    room = PANEL_WIDTH - 2 * PANEL_PADDING
    lines: list[tuple[str, float, str | None, str]]
    lines = [("gc-name", NAME_SIZE, "700", each) for each in wrap(box.name, NAME_SIZE, most=room, lines=3, bold=True)]
    for said in told:
        lines += [
            ("gc-name", NOTE_SIZE, None, each) for each in wrap(for_terminal(said), NOTE_SIZE, most=room, lines=4)
        ]
    height = len(lines) * PANEL_LEADING + 2 * PANEL_PADDING
    x = max(0.0, min(box.x, area.right - PANEL_WIDTH))
    y = box.y + box.height + PANEL_GAP
    if y + height > area.bottom:
        y = max(area.top, min(box.y - PANEL_GAP - height, area.bottom - height))
    shape = {"x": x, "y": y, "width": PANEL_WIDTH, "height": height, "rx": 6.0, "stroke-width": 1.5}
    written = [
        element(
            "text",
            {
                **look(name),
                "x": x + PANEL_PADDING,
                "y": y + PANEL_PADDING + (at + 0.74) * PANEL_LEADING,
                "font-size": size,
                "font-weight": weight,
            },
            text(said),
        )
        for at, (name, size, weight, said) in enumerate(lines)
    ]
    hidden = {"class": "gc-panel-of", "id": key, "aria-hidden": "true", "display": "none"}
    return element("g", hidden, element("rect", {**look("gc-panel"), **shape}), *written)
