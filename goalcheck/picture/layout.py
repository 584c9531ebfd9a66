"""The layout of a scene: boxes, frames and curves with coordinates.

Columns from left to right, few crossings, boxes near what they are joined to; an arrow that passes a column takes a
place of its own in it, so that no curve runs through a box. Knows no SVG; the same scene gives the same coordinates.
"""

from __future__ import annotations

from dataclasses import dataclass

from goalcheck.picture.boxes import Pill, TextLine
from goalcheck.picture.scene import DrawnArrow, Group, Node, Opponents, Scene


@dataclass(frozen=True, slots=True)
class Box:
    """A node with its place; the places of lines and pill are absolute."""

    node: Node
    name: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[TextLine, ...]
    pill: Pill | None


@dataclass(frozen=True, slots=True)
class Frame:
    """A group with its place."""

    group: Group
    x: float
    y: float
    width: float
    height: float
    lines: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """An arrow with its way.

    Attributes:
        points: where it starts, then three points for each cubic Bezier curve; it ends at the target's box.
        leftward: whether it comes to its end from the right.
        room: how far apart arrows end where it ends.
    """

    arrow: DrawnArrow
    points: tuple[tuple[float, float], ...]
    leftward: bool
    room: float


@dataclass(frozen=True, slots=True)
class OpponentLine:
    """A line between opponents with its way."""

    opponents: Opponents
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A scene with all its places; everything lies between (0, 0) and (width, height)."""

    scene: Scene
    width: float
    height: float
    boxes: tuple[Box, ...]
    frames: tuple[Frame, ...]
    curves: tuple[Curve, ...]
    opponent_lines: tuple[OpponentLine, ...]
    captions: tuple[TextLine, ...]
