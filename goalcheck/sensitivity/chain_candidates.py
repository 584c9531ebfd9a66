"""The chains that can be the strongest somewhere between the least and the most that each arrow may weigh.

A chain whose most is below another one's least is never the strongest. So the least strengths come first, from the
engine; then every chain whose most reaches them is listed, by branch and bound with the engine's bounds for the most.
All of them are mechanisms: no objective lies between their ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from goalcheck.graph import ROUNDING, Budget, Chain, ChainStep, Effort, Focus, Network
from goalcheck.graph.search import NEGATIVE, POSITIVE
from goalcheck.sensitivity.conditions import SignedPush

MAX_CHAINS = 5_000
"""Chains that are listed of one push; of more the first by ids are taken, and the answer is not exact."""

MAX_STEPS = 500_000
"""Arrows that the search for them tries for one push."""

STEPS_IN_ALL = 5_000_000
"""Arrows that it tries for all pushes together."""

TABLE_STEPS, SEARCH_STEPS = 60_000_000, 3_000_000
"""What the bounds of the search may cost."""


class Range(NamedTuple):
    """The least and the most that an arrow may weigh, without sign."""

    least: float
    most: float


class ChainCandidates:
    """The chains of pushes that can count for some weights within the ranges.

    Attributes:
        exact: False where a search reached its limit.
    """

    def __init__(
        self,
        network: Network,
        pushes: list[SignedPush],
        ranges: Mapping[ChainStep, Range],
        *,
        max_links: int,
        min_chain: float,
    ) -> None:
        focus = Focus(
            network,
            origins=sorted({push.origin for push in pushes}),
            targets={push.target for push in pushes},
            max_links=max_links,
            min_chain=min_chain,
            through=0.0,
            effort=Effort(tables=TABLE_STEPS, arrows=SEARCH_STEPS, telling=0, strict=True),
        )
        self._max_links = max_links
        self._floor = min_chain - ROUNDING
        self._focus = focus
        self._least = focus.pushes({step: ends.least for step, ends in ranges.items()})
        self._most = focus.chains({step: ends.most for step, ends in ranges.items()})
        self._out = self._most.network.out
        self._objectives = frozenset(self._most.network.objectives)
        self.exact = focus.exact and self._most.exact
        self._direct: dict[int, dict[tuple[int, bool], float]] = {}
        self._further: dict[int, list[tuple[int, float]]] = {}
        self._steps = 0
        self._left = Budget(STEPS_IN_ALL)

    def of(self, push: SignedPush) -> list[Chain]:
        """The chains of a push, by ids.

        Raises:
            OutOfSteps: all pushes together take too many steps.
        """
        table = self._least[push.origin][POSITIVE if push.positive else NEGATIVE]
        wanted = max(self._floor, table.get(push.target, 0.0) * (1 - ROUNDING))
        origin, target = self._focus.place(push.origin), self._focus.place(push.target)
        if origin is None or target is None:
            return []
        self._steps = 0
        found: list[Chain] = []
        sign = POSITIVE if push.positive else NEGATIVE
        for chain in self._follow([origin], (), target, sign, 1.0, wanted):
            if len(found) == MAX_CHAINS:
                self.exact = False
                break
            found.append(self._focus.named(chain))
        self.exact &= self._steps <= MAX_STEPS
        self._left.spend(self._steps)
        return found

    def _follow(
        self, path: list[int], steps: Chain, target: int, sign: int, strength: float, wanted: float
    ) -> Iterator[Chain]:
        node = path[-1]
        direct = self._arrow(node, target, positive=sign == POSITIVE)
        if strength * direct >= wanted and direct:
            yield (*steps, ChainStep(node, target, sign == POSITIVE))
        links = self._max_links - len(steps) - 1
        for following, weight in self._leading_on(node) if links else ():
            self._steps += 1
            if self._steps > MAX_STEPS:
                return
            rest = sign if weight > 0 else 1 - sign
            product = strength * abs(weight)
            if (
                following in path
                or following == target
                or product * self._bound(following, links, rest, target) < wanted
            ):
                continue
            step = ChainStep(node, following, weight > 0)
            yield from self._follow([*path, following], (*steps, step), target, rest, product, wanted)

    def _arrow(self, origin: int, target: int, *, positive: bool) -> float:
        """The weight of one arrow without sign, 0 where there is none."""
        if origin not in self._direct:
            self._direct[origin] = {(node, weight > 0): abs(weight) for node, weight in self._out[origin]}
        return self._direct[origin].get((target, positive), 0.0)

    def _leading_on(self, node: int) -> list[tuple[int, float]]:
        """The arrows of a node that a chain may run through: not to an objective, nor where no arrow leads on."""
        if node not in self._further:
            self._further[node] = [
                (target, weight)
                for target, weight in self._out[node]
                if self._out[target] and target not in self._objectives
            ]
        return self._further[node]

    def _bound(self, node: int, links: int, sign: int, target: int) -> float:
        return self._most.bound(node, links, sign, target)
