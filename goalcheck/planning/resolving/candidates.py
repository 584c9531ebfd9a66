"""The candidate changes: every change that DESIGN 9 offers in one organization, each with its price."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import NamedTuple

from goalcheck.changes import CannotChange, Change, apply
from goalcheck.changes.kinds.adopt import Adopt
from goalcheck.changes.kinds.bind import Bind
from goalcheck.changes.kinds.capacity import SetCapacity
from goalcheck.changes.kinds.choose import Choose, dropped_by
from goalcheck.changes.kinds.commit import Commit
from goalcheck.changes.kinds.defer import Defer
from goalcheck.changes.kinds.drop import Drop
from goalcheck.changes.kinds.guardrail import AddGuardrail
from goalcheck.changes.kinds.share import Share
from goalcheck.conflicts import Conflict, Hurter
from goalcheck.facts.context import Context
from goalcheck.facts.resource_demand import SHARES, Load, ResourceDemand
from goalcheck.findings import Finding, Level
from goalcheck.graph import ROUNDING, Harm
from goalcheck.graph.alternatives import connected
from goalcheck.graph.days import horizon
from goalcheck.graph.pressure import BINDING
from goalcheck.graph.spans import Span
from goalcheck.model import Bounds, Objective, Outcome, Period, Status, Target
from goalcheck.model.period import named_period
from goalcheck.planning.resolving.costs import Pricing
from goalcheck.planning.resolving.past import Past, resource_of
from goalcheck.planning.resolving.retargeting import (
    HarmLeft,
    plainest,
    where_another_aims,
    where_harm_ends,
    where_harm_is_small,
)
from goalcheck.planning.resolving.roles import Roles
from goalcheck.planning.resolving.terms import Terms, in_order, kind
from goalcheck.traits import Basis


class Candidate(NamedTuple):
    """A change, its cost in points, and how that comes about."""

    change: Change
    cost: float
    why: str


class Offers:
    """The changes that are offered in one organization.

    Args:
        adopted: for each option the organization in which it is in force.
        conflicts: of the organization as it is.
        findings: those that are to be settled beside the conflicts.
    """

    def __init__(
        self,
        context: Context,
        adopted: dict[str, Context],
        conflicts: Iterable[Conflict],
        findings: Iterable[Finding],
        terms: Terms,
        roles: Roles,
        past: Past,
    ) -> None:
        self._context = context
        self._organization = context.organization
        self._adopted = adopted
        self._conflicts = list(conflicts)
        self._findings = list(findings)
        self._terms = terms
        self._roles = roles
        self._past = past
        self._in_force = list(context.active.values())
        self._days = self._days_ahead()
        self._ends = Counter(each.period.end for each in self._in_force if each.period)
        self._hurt_by = self._conflicts_by_hurter()

    def candidates(self) -> tuple[Candidate, ...]:
        """All of them, in the order in which they are made."""
        found = {change for change in self._changes() if kind(change) not in self._terms.without}
        pricing = Pricing(self._context, self._adopted)
        changes = sorted(found, key=in_order)
        return tuple(Candidate(change, *pricing.price(change)) for change in changes)

    def _changes(self) -> Iterator[Change]:
        for objective in self._in_force:
            if self._roles.may_give(objective):
                yield Drop(objective.id)
                yield from where_harm_ends(self._context, objective)
                yield from where_harm_is_small(self._context, objective, self._rooms(objective))
            if self._roles.may_touch(objective.id):
                yield from self._defers(objective)
                yield from self._guards(self._context, objective)
        for option, there in self._adopted.items():
            yield Adopt(option)
            yield from self._guards(there, self._organization.objectives[option])
        yield from self._choices()
        for finding in self._findings:
            yield from self._answers(finding)

    def _days_ahead(self) -> Span:
        first, last = horizon(self._organization)
        return max(first, self._past.since or first), last

    # Harms

    def _conflicts_by_hurter(self) -> dict[str, list[tuple[Conflict, Hurter]]]:
        found: dict[str, list[tuple[Conflict, Hurter]]] = {}
        for conflict in self._conflicts:
            for hurter in conflict.hurters:
                found.setdefault(hurter.objective, []).append((conflict, hurter))
        return found

    def _rooms(self, objective: Objective) -> Iterator[HarmLeft]:
        """For each harm of a conflict to settle how much of it may be left: of it alone, and beside the others."""
        index, pressures = self._context.network.index, self._context.pressures
        for conflict, hurter in self._hurt_by.get(objective.id, ()):
            if not (conflict.is_open and conflict.level.at_least(self._terms.level)):
                continue
            node = index[conflict.about]
            scale = pressures.scale(node)
            least = max(self._terms.level.least_tension, self._organization.settings.min_tension)
            others = [each for each in pressures.harms[node] if each.objective != index[objective.id]]
            for beside in ([], others):
                yield from self._room(node, hurter.left, least, scale, beside)

    def _room(self, node: int, left: float, least: float, scale: float, beside: list[Harm]) -> Iterator[HarmLeft]:
        spared = 1 - self._context.pressures.pressure(node, beside) / scale
        enough = 1 - (1 - least / scale) / spared if spared else 0.0
        if 0 < enough < left:
            yield HarmLeft(node, enough / left)

    def _guards(self, context: Context, objective: Objective) -> Iterator[Change]:
        """A guardrail for each harm to an outcome that has none, and a binding one where none is binding."""
        index, outcomes = context.network.index, self._organization.outcomes
        harms = context.pushes.tables[index[objective.id]][1]
        for key in (key for key in outcomes if index[key] in harms):
            outcome = outcomes[key]
            guard = context.pressures.guard(index[objective.id], index[key])
            if guard == 1.0:
                yield AddGuardrail(objective.id, key)
            if guard > BINDING:
                yield from self._binding(context, objective, outcome)

    def _binding(self, context: Context, objective: Objective, outcome: Outcome) -> Iterator[Bind]:
        """An error budget on the metric of the outcome or of a protector, never on that of the objective itself.

        Of the protectors the one is taken whose target is on the outcome's metric, then the strongest.
        """
        own = objective.target.metric if objective.target else None
        index, nodes = context.network.index, context.network.nodes
        node = index[outcome.id]
        helpers = context.pressures.protectors(node, context.pressures.harms.get(node, []))
        targets = [
            (target.metric != outcome.metric, -round(help_, 9), nodes[each], target)
            for each, help_ in helpers.items()
            if (target := self._organization.objectives[nodes[each]].target) and target.metric != own
        ]
        if targets:
            *_, target = min(targets, key=lambda each: each[:3])
            yield Bind(objective.id, outcome.id, target.metric, floor_of(target))
        elif outcome.metric is not None and outcome.metric != own:
            yield Bind(objective.id, outcome.id)

    # Alternatives and periods

    def _choices(self) -> Iterator[Choose]:
        """Of alternatives any one, also one that is adopted first, if what must hold is not dropped with it."""
        objectives = self._organization.objectives
        members = [*self._in_force, *(objectives[each] for each in self._adopted)]
        for chosen, together in connected(members).items():
            if all(each == chosen or self._roles.may_touch(each) for each in together):
                in_force = dropped_by(objectives, chosen)
                if in_force and chosen not in self._terms.kept:
                    yield Choose(chosen)

    def _defers(self, objective: Objective) -> Iterator[Defer]:
        """Another period of as many days, all still to come; whoever is protected only starts earlier."""
        own = objective.period
        if own is None or self._past.has_begun(objective):
            return
        first, last = self._days
        ends = {end for end, count in self._ends.items() if count > (end == own.end)}
        starts = {first, *(end + timedelta(days=1) for end in ends if first <= end < last)}
        for start in sorted(starts - {own.start}):
            if (last - start).days + 1 >= own.days and (start < own.start or self._roles.may_give(objective)):
                yield Defer(objective.id, period_from(start.toordinal(), own.days))

    # Findings beside the conflicts

    def _answers(self, finding: Finding) -> Iterator[Change]:
        basis, objectives = finding.rule.basis, self._organization.objectives
        if basis is Basis.RESOURCE:
            yield from self._capacity(finding)
        if basis is Basis.DEPENDENCY and finding.of and self._roles.may_touch(finding.of):
            yield from [Commit(finding.of)] if objectives[finding.of].status is Status.PROPOSED else []
        if basis is Basis.TARGETS:
            one, other = (objectives[each] for each in finding.objectives)
            for giver, taker in ((one, other), (other, one)):
                if self._roles.may_give(giver):
                    yield from where_another_aims(giver, taker)
            yield from self._share(one, other)

    def _share(self, one: Objective, other: Objective) -> Iterator[Share]:
        """The merger of two objectives, kept under the one of higher priority; nothing if they cannot be merged."""
        if one.department == other.department or not all(map(self._roles.may_touch, (one.id, other.id))):
            return
        keeper, taken = sorted((one, other), key=lambda each: (-each.priority, each.id))
        share = Share(keeper.id, taken.id)
        try:
            apply(self._organization, [share])
        except CannotChange:
            return
        yield share

    def _capacity(self, finding: Finding) -> Iterator[SetCapacity]:
        """Enough of a resource for what is needed of it now, and with each option."""
        name, label = resource_of(finding)
        for there in (self._context, *self._adopted.values()):
            context = Context(self._past.whole(there.organization), today=there.today) if self._past.over else there
            resource = context.organization.resources[name]
            for declared, load in zip(resource.capacity, ResourceDemand(context).loads(resource), strict=True):
                amount = _enough(load, self._terms.level)
                if (load.period.label if load.period else "the whole time") == label and 0 < declared[1] < amount:
                    yield SetCapacity(name, amount, declared[0])


def period_from(ordinal: int, days: int) -> Period:
    """The period of so many days that starts on a day, by its name where it has one."""
    from datetime import date

    start = date.fromordinal(ordinal)
    end = start + timedelta(days=days - 1)
    half = f"H{1 + start.month // 7}"
    quarter = f"Q{1 + (start.month - 1) // 3}"
    for name in (f"{start.year:04}", f"{start.year:04}-{half}", f"{start.year:04}-{quarter}", f"{start:%Y-%m}"):
        found = named_period(name)
        if found is not None and (found.start, found.end) == (start, end):
            return found
    return Period(start, end, f"{start} to {end}")


def floor_of(target: Target) -> Bounds:
    """The range in which a target has its metric."""
    if target.bounds is not None:
        return target.bounds
    upward = target.to is not None and target.start is not None and target.to >= target.start
    return Bounds(target.to, None) if upward else Bounds(None, target.to)


def _enough(load: Load, level: Level) -> float:
    """A plain capacity of which the demand is less than the share at which a level begins."""
    least = load.demand / SHARES[level] * (1 + ROUNDING)
    return plainest(least, least * 1.05)
