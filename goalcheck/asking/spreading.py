"""Strongest walks from and to one node: what a new arrow would lead on from, and on to.

Knows arrows as (node, weight) and nothing of objectives but what is left of a walk behind each node.
"""

from __future__ import annotations

from collections.abc import Sequence

Arrows = Sequence[Sequence[tuple[int, float]]]
Reach = dict[int, tuple[float, float]]
"""For each node the strongest positive and negative walk, 0 where there is none."""

START = (1.0, 0.0)


def spread(arrows: Arrows, start: int, kept: Sequence[float], *, links: int, floor: float) -> list[Reach]:
    """For 0, 1, ... `links` the strongest walks of at most so many arrows from a node.

    Args:
        arrows: for each node the nodes that its arrows lead to (or come from, for walks that end at `start`).
        kept: what is left of a walk behind each node that it leaves.
        floor: walks weaker than this are left out.
    """
    levels: list[Reach] = [{start: START}]
    fresh = levels[0]
    for _ in range(links):
        level = dict(levels[-1])
        changed: Reach = {}
        for node, (positive, negative) in fresh.items():
            left = kept[node]
            if not left:
                continue
            for other, weight in arrows[node]:
                if other == start:
                    continue
                size = left * abs(weight)
                same, turned = (positive, negative) if weight > 0 else (negative, positive)
                plus, minus = size * same, size * turned
                had = level.get(other, (0.0, 0.0))
                better = (
                    (plus if plus > had[0] and plus >= floor else had[0]),
                    (minus if minus > had[1] and minus >= floor else had[1]),
                )
                if better != had:
                    level[other] = changed[other] = better
        levels.append(level if changed else levels[-1])
        fresh = changed
    return levels


def joined(left: Sequence[Reach], weight: float, right: Sequence[Reach], *, floor: float) -> dict[int, Reach]:
    """For each start of a walk to an arrow and each end of one from it, the strongest walks over the arrow.

    Args:
        left: walks to the arrow's origin, by their number of arrows.
        weight: of the arrow, with its sign.
        right: walks from its target; both together have as many arrows as a chain may have, less one.
    """
    links, size = len(right) - 1, abs(weight)
    found: dict[int, Reach] = {}
    for used in range(min(links, len(left) - 1) + 1):
        if used and left[used] is left[used - 1]:
            break
        onward = right[links - used]
        for origin, (plus, minus) in left[used].items():
            if used and left[used - 1].get(origin) == (plus, minus):
                continue
            same, other = (plus, minus) if weight > 0 else (minus, plus)
            row = found.setdefault(origin, {})
            for target, (helps, harms) in onward.items():
                positive = size * max(same * helps, other * harms)
                negative = size * max(same * harms, other * helps)
                if positive < floor and negative < floor:
                    continue
                had = row.get(target, (0.0, 0.0))
                row[target] = (
                    max(had[0], positive) if positive >= floor else had[0],
                    max(had[1], negative) if negative >= floor else had[1],
                )
    return found
