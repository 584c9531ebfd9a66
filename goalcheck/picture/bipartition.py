"""Two columns for boxes of one kind that push each other, so that as many arrows as can be lead across.

A maximum cut, found by moving one frame at a time for as long as that helps (local search, which cuts at least half of
the arrows where no side gets too full). Cost: rounds times arrows, with few rounds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from goalcheck.picture.scene import Scene

FULLEST = 0.6
"""The share of the boxes that one side may hold, so that the columns are about as high."""

ROUNDS = 20


def bipartition(scene: Scene) -> dict[str, int]:
    """The side of each node, 0 or 1; boxes of one frame stay together."""
    unit = {node.key: node.group or node.key for node in scene.nodes}
    sizes = Counter(unit.values())
    between: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for arrow in scene.arrows:
        one, other = unit[arrow.origin], unit[arrow.target]
        if one != other:
            between[one][other] += 1
            between[other][one] += 1
    order = sorted(sizes, key=lambda each: (-between[each].total(), each))
    most = max(FULLEST * len(scene.nodes), max(sizes.values(), default=0))
    side: dict[str, int] = {}
    held = [0, 0]
    for each in order:
        side[each] = _better(between[each], side, held, sizes[each], most)
        held[side[each]] += sizes[each]
    for _ in range(ROUNDS):
        moves = [_moved(each, between[each], side, held, sizes[each], most) for each in order]
        if not any(moves):
            break
    return {key: side[frame] for key, frame in unit.items()}


def _better(arrows: Mapping[str, int], side: Mapping[str, int], held: list[int], size: int, most: float) -> int:
    """The side from which more arrows lead across; of equals the emptier one, and never one that is full."""
    inside = [sum(number for each, number in arrows.items() if side.get(each) == half) for half in (0, 1)]
    allowed = [half for half in (0, 1) if held[half] + size <= most] or [0, 1]
    return min(allowed, key=lambda half: (inside[half], held[half], half))


def _moved(each: str, arrows: Mapping[str, int], side: dict[str, int], held: list[int], size: int, most: float) -> bool:
    """Move a frame to the other side where more arrows then lead across."""
    here = side[each]
    inside = [sum(number for other, number in arrows.items() if side[other] == half) for half in (0, 1)]
    if inside[here] <= inside[1 - here] or held[1 - here] + size > most:
        return False
    side[each] = 1 - here
    held[here] -= size
    held[1 - here] += size
    return True
