"""The strongest chain of at most four arrows between two nodes, exactly and in polynomial time: meeting in the middle.

A chain of four arrows, a - x - m - y - t, is two halves of two arrows that meet in m and share no node. For each end
and each m the halves of a sign are kept with the `MIDDLES` strongest nodes between: so many are enough to dodge every
repeat (docs/CHAINS.md has the proof). A chain of three arrows, a - m - y - t, is an arrow and a half.

Cost: for each end that is asked about, once, the arrows of its neighbours; for each pair one look at each m.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from goalcheck.graph.arrows import ROUNDING
from goalcheck.graph.circles import Adjacency
from goalcheck.graph.effort import Budget
from goalcheck.graph.search import NEGATIVE, POSITIVE, Found

MIDDLES = 3
"""Nodes between that are kept: one may be the other end, one may lie in the other half, and one is left."""

MOST_ARROWS = 4
"""The most arrows of a chain that two halves make."""

Half = tuple[float, int, bool]
"""Two arrows: their strength with what is left behind the node between, that node, and whether the first helps."""

Halves = dict[int, tuple[list[Half], list[Half]]]
"""For each node at the other end of a half the strongest positive and negative ones."""


class MeetingInTheMiddle:
    """Chains of a network, two arrows from each end.

    Args:
        kept: for each node the part of a chain that is left behind it, where it lies between the ends.
        floor: weaker chains do not count.
        budget: the steps that it may take: arrows of neighbours, and nodes in which halves may meet.
    """

    def __init__(self, out: Adjacency, *, kept: Sequence[float], floor: float, budget: Budget) -> None:
        self._out = out
        self._kept = kept
        self._floor = floor
        self._budget = budget
        self._from: dict[int, Halves] = {}
        self._to: dict[int, Halves] = {}

    def strongest(self, origin: int, links: int, target: int, sign: int, known: Found) -> Found | None:
        """The strongest chain of a sign, or the one that is known where none is stronger; None if out of steps.

        Args:
            links: the most arrows, at most MOST_ARROWS.
            known: at least as strong as every chain of two arrows.
        """
        to = self._halves(self._to, self._into, target)
        if to is None:
            return None
        best = self._with_an_arrow(origin, target, sign, to, known) if links > 2 else known
        if links < MOST_ARROWS:
            return best
        of = self._halves(self._from, self._out, origin)
        if of is None or not self._budget.affords(len(of)):
            return None
        return self._with_halves(origin, target, sign, of, to, best)

    def _with_an_arrow(self, origin: int, target: int, sign: int, to: Halves, best: Found) -> Found:
        """Chains of three arrows: one to m, and a half from there that does not come back to the origin."""
        for node, weight in self._out[origin]:
            passed = abs(weight) * self._kept[node]
            if not passed or node == target or node not in to:
                continue
            rest = sign if weight > 0 else 1 - sign
            for strength, middle, last in to[node][rest]:
                if passed * strength <= best[0] * (1 + ROUNDING):
                    break
                if middle != origin:
                    signs = weight > 0, last == (rest == POSITIVE), last
                    best = self._told(best, (origin, node, middle, target), signs)
                    break
        return best

    def _with_halves(self, origin: int, target: int, sign: int, of: Halves, to: Halves, best: Found) -> Found:
        """Chains of four arrows: two halves that meet in m and share no other node."""
        for node, firsts in of.items():
            kept = self._kept[node]
            if node == target or not kept or node not in to:
                continue
            for one in (POSITIVE, NEGATIVE):
                other = one if sign == POSITIVE else 1 - one
                halves = _disjoint(firsts[one], to[node][other], best[0] * (1 + ROUNDING) / kept, target, origin)
                if halves:
                    (_, before, first), (_, behind, last) = halves
                    signs = first, first == (one == POSITIVE), last == (other == POSITIVE), last
                    best = self._told(best, (origin, before, node, behind, target), signs)
        return best

    def _told(self, best: Found, path: tuple[int, ...], signs: tuple[bool, ...]) -> Found:
        """A chain with its strength, multiplied from its first arrow on as every chain is; or the best one."""
        strength = 1.0
        for place, positive in enumerate(signs):
            kept = self._kept[path[place]] if place else 1.0
            strength = strength * kept * self._weights[path[place]][path[place + 1], positive]
        return (strength, path, signs) if strength >= self._floor and strength > best[0] else best

    @cached_property
    def _weights(self) -> list[dict[tuple[int, bool], float]]:
        return [{(target, weight > 0): abs(weight) for target, weight in row} for row in self._out]

    @cached_property
    def _into(self) -> list[list[tuple[int, float]]]:
        """The arrows by their targets, each as (origin, weight)."""
        into: list[list[tuple[int, float]]] = [[] for _ in self._out]
        for origin, row in enumerate(self._out):
            for target, weight in row:
                into[target].append((origin, weight))
        return into

    def _halves(self, known: dict[int, Halves], arrows: Adjacency, end: int) -> Halves | None:
        """The halves at one end of chains, along arrows or against them; None if out of steps."""
        if end not in known:
            steps = sum(len(arrows[middle]) for middle, _ in arrows[end] if self._kept[middle])
            if not self._budget.affords(steps):
                return None
            known[end] = self._two_arrows(arrows, end)
        return known[end]

    def _two_arrows(self, arrows: Adjacency, end: int) -> Halves:
        halves: Halves = {}
        for middle, weight in arrows[end]:
            passed = abs(weight) * self._kept[middle]
            if passed < self._floor or not passed:
                continue
            outer = weight > 0
            for node, further in arrows[middle]:
                strength = passed * abs(further)
                if node == end or strength < self._floor:
                    continue
                if node not in halves:
                    halves[node] = ([], [])
                _keep(halves[node][outer != (further > 0)], strength, middle, outer)
        return halves


def _keep(best: list[Half], strength: float, middle: int, outer: bool) -> None:
    """Enter a half among the MIDDLES strongest, each with another node between; of equal ones the earlier stands."""
    if len(best) == MIDDLES and strength <= best[-1][0]:
        return
    for place, each in enumerate(best):
        if each[1] == middle:
            if strength <= each[0]:
                return
            del best[place]
            break
    place = len(best)
    while place and strength > best[place - 1][0]:
        place -= 1
    best.insert(place, (strength, middle, outer))
    del best[MIDDLES:]


def _disjoint(
    firsts: Sequence[Half], seconds: Sequence[Half], least: float, target: int, origin: int
) -> tuple[Half, Half] | None:
    """The strongest two halves of more than a strength that share no node, neither between nor with the ends."""
    best: tuple[Half, Half] | None = None
    for first in firsts:
        if first[1] == target:
            continue
        for second in seconds:
            if first[0] * second[0] <= least:
                break
            if second[1] not in (origin, first[1]):
                best, least = (first, second), first[0] * second[0]
                break
    return best
