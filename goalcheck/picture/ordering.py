"""The order of the boxes in each column, so that few arrows cross: sweeps by barycentres, then swaps of neighbours.

Sugiyama, Tagawa and Toda, Methods for visual understanding of hierarchical system structures, IEEE Transactions SMC-11
(1981): a box moves to the mean place of its neighbours in the column before, column by column, there and back. Gansner,
Koutsofios, North and Vo, A technique for drawing directed graphs, IEEE Transactions on Software Engineering 19 (1993):
the best order of several sweeps is kept, and neighbours are swapped as long as that saves crossings. Crossings are
counted with a tree of running sums (Barth, Juenger and Mutzel, Simple and efficient bilayer cross counting, GD 2002).
Boxes of one frame stay together. Cost: for each sweep, edges times the logarithm of the column.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

SWEEPS = 10
PATIENCE = 4
"""Sweeps without an improvement before it is enough."""

SWAPS = 4
"""Rounds of swapping neighbours after each sweep, at most."""

Columns = list[list[int]]


class Ordering:
    """The vertices of each column in their order; edges run between neighbouring columns only.

    Args:
        columns: the vertices of each column, in the order to start from.
        left: for each vertex its neighbours in the column before.
        right: for each vertex its neighbours in the column after.
        frames: for each vertex the number of the frame that it stands in; alone in one of its own, if in none.
        fixed: the frames that keep their order, by the place that each has.
    """

    def __init__(
        self,
        columns: Sequence[Sequence[int]],
        *,
        left: Sequence[Sequence[int]],
        right: Sequence[Sequence[int]],
        frames: Sequence[int],
        fixed: Mapping[int, int],
    ) -> None:
        self._columns: Columns = [list(column) for column in columns]
        self._left = left
        self._right = right
        self._frames = frames
        self._fixed = fixed
        self._place = [0] * len(frames)
        for column in self._columns:
            self._settle(column)

    def improved(self) -> Columns:
        """The best order of all sweeps, of those that start rightward and of those that start leftward."""
        start = self._copy()
        best, fewest = start, self._crossings()
        for rightward in (True, False):
            self._columns = [list(column) for column in start]
            for column in self._columns:
                self._settle(column)
            found, crossings = self._swept(rightward=rightward)
            if crossings < fewest:
                best, fewest = found, crossings
        return best

    def _swept(self, *, rightward: bool) -> tuple[Columns, int]:
        """The best order of several sweeps there and back, and its crossings."""
        best, fewest, idle = self._copy(), self._crossings(), 0
        for sweep in range(SWEEPS):
            if not fewest or idle == PATIENCE:
                break
            self._sweep(rightward=rightward == (sweep % 2 == 0))
            for _ in range(SWAPS):
                if not self._swap():
                    break
            crossings = self._crossings()
            idle += 1
            if crossings < fewest:
                best, fewest, idle = self._copy(), crossings, 0
        return best, fewest

    def _copy(self) -> Columns:
        return [list(column) for column in self._columns]

    def _settle(self, column: Sequence[int]) -> None:
        for place, vertex in enumerate(column):
            self._place[vertex] = place

    def _sweep(self, *, rightward: bool) -> None:
        neighbours = self._left if rightward else self._right
        columns = self._columns[1:] if rightward else self._columns[-2::-1]
        for column in columns:
            self._sort(column, neighbours)

    def _sort(self, column: list[int], neighbours: Sequence[Sequence[int]]) -> None:
        """Bring a column into the order of barycentres, frame by frame; whoever has no neighbours stays."""
        members: dict[int, list[int]] = {}
        for vertex in column:
            members.setdefault(self._frames[vertex], []).append(vertex)
        wishes = {vertex: self._wish([vertex], neighbours) for vertex in column}
        means = {frame: self._wish(vertices, neighbours) for frame, vertices in members.items()}
        ranked = sorted(members, key=lambda frame: (self._fixed.get(frame, 0), means[frame]))
        column[:] = [vertex for frame in ranked for vertex in sorted(members[frame], key=wishes.__getitem__)]
        self._settle(column)

    def _wish(self, vertices: Sequence[int], neighbours: Sequence[Sequence[int]]) -> float:
        """The mean place of the neighbours of these vertices, their own where they have none."""
        ends = [self._place[each] for vertex in vertices for each in neighbours[vertex]]
        places = ends or [self._place[vertex] for vertex in vertices]
        return sum(places) / len(places)

    def _swap(self) -> bool:
        """Swap neighbours of one frame, and whole neighbouring frames, wherever that saves crossings."""
        saved = False
        for column in self._columns:
            alone = [
                _Run([vertex], self._ends(self._left[vertex]), self._ends(self._right[vertex])) for vertex in column
            ]
            frames = [list(runs) for _, runs in groupby(alone, key=lambda run: self._frames[run.vertices[0]])]
            for runs in frames:
                saved |= _exchange(runs)
            whole = [_joined(runs) for runs in frames]
            saved |= self._exchange_frames(whole)
            column[:] = [vertex for run in whole for vertex in run.vertices]
            self._settle(column)
        return saved

    def _ends(self, neighbours: Sequence[int]) -> list[int]:
        return sorted(self._place[each] for each in neighbours)

    def _exchange_frames(self, runs: list[_Run]) -> bool:
        """Swap neighbouring frames, of those that keep their order only such as have the same place in it."""
        saved = False
        start = 0
        for _, group in groupby(runs[:], key=lambda run: self._fixed.get(self._frames[run.vertices[0]], 0)):
            part = list(group)
            saved |= _exchange(part)
            runs[start : start + len(part)] = part
            start += len(part)
        return saved

    def _crossings(self) -> int:
        return sum(self._between(column, len(following)) for column, following in pairwise(self._columns))

    def _between(self, column: Sequence[int], size: int) -> int:
        """The crossings between a column and the one after it: pairs of edges whose ends stand in opposite orders."""
        tree = [0] * (size + 1)
        crossings = seen = 0
        for vertex in column:
            ends = sorted(self._place[each] for each in self._right[vertex])
            for end in ends:
                crossings += seen - _sum(tree, end + 1)
            for end in ends:
                _add(tree, end + 1)
            seen += len(ends)
        return crossings


class _Run(NamedTuple):
    """Vertices that stand together, and where their edges end in the columns on both sides, sorted."""

    vertices: list[int]
    left: list[int]
    right: list[int]


def _joined(runs: Sequence[_Run]) -> _Run:
    return _Run(
        [vertex for run in runs for vertex in run.vertices],
        sorted(end for run in runs for end in run.left),
        sorted(end for run in runs for end in run.right),
    )


def _exchange(runs: list[_Run]) -> bool:
    """Swap neighbouring runs wherever fewer of their edges then cross."""
    saved = False
    for at in range(len(runs) - 1):
        one, other = runs[at], runs[at + 1]
        now = _inversions(one.left, other.left) + _inversions(one.right, other.right)
        if now and _inversions(other.left, one.left) + _inversions(other.right, one.right) < now:
            runs[at], runs[at + 1] = other, one
            saved = True
    return saved


def _inversions(first: Sequence[int], second: Sequence[int]) -> int:
    """The number of crossings: pairs with an end of the first run beyond an end of the second."""
    if not first or not second or first[-1] <= second[0]:
        return 0
    return sum(bisect_left(second, end) for end in first)


def _sum(tree: Sequence[int], at: int) -> int:
    total = 0
    while at > 0:
        total += tree[at]
        at -= at & -at
    return total


def _add(tree: list[int], at: int) -> None:
    while at < len(tree):
        tree[at] += 1
        at += at & -at
