"""GC202: no objective leans to help the outcome."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.facts.context import Context
from goalcheck.facts.neighbours import Neighbours
from goalcheck.findings import Contest, Level, Notice
from goalcheck.graph import ROUNDING
from goalcheck.messages import Message, Ref, RefKind, Template
from goalcheck.messages import english as say
from goalcheck.messages.message import customer, listing
from goalcheck.messages.message import outcome as outcome_ref
from goalcheck.model import Outcome
from goalcheck.rule import Page, Rule
from goalcheck.traits import Family, RuleTraits

OF_PRIORITIES = ("GC305", "overlooked-priority")
OF_HARMED = ("GC203", "harmed-outcome")
"""The rules that speak of customers' priorities and of outcomes that are only hurt, unless they are switched off."""

MESSAGE = Template("unserved-outcome.message", "no objective helps {outcome} (importance {importance} of 5)")
ON_BALANCE = Template(
    "unserved-outcome.on-balance",
    "no objective helps {outcome} (importance {importance} of 5) more than it hurts it",
)
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
    """One finding for each outcome that no objective leans to help, and of which no other rule speaks."""
    neighbours = Neighbours(context)
    nodes = context.network.nodes
    spoken_of = _spoken_of(context)
    unserved = (each for each in _unserved(context) if each not in spoken_of)
    for position in context.dearest_first(unserved, over=lambda each: [each]):
        outcome = context.organization.outcomes[nodes[position]]
        yield _notice(context, outcome, neighbours.levers(outcome.id))


def _unserved(context: Context) -> Iterator[int]:
    """The outcomes that no objective helps more than it hurts."""
    tables = context.pushes.tables
    for outcome, helpers in context.pressures.helpers.items():
        if all(tables[each][1].get(outcome, 0.0) >= help_ - ROUNDING for each, help_ in helpers.items()):
            yield outcome


def _spoken_of(context: Context) -> set[int]:
    """The outcomes that nobody pushes although a customer calls them a priority, and those that are only hurt."""
    found: set[int] = set()
    if not context.is_off(*OF_HARMED):
        found.update(context.pressures.unprotected)
    if not context.is_off(*OF_PRIORITIES):
        priorities = {key for customer in context.organization.customers.values() for key in customer.priorities}
        sides = context.clashes.sides
        named = (context.network.index[key] for key in priorities)
        found.update(each for each in named if not sides[each].helpers and not sides[each].hurters)
    return found


def _notice(context: Context, outcome: Outcome, levers: Sequence[str]) -> Notice:
    helpers = context.pressures.helpers[context.network.index[outcome.id]]
    template = ON_BALANCE if helpers else MESSAGE
    return context.notice(
        RULE.traits,
        level=Level.SERIOUS,
        message=template(outcome=outcome_ref(outcome.id), importance=outcome.importance),
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
        fires=(
            "No objective leans to help it: none pushes it, or each that helps it hurts it at least as hard by another "
            "chain."
        ),
        silent=(
            "An objective leans to help it, directly, through a chain, or because its target moves the outcome's "
            "metric. Where objectives hurt it while nobody helps it at all, harmed-outcome (GC203) says so; where it "
            "is a customer's stated priority that nobody pushes, overlooked-priority (GC305) does, unless they are "
            "switched off. Here: a target moves its metric."
        ),
        do="Give the outcome an owner and an objective, or agree with the customer that it can wait this period.",
    ),
    check=check,
)
