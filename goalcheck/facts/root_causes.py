"""Root causes: the hurting arrows without which conflicts end, or fall by a level.

What open pressure is left without an arrow is worked out exactly, by searching the chains of the objectives that the
arrow is reached from anew. Where to look first follows from a bound: an arrow takes away no more than the harms whose
told chains pass it.

Cost: one pass over the hurters, and for each arrow that is tried a search from all objectives upstream of it; bounded
in steps, and what is left out is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import fsum

from goalcheck.conflicts import Conflict, RootCause
from goalcheck.facts.context import Context
from goalcheck.findings import Level
from goalcheck.graph import ROUNDING, Chain, ChainStep, Effort, Focus, OutOfSteps, Table, upstream

MOST_TRIED = 60
"""Arrows that are tried, those with the largest bounds first."""

TABLE_STEPS = 20_000_000
SEARCH_STEPS = 1_000_000
"""What all searches may cost, as `Effort` counts it: some five seconds where effects are dense."""


class RootCauses:
    """Finds what the open conflicts of an organization rest on.

    Args:
        conflicts: in their order.
        chain_of: the chain of a harm, by its objective and what it hurts.
        has_set_level: whether the settings give the level of a conflict, so that it does not fall.
    """

    def __init__(
        self,
        context: Context,
        conflicts: Sequence[Conflict],
        chain_of: Callable[[int, int], Chain],
        has_set_level: Callable[[Conflict], bool],
    ) -> None:
        self._context = context
        self._chain_of = chain_of
        self._has_set_level = has_set_level
        self._network = context.network
        self._index = context.network.index
        self._pressures = context.pressures
        self._conflicts = [each for each in conflicts if each.is_open]
        self._place = {self._index[each.about]: place for place, each in enumerate(self._conflicts)}
        self._decisions: dict[int, frozenset[int]] = {}
        self._total = fsum(each.open_pressure for each in self._conflicts)
        self._effort = Effort(tables=TABLE_STEPS, arrows=SEARCH_STEPS, telling=0, strict=True)

    def worst(self) -> tuple[RootCause, ...]:
        """The arrows that end or lower a conflict, those that take away most pressure first."""
        bounds = self._bounds()
        tried = sorted(bounds, key=lambda step: (-round(bounds[step], 6), step))[:MOST_TRIED]
        found = []
        try:
            for step in tried:
                cause = self._cause(step)
                if cause is not None:
                    found.append(cause)
        except OutOfSteps:
            self._context.leave_out(f"all but the {len(found)} first root causes")
        return tuple(sorted(found, key=lambda each: (-round(each.share, 9), each.arrow.origin, each.arrow.target)))

    def _bounds(self) -> dict[ChainStep, float]:
        """For each hurting arrow of a told chain the most open pressure that it can take away.

        That is what the harms that rest on it come to alone: what they take from what others leave is less.
        """
        bounds: defaultdict[ChainStep, float] = defaultdict(float)
        for conflict in self._conflicts:
            node = self._index[conflict.about]
            spared: defaultdict[ChainStep, float] = defaultdict(lambda: 1.0)
            for hurter in conflict.open_hurters:
                objective = self._index[hurter.objective]
                for step in self._resting_on(objective, node):
                    spared[step] *= 1.0 - hurter.left
            for step, untouched in spared.items():
                bounds[step] += min(conflict.open_pressure, 20.0 * conflict.worth * (1.0 - untouched))
        return bounds

    def _resting_on(self, hurter: int, node: int) -> set[ChainStep]:
        """The hurting arrows of a harm's told chain, and the one that says in so many words that it is a harm."""
        steps = {step for step in self._chain_of(hurter, node) if not step.positive}
        if node in self._pressures.spans and self._pressures.says_so(hurter, node):
            steps.add(ChainStep(hurter, node, False))
        return steps

    def _cause(self, step: ChainStep) -> RootCause | None:
        """What would be otherwise without an arrow; None where no conflict ended or fell by a level."""
        tables = self._tables_without(step)
        least = self._context.organization.settings.min_tension - ROUNDING
        ends, lowers, gain = [], [], 0.0
        for conflict, left in self._left(step, tables):
            gain += conflict.open_pressure - left
            if left < least or not left:
                ends.append(conflict.about)
            elif not self._has_set_level(conflict) and Level.of_tension(left).rank > conflict.level.rank:
                lowers.append(conflict.about)
        if not ends and not lowers:
            return None
        [link] = self._context.links_of((step,))
        share = gain / self._total if self._total else 0.0
        return RootCause(link, self._owner(link.origin), tuple(ends), tuple(lowers), share)

    def _owner(self, node: str) -> str | None:
        """The department whose arrow it is, None for that of a driver or outcome."""
        objective = self._context.organization.objectives.get(node)
        return objective.department if objective else None

    def _tables_without(self, step: ChainStep) -> Mapping[int, Table]:
        """The (help, harm) by chains without objectives of all whose pushes the arrow has a part in."""
        settings = self._context.organization.settings
        ends = frozenset(self._network.objectives)
        reached = upstream(self._network, [step.origin], links=settings.max_links - 1, ends=ends)
        focus = Focus(
            self._network,
            origins=sorted(reached & ends),
            targets=frozenset([*self._network.outcomes, *self._network.objectives]),
            max_links=settings.max_links,
            min_chain=settings.min_chain,
            through=0.0,
            effort=self._effort,
        )
        now = self._context.pushes.mechanisms
        found = focus.pushes({step: 0.0})
        return {each: table for each, table in found.items() if table != now.pushes_of(each) or each == step.origin}

    def _left(self, step: ChainStep, tables: Mapping[int, Table]) -> Iterator[tuple[Conflict, float]]:
        """The open conflicts that an arrow has a part in, each with the open pressure that is left without it."""
        for place in sorted(self._touched(step, tables)):
            conflict = self._conflicts[place]
            node = self._index[conflict.about]
            decided = self._decided(place)
            harms = self._pressures.harms_without(step, node, tables)
            undecided = [each for each in harms if each.objective not in decided] if decided else harms
            yield conflict, self._pressures.pressure(node, undecided, tables)

    def _decided(self, place: int) -> frozenset[int]:
        """The objectives whose harms in a conflict are decided."""
        if place not in self._decisions:
            hurters = self._conflicts[place].hurters
            self._decisions[place] = frozenset(self._index[each.objective] for each in hurters if each.decided)
        return self._decisions[place]

    def _touched(self, step: ChainStep, tables: Mapping[int, Table]) -> set[int]:
        """The open conflicts in which somebody has another harm without an arrow, or that are about one who does."""
        places = self._place
        touched = {places[each] for each in (*tables, step.target) if each in places}
        for each, (helps, harms) in tables.items():
            helping, hurting = self._context.pushes.mechanisms.pushes_of(each)
            for node in places.keys() & (helping.keys() | hurting.keys()):
                if helps.get(node) != helping.get(node) or harms.get(node) != hurting.get(node):
                    touched.add(places[node])
        return touched
