"""The program that chooses among candidates: rows that every way out fulfils, and costs that no way out undercuts.

A pressure is less than a limit where the logarithms of what each harm leaves add up to no more than that of the limit
(`strengths`): linear in the changes, with one column for each harm that changes can make smaller. What the rows do not
say (mitigators that go, decisions, circles) the judge says of an answer, and the program learns it (`learning`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple

from goalcheck.changes.kinds.capacity import SetCapacity
from goalcheck.changes.kinds.choose import Choose
from goalcheck.conflicts import Conflict
from goalcheck.facts.resource_demand import SHARES, ResourceDemand
from goalcheck.findings import Finding, Level
from goalcheck.graph import ROUNDING
from goalcheck.graph.spans import span_of
from goalcheck.planning.resolving.help_rows import HelpRows, holds
from goalcheck.planning.resolving.judge import Judge, Made, Violation, Wrong
from goalcheck.planning.resolving.lifting import Lifting
from goalcheck.planning.resolving.milp import Milp
from goalcheck.planning.resolving.past import resource_of
from goalcheck.planning.resolving.reach import Reach
from goalcheck.planning.resolving.strengths import State, Strengths, logarithm
from goalcheck.traits import Basis, ConflictKind

ROOM: Final = 1e-6
"""What a row allows for the solver's rounding: the judge decides."""

LEFT: Final = 1000.0
"""The cost of leaving something unsettled: more than any way out costs."""

Terms = dict[int, float]


class Presence(NamedTuple):
    """Whether an objective is in force on a day: at least `always` plus these columns."""

    always: float
    terms: tuple[tuple[int, float], ...]


class Formulation:
    """The program of one organization; its first columns are the candidates.

    Args:
        lenient: whether something may be left unsettled, at a cost that nobody pays gladly.

    Attributes:
        left: for each item the column that leaves it unsettled; empty unless lenient.
        lost: for each outcome the column of what it loses.
    """

    def __init__(self, judge: Judge, reach: Reach, strengths: Strengths, lifting: Lifting, *, lenient: bool) -> None:
        self._judge = judge
        self._reach = reach
        self._strengths = strengths
        self.milp = Milp()
        for candidate in judge.candidates:
            self.milp.choice(candidate.cost)
        self.left = {item: self.milp.choice(LEFT) for item in judge.items} if lenient else {}
        self.lost = {each: self.milp.amount(weight, most=1.0) for each, weight in judge.losses.weights.items()}
        self._harms: dict[tuple[object, ...], int] = {}
        self._exclude()
        self._settle()
        self._answer()
        HelpRows(judge, reach, lifting, self.milp, self.lost).add()

    def made(self, values: Iterable[float]) -> Made:
        """The candidates that an answer of the program chooses."""
        count = len(self._judge.candidates)
        return frozenset(at for at, value in enumerate(values) if at < count and value > 0.5)

    def left_by(self, values: tuple[float, ...]) -> frozenset[Violation]:
        """The items that an answer leaves unsettled."""
        return frozenset(item for item, column in self.left.items() if values[column] > 0.5)

    def exclude(self, made: Made, left: frozenset[Violation]) -> None:
        """Never give one answer again, where nothing could be learned from it."""
        others = frozenset(range(len(self._judge.candidates))) - made
        terms = dict.fromkeys(made, -1.0) | dict.fromkeys(others, 1.0)
        terms |= {column: 1.0 for item, column in self.left.items() if item not in left}
        self.milp.add(terms, 1.0 - len(made))

    # Changes that exclude each other

    def _exclude(self) -> None:
        """Of changes that undo each other, or of which one makes the other pointless, at most one."""
        reach = self._reach
        for objective in reach.members:
            self._at_most_one(reach.retargets[objective])
            self._at_most_one(reach.defers[objective])
            drop = reach.drops.get(objective)
            if drop is not None:
                for other in reach.touching(objective) - {drop}:
                    self._at_most_one([drop, other])
        for key in reach.guards.keys() & reach.binds.keys():
            self._at_most_one([reach.guards[key], reach.binds[key]])
        for capacities in reach.capacities.values():
            by_period: defaultdict[object, list[int]] = defaultdict(list)
            for at in capacities:
                change = reach.changes[at]
                by_period[change.period if isinstance(change, SetCapacity) else None].append(at)
            for group in by_period.values():
                self._at_most_one(group)
        self._exclude_choices()

    def _exclude_choices(self) -> None:
        """Of one set of alternatives only one is chosen, an option only where it is adopted, nobody who is dropped."""
        reach = self._reach
        choices = {change.objective: at for at, change in enumerate(reach.changes) if isinstance(change, Choose)}
        for chosen, at in choices.items():
            if chosen in reach.adopts:
                self.milp.add({reach.adopts[chosen]: 1.0, at: -1.0}, 0.0)
            if chosen in reach.drops:
                self._at_most_one([at, reach.drops[chosen]])
            for other in reach.sets[chosen]:
                if other > chosen and other in choices:
                    self._at_most_one([at, choices[other]])

    def _at_most_one(self, group: Iterable[int]) -> None:
        terms = dict.fromkeys(group, -1.0)
        if len(terms) > 1:
            self.milp.add(terms, -1.0)

    # Pressures

    def _settle(self) -> None:
        conflicts = {each.about: each for each in self._judge.before.conflicts}
        for node, hurters in self._strengths.hurters.items():
            item = Violation(Wrong.CONFLICT, node)
            if item in self._judge.items:
                limit = self._limit(conflicts[node])
                self._bound(node, self._undecided(node, hurters), limit, self._excused(node, item))
            least = self._judge.organization.settings.min_tension - ROUNDING
            known = self._judge.before.pressures.get(node, 0.0) + ROUNDING
            self._bound(node, hurters, max(least, known), self._gone(node))

    def _limit(self, conflict: Conflict) -> float:
        """The open pressure below which a conflict is settled; by the mildest of the settings that may hold."""
        from goalcheck.analysis import conflict_rules

        organization, level = self._judge.organization, self._judge.terms.level
        least = organization.settings.min_tension
        is_objective = conflict.kind is ConflictKind.UNDERMINED
        limits = []
        for kind, rule in conflict_rules(organization).items():
            if (kind is ConflictKind.UNDERMINED) != is_objective:
                continue
            if rule.setting is None:
                limits.append(max(least, level.least_tension))
            else:
                counts = rule.setting != "off" and Level(rule.setting).at_least(level)
                limits.append(least if counts else math.inf)
        return max(limits) - ROUNDING

    def _undecided(self, node: str, hurters: Iterable[str]) -> list[str]:
        """The hurters that no decision names, so that none can make their harm a decided one."""
        there = [each for each in self._reach.decisions_on(node) if each.until >= self._judge.today]
        named = {each for decision in there for each in decision.between}
        return [each for each in hurters if each not in named]

    def _excused(self, node: str, item: Violation) -> Terms:
        """The columns with which a conflict need not be settled: it is left, or what suffers may give and does."""
        found = dict.fromkeys([self.left[item]] if item in self.left else [], 1.0)
        if self._judge.roles.is_released(node):
            found |= self._gone(node)
        return found

    def _gone(self, node: str) -> Terms:
        """The columns with which an objective is not there, not on the same days, or worth another figure."""
        if node not in self._reach.members:
            return {}
        reach = self._reach
        found = [*reach.gone[node], *reach.merged[node], *reach.defers[node], *reach.retargets[node]]
        return dict.fromkeys(found, 1.0)

    def _bound(self, node: str, hurters: Iterable[str], limit: float, excuses: Terms) -> None:
        """Keep a pressure below a limit, on every day on which somebody may begin."""
        scale = self._strengths.scale[node]
        if limit >= scale - ROOM:
            return
        most = logarithm(max(0.0, limit / scale)) + ROOM
        hurters = list(hurters)
        states = {each: self._strengths.states(each, node) for each in hurters}
        if sum(max(each.values()) for each in states.values()) <= most:
            return
        for day in self._days(node, hurters):
            self._bound_on(node, day, states, most, excuses)

    def _bound_on(
        self, node: str, day: date, states: Mapping[str, Mapping[State, float]], most: float, excuses: Terms
    ) -> None:
        columns: dict[tuple[str, ...], int] = {}
        reachable = 0.0
        by_set: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for hurter in states:
            by_set[tuple(self._reach.sets.get(hurter, [hurter]))].append(hurter)
        for together, members in by_set.items():
            there = [(each, self._presence(each, day, node)) for each in members]
            there = [(each, presence) for each, presence in there if presence.always > 0 or presence.terms]
            if not there:
                continue
            worst = max(next(iter(states[each].values())) for each, _ in there)
            key = (node, together, tuple(there))
            if key not in self._harms:
                self._harms[key] = self.milp.amount(0.0, most=worst)
                for each, presence in there:
                    self._harm(self._harms[key], presence, states[each])
            columns[together] = self._harms[key]
            reachable += worst
        if reachable <= most:
            return
        terms = dict.fromkeys(columns.values(), -1.0)
        for column in excuses:
            terms[column] = terms.get(column, 0.0) + reachable - most
        if self._reach.adopts.get(node) is not None:
            terms[self._reach.adopts[node]] = -(reachable - most)
            most = reachable
        self.milp.add(terms, -most)

    def _harm(self, column: int, presence: Presence, states: Mapping[State, float]) -> None:
        """What a harm comes to is at least what it is in each state, less what every further change takes off."""
        for state, strength in states.items():
            if not strength:
                continue
            terms: Terms = {column: 1.0}
            for place, factor in presence.terms:
                terms[place] = terms.get(place, 0.0) - strength * factor
            for place, off in _taken_off(state, states).items():
                terms[place] = terms.get(place, 0.0) + off
            self.milp.add(terms, strength * presence.always)

    def _presence(self, objective: str, day: date, node: str) -> Presence:
        """How surely an objective is in force on a day, and hurts a node as much as it does alone."""
        reach = self._reach
        shaky = self._strengths.shaky.get(objective, set())
        terms: Terms = {}
        always = 1.0
        if objective in reach.adopts:
            always, terms = 0.0, {reach.adopts[objective]: 1.0}
        if holds(span_of(reach.members[objective].period), day):
            leaving = [at for at in reach.defers[objective] if not holds(self._reach.span_of(at), day)]
            for at in {*leaving, *shaky, *reach.gone[objective], *self._softened(objective, node)}:
                terms[at] = terms.get(at, 0.0) - 1.0
            return Presence(always, tuple(sorted(terms.items())))
        coming = [at for at in reach.defers[objective] if at not in shaky and holds(self._reach.span_of(at), day)]
        if not coming:
            return Presence(0.0, ())
        others = dict.fromkeys(shaky - set(coming), -1.0)
        return Presence(0.0, tuple(sorted({**dict.fromkeys(coming, 1.0), **others}.items())))

    def _softened(self, objective: str, node: str) -> list[int]:
        """The mergers that bring an objective guardrails, another target, or help that outweighs what it hurts."""
        reach = self._reach
        if node in reach.members:
            return reach.merged[objective]
        others = {at: reach.changes[at].objectives[-1] for at in reach.merged[objective]}
        is_bare = reach.members[objective].target is None
        return [at for at, other in others.items() if reach.members[other].guardrails or is_bare]

    def _days(self, node: str, hurters: Iterable[str]) -> list[date]:
        """The days of a node on which a hurter begins, now or after a deferral."""
        own = self._reach.members.get(node)
        window = span_of(own.period if own else None)
        starts = {window[0]}
        for hurter in hurters:
            for span in (
                span_of(self._reach.members[hurter].period),
                *map(self._reach.span_of, self._reach.defers[hurter]),
            ):
                starts.add(max(window[0], span[0]))
        return sorted(each for each in starts if each <= window[1])

    # Findings

    def _answer(self) -> None:
        for fingerprint, finding in self._judge.before.findings.items():
            item = Violation(Wrong.FINDING, fingerprint)
            excuse = dict.fromkeys([self.left[item]] if item in self.left else [], 1.0)
            self.milp.add({**dict.fromkeys(self.answers(finding), 1.0), **excuse}, 1.0)
            if finding.rule.basis is Basis.RESOURCE:
                self._make_room(finding, excuse)

    def answers(self, finding: Finding) -> set[int]:
        """The candidates that may have a say in whether a finding stands."""
        reach, basis = self._reach, finding.rule.basis
        everything = set(range(len(reach.changes)))
        if basis is Basis.RESOURCE:
            resource, _ = resource_of(finding)
            drawing = [
                each.id for each in reach.members.values() if any(need.resource == resource for need in each.needs)
            ]
            own = {at for each in drawing for at in (*reach.gone[each], *reach.merged[each], *reach.defers[each])}
            linked = {at for each in drawing for at in self._linked(each)}
            return own | linked | set(reach.capacities[resource])
        if basis in (Basis.TARGETS, Basis.DEPENDENCY, Basis.DEPENDENCY_CIRCLE):
            found = {at for each in finding.objectives for at in (*reach.gone[each], *reach.defers[each])}
            if basis is Basis.TARGETS:
                found |= {at for each in finding.objectives for at in (*reach.retargets[each], *reach.merged[each])}
                found |= {at for each in finding.objectives for at in self._linked(each)}
            if basis is Basis.DEPENDENCY and finding.of in reach.commits:
                found.add(reach.commits[finding.of])
            return found | {at for each in finding.objectives for at in reach.merged[each]}
        promises = {*reach.guards.values(), *reach.binds.values(), *reach.commits.values()}
        return everything - promises - {at for each in reach.capacities.values() for at in each}

    def _linked(self, objective: str) -> list[int]:
        """The adoptions that draw on the same, or make alternatives of two that are none yet."""
        reach = self._reach
        return [reach.adopts[each] for each in (objective, *reach.sets.get(objective, ())) if each in reach.adopts]

    def _make_room(self, finding: Finding, excuse: Terms) -> None:
        """Free as much of a resource as is drawn too much."""
        context, reach = self._judge.before.whole, self._reach
        demand = ResourceDemand(context)
        name, label = resource_of(finding)
        resource = context.organization.resources[name]
        for declared, load in zip(resource.capacity, demand.loads(resource), strict=True):
            if (load.period.label if load.period else "the whole time") != label:
                continue
            share = SHARES[self._judge.terms.level]
            over = load.demand - share * load.capacity
            terms: Terms = {}
            draws = demand.draws(name, load.period)
            drawing = {draw.objective.id for draw in draws}
            if any(drawing.issuperset(each.between) for each in context.organization.decisions):
                continue  # where others give, those who are left may have been accepted
            for draw in draws:
                key = draw.objective.id
                for at in {*reach.gone[key], *reach.merged[key], *reach.defers[key]}:
                    terms[at] = terms.get(at, 0.0) + draw.amount
            for at in reach.capacities[name]:
                change = reach.changes[at]
                if isinstance(change, SetCapacity) and change.period == declared[0]:
                    terms[at] = share * (change.amount - declared[1])
            if over > 0:
                terms = {at: min(1.0, amount / over) for at, amount in terms.items()}
                self.milp.add({**terms, **excuse}, 1.0 - ROOM)


def _taken_off(state: State, states: Mapping[State, float]) -> dict[int, float]:
    """What each further change takes off a harm at most; together they take off no more than the sum."""
    strength = states[state]
    further = [
        (other.changes - state.changes, strength - value) for other, value in states.items() if other.follows(state)
    ]
    off: dict[int, float] = {}
    for added, less in further:
        if len(added) == 1:
            off[next(iter(added))] = max(0.0, less)
    for added, less in further:
        if less > sum(off.get(at, 0.0) for at in added) + ROUNDING:
            for at in added:
                off[at] = max(off.get(at, 0.0), less)
    return off
