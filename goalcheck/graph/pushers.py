"""The objectives that push a node, strongest first: bounded for all nodes at once, exact as far as asked for."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from typing import NamedTuple

from goalcheck.graph.arrows import PLACES, ROUNDING
from goalcheck.graph.chains import Chains
from goalcheck.graph.search import Chain, nodes_of


class Pusher(NamedTuple):
    """An objective that pushes a node, how hard, and by which chain."""

    strength: float
    objective: int
    chain: Chain

    @property
    def path(self) -> tuple[int, ...]:
        """The nodes of the chain."""
        return nodes_of(self.chain)


class Pushers:
    """The pushes of objectives on the nodes of components, bounded at once and exact as far as they are asked for."""

    def __init__(self, chains: Chains, max_links: int) -> None:
        self._chains = chains
        self._max_links = max_links
        self._bounds: dict[int, tuple[dict[int, float], dict[int, float]]] = {}
        for objective in chains.network.objectives:
            for sign, table in enumerate(chains.bounds_of(objective, links=max_links)):
                for node, strength in table.items():
                    self._bounds.setdefault(node, ({}, {}))[sign][objective] = strength

    def hardest(self, node: int) -> float:
        """No objective pushes the node harder than this."""
        return max(self.bound(node, positive=True), self.bound(node, positive=False))

    def bound(self, node: int, *, positive: bool) -> float:
        """No objective pushes the node harder that way than this."""
        return max(self._bounds.get(node, ({}, {}))[not positive].values(), default=0.0)

    def of(self, node: int, *, positive: bool) -> Iterator[Pusher]:
        """The objectives that lean to push the node that way, strongest first, ties by ids."""
        waiting: list[tuple[float, int, Pusher | None]] = [
            (-round(strength, PLACES), objective, None)
            for objective, strength in self._bounds.get(node, ({}, {}))[not positive].items()
        ]
        heapq.heapify(waiting)
        while waiting:
            _, objective, pusher = heapq.heappop(waiting)
            if pusher:
                yield pusher
            elif pusher := self._leaning(objective, node, positive=positive):
                heapq.heappush(waiting, (-round(pusher.strength, PLACES), objective, pusher))

    def _leaning(self, objective: int, node: int, *, positive: bool) -> Pusher | None:
        """The push of an objective on a node, None where its other push is stronger.

        The bound of the other push decides as well as the push itself: a walk without its closed parts is a chain of
        one sign or the other and no weaker, so that a bound above this push can only be the other push.
        """
        strength, chain = self._chains.pair(origin=objective, target=node, positive=positive, links=self._max_links)
        against = self._bounds[node][positive].get(objective, 0.0)
        return Pusher(strength, objective, chain) if chain and strength >= against - ROUNDING else None
