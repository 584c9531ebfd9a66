"""The rows about pressure: conflicts are settled, and no pressure rises.

A pressure is less than a limit where the logarithms of what each harm leaves add up to no more than that of the limit
(`strengths`): linear in the changes, with one column for each harm that changes can make smaller.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple

from goalcheck.conflicts import Conflict
from goalcheck.findings import Level
from goalcheck.graph import ROUNDING
from goalcheck.graph.spans import span_of
from goalcheck.planning.resolving.help_rows import holds
from goalcheck.planning.resolving.judge import Judge, Violation, Wrong
from goalcheck.planning.resolving.milp import Milp
from goalcheck.planning.resolving.reach import Reach
from goalcheck.planning.resolving.strengths import State, Strengths, logarithm
from goalcheck.traits import ConflictKind

ROOM: Final = 1e-6
"""What a row allows for the solver's rounding: the judge decides."""

Terms = dict[int, float]


class Presence(NamedTuple):
    """Whether an objective is in force on a day: at least `always` plus these columns."""

    always: float
    terms: tuple[tuple[int, float], ...]


class PressureRows:
    """Adds these rows to a program.

    Args:
        left: for each item the column that leaves it unsettled, where it may be.
    """

    def __init__(
        self, judge: Judge, reach: Reach, strengths: Strengths, milp: Milp, left: Mapping[Violation, int]
    ) -> None:
        self._judge = judge
        self._reach = reach
        self._strengths = strengths
        self._milp = milp
        self._left = left
        self._harms: dict[tuple[object, ...], int] = {}

    def add(self) -> None:
        """Add all rows."""
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
        found = dict.fromkeys([self._left[item]] if item in self._left else [], 1.0)
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
                self._harms[key] = self._milp.amount(0.0, most=worst)
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
        self._milp.add(terms, -most)

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
            self._milp.add(terms, strength * presence.always)

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
