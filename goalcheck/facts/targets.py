"""Targets: the figures that they ask of their metrics, and the pairs that meet in time.

A metric may have many thousands of targets, so no rule tries them two by two. The objectives enter by the first day of
their periods and leave after the last; whoever stands when one enters is found by its figures in a tree, so that the
cost is that of sorting, plus the logarithm for each pair that is found. The sweep is Shamos and Hoey's (Geometric
intersection problems, 1976), the tree McCreight's priority search tree (1985) over figures that are known beforehand.

Knows no finding.
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple, Protocol

from goalcheck.facts.context import Context
from goalcheck.model import Objective, Target

Figures = tuple[float, float]
"""A range of figures, both ends included; infinite where it is open."""

NOBODY = -math.inf
LOWEST = -1e300
"""Below every figure that a file can hold, above NOBODY."""


class ObjectiveTarget(NamedTuple):
    """An objective with a target.

    Attributes:
        figures: those that it is content with; from one figure to another it is content with all from there on.
        move: 1 or -1 for the direction of a target with from and to, 0 for a range.
    """

    objective: Objective
    target: Target
    figures: Figures
    move: int

    @property
    def start(self) -> date:
        """The first day on which it stands."""
        return self.objective.period.start if self.objective.period else date.min

    @property
    def end(self) -> date:
        """The last day on which it stands."""
        return self.objective.period.end if self.objective.period else date.max

    @property
    def heading(self) -> int:
        """1 where every higher figure is welcome, -1 where every lower one is, 0 where neither is."""
        lower, upper = self.figures
        return math.isinf(upper) - math.isinf(lower)


Pair = tuple[ObjectiveTarget, ObjectiveTarget]


def aims_by_metric(context: Context) -> dict[str, list[ObjectiveTarget]]:
    """The targets of the objectives in force, by metric and then by id."""
    found: dict[str, list[ObjectiveTarget]] = {}
    for objective in context.active.values():
        if objective.target is not None:
            found.setdefault(objective.target.metric, []).append(_aim(objective, objective.target))
    return dict(sorted(found.items()))


def _aim(objective: Objective, target: Target) -> ObjectiveTarget:
    if target.start is not None and target.to is not None:
        move = (target.to > target.start) - (target.to < target.start)
        return ObjectiveTarget(
            objective, target, (-math.inf if move < 0 else target.to, math.inf if move > 0 else target.to), move
        )
    lower, upper = (target.bounds.lower, target.bounds.upper) if target.bounds else (None, None)
    return ObjectiveTarget(
        objective, target, (-math.inf if lower is None else lower, math.inf if upper is None else upper), 0
    )


class ActiveTargets:
    """The aims that stand at one moment, found by their figures.

    A tree over the lower ends of all aims that will ever stand; each node knows the highest upper end below it.
    """

    def __init__(self, aims: Iterable[ObjectiveTarget], *, mirrored: bool = False) -> None:
        self._mirrored = mirrored
        self._aims = sorted(aims, key=lambda aim: (self._seen(aim.figures), aim.objective.id))
        self._figures = [self._seen(aim.figures) for aim in self._aims]
        self._leaves = {aim.objective.id: leaf for leaf, aim in enumerate(self._aims)}
        self._width = 1 << max(0, len(self._aims) - 1).bit_length()
        self._highest = [NOBODY] * (2 * self._width)

    def add(self, aim: ObjectiveTarget) -> None:
        """Let an aim stand."""
        self._set(aim, self._seen(aim.figures)[1])

    def remove(self, aim: ObjectiveTarget) -> None:
        """Let an aim stand no more."""
        self._set(aim, NOBODY)

    def against(self, aim: ObjectiveTarget) -> Iterator[ObjectiveTarget]:
        """The aims that share a figure with an aim and are content with others than it is."""
        lower, upper = seen = self._seen(aim.figures)
        reachable = bisect_right(self._figures, (upper, math.inf))
        yield from self._find(0, bisect_left(self._figures, seen), lower)
        yield from self._find(bisect_right(self._figures, seen), reachable, lower)

    def beyond(self, aim: ObjectiveTarget) -> Iterator[ObjectiveTarget]:
        """The aims that begin after the last figure of an aim (seen from the other side where this is mirrored)."""
        _, upper = self._seen(aim.figures)
        yield from self._find(bisect_right(self._figures, (upper, math.inf)), len(self._aims), NOBODY)

    def _seen(self, figures: Figures) -> Figures:
        return (-figures[1], -figures[0]) if self._mirrored else figures

    def _set(self, aim: ObjectiveTarget, highest: float) -> None:
        leaf = self._leaves.get(aim.objective.id)
        if leaf is None:
            return
        node = self._width + leaf
        self._highest[node] = highest
        while node > 1:
            node //= 2
            self._highest[node] = max(self._highest[2 * node], self._highest[2 * node + 1])

    def _find(self, first: int, end: int, lower: float) -> Iterator[ObjectiveTarget]:
        """The aims that stand among some leaves and reach a lower end."""
        least = max(lower, LOWEST)
        pending = [(1, 0, self._width)]
        while pending:
            node, start, width = pending.pop()
            if self._highest[node] < least or start >= end or start + width <= first:
                continue
            if width == 1:
                yield self._aims[start]
            else:
                half = width // 2
                pending += [(2 * node + 1, start + half, half), (2 * node, start, half)]


class Board(Protocol):
    """The targets that stand at one moment, and those of them that a rule holds against a newcomer."""

    def add(self, aim: ObjectiveTarget) -> None:
        """Let an aim stand."""

    def remove(self, aim: ObjectiveTarget) -> None:
        """Let an aim stand no more."""

    def against(self, aim: ObjectiveTarget) -> Iterator[ObjectiveTarget]:
        """The aims that the rule holds against an aim."""


def pairs(
    context: Context, groups: Iterable[Sequence[ObjectiveTarget]], board: Callable[[Sequence[ObjectiveTarget]], Board]
) -> list[Pair]:
    """The pairs that a rule holds against each other, no alternatives, by ids; of too many the first."""
    found = (
        pair
        for aims in groups
        if len(aims) > 1
        for pair in _concurrent(aims, board(aims))
        if pair[1].objective.id not in context.alternatives.get(pair[0].objective.id, ())
    )
    return sorted(islice(found, context.most + 1), key=lambda pair: (pair[0].objective.id, pair[1].objective.id))


def _concurrent(aims: Sequence[ObjectiveTarget], board: Board) -> Iterator[Pair]:
    """The pairs on a board with periods that overlap, each once."""
    leaving: list[tuple[date, str, ObjectiveTarget]] = []
    for aim in sorted(aims, key=lambda each: (each.start, each.objective.id)):
        while leaving and leaving[0][0] < aim.start:
            board.remove(heapq.heappop(leaving)[2])
        for other in board.against(aim):
            yield (aim, other) if aim.objective.id < other.objective.id else (other, aim)
        board.add(aim)
        heapq.heappush(leaving, (aim.end, aim.objective.id, aim))
