"""The opposed objectives over each outcome, their number, and the worst of them.

Opposed pairs grow with the square of the objectives, so they are never listed: they are counted from the two sides of
each outcome (`sides`, `spans`), and the worst are taken from a stream in falling order of tension (`worst_pairs`).
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple, Protocol, TypeVar

from goalcheck.graph.arrows import PLACES, ROUNDING, Network
from goalcheck.graph.pressure import Pressures
from goalcheck.graph.pushes import Pushes
from goalcheck.graph.sides import Sides, sides_of
from goalcheck.graph.spans import Span, together
from goalcheck.graph.worst_pairs import WorstPairs


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
    """An objective that hurts another that it is together with."""

    by: int
    of: int
    tension: float


class Support(NamedTuple):
    """An objective that helps another that it is together with; the synergy is what the tension of a harm would be."""

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

    Costs: `sides` and `count` are proportional to the pushes (times the logarithm of an outcome's side); `oppositions`
    to how many are asked for and the pushes; `undermined` and `self_defeating` to the pushes.
    """

    def __init__(self, network: Network, pushes: Pushes, pressures: Pressures, *, min_tension: float) -> None:
        self._network = network
        self._pushes = pushes.tables
        self._pressures = pressures
        self._least = min_tension - ROUNDING
        self._outcomes = set(network.outcomes)

    @cached_property
    def sides(self) -> dict[int, Sides]:
        """The two sides of each outcome."""
        return sides_of(self._pushes, self._network.outcomes)

    def count(self) -> int:
        """The number of clashes (pair and outcome) at or above the least tension, without listing them."""
        return sum(self._count_over(outcome) for outcome in self.sides)

    def oppositions(self) -> Iterator[Opposition]:
        """All opposed pairs by falling tension, then by ids, made only as far as they are asked for."""
        told: set[tuple[int, int]] = set()
        pairs = WorstPairs(self.sides, self._scales, least=self._least, concurrent=self.together)
        for _, one, other in pairs.worst_first():
            if (one, other) not in told:
                told.add((one, other))
                yield Opposition(one, other, tuple(self._clashes(one, other)))

    def together(self, one: int, other: int) -> bool:
        """True if two different objectives are no alternatives and share a day."""
        return self._pressures.together(one, other)

    @property
    def spans(self) -> Mapping[int, Span]:
        """The first and the last day of each objective."""
        return self._pressures.spans

    def apart(self, objective: int, *, on_both: bool) -> int | None:
        """The set of objectives that one is in no conflict with over an outcome, itself included; None for nobody.

        Args:
            on_both: whether it stands on both sides of the outcome, and so could meet itself.
        """
        alternatives = self._pressures.alternatives
        return alternatives.set_of(objective) if on_both or alternatives.has_any(objective) else None

    def tension(self, one: int, other: int, outcome: int) -> float:
        """The tension of two objectives over an outcome, whatever their periods."""
        return max(self._clash(outcome, one, other)[0], self._clash(outcome, other, one)[0])

    def opposed(self, one: int, other: int) -> bool:
        """True if two objectives are opposed over any outcome at or above the least tension."""
        return self.together(one, other) and any(
            tension >= self._least and tension > 0
            for outcome in self._outcomes.intersection(*(self._felt(each) for each in (one, other)))
            for tension in (self.tension(one, other, outcome),)
        )

    def _felt(self, objective: int) -> set[int]:
        """Everything that an objective helps or hurts."""
        return self._pushes[objective][0].keys() | self._pushes[objective][1].keys()

    def undermined(self, limit: int) -> list[Undermining]:
        """The `limit` worst underminings by falling tension, then by ids."""
        found = self._tense(self.underminings())
        return heapq.nsmallest(limit, found, key=lambda each: (-round(each.tension, PLACES), each.by, each.of))

    def underminings(self) -> Iterator[Undermining]:
        """Every objective that hurts another that it is together with, whatever the tension, by who suffers it."""
        for of, harms in self._pressures.harms.items():
            if of not in self._outcomes:
                scale = self._pressures.scale(of)
                for each in harms:
                    yield Undermining(each.objective, of, scale * each.harm)

    def supports(self) -> Iterator[Support]:
        """Every objective that helps another that it is together with, and does not undermine it, by who does it."""
        pressures = self._pressures
        hurting = {of: {each.objective for each in harms} for of, harms in pressures.harms.items()}
        for by, (helps, _) in self._pushes.items():
            for of, help_ in helps.items():
                if of in pressures.spans and by not in hurting.get(of, ()) and self.together(by, of):
                    yield Support(by, of, pressures.scale(of) * help_)

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
        """The tension of two objectives on the sides that are named, 0 where one of them is not on its side."""
        helped, harmed = self._pushes[helper][0].get(outcome, 0.0), self._pushes[hurter][1].get(outcome, 0.0)
        return self.scale(outcome) * min(helped, harmed), helper, hurter

    def _count_over(self, outcome: int) -> int:
        """Clashes over one outcome: all pairs of the two sides, less those of alternatives."""
        least = self._least / self.scale(outcome)
        sides = self.sides[outcome]
        helpers = {objective for strength, objective in sides.helpers if strength >= least and strength > 0}
        hurters = {objective for strength, objective in sides.hurters if strength >= least and strength > 0}
        by_set: dict[int, tuple[set[int], set[int]]] = {}
        for side, objectives in enumerate((helpers, hurters)):
            for objective in objectives:
                if self._pressures.alternatives.has_any(objective):
                    of_set = by_set.setdefault(self._pressures.alternatives.set_of(objective), (set(), set()))
                    of_set[side].add(objective)
        apart = sum(self._count_between(*members) for members in by_set.values())
        return self._count_between(helpers, hurters) - apart

    def _count_between(self, helpers: set[int], hurters: set[int]) -> int:
        """The number of pairs whose periods overlap: helpers times hurters, less those that are counted twice."""
        both = helpers & hurters
        # Each objective on both sides meets itself once, and each two of them meet twice.
        twice = (self._together(both, both) - len(both)) // 2
        return self._together(helpers, hurters) - len(both) - twice

    def _together(self, some: Collection[int], others: Collection[int]) -> int:
        """The number of pairs of one objective from each whose periods overlap."""
        if not some or not others:
            return 0
        span = self._pressures.spans.__getitem__
        return together(map(span, some), map(span, others))
