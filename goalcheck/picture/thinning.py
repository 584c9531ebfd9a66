"""Which arrows are drawn where there are too many: those of open conflicts, then what hurts, then what helps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from goalcheck.picture.scene import Arrow

MOST_ARROWS = 100
"""More than these cannot be told apart between a few boxes."""

ARROWS_FOR_EACH_BOX = 3
"""Between many boxes there is room for more: so many for each."""


def room(boxes: int) -> int:
    """How many arrows can be drawn between so many boxes."""
    return max(MOST_ARROWS, ARROWS_FOR_EACH_BOX * boxes)


def thinned(arrows: Iterable[Arrow], most: int) -> tuple[tuple[Arrow, ...], tuple[str, ...]]:
    """The arrows that matter most, sorted, and a note where some are left out.

    Of arrows that matter equally every origin gets its first before any gets its second.
    """
    ranked = sorted(arrows, key=lambda arrow: (_rank(arrow), arrow.order))
    if len(ranked) <= most:
        return tuple(sorted(ranked, key=lambda arrow: arrow.order)), ()
    turns = list(_turns(ranked))
    kept = [arrow for _, _, arrow in sorted(turns, key=lambda turn: (turn[0], turn[1], turn[2].order))[:most]]
    note = (
        f"Of {len(ranked):,} arrows the {len(kept):,} that matter most are drawn: "
        "those of open conflicts, then what hurts, then what helps, the strongest first."
    )
    return tuple(sorted(kept, key=lambda arrow: arrow.order)), (note,)


Rank = tuple[bool, bool, float]


def _rank(arrow: Arrow) -> Rank:
    return not arrow.findings, arrow.weight > 0, -round(abs(arrow.weight), 9)


def _turns(ranked: Iterable[Arrow]) -> Iterable[tuple[Rank, int, Arrow]]:
    """Each arrow with how many that matter as much its origin has before it."""
    seen: Counter[tuple[Rank, str]] = Counter()
    for arrow in ranked:
        rank = _rank(arrow)
        yield rank, seen[rank, arrow.origin], arrow
        seen[rank, arrow.origin] += 1
