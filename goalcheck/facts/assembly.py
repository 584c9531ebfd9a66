"""Makes the conflicts of an organization: of what is under pressure everything that DESIGN 4 tells.

Cost: proportional to the harms on what is under pressure, each with its chain. What a reader sees of few conflicts
(evidence, places, advice) is made of those alone that are told at length.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from goalcheck.conflicts import (
    Conflict,
    ConflictStatus,
    Guard,
    Hurter,
    LatestRating,
    LostOutcome,
    Protector,
)
from goalcheck.decisions import Decisions
from goalcheck.facts.conflict_advice import steps
from goalcheck.facts.consultation import Consultation
from goalcheck.facts.context import Context
from goalcheck.facts.rating_history import histories
from goalcheck.findings import DecisionNote, Level
from goalcheck.graph import ROUNDING, Chain, Harm
from goalcheck.graph.pressure import BINDING, GUARDED
from goalcheck.model import Decision
from goalcheck.traits import ConflictKind

MOST_KEPT = 100_000
"""Chains of harms that are kept: those of the largest organizations would fill the memory."""

_GUARDS = {GUARDED: Guard.GUARDED, BINDING: Guard.BINDING}


class ConflictRule(NamedTuple):
    """The rule that speaks of a kind of conflict: its code, and what the organization sets for it."""

    code: str
    setting: str | None


class Assembly:
    """Makes the conflicts of one organization.

    Args:
        rules: for each kind of conflict the rule that speaks of it; where that is off, so is the conflict.
    """

    def __init__(self, context: Context, decisions: Decisions, rules: Mapping[ConflictKind, ConflictRule]) -> None:
        self._context = context
        self._decisions = decisions
        self._rules = rules
        self._nodes = context.network.nodes
        self._index = context.network.index
        self._pressures = context.pressures
        self._least = context.organization.settings.min_tension - ROUNDING
        self._consultation = Consultation(context)
        self._chains: dict[tuple[int, int], Chain] = {}

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """All conflicts in brief, in the order in which every output tells them."""
        return tuple(sorted(self._found(), key=lambda each: each.order))

    def at_length(self, conflict: Conflict) -> Conflict:
        """A conflict with the evidence of its chains, its places, and what to do."""
        node = self._index[conflict.about]
        protectors = tuple(
            replace(each, chain=self._context.links(origin=self._index[each.objective], target=node, positive=True))
            for each in conflict.protectors
        )
        advice = steps(self._context, conflict)
        return replace(
            self.placed(conflict),
            protectors=protectors,
            advice=tuple(step.advice for step in advice),
            changes=tuple(step.change for step in advice),
        )

    def placed(self, conflict: Conflict) -> Conflict:
        """A conflict with the chains of its harms and their places, and nothing else that costs a search."""
        node = self._index[conflict.about]
        hurters = tuple(self._hurter_at_length(each, node) for each in conflict.hurters)
        places = dict.fromkeys(each.location for each in hurters if each.location)
        return replace(conflict, hurters=hurters, locations=tuple(places))

    def _found(self) -> Iterator[Conflict]:
        for node, harms in self._pressures.harms.items():
            pressure = self._pressures.pressure(node, harms)
            if pressure > 0 and pressure >= self._least:
                conflict = self._conflict(node, harms, pressure)
                if conflict is not None:
                    yield conflict

    def _conflict(self, node: int, harms: Sequence[Harm], pressure: float) -> Conflict | None:
        protecting = self._pressures.protectors(node, harms)
        kind = self._kind(node, protecting)
        rule = self._rules[kind]
        if rule.setting == "off":
            return None
        accepted = {each.objective: self._accepting(each, node, protecting, rule.code) for each in harms}
        undecided = [each for each in harms if accepted[each.objective] is None]
        open_pressure = pressure if len(undecided) == len(harms) else self._pressures.pressure(node, undecided)
        is_open = open_pressure > 0 and open_pressure >= self._least
        hurters = tuple(self._hurters(node, harms, accepted))
        key = self._nodes[node]
        outcome = self._context.organization.outcomes.get(key)
        lost = () if outcome else tuple(self._losses(node))
        customers, departments = self._consultation.unasked(node, [each.objective for each in harms], protecting)
        return Conflict(
            about=key,
            kind=kind,
            code=rule.code,
            main_knot=_main_knot(hurters),
            level=Level(rule.setting) if rule.setting else Level.of_tension(open_pressure if is_open else pressure),
            pressure=pressure,
            open_pressure=open_pressure,
            pressure_at_most=self._at_most(node, pressure),
            status=ConflictStatus.OPEN if is_open else ConflictStatus.DECIDED,
            customer=outcome.customer if outcome else None,
            importance=outcome.importance if outcome else None,
            worth=self._pressures.scale(node) / 20,
            rating=self._rating(key),
            at_stake=self._context.organization.at_stake([key] if outcome else [each.outcome for each in lost]),
            decider=self._decider(node, harms, protecting),
            hurters=hurters,
            protectors=tuple(
                Protector(self._nodes[objective], help_)
                for objective, help_ in sorted(protecting.items(), key=lambda each: (-round(each[1], 9), each[0]))
            ),
            lost_with_it=lost,
            unasked_customers=customers,
            unasked_departments=departments,
        )

    def _at_most(self, node: int, pressure: float) -> float | None:
        """The most that the pressure may be where the search for chains stopped; None where it is exact."""
        if self._context.pushes.harms_exact:
            return None
        most = self._pressures.at_most(node)
        return most if most > pressure + ROUNDING else None

    def _kind(self, node: int, protecting: Mapping[int, float]) -> ConflictKind:
        if node in self._pressures.spans:
            return ConflictKind.UNDERMINED
        return ConflictKind.CONTESTED if protecting else ConflictKind.UNPROTECTED

    def _hurters(self, node: int, harms: Sequence[Harm], accepted: Mapping[int, Decision | None]) -> Iterator[Hurter]:
        """The hurters in brief; of alternatives the hardest undecided one counts, or the hardest of all."""
        undecided = {objective for objective, decision in accepted.items() if decision is None}
        counted: set[int] = set()
        counting = undecided or accepted.keys()
        for each in harms:
            alternatives = self._pressures.alternatives.set_of(each.objective)
            counts = each.objective in counting and alternatives not in counted
            if counts:
                counted.add(alternatives)
            chain = self.harm_chain(each.objective, node)
            decision = accepted[each.objective]
            yield Hurter(
                objective=self._nodes[each.objective],
                harm=each.harm,
                left=each.left,
                guard=_GUARDS.get(self._pressures.guard(each.objective, node)),
                counts=counts,
                knot=self._nodes[next(step.target for step in chain if not step.positive)],
                arrows=len(chain),
                decision=DecisionNote.of(decision) if decision else None,
            )

    def has_set_level(self, conflict: Conflict) -> bool:
        """True if the settings give the level of a conflict, whatever its pressure."""
        return self._rules[conflict.kind].setting is not None

    def harm_chain(self, objective: int, node: int) -> Chain:
        """The chain of a harm; kept, because root causes look at it again."""
        key = objective, node
        if key not in self._chains:
            chain = self._context.pushes.chain(origin=objective, target=node, positive=False)
            if len(self._chains) >= MOST_KEPT:
                return chain
            self._chains[key] = chain
        return self._chains[key]

    def _hurter_at_length(self, hurter: Hurter, node: int) -> Hurter:
        chain = self._context.links_of(self.harm_chain(self._index[hurter.objective], node))
        return replace(hurter, chain=chain, location=chain[0].location)

    def _losses(self, objective: int) -> Iterator[LostOutcome]:
        """What an objective does for outcomes by chains between whose ends no objective lies."""
        outcomes = self._context.organization.outcomes
        helps = self._context.pushes.plain_helps(objective).items()
        for node, strength in sorted(helps, key=lambda each: (-round(each[1], 9), each[0])):
            if self._nodes[node] in outcomes:
                yield LostOutcome(self._nodes[node], strength)

    @cached_property
    def _ratings(self) -> Mapping[str, LatestRating]:
        """The latest rating of each outcome: of several customers the lowest."""
        found = {}
        for outcome, rated in histories(self._context.organization.scorecards).items():
            lowest = min(rated, key=lambda each: (each.newest.rating, each.customer))
            best = lowest.best_of_the_year
            found[outcome] = LatestRating(
                lowest.newest.rating, lowest.newest.period.label, best.rating if best else None
            )
        return found

    def _rating(self, key: str) -> LatestRating | None:
        return self._ratings.get(key)

    def _decider(self, node: int, harms: Sequence[Harm], protecting: Mapping[int, float]) -> str | None:
        organization = self._context.organization
        involved = {*(each.objective for each in harms), *protecting}
        if node in self._pressures.spans:
            involved.add(node)
        departments = {organization.objectives[self._nodes[each]].department for each in involved}
        return organization.decider(tuple(sorted(departments)))

    def _accepting(self, harm: Harm, node: int, protecting: Mapping[int, float], code: str) -> Decision | None:
        """The decision in force that accepts a harm: alone, or with each protector that it is together with.

        Of several that do it together it is the one that ends first.
        """
        hurter, key = self._nodes[harm.objective], self._nodes[node]
        if not self._decisions.name(hurter):
            return None
        tension = self._pressures.scale(node) * harm.harm
        alone = self._decisions.of_harm((hurter,), (key,), tension)
        if alone is not None:
            return alone
        if node in self._pressures.spans:
            return self._decisions.of_harm(_pair(hurter, key), (None, key, code), tension)
        together = [
            self._decisions.of_harm(
                _pair(hurter, self._nodes[each]),
                (None, key, code),
                self._context.clashes.tension(harm.objective, each, node),
            )
            for each in protecting
            if self._pressures.together(each, harm.objective)
        ]
        found = [each for each in together if each is not None]
        return min(found, key=lambda each: (each.until, each.order)) if found and len(found) == len(together) else None


def _pair(one: str, other: str) -> tuple[str, str]:
    return min(one, other), max(one, other)


def _main_knot(hurters: Sequence[Hurter]) -> str:
    """The node where the harms that count sum to most, of equal ones the first by id."""
    sums: dict[str, float] = {}
    for each in hurters:
        if each.counts:
            sums[each.knot] = sums.get(each.knot, 0.0) + each.left
    return min(sums, key=lambda knot: (-round(sums[knot], 9), knot))
