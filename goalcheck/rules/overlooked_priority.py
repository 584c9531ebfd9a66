"""GC305: a customer's stated priority is pushed by nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from goalcheck.findings import Contest, Finding, Level
from goalcheck.model import Customer, Outcome
from goalcheck.rules.amounts import figure
from goalcheck.rules.histories import History, histories
from goalcheck.rules.nearest import Neighbours, enumerated, nearest_lead
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study

Rated = Mapping[str, Sequence[History]]
"""What customers said of each outcome."""


class _Overlooked(NamedTuple):
    """A priority that nobody pushes, and which of the customer's priorities it is."""

    customer: Customer
    outcome: Outcome
    rank: int


def check(study: Study) -> Iterator[Finding]:
    """One finding for each customer and priority that no objective helps or hurts."""
    found = [
        _Overlooked(customer, study.organization.outcomes[outcome], rank)
        for customer in study.organization.customers.values()
        for rank, outcome in enumerate(dict.fromkeys(customer.priorities), start=1)
        if _untouched(study, outcome)
    ]
    found.sort(key=_order)
    neighbours = Neighbours(study)
    rated = histories(study.organization.scorecards) if found else {}
    for overlooked in found:
        yield _finding(study, overlooked, neighbours, rated)


def _order(overlooked: _Overlooked) -> tuple[float | str, ...]:
    """By what is at stake, then what it is worth to the customer."""
    customer, outcome, rank = overlooked
    return -(outcome.at_stake or 0.0), -outcome.importance, rank, outcome.id, customer.id


def _untouched(study: Study, outcome: str) -> bool:
    sides = study.clashes.sides[study.network.index[outcome]]
    return not sides.helpers and not sides.hurters


def _finding(study: Study, overlooked: _Overlooked, neighbours: Neighbours, rated: Rated) -> Finding:
    customer, outcome, rank = overlooked
    many = len(dict.fromkeys(customer.priorities))
    which = f"priority {rank} of {many}" if many > 1 else "only priority"
    return study.finding(
        RULE.code,
        RULE.name,
        level=Level.SERIOUS,
        message=f"no objective helps or hurts {outcome.id}, {which} of the customer {customer.id}",
        about=[f"by:{customer.id}", f"of:{outcome.id}"],
        outcomes=[Contest(outcome.id, None)],
        advice=list(_advice(study, overlooked, neighbours)),
        details=list(_details(overlooked, rated)),
        locations=[outcome.location, customer.location],
    )


def _details(overlooked: _Overlooked, rated: Rated) -> Iterator[str]:
    """How the customer rated it last."""
    customer, outcome, _ = overlooked
    for history in rated.get(outcome.id, ()):
        if history.customer == customer.id:
            newest = history.newest
            yield f"{customer.name} rated it {figure(newest.rating)} of 10 in {newest.period.label}."


def _advice(study: Study, overlooked: _Overlooked, neighbours: Neighbours) -> Iterator[str]:
    customer, outcome, _ = overlooked
    levers = neighbours.levers(outcome.id)
    if levers:
        yield f"Give a department an objective that helps {enumerated(levers)}, which helps {outcome.id}."
    elif outcome.metric:
        yield f"An objective with a target on {outcome.metric} would help {outcome.id}: give one to a department."
    else:
        yield f"Give a department an objective that helps {outcome.id}."
    nearest = neighbours.helper(neighbours.beside(customer.id))
    if nearest:
        yield f"{nearest_lead(study, nearest)} for the same customer."
    yield f"Or tell {customer.name} that {outcome.id} has to wait, and why."


RULE = Rule(
    code="GC305",
    name="overlooked-priority",
    level=Level.SERIOUS,
    summary="a customer's stated priority is pushed by nobody",
    page=Page(
        why=(
            "The customer was asked, and answered. Work that passes by what counts most for the customer is worse than "
            "not having asked."
        ),
        fires=(
            "A customer names an outcome under priorities, and no objective helps or hurts it, directly or through a "
            "chain. For an outcome that is somebody's priority this rule speaks in place of unserved-outcome (GC202)."
        ),
        silent=(
            "An objective pushes the outcome: where it only hurts, harmed-outcome (GC203) says so. An outcome that no "
            "customer named as a priority is unserved-outcome's (GC202). Here: a driver leads from an objective to it."
        ),
        do=(
            "Give the priority to the department that is nearest to this customer, as an objective with a target. If "
            "it has to wait, tell the customer so before the period starts."
        ),
    ),
    check=check,
)
