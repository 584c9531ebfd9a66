"""The rows that end all opposed pairs over an outcome at once, without a list of the pairs.

Every helper is opposed to every hurter of a tier at any moment when both stand (a complete bipartite graph): so at each
moment one of the two sides must give way whole. A choice of its own says which; each objective then needs one row,
where a row for each pair would take their product. The program stays exact: a row for a pair follows from two of these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from goalcheck.changes import Change
from goalcheck.changes.kinds.defer import Defer
from goalcheck.changes.kinds.drop import Drop
from goalcheck.changes.kinds.guardrail import AddGuardrail
from goalcheck.changes.kinds.retarget import Retarget
from goalcheck.changes.kinds.share import Share
from goalcheck.model import Organization, Period, overlap
from goalcheck.planning.resolving.constraints import ConstraintRow, Term
from goalcheck.planning.resolving.milp import Milp
from goalcheck.planning.resolving.neighbourhood import Neighbourhoods
from goalcheck.planning.resolving.pushes import Pushes
from goalcheck.planning.resolving.sides import Apart, Tier
from goalcheck.planning.resolving.terms import objectives_of
from goalcheck.planning.resolving.truth_tables import Made
from goalcheck.planning.resolving.witness_rows import WitnessRows

States = frozenset[int | None]
"""The deferrals with which an objective stands at a moment; None is its own period."""


class _ChangesToObjective(NamedTuple):
    """The candidates on one objective, by kind."""

    drops: list[int]
    defers: list[int]
    retargets: list[int]
    guardrails: dict[str, int]
    shares: list[int]


class Bicliques:
    """Adds the rows of tiers to a program."""

    def __init__(
        self,
        organization: Organization,
        changes: Sequence[Change],
        *,
        pushes: Pushes,
        neighbourhoods: Neighbourhoods,
        witness_rows: WitnessRows,
    ) -> None:
        self._organization = organization
        self._changes = changes
        self._pushes = pushes
        self._neighbourhoods = neighbourhoods
        self._witness_rows = witness_rows
        self._on: defaultdict[str, _ChangesToObjective] = defaultdict(lambda: _ChangesToObjective([], [], [], {}, []))
        for place, change in enumerate(changes):
            for objective in objectives_of(change):
                self._note(self._on[objective], place, change)
        self._detours: dict[str, tuple[list[int], list[int]]] = {}
        self._known: dict[tuple[str, float, str, bool], list[int]] = {}
        self._later: dict[str, list[tuple[Tier, Mapping[str, States]]]] = {}

    def add(self, tier: Tier, milp: Milp, apart: Apart) -> None:
        """Add the rows of one tier; those of moments when all would stand by being deferred wait (`add_later`)."""
        helpers, hurters = set(tier.helpers), set(tier.hurters)
        odd = {each for each in helpers if apart.of(each) & hurters} | {
            each for each in hurters if apart.of(each) & helpers
        }
        for row in self._pairs(tier, odd, apart):
            milp.add(row)
        even = [each for each in tier.helpers if each not in odd], [each for each in tier.hurters if each not in odd]
        for moment in self._moments(*even):
            if any(None in states for states in moment.values()):
                self._choose(tier, moment, milp)
            else:
                self._later.setdefault(tier.outcome, []).append((tier, moment))

    def add_later(self, outcome: str, milp: Milp, chosen: Made = frozenset()) -> bool:
        """Add the rows of the moments when only deferred objectives stand over an outcome.

        Returns:
            True if the chosen changes break one of these rows.
        """
        waiting = self._later.pop(outcome, [])
        return sum(self._choose(tier, moment, milp, chosen) for tier, moment in waiting) > 0

    def _choose(self, tier: Tier, moment: Mapping[str, States], milp: Milp, chosen: Made = frozenset()) -> bool:
        """Add the rows that make one of the two sides give way at a moment; True if the chosen changes break them."""
        gives = milp.column()
        standing = 0
        for side, helps, term, least, given in (
            (tier.helpers, True, Term(gives, 1.0), 0.0, chosen),
            (tier.hurters, False, Term(gives, -1.0), -1.0, chosen | {gives}),
        ):
            rows = [
                row
                for objective in side
                if objective in moment
                for row in self._stand_aside(self._ways(tier, objective, helps=helps), objective, moment, term, least)
            ]
            for row in rows:
                milp.add(row)
            standing += not all(row.holds(given) for row in rows)
        return standing == 2

    def _note(self, on: _ChangesToObjective, place: int, change: Change) -> None:
        match change:
            case Drop():
                on.drops.append(place)
            case Defer():
                on.defers.append(place)
            case Retarget():
                on.retargets.append(place)
            case AddGuardrail(_, protects):
                on.guardrails[protects] = place
            case Share():
                on.shares.append(place)

    def _ways(self, tier: Tier, objective: str, *, helps: bool) -> list[int]:
        """The changes that may take an objective out of a tier, all but deferrals."""
        key = tier.outcome, tier.least, objective, helps
        if key not in self._known:
            self._known[key] = list(dict.fromkeys(self._away(tier, objective, helps=helps)))
        return self._known[key]

    def _away(self, tier: Tier, objective: str, *, helps: bool) -> Iterator[int]:
        on = self._on[objective]
        for place in self._against(tier, objective, helps=helps):
            change = self._changes[place]
            retarget = change if isinstance(change, Retarget) and place in on.retargets else None
            if retarget is None or not self._is_sure(tier, objective, helps=helps, retarget=retarget):
                yield place
        if tier.guarding and not helps and tier.outcome in on.guardrails:
            yield on.guardrails[tier.outcome]

    def _against(self, tier: Tier, objective: str, *, helps: bool) -> Sequence[int]:
        """The changes that may weaken a push: of an unsure push, those that its strongest chain depends on."""
        on = self._on[objective]
        weakening, shares = self._on_the_way(objective)
        own = [*on.drops, *on.retargets, *on.shares, *shares]
        if self._is_sure(tier, objective, helps=helps):
            return own
        told = self._witness_rows.of(self._pushes.side(objective, tier.outcome, helps=helps))
        return [*own, *weakening] if told is None else sorted(told)

    def _is_sure(self, tier: Tier, objective: str, *, helps: bool, retarget: Retarget | None = None) -> bool:
        return self._pushes.is_sure(objective, tier.outcome, least=tier.least, helps=helps, retarget=retarget)

    def _on_the_way(self, objective: str) -> tuple[list[int], list[int]]:
        """The changes on the objectives that an objective reaches: those that can weaken its pushes, and shares."""
        if objective not in self._detours:
            reached = [
                each
                for each in sorted(self._neighbourhoods.reached([objective]))
                if each != objective and each in self._on
            ]
            weakening = [place for each in reached for place in (*self._on[each].drops, *self._on[each].retargets)]
            self._detours[objective] = weakening, [place for each in reached for place in self._on[each].shares]
        return self._detours[objective]

    def _stand_aside(
        self, ways: list[int], objective: str, moment: Mapping[str, States], side: Term, least: float
    ) -> Iterator[ConstraintRow]:
        """The rows of one objective at a moment: either the objective gives way, or the other side does."""
        states = moment.get(objective, frozenset())
        made = [Term(place, 1.0) for place in ways]
        if None in states:
            away = [Term(place, 1.0) for place in self._on[objective].defers if place not in states]
            yield _row([*made, *away, side], least + 1)
        else:
            # What is dropped is not deferred, so that a drop is no answer where it stands by being deferred.
            drops = self._on[objective].drops
            stays = [term for term in made if term.column not in drops]
            for place in sorted(each for each in states if each is not None):
                yield _row([*stays, Term(place, -1.0), side], least)

    def _moments(self, helpers: Sequence[str], hurters: Sequence[str]) -> Iterator[Mapping[str, States]]:
        """The moments at which objectives of both sides may be active, without moments that another moment covers."""
        periods = {objective: self._periods(objective) for objective in (*helpers, *hurters)}
        days = {day for each in periods.values() for period in each.values() for day in _ends(period)}
        found: dict[tuple[tuple[str, States], ...], None] = {}
        for day in sorted(days):
            standing = {
                objective: frozenset(state for state, period in each.items() if _covers(period, day))
                for objective, each in periods.items()
            }
            if any(standing[each] for each in helpers) and any(standing[each] for each in hurters):
                found[tuple((each, states) for each, states in standing.items() if states)] = None
        moments = [dict(each) for each in found]
        for moment in moments:
            if not any(other is not moment and _implies(other, moment) for other in moments):
                yield moment

    def _periods(self, objective: str) -> dict[int | None, Period | None]:
        """The periods that an objective may have, by its deferrals."""
        own: dict[int | None, Period | None] = {None: self._organization.objectives[objective].period}
        for place in self._on[objective].defers:
            change = self._changes[place]
            if isinstance(change, Defer):
                own[place] = change.period
        return own

    def _pairs(self, tier: Tier, odd: set[str], apart: Apart) -> Iterator[ConstraintRow]:
        """The rows of objectives that are not opposed to the whole other side, one row for each opposed pair."""
        objectives = self._organization.objectives
        for helper in tier.helpers:
            not_against = apart.of(helper)
            for hurter in tier.hurters:
                opposed = hurter not in not_against and overlap(objectives[helper].period, objectives[hurter].period)
                if opposed and (helper in odd or hurter in odd):
                    ways = [
                        *self._ways(tier, helper, helps=True),
                        *self._ways(tier, hurter, helps=False),
                        *self._on[helper].defers,
                        *self._on[hurter].defers,
                    ]
                    yield _row([Term(place, 1.0) for place in dict.fromkeys(ways)], 1.0)


def _row(terms: Sequence[Term], least: float) -> ConstraintRow:
    return ConstraintRow(tuple(sorted(terms)), least)


def _implies(other: Mapping[str, States], moment: Mapping[str, States]) -> bool:
    """True if all that may be active at `moment` may also be at `other`, so that the rows of `other` cover `moment`."""
    return all(states <= other.get(objective, frozenset()) for objective, states in moment.items())


def _ends(period: Period | None) -> tuple[date, ...]:
    if period is None:
        return (date.min,)
    return (period.start, period.end + timedelta(days=1)) if period.end < date.max else (period.start,)


def _covers(period: Period | None, day: date) -> bool:
    return period is None or period.start <= day <= period.end
