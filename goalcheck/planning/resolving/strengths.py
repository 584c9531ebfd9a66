"""How hard each objective hurts each node in every state that changes can bring it into, never more than it truly does.

A harm depends on the figure of its own objective's target and on the options that mitigate an effect on its way. So one
network for each round of figures (all objectives have their first, then all their second) and each set of such options
answers for all harms at once.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations
from types import MappingProxyType
from typing import NamedTuple

from goalcheck.changes import apply
from goalcheck.facts.context import Context
from goalcheck.graph.days import covers, horizon
from goalcheck.graph.pressure import BINDING, GUARDED
from goalcheck.model import Organization
from goalcheck.planning.resolving.judge import Judge
from goalcheck.planning.resolving.reach import Reach

MOST_OPTIONS = 3
"""Options that mitigate up to which every set of them is looked at; of more only none and all."""

MOST_LOGARITHM = 14.0
"""-log(1 - harm) of a harm that leaves nothing; more would only cost the solver digits."""

ADOPTIONS = frozenset[str]
_NO_ONE: ADOPTIONS = frozenset()


class State(NamedTuple):
    """Changes that make a harm smaller: options that mitigate, a figure, a guardrail; by the places of candidates."""

    adopted: frozenset[int]
    retarget: int | None
    guard: int | None

    @property
    def changes(self) -> frozenset[int]:
        """All of them."""
        single = {each for each in (self.retarget, self.guard) if each is not None}
        return self.adopted | single

    def follows(self, other: State) -> bool:
        """True if further changes lead here from another state; a figure or a guardrail may take another's place."""
        return (
            self != other
            and self.adopted >= other.adopted
            and (self.retarget == other.retarget or self.retarget is not None)
            and (self.guard == other.guard or self.guard is not None)
        )


class Strengths:
    """The harms of one organization in every state.

    Attributes:
        hurters: of each node those who hurt it, whatever days they are in force on.
        possible: the same if nobody mitigated anything.
        rising: the candidates for another figure by which some harm grows.
        scale: of each node that could be hurt the pressure where all is lost; never too high.
    """

    def __init__(self, judge: Judge, reach: Reach) -> None:
        self._judge = judge
        self._reach = reach
        self._mitigating = sorted(set(reach.adopts) & reach.mitigators)
        self._tables: dict[tuple[ADOPTIONS, int], dict[tuple[str, str], float]] = {}
        self._guards: dict[tuple[str, str], float] = {}
        self.scale: dict[str, float] = {}
        base = apply(judge.organization, [judge.candidates[at].change for at in sorted(reach.adopts.values())])
        rounds = max((len(each) for each in reach.retargets.values()), default=0)
        for adopted in self._sets():
            for number in range(rounds + 1):
                self._look(base, adopted, number)
        self.hurters = _by_target(self._tables[_NO_ONE, 0])
        self.possible = _by_target(self._unmitigated(base))
        self.shaky = self._shaky()
        self.rising = frozenset(self._rising())

    def _unmitigated(self, base: Organization) -> dict[tuple[str, str], float]:
        if not self._reach.mitigators:
            return self._tables[_NO_ONE, 0]
        return self._table(Context(_idle(base, self._reach.mitigators), today=self._judge.today))

    def _sets(self) -> Iterator[ADOPTIONS]:
        """The sets of options that mitigate, none of them first and all of them last."""
        names = self._mitigating
        sizes = range(len(names) + 1) if len(names) <= MOST_OPTIONS else (0, len(names))
        for size in dict.fromkeys(sizes):
            yield from map(frozenset, combinations(names, size))

    def _look(self, base: Organization, adopted: ADOPTIONS, number: int) -> None:
        """Note all harms where some options mitigate and every objective has its figure of one round."""
        organization = _idle(base, set(self._mitigating) - adopted)
        figures = [each[number - 1] for each in self._reach.retargets.values() if 0 < number <= len(each)]
        changed = apply(organization, [self._reach.changes[at] for at in figures])
        context = Context(changed, today=self._judge.today)
        self._tables[adopted, number] = self._table(context)
        if not number:
            nodes, pressures = context.network.nodes, context.pressures
            for node in (*context.network.outcomes, *context.network.objectives):
                known = self.scale.get(nodes[node], math.inf)
                self.scale[nodes[node]] = min(known, pressures.scale(node))

    def _table(self, context: Context) -> dict[tuple[str, str], float]:
        """All harms of one organization, whatever days they fall on."""
        nodes, pressures = context.network.nodes, context.pressures
        table: dict[tuple[str, str], float] = {}
        for by in context.network.objectives:
            for node in context.pushes.mechanisms.pushes_of(by)[1]:
                harm = pressures.harm_on_shared_days(by, node)
                if harm:
                    table[nodes[by], nodes[node]] = harm
                    self._guards.setdefault((nodes[by], nodes[node]), self._guard(context, by, node))
        return table

    def _guard(self, context: Context, by: int, node: int) -> float:
        is_outcome = context.network.nodes[node] in context.organization.outcomes
        return context.pressures.guard(by, node) if is_outcome else 1.0

    def _shaky(self) -> dict[str, set[int]]:
        """For each objective the deferrals, its own or of others, that bring a mitigation of its effects about."""
        organization = self._judge.organization
        days = horizon(organization)
        found: dict[str, set[int]] = {}
        for mitigator in sorted(self._reach.mitigators):
            entry = self._reach.members[mitigator]
            for origin in {each.origin for each in entry.mitigates} & set(self._reach.members):
                if not covers(entry.period, self._reach.members[origin].period, days):
                    moved = {*self._reach.defers[origin], *self._reach.defers[mitigator]}
                    found.setdefault(origin, set()).update(moved)
        return found

    def _rising(self) -> Iterator[int]:
        now = self._tables[_NO_ONE, 0]
        for (adopted, number), table in self._tables.items():
            for (by, of), harm in table.items() if number and not adopted else ():
                figures = self._reach.retargets[by]
                if number <= len(figures) and harm > now.get((by, of), 0.0):
                    yield figures[number - 1]

    def states(self, by: str, of: str) -> dict[State, float]:
        """-log(1 - what is left of a harm) in every state, that without any change first."""
        relevant = self._relevant(by, of)
        reach = self._reach
        subsets = [each & relevant for each in self._tables_sets()]
        guards: list[tuple[int | None, float]] = [(None, 1.0)]
        for known, left in ((reach.guards, GUARDED), (reach.binds, BINDING)):
            if (by, of) in known:
                guards.append((known[by, of], left))
        found: dict[State, float] = {}
        for adopted in dict.fromkeys(subsets):
            for number, retarget in enumerate([None, *reach.retargets[by]]):
                harm = self._harm(by, of, adopted, number)
                for guard, left in guards:
                    places = frozenset(reach.adopts[each] for each in adopted)
                    least = min(left, self._guards[by, of])
                    found[State(places, retarget, guard)] = logarithm(least * harm)
        return found

    def _tables_sets(self) -> list[ADOPTIONS]:
        return [adopted for adopted, number in self._tables if number == 0]

    def _relevant(self, by: str, of: str) -> ADOPTIONS:
        """The options that can make a harm smaller."""
        rounds = range(1 + len(self._reach.retargets[by]))
        sets = self._tables_sets()
        return frozenset(
            each
            for each in self._mitigating
            if any(
                self._harm(by, of, adopted, number) != self._harm(by, of, adopted - {each}, number)
                for adopted in sets
                if each in adopted
                for number in rounds
            )
        )

    def _harm(self, by: str, of: str, adopted: ADOPTIONS, number: int) -> float:
        """A harm in one state; never more than in a state with fewer changes."""
        tables = [table for (others, each), table in self._tables.items() if others <= adopted and each in (0, number)]
        return min(table.get((by, of), 0.0) for table in tables)


def _idle(organization: Organization, mitigators: Iterable[str]) -> Organization:
    """The organization if some objectives mitigated nothing."""
    idle = {each: replace(organization.objectives[each], mitigates=()) for each in sorted(mitigators)}
    return replace(organization, objectives=MappingProxyType({**organization.objectives, **idle}))


def _by_target(harms: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for by, of in sorted(harms):
        found.setdefault(of, []).append(by)
    return found


def logarithm(left: float) -> float:
    """-log(1 - left), so that harms which fall on one day add up."""
    return MOST_LOGARITHM if left >= 1 - math.exp(-MOST_LOGARITHM) else -math.log1p(-left)
