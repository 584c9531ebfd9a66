"""Pressure: what an outcome or an objective suffers from all harms together, on its worst day (DESIGN 4).

The harms that fall on one day leave product(1 - g x harm) of a node untouched, with g for a guardrail; of alternatives
in force on a day only the hardest counts. Days matter only where somebody begins or ends, so that one pass over the
hurters by their first and last days finds the worst day (`spared`).

Cost of a node: hurters x log(hurters).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from goalcheck.graph.alternatives import Alternatives
from goalcheck.graph.arrows import ROUNDING, Network
from goalcheck.graph.days import days_of, horizon
from goalcheck.graph.pushes import Pushes
from goalcheck.graph.search import ChainStep
from goalcheck.graph.spans import Span
from goalcheck.graph.spared import Spared
from goalcheck.graph.tables import Table
from goalcheck.graph.unprotected import worst_unprotected

GUARDED, BINDING = 0.5, 0.1
"""What a guardrail leaves of a harm to the outcome that it protects."""


FEW_SPANS = 32
"""Different days of harms up to which each of them is compared with each: planners name a few quarters and halves."""


class Harm(NamedTuple):
    """What one objective does to a node, and what guardrails leave of it."""

    objective: int
    harm: float
    left: float


class Unprotected(NamedTuple):
    """The worst days on which an outcome is hurt and nobody protects it: their pressure, and who hurts, hardest first.

    Attributes:
        days: the first and the last of them.
    """

    pressure: float
    days: Span
    hurters: tuple[int, ...]


class Pressures:
    """The harms on all outcomes and objectives, and the pressure that they come to.

    Attributes:
        days: the first and the last day that counts.
        spans: for each objective the first and the last day on which it is in force.
        alternatives: the objectives of which only one will be chosen.

    Cost: proportional to the pushes; asking for a pressure see above.
    """

    def __init__(self, network: Network, pushes: Pushes) -> None:
        organization = network.organization
        self._network = network
        self._pushes = pushes
        self._outcomes = set(network.outcomes)
        self.days = horizon(organization)
        self._objectives = {each: organization.objectives[network.nodes[each]] for each in network.objectives}
        self.alternatives = Alternatives(network)
        self._said: dict[int, frozenset[int]] = {}
        self.spans = {each: days_of(objective.period, self.days) for each, objective in self._objectives.items()}

    def together(self, one: int, other: int) -> bool:
        """True if two different objectives are no alternatives and share a day."""
        (first, last), (start, end) = self.spans[one], self.spans[other]
        return one != other and not self.alternatives.are(one, other) and first <= end and start <= last

    @cached_property
    def harms(self) -> dict[int, list[Harm]]:
        """For each outcome and objective that is hurt its harms, the hardest after guardrails first, then by ids."""
        found: defaultdict[int, list[Harm]] = defaultdict(list)
        for objective in self._network.objectives:
            table = self._pushes.mechanisms.pushes_of(objective)
            for node in table[1]:
                harm = self._harm(objective, node, table, None)
                if harm is not None:
                    found[node].append(harm)
        return {node: sorted(found[node], key=_hardest_first) for node in sorted(found)}

    def harms_without(self, gone: ChainStep, node: int, tables: Mapping[int, Table]) -> list[Harm]:
        """The harms on a node if one arrow were not there.

        Args:
            tables: of the objectives whose pushes that changes, the (help, harm) by chains without objectives.
        """
        others = [each for each in self.harms.get(node, ()) if each.objective not in tables]
        changed = [self._harm(objective, node, table, gone) for objective, table in tables.items()]
        for each in changed:
            if each is not None:
                insort(others, each, key=_hardest_first)
        return others

    def _harm(self, by: int, node: int, table: Table, gone: ChainStep | None) -> Harm | None:
        """The harm of an objective that stands on the hurting side of a node (DESIGN 4), None where it does not."""
        harm = table[1].get(node, 0.0)
        if not harm:
            return None
        if node in self._outcomes:
            return Harm(by, harm, self.guard(by, node) * harm)
        return self._harm_to_objective(by, node, table, gone) if self.together(by, node) else None

    def harm_on_shared_days(self, by: int, node: int) -> float:
        """The harm of an objective that stands on the hurting side of a node, if both were in force on one day."""
        table = self._pushes.mechanisms.pushes_of(by)
        if not table[1].get(node, 0.0) or by == node or self.alternatives.are(by, node):
            return 0.0
        if node in self._outcomes:
            return table[1][node]
        harm = self._harm_to_objective(by, node, table, None)
        return harm.harm if harm else 0.0

    def _harm_to_objective(self, by: int, node: int, table: Table, gone: ChainStep | None) -> Harm | None:
        harm = table[1].get(node, 0.0)
        said = gone != ChainStep(by, node, False) and self.says_so(by, node)
        return Harm(by, harm, harm) if said or harm >= table[0].get(node, 0.0) - ROUNDING else None

    def says_so(self, by: int, of: int) -> bool:
        """True if one negative arrow, declared or claimed, leads from an objective to another and is strong enough."""
        if by not in self._said:
            least = self._network.organization.settings.min_chain - ROUNDING
            self._said[by] = frozenset(
                target for target, weight in self._network.out[by] if weight < 0 and -weight >= least
            )
        return of in self._said[by]

    @cached_property
    def _guards(self) -> dict[int, dict[int, float]]:
        """For each objective the outcomes that its guardrails protect, with what they leave of its harm."""
        index = self._network.index
        found: dict[int, dict[int, float]] = {each: {} for each in self._objectives}
        for each, objective in self._objectives.items():
            for guardrail in objective.guardrails:
                outcome = index[guardrail.protects]
                left = BINDING if guardrail.binding else GUARDED
                found[each][outcome] = min(left, found[each].get(outcome, 1.0))
        return found

    def guard(self, objective: int, outcome: int) -> float:
        """What the guardrails of an objective leave of its harm to an outcome; 1 where none protects it."""
        return self._guards[objective].get(outcome, 1.0)

    def scale(self, node: int, tables: Mapping[int, Table] = MappingProxyType({})) -> float:
        """The pressure where all of a node is lost: 20 x the importance of an outcome, or the worth of an objective."""
        if node in self._outcomes:
            return 20.0 * self._network.organization.outcomes[self._network.nodes[node]].importance
        return 20.0 * self._worth(node, tables[node][0] if node in tables else self._pushes.plain_helps(node))

    def _worth(self, objective: int, helps: Mapping[int, float]) -> float:
        """What is lost with an objective: its priority, or more where it does more for an outcome; 1 to 5."""
        outcomes, nodes = self._network.organization.outcomes, self._network.nodes
        served = helps.items()
        most = [outcomes[nodes[node]].importance * help_ for node, help_ in served if node in self._outcomes]
        return max([float(self._objectives[objective].priority), *most])

    def pressure(self, node: int, harms: Iterable[Harm], tables: Mapping[int, Table] = MappingProxyType({})) -> float:
        """The pressure of some harms on a node, on their worst day; 0 to 100.

        Args:
            tables: as for `harms_without`, where an arrow is gone.
        """
        return self.scale(node, tables) * (1.0 - self._least_spared(list(harms), self._window(node)))

    def at_most(self, node: int) -> float:
        """No pressure of the open and decided harms on a node is above this, where the search for chains stopped."""
        bounds = self._bounds
        harms = [self._harm_at_most(by, node, table[1].get(node, 0.0)) for by, table in bounds.items()]
        there = sorted((each for each in harms if each is not None), key=_hardest_first)
        scale = self.scale(node, bounds) if node not in self._outcomes else self.scale(node)
        return scale * (1.0 - self._least_spared(there, self._window(node)))

    @cached_property
    def _bounds(self) -> dict[int, Table]:
        """For each objective the (help, harm) by chains without objectives that none is above."""
        return {each: self._pushes.at_most(each) for each in self._network.objectives}

    def _harm_at_most(self, by: int, node: int, harm: float) -> Harm | None:
        """The most that an objective may do to a node, None where it does not stand on the hurting side."""
        if not harm or (node not in self._outcomes and not self.together(by, node)):
            return None
        if node in self._outcomes:
            return Harm(by, harm, self.guard(by, node) * harm)
        counts = self.says_so(by, node) or harm >= self._pushes.plain_helps(by).get(node, 0.0) - ROUNDING
        return Harm(by, harm, harm) if counts else None

    def _window(self, node: int) -> Span:
        """The days on which a node can be hurt."""
        return self.spans.get(node, self.days)

    def _least_spared(self, harms: Sequence[Harm], window: Span) -> float:
        """The part of a node that harms leave untouched on their worst day."""
        if not harms:
            return 1.0
        if not self.alternatives.sets or not any(self.alternatives.has_any(each.objective) for each in harms):
            together = self._by_span(harms, window)
            if len(together) <= FEW_SPANS:
                return _least_of(together)
        spans = {each.objective: _clipped(self.spans[each.objective], window) for each in harms}
        if len(set(spans.values())) == 1:
            return _spared(harms, self.alternatives)
        set_of = self.alternatives.set_of
        spared = Spared(set_of(each.objective) for each in harms)
        worst = 1.0
        starting = sorted(harms, key=lambda each: spans[each.objective][0])
        ending = sorted(harms, key=lambda each: spans[each.objective][1])
        over = 0
        for position, each in enumerate(starting):
            day, last = spans[each.objective]
            while spans[ending[over].objective][1] < day:
                spared.renew(set_of(ending[over].objective), day)
                over += 1
            spared.begin(set_of(each.objective), each.left, last, day)
            if position + 1 == len(starting) or spans[starting[position + 1].objective][0] > day:
                worst = min(worst, spared.value)
        return worst

    def _by_span(self, harms: Iterable[Harm], window: Span) -> dict[Span, float]:
        """What harms of the same days leave together, by these days."""
        spared: dict[Span, float] = {}
        for each in harms:
            span = self.spans[each.objective]
            spared[span] = spared.get(span, 1.0) * (1.0 - each.left)
        clipped: dict[Span, float] = {}
        for span, left in spared.items():
            days = _clipped(span, window)
            clipped[days] = clipped.get(days, 1.0) * left
        return clipped

    @cached_property
    def unprotected(self) -> dict[int, Unprotected]:
        """For each outcome that is hurt on days on which nobody protects it the worst of these days, if it matters.

        Where it comes to less than `min_tension` it does not.
        """
        least = self._network.organization.settings.min_tension - ROUNDING
        found = {}
        for node, harms in self.harms.items():
            if node in self._outcomes:
                left = {each.objective: each.left for each in harms}
                worst = worst_unprotected(left, self.helpers[node], self.spans, self.alternatives)
                pressure = self.scale(node) * (1.0 - worst.spared) if worst else 0.0
                if worst and pressure > 0 and pressure >= least:
                    found[node] = Unprotected(pressure, worst.days, worst.hurters)
        return found

    def protectors(self, node: int, harms: Sequence[Harm]) -> dict[int, float]:
        """The objectives that help an outcome and are a hurter, or together with one, with their help.

        Cost: (hurters + helpers) x log(hurters).
        """
        if node not in self._outcomes:
            return {}
        hurting = {each.objective for each in harms}
        company = _Company(hurting, self.spans, self.alternatives)
        helpers = self.helpers.get(node, {})
        return {each: help_ for each, help_ in helpers.items() if each in hurting or company.has(each)}

    @cached_property
    def helpers(self) -> Mapping[int, dict[int, float]]:
        """For each outcome the objectives that help it, with their help."""
        found: dict[int, dict[int, float]] = {outcome: {} for outcome in self._network.outcomes}
        for objective, (helps, _) in self._pushes.tables.items():
            for node, help_ in helps.items():
                if node in self._outcomes:
                    found[node][objective] = help_
        return found


def _hardest_first(harm: Harm) -> tuple[float, int]:
    return -round(harm.left, 9), harm.objective


def _clipped(span: Span, window: Span) -> Span:
    return max(span[0], window[0]), min(span[1], window[1])


def _least_of(together: Mapping[Span, float]) -> float:
    """What is left on the worst day, where harms are told by their days: a day on which some of them begin."""
    worst = 1.0
    for day, _ in together:
        left = 1.0
        for (first, last), spared in together.items():
            if first <= day <= last:
                left *= spared
        worst = min(worst, left)
    return worst


def _spared(harms: Iterable[Harm], alternatives: Alternatives) -> float:
    """The product over harms that all fall on one day."""
    hardest: dict[int, float] = {}
    for each in harms:
        first = alternatives.set_of(each.objective)
        hardest[first] = max(hardest.get(first, 0.0), each.left)
    spared = 1.0
    for first in sorted(hardest):
        spared *= 1.0 - hardest[first]
    return spared


class _Company:
    """Some objectives by their days, to be asked whether anybody is together with one of them."""

    def __init__(self, objectives: Iterable[int], spans: Mapping[int, Span], alternatives: Alternatives) -> None:
        self._spans = spans
        self._alternatives = alternatives
        self._all = _Stays(spans[each] for each in objectives)
        by_set: defaultdict[int, list[Span]] = defaultdict(list)
        for each in objectives:
            by_set[alternatives.set_of(each)].append(spans[each])
        self._of_set = {first: _Stays(stays) for first, stays in by_set.items()}

    def has(self, objective: int) -> bool:
        """True if one of them is another than an objective, is no alternative to it, and shares a day with it."""
        span = self._spans[objective]
        own = self._of_set.get(self._alternatives.set_of(objective))
        return self._all.meeting(span) > (own.meeting(span) if own else 0)


class _Stays:
    """First and last days, sorted."""

    def __init__(self, spans: Iterable[Span]) -> None:
        listed = list(spans)
        self._starts = sorted(first for first, _ in listed)
        self._ends = sorted(last for _, last in listed)

    def meeting(self, span: Span) -> int:
        """How many of them share a day with a span."""
        return bisect_right(self._starts, span[1]) - bisect_left(self._ends, span[0])
