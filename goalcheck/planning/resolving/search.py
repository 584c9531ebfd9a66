"""The search for ways out: solve the program, make the changes, analyze, learn, and again, until nothing is left.

The program never knows less than what every way out must fulfil, so the first answer that the analysis confirms is the
cheapest of all (an implicit hitting set; Moreno-Centeno and Karp, "The implicit hitting set approach", 2013). Each
further way out is the cheapest that does not contain one of those before it. Where the program is too large to be
solved, better answers are looked for near the best that is known (`local_search`); where time runs out before one of
them is confirmed, a way out that is not the cheapest is made (`fallback`). The bound of the program holds for it too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

from goalcheck.changes import CannotChange, apply
from goalcheck.findings import Finding
from goalcheck.model import Organization
from goalcheck.planning.resolving.constraints import Clause
from goalcheck.planning.resolving.deadline import NEVER, Deadline, OutOfTime
from goalcheck.planning.resolving.fallback import Fallback
from goalcheck.planning.resolving.formulation import Formulation
from goalcheck.planning.resolving.local_search import Chosen, LocalSearch
from goalcheck.planning.resolving.truth_tables import Made

MOST_LEARNED = 1_000
"""Findings of a rule from which the program learns at once."""

SEARCHING = 0.8
"""The part of the time after which a first way out is found in a hurry instead."""

TRYING = 0.4
"""The part of the time that is left which the solver gets for an answer: answers have to be learned from."""

IMPROVING = 0.2
"""The part of the time that is left then in which an answer is made better that is not proved the cheapest."""

LEARNING = 0.2
"""The part of the time that is left in which the program learns from what the analysis finds."""


class Way(NamedTuple):
    """A set of changes that the analysis has confirmed.

    Attributes:
        chosen: the places of its changes.
        bound: no set costs less; equal to the cost where that is proved.
    """

    chosen: Made
    cost: int
    bound: int
    organization: Organization


@dataclass(slots=True)
class Search:
    """Looks for ways out of one formulation, the cheapest first.

    Attributes:
        deadline: the moment by which all ways out are due.
        brought: the findings that changes have left or brought out, by fingerprint.
        is_complete: False where time ran out before all ways were found.
    """

    formulation: Formulation
    deadline: Deadline = NEVER
    brought: dict[str, Finding] = field(default_factory=dict)
    is_complete: bool = True
    _bound: int = 0
    _last: Chosen = frozenset()
    _local_search: LocalSearch = field(init=False)

    def __post_init__(self) -> None:
        self._local_search = LocalSearch(self.formulation.milp)

    def ways(self, most: int) -> Iterator[Way]:
        """Up to `most` ways out; none if no set of changes settles all findings.

        Raises:
            OutOfTime: there was no time to find the first one.
        """
        for number in range(most):
            try:
                way = self._next(self.deadline if number else self.deadline.part(SEARCHING), may_hurry=not number)
            except OutOfTime:
                self.is_complete = False
                if number:
                    return
                raise
            if way is None:
                return
            yield way
            if not way.chosen:
                return
            self.formulation.milp.add(Clause(frozenset(), way.chosen).row)

    def _next(self, deadline: Deadline, *, may_hurry: bool) -> Way | None:
        """The cheapest way out that is left, or one that is not proved the cheapest.

        Raises:
            OutOfTime: there was no time to find one.
        """
        formulation, best, is_near = self.formulation, None, False
        with suppress(OutOfTime):
            while not deadline.is_over and (best is None or best.cost > self._bound):
                is_proved = False
                if not is_near:
                    solved = formulation.milp.solve(seconds=TRYING * deadline.left, start=self._last)
                    if solved is None and formulation.is_whole:
                        return best
                    if solved is None:
                        break
                    self._bound = max(self._bound, solved.bound if formulation.is_whole else 0)
                    self._last = self._last if solved.chosen is None else solved.chosen
                    is_proved = solved.chosen is not None and solved.bound >= solved.cost
                if not is_proved:
                    formulation.learn_all()
                    until = deadline.part(IMPROVING)
                    self._last = self._local_search.improved(self._last, until)
                    is_near = until.is_over
                if is_proved or formulation.milp.holds(self._last):
                    best = _cheaper(best, self._confirmed(self._changes, deadline))
        if may_hurry and best is None:
            best = self._hurried(self.deadline)
        if best is None:
            raise OutOfTime(
                "no way out was found within the time, and it is not known that there is none: give it more time "
                "(--time-limit), more kinds of changes, or a part of the organization"
            )
        return best._replace(bound=min(self._bound, best.cost))

    @property
    def _changes(self) -> Made:
        """The changes of the last answer."""
        return frozenset(place for place in self._last if place < len(self.formulation.changes))

    def _hurried(self, deadline: Deadline) -> Way | None:
        """Any way out, found by the fallback from the last answer."""
        formulation = self.formulation
        made = Fallback(formulation, deadline).found(self._changes)
        return None if made is None else self._way(made, apply(formulation.organization, formulation.made(made)))

    def _way(self, made: Made, changed: Organization) -> Way:
        return Way(made, sum(self.formulation.cost(place) for place in made), 0, changed)

    def _confirmed(self, chosen: Made, deadline: Deadline) -> Way | None:
        """A way out of these changes, None where the analysis still finds something, which is learned."""
        formulation = self.formulation
        try:
            changed = apply(formulation.organization, formulation.made(chosen))
        except CannotChange:
            formulation.milp.add(formulation.impossible(chosen).row)
            return None
        left = formulation.review.open_findings(changed, most=MOST_LEARNED)
        if not left:
            return self._way(chosen, changed)
        for finding in left:
            self.brought.setdefault(finding.fingerprint, finding)
        with suppress(OutOfTime):
            formulation.learn(left, chosen, changed, deadline.part(LEARNING))
        return None


def _cheaper(one: Way | None, other: Way | None) -> Way | None:
    """The cheaper of two, as far as there are any; of equally cheap ones the first."""
    return min((way for way in (one, other) if way is not None), key=lambda way: way.cost, default=None)
