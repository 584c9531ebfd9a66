"""Resource demand: the amounts that objectives draw in a period, and the fewest that must give where it is too much.

A need is spread evenly over the days of its objective. Of objectives that are alternatives to each other only one will
be chosen, so the one that draws most counts.

Knows no rule.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from goalcheck.facts.context import Context
from goalcheck.findings import Level
from goalcheck.graph import ROUNDING
from goalcheck.model import Need, Objective, Period, Resource

SEVERE_FROM = 1.25
MINOR_FROM = 0.9

SHARES = {Level.SEVERE: SEVERE_FROM, Level.SERIOUS: 1.0, Level.MINOR: MINOR_FROM}
"""The part of its capacity from which a resource is overcommitted at a level."""


def level_of(share: float) -> Level | None:
    """The level of a load, None where there is room enough."""
    return next((level for level, least in SHARES.items() if share >= least - ROUNDING), None)


class Draw(NamedTuple):
    """The amount that one objective draws of a resource in a period."""

    amount: float
    objective: Objective
    need: Need


class Load(NamedTuple):
    """The load of a resource in one of its capacity periods; no period is the whole time."""

    resource: Resource
    period: Period | None
    capacity: float
    demand: float

    @property
    def share(self) -> float:
        """Demand as a share of capacity; infinite where there is demand for nothing."""
        return self.demand / self.capacity if self.capacity else math.inf if self.demand else 0.0

    @property
    def over(self) -> float:
        """The amount that is too much; below 0 what is left."""
        return self.demand - self.capacity


class ResourceDemand:
    """The needs of the objectives in force, by resource.

    Its loads cost the needs of each resource times its capacity periods.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._needs: dict[str, dict[Period | None, list[tuple[Objective, Need]]]] = {}
        for objective in context.active.values():
            for need in objective.needs:
                by_period = self._needs.setdefault(need.resource, {})
                by_period.setdefault(objective.period, []).append((objective, need))

    def steps(self, resource: Resource) -> int:
        """The number of steps to compute one load of a resource: its needs, and the periods that they have."""
        by_period = self._needs.get(resource.id, {})
        return 1 + len(by_period) + sum(map(len, by_period.values()))

    def loads(self, resource: Resource) -> list[Load]:
        """The loads of a resource, by period."""
        return [self._load(resource, period, capacity) for period, capacity in resource.capacity]

    def _load(self, resource: Resource, period: Period | None, capacity: float) -> Load:
        """One figure for capacity stands for the organization's period."""
        period = period or self._context.organization.period
        demand = math.fsum(draw.amount for draw in self.draws(resource.id, period))
        return Load(resource, period, capacity, demand)

    def draws(self, resource: str, period: Period | None) -> list[Draw]:
        """The draws in a period, the most first."""
        draws = [
            Draw(need.amount * part, objective, need)
            for own, needs in self._needs.get(resource, {}).items()
            if (part := share_of_days(own, period))
            for objective, need in needs
            if need.amount
        ]
        draws.sort(key=lambda draw: (-draw.amount, draw.objective.id))
        alternatives = self._context.alternatives
        return list(_chosen(draws, alternatives)) if alternatives else draws


def share_of_days(own: Period | None, period: Period | None) -> float:
    """The part of an objective's days that lies in a period; all of them where either is not bounded."""
    if own is None or period is None:
        return 1.0
    shared = (min(own.end, period.end) - max(own.start, period.start)).days + 1
    return max(0, shared) / own.days


def _chosen(draws: Iterable[Draw], alternatives: Mapping[str, frozenset[str]]) -> Iterator[Draw]:
    """The draws that can be chosen together, the most first: an alternative to one before it falls out."""
    chosen: set[str] = set()
    for draw in draws:
        if chosen.isdisjoint(alternatives.get(draw.objective.id, ())):
            chosen.add(draw.objective.id)
            yield draw


def smallest_sets(draws: Sequence[Draw], least: float) -> Iterator[tuple[Draw, ...]]:
    """The sets of the fewest draws that come to an amount together, in the order of the draws; none where none do.

    The draws stand the most first, so that k of them reach the amount only if the first k do. Each further set costs
    its size: a set is begun only where its largest continuation still reaches the amount.
    """
    sums = [0.0, *accumulate(draw.amount for draw in draws)]
    size = next((number for number in range(1, len(sums)) if sums[number] >= least), 0)
    chosen = list(range(size))
    while chosen:
        yield tuple(draws[position] for position in chosen)
        chosen = _following(chosen, sums, least)


def _following(chosen: list[int], sums: list[float], least: float) -> list[int]:
    """The next positions in lexicographic order whose draws reach an amount, empty after the last."""
    before = [0.0, *accumulate(sums[position + 1] - sums[position] for position in chosen)]
    for kept in reversed(range(len(chosen))):
        start = chosen[kept] + 1
        end = start + len(chosen) - kept
        if end < len(sums) and before[kept] + sums[end] - sums[start] >= least:
            return chosen[:kept] + list(range(start, end))
    return []
