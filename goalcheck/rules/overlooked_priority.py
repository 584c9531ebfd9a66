"""GC305: a customer's stated priority is pushed by nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from goalcheck.facts.context import Context
from goalcheck.facts.neighbours import Neighbours, nearest_lead
from goalcheck.facts.rating_history import RatingHistory, histories
from goalcheck.facts.responsibility import named_customer
from goalcheck.findings import Contest, Level, Notice
from goalcheck.messages import Message, Ref, RefKind, Template
from goalcheck.messages import english as say
from goalcheck.messages.message import customer as customer_ref
from goalcheck.messages.message import declared, listing, metric
from goalcheck.messages.message import outcome as outcome_ref
from goalcheck.model import Customer, Outcome
from goalcheck.rule import Page, Rule
from goalcheck.traits import Family, RuleTraits

Rated = Mapping[str, Sequence[RatingHistory]]
"""The ratings of each outcome by its customers."""

MESSAGE = Template(
    "overlooked-priority.message", "no objective helps or hurts {outcome}, {which} of the customer {customer}"
)
ONLY = Template("overlooked-priority.only", "only priority")
RANK = Template("overlooked-priority.rank", "priority {rank} of {all}")
RATED = Template("overlooked-priority.rated", "{customer} rated it {rating} of 10 in {period}.")
TARGET = Template(
    "overlooked-priority.target",
    "An objective with a target on {metric} would help {outcome}: give one to a department.",
)
NEAREST = Template("overlooked-priority.nearest", "{nearest} for the same customer.")
TELL = Template("overlooked-priority.tell", "Or tell {customer} that {outcome} has to wait, and why.")


class _Overlooked(NamedTuple):
    """A priority that nobody pushes, and which of the customer's priorities it is."""

    customer: Customer
    outcome: Outcome
    rank: int


def check(context: Context) -> Iterator[Notice]:
    """One finding for each customer and priority that no objective helps or hurts."""
    found = [
        _Overlooked(customer, context.organization.outcomes[outcome], rank)
        for customer in context.organization.customers.values()
        for rank, outcome in enumerate(dict.fromkeys(customer.priorities), start=1)
        if _untouched(context, outcome)
    ]
    found.sort(key=_order)
    neighbours = Neighbours(context)
    rated = histories(context.organization.scorecards) if found else {}
    for overlooked in found:
        yield _notice(context, overlooked, neighbours, rated)


def _order(overlooked: _Overlooked) -> tuple[float | str, ...]:
    """By what is at stake, then what it is worth to the customer."""
    customer, outcome, rank = overlooked
    return -(outcome.at_stake or 0.0), -outcome.importance, rank, outcome.id, customer.id


def _untouched(context: Context, outcome: str) -> bool:
    sides = context.clashes.sides[context.network.index[outcome]]
    return not sides.helpers and not sides.hurters


def _notice(context: Context, overlooked: _Overlooked, neighbours: Neighbours, rated: Rated) -> Notice:
    customer, outcome, rank = overlooked
    many = len(dict.fromkeys(customer.priorities))
    which = RANK(rank=rank, all=many) if many > 1 else ONLY()
    return context.notice(
        RULE.traits,
        level=Level.SERIOUS,
        message=MESSAGE(outcome=outcome_ref(outcome.id), which=which, customer=customer_ref(customer.id)),
        about=[f"by:{customer.id}", f"of:{outcome.id}"],
        outcomes=[Contest(outcome.id, None)],
        advice=_advice(context, overlooked, neighbours),
        details=_details(context, overlooked, rated),
        locations=[outcome.location, customer.location],
    )


def _details(context: Context, overlooked: _Overlooked, rated: Rated) -> Iterator[Message]:
    """The customer's last rating of it."""
    customer, outcome, _ = overlooked
    for history in rated.get(outcome.id, ()):
        if history.customer == customer.id:
            newest = history.newest
            yield RATED(
                customer=named_customer(context, customer.id),
                rating=declared(newest.rating),
                period=newest.period.label,
            )


def _advice(context: Context, overlooked: _Overlooked, neighbours: Neighbours) -> Iterator[Message]:
    customer, outcome, _ = overlooked
    subject = outcome_ref(outcome.id)
    levers = neighbours.levers(outcome.id)
    if levers:
        yield say.LEVER(levers=listing(Ref(RefKind.DRIVER, each) for each in levers), outcome=subject)
    elif outcome.metric:
        yield TARGET(metric=metric(outcome.metric), outcome=subject)
    else:
        yield say.HELP_OUTCOME(outcome=subject)
    nearest = neighbours.helper(neighbours.beside(customer.id))
    if nearest:
        yield NEAREST(nearest=nearest_lead(context, nearest))
    yield TELL(customer=named_customer(context, customer.id), outcome=subject)


RULE = Rule(
    traits=RuleTraits(code="GC305", name="overlooked-priority", family=Family.AGREEMENT, told_under=Family.COVERAGE),
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
