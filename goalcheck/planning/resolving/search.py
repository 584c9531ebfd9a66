"""The search for ways out: solve the program, make the moves, analyze, learn, and again, until nothing is left.

The program never knows less than what every way out must fulfil, so the first answer that the analysis confirms is the
cheapest of all (an implicit hitting set; Moreno-Centeno and Karp, "The implicit hitting set approach", 2013). Each
further way out is the cheapest that does not contain one of those before it. Where time runs out before the first is
found it is found in a hurry, and the program still says what none can cost less than.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from goalcheck.findings import Finding
from goalcheck.model import Organization
from goalcheck.planning.moves import CannotMove, apply
from goalcheck.planning.resolving.constraints import Clause
from goalcheck.planning.resolving.deadline import NEVER, Deadline, OutOfTime
from goalcheck.planning.resolving.makeshift import Makeshift
from goalcheck.planning.resolving.problem import Problem
from goalcheck.planning.resolving.tables import Made

MOST_LEARNED = 100
"""Findings of a rule from which the program learns at once."""

SEARCHING = 0.7
"""The part of the time after which a first way out is found in a hurry instead."""

TRYING = 0.3
"""The part of the time that is left which the solver gets at first: its answers have to be learned from."""


class Way(NamedTuple):
    """A set of moves that the analysis has confirmed.

    Attributes:
        chosen: the places of its moves.
        bound: no set costs less; equal to the cost where that is proved.
    """

    chosen: Made
    cost: int
    bound: int
    organization: Organization


@dataclass(slots=True)
class Search:
    """Looks for ways out of one problem, the cheapest first.

    Attributes:
        deadline: when all ways are wanted.
        brought: what moves have left or brought out, by fingerprint.
        is_complete: False where time ran out before all ways were found.
    """

    problem: Problem
    deadline: Deadline = NEVER
    brought: dict[str, Finding] = field(default_factory=dict)
    is_complete: bool = True
    _bound: int = 0
    _last: Made = frozenset()

    def ways(self, most: int) -> Iterator[Way]:
        """Up to so many ways out; none where nothing can settle everything.

        Raises:
            OutOfTime: there was no time to find the first one.
        """
        for number in range(most):
            try:
                way = self._next(self.deadline if number else self.deadline.part(SEARCHING))
            except OutOfTime:
                self.is_complete = False
                if number:
                    return
                way = self._hurried()
            if way is None:
                return
            yield way
            if not way.chosen:
                return
            if self.deadline.is_over:
                self.is_complete = self.is_complete and number + 1 == most
                return
            self.problem.program.add(Clause(frozenset(), way.chosen).row)

    def _next(self, deadline: Deadline) -> Way | None:
        """The cheapest way out that is left, or one that is not proved the cheapest."""
        share, best = TRYING, None
        while not deadline.is_over:
            solved = self.problem.program.solve(seconds=share * deadline.left)
            if solved is None and not self.problem.is_whole:
                break
            if solved is None:
                return None
            if self.problem.is_whole:
                self._bound = max(self._bound, solved.bound)
            if solved.chosen is None:
                share = 1.0
                continue
            self._last = frozenset(place for place in solved.chosen if place < len(self.problem.moves))
            changed = self._confirmed(self._last, deadline)
            if changed is not None:
                way = self._way(self._last, changed)
                best = way if best is None or way.cost < best.cost else best
                if way.bound >= way.cost or share >= 1.0:
                    break
                share = 1.0
        if best is None:
            raise OutOfTime("time ran out")
        return best._replace(bound=min(self._bound, best.cost))

    def _hurried(self) -> Way:
        """Any way out.

        Raises:
            OutOfTime: there was no time to find it.
        """
        made = Makeshift(self.problem, self.deadline).found(self._last)
        if made is None:
            raise OutOfTime(
                "no way out was found within the time, and it is not known that there is none: give it more time "
                "(--time-limit), more kinds of changes, or a part of the organization"
            )
        return self._way(made, apply(self.problem.organization, self.problem.made(made)))

    def _way(self, made: Made, changed: Organization) -> Way:
        cost = sum(self.problem.cost(place) for place in made)
        return Way(made, cost, min(self._bound, cost), changed)

    def _confirmed(self, chosen: Made, deadline: Deadline) -> Organization | None:
        """What the moves make of the organization, None where the analysis still finds something, which is learned.

        Raises:
            OutOfTime: the deadline came before it was learned.
        """
        problem = self.problem
        try:
            changed = apply(problem.organization, problem.made(chosen))
        except CannotMove:
            problem.program.add(problem.impossible(chosen).row)
            return None
        left = problem.review.open_findings(changed, most=MOST_LEARNED)
        if not left:
            return changed
        for finding in left:
            self.brought.setdefault(finding.fingerprint, finding)
        problem.learn(left, chosen, changed, deadline)
        return None
