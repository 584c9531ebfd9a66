"""The pushes of a few origins, in a network as it is and with some of its arrows changed.

Only what the origins can reach is looked at, so that a change costs little in a large organization. Chains stay exact:
each change is a search of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from goalcheck.graph.arrows import Network
from goalcheck.graph.chains import Chains, Table
from goalcheck.graph.search import Step

Row = Sequence[tuple[int, float]]


class Focus:
    """Pushes of some origins on some targets.

    Attributes:
        exact: False where a search reached its limit, so that some push may be understated.
    """

    def __init__(
        self, network: Network, *, origins: Iterable[int], targets: Collection[int], max_links: int, min_chain: float
    ) -> None:
        self._network = network
        self._origins = tuple(origins)
        self._max_links = max_links
        self._min_chain = min_chain
        self._reach = reach(network, self._origins, links=max_links - 1)
        further = {target for node in self._reach for target, _ in network.out[node]}
        self.targets = tuple(sorted((self._reach | further).intersection(targets)))
        self.exact = True

    @property
    def reached(self) -> frozenset[int]:
        """The nodes whose arrows can be in a chain of the origins."""
        return self._reach

    def pushes(self, weights: Mapping[Step, float] | None = None) -> dict[int, Table]:
        """The (help, harm) of each origin, each by target.

        Args:
            weights: how strong some of the arrows are instead, without sign; 0 is none.
        """
        chains = self.chains(weights)
        found = {origin: chains.pushes_of(origin) for origin in self._origins}
        self.exact &= chains.exact
        return found

    def chains(self, weights: Mapping[Step, float] | None = None) -> Chains:
        """The chains behind the pushes."""
        rows = changed_rows(self._network, weights or {})
        return Chains(
            self._network.rewired({node: row for node, row in rows.items() if node in self._reach}, kept=self._reach),
            max_links=self._max_links,
            min_chain=self._min_chain,
            targets=self.targets,
        )


def changed_rows(network: Network, weights: Mapping[Step, float]) -> dict[int, Row]:
    """The arrows of the nodes at which arrows have another strength; 0 is none."""
    origins = {step.origin for step in weights}
    return {
        origin: [
            (target, size if weight > 0 else -size)
            for target, weight in network.out[origin]
            if (size := weights.get(Step(origin, target, weight > 0), abs(weight)))
        ]
        + [
            (step.target, size if step.positive else -size)
            for step, size in weights.items()
            if step.origin == origin and size and not _has(network, step)
        ]
        for origin in sorted(origins)
    }


def _has(network: Network, step: Step) -> bool:
    return any(target == step.target and (weight > 0) == step.positive for target, weight in network.out[step.origin])


def reach(network: Network, origins: Iterable[int], *, links: int) -> frozenset[int]:
    """The nodes that chains of at most so many arrows lead to, the origins included."""
    return _spread(network.out, origins, links)


def upstream(network: Network, nodes: Iterable[int], *, links: int) -> frozenset[int]:
    """The nodes from which chains of at most so many arrows lead to some nodes, these included."""
    sources: list[list[tuple[int, float]]] = [[] for _ in network.out]
    for origin, row in enumerate(network.out):
        for target, weight in row:
            sources[target].append((origin, weight))
    return _spread(sources, nodes, links)


def _spread(out: Sequence[Row], start: Iterable[int], links: int) -> frozenset[int]:
    seen = set(start)
    border = set(seen)
    for _ in range(links):
        border = {target for node in border for target, _ in out[node]} - seen
        seen |= border
    return frozenset(seen)
