"""Hard pushes on outcomes: the best of each department at once, all of them when an outcome is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import takewhile

from goalcheck.facts.context import Context
from goalcheck.graph import ROUNDING

HARD = 0.5
"""A push of this strength is hard."""

Pushes = list[tuple[float, int]]
"""Minus the strength, and the node, of pushes: sorted, so that the strongest comes first."""


class HardPushes:
    """The hard pushes on outcomes that more than one department pushes hard.

    Attributes:
        best: for each of these outcomes the strongest push of each department. Making it costs one look at each push.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._departments = {
            at: context.active[context.network.nodes[at]].department for at in context.network.objectives
        }
        self._found: dict[str, Mapping[str, Pushes]] = {}
        self.best: Mapping[str, Mapping[str, float]] = {
            context.network.nodes[outcome]: best
            for outcome in context.clashes.sides
            if len(best := self._best(outcome)) > 1
        }

    def of(self, outcome: str) -> Mapping[str, Pushes]:
        """The hard pushes on an outcome, by department."""
        if outcome not in self._found:
            found: dict[str, Pushes] = {}
            for push in sorted({(-strength, at) for strength, at in self._on(self._context.network.index[outcome])}):
                found.setdefault(self._departments[push[1]], []).append(push)
            self._found[outcome] = found
        return self._found[outcome]

    def _best(self, outcome: int) -> Mapping[str, float]:
        best: dict[str, float] = {}
        for strength, at in self._on(outcome):
            department = self._departments[at]
            if strength > best.get(department, 0.0):
                best[department] = strength
        return best

    def _on(self, outcome: int) -> Iterator[tuple[float, int]]:
        for side in self._context.clashes.sides[outcome]:
            yield from takewhile(_is_hard, side)


def _is_hard(push: tuple[float, int]) -> bool:
    return push[0] >= HARD - ROUNDING
