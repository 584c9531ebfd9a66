"""Which arrows are drawn where there are too many: those of open conflicts, then what hurts, then what helps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from goalcheck.picture.scene import Arrow

MOST_ARROWS = 150
"""More than these cannot be told apart."""


def thinned(arrows: Iterable[Arrow], most: int = MOST_ARROWS) -> tuple[tuple[Arrow, ...], tuple[str, ...]]:
    """The arrows that matter most, sorted, and a note where some are left out.

    Arrows that matter equally are drawn all or not at all, as long as anything is drawn.
    """
    ranked = sorted(arrows, key=lambda arrow: (_rank(arrow), arrow.order))
    if len(ranked) <= most:
        return tuple(sorted(ranked, key=lambda arrow: arrow.order)), ()
    kept: list[Arrow] = []
    for _, tier in groupby(ranked, key=_rank):
        equals = list(tier)
        if len(kept) + len(equals) > most:
            break
        kept += equals
    kept = kept or ranked[:most]
    return tuple(sorted(kept, key=lambda arrow: arrow.order)), (_note(len(kept), ranked),)


def _rank(arrow: Arrow) -> tuple[bool, bool, float]:
    return not arrow.findings, arrow.weight > 0, -round(abs(arrow.weight), 9)


def _note(kept: int, ranked: Sequence[Arrow]) -> str:
    return (
        f"Of {len(ranked):,} arrows the {kept:,} that matter most are drawn: "
        "those of open conflicts, then what hurts, then what helps, the strongest first."
    )
