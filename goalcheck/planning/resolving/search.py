"""The search for ways out: solve the program, let the judge look at the answer, learn, and again.

The program never asks more than every way out fulfils, and never counts more than it costs, so that the first answer
which the judge confirms at the cost of the program is the cheapest of all (logic-based Benders decomposition; Hooker
and Ottosson, 2003). Each further way out is the cheapest that holds none of those before it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from goalcheck.planning.resolving.deadline import Deadline, OutOfTime
from goalcheck.planning.resolving.formulation import LEFT, Formulation
from goalcheck.planning.resolving.judge import Judge, Made, Verdict, Violation
from goalcheck.planning.resolving.learning import Learning
from goalcheck.planning.resolving.milp import Solved

SAME: Final = 1e-6
"""Costs of the program that differ by less are equal; the judge's differ from 1e-9 on."""


ROUNDED: Final = 1e-3
"""What the solver's rounding can part the cost of an answer and of the program, where much is left unsettled."""

TRYING: Final = 0.5
"""The part of the time that is left which the solver gets for one answer: what is wrong with it has to be learned."""


class Way(NamedTuple):
    """A set of changes that the judge has confirmed.

    Attributes:
        left: the items that it leaves unsettled.
        bound: no set that leaves as little costs less.
    """

    made: Made
    verdict: Verdict
    left: frozenset[Violation]
    bound: float

    @property
    def weight(self) -> float:
        """What the program counts: the cost, and much for everything that is left."""
        return self.verdict.cost + LEFT * len(self.left)


@dataclass(slots=True)
class Search:
    """Looks for ways out of one formulation, the cheapest first.

    Attributes:
        rounds: how many answers the judge has looked at.
    """

    judge: Judge
    formulation: Formulation
    learning: Learning
    deadline: Deadline
    rounds: int = 0
    _bound: float = 0.0
    _known: list[Way] = field(default_factory=list)

    def ways(self) -> Iterator[Way]:
        """Ways out, the cheapest first; none where there is none.

        Raises:
            OutOfTime: there was no time to prove the next one the cheapest; `best` is what was found.
        """
        while True:
            way = self._next()
            if way is None:
                return
            yield way
            if not way.made:
                return
            self._known.clear()
            self.formulation.milp.add(dict.fromkeys(way.made, -1.0), 1.0 - len(way.made))

    @property
    def best(self) -> Way | None:
        """The cheapest way out that the judge has confirmed and that was not told yet."""
        best = min(self._known, key=lambda way: way.weight, default=None)
        return None if best is None else best._replace(bound=self._bound - LEFT * len(best.left))

    def _next(self) -> Way | None:
        while True:
            if self.deadline.is_over:
                raise OutOfTime("time ran out before a way out was found; --time-limit gives it more")
            solved = self.formulation.milp.solve(seconds=TRYING * self.deadline.left)
            if solved is None:
                return self.best
            self._bound = max(self._bound, solved.bound)
            if solved.values is not None and not self._is_proved and not self._look(solved.values):
                self._meet(solved)
            if self._is_proved:
                return self.best
            if not solved.is_optimal and self._known:
                raise OutOfTime("time ran out before the way out was proved the cheapest")

    @property
    def _is_proved(self) -> bool:
        return min((way.weight for way in self._known), default=math.inf) <= self._bound + SAME

    def _meet(self, solved: Solved) -> None:
        """Take the cost of an answer of which everything is known for the bound, as far as rounding parts them."""
        least = min((way.weight for way in self._known), default=math.inf)
        if solved.is_optimal and least - self._bound <= ROUNDED:
            self._bound = least

    def _look(self, values: tuple[float, ...]) -> bool:
        """Let the judge look at an answer of the program; False where there is nothing to learn from it."""
        made, left = self.formulation.made(values), self.formulation.left_by(values)
        verdict = self.judge.verdict(made)
        self.rounds += 1
        wrong = frozenset(verdict.violations)
        if wrong <= frozenset(self.formulation.left):
            needed = self.judge.without_idle(made)
            way = Way(needed, self.judge.verdict(needed), wrong, 0.0)
            if way not in self._known:
                self._known.append(way)
        if self.learning.learn(self.formulation, made, verdict, left):
            return True
        if wrong <= left:
            return False
        self.formulation.exclude(made, left)
        return True
