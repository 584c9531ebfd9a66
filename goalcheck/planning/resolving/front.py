"""The front: how much pressure can be taken away for how much cost, one conflict or finding less at a time.

In between lie parts of the last and largest set: from nothing on, the change that takes away most pressure for its
cost comes next. That is a cheap search, which may miss a set; what it finds is judged like all others.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from goalcheck.planning.resolving.answers import confirmed
from goalcheck.planning.resolving.deadline import Deadline
from goalcheck.planning.resolving.formulation import Formulation
from goalcheck.planning.resolving.judge import Judge, Made, Verdict, Violation
from goalcheck.planning.resolving.learning import Learning
from goalcheck.planning.resolving.search import Way

MOST_BETWEEN = 20
"""Changes of the last set up to which its parts are looked at: their number grows with the square."""

LEAST_LESS = 0.005
"""What a dearer set must take away more than a cheaper one: less is not shown."""


def front(judge: Judge, formulation: Formulation, learning: Learning, deadline: Deadline) -> list[tuple[Way, float]]:
    """Sets of changes with the open pressure that they leave, none of which another one beats in both."""
    ways = list(_ways(judge, formulation, learning, deadline))
    ways += _between(judge, ways[-1].made, deadline)
    found = [(way, judge.open_pressure(way.made)) for way in ways]
    kept: list[tuple[Way, float]] = []
    for way, pressure in sorted(found, key=lambda each: (round(each[0].verdict.cost, 9), each[1], len(each[0].made))):
        if not kept or pressure < kept[-1][1] - LEAST_LESS:
            kept.append((way, pressure))
    return kept


def _between(judge: Judge, last: Made, deadline: Deadline) -> Iterator[Way]:
    """The parts of a set, each with one change more than the one before: that with the most pressure for its cost."""
    made: Made = frozenset()
    while len(last) <= MOST_BETWEEN and len(made) + 1 < len(last) and not deadline.is_over:
        before = judge.open_pressure(made)
        made |= {max(sorted(last - made), key=partial(_gain, judge, made, before))}
        verdict = judge.verdict(made)
        if set(verdict.violations) <= set(judge.items):
            yield Way(made, verdict, frozenset(verdict.violations), 0.0)


def _gain(judge: Judge, made: Made, before: float, place: int) -> float:
    """The pressure that one change more takes away, by its cost."""
    cost = max(judge.candidates[place].cost, LEAST_LESS)
    return (before - judge.open_pressure(made | {place})) / cost


def _ways(judge: Judge, formulation: Formulation, learning: Learning, deadline: Deadline) -> Iterator[Way]:
    """The cheapest set that leaves at most so many items, for every number of them."""
    nothing = judge.verdict(frozenset())
    yield Way(frozenset(), nothing, frozenset(nothing.violations), 0.0)
    for column in formulation.left.values():
        formulation.milp.costs[column] = 0.0
    left = len(judge.items)
    while left:
        most = left - 1
        formulation.milp.add(dict.fromkeys(formulation.left.values(), -1.0), -float(most))
        way = confirmed(judge, formulation, learning, deadline, partial(_leaves_few, most))
        if way is None:
            return
        yield way
        left = len(way.left)


def _leaves_few(most: int, _: Verdict, left: frozenset[Violation]) -> bool:
    return len(left) <= most
