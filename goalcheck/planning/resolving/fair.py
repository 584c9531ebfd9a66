"""The fairest way out that costs little more than the cheapest: the department that gives most gives least."""

from __future__ import annotations

from goalcheck.changes.kinds.share import Share
from goalcheck.planning.resolving.answers import confirmed
from goalcheck.planning.resolving.deadline import Deadline
from goalcheck.planning.resolving.formulation import Formulation
from goalcheck.planning.resolving.judge import Judge
from goalcheck.planning.resolving.learning import Learning
from goalcheck.planning.resolving.search import SAME, Way

CHEAPER = 1e-3
"""What a point of cost counts beside a point that the department gives which gives most: of equally fair ways the
cheapest is taken."""


def fairest(
    judge: Judge, formulation: Formulation, learning: Learning, deadline: Deadline, *, best: Way, more: float
) -> Way:
    """The fairest way out that leaves what the cheapest leaves; that one itself where time runs out.

    Args:
        best: the cheapest way out.
        more: the part of its cost that may be paid beside it.
    """
    most = best.verdict.cost * (1 + more) + SAME
    milp = formulation.milp
    costs = {column: cost for column, cost in enumerate(milp.costs) if column not in formulation.left.values()}
    milp.add({column: -cost for column, cost in costs.items()}, -most)
    for item, column in formulation.left.items():
        if item not in best.left:
            milp.add({column: -1.0}, 0.0)
    for column in range(len(milp.costs)):
        milp.costs[column] = CHEAPER * costs.get(column, 0.0)
    worst = milp.amount(1.0, most=most)
    for given in _given(judge).values():
        milp.add({worst: 1.0, **{column: -cost for column, cost in given.items()}}, 0.0)
    found = confirmed(
        judge, formulation, learning, deadline, lambda verdict, left: verdict.cost <= most + SAME and left <= best.left
    )
    return best if found is None else found._replace(bound=best.bound)


def _given(judge: Judge) -> dict[str, dict[int, float]]:
    """For each department the candidates to its objectives with what it gives by each."""
    objectives = judge.organization.objectives
    found: dict[str, dict[int, float]] = {}
    for place, candidate in enumerate(judge.candidates):
        part = candidate.cost / 2 if isinstance(candidate.change, Share) else candidate.cost
        for each in candidate.change.objectives:
            given = found.setdefault(objectives[each].department, {})
            given[place] = given.get(place, 0.0) + part
    return found
