"""Composes a scene of chosen nodes: as many as there is room for, with the arrows that matter most."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from goalcheck.picture.elements import Elements
from goalcheck.picture.scene import BoxKind, DrawnArrow, Node, Scene
from goalcheck.picture.thinning import is_too_dense, room, thinned

MOST_BOXES = 80
"""An organization with more objectives, drivers and outcomes is folded into departments."""

TOO_DENSE = (
    "Too dense to draw: {arrows:,} arrows between {boxes:,} boxes. "
    "goalcheck matrix shows who hurts whom; goalcheck graph --conflict ID and --around ID draw a part."
)

Choose = Callable[[set[str]], Iterable[DrawnArrow]]
"""The arrows that may be drawn between the nodes that are."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a picture that stays readable.

    Attributes:
        boxes: what holds more is folded or cut.
        arrows: of more the most important are drawn; None is as many as can be told apart.
    """

    boxes: int = MOST_BOXES
    arrows: int | None = None

    @property
    def is_for_people(self) -> bool:
        """True if people read the picture, so that a tangle is of no use."""
        return self.boxes < sys.maxsize


EVERYTHING = Limits(boxes=sys.maxsize, arrows=sys.maxsize)
READABLE = Limits()


def compose(
    elements: Elements,
    found: Sequence[str],
    limits: Limits,
    *,
    title: str,
    choose: Choose | None = None,
    grouped: bool = True,
    by_stage: bool = False,
) -> Scene:
    """The scene of these nodes, of which those come first that must not be left out.

    Args:
        choose: the arrows between them; all by default, unless they are too dense to be drawn.
        grouped: whether boxes stand in the frames of departments and customers.
        by_stage: whether outcomes stand along the journey.
    """
    keys = set(found[: limits.boxes])
    notes = []
    if len(keys) < len(found):
        notes.append(
            f"Of {len(found):,} boxes {len(keys):,} are drawn: those of the worst open conflicts, and the nearest."
        )
    candidates = list(choose(keys) if choose else elements.between(keys))
    nodes = elements.nodes(keys, grouped=grouped, by_stage=by_stage)
    if choose is None and limits.is_for_people and is_too_dense(len(keys), len(candidates)):
        dense = TOO_DENSE.format(arrows=len(candidates), boxes=len(keys))
        facts = _facts(nodes, len(candidates))
        return Scene(title=title, nodes=(), arrows=(), facts=facts, notes=(*notes, dense), is_too_dense=True)
    arrows, left_out = thinned(candidates, room(len(keys)) if limits.arrows is None else limits.arrows)
    return Scene(
        title=title,
        nodes=nodes,
        arrows=elements.proved(arrows),
        groups=elements.groups(nodes),
        facts=_facts(nodes, len(arrows)),
        notes=(*notes, *left_out),
    )


def _facts(nodes: Sequence[Node], arrows: int) -> str:
    counted = [
        _count(sum(node.kind is kind for node in nodes), kind.value)
        for kind in (BoxKind.OBJECTIVE, BoxKind.DRIVER, BoxKind.OUTCOME)
    ]
    return f"{', '.join(counted)}, {_count(arrows, 'arrow')}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else noun + 's'}"
