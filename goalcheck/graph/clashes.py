"""Which objectives are opposed over which outcome, how many there are, and which are the worst.

Opposed pairs grow with the square of the objectives, so they are never listed: they are counted from the two sides of
each outcome, and the worst are taken from a stream that is merged across outcomes in falling order of tension.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import accumulate, groupby, islice
from operator import itemgetter
from typing import NamedTuple, Protocol, TypeVar

from goalcheck.graph.arrows import PLACES, ROUNDING, Network
from goalcheck.graph.chains import Chains, Table
from goalcheck.model import Period, overlap

Span = tuple[date, date]
"""A first and a last day."""

ALWAYS: Span = (date.min, date.max)

_Pair = tuple[float, int, int]
"""An opposed pair over some outcome: (-tension, one, other)."""

_Opened = list[tuple[_Pair, int, Iterator[_Pair]]]
"""A heap of streams by their next pair."""


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


class Sides(NamedTuple):
    """Who leans to help an outcome and who leans to hurt it, strongest first as (strength, objective); ties on both."""

    helpers: tuple[tuple[float, int], ...]
    hurters: tuple[tuple[float, int], ...]


class Clashes:
    """Everything that follows from the pushes by comparing them.

    Attributes:
        alternatives: the pairs of objectives of which only one will be chosen, each (smaller, larger).

    Costs: `sides` and `count` are proportional to the pushes (times the logarithm of an outcome's side); `worst(n)`
    to n and the pushes; `undermined` and `self_defeating` to the pushes.
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
        """How many clashes there are (pair and outcome) at or above the least tension, without listing them."""
        counted = sum(self._count_over(outcome) for outcome in self.sides)
        # The count over the sides knows no alternatives; those are few and declared, so they are taken off one by one.
        apart = sum(
            len(self._clashes(one, other))
            for one, other in self.alternatives
            if overlap(self._period(one), self._period(other))
        )
        return counted - apart

    def worst(self, limit: int) -> list[Opposition]:
        """The `limit` most opposed pairs by falling tension, then by ids."""
        return list(islice(self.oppositions(), limit))

    def oppositions(self) -> Iterator[Opposition]:
        """All opposed pairs by falling tension, then by ids, made only as far as they are asked for."""
        told: set[tuple[int, int]] = set()
        for _, one, other in self._by_tension():
            if (one, other) not in told:
                told.add((one, other))
                yield Opposition(one, other, tuple(self._clashes(one, other)))

    def concurrent(self, one: int, other: int) -> bool:
        """Whether two objectives can both push at one time: their periods overlap and they are no alternatives."""
        pair = (min(one, other), max(one, other))
        return pair not in self.alternatives and overlap(self._period(one), self._period(other))

    def opposed(self, one: int, other: int) -> bool:
        """Whether two objectives are opposed over any outcome at or above the least tension."""
        if one == other or not self.concurrent(one, other):
            return False
        return any(
            self._clash(outcome, helper, hurter)[0] >= max(self._least, ROUNDING)
            for helper, hurter in ((one, other), (other, one))
            for outcome in self._pushes[helper][0].keys() & self._pushes[hurter][1].keys() & self._outcomes
        )

    def _by_tension(self) -> Iterator[_Pair]:
        """All opposed pairs as (-tension, one, other), worst first, a pair once for each outcome.

        Like `heapq.merge` over the outcomes, but an outcome is opened only when its weaker side's strongest push, which
        bounds its tensions, comes up: the thousand worst pairs stand over a few of many outcomes.
        """
        waiting = sorted(
            (
                (-_key(self.scale(outcome) * min(sides.helpers[0][0], sides.hurters[0][0])), outcome)
                for outcome, sides in self.sides.items()
                if sides.helpers and sides.hurters
            ),
            reverse=True,
        )
        opened: _Opened = []
        while waiting or opened:
            while waiting and (not opened or waiting[-1][0] <= opened[0][0][0]):
                _, outcome = waiting.pop()
                _push_next(opened, outcome, self._pairs_over(outcome))
            if opened:
                pair, outcome, stream = heapq.heappop(opened)
                yield pair
                _push_next(opened, outcome, stream)

    def undermined(self, limit: int) -> list[Undermining]:
        """The `limit` worst underminings by falling tension, then by ids."""
        found = self._tense(self.underminings())
        return heapq.nsmallest(limit, found, key=lambda each: (-_key(each.tension), each.by, each.of))

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
            limit, self._tense(found), key=lambda each: (-_key(each.tension), each.objective, each.outcome)
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
        return sorted(found, key=lambda clash: (-_key(clash.tension), clash.outcome))

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
        both = sorted(set(helpers) & set(hurters))
        # Each objective on both sides meets itself once, and each two of them meet twice.
        twice = (self._together(both, both) - len(both)) // 2
        return self._together(helpers, hurters) - len(both) - twice

    def _together(self, some: list[int], others: list[int]) -> int:
        """How many pairs of one objective from each list have periods that overlap."""
        span = self.spans.__getitem__
        these, those = Counter(map(span, some)), Counter(map(span, others))
        starts, started = _running(sorted((start, number) for (start, _), number in those.items()))
        ends, ended = _running(sorted((end, number) for (_, end), number in those.items()))
        apart = sum(
            count * (ended[bisect_left(ends, start)] + len(others) - started[bisect_right(starts, end)])
            for (start, end), count in these.items()
        )
        return len(some) * len(others) - apart

    @cached_property
    def spans(self) -> dict[int, Span]:
        """The first and the last day of each objective."""
        return {objective: self._span(objective) for objective in self._objectives}

    def _span(self, objective: int) -> Span:
        period = self._period(objective)
        return ALWAYS if period is None else (period.start, period.end)

    def _pairs_over(self, outcome: int) -> Iterator[_Pair]:
        """The opposed pairs over one outcome as (-tension, one, other), sorted, made only as far as they are asked for.

        Objectives enter by falling strength; a pair has the tension at which the later of the two enters.
        """
        scale = self.scale(outcome)
        sides = self.sides[outcome]
        entries = sorted(
            (-_key(scale * strength), objective, helping)
            for side, helping in ((sides.helpers, True), (sides.hurters, False))
            for strength, objective in side
            if scale * strength >= self._least and strength > 0
        )
        entered = _Entered()
        for tension, group in groupby(entries, key=lambda entry: entry[0]):
            for one, other in entered.admit((objective, helping) for _, objective, helping in group):
                if (one, other) not in self.alternatives and overlap(self._period(one), self._period(other)):
                    yield tension, one, other


def sides_of(pushes: Mapping[int, Table], nodes: Iterable[int]) -> dict[int, Sides]:
    """The two sides of each of these nodes."""
    helpers: dict[int, list[tuple[float, int]]] = {node: [] for node in nodes}
    hurters: dict[int, list[tuple[float, int]]] = {node: [] for node in helpers}
    for objective, (helps, harms) in pushes.items():
        for node, strength in helps.items():
            if node in helpers and strength >= harms.get(node, 0.0) - ROUNDING:
                helpers[node].append((strength, objective))
        for node, strength in harms.items():
            if node in hurters and strength >= helps.get(node, 0.0) - ROUNDING:
                hurters[node].append((strength, objective))
    return {node: Sides(_strongest_first(helpers[node]), _strongest_first(hurters[node])) for node in helpers}


class _Entered:
    """Who has entered on each side so far, sorted."""

    def __init__(self) -> None:
        self._helpers: list[int] = []
        self._hurters: list[int] = []

    def admit(self, newcomers: Iterable[tuple[int, bool]]) -> Iterator[tuple[int, int]]:
        """Let objectives in, as (objective, helping): the pairs that each newcomer makes, sorted, each once."""
        new_helpers: list[int] = []
        new_hurters: list[int] = []
        for objective, helping in newcomers:
            insort(self._helpers if helping else self._hurters, objective)
            (new_helpers if helping else new_hurters).append(objective)
        firsts = {*new_helpers, *new_hurters}
        firsts.update(self._hurters if new_helpers else ())
        firsts.update(self._helpers if new_hurters else ())
        for first in sorted(firsts):
            yield from ((first, second) for second in self._partners(first, new_helpers, new_hurters))

    def _partners(self, first: int, new_helpers: list[int], new_hurters: list[int]) -> list[int]:
        """The objectives after `first` that make a new pair with it."""
        partners: set[int] = set()
        if _holds(self._helpers, first):
            partners.update(_after(self._hurters if _holds(new_helpers, first) else new_hurters, first))
        if _holds(self._hurters, first):
            partners.update(_after(self._helpers if _holds(new_hurters, first) else new_helpers, first))
        return sorted(partners)


def _push_next(opened: _Opened, outcome: int, stream: Iterator[_Pair]) -> None:
    """Put the next pair of a stream on the heap of opened streams."""
    following = next(stream, None)
    if following is not None:
        heapq.heappush(opened, (following, outcome, stream))


def _running(counted: list[tuple[date, int]]) -> tuple[list[date], list[int]]:
    """Days with how many stand before each, the last one over all."""
    return [day for day, _ in counted], [0, *accumulate(number for _, number in counted)]


def _holds(ordered: list[int], item: int) -> bool:
    position = bisect_left(ordered, item)
    return position < len(ordered) and ordered[position] == item


def _after(ordered: list[int], item: int) -> list[int]:
    return ordered[bisect_right(ordered, item) :]


def _key(tension: float) -> float:
    """A tension for ordering, so that figures that differ only by rounding are equal."""
    return round(tension, PLACES)


def _strongest_first(side: list[tuple[float, int]]) -> tuple[tuple[float, int], ...]:
    return tuple(sorted(side, key=itemgetter(0), reverse=True))
