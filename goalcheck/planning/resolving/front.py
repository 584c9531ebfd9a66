"""The front: how much pressure can be taken away for how much cost, one conflict or finding less at a time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from goalcheck.planning.resolving.answers import confirmed
from goalcheck.planning.resolving.deadline import Deadline
from goalcheck.planning.resolving.formulation import Formulation
from goalcheck.planning.resolving.judge import Judge, Verdict, Violation
from goalcheck.planning.resolving.learning import Learning
from goalcheck.planning.resolving.search import Way


def front(judge: Judge, formulation: Formulation, learning: Learning, deadline: Deadline) -> list[tuple[Way, float]]:
    """Sets of changes with the open pressure that they leave, none of which another one beats in both."""
    found = [(way, judge.open_pressure(way.made)) for way in _ways(judge, formulation, learning, deadline)]
    kept: list[tuple[Way, float]] = []
    for way, pressure in sorted(found, key=lambda each: (each[0].verdict.cost, each[1])):
        if not kept or pressure < kept[-1][1] - 0.005:
            kept.append((way, pressure))
    return kept


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
