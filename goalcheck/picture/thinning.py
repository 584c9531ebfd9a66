"""Chooses arrows if there are too many: those of open conflicts, then hurting ones, then helping ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from goalcheck.picture.scene import DrawnArrow

MOST_ARROWS = 100
"""More than these cannot be told apart between a few boxes."""

ARROWS_FOR_EACH_BOX = 3
"""Between many boxes there is room for more: so many for each."""

TOO_DENSE = 2.0
"""With so many times more arrows than there is room for, those that are left would say nothing of the whole."""


def room(boxes: int) -> int:
    """The number of arrows that can be drawn between so many boxes."""
    return max(MOST_ARROWS, ARROWS_FOR_EACH_BOX * boxes)


def is_too_dense(boxes: int, arrows: int) -> bool:
    """True if a picture of so many boxes would be a tangle: a matrix says more."""
    return arrows > TOO_DENSE * room(boxes)


def thinned(
    arrows: Iterable[DrawnArrow], most: int, *, of_each: bool = False
) -> tuple[tuple[DrawnArrow, ...], tuple[str, ...]]:
    """The arrows that matter most, sorted, and a note where some are left out.

    Of arrows that matter equally every origin gets its first before any gets its second.

    Args:
        of_each: whether that holds of all arrows, so that no origin is left without.
    """
    ranked = sorted(arrows, key=lambda arrow: (_rank(arrow), arrow.order))
    if len(ranked) <= most:
        return tuple(sorted(ranked, key=lambda arrow: arrow.order)), ()
    seen: Counter[tuple[object, str]] = Counter()
    turns = []
    for arrow in ranked:
        rank = _rank(arrow)
        turn = (None if of_each else rank), arrow.origin
        turns.append(((seen[turn], rank) if of_each else (rank, seen[turn]), arrow.order, arrow))
        seen[turn] += 1
    kept = [arrow for _, _, arrow in sorted(turns)[:most]]
    note = (
        f"Of {len(ranked):,} arrows the {len(kept):,} that matter most{' to each box' if of_each else ''} are drawn: "
        "those of open conflicts, then what hurts, then what helps, the strongest first."
    )
    return tuple(sorted(kept, key=lambda arrow: arrow.order)), (note,)


Rank = tuple[bool, bool, float]


def _rank(arrow: DrawnArrow) -> Rank:
    return not arrow.conflicts, arrow.weight > 0, -round(abs(arrow.weight), 9)
