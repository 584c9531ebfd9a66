"""GC202: no objective leans to help the outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.findings import Contest, Finding, Level
from goalcheck.model import Outcome
from goalcheck.rules.nearest import Neighbours, enumerated
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study

SPOKEN_OF_BY = ("GC305", "overlooked-priority")
"""The rule that speaks of customers' priorities, unless it is switched off."""


def check(study: Study) -> Iterator[Finding]:
    """One finding for each outcome that nobody pushes.

    One that is only hurt is `harmed-outcome`'s, one that is a customer's priority `overlooked-priority`'s.
    """
    customers = () if study.is_off(*SPOKEN_OF_BY) else study.organization.customers.values()
    priorities = {outcome for customer in customers for outcome in customer.priorities}
    neighbours = Neighbours(study)
    nodes = study.network.nodes
    unserved = (
        position
        for position, sides in study.clashes.sides.items()
        if not sides.helpers and not sides.hurters and nodes[position] not in priorities
    )
    for position in study.dearest_first(unserved, over=lambda each: [each]):
        outcome = study.organization.outcomes[nodes[position]]
        yield _finding(study, outcome, neighbours.levers(outcome.id))


def _finding(study: Study, outcome: Outcome, levers: Sequence[str]) -> Finding:
    return study.finding(
        RULE.code,
        RULE.name,
        level=Level.SERIOUS,
        message=f"no objective helps {outcome.id} (importance {outcome.importance} of 5)",
        about=[outcome.id],
        outcomes=[Contest(outcome.id, None)],
        advice=[_advice(outcome, levers)],
        locations=[outcome.location],
    )


def _advice(outcome: Outcome, levers: Sequence[str]) -> str:
    if levers:
        return f"Give a department an objective that helps {enumerated(levers)}, which helps {outcome.id}."
    whose = f" with {outcome.customer}" if outcome.customer else ""
    return (
        f"Give {outcome.id} to a department as an objective, or agree{whose} that it can wait and lower its importance."
    )


RULE = Rule(
    code="GC202",
    name="unserved-outcome",
    level=Level.SERIOUS,
    summary="no objective leans to help the outcome",
    page=Page(
        why="A customer counts on it and no department works for it: it is kept by luck until it is not.",
        fires="No objective leans to help the outcome, and none to hurt it.",
        silent=(
            "An objective leans to help it, directly, through a chain, or because its target moves the outcome's "
            "metric. Where objectives only hurt it, harmed-outcome (GC203) says so; where it is a customer's stated "
            "priority, overlooked-priority (GC305) does, unless it is switched off. Here: a target moves its metric."
        ),
        do="Give the outcome an owner and an objective, or agree with the customer that it can wait this period.",
    ),
    check=check,
)
