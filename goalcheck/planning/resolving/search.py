"""The search for ways out: solve the program, make the moves, analyze, learn, and again, until nothing is left.

The program never knows less than what every way out must fulfil, so the first answer that the analysis confirms is the
cheapest of all (an implicit hitting set; Moreno-Centeno and Karp, "The implicit hitting set approach", 2013). Each
further way out is the cheapest that does not contain one of those before it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from goalcheck.findings import Finding
from goalcheck.model import Organization
from goalcheck.planning.moves import CannotMove, apply
from goalcheck.planning.resolving.constraints import Clause
from goalcheck.planning.resolving.problem import Problem
from goalcheck.planning.resolving.program import Solved
from goalcheck.planning.resolving.tables import Made
from goalcheck.planning.resolving.terms import objectives_of
from goalcheck.source import GoalcheckError

MOST_LEARNED = 100
"""Findings of a rule from which the program learns at once."""

LEAST_SECONDS = 2.0
"""What the solver gets even where time has run out: a way out that is not proved the cheapest is better than none."""

MOST_LATE_ROUNDS = 50
"""Answers that are tried after time has run out."""


class OutOfTime(GoalcheckError):
    """Time ran out before any way out was found."""


@dataclass(frozen=True, slots=True)
class Way:
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
        brought: what moves have left or brought out, by fingerprint.
        troubled: the objectives of what the last moves have left.
        is_complete: False where time ran out before all ways were found.
    """

    problem: Problem
    seconds: float
    brought: dict[str, Finding] = field(default_factory=dict)
    is_complete: bool = True
    troubled: set[str] = field(default_factory=set)

    def ways(self, most: int) -> Iterator[Way]:
        """Up to so many ways out; none where nothing can settle everything.

        Raises:
            OutOfTime: there was no time to find the first one.
        """
        for number in range(most):
            try:
                way = self._next()
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
            self.problem.program.add(Clause(frozenset(), way.chosen).row)

    def _next(self) -> Way | None:
        end = time.monotonic() + self.seconds
        chosen: Made = frozenset()
        bound = late = 0
        while late < MOST_LATE_ROUNDS:
            rest = end - time.monotonic()
            solved = self._repaired(chosen) if rest <= 0 else self.problem.program.solve(seconds=rest)
            if solved is None:
                return None
            late += rest <= 0
            bound = max(bound, solved.bound if rest > 0 else 0)
            if solved.chosen is None:
                break
            chosen = frozenset(place for place in solved.chosen if place < len(self.problem.moves))
            changed = self._confirmed(chosen)
            if changed is not None:
                return Way(chosen, solved.cost, min(bound, solved.cost), changed)
        raise OutOfTime(
            f"no way out was found within {self.seconds:g} seconds: give it more time, or a part of the organization"
        )

    def _repaired(self, chosen: Made) -> Solved | None:
        """The last answer but for what its findings are about, which is quickly found; where there is none, another."""
        program, moves = self.problem.program, self.problem.moves
        kept = {place for place in chosen if self.troubled.isdisjoint(objectives_of(moves[place]))}
        return program.solve(seconds=LEAST_SECONDS, given=kept) or program.solve(seconds=LEAST_SECONDS)

    def _confirmed(self, chosen: Made) -> Organization | None:
        """What the moves make of the organization, None where the analysis still finds something, which is learned."""
        problem = self.problem
        try:
            changed = apply(problem.organization, problem.made(chosen))
        except CannotMove:
            problem.program.add(problem.impossible(chosen).row)
            return None
        left = problem.review.open_findings(changed, most=MOST_LEARNED)
        if not left:
            return changed
        self.troubled = {objective for finding in left for objective in finding.objectives}
        for finding in left:
            self.brought.setdefault(finding.fingerprint, finding)
        problem.learn(left, chosen, changed)
        return None
