"""What objectives move at all, and what hurts without any objective behind it.

Knows no rule.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from goalcheck.facts.context import Context
from goalcheck.graph import ROUNDING, Chain, Chains, ChainStep, upstream


class OutsideHarm(NamedTuple):
    """A driver that no objective moves, an outcome that it hurts, and the chain."""

    driver: int
    outcome: int
    strength: float
    chain: Chain


def unmoved_drivers(context: Context) -> list[int]:
    """The drivers to which no chain leads from an objective, by ids.

    Signs do not matter, and the strongest walk to a node holds a chain that is as strong and no longer; what leads
    there through an objective leads there from that one.
    Cost: arrows x max_links.
    """
    network, settings = context.network, context.organization.settings
    floor = settings.min_chain - ROUNDING
    objectives = set(network.objectives)
    strongest = dict.fromkeys(network.objectives, 1.0)
    latest = strongest
    for _ in range(settings.max_links):
        reached: dict[int, float] = {}
        for node, strength in latest.items():
            for target, weight in network.out[node]:
                longer = strength * abs(weight)
                known = max(strongest.get(target, 0.0), reached.get(target, 0.0))
                if target not in objectives and longer >= floor and longer > known:
                    reached[target] = longer
        strongest = {**strongest, **reached}
        latest = reached
    index = network.index
    return [index[key] for key in context.organization.drivers if index[key] not in strongest]


def outside_harms(context: Context, outcomes: Collection[int]) -> Iterator[OutsideHarm]:
    """The harms of unmoved drivers on some outcomes, each with its chain, by drivers.

    A chain of theirs ends at the first objective that it meets, as every harm does.
    """
    harmful = context.pushes.mechanisms
    for driver in unmoved_drivers(context):
        for outcome, strength in sorted(harmful.pushes_of(driver)[1].items()):
            if outcome in outcomes:
                chain = harmful.chain(origin=driver, target=outcome, positive=False)
                yield OutsideHarm(driver, outcome, strength, chain)


def hurters_of(context: Context, drivers: Iterable[int]) -> dict[int, list[tuple[float, Chain]]]:
    """For each of some drivers the harms of objectives on it, with their chains, the hardest first, then by ids.

    Cost: that of a search among those from which a chain can lead to one of them.
    """
    network, settings = context.network, context.organization.settings
    wanted = sorted(drivers)
    nodes = sorted(upstream(network, wanted, links=settings.max_links)) if wanted else []
    part = network.part(nodes, kept=nodes)
    chains = Chains(
        part,
        max_links=settings.max_links,
        min_chain=settings.min_chain,
        targets=[part.index[network.nodes[driver]] for driver in wanted],
        through=0.0,
    )
    found: dict[int, list[tuple[float, Chain]]] = {driver: [] for driver in wanted}
    for objective in part.objectives:
        for place, strength in chains.pushes_of(objective)[1].items():
            steps = chains.chain(origin=objective, target=place, positive=False)
            chain = tuple(ChainStep(nodes[step.origin], nodes[step.target], step.positive) for step in steps)
            found[nodes[place]].append((strength, chain))
    return {driver: sorted(harms, key=lambda each: (-round(each[0], 9), each[1])) for driver, harms in found.items()}
