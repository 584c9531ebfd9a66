"""The rows about what customers have: nobody loses the last help, and what is lost of the strongest is counted.

Whoever loses the strongest help on a day loses what it was stronger than the next one that is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from goalcheck.changes.kinds.choose import Choose, dropped_by
from goalcheck.changes.kinds.defer import Defer
from goalcheck.graph import ROUNDING
from goalcheck.graph.spans import Span
from goalcheck.planning.resolving.costs import HelpOverTime, turns
from goalcheck.planning.resolving.judge import Judge, Made
from goalcheck.planning.resolving.lifting import Lifting
from goalcheck.planning.resolving.milp import Milp
from goalcheck.planning.resolving.reach import Reach

Terms = dict[int, float]


class HelpRows:
    """Adds these rows to a program.

    Args:
        lost: for each outcome the column of what it loses.
    """

    def __init__(self, judge: Judge, reach: Reach, lifting: Lifting, milp: Milp, lost: Mapping[str, int]) -> None:
        self._judge = judge
        self._reach = reach
        self._lifting = lifting
        self._milp = milp
        self._lost = lost
        self._mitigating = {at for each in reach.mitigators for at in reach.defers[each]}

    def add(self) -> None:
        """Add all rows."""
        for outcome, helpers in self._judge.losses.before.of.items():
            spans = [each.span for each in helpers]
            spans += [self._reach.span_of(at) for each in helpers for at in self._reach.defers[each.objective]]
            for day in turns(spans, self._judge.losses.days):
                there = [each for each in helpers if holds(each.span, day)]
                if there:
                    self._keep_help(outcome, day, there, self._restoring(outcome, day, there))

    def _restoring(self, outcome: str, day: date, there: Iterable[HelpOverTime]) -> Made:
        """The candidates that could give help on a day beside those who give it now."""
        present = {at for each in there for at in self._reach.defers[each.objective]}
        moved = {at for at in self._lifting.of[outcome] if isinstance(self._reach.changes[at], Defer)}
        idle = {at for at in moved if at in present or not holds(self._reach.span_of(at), day)}
        return self._lifting.of[outcome] - (idle - self._mitigating)

    def _keep_help(self, outcome: str, day: date, there: list[HelpOverTime], restoring: Made) -> None:
        gone = [self._leaving(each, day) for each in there]
        terms: Terms = dict.fromkeys(restoring, 1.0)
        for leaving in gone:
            for at in leaving - restoring:
                terms[at] = terms.get(at, 0.0) - 1.0
        self._milp.add(terms, 1.0 - len(there))
        for place in range(len(there)):
            following = there[place + 1].help if place + 1 < len(there) else 0.0
            fall = there[0].help - following
            if fall <= ROUNDING:
                continue
            terms = {self._lost[outcome]: 1.0, **dict.fromkeys(restoring, fall)}
            for leaving in gone[: place + 1]:
                for at in leaving - restoring:
                    terms[at] = terms.get(at, 0.0) - fall
            self._milp.add(terms, -fall * place)

    def _leaving(self, helper: HelpOverTime, day: date) -> set[int]:
        """The candidates with which a helper is surely not in force on a day."""
        reach, objective = self._reach, helper.objective
        found = {at for at in reach.defers[objective] if not holds(self._reach.span_of(at), day)}
        for at in reach.gone[objective]:
            change = reach.changes[at]
            is_sure = not isinstance(change, Choose) or objective in dropped_by(
                self._judge.organization.objectives, change.objective
            )
            if is_sure and at not in reach.shares:
                found.add(at)
        return found


def holds(span: Span, day: date) -> bool:
    """True if a day lies in a span."""
    return span[0] <= day <= span[1]
