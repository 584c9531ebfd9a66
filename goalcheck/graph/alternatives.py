"""The sets of objectives of which only one will be chosen (DESIGN 4): `alternative_to`, directly or over others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from goalcheck.graph.arrows import Network
from goalcheck.model import Objective


class Alternatives:
    """The alternatives among the objectives in force.

    Attributes:
        sets: each with at least two objectives, sorted, in the order of their first ones.

    Cost: proportional to the objectives and to the alternatives that they name.
    """

    def __init__(self, network: Network) -> None:
        objectives = network.organization.objectives
        self._links: defaultdict[int, list[int]] = defaultdict(list)
        for objective in network.objectives:
            for reference in objectives[network.nodes[objective]].alternative_to:
                other = network.index.get(reference.id)
                if other is not None:
                    self._links[objective].append(other)
                    self._links[other].append(objective)
        self._first: dict[int, int] = {}
        self.sets: list[list[int]] = []
        for objective in sorted(self._links):
            if objective not in self._first:
                found = self._connected(objective)
                self._first.update(dict.fromkeys(found, objective))
                self.sets.append(found)

    def set_of(self, objective: int) -> int:
        """The first objective of the set that an objective belongs to; itself where it has no alternative."""
        return self._first.get(objective, objective)

    def has_any(self, objective: int) -> bool:
        """True if an objective has alternatives."""
        return objective in self._first

    def are(self, one: int, other: int) -> bool:
        """True if two different objectives are alternatives."""
        return one != other and self.set_of(one) == self.set_of(other)

    def _connected(self, start: int) -> list[int]:
        found, waiting = {start}, [start]
        while waiting:
            for other in self._links[waiting.pop()]:
                if other not in found:
                    found.add(other)
                    waiting.append(other)
        return sorted(found)


def connected(objectives: Iterable[Objective]) -> dict[str, list[str]]:
    """For each objective that has alternatives among some objectives all of its set, itself included; sorted."""
    known = {each.id: each for each in objectives}
    links: defaultdict[str, set[str]] = defaultdict(set)
    for each in known.values():
        for reference in each.alternative_to:
            if reference.id in known:
                links[each.id].add(reference.id)
                links[reference.id].add(each.id)
    found: dict[str, list[str]] = {}
    for start in sorted(links):
        if start not in found:
            reached, waiting = {start}, [start]
            while waiting:
                new = links[waiting.pop()] - reached
                reached |= new
                waiting += new
            members = sorted(reached)
            found.update(dict.fromkeys(members, members))
    return found
