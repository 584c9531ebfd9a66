"""A conflict as a condition on pushes: so that it can be asked what would end it, and how surely it stands.

The pressure that counts here is the one that gives a conflict its level: of the harms that nobody decided, and of all
where the conflict is decided. Decisions stay as they are, whatever a harm weighs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from math import prod
from typing import NamedTuple

from goalcheck.analysis import Analysis, conflict_rules
from goalcheck.conflicts import Conflict
from goalcheck.graph import ROUNDING, Budget, Network, OutOfSteps, Pressures
from goalcheck.graph.spans import Span

REACH_STEPS = 10_000_000
"""Arrows that may be followed to find who can hurt, and entries of days: some five seconds."""


class SignedPush(NamedTuple):
    """The strongest chain of one sign from an objective to a node, between whose ends no objective lies."""

    origin: int
    target: int
    positive: bool

    @property
    def opposite(self) -> SignedPush:
        """The push on the same node with the other sign."""
        return self._replace(positive=not self.positive)


class PossibleHurter(NamedTuple):
    """An objective that hurts what suffers, or would with other weights.

    Attributes:
        guard: what its guardrails leave of its harm.
    """

    harm: SignedPush
    guard: float


class LostHelp(NamedTuple):
    """An outcome that an objective helps, and what the pressure on it is where all of the help is lost with it."""

    push: SignedPush
    scale: float


class WorldStrengths(NamedTuple):
    """The strengths of some world, to be asked for.

    Attributes:
        push: of the strongest chain of a push, 0 where none counts.
        arrow: of the one arrow from an objective to another that hurts it, 0 where there is none.
    """

    push: Callable[[SignedPush], float]
    arrow: Callable[[SignedPush], float]


Moment = tuple[tuple[int, ...], ...]
"""The possible hurters in force on one day, by their positions; alternatives, of which one counts, together."""


@dataclass(frozen=True, slots=True)
class ConflictCondition:
    """What the pressure of a conflict depends on.

    Attributes:
        hurters: everybody whose harm can count, by objective.
        moments: the days on which the pressure can be worst.
        scale: the pressure where all is lost, whatever the weights; of an objective by its priority.
        served: what an objective does for outcomes, which may be more.
        threshold: the pressure from which it stands: settings: min_tension.
        level_threshold: the pressure from which it has its level or a worse one.
    """

    conflict: Conflict
    about: int
    is_outcome: bool
    hurters: tuple[PossibleHurter, ...]
    moments: tuple[Moment, ...]
    scale: float
    served: tuple[LostHelp, ...]
    threshold: float
    level_threshold: float
    min_chain: float

    @property
    def pushes(self) -> tuple[SignedPush, ...]:
        """All pushes that it depends on, sorted."""
        harms = [each.harm for each in self.hurters]
        helps = [] if self.is_outcome else [each.opposite for each in harms]
        return tuple(sorted([*harms, *helps, *(each.push for each in self.served)]))

    def stands(self, pressure: float) -> bool:
        """True if a pressure is enough for a conflict, allowing for rounding."""
        return pressure > 0 and pressure >= self.threshold - ROUNDING

    def has_level(self, pressure: float) -> bool:
        """True if a pressure is enough for its level or a worse one, allowing for rounding."""
        return self.stands(pressure) and pressure >= self.level_threshold - ROUNDING

    def pressure(self, strengths: WorldStrengths, *, allowed: float = ROUNDING) -> float:
        """The pressure in a world.

        Args:
            allowed: what comparisons allow for rounding.
        """
        left = [self._left(each, strengths, allowed) for each in self.hurters]
        spared = min(
            (prod(1.0 - max(left[each] for each in choice) for choice in moment) for moment in self.moments),
            default=1.0,
        )
        lost = max([self.scale, *(each.scale * strengths.push(each.push) for each in self.served)])
        return lost * (1.0 - spared)

    def _left(self, hurter: PossibleHurter, strengths: WorldStrengths, allowed: float) -> float:
        """What guardrails leave of a harm; 0 where the objective does not stand on the hurting side (DESIGN 4)."""
        harm = strengths.push(hurter.harm)
        if not harm or self.is_outcome:
            return hurter.guard * harm
        said = strengths.arrow(hurter.harm) >= self.min_chain - allowed
        return harm if said or harm >= strengths.push(hurter.harm.opposite) - allowed else 0.0


class Conditions:
    """Makes the conditions of the conflicts of one report.

    Raises:
        OutOfSteps: by every method, where there are no steps left to find who can hurt.
    """

    def __init__(self, report: Analysis) -> None:
        self._report = report
        self._network: Network = report.tracer.network
        self._pressures: Pressures = report.tracer.pressures
        self._objectives = frozenset(self._network.objectives)
        self._rules = conflict_rules(report.organization)
        self._budget = Budget(REACH_STEPS)

    def on_any_weights(self, conflict: Conflict) -> ConflictCondition:
        """The condition on which a conflict stands, whatever arrows weigh: with all who could come to hurt."""
        about = self._network.index[conflict.about]
        return self._condition(conflict, about, self._upstream(about))

    def on_weaker_arrows(self, conflict: Conflict) -> ConflictCondition:
        """The condition while no arrow is stronger than it is: with those who have a harm now."""
        about = self._network.index[conflict.about]
        mechanisms = self._report.tracer.pushes.mechanisms
        now = [each for each in self._upstream(about) if about in mechanisms.pushes_of(each)[1]]
        return self._condition(conflict, about, now)

    def _upstream(self, about: int) -> list[int]:
        """The objectives from which chains without objectives between their ends lead to a node, sorted."""
        found, border = {about}, [about]
        for _ in range(self._report.organization.settings.max_links):
            before = [
                source
                for node in border
                if node == about or node not in self._objectives
                for source in self._network.sources[node]
            ]
            self._budget.spend(len(before))
            border = sorted(set(before) - found)
            found.update(border)
        return sorted(found & self._objectives - {about})

    def _condition(self, conflict: Conflict, about: int, possible: Iterable[int]) -> ConflictCondition:
        pressures, settings = self._pressures, self._report.organization.settings
        is_outcome = about not in self._objectives
        decided = {self._network.index[each.objective] for each in conflict.hurters if each.decided}
        left_out = decided if conflict.is_open else set[int]()
        hurting = [
            each for each in possible if each not in left_out and (is_outcome or pressures.together(each, about))
        ]
        return ConflictCondition(
            conflict=conflict,
            about=about,
            is_outcome=is_outcome,
            hurters=tuple(
                PossibleHurter(
                    SignedPush(each, about, positive=False), pressures.guard(each, about) if is_outcome else 1.0
                )
                for each in hurting
            ),
            moments=self._moments(hurting, None if is_outcome else pressures.spans[about]),
            scale=pressures.scale(about) if is_outcome else 20.0 * self._priority(about),
            served=() if is_outcome else tuple(self._served(about)),
            threshold=settings.min_tension,
            level_threshold=self._level_threshold(conflict),
            min_chain=settings.min_chain,
        )

    def _level_threshold(self, conflict: Conflict) -> float:
        """Where an organization sets the level of a kind of conflict, it has that level wherever it stands."""
        is_set = self._rules[conflict.kind].setting is not None
        return 0.0 if is_set else conflict.level.least_tension

    def _priority(self, objective: int) -> float:
        return float(self._report.organization.objectives[self._network.nodes[objective]].priority)

    def _served(self, objective: int) -> list[LostHelp]:
        reached = self._reached(objective)
        return [
            LostHelp(SignedPush(objective, each, positive=True), self._pressures.scale(each))
            for each in self._network.outcomes
            if each in reached
        ]

    def _reached(self, objective: int) -> Collection[int]:
        """The nodes to which chains without objectives between their ends lead."""
        found, border = {objective}, [objective]
        for _ in range(self._report.organization.settings.max_links):
            rows = [self._network.out[node] for node in border if node == objective or node not in self._objectives]
            self._budget.spend(sum(map(len, rows)))
            border = sorted({target for row in rows for target, _ in row} - found)
            found.update(border)
        return found

    def _moments(self, hurting: Sequence[int], window: Span | None) -> tuple[Moment, ...]:
        """The days on which somebody begins, each with those who are in force: pressure is worst on one of them."""
        spans = [self._pressures.spans[each] for each in hurting]
        if window is not None:
            spans = [(max(start, window[0]), min(end, window[1])) for start, end in spans]
        days = sorted({start for start, _ in spans})
        self._budget.spend(len(days) * len(spans))
        found: dict[Moment, None] = {}
        for day in days:
            sets: dict[int, list[int]] = {}
            for position, (start, end) in enumerate(spans):
                if start <= day <= end:
                    sets.setdefault(self._pressures.alternatives.set_of(hurting[position]), []).append(position)
            found[tuple(tuple(sets[first]) for first in sorted(sets))] = None
        return tuple(found)


def conditions(report: Analysis) -> tuple[list[ConflictCondition], int]:
    """The conditions of the conflicts, in the order of the report, and how many more would take too many steps."""
    making, found = Conditions(report), list[ConflictCondition]()
    try:
        for conflict in report.conflicts:
            found.append(making.on_any_weights(conflict))
    except OutOfSteps:
        pass
    return found, len(report.conflicts) - len(found)
