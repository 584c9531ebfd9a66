"""Chains and tensions on demand, for what no finding tells: what one node pushes, what pushes it, what groups do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from goalcheck.facts.context import Context
from goalcheck.findings import Link, Side
from goalcheck.graph import Budget, Chain, ChainStep, Clashes, Network, Pressures, Pushes, Relations, between

Mitigators = Mapping[tuple[str, str], str]
"""The objectives that mitigate hurting effects, by the two ends of each."""

Found = tuple[float, int, int, bool]
"""A push for ordering: minus its strength, origin, target, whether it helps."""


class Tracer:
    """Traces pushes over a context that is already made."""

    def __init__(self, context: Context) -> None:
        self._context = context

    @property
    def network(self) -> Network:
        """The arrows."""
        return self._context.network

    @property
    def pushes(self) -> Pushes:
        """The pushes and the chains behind them."""
        return self._context.pushes

    @property
    def pressures(self) -> Pressures:
        """The harms on every outcome and objective, and what they come to."""
        return self._context.pressures

    @property
    def clashes(self) -> Clashes:
        """The clashes: objectives that are opposed over an outcome."""
        return self._context.clashes

    def links(self, steps: Chain) -> tuple[Link, ...]:
        """Steps of a chain with the evidence of each."""
        return self._context.links_of(steps)

    def mitigators(self, links: Iterable[Link]) -> Mitigators:
        """The objectives whose mitigations leave no more than the weights that some hurting effects have."""
        found = {}
        for link in links:
            if link.weight < 0:
                arrow = self._context.arrow(self._step(link))
                if arrow.mitigated_by is not None:
                    found[link.origin, link.target] = arrow.mitigated_by
        return found

    def _step(self, link: Link) -> ChainStep:
        index = self._context.network.index
        return ChainStep(index[link.origin], index[link.target], link.weight > 0)

    def pushes_of(self, node: str, most: int) -> tuple[Sequence[Side], int]:
        """The strongest pushes of a node on outcomes and objectives, and how many there are in all."""
        position = self._context.network.index.get(node)
        if position is None:
            return (), 0
        tables = self._context.pushes.pushes_of(position)
        found = (
            (-strength, position, target, table is tables[0]) for table in tables for target, strength in table.items()
        )
        return self._told(self._context.pushes, found, most)

    def pushes_on(self, node: str, most: int) -> tuple[Sequence[Side], int]:
        """The strongest pushes of objectives on a node, and how many there are in all."""
        context = self._context
        position = context.network.index.get(node)
        if position is None:
            return (), 0
        pushes = context.pushes
        if node in context.organization.drivers:
            pushes = Pushes(context.network, context.organization.settings, targets=[position])
        found = (
            (-table[position], objective, position, table is tables[0])
            for objective, tables in pushes.tables.items()
            for table in tables
            if position in table
        )
        return self._told(pushes, found, most)

    def between(
        self, groups: Mapping[str, str], *, outcomes: Collection[str], underminings: bool, least: float, budget: Budget
    ) -> Relations:
        """What groups of objectives do to each other over some outcomes, from a tension up."""
        index = self._context.network.index
        return between(
            self._context.clashes,
            {index[objective]: group for objective, group in groups.items() if objective in index},
            outcomes=[index[outcome] for outcome in outcomes],
            underminings=underminings,
            least=max(least, self._context.organization.settings.min_tension),
            budget=budget,
        )

    def _told(self, pushes: Pushes, found: Iterable[Found], most: int) -> tuple[Sequence[Side], int]:
        ordered = sorted(found, key=lambda each: (each[0], each[1], each[2], not each[3]))
        sides = [
            self._context.side(origin, target, positive=positive, pushes=pushes)
            for _, origin, target, positive in ordered[:most]
        ]
        return sides, len(ordered)
