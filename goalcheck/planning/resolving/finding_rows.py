"""The rows about findings beside the conflicts: something that has a say in each has to change.

What has been decided, and what a change brings up elsewhere, the judge says of an answer.
"""

from __future__ import annotations

from collections.abc import Mapping

from goalcheck.changes.kinds.capacity import SetCapacity
from goalcheck.facts.resource_demand import SHARES, ResourceDemand
from goalcheck.findings import Finding
from goalcheck.planning.resolving.judge import Judge, Violation, Wrong
from goalcheck.planning.resolving.milp import Milp
from goalcheck.planning.resolving.past import resource_of
from goalcheck.planning.resolving.pressure_rows import ROOM
from goalcheck.planning.resolving.reach import Reach
from goalcheck.traits import Basis

Terms = dict[int, float]


class FindingRows:
    """Adds these rows to a program.

    Args:
        left: for each item the column that leaves it unsettled, where it may be.
    """

    def __init__(self, judge: Judge, reach: Reach, milp: Milp, left: Mapping[Violation, int]) -> None:
        self._judge = judge
        self._reach = reach
        self._milp = milp
        self._left = left

    def add(self) -> None:
        """Add all rows."""
        for fingerprint, finding in self._judge.before.findings.items():
            item = Violation(Wrong.FINDING, fingerprint)
            excuse = dict.fromkeys([self._left[item]] if item in self._left else [], 1.0)
            self._milp.add({**dict.fromkeys(self.answers(finding), 1.0), **excuse}, 1.0)
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
                self._milp.add({**terms, **excuse}, 1.0 - ROOM)
