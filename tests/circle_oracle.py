"""GC110 read slowly and literally from its page: every loop and every push is listed. Shares nothing with goalcheck."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pressure_oracle import ROUNDING, Arrow, Raw, arrows_of, between, entries, in_force, thresholds

PLACES = 9
NO_OUTCOME = 3

Path = tuple[str, ...]


class Way(NamedTuple):
    """A chain: the product of its weights and the nodes that it visits, first to last."""

    product: float
    nodes: Path

    @property
    def order(self) -> tuple[object, ...]:
        """The strongest first, then the shortest, then the first by ids."""
        return -round(abs(self.product), PLACES), len(self.nodes), self.nodes


class Circle(NamedTuple):
    """A vicious circle: who drives it, the loop from the node that is pushed on, and the outcome that it takes down."""

    tension: float
    objective: str
    loop: Path
    outcome: str | None
    down: bool
    path: Path

    @property
    def order(self) -> tuple[object, ...]:
        """The worst first."""
        return -round(self.tension, PLACES), len(self.path), self.path, self.loop


class Circles:
    """All circles of an organization."""

    def __init__(self, raw: Raw) -> None:
        self._raw = raw
        settings = thresholds(raw)
        self._links, self._least = settings["max_links"], settings["min_chain"]
        self._min_tension = settings["min_tension"]
        self._best: dict[str, dict[tuple[str, bool], Way]] = {}
        self._objectives = in_force(raw)
        self._nodes = [*self._objectives, *between(raw)]
        self._outgoing: dict[str, list[Arrow]] = {node: [] for node in self._nodes}
        for arrow in arrows_of(raw):
            self._outgoing[arrow.origin].append(arrow)

    def worst(self) -> list[Circle]:
        """The worst of each group of nodes that loops tie together."""
        found = []
        for group in self._groups():
            rest = [self._at(node) for node in sorted(group) if node not in self._objectives]
            circles = [each for each in rest if each] or [
                each for node in sorted(group) if node in self._objectives and (each := self._at(node))
            ]
            if circles:
                found.append(min(circles, key=lambda each: each.order))
        return sorted(found, key=lambda each: each.order)

    def _groups(self) -> set[frozenset[str]]:
        reached = {node: {arrow.target for arrow in self._outgoing[node]} for node in self._nodes}
        for _ in self._nodes:
            reached = {node: found.union(*(reached[other] for other in found)) for node, found in reached.items()}
        return {
            frozenset({node, *(other for other in found if node in reached[other])})
            for node, found in reached.items()
            if node in found
        }

    def _ways(self, path: Path, product: float) -> Iterator[Way]:
        """Every chain that begins with this path and goes on."""
        if len(path) > self._links:
            return
        for arrow in self._outgoing[path[-1]]:
            longer = product * arrow.weight
            if arrow.target not in path and abs(longer) >= self._least - ROUNDING:
                yield Way(longer, (*path, arrow.target))
                yield from self._ways((*path, arrow.target), longer)

    def _chains(self, one: str, other: str) -> tuple[Way | None, Way | None]:
        """The strongest chain of help and that of harm from one node to another."""
        found = self._from(one)
        return found.get((other, True)), found.get((other, False))

    def _from(self, one: str) -> dict[tuple[str, bool], Way]:
        """The strongest chain of each sign to each node; every chain is listed once."""
        if one not in self._best:
            best: dict[tuple[str, bool], Way] = {}
            for way in self._ways((one,), 1.0):
                key = way.nodes[-1], way.product > 0
                if key not in best or way.order < best[key].order:
                    best[key] = way
            self._best[one] = best
        return self._best[one]

    def _loops(self, node: str) -> Iterator[Way]:
        for way in [Way(1.0, (node,)), *self._ways((node,), 1.0)]:
            for arrow in self._outgoing[way.nodes[-1]]:
                product = way.product * arrow.weight
                if arrow.target == node and len(way.nodes) <= self._links and product >= self._least - ROUNDING:
                    yield Way(product, way.nodes)

    def _at(self, node: str) -> Circle | None:
        """The circle that is told from a node, where there is one."""
        loop = min(self._loops(node), key=lambda way: way.order, default=None)
        if loop is None:
            return None
        outcome, down = self._stake(node, loop.nodes)
        pushers = [way for objective in sorted(self._objectives) if (way := self._push(objective, node, down=down))]
        if not pushers:
            return None
        push = min(pushers, key=lambda way: (-round(abs(way.product), PLACES), way.nodes[0]))
        weight = importance(self._raw, outcome) if outcome else NO_OUTCOME
        tension = 20 * weight * abs(push.product) * loop.product
        circle = Circle(tension, push.nodes[0], loop.nodes, outcome, down, push.nodes)
        return circle if tension >= self._min_tension - ROUNDING else None

    def _push(self, objective: str, node: str, *, down: bool) -> Way | None:
        """The strongest chain of an objective that leans to push a node this way."""
        if objective == node:
            return None
        helps, harms = self._chains(objective, node)
        own, other = (harms, helps) if down else (helps, harms)
        return own if own and _strength(own) >= _strength(other) - ROUNDING else None

    def _stake(self, node: str, loop: Path) -> tuple[str | None, bool]:
        """The most important outcome that goes down, and whether less or more of the node takes it down."""
        reached = {}
        for outcome in entries(self._raw, "outcomes"):
            sides = (Way(1.0, (node,)), None) if outcome == node else self._chains(node, outcome)
            if any(sides):
                reached[outcome] = [_strength(side) for side in sides]
        if not reached:
            return None, True

        def rank(outcome: str) -> tuple[object, ...]:
            return -importance(self._raw, outcome), outcome not in loop, -max(reached[outcome]), outcome

        leading = min([each for each in reached if each in loop] or reached, key=rank)
        down = reached[leading][0] >= reached[leading][1] - ROUNDING
        own, other = (0, 1) if down else (1, 0)
        lost = [each for each, sides in reached.items() if sides[own] and sides[own] >= sides[other] - ROUNDING]
        return min(lost, key=rank), down


def _strength(way: Way | None) -> float:
    return abs(way.product) if way else 0.0


def importance(raw: Raw, outcome: str) -> float:
    return float((entries(raw, "outcomes")[outcome] or {}).get("importance", 3))
