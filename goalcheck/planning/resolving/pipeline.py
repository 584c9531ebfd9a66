"""The whole search, from an organization to the cheapest ways out of its conflicts, with their consequences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from functools import cached_property

from goalcheck.analysis import analyze
from goalcheck.changes.kinds.defer import Defer
from goalcheck.conflicts import Conflict
from goalcheck.findings import Finding, FindingStatus
from goalcheck.model import Organization
from goalcheck.planning.resolving.deadline import Deadline, OutOfTime
from goalcheck.planning.resolving.fair import fairest
from goalcheck.planning.resolving.fairness import Fairest, given
from goalcheck.planning.resolving.formulation import Formulation
from goalcheck.planning.resolving.front import front
from goalcheck.planning.resolving.judge import Judge, Violation, Wrong
from goalcheck.planning.resolving.learning import Learning
from goalcheck.planning.resolving.lifting import Lifting
from goalcheck.planning.resolving.milp import libraries
from goalcheck.planning.resolving.missing import missing
from goalcheck.planning.resolving.reach import Reach
from goalcheck.planning.resolving.resolution import SAME, Front, Item, OutcomeLoss, Resolution, Shift, Step, WayOut
from goalcheck.planning.resolving.search import Search, Way
from goalcheck.planning.resolving.strengths import Strengths
from goalcheck.planning.resolving.terms import Terms
from goalcheck.planning.resolving.together import Together
from goalcheck.report import Report

EVERYTHING = Terms()

MOST_EQUAL = 100
"""Ways out of one cost among which the fairest is looked for."""

TOLD = 100
"""Conflicts, and findings of each family, that the reports before and after tell at length."""

EQUAL_SHARE, EQUAL_SECONDS = 0.5, 5.0
"""The part of the time that is left in which they are looked for, and the most of it."""


def resolve(organization: Organization, terms: Terms = EVERYTHING, *, today: date | None = None) -> Resolution:
    """The cheapest sets of changes that settle the open conflicts at a level, and take nothing from a customer.

    Each answer is proved the cheapest, or says how far from it it can be, and confirmed by analyzing the changed
    organization. Where not everything can be settled, as little as can be is left, with what would have to be declared.
    Cost: an analysis for each set that is tried, and the search, which is exponential at worst and bounded by
    `terms.seconds` for all of it.

    Raises:
        UnknownName: the terms name what there is not.
        MissingExtra: highspy or numpy is not installed (the extra `goalcheck[resolve]`).
        OutOfTime: time ran out before any way out was found.
        TooLarge: the organization exceeds a limit of the engine.
    """
    terms.check(organization)
    libraries()
    return _Resolving(organization, terms, today or date.today()).resolution()


class _Tools:
    """Everything that programs of one judge are made with."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._reach = Reach(judge.organization, judge.candidates)
        self._strengths = Strengths(judge, self._reach)
        self._lifting = Lifting(judge, self._reach)
        self.learning = Learning(judge, self._reach, self._strengths, self._lifting)

    def formulation(self, *, lenient: bool) -> Formulation:
        """A new program."""
        return Formulation(self._judge, self._reach, self._strengths, self._lifting, lenient=lenient)


class _Resolving:
    """One search."""

    def __init__(self, organization: Organization, terms: Terms, today: date) -> None:
        self._deadline = Deadline.after(terms.seconds)
        self._organization = organization
        self._terms = terms
        self._today = today
        self._before = analyze(organization, today=today, at_length=TOLD)
        self._judge = Judge(organization, terms, today=today)
        self._is_complete = True

    def resolution(self) -> Resolution:
        ways = self._ways()
        judge = self._judge
        return Resolution(
            before=self._before,
            terms=self._terms,
            conflicts=tuple(each for each in self._conflicts if judge.counts(each)),
            since=judge.past.since,
            over=tuple(self._over()),
            looks_back=judge.past.looks_back,
            findings=tuple(each for each in self._before.findings if each.fingerprint in judge.before.findings),
            ways=tuple(self._way_out(way) for way in ways),
            together=tuple(self._together(ways)),
            fair=self._fair(ways),
            front=tuple(self._front()),
            candidates=len(judge.candidates),
            is_complete=self._is_complete,
        )

    def _ways(self) -> list[Way]:
        """The cheapest ways out, the fairest of equally cheap ones first.

        Raises:
            OutOfTime: time ran out before one was found.
        """
        if not self._judge.items:
            return [Way(frozenset(), self._judge.verdict(frozenset()), frozenset(), 0.0)]
        for lenient in (False, True):
            formulation = self._tools.formulation(lenient=lenient)
            ways = self._found(Search(self._judge, formulation, self._tools.learning, self._deadline))
            if ways:
                return ways
        return []

    @cached_property
    def _conflicts(self) -> tuple[Conflict, ...]:
        """The conflicts of the days that can still be changed."""
        return self._before.conflicts if not self._judge.past.over else self._judge.before.conflicts

    def _over(self) -> Iterator[Conflict]:
        """The conflicts of days that are over, as far as they would be to be settled."""
        pressing = {each.about for each in self._conflicts if self._judge.counts(each)}
        for each in self._before.conflicts:
            if self._judge.counts(each) and each.about not in pressing:
                yield each

    @cached_property
    def _tools(self) -> _Tools:
        return _Tools(self._judge)

    def _fair(self, ways: list[Way]) -> WayOut | None:
        """The fairest way out for a little more, where it is asked for and is another one."""
        if self._terms.fair is None or not ways or not ways[0].made:
            return None
        formulation, learning = self._tools.formulation(lenient=True), self._tools.learning
        found = fairest(self._judge, formulation, learning, self._deadline, best=ways[0], more=self._terms.fair)
        return self._way_out(found)

    def _together(self, ways: list[Way]) -> Iterator[tuple[Item, ...]]:
        """What cannot be settled together, where not everything is settled; nothing where time runs out."""
        if ways and ways[0].left:
            formulation, learning = self._tools.formulation(lenient=True), self._tools.learning
            asked = Together(self._judge, formulation, learning, self._deadline.part(EQUAL_SHARE))
            with suppress(OutOfTime):
                for items in asked.impossible(sorted(ways[0].left)):
                    yield tuple(self._items(frozenset(items)))

    def _front(self) -> Iterator[Front]:
        if self._terms.front and self._judge.items:
            formulation = self._tools.formulation(lenient=True)
            for way, pressure in front(self._judge, formulation, self._tools.learning, self._deadline):
                yield Front(way.verdict.cost, pressure, tuple(self._steps(way)))

    def _found(self, search: Search) -> list[Way]:
        """All ways out of the least cost, then the next ones, as many as are wanted."""
        found: list[Way] = []
        wanted = 1 + self._terms.alternatives
        equal_until: Deadline | None = None
        try:
            for way in search.ways():
                found.append(way)
                is_equal = way.weight <= found[0].weight + SAME
                equal_until = equal_until or self._deadline.part(EQUAL_SHARE, most=EQUAL_SECONDS)
                enough = len(found) >= (MOST_EQUAL if is_equal and not equal_until.is_over else wanted)
                if enough:
                    break
        except OutOfTime:
            best = search.best
            self._is_complete = False
            if best is not None:
                found.append(best)
            if not found:
                raise
        least = min((way.weight for way in found), default=0.0)
        equal = [way for way in found if way.weight <= least + SAME]
        fairest = Fairest(self._organization, self._judge.candidates).first(equal)
        ordered = [*fairest, *(way for way in found if way.weight > least + SAME)]
        told: list[Way] = []
        for way in ordered:
            if not any(other.made <= way.made for other in told):
                told.append(way)
        return told[:wanted]

    def _way_out(self, way: Way) -> WayOut:
        judge = self._judge
        organization = judge.changed(way.made)
        after = analyze(judge.past.whole(organization), today=self._today, at_length=TOLD)
        conflicts = judge.conflicts(organization) if judge.past.over else after.conflicts
        chosen = [judge.candidates[at] for at in sorted(way.made)]
        unsettled = tuple(self._items(way.left))
        falls = sorted(way.verdict.losses.items())
        return WayOut(
            steps=tuple(self._steps(way)),
            cost=way.verdict.cost,
            bound=max(0.0, way.bound),
            given=given(self._organization, chosen),
            losses=tuple(OutcomeLoss(each, fall, judge.losses.weights[each] * fall) for each, fall in falls),
            shifts=tuple(_shifts(self._conflicts, conflicts)),
            unsettled=unsettled,
            missing=tuple(each for item in unsettled for each in missing(judge, item)),
            left=tuple(each for each in conflicts if each.is_open),
            brought=tuple(self._brought(after)),
            after=after,
        )

    def _items(self, left: frozenset[Violation]) -> Iterator[Item]:
        for conflict in self._conflicts:
            if Violation(Wrong.CONFLICT, conflict.about) in left:
                yield conflict
        for finding in self._before.findings:
            if Violation(Wrong.FINDING, finding.fingerprint) in left:
                yield finding

    def _brought(self, after: Report) -> Iterator[Finding]:
        known = {each.fingerprint for each in self._before.findings if each.status is FindingStatus.OPEN}
        for finding in after.findings:
            if finding.counts and finding.status is FindingStatus.OPEN and finding.fingerprint not in known:
                yield finding

    def _steps(self, way: Way) -> Iterator[Step]:
        for at in sorted(way.made):
            candidate = self._judge.candidates[at]
            moved = self._moved(candidate.change) if isinstance(candidate.change, Defer) else ()
            yield Step(candidate.change, candidate.cost, candidate.why, moved)

    def _moved(self, change: Defer) -> tuple[str, ...]:
        """The outcomes that the objective goes on to hurt, only on other days."""
        return tuple(
            conflict.about
            for conflict in self._conflicts
            if any(each.objective == change.objective for each in conflict.hurters)
        )


def _shifts(before: Iterable[Conflict], after: Iterable[Conflict]) -> Iterator[Shift]:
    """The pressures that change by a hundredth or more, what was worst first."""
    was = {each.about: each.pressure for each in before}
    now = {each.about: each.pressure for each in after}
    changed = [Shift(each, was.get(each, 0.0), now.get(each, 0.0)) for each in was.keys() | now.keys()]
    changed = [each for each in changed if abs(each.before - each.after) >= 0.005]
    yield from sorted(changed, key=lambda each: (-round(each.before, 9), each.about))
