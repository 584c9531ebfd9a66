"""The candidate changes: all changes that could settle a finding, each with its price."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from goalcheck.changes import CannotChange, Change, apply
from goalcheck.changes.kinds.capacity import SetCapacity
from goalcheck.changes.kinds.commit import Commit
from goalcheck.changes.kinds.defer import Defer
from goalcheck.changes.kinds.drop import Drop
from goalcheck.changes.kinds.guardrail import AddGuardrail
from goalcheck.changes.kinds.retarget import aim_of
from goalcheck.changes.kinds.share import Share
from goalcheck.facts.context import Context
from goalcheck.facts.resource_demand import SHARES, Load, ResourceDemand
from goalcheck.findings import Finding, Level
from goalcheck.graph import ROUNDING
from goalcheck.model import Objective, Organization, Period, Status, overlap
from goalcheck.planning.resolving.costs import Price, Pricing
from goalcheck.planning.resolving.deadline import NEVER, Deadline, OutOfTime
from goalcheck.planning.resolving.periods import following
from goalcheck.planning.resolving.pushes import Pushes
from goalcheck.planning.resolving.retarget_candidates import RetargetCandidates, meeting, plainest
from goalcheck.planning.resolving.sides import Apart, Tier
from goalcheck.planning.resolving.terms import Terms, in_order
from goalcheck.traits import ENDED_BY_MERGER, Basis


class Candidate(NamedTuple):
    """A change and its price."""

    change: Change
    price: Price


class Candidates(NamedTuple):
    """Changes, in the order in which they are made.

    Attributes:
        are_all: False where time ran out before all that answer findings were found; then every drop is among them.
    """

    changes: tuple[Candidate, ...]
    are_all: bool


def candidates(
    context: Context,
    terms: Terms,
    findings: Iterable[Finding],
    tiers: Iterable[Tier],
    pushes: Pushes,
    *,
    deadline: Deadline = NEVER,
) -> Candidates:
    """The changes that answer findings.

    Args:
        findings: the findings to settle, except opposed pairs.
        tiers: the opposed pairs to settle.
    """
    answers = Answers(context, terms, pushes)
    found: set[Change] = set()
    are_all = True
    try:
        for tier in tiers:
            for change in answers.to_tier(tier):
                deadline.check()
                found.add(change)
        for finding in findings:
            deadline.check()
            found.update(answers.to_finding(finding))
    except OutOfTime:
        found.update(Drop(objective) for objective in context.active)
        are_all = False
    pricing = Pricing(context)
    changes = sorted(filter(terms.allow, found), key=in_order)
    return Candidates(tuple(Candidate(change, pricing.price(change)) for change in changes), are_all)


class Answers:
    """The changes that could answer each kind of finding."""

    def __init__(self, context: Context, terms: Terms, pushes: Pushes) -> None:
        self._context = context
        self._organization: Organization = context.organization
        self._terms = terms
        self._retargets = RetargetCandidates(context, pushes)
        self._apart = Apart(context)
        self._dependents = _dependents(context)
        self._demand = ResourceDemand(context)

    def to_tier(self, tier: Tier) -> Iterator[Change]:
        """The changes on either side of an outcome that could end its conflicts."""
        for one, others in ((tier.helpers, tier.hurters), (tier.hurters, tier.helpers)):
            facing = _by_period(self._organization, others)
            for objective in one:
                entry = self._organization.objectives[objective]
                apart = self._apart.of(objective)
                met = [
                    period
                    for period, there in facing.items()
                    if overlap(entry.period, period) and not apart.issuperset(there)
                ]
                if met:
                    yield Drop(objective)
                    yield from self._later(entry, met)
                    if one is tier.hurters:
                        yield from self._retargets.against_harm(objective, tier.outcome, [tier.least])
                        if tier.guarding:
                            yield AddGuardrail(objective, tier.outcome)

    def to_finding(self, finding: Finding) -> Iterator[Change]:
        """The changes that could answer a finding."""
        basis = finding.rule.basis
        if basis is Basis.RESOURCE:
            yield from self._to_overload(finding)
            return
        objectives = [self._organization.objectives[each] for each in finding.objectives]
        yield from (Drop(each.id) for each in objectives if each.status.in_force)
        if basis in (Basis.OPPOSITION, Basis.SELF_DEFEAT):
            yield from self._to_pull(finding)
        if basis is Basis.HARM and finding.by and finding.of:
            least = self._terms.level.least_tension / (20 * self._organization.objectives[finding.of].priority)
            yield from self._retargets.against_harm(finding.by, finding.of, [] if finding.tension is None else [least])
        if basis in (Basis.OPPOSITION, Basis.TARGETS):
            for one, other in (objectives, objectives[::-1]):
                yield from self._later(one, [other.period])
        if basis is Basis.TARGETS:
            for one, other in (objectives, objectives[::-1]):
                aim = aim_of(other.target) if other.target else None
                yield from meeting(one, [] if aim is None else [aim])
        if basis is Basis.DEPENDENCY and finding.by and finding.of:
            yield from self._to_late(finding.by, finding.of)
        if basis in ENDED_BY_MERGER:
            yield from self._one_of(*objectives)

    def _to_pull(self, finding: Finding) -> Iterator[Change]:
        """The weaker targets and the guardrails of the objectives that hurt an outcome of the finding."""
        floors = [level.least_tension for level in Level if level.at_least(self._terms.level)]
        for contest in finding.outcomes:
            scale = 20 * self._organization.outcomes[contest.outcome].importance
            for side in contest.sides:
                if side.sign < 0:
                    leasts = [floor / scale for floor in floors]
                    yield from self._retargets.against_harm(side.objective, contest.outcome, leasts)
                    if not contest.guarded:
                        yield AddGuardrail(side.objective, contest.outcome)

    def _later(self, objective: Objective, met: Iterable[Period | None]) -> Iterator[Change]:
        """The deferrals to the next period after each one met, as far as objectives that depend on this one allow."""
        if objective.period is None:
            return
        for period in met:
            later = following(objective.period, after=period.end) if period else None
            if later is not None and self._may_end(objective, later):
                yield Defer(objective.id, later)

    def _may_end(self, objective: Objective, period: Period) -> bool:
        waiting = (self._organization.objectives[each].period for each in self._dependents.get(objective.id, ()))
        return all(each is None or period.end <= each.end for each in waiting)

    def _to_late(self, by: str, of: str) -> Iterator[Change]:
        waits, offers = self._organization.objectives[by], self._organization.objectives[of]
        if offers.status is Status.PROPOSED:
            yield Commit(of)
        if waits.period and offers.period and offers.status.in_force and offers.period.end > waits.period.end:
            later = following(waits.period, after=waits.period.end)
            while later is not None and later.end < offers.period.end:
                later = following(later, after=later.end)
            if later is not None and self._may_end(waits, later):
                yield Defer(by, later)

    def _to_overload(self, finding: Finding) -> Iterator[Change]:
        name = next(each for each in finding.about if not each.startswith("in:"))
        resource = self._organization.resources[name]
        label = next(each for each in finding.about if each.startswith("in:")).removeprefix("in:")
        for declared, load in zip(resource.capacity, self._demand.loads(resource), strict=True):
            if (load.period.label if load.period else "the whole time") != label:
                continue
            yield SetCapacity(name, _enough(load, SHARES[self._terms.level]), declared[0])
            for draw in self._demand.draws(name, load.period):
                yield Drop(draw.objective.id)
                yield from self._later(draw.objective, [load.period])

    def _one_of(self, one: Objective, other: Objective) -> Iterator[Change]:
        """The merger of two objectives, kept under the one of higher priority; nothing if they cannot be merged."""
        if one.department == other.department:
            return
        keeper, taken = sorted((one, other), key=lambda each: (-each.priority, each.id))
        share = Share(keeper.id, taken.id)
        try:
            apply(self._organization, [share])
        except CannotChange:
            return
        yield share


def _enough(load: Load, share: float) -> float:
    """A plain capacity of which the demand is less than a share."""
    least = load.demand / share * (1 + ROUNDING)
    return plainest(least, least * 1.05)


def _by_period(organization: Organization, objectives: Iterable[str]) -> dict[Period | None, set[str]]:
    found: dict[Period | None, set[str]] = {}
    for objective in objectives:
        found.setdefault(organization.objectives[objective].period, set()).add(objective)
    return dict(sorted(found.items(), key=lambda each: each[0] or ()))


def _dependents(context: Context) -> dict[str, list[str]]:
    """The objectives in force that depend on each objective."""
    found: dict[str, list[str]] = {}
    for objective in context.active.values():
        for reference in objective.depends_on:
            found.setdefault(reference.id, []).append(objective.id)
    return found
