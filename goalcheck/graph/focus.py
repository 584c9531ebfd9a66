"""The pushes of a few origins, in a network as it is and with some of its arrows changed.

Only what the origins can reach is looked at, in a small network of its own, so that a change costs little in a large
organization. Chains stay exact: each change is a search of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from goalcheck.graph.arrows import Network
from goalcheck.graph.chains import Chains
from goalcheck.graph.effort import Effort
from goalcheck.graph.search import Chain, ChainStep
from goalcheck.graph.tables import Table

Row = Sequence[tuple[int, float]]


class Focus:
    """Pushes of some origins on some targets.

    Attributes:
        exact: False where a search reached its limit, so that some push may be understated.

    Args:
        through: the part of a chain that is left behind each objective between its ends.
        effort: what all searches together may cost.

    Raises:
        OutOfSteps: by every method, where the effort is strict and used up.
    """

    def __init__(
        self,
        network: Network,
        *,
        origins: Iterable[int],
        targets: Collection[int],
        max_links: int,
        min_chain: float,
        through: float,
        effort: Effort,
    ) -> None:
        self._origins = tuple(origins)
        self._max_links = max_links
        self._min_chain = min_chain
        self._through = through
        through_none = frozenset() if through else frozenset(network.objectives)
        reached = reach(network, self._origins, links=max_links - 1, ends=through_none)
        ends = {target for node in reached for target, _ in network.out[node] if target in targets}
        self._nodes = sorted(reached | ends)
        self._place = {node: place for place, node in enumerate(self._nodes)}
        self._part = network.part(self._nodes, kept=reached)
        self._targets = [place for place, node in enumerate(self._nodes) if node in targets]
        self._effort = effort
        self.exact = True

    def pushes(self, weights: Mapping[ChainStep, float] | None = None) -> dict[int, Table]:
        """The (help, harm) of each origin, each by target.

        Args:
            weights: how strong some of the arrows are instead, without sign; 0 is none.
        """
        chains = self.chains(weights or {})
        found = {origin: self._named(chains.pushes_of(self._place[origin])) for origin in self._origins}
        self.exact &= chains.exact
        return found

    def chains(self, weights: Mapping[ChainStep, float]) -> Chains:
        """The chains behind the pushes, on nodes as `place` counts them."""
        if not self._effort.tables.affords(self._part.arrow_count):
            self._effort.give_up()
        changed = {
            ChainStep(self._place[step.origin], self._place[step.target], step.positive): weight
            for step, weight in weights.items()
            if step.origin in self._place and step.target in self._place
        }
        return Chains(
            self._part.rewired(_changed_rows(self._part, changed)),
            max_links=self._max_links,
            min_chain=self._min_chain,
            through=self._through,
            targets=self._targets,
            effort=self._effort,
        )

    def place(self, node: int) -> int | None:
        """The number that the chains give a node, None if no origin reaches it."""
        return self._place.get(node)

    def named(self, chain: Chain) -> Chain:
        """A chain by the nodes of the network."""
        return tuple(ChainStep(self._nodes[step.origin], self._nodes[step.target], step.positive) for step in chain)

    def _named(self, table: Table) -> Table:
        helps, harms = ({self._nodes[place]: strength for place, strength in side.items()} for side in table)
        return helps, harms


def _changed_rows(network: Network, weights: Mapping[ChainStep, float]) -> dict[int, Row]:
    """The arrows of the nodes at which arrows have another strength; 0 is none."""
    left = dict(weights)
    rows: dict[int, list[tuple[int, float]]] = {}
    for origin in sorted({step.origin for step in weights}):
        rows[origin] = []
        for target, weight in network.out[origin]:
            size = left.pop(ChainStep(origin, target, weight > 0), abs(weight))
            if size:
                rows[origin].append((target, size if weight > 0 else -size))
    for step, size in left.items():
        if size:
            rows[step.origin].append((step.target, size if step.positive else -size))
    return dict(rows)


def reach(
    network: Network, origins: Iterable[int], *, links: int, ends: Collection[int] = frozenset()
) -> frozenset[int]:
    """The nodes that chains of at most so many arrows lead to, the origins included.

    Args:
        ends: nodes through which no chain runs.
    """
    starts = frozenset(origins)

    def targets(node: int) -> Iterable[int]:
        return () if node in ends and node not in starts else [target for target, _ in network.out[node]]

    return _spread(targets, starts, links)


def upstream(
    network: Network, nodes: Iterable[int], *, links: int, ends: Collection[int] = frozenset()
) -> frozenset[int]:
    """The nodes from which chains of at most so many arrows lead to some nodes, these included.

    Args:
        ends: nodes through which no chain runs, not even one of these.
    """
    sources = network.sources
    return _spread(lambda node: () if node in ends else sources[node], nodes, links)


def _spread(following: Callable[[int], Iterable[int]], start: Iterable[int], links: int) -> frozenset[int]:
    seen = set(start)
    border = set(seen)
    for _ in range(links):
        border = {node for each in border for node in following(each)} - seen
        seen |= border
    return frozenset(seen)
