"""The search behind `camps`: splits of a small signed graph in two, proved the best or merely good.

A graph is a square of weights: above 0 two nodes pull together, below 0 they pull apart. A split gives each node a
side, 0 or 1, the first node always 0. The proof is a Russian doll search (Verfaillie, Lemaitre and Schiex, AAAI 1996):
branch and bound in which the least frustration among the nodes that are not placed yet, found before, is part of the
bound. The local search flips single nodes in the manner of Kernighan and Lin (Bell System Technical Journal 49, 1970).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from goalcheck.graph.effort import Budget

SEARCH_STEPS = 2_000_000
"""Nodes of the search tree for one graph: some ten seconds. 25 nodes take 10,000 to 100,000."""

STARTS = 10
"""Splits that the local search starts from."""

FLIP_STEPS = 50_000_000
"""Nodes squared and pulls that are looked at in all rounds of flips: some five seconds."""

TIE = 1e-6
"""Frustrations that differ by less are equal."""

Weights = Sequence[Sequence[float]]
Pulls = Sequence[Sequence[tuple[int, float]]]
"""For each node the others that it pulls, and how."""

Sides = tuple[int, ...]
Costs = list[tuple[float, float]]
"""For each node that is not placed yet what it would frustrate on side 0 and on side 1."""

FORBIDDEN = float("inf")


class TooManySplits(Exception):
    """The graph needs more than SEARCH_STEPS."""


class Proof:
    """All best splits of a graph; at worst exponential in its nodes.

    Attributes:
        all_known: whether `best_splits` found all that there are.

    Raises:
        OutOfSteps: by every method that searches.
    """

    def __init__(self, weights: Weights) -> None:
        self._size = len(weights)
        # What a pair frustrates on one side, and on two.
        self._same = [[max(0.0, -weight) for weight in row] for row in weights]
        self._differ = [[max(0.0, weight) for weight in row] for row in weights]
        self._twin = [_twin(weights, node) for node in range(self._size)]
        self._rest = [0.0] * (self._size + 1)
        self._limit = 0.0
        self._steps = 0
        self._splits: list[Sides] = []
        self.all_known = False

    def least(self) -> float:
        """The frustration of the best splits."""
        for first in reversed(range(self._size)):
            others = range(first + 1, self._size)
            # One of the two ways to place a node beside the best split of the others costs no more than half.
            placed = sum(self._same[first][other] + self._differ[first][other] for other in others) / 2
            self._limit = self._rest[first + 1] + placed + TIE
            for frustration, _ in self._from(first, twins_in_order=True):
                self._rest[first] = frustration
                self._limit = frustration - TIE
        return self._rest[0]

    def best_splits(self, most: int) -> list[Sides]:
        """The best splits, at most so many; `least` comes first."""
        self._limit = self._rest[0] + TIE
        self._splits = [sides for _, sides in islice(self._from(0), most + 1)]
        self.all_known = len(self._splits) <= most
        return self._splits[:most]

    def blocs(self) -> list[list[tuple[int, int]]]:
        """The nodes with their sides, in groups that no best split turns in themselves; `best_splits` comes first."""
        settled: set[tuple[int, int]] = set()
        blocs = self._unturned()
        while not self.all_known:
            pairs = ((bloc[0], node) for bloc in blocs for node in bloc[1:])
            pair = next((pair for pair in pairs if pair not in settled), None)
            if pair is None:
                break
            turned = self._turning(*pair)
            if turned is None:
                settled.add(pair)
            else:
                self._splits.append(turned)
                blocs = self._unturned()
        return [[(node, self._splits[0][node]) for node in bloc] for bloc in blocs]

    def _unturned(self) -> list[list[int]]:
        """The nodes in groups that none of the splits that are known turns in themselves."""
        groups: dict[Sides, list[int]] = {}
        for node in range(self._size):
            stands = tuple(sides[node] for sides in self._splits)
            groups.setdefault(stands if stands[0] == 0 else tuple(1 - side for side in stands), []).append(node)
        return list(groups.values())

    def _turning(self, one: int, other: int) -> Sides | None:
        """A best split in which two nodes stand to each other otherwise than in those known, if there is one."""
        together = self._splits[0][one] == self._splits[0][other]
        costs = (self._same if together else self._differ)[one]
        kept, costs[other] = costs[other], FORBIDDEN
        self._limit = self._rest[0] + TIE
        try:
            return next((sides for _, sides in self._from(0)), None)
        finally:
            costs[other] = kept

    def _from(self, first: int, *, twins_in_order: bool = False) -> Iterator[tuple[float, Sides]]:
        """Splits of the nodes from `first` on that frustrate no more than the limit, which may fall on the way.

        Args:
            twins_in_order: of splits that only swap nodes with equal weights, give the first alone.
        """
        costs: Costs = [(0.0, FORBIDDEN)] + [(0.0, 0.0)] * (self._size - first - 1)
        twins = [max(-1, twin - first) for twin in self._twin] if twins_in_order else [-1] * self._size
        return self._placed(first, (), 0.0, costs, twins)

    def _placed(
        self, node: int, sides: Sides, frustration: float, costs: Costs, twins: list[int]
    ) -> Iterator[tuple[float, Sides]]:
        """Continue a split at a node, on its cheaper side first."""
        self._steps += 1
        if self._steps > SEARCH_STEPS:
            raise TooManySplits
        if node == self._size:
            yield frustration, sides
            return
        own = costs[0]
        same, differ = self._same[node][node + 1 :], self._differ[node][node + 1 :]
        for side in (0, 1) if own[0] <= own[1] else (1, 0):
            now = frustration + own[side]
            if now + self._rest[node + 1] > self._limit:
                return
            if twins[node] >= 0 and side < sides[twins[node]]:
                continue
            on_0, on_1 = (same, differ) if side == 0 else (differ, same)
            ahead = [(zero + more, one + also) for (zero, one), more, also in zip(costs[1:], on_0, on_1, strict=True)]
            if now + sum(map(min, ahead)) + self._rest[node + 1] <= self._limit:
                yield from self._placed(node + 1, (*sides, side), now, ahead, twins)


def _twin(weights: Weights, node: int) -> int:
    """The last node before this one with the same weights to all others, -1 where there is none."""
    row = weights[node]
    return next(
        (
            twin
            for twin in reversed(range(node))
            if all(row[other] == weights[twin][other] for other in range(len(row)) if other not in (twin, node))
        ),
        -1,
    )


def good_split(pulls: Pulls) -> tuple[float, Sides]:
    """A split that no run of flips makes better, with its frustration; deterministic.

    Args:
        pulls: for each node the others that it pulls, sorted.

    Cost: the pulls and the square of the nodes for each of STARTS starts and each round of flips, at most FLIP_STEPS in
    all; beyond that the split of the first start is given as it is.
    """
    size = len(pulls)
    found = []
    budget = Budget(FLIP_STEPS)
    steps = size * size + 4 * sum(map(len, pulls))
    for start in range(min(STARTS, size)):
        sides = _greedy(pulls, start)
        while budget.affords(steps) and (better := _flipped(pulls, sides)) is not None:
            sides = better
        found.append((_frustration(pulls, sides), tuple(side ^ sides[0] for side in sides)))
        if budget.exceeded:
            break
    return min(found, key=lambda each: (round(each[0], 6), each[1]))


def _greedy(pulls: Pulls, start: int) -> list[int]:
    """Each node where it frustrates least, one after the other from `start` on."""
    size = len(pulls)
    sides = [0] * size
    towards_0 = [0.0] * size
    for node in (*range(start, size), *range(start)):
        sides[node] = 0 if towards_0[node] >= 0 else 1
        for other, weight in pulls[node]:
            towards_0[other] += -weight if sides[node] else weight
    return sides


def _flipped(pulls: Pulls, sides: Sequence[int]) -> list[int] | None:
    """The best of the splits on the way of flipping every node once, the best flip first; None where none is better."""
    now = list(sides)
    # What each node frustrates less on the other side: above 0 where most of what pulls it stands there.
    gains = [
        sum(weight if now[other] != side else -weight for other, weight in row)
        for side, row in zip(now, pulls, strict=True)
    ]
    left = list(range(len(now)))
    gain, best, best_sides = 0.0, TIE, None
    while left:
        node = max(left, key=gains.__getitem__)
        left.remove(node)
        gain += gains[node]
        now[node] ^= 1
        for other, weight in pulls[node]:
            gains[other] += -2 * weight if now[other] == now[node] else 2 * weight
        if gain > best:
            best, best_sides = gain, list(now)
    return best_sides


def _frustration(pulls: Pulls, sides: Sequence[int]) -> float:
    return sum(
        max(0.0, -weight if sides[one] == sides[other] else weight)
        for one, row in enumerate(pulls)
        for other, weight in row
        if other < one
    )
