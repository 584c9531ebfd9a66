"""Leverage: the one arrow, driver or objective without which there would be the least tension.

The total is that of the matrix: the tensions of all clashes and underminings together. What a change takes from it is
worked out exactly, by searching the changed network. Where to look first follows from a bound: while the chains that
are shown of a clash or an undermining stand, so does its tension; so nothing takes away more than the tensions whose
shown chains pass it. The best are proved once nothing that is left can reach them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

from goalcheck.analysis import Analysis
from goalcheck.findings import Link
from goalcheck.graph import (
    ROUNDING,
    Budget,
    ChainStep,
    Effort,
    Focus,
    OutOfSteps,
    Sides,
    sides_of,
    tension_over,
    upstream,
)
from goalcheck.graph.chains import Table

MOST_TRIED = 100
"""Arrows, and drivers, and objectives that are tried; where that does not prove the best, the answer says so."""

EFFORT = 10_000_000
"""What all searches may cost, as `Effort.work` counts it: some ten seconds, where effects are dense."""

COUNTING_STEPS = 10_000_000
"""What counting the tension over outcomes again and again may cost: some five seconds."""

MOST_STAKES = 200_000
"""Pushes whose chains are looked at to find what could matter most, the first by outcomes."""

KEPT = 5
"""The best of each kind that are told."""


class RemovalKind(StrEnum):
    """The kind of thing that is taken away."""

    ARROW = "arrow"
    DRIVER = "driver"
    OBJECTIVE = "objective"


@dataclass(frozen=True, slots=True)
class Lever:
    """The gain if one thing were taken away.

    Attributes:
        node: the driver or objective, or where the arrow starts.
        link: the arrow with its evidence, for an arrow.
        lowers: by how much the total tension would be lower.
    """

    kind: RemovalKind
    node: str
    link: Link | None
    lowers: float


@dataclass(frozen=True, slots=True)
class Leverage:
    """The things without which the total tension would fall most.

    Attributes:
        total: the tensions of all clashes and underminings together.
        arrows: without which one arrow it would be lowest, best first; so for drivers without their effects, and for
            objectives that are dropped. Only what lowers it at all.
        exact: whether no other can be better than the last of them.
        counted: False where counting the tension over some outcome takes too many steps, so that there is more.
    """

    total: float
    arrows: tuple[Lever, ...]
    drivers: tuple[Lever, ...]
    objectives: tuple[Lever, ...]
    exact: bool
    counted: bool = True


def leverage(report: Analysis, *, effort: int = EFFORT) -> Leverage:
    """Finds the things without which the total tension would fall most.

    Args:
        effort: the work (`Effort.work`) after which nothing more is tried, shared by the three kinds.

    Cost: one pass over the pushes for the bounds, and a search from all that is upstream for each thing that is tried.
    """
    return _Search(report, effort).leverage()


class _Change(NamedTuple):
    """The removal of arrows, and of the objective that they belong to if it is dropped."""

    kind: RemovalKind
    node: int
    steps: tuple[ChainStep, ...]

    @property
    def dropped(self) -> int | None:
        return self.node if self.kind is RemovalKind.OBJECTIVE else None


class _Search:
    def __init__(self, report: Analysis, effort: int) -> None:
        settings = report.organization.settings
        self._report = report
        self._network = report.tracer.network
        self._chains = report.tracer.pushes
        self._clashes = report.tracer.clashes
        self._pushes = report.tracer.pushes.tables
        self._sides = report.tracer.clashes.sides
        self._objectives = frozenset(self._network.objectives)
        self._targets = self._objectives | frozenset(self._network.outcomes)
        self._max_links, self._min_chain = settings.max_links, settings.min_chain
        self._least = settings.min_tension
        self._counting = Budget(COUNTING_STEPS)
        self._exact = self._chains.exact
        self._over = {outcome: self._tension_over(outcome, sides) for outcome, sides in self._sides.items()}
        self._undermining: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for by, of, tension in self._clashes.underminings():
            if tension >= self._least - ROUNDING and tension > 0:
                self._undermining[by].append((of, tension))
        self._effort = effort

    def _tension_over(self, outcome: int, sides: Sides) -> float:
        """The tension over an outcome, 0 and not exact where there are no steps left to count it."""
        try:
            return tension_over(self._clashes, outcome, sides, least=self._least, budget=self._counting)
        except OutOfSteps:
            self._exact = False
            return 0.0

    def leverage(self) -> Leverage:
        counted = not self._counting.exceeded
        bounds = self._bounds()
        best = {
            kind: self._best(bounds[kind], until=self._effort * after // (after + 1))
            for kind, after in ((RemovalKind.OBJECTIVE, 2), (RemovalKind.DRIVER, 1), (RemovalKind.ARROW, 0))
        }
        total = sum(self._over.values()) + sum(tension for found in self._undermining.values() for _, tension in found)
        kinds = best[RemovalKind.ARROW], best[RemovalKind.DRIVER], best[RemovalKind.OBJECTIVE]
        return Leverage(total + 0.0, *kinds, exact=self._exact, counted=counted)

    def _best(self, bounds: Mapping[_Change, float], *, until: float) -> tuple[Lever, ...]:
        """The best changes of one kind: tried in the order of their bounds until no other can be better.

        Args:
            until: the effort that is left for the kinds that come after.
        """
        found: list[tuple[float, _Change]] = []
        for tried, (change, bound) in enumerate(sorted(bounds.items(), key=lambda each: (-round(each[1], 6), each[0]))):
            if len(found) >= KEPT and bound <= found[KEPT - 1][0] + 1e-6:
                break
            if tried == MOST_TRIED or self._effort < until:
                self._exact = False
                break
            lowers = self._told(change)
            if lowers > 1e-6:
                found.append((lowers, change))
                found.sort(key=lambda each: (-round(each[0], 6), each[1]))
        return tuple(self._lever(change, lowers) for lowers, change in found[:KEPT])

    def _lever(self, change: _Change, lowers: float) -> Lever:
        link = self._report.tracer.links(change.steps)[0] if change.kind is RemovalKind.ARROW else None
        return Lever(change.kind, self._network.nodes[change.node], link, lowers)

    def _told(self, change: _Change) -> float:
        """The fall of the total without something; 0 and not exact if there are no steps left for it."""
        effort = Effort(tables=10 * self._effort, arrows=self._effort, telling=0, strict=True)
        lowers = 0.0
        try:
            lowers = self._lowers(change, effort)
        except OutOfSteps:
            self._exact = False
        self._effort -= effort.work
        return lowers

    def _lowers(self, change: _Change, effort: Effort) -> float:
        """The exact fall of the total without something.

        Raises:
            OutOfSteps: to find out would take too many steps.
        """
        affected = self._affected(change)
        focus = Focus(
            self._network,
            origins=affected,
            targets=self._targets,
            max_links=self._max_links,
            min_chain=self._min_chain,
            effort=effort,
        )
        now = focus.pushes(dict.fromkeys(change.steps, 0.0))
        self._exact &= focus.exact
        if change.dropped is not None:
            now[change.dropped] = ({}, {})
        return self._lowers_clashes(now) + self._lowers_underminings(now, change.dropped)

    def _affected(self, change: _Change) -> list[int]:
        """The objectives whose pushes may change."""
        starts = {step.origin for step in change.steps} or {change.node}
        return sorted(self._objectives & upstream(self._network, starts, links=self._max_links - 1))

    def _lowers_clashes(self, now: Mapping[int, Table]) -> float:
        changed: set[int] = set()
        for objective, tables in now.items():
            for before, after in zip(self._pushes[objective], tables, strict=True):
                changed.update(node for node in before.keys() | after.keys() if before.get(node) != after.get(node))
        outcomes = sorted(changed & self._sides.keys())
        own = sides_of(now, outcomes)
        lowers = 0.0
        for outcome in outcomes:
            sides = _replaced(self._sides[outcome], own[outcome], now)
            now_over = tension_over(self._clashes, outcome, sides, least=self._least, budget=self._counting)
            lowers += self._over[outcome] - now_over
        return lowers

    def _lowers_underminings(self, now: Mapping[int, Table], dropped: int | None) -> float:
        before = sum(tension for by in now for _, tension in self._undermining.get(by, ()))
        after = sum(
            tension
            for by, of, tension in self._clashes.underminings(now)
            if of != dropped and tension >= self._least - ROUNDING and tension > 0
        )
        elsewhere = sum(
            tension
            for by, found in self._undermining.items()
            if by not in now
            for of, tension in found
            if of == dropped
        )
        return before - after + elsewhere

    def _bounds(self) -> dict[RemovalKind, dict[_Change, float]]:
        """The upper bound of what each removal takes away: the tensions whose shown chains pass it."""
        arrows: dict[ChainStep, float] = defaultdict(float)
        nodes: dict[int, float] = defaultdict(float)
        for number, (origin, target, positive, stake) in enumerate(self._stakes()):
            if number == MOST_STAKES:
                self._exact = False
                break
            chain = self._chains.chain(origin=origin, target=target, positive=positive)
            nodes[origin] += stake
            for step in chain:
                arrows[step] += stake
            for step in chain[:-1]:
                nodes[step.target] += stake
        for found in self._undermining.values():
            for of, tension in found:
                nodes[of] += tension
        drivers = self._report.organization.drivers
        bounds: dict[RemovalKind, dict[_Change, float]] = {kind: {} for kind in RemovalKind}
        bounds[RemovalKind.ARROW] = {
            _Change(RemovalKind.ARROW, step.origin, (step,)): bound for step, bound in arrows.items()
        }
        for node, bound in nodes.items():
            out = tuple(ChainStep(node, target, weight > 0) for target, weight in self._network.out[node])
            if node in self._objectives:
                bounds[RemovalKind.OBJECTIVE][_Change(RemovalKind.OBJECTIVE, node, out)] = bound
            elif self._network.nodes[node] in drivers:
                bounds[RemovalKind.DRIVER][_Change(RemovalKind.DRIVER, node, out)] = bound
        return bounds

    def _stakes(self) -> Iterator[tuple[int, int, bool, float]]:
        """The pushes that tension rests on, as (origin, target, positive, tension at most)."""
        for outcome, sides in self._sides.items():
            scale = self._clashes.scale(outcome)
            least = (self._least - ROUNDING) / scale
            for side, against, positive in (
                (sides.helpers, sides.hurters, True),
                (sides.hurters, sides.helpers, False),
            ):
                stake = _Stake([strength for strength, _ in against if strength >= least])
                for strength, objective in side:
                    if strength >= least and (tension := scale * stake.of(strength)) > 0:
                        yield objective, outcome, positive, tension
        for by, found in self._undermining.items():
            for of, tension in found:
                yield by, of, False, tension


class _Stake:
    """The tension of a push with those against it (the strongest first): of each two the weaker one, summed."""

    def __init__(self, against: Sequence[float]) -> None:
        self._rising = sorted(against)
        self._sums = [0.0, *accumulate(self._rising)]

    def of(self, strength: float) -> float:
        weaker = bisect_left(self._rising, strength)
        return self._sums[weaker] + strength * (len(self._rising) - weaker)


def _replaced(sides: Sides, own: Sides, now: Mapping[int, Table]) -> Sides:
    """The sides with those of some objectives as they are now."""
    return Sides(
        tuple(each for each in sides.helpers if each[1] not in now) + own.helpers,
        tuple(each for each in sides.hurters if each[1] not in now) + own.hurters,
    )
