"""What would have to be declared so that something could be settled that no offered change settles (DESIGN 9)."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.planning.resolving.judge import Judge
from goalcheck.planning.resolving.resolution import Item, Missing


def missing(judge: Judge, item: Item) -> Iterator[Missing]:
    """The declarations that could help, the most specific first."""
    yield from ()
