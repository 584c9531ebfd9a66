"""What harms leave untouched of a node while they begin and end: product(1 - g x harm) over those in force.

Of alternatives in force at one time only the hardest counts (DESIGN 4).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from datetime import date


class Spared:
    """The part of a node that is left; the sets of alternatives whose harms may fall on it are known beforehand.

    Cost of a change: the logarithm of the sets.
    """

    def __init__(self, sets: Iterable[int]) -> None:
        places = sorted(set(sets))
        self._place = {first: position for position, first in enumerate(places)}
        self._ongoing: list[list[tuple[float, date]]] = [[] for _ in places]
        self._product = _Product(len(places))

    @property
    def value(self) -> float:
        """The part that is left, 0 to 1."""
        return self._product.value

    def begin(self, of_set: int, left: float, last: date, today: date) -> None:
        """Let a harm of a set of alternatives fall from a day on, up to and including its last."""
        heapq.heappush(self._ongoing[self._place[of_set]], (-left, last))
        self.renew(of_set, today)

    def renew(self, of_set: int, today: date) -> None:
        """Let the hardest harm of a set that is in force on a day count, and no other of it."""
        place = self._place[of_set]
        ongoing = self._ongoing[place]
        while ongoing and ongoing[0][1] < today:
            heapq.heappop(ongoing)
        self._product.set(place, 1.0 + ongoing[0][0] if ongoing else 1.0)


class _Product:
    """A product of factors of which one changes at a time: each node of a tree holds the product of the two below."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._tree = [1.0] * (2 * count)

    @property
    def value(self) -> float:
        """The product of all factors."""
        return self._tree[1] if self._count > 1 else self._tree[-1]

    def set(self, at: int, factor: float) -> None:
        """Give one factor another value."""
        at += self._count
        self._tree[at] = factor
        while at > 1:
            at //= 2
            self._tree[at] = self._tree[2 * at] * self._tree[2 * at + 1]
