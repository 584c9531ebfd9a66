"""The search for one chain at a time: branch and bound over paths that visit no node twice (Land and Doig, 1960).

Knows arrows and bounds; where the bounds come from and which pairs are searched is `chains`' business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from goalcheck.graph.arrows import ROUNDING
from goalcheck.graph.circles import Adjacency

Bound = Callable[[int, int, int, int], float]
"""(node, links, sign, target): no chain of a sign with at most so many arrows from node to target is stronger."""


class ChainStep(NamedTuple):
    """One arrow of a chain: between two nodes there may be one of each sign."""

    origin: int
    target: int
    positive: bool


Chain = tuple[ChainStep, ...]

Found = tuple[float, tuple[int, ...], tuple[bool, ...]]
"""A chain as it is kept: its strength, its nodes, and whether each arrow is positive."""

NOTHING_FOUND: Found = (0.0, (), ())

POSITIVE, NEGATIVE = 0, 1

_SoFar = tuple[float, int, tuple[bool, ...]]
"""The arrows along a path: their strength, the sign that is still needed, and whether each is positive."""


class ChainSearch:
    """A search for chains to one target, bounded in the number of arrows that it tries.

    Args:
        bound: holds what is lost at the node that it is asked about.
        kept: for each node the part of a chain that is left behind it, where it lies between the ends.

    Attributes:
        steps: the arrows that it has tried so far.
    """

    def __init__(
        self, out: Adjacency, bound: Bound, target: int, *, kept: Sequence[float], floor: float, limit: int
    ) -> None:
        self._out = out
        self._kept = kept
        self._bound = bound
        self._target = target
        self._limit = limit
        self._floor = floor
        self.steps = 0

    @property
    def gave_up(self) -> bool:
        """True if the limit was reached before the search was through."""
        return self.steps > self._limit

    def strongest(self, origin: int, links: int, sign: int, known: Found) -> Found:
        """The strongest chain, or the one that is known where none is stronger."""
        self._best = known
        self._improve([origin], [], links, sign, 1.0)
        return self._best

    def _improve(self, path: list[int], signs: list[bool], links: int, sign: int, strength: float) -> None:
        """Try the ways on from the end of `path`, most promising first, as long as they can beat the best."""
        for possible, target, product, rest in self._ways(path, links, sign, strength):
            if possible <= self._best[0] * (1 + ROUNDING) or self.gave_up:
                return
            path.append(target)
            signs.append(rest == sign)
            if target == self._target:
                self._best = product, tuple(path), tuple(signs)
            else:
                self._improve(path, signs, links - 1, rest, product)
            path.pop()
            signs.pop()

    def _ways(self, path: list[int], links: int, sign: int, strength: float) -> list[tuple[float, int, float, int]]:
        """The arrows on from a path: (what they can come to, node, strength so far, sign still needed), best first."""
        ways = []
        passed = strength * self._kept[path[-1]] if len(path) > 1 else strength
        for target, weight in self._out[path[-1]]:
            self.steps += 1
            rest = sign if weight > 0 else 1 - sign
            product = passed * abs(weight)
            if target == self._target:
                possible = product if rest == POSITIVE else 0.0
            elif links > 1 and target not in path:
                possible = product * self._bound(target, links - 1, rest, self._target)
            else:
                continue
            if possible >= self._floor and possible > 0:
                ways.append((possible, target, product, rest))
        ways.sort(key=lambda way: (-way[0], way[1]))
        return ways

    def first(self, origin: int, links: int, sign: int, *, wanted: float) -> Chain:
        """The first chain by ids of at most `links` arrows that has the strength, () where none was found.

        Of chains along the same nodes it is the one that helps first.
        """
        return self._follow([origin], [(1.0, sign, ())], links, wanted)

    def _follow(self, path: list[int], so_far: Sequence[_SoFar], links: int, wanted: float) -> Chain:
        """The first chain that goes on from a path, along any of its arrows: two nodes may have one of each sign."""
        onward: dict[int, list[_SoFar]] = {}
        for strength, sign, signs in so_far:
            for possible, target, product, rest in self._ways(path, links, sign, strength):
                if possible >= wanted * (1 - ROUNDING):
                    onward.setdefault(target, []).append((product, rest, (*signs, rest == sign)))
        for target in sorted(onward):
            if self.gave_up:
                return ()
            longer = [*path, target]
            if target == self._target:
                ends = [signs for product, _, signs in onward[target] if same(product, wanted)]
                chain = chain_of(longer, max(ends)) if ends else ()
            else:
                chain = self._follow(longer, onward[target], links - 1, wanted)
            if chain:
                return chain
        return ()


def nodes_of(chain: Chain) -> tuple[int, ...]:
    """The nodes of a chain, in order."""
    return chain[0].origin, *(step.target for step in chain)


def chain_of(path: Sequence[int], signs: Sequence[bool]) -> Chain:
    """The chain along a path of nodes."""
    return tuple(ChainStep(one, other, positive) for (one, other), positive in zip(pairwise(path), signs, strict=True))


def same(strength: float, other: float) -> bool:
    """True if two strengths differ by rounding alone."""
    return abs(strength - other) <= ROUNDING * other
