"""The analysis context: the organization with its network, pushes and clashes; and the way to make a finding of them.

Knows no rule.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from math import fsum
from typing import TypeVar

from goalcheck.facts.references import node_ref, party_ref
from goalcheck.findings import Account, Contest, Finding, Level, Link, Notice, Side, fingerprint
from goalcheck.graph import ROUNDING, Arrow, Budget, Chain, ChainStep, Clashes, Network, Pressures, Pushes
from goalcheck.graph.days import covers, horizon
from goalcheck.messages import Message, Ref
from goalcheck.model import Claim, Driver, Mitigation, Objective, Organization, Outcome, Status
from goalcheck.source import Location
from goalcheck.traits import RuleTraits

T = TypeVar("T")


MOST_CONTESTS = 20_000
"""Outcomes beyond the worst one of a pair whose chains are told, all pairs together."""


class Context:
    """One organization under analysis; what is costly is worked out once, when a rule first asks.

    Attributes:
        today: the day on which decisions are judged.
        contests: the number of outcomes beyond the worst one of a pair may still be told with their chains.
        most: the number of findings of a rule that are listed; a rule need not rank more than one beyond that.
    """

    def __init__(self, organization: Organization, *, today: date) -> None:
        self.organization = organization
        self.today = today
        self.most = organization.settings.max_findings
        self.contests = Budget(MOST_CONTESTS)
        self._left_out: list[str] = []
        self._links: dict[ChainStep, Link] = {}
        self._sides: dict[tuple[int, int, bool], Side] = {}
        self._evidence: dict[int, dict[tuple[int, bool], Arrow]] = {}
        self._deciders: dict[tuple[str, ...], str | None] = {}

    def is_off(self, code: str, name: str) -> bool:
        """True if the organization has switched a rule off, by its code or its name."""
        return self.organization.settings.of_rule(code, name) == "off"

    def leave_out(self, part: str) -> None:
        """Note, in words, what an analysis leaves out because it would take too many steps."""
        self._left_out.append(part)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The parts that the analysis has left out so far, chains first."""
        links, most = self.pushes.links, self.organization.settings.max_links
        short = [f"all chains of more than {links} effects"] if links < most else []
        return (*short, *dict.fromkeys(self._left_out))

    @cached_property
    def network(self) -> Network:
        """The arrows."""
        return Network(self.organization)

    @cached_property
    def pushes(self) -> Pushes:
        """The help and the harm of every objective, and the chains behind them."""
        return Pushes(self.network, self.organization.settings)

    @cached_property
    def pressures(self) -> Pressures:
        """The harms on every outcome and objective, and what they come to."""
        return Pressures(self.network, self.pushes)

    @cached_property
    def clashes(self) -> Clashes:
        """The clashes: objectives that are opposed over an outcome."""
        least = self.organization.settings.min_tension
        return Clashes(self.network, self.pushes, self.pressures, min_tension=least)

    @cached_property
    def active(self) -> dict[str, Objective]:
        """The objectives in force, by id."""
        return {key: objective for key, objective in self.organization.objectives.items() if objective.status.in_force}

    @cached_property
    def optional_mitigations(self) -> dict[tuple[str, str], list[tuple[Objective, Mitigation]]]:
        """For the two ends of an effect the options that would mitigate it, with what they would leave of it."""
        found: defaultdict[tuple[str, str], list[tuple[Objective, Mitigation]]] = defaultdict(list)
        days = horizon(self.organization)
        for option in self.organization.objectives.values():
            if option.status is Status.OPTION:
                for mitigation in option.mitigates:
                    whose = self.organization.objectives.get(mitigation.origin)
                    if whose is None or covers(option.period, whose.period, days):
                        found[mitigation.origin, mitigation.target].append((option, mitigation))
        return dict(found)

    @cached_property
    def claims_from(self) -> dict[str, list[Claim]]:
        """The claims about the effects of each node."""
        found: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in self.organization.claims:
            found[claim.origin].append(claim)
        return dict(found)

    @cached_property
    def _as_customers(self) -> dict[str | None, list[str]]:
        """The internal customers that each department is."""
        customers: defaultdict[str | None, list[str]] = defaultdict(list)
        for customer in self.organization.customers.values():
            customers[customer.department].append(customer.id)
        return dict(customers)

    def agreed(self, objective: Objective, department: str) -> bool:
        """True if an objective was agreed with a department, by its own id or that of the internal customer it is."""
        names = (department, *self._as_customers.get(department, ()))
        return any(_holds(objective.agreed_with, name) for name in names)

    @cached_property
    def alternatives(self) -> dict[str, frozenset[str]]:
        """For each objective in force that has alternatives the set of which one will be chosen, itself included."""
        nodes = self.network.nodes
        found = {}
        for members in self.pressures.alternatives.sets:
            ids = frozenset(nodes[each] for each in members)
            found.update(dict.fromkeys(ids, ids))
        return {key: found[key] for key in sorted(found)}

    @cached_property
    def _stakes(self) -> dict[int, float]:
        """The cost of failing each outcome, where it costs anything."""
        index, outcomes = self.network.index, self.organization.outcomes.values()
        return {index[outcome.id]: outcome.at_stake for outcome in outcomes if outcome.at_stake}

    def dearest_first(self, candidates: Iterable[T], *, over: Callable[[T], Iterable[int]]) -> Iterable[T]:
        """The candidates with the most money at stake first, as far as they can be listed; else as they come.

        Args:
            over: the outcomes that a candidate is over.
        """
        if not self._stakes:
            return candidates
        stakes = self._stakes
        return heapq.nsmallest(
            self.most + 1, candidates, key=lambda each: -fsum(stakes.get(outcome, 0.0) for outcome in over(each))
        )

    def node(self, key: str) -> Objective | Outcome | Driver:
        """The objective, outcome or driver with an id."""
        organization = self.organization
        found = organization.objectives.get(key) or organization.outcomes.get(key) or organization.drivers.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def links(self, *, origin: int, target: int, positive: bool, pushes: Pushes | None = None) -> tuple[Link, ...]:
        """The strongest chain of a sign from one node to another, with the evidence of each link.

        Args:
            pushes: where to look, if not among the pushes on outcomes and objectives.
        """
        steps = (pushes or self.pushes).chain(origin=origin, target=target, positive=positive)
        return self.links_of(steps)

    def links_of(self, steps: Chain) -> tuple[Link, ...]:
        """The steps of a chain with the evidence of each."""
        return tuple(self._links.get(step) or self._link(step) for step in steps)

    def arrow(self, step: ChainStep) -> Arrow:
        """The evidence for one step; looked up once for each node."""
        if step.origin not in self._evidence:
            self._evidence[step.origin] = self.network.arrows_of(step.origin)
        return self._evidence[step.origin][step.target, step.positive]

    def _link(self, step: ChainStep) -> Link:
        """One step with its evidence; made once, because strong arrows stand in many chains."""
        arrow = self.arrow(step)
        self._links[step] = Link(
            arrow.origin,
            arrow.target,
            arrow.weight,
            arrow.source,
            arrow.word,
            arrow.because,
            arrow.confidence,
            arrow.evidence,
            arrow.by,
            arrow.location,
        )
        return self._links[step]

    def side(self, origin: int, target: int, *, positive: bool, pushes: Pushes | None = None) -> Side:
        """One node's push on another, with its chain; made once, because several rules tell of the same push."""
        if pushes is None:
            key = origin, target, positive
            if key not in self._sides:
                self._sides[key] = self._side(origin, target, positive=positive, pushes=self.pushes)
            return self._sides[key]
        return self._side(origin, target, positive=positive, pushes=pushes)

    def _side(self, origin: int, target: int, *, positive: bool, pushes: Pushes) -> Side:
        strength = pushes.strength(origin=origin, target=target, positive=positive)
        links = self.links(origin=origin, target=target, positive=positive, pushes=pushes)
        return Side(self.network.nodes[origin], 1 if positive else -1, strength, links)

    def hurts(self, by: int, of: int) -> bool:
        """True if an objective leans to hurt an outcome or another objective: its harm is at least its help."""
        helps, harms = self.pushes.tables[by]
        return of in harms and harms[of] >= helps.get(of, 0.0) - ROUNDING

    def both_sides(self, outcome: int, *, hurter: int, helper: int) -> tuple[Side, Side]:
        """The harm of one objective to an outcome and the help of another (or of the same)."""
        return self.side(hurter, outcome, positive=False), self.side(helper, outcome, positive=True)

    def ref(self, key: str) -> Ref:
        """A reference to the objective, outcome or driver with an id."""
        return node_ref(self.organization, key)

    def party(self, key: str) -> Ref:
        """A reference to somebody who speaks: a department or a customer."""
        return party_ref(self.organization, key)

    def _decider(self, departments: tuple[str, ...]) -> str | None:
        if departments not in self._deciders:
            self._deciders[departments] = self.organization.decider(departments)
        return self._deciders[departments]

    def notice(
        self,
        rule: RuleTraits,
        *,
        level: Level,
        message: Message,
        about: Iterable[str],
        headline: Message | None = None,
        objectives: Iterable[str] = (),
        departments: Iterable[str] = (),
        tension: float | None = None,
        guarded: bool = False,
        outcomes: Iterable[Contest] = (),
        advice: Iterable[Message] = (),
        locations: Iterable[Location] = (),
        by: str | None = None,
        of: str | None = None,
        chain: tuple[Link, ...] = (),
        hurt: Iterable[str] = (),
        arrow: tuple[str, str] | None = None,
        details: Iterable[Message] = (),
        tell: Callable[[], Account] | None = None,
    ) -> Notice:
        """A finding, with what follows from its objectives filled in.

        Args:
            about: the ids that make its fingerprint (`findings.fingerprint`).
            headline: the message for people who know names, where it is another one.
            departments: beside those of the objectives.
            tell: makes its account when it is listed, where that costs more than the finding itself.
        """
        subjects = tuple(sorted(about, key=_by_role))
        concerned = tuple(sorted(objectives))
        involved = tuple(sorted({*departments, *(self.organization.objectives[each].department for each in concerned)}))
        contests = tuple(outcomes)
        finding = Finding(
            rule=rule,
            level=level,
            tension=tension,
            guarded=guarded,
            fingerprint=fingerprint(rule.code, *subjects),
            message=message,
            headline=headline or message,
            objectives=concerned,
            departments=involved,
            decider=self._decider(involved),
            outcomes=contests,
            advice=tuple(advice),
            locations=tuple(locations),
            by=by,
            of=of,
            chain=chain,
            hurt=tuple(hurt),
            arrow=arrow,
            details=tuple(details),
            about=subjects,
            at_stake=self.organization.at_stake(contest.outcome for contest in contests),
        )
        return Notice(finding, tell)

    def notice_on(
        self, rule: RuleTraits, objective: Objective, *, level: Level, message: Message, advise: Callable[[], Message]
    ) -> Notice:
        """A finding on one objective alone, which lacks something: a target, an owner, a goal, consent.

        Args:
            advise: makes the advice when the finding is listed.
        """
        return self.notice(
            rule,
            level=level,
            message=message,
            about=[objective.id],
            objectives=[objective.id],
            locations=[objective.location],
            tell=lambda: Account(advice=(advise(),)),
        )


def places(sides: Iterable[Side]) -> tuple[Location, ...]:
    """The places of sides: the first link of each, then the other links of their chains."""
    chains = [[link.location for link in side.chain] for side in sides]
    further = [place for chain in chains for place in chain[1:]]
    return tuple(dict.fromkeys([*(chain[0] for chain in chains), *further]))


def _by_role(subject: str) -> tuple[str, str]:
    """Ids without a role first, so that their order does not depend on where a role's name stands in the alphabet."""
    role, _, key = subject.rpartition(":")
    return role, key


def _holds(ordered: tuple[str, ...], name: str) -> bool:
    position = bisect_left(ordered, name)
    return position < len(ordered) and ordered[position] == name
