"""The opposed objectives over each outcome, their number, and the worst of them.

Opposed pairs grow with the square of the objectives, so they are never listed: they are counted from the two sides of
each outcome (`sides`, `spans`), and the worst are taken from a stream in falling order of tension (`worst_pairs`).
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple, Protocol, TypeVar

from goalcheck.graph.arrows import PLACES, ROUNDING, Network
from goalcheck.graph.chains import Chains, Table
from goalcheck.graph.sides import Sides, sides_of
from goalcheck.graph.spans import Span, span_of, together
from goalcheck.graph.worst_pairs import WorstPairs
from goalcheck.model import Period, overlap


class _Tense(Protocol):
    @property
    def tension(self) -> float: ...


T = TypeVar("T", bound=_Tense)


class Clash(NamedTuple):
    """Two objectives that pull one outcome apart: who helps, who hurts, and how hard (0 to 100)."""

    outcome: int
    helper: int
    hurter: int
    tension: float


class Opposition(NamedTuple):
    """A pair of opposed objectives (`one` before `other`) with its clashes, worst first."""

    one: int
    other: int
    clashes: tuple[Clash, ...]

    @property
    def tension(self) -> float:
        """The largest tension over the outcomes."""
        return self.clashes[0].tension


class Undermining(NamedTuple):
    """An objective that leans to hurt another."""

    by: int
    of: int
    tension: float


class Support(NamedTuple):
    """An objective that leans to help another; the synergy is what the tension of as much harm would be."""

    by: int
    of: int
    synergy: float


class SelfDefeat(NamedTuple):
    """An objective that both helps and hurts an outcome."""

    objective: int
    outcome: int
    tension: float


class Clashes:
    """Everything that follows from the pushes by comparing them.

    Attributes:
        alternatives: the pairs of objectives of which only one will be chosen, each (smaller, larger).

    Costs: `sides` and `count` are proportional to the pushes (times the logarithm of an outcome's side); `oppositions`
    to how many are asked for and the pushes; `undermined` and `self_defeating` to the pushes.
    """

    def __init__(self, network: Network, chains: Chains, *, min_tension: float) -> None:
        self._network = network
        self._pushes = chains.pushes
        self._least = min_tension - ROUNDING
        organization = network.organization
        self._objectives = {
            position: organization.objectives[network.nodes[position]] for position in network.objectives
        }
        self._outcomes = set(network.outcomes)
        self.alternatives = self._alternative_pairs()

    @cached_property
    def alternatives_to(self) -> dict[int, list[int]]:
        """For each objective that is an alternative to others these others."""
        others: defaultdict[int, list[int]] = defaultdict(list)
        for one, other in sorted(self.alternatives):
            others[one].append(other)
            others[other].append(one)
        return dict(others)

    @cached_property
    def sides(self) -> dict[int, Sides]:
        """The two sides of each outcome."""
        return sides_of(self._pushes, self._network.outcomes)

    def count(self) -> int:
        """The number of clashes (pair and outcome) at or above the least tension, without listing them."""
        counted = sum(self._count_over(outcome) for outcome in self.sides)
        # The count over the sides knows no alternatives; those are few and declared, so they are taken off one by one.
        apart = sum(
            len(self._clashes(one, other))
            for one, other in self.alternatives
            if overlap(self._period(one), self._period(other))
        )
        return counted - apart

    def oppositions(self) -> Iterator[Opposition]:
        """All opposed pairs by falling tension, then by ids, made only as far as they are asked for."""
        told: set[tuple[int, int]] = set()
        pairs = WorstPairs(self.sides, self._scales, least=self._least, concurrent=self.concurrent)
        for _, one, other in pairs.worst_first():
            if (one, other) not in told:
                told.add((one, other))
                yield Opposition(one, other, tuple(self._clashes(one, other)))

    def concurrent(self, one: int, other: int) -> bool:
        """True if two objectives can both push at one time: their periods overlap and they are no alternatives."""
        pair = (min(one, other), max(one, other))
        return pair not in self.alternatives and overlap(self._period(one), self._period(other))

    def opposed(self, one: int, other: int) -> bool:
        """True if two objectives are opposed over any outcome at or above the least tension."""
        if one == other or not self.concurrent(one, other):
            return False
        return any(
            self._clash(outcome, helper, hurter)[0] >= max(self._least, ROUNDING)
            for helper, hurter in ((one, other), (other, one))
            for outcome in self._pushes[helper][0].keys() & self._pushes[hurter][1].keys() & self._outcomes
        )

    def undermined(self, limit: int) -> list[Undermining]:
        """The `limit` worst underminings by falling tension, then by ids."""
        found = self._tense(self.underminings())
        return heapq.nsmallest(limit, found, key=lambda each: (-round(each.tension, PLACES), each.by, each.of))

    def underminings(self, pushes: Mapping[int, Table] | None = None) -> Iterator[Undermining]:
        """Every objective that leans to hurt another, whatever the tension, by who does it.

        Args:
            pushes: those of some objectives, where they are not what they are.
        """
        for by, (helps, harms) in (self._pushes if pushes is None else pushes).items():
            for of, harm in harms.items():
                if (objective := self._objectives.get(of)) and harm >= helps.get(of, 0.0) - ROUNDING:
                    yield Undermining(by, of, 20 * objective.priority * harm)

    def supports(self) -> Iterator[Support]:
        """Every objective that leans to help another and not also to hurt it, by who does it."""
        for by, (helps, harms) in self._pushes.items():
            for of, help_ in helps.items():
                if (objective := self._objectives.get(of)) and help_ > harms.get(of, 0.0) + ROUNDING:
                    yield Support(by, of, 20 * objective.priority * help_)

    def self_defeating(self, limit: int) -> list[SelfDefeat]:
        """The `limit` worst cases of one objective on both sides of an outcome, by falling tension, then by ids."""
        found = (
            SelfDefeat(objective, node, self.scale(node) * min(help_, harms[node]))
            for objective, (helps, harms) in self._pushes.items()
            for node, help_ in helps.items()
            if node in self._outcomes and node in harms
        )
        return heapq.nsmallest(
            limit, self._tense(found), key=lambda each: (-round(each.tension, PLACES), each.objective, each.outcome)
        )

    def _tense(self, found: Iterable[T]) -> Iterator[T]:
        return (each for each in found if each.tension >= self._least)

    def scale(self, outcome: int) -> float:
        """The tension of a full clash over an outcome."""
        return self._scales[outcome]

    @cached_property
    def _scales(self) -> dict[int, float]:
        nodes, outcomes = self._network.nodes, self._network.organization.outcomes
        return {position: 20.0 * outcomes[nodes[position]].importance for position in self._network.outcomes}

    def _period(self, objective: int) -> Period | None:
        return self._objectives[objective].period

    def _alternative_pairs(self) -> set[tuple[int, int]]:
        index = self._network.index
        pairs = (
            sorted((position, index[alternative.id]))
            for position, objective in self._objectives.items()
            for alternative in objective.alternative_to
            if alternative.id in index
        )
        return {(one, other) for one, other in pairs}

    def _clashes(self, one: int, other: int) -> list[Clash]:
        """The clashes of two objectives whatever their periods, worst first."""
        found = []
        for outcome in self._pushes[one][0].keys() | self._pushes[one][1].keys():
            if outcome in self._outcomes:
                tension, helper, hurter = max(
                    self._clash(outcome, one, other), self._clash(outcome, other, one), key=lambda each: each[0]
                )
                if tension >= self._least and tension > 0:
                    found.append(Clash(outcome, helper, hurter, tension))
        return sorted(found, key=lambda clash: (-round(clash.tension, PLACES), clash.outcome))

    def _clash(self, outcome: int, helper: int, hurter: int) -> tuple[float, int, int]:
        """The tension of two objectives on the sides that are named, 0 where one of them leans the other way."""
        helps, spoils = self._pushes[helper]
        softens, harms = self._pushes[hurter]
        helped, harmed = helps.get(outcome, 0.0), harms.get(outcome, 0.0)
        if (
            not helped
            or not harmed
            or helped < spoils.get(outcome, 0.0) - ROUNDING
            or harmed < softens.get(outcome, 0.0) - ROUNDING
        ):
            return 0.0, helper, hurter
        return self.scale(outcome) * min(helped, harmed), helper, hurter

    def _count_over(self, outcome: int) -> int:
        """Clashes over one outcome: helpers times hurters, less those that are apart in time or counted twice."""
        least = self._least / self.scale(outcome)
        sides = self.sides[outcome]
        helpers = [objective for strength, objective in sides.helpers if strength >= least and strength > 0]
        hurters = [objective for strength, objective in sides.hurters if strength >= least and strength > 0]
        both = set(helpers) & set(hurters)
        # Each objective on both sides meets itself once, and each two of them meet twice.
        twice = (self._together(both, both) - len(both)) // 2
        return self._together(helpers, hurters) - len(both) - twice

    def _together(self, some: Iterable[int], others: Iterable[int]) -> int:
        """The number of pairs of one objective from each whose periods overlap."""
        span = self.spans.__getitem__
        return together(map(span, some), map(span, others))

    @cached_property
    def spans(self) -> dict[int, Span]:
        """The first and the last day of each objective."""
        return {key: span_of(objective.period) for key, objective in self._objectives.items()}
