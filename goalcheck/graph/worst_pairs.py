"""The opposed pairs over many outcomes in falling order of tension, made only as far as they are asked for.

A stream for each outcome, merged; knows who stands on its sides and nothing of how they came there.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

from goalcheck.graph.arrows import PLACES
from goalcheck.graph.sides import Sides

Pair = tuple[float, int, int]
"""An opposed pair over some outcome: (-tension, one, other), `one` before `other`."""

_Opened = list[tuple[Pair, int, Iterator[Pair]]]
"""A heap of streams by their next pair."""


class WorstPairs:
    """The pairs of one organization.

    Args:
        sides: of each outcome.
        scales: the tension of a full clash over each outcome.
        least: the tension from which pairs are made.
        concurrent: whether two objectives can both push at one time.
    """

    def __init__(
        self,
        sides: Mapping[int, Sides],
        scales: Mapping[int, float],
        *,
        least: float,
        concurrent: Callable[[int, int], bool],
    ) -> None:
        self._sides = sides
        self._scales = scales
        self._least = least
        self._concurrent = concurrent

    def worst_first(self) -> Iterator[Pair]:
        """All opposed pairs, worst first, a pair once for each outcome.

        Like `heapq.merge` over the outcomes, but an outcome is opened only when its weaker side's strongest push, which
        bounds its tensions, comes up: the thousand worst pairs stand over a few of many outcomes.
        """
        waiting = sorted(
            (
                (-round(self._scales[outcome] * min(sides.helpers[0][0], sides.hurters[0][0]), PLACES), outcome)
                for outcome, sides in self._sides.items()
                if sides.helpers and sides.hurters
            ),
            reverse=True,
        )
        opened: _Opened = []
        while waiting or opened:
            while waiting and (not opened or waiting[-1][0] <= opened[0][0][0]):
                _, outcome = waiting.pop()
                _push_next(opened, outcome, self._over(outcome))
            if opened:
                pair, outcome, stream = heapq.heappop(opened)
                yield pair
                _push_next(opened, outcome, stream)

    def _over(self, outcome: int) -> Iterator[Pair]:
        """The opposed pairs over one outcome, sorted, made only as far as they are asked for.

        Objectives enter by falling strength; a pair has the tension at which the later of the two enters.
        """
        scale = self._scales[outcome]
        sides = self._sides[outcome]
        entries = sorted(
            (-round(scale * strength, PLACES), objective, helping)
            for side, helping in ((sides.helpers, True), (sides.hurters, False))
            for strength, objective in side
            if scale * strength >= self._least and strength > 0
        )
        entered = _Entered()
        for tension, group in groupby(entries, key=lambda entry: entry[0]):
            for one, other in entered.admit((objective, helping) for _, objective, helping in group):
                if self._concurrent(one, other):
                    yield tension, one, other


class _Entered:
    """The objectives that have entered on each side so far, sorted."""

    def __init__(self) -> None:
        self._helpers: list[int] = []
        self._hurters: list[int] = []

    def admit(self, newcomers: Iterable[tuple[int, bool]]) -> Iterator[tuple[int, int]]:
        """Let objectives in, as (objective, helping): the pairs that each newcomer makes, sorted, each once."""
        new_helpers: list[int] = []
        new_hurters: list[int] = []
        for objective, helping in newcomers:
            insort(self._helpers if helping else self._hurters, objective)
            (new_helpers if helping else new_hurters).append(objective)
        firsts = {*new_helpers, *new_hurters}
        firsts.update(self._hurters if new_helpers else ())
        firsts.update(self._helpers if new_hurters else ())
        for first in sorted(firsts):
            yield from ((first, second) for second in self._partners(first, new_helpers, new_hurters))

    def _partners(self, first: int, new_helpers: list[int], new_hurters: list[int]) -> list[int]:
        """The objectives after `first` that make a new pair with it."""
        partners: set[int] = set()
        if _holds(self._helpers, first):
            partners.update(_after(self._hurters if _holds(new_helpers, first) else new_hurters, first))
        if _holds(self._hurters, first):
            partners.update(_after(self._helpers if _holds(new_hurters, first) else new_helpers, first))
        return sorted(partners)


def _push_next(opened: _Opened, outcome: int, stream: Iterator[Pair]) -> None:
    """Put the next pair of a stream on the heap of opened streams."""
    following = next(stream, None)
    if following is not None:
        heapq.heappush(opened, (following, outcome, stream))


def _holds(ordered: list[int], item: int) -> bool:
    position = bisect_left(ordered, item)
    return position < len(ordered) and ordered[position] == item


def _after(ordered: list[int], item: int) -> list[int]:
    return ordered[bisect_right(ordered, item) :]
