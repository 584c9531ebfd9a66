"""The fallback when time runs out: changes for each finding until none is left (greedy); then fewer of them.

Not the cheapest, but confirmed by the analysis like any other. It starts from the last answer of the program, which is
often nearly right, and needs no tables.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from goalcheck.changes import CannotChange, apply
from goalcheck.changes.kinds.capacity import SetCapacity
from goalcheck.findings import Finding
from goalcheck.model import Organization
from goalcheck.planning.resolving.cases import fits
from goalcheck.planning.resolving.deadline import Deadline
from goalcheck.planning.resolving.formulation import Formulation
from goalcheck.planning.resolving.terms import kind, objectives_of
from goalcheck.planning.resolving.truth_tables import Made
from goalcheck.traits import Basis

MOST_SEEN = 1_000
"""Findings of a rule that are answered between two analyses."""

MOST_ROUNDS = 500

MOST_LATE_ROUNDS = 20
"""Analyses after time has run out: by then whatever stands is dropped, which soon ends."""


class Fallback:
    """Looks for any way out of one formulation.

    Args:
        deadline: the end of the time in which cheap changes are tried before objectives are dropped, and unneeded
            changes are taken back.
    """

    def __init__(self, formulation: Formulation, deadline: Deadline) -> None:
        self._formulation = formulation
        self._deadline = deadline
        self._changes = formulation.changes
        self._banned: set[int] = set()
        self._by_subject: defaultdict[str, list[int]] = defaultdict(list)
        for place, change in enumerate(self._changes):
            for subject in (change.resource,) if isinstance(change, SetCapacity) else objectives_of(change):
                self._by_subject[subject].append(place)

    def found(self, start: Made) -> Made | None:
        """Changes after which the analysis finds nothing, None where none were found.

        Args:
            start: changes to begin with.
        """
        made, late = set(start), 0
        for _ in range(MOST_ROUNDS):
            changed = self._changed(made)
            left = [] if changed is None else self._formulation.review.open_findings(changed, most=MOST_SEEN)
            if changed is not None and not left:
                return self._fewer(frozenset(made), frozenset(made) - start)
            late += self._deadline.is_over
            if late > MOST_LATE_ROUNDS or (left and not self._answer(left, made)):
                break
        return None

    def _changed(self, made: set[int]) -> Organization | None:
        """The organization with the changes made; None if they exclude each other, and then some are taken back."""
        try:
            return apply(self._formulation.organization, self._formulation.made(made))
        except CannotChange:
            self._take_back([place for place in made if kind(self._changes[place]) in ("share", "retarget")], made)
            return None

    def _answer(self, left: Sequence[Finding], made: set[int]) -> bool:
        """Make a change for each finding that none of this round is about; False where nothing can be done."""
        options = [list(self._options(finding, made)) for finding in left]
        touched = Counter(place for each in options for place in each)
        told: set[str] = set()
        before = frozenset(made), len(self._banned)
        for finding, each in zip(left, options, strict=True):
            if not told.isdisjoint(finding.objectives):
                continue
            if each:
                place = min(each, key=lambda each: (self._formulation.cost(each) / touched[each], each))
                self._make(place, made)
                told.update(objectives_of(self._changes[place]) or finding.objectives)
            else:
                # What the changes have brought and none can settle is settled by not bringing it.
                blamed = {place for each in finding.objectives for place in self._by_subject[each]}
                self._take_back(sorted(blamed & made), made)
        return (frozenset(made), len(self._banned)) != before

    def _options(self, finding: Finding, made: set[int]) -> Iterator[int]:
        """The changes that could settle a finding, only drops where time has run out and there are any."""
        subjects = [*finding.objectives, *(each for each in finding.about if finding.rule.basis is Basis.RESOURCE)]
        places = dict.fromkeys(place for each in subjects for place in self._by_subject.get(each, ()))
        free = [place for place in places if place not in made and place not in self._banned]
        drops = [place for place in free if kind(self._changes[place]) == "drop"]
        yield from drops
        if drops and self._deadline.is_over:
            return
        for place in free:
            change = self._changes[place]
            if kind(change) in finding.rule.changes | {"capacity"} and kind(change) != "drop":
                near = {other for each in objectives_of(change) for other in self._by_subject[each]} & made
                if fits([change, *(self._changes[other] for other in near)]):
                    yield place

    def _make(self, place: int, made: set[int]) -> None:
        """Make a change; a drop takes back all other changes to the dropped objective."""
        if kind(self._changes[place]) == "drop":
            made.difference_update(self._by_subject[objectives_of(self._changes[place])[0]])
        made.add(place)

    def _take_back(self, places: Iterable[int], made: set[int]) -> None:
        """Take changes back, never to be made again."""
        self._banned.update(places)
        made.difference_update(places)

    def _fewer(self, made: Made, added: Made) -> Made:
        """The changes without unneeded ones, as far as time allows; changes that the fallback added are tried first."""
        for place in sorted(made, key=lambda each: (each not in added, -self._formulation.cost(each), each)):
            if self._deadline.is_over:
                break
            fewer = made - {place}
            if self._formulation.may_do(fewer, without=place) and self._settles(fewer):
                made = fewer
        return made

    def _settles(self, made: Made) -> bool:
        try:
            changed = apply(self._formulation.organization, self._formulation.made(made))
        except CannotChange:
            return False
        return self._formulation.review.is_settled(changed)
