"""GC202: no objective leans to help the outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.facts.context import Context
from goalcheck.facts.neighbours import Neighbours
from goalcheck.findings import Contest, Level, Notice
from goalcheck.messages import Message, Ref, RefKind, Template
from goalcheck.messages import english as say
from goalcheck.messages.message import customer, listing
from goalcheck.messages.message import outcome as outcome_ref
from goalcheck.model import Outcome
from goalcheck.rule import Page, Rule
from goalcheck.traits import Family, RuleTraits

SPOKEN_OF_BY = ("GC305", "overlooked-priority")
"""The rule that speaks of customers' priorities, unless it is switched off."""

MESSAGE = Template("unserved-outcome.message", "no objective helps {outcome} (importance {importance} of 5)")
GIVE = Template(
    "unserved-outcome.give",
    "Give {outcome} to a department as an objective, or agree that it can wait and lower its importance.",
)
GIVE_OR_AGREE = Template(
    "unserved-outcome.give-or-agree",
    "Give {outcome} to a department as an objective, or agree with {customer} that it can wait and lower its "
    "importance.",
)


def check(context: Context) -> Iterator[Notice]:
    """One finding for each outcome that nobody pushes.

    One that is only hurt is `harmed-outcome`'s, one that is a customer's priority `overlooked-priority`'s.
    """
    customers = () if context.is_off(*SPOKEN_OF_BY) else context.organization.customers.values()
    priorities = {outcome for customer in customers for outcome in customer.priorities}
    neighbours = Neighbours(context)
    nodes = context.network.nodes
    unserved = (
        position
        for position, sides in context.clashes.sides.items()
        if not sides.helpers and not sides.hurters and nodes[position] not in priorities
    )
    for position in context.dearest_first(unserved, over=lambda each: [each]):
        outcome = context.organization.outcomes[nodes[position]]
        yield _notice(context, outcome, neighbours.levers(outcome.id))


def _notice(context: Context, outcome: Outcome, levers: Sequence[str]) -> Notice:
    return context.notice(
        RULE.traits,
        level=Level.SERIOUS,
        message=MESSAGE(outcome=outcome_ref(outcome.id), importance=outcome.importance),
        about=[outcome.id],
        outcomes=[Contest(outcome.id, None)],
        advice=[_advice(outcome, levers)],
        locations=[outcome.location],
    )


def _advice(outcome: Outcome, levers: Sequence[str]) -> Message:
    subject = outcome_ref(outcome.id)
    if levers:
        return say.LEVER(levers=listing(Ref(RefKind.DRIVER, each) for each in levers), outcome=subject)
    if outcome.customer:
        return GIVE_OR_AGREE(outcome=subject, customer=customer(outcome.customer))
    return GIVE(outcome=subject)


RULE = Rule(
    traits=RuleTraits(code="GC202", name="unserved-outcome", family=Family.COVERAGE, tells_unserved=True),
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
