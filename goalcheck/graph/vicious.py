"""Vicious circles: loops that push themselves on, and the objectives that drive one away from its customers.

A loop is a circle of arrows that visits no node twice; it is reinforcing where its signs multiply to plus, and its
strength is the product of its weights. Loops are never listed: the strongest one through a node is searched as a chain
is that ends where it starts. Every loop lies inside one strongly connected component, and
one circle is told of each: the worst.

Method. The strongest walks (`chains`) bound both the pushes on the nodes of a component and the loops through them.
The nodes are taken in falling order of that bound, and only what can still be the worst is searched exactly.
Cost: nothing where no arrows run in circles; else that of the walks, and a few searches for each component.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from goalcheck.graph.arrows import PLACES, ROUNDING, Network
from goalcheck.graph.chains import SEARCH_STEPS, TABLE_STEPS, TELLING_STEPS, Chains
from goalcheck.graph.effort import Effort, OutOfSteps
from goalcheck.graph.pushers import Pusher, Pushers
from goalcheck.graph.search import Chain

NO_OUTCOME = 3
"""The importance of a loop that holds no outcome and leads to none: the default of outcomes."""

MAX_PUSHERS = 6
"""Objectives that drive a circle, of which its finding tells."""

Strengths = Mapping[int, float]


class Loop(NamedTuple):
    """A reinforcing loop: its arrows in their order, the last of them back to where the first starts; its strength."""

    chain: Chain
    strength: float

    @property
    def nodes(self) -> tuple[int, ...]:
        """The nodes in the order of the arrows, each once."""
        return tuple(step.origin for step in self.chain)


class Stake(NamedTuple):
    """The harmful direction of a loop, seen from its first node, and the most important outcome that falls with it."""

    down: bool
    outcome: int | None
    importance: int


class ViciousCircle(NamedTuple):
    """A loop, told from the node that objectives push, and what goes down with it.

    Attributes:
        pushers: who pushes that node the harmful way, strongest first; at most MAX_PUSHERS.
    """

    loop: Loop
    stake: Stake
    pushers: tuple[Pusher, ...]
    tension: float

    @property
    def order(self) -> tuple[object, ...]:
        """Worst first; of equal ones that with the shortest way into the loop, then the first by ids."""
        path = self.pushers[0].path
        return -round(self.tension, PLACES), len(path), path, self.loop.nodes


class ViciousCircles:
    """The worst vicious circle of each component.

    Attributes:
        exact: False where the search reached its limit, so that some component is left out.
    """

    def __init__(self, network: Network, *, max_links: int, min_chain: float, min_tension: float) -> None:
        self._network = network
        self._components = network.components if max_links > 1 else []
        self._max_links = max_links
        self._least = min_tension - ROUNDING
        # The tension is at most 100 times each strength in it: what is weaker can be left out of the search.
        self._min_chain = max(min_chain, min_tension / 100)
        self._all_chains = min_chain
        outcomes = network.organization.outcomes.values()
        self._importance = {network.index[outcome.id]: outcome.importance for outcome in outcomes}
        self.exact = True
        self._highest = max([NO_OUTCOME, *self._importance.values()])

    def worst(self) -> list[ViciousCircle]:
        """One for each component that has any, worst first.

        Pushes on objectives are only looked at where no push on a driver or outcome drives a circle: what hurts an
        objective is said of the objective already.
        """
        objectives = set(self._network.objectives)
        found = []
        try:
            for component in self._components:
                others = [node for node in component if node not in objectives]
                circle = self._worst(others) or self._worst(objectives.intersection(component))
                found += [circle] if circle else []
            self.exact = not self._components or self._inside.exact
        except OutOfSteps:
            self.exact = False
        return sorted(found, key=lambda circle: (circle.order[0], circle.pushers[0].objective, circle.loop.nodes))

    def _worst(self, nodes: Iterable[int]) -> ViciousCircle | None:
        """The worst circle that is driven at one of these nodes."""
        worst: ViciousCircle | None = None
        bounds = sorted((-self._loop_bound(node) * self._pushers.hardest(node), node) for node in nodes)
        for bound, node in bounds:
            least = worst.tension - ROUNDING if worst else self._least
            if not bound or 20 * self._highest * -bound < least:
                break
            circle = self._driven_at(node, least)
            if circle and (worst is None or circle.order < worst.order):
                worst = circle
        return worst and worst._replace(pushers=tuple(islice(self._pushing(worst.loop, worst.stake), MAX_PUSHERS)))

    def _driven_at(self, node: int, least: float) -> ViciousCircle | None:
        """The circle through a node at or above a tension."""
        loop = self._loop(node)
        if loop is None:
            return None
        stake = self._stake(loop)
        scale = 20 * stake.importance * loop.strength
        if scale * self._pushers.bound(node, positive=not stake.down) < least:
            return None
        pusher = next(self._pushing(loop, stake), None)
        tension = scale * pusher.strength if pusher else 0.0
        return ViciousCircle(loop, stake, (pusher,), tension) if pusher and tension >= least else None

    def _pushing(self, loop: Loop, stake: Stake) -> Iterator[Pusher]:
        return self._pushers.of(loop.nodes[0], positive=not stake.down)

    def _loop_bound(self, node: int) -> float:
        """No reinforcing loop through the node is stronger than this."""
        return self._inside.loop_bound(node, links=self._max_links)

    def _loop(self, node: int) -> Loop | None:
        """The strongest reinforcing loop through a node; of equally strong ones the shortest, then the first by ids."""
        strength, chain = self._inside.loop(node, links=self._max_links)
        return Loop(chain, strength) if chain else None

    def _stake(self, loop: Loop) -> Stake:
        """Harmful is what takes down the most important outcome of the loop, else of those that its first node reaches.

        Where it reaches none, down is harmful.
        """
        first = loop.nodes[0]
        helps, harms = self._reaching.pushes_of(first)
        reach = _Reach(loop, self._importance, {**helps, first: 1.0}, harms)
        if not reach.outcomes:
            return Stake(True, None, NO_OUTCOME)
        inside = [outcome for outcome in reach.outcomes if outcome in loop.nodes]
        leading = reach.foremost(inside or reach.outcomes)
        down = reach.lost(leading, down=True) > 0
        lost = reach.foremost(outcome for outcome in reach.outcomes if reach.lost(outcome, down=down))
        return Stake(down, lost, self._importance[lost])

    @cached_property
    def _inside(self) -> Chains:
        """Chains to the nodes of components."""
        targets = [node for component in self._components for node in component]
        return self._searched(targets, self._min_chain)

    @cached_property
    def _reaching(self) -> Chains:
        """Chains to outcomes, with all of their strength behind objectives too: a circle runs through them."""
        return self._searched(self._network.outcomes, self._all_chains)

    def _searched(self, targets: Iterable[int], min_chain: float) -> Chains:
        """Chains at an effort of their own that ends the search where it is used up."""
        effort = Effort(tables=TABLE_STEPS, arrows=SEARCH_STEPS, telling=TELLING_STEPS, strict=True)
        return Chains(self._network, max_links=self._max_links, min_chain=min_chain, targets=targets, effort=effort)

    @cached_property
    def _pushers(self) -> Pushers:
        return Pushers(self._inside, self._max_links)


class _Reach:
    """The outcomes that the first node of a loop moves."""

    def __init__(self, loop: Loop, importance: Mapping[int, int], helps: Strengths, harms: Strengths) -> None:
        self._loop = loop
        self._importance = importance
        self._helps = helps
        self._harms = harms
        self.outcomes = sorted(importance.keys() & (helps.keys() | harms.keys()))

    def lost(self, outcome: int, *, down: bool) -> float:
        """The fall of the outcome when the node goes down (or up), 0 if the other way hits it harder."""
        help_, harm = self._helps.get(outcome, 0.0), self._harms.get(outcome, 0.0)
        lost, won = (help_, harm) if down else (harm, help_)
        return lost if lost >= won - ROUNDING else 0.0

    def foremost(self, outcomes: Iterable[int]) -> int:
        """The most important; then one of the loop, the hardest moved, the first by ids."""
        return min(outcomes, key=self._rank)

    def _rank(self, outcome: int) -> tuple[object, ...]:
        moved = max(self._helps.get(outcome, 0.0), self._harms.get(outcome, 0.0))
        return -self._importance[outcome], outcome not in self._loop.nodes, -round(moved, PLACES), outcome
