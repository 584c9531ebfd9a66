"""Cases: a finding, the changes that can have a say in it, and a test if the finding stands with some of them made.

Each rule lets only some kinds of changes have a say; which objectives count is told by the neighbourhood.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from goalcheck.changes import Change, apply
from goalcheck.changes.kinds.capacity import SetCapacity
from goalcheck.changes.kinds.guardrail import AddGuardrail
from goalcheck.changes.kinds.retarget import Retarget
from goalcheck.changes.kinds.share import Share
from goalcheck.facts.context import Context
from goalcheck.findings import Contest, Finding, Level
from goalcheck.graph import ROUNDING, shortest_circle
from goalcheck.model import Organization
from goalcheck.planning.resolving.neighbourhood import Neighbourhoods
from goalcheck.planning.resolving.pushes import Pushes
from goalcheck.planning.resolving.terms import kind, objectives_of
from goalcheck.planning.resolving.verification import CONFLICT_RULES, Review
from goalcheck.traits import OUTLIVING, Basis

_MERGING: Final = frozenset({"share"})
"""Kinds of changes that give arrows to an objective, and so can outweigh even a sure push."""

_TAKEN_OVER: Final = frozenset({"retarget", "guardrail"})
"""Kinds of changes to an objective that pass to the objective which takes it over; a deferral does not."""


class Case(NamedTuple):
    """A finding, with the part of the organization and the changes that it depends on.

    Attributes:
        changes: the places of the candidates that have a say in it; those on its own objectives first.
        circle: objectives of which each depends on the next, where that is what makes the finding.
    """

    finding: Finding
    part: Organization
    changes: tuple[int, ...]
    circle: tuple[str, ...] = ()


class Cases:
    """The findings of one organization as cases."""

    def __init__(
        self,
        organization: Organization,
        changes: Sequence[Change],
        neighbourhoods: Neighbourhoods,
        pushes: Pushes,
        review: Review,
    ) -> None:
        self._pushes = pushes
        self._organization = organization
        self._changes = changes
        self._neighbourhoods = neighbourhoods
        self._review = review
        self._decided = {each.between for each in organization.decisions}
        self._guardrails = {change for change in changes if isinstance(change, AddGuardrail)}
        self._by_objective: defaultdict[str, list[int]] = defaultdict(list)
        self._by_resource: defaultdict[str, list[int]] = defaultdict(list)
        for place, change in enumerate(changes):
            for objective in objectives_of(change):
                self._by_objective[objective].append(place)
            if isinstance(change, SetCapacity):
                self._by_resource[change.resource].append(place)

    def of(self, finding: Finding, changed: Organization) -> Case:
        """A finding with the changes that have a say in it.

        Args:
            changed: the organization that the finding was found in, which is this one with some changes made.
        """
        rule = finding.rule
        if finding.rule.basis is Basis.DEPENDENCY_CIRCLE:
            circle = _circle(changed, finding.objectives)
            if tuple(sorted(circle)) in self._decided:
                # These alone may depend on each other: it counts who else does.
                everybody = _once(self._on(finding.objectives, rule.changes))
                return Case(finding, self._neighbourhoods.only(finding.objectives), everybody)
            return Case(finding, self._neighbourhoods.only(circle), _once(self._on(circle, rule.changes)), circle)
        own = [*self._on(finding.objectives, rule.changes), *self._of_parts(finding.objectives, rule.changes)]
        if rule.changes_between:
            own = [place for place in own if self._changes_pushes(self._changes[place])]
        if finding.rule.basis is Basis.RESOURCE:
            resource = next(each for each in finding.about if not each.startswith("in:"))
            drawing = [
                objective.id
                for objective in self._organization.objectives.values()
                if any(need.resource == resource for need in objective.needs)
            ]
            keepers = [
                change.objective for change in self._changes if isinstance(change, Share) and change.taken in drawing
            ]
            draws = [*self._on([*drawing, *keepers], rule.changes), *self._by_resource[resource]]
            return Case(finding, self._neighbourhoods.only(drawing), _once(draws))
        if not rule.changes_between:
            return Case(finding, self._neighbourhoods.only(finding.objectives), _once(own))
        part = self._neighbourhoods.around(finding.objectives)
        others = [each for each in part.objectives if each not in finding.objectives]
        kinds = _MERGING if self._is_sure(finding) else rule.changes_between
        between = [place for place in self._on(others, kinds) if self._changes_pushes(self._changes[place])]
        return Case(finding, part, _once([*self._seen(own, part), *self._seen(between, part)]))

    def stands(self, case: Case, made: Iterable[int]) -> bool:
        """True if the finding is still there, open and as bad, when these changes are made.

        Raises:
            CannotChange: the changes cannot be made together.
        """
        if case.finding.rule.basis not in OUTLIVING and self._takes_away(case, made):
            return False
        changed = apply(case.part, [self._changes[place] for place in sorted(made)])
        if case.circle:
            return _is_closed(changed, case.circle)
        context = Context(changed, today=self._review.today)
        found = self._review.of(CONFLICT_RULES[case.finding.code], context)
        return any(each.fingerprint == case.finding.fingerprint for each in found)

    def _takes_away(self, case: Case, made: Iterable[int]) -> bool:
        """True if the changes remove an objective of the finding: the quick test that decides most combinations."""
        gone = {
            objectives_of(change)[-1] for place in made if kind(change := self._changes[place]) in ("drop", "share")
        }
        return not gone.isdisjoint(case.circle or case.finding.objectives)

    def _changes_pushes(self, change: Change) -> bool:
        """True if a change can alter pushes; a new target does so only if an effect depends on it."""
        return not isinstance(change, Retarget) or self._pushes.depends_on_target(change.objective)

    def _is_sure(self, finding: Finding) -> bool:
        """True if no change between the two sides of an opposed pair can settle the pair, except a merger."""
        return finding.rule.basis is Basis.OPPOSITION and any(
            self._stands_alone(contest) for contest in finding.outcomes
        )

    def _stands_alone(self, contest: Contest) -> bool:
        level = Level.of_tension(contest.tension or 0.0)
        hurters = [side.objective for side in contest.sides if side.sign < 0]
        guards = [AddGuardrail(each, contest.outcome) in self._guardrails for each in hurters]
        if contest.guarded or not (level.lowered if any(guards) else level).at_least(self._review.level):
            return False
        least = (contest.tension or 0.0) / (20 * self._organization.outcomes[contest.outcome].importance) - ROUNDING
        return bool(contest.sides) and all(
            not self._pushes.depends_on_target(side.objective)
            and self._pushes.is_sure(side.objective, contest.outcome, least=least, helps=side.sign > 0)
            for side in contest.sides
        )

    def _on(self, objectives: Iterable[str], kinds: Collection[str]) -> list[int]:
        return [
            place
            for each in objectives
            for place in self._by_objective.get(each, ())
            if kind(self._changes[place]) in kinds
        ]

    def _of_parts(self, objectives: Collection[str], kinds: frozenset[str]) -> list[int]:
        """The changes to objectives that a merger may add to these; the merged objective takes such changes over."""
        taken = [
            change.taken
            for place in self._on(objectives, _MERGING & kinds)
            if isinstance(change := self._changes[place], Share) and change.taken not in objectives
        ]
        return self._on(taken, _TAKEN_OVER & kinds)

    def _seen(self, places: Iterable[int], part: Organization) -> Iterator[int]:
        """The places of the changes that touch nothing outside of a part."""
        for place in places:
            change = self._changes[place]
            if not isinstance(change, AddGuardrail) or change.protects in part.outcomes:
                yield place


def _circle(organization: Organization, objectives: Sequence[str]) -> tuple[str, ...]:
    """A shortest circle of dependencies within a strongly connected component of objectives."""
    index = {objective: place for place, objective in enumerate(objectives)}
    out = [
        sorted({(index[each.id], 1.0) for each in organization.objectives[objective].depends_on if each.id in index})
        for objective in objectives
    ]
    return tuple(objectives[place] for place in shortest_circle(out, range(len(objectives))))


def _is_closed(organization: Organization, circle: Sequence[str]) -> bool:
    """True if each objective of the circle is in force and still depends on the next one."""
    objectives = organization.objectives
    return all(
        objectives[by].status.in_force and any(each.id == of for each in objectives[by].depends_on)
        for by, of in zip(circle, [*circle[1:], circle[0]], strict=True)
    )


def fits(changes: Sequence[Change]) -> bool:
    """True if changes are compatible: one of each kind for one subject, and none for a dropped objective."""
    taken: set[tuple[str, str]] = set()
    dropped = {objective for change in changes if kind(change) == "drop" for objective in objectives_of(change)}
    for change in changes:
        if kind(change) != "drop" and not dropped.isdisjoint(objectives_of(change)):
            return False
        for key in keys(change):
            if key in taken:
                return False
            taken.add(key)
    return True


def keys(change: Change) -> list[tuple[str, str]]:
    """The keys of a change: of two changes with a common key at most one is made."""
    name = kind(change)
    if isinstance(change, SetCapacity):
        return [(name, f"{change.resource} {change.period.label if change.period else ''}")]
    if isinstance(change, AddGuardrail):
        return [(name, f"{change.objective} {change.protects}")]
    return [(name, objective) for objective in objectives_of(change)]


def _once(places: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(places))
