"""GC403: a customer rates low what matters most, and no green objective explains it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.facts.context import Context
from goalcheck.facts.rating_history import RatingHistory
from goalcheck.facts.responsibility import lead_of, named_customer
from goalcheck.facts.unhappiness import unhappy_outcomes
from goalcheck.findings import Contest, Level, Notice
from goalcheck.graph import ROUNDING
from goalcheck.messages import Message, Template, Value
from goalcheck.messages.message import customer as customer_ref
from goalcheck.messages.message import outcome as outcome_ref
from goalcheck.model import Outcome
from goalcheck.rule import Page, Rule
from goalcheck.traits import Family, RuleTraits, Telling

SPOKEN_OF_BY = ("GC401", "green-but-unhappy")
"""The rule that speaks of unhappy customers where an objective is nearly reached, unless it is switched off."""

IMPORTANT = 4
VERY_LOW = 4.0
"""A rating below this is severe."""

MAX_CUSTOMERS = 5
"""Unhappy customers whose ratings are told, the lowest."""

ONE = Template("unhappy-customer.one", "the customer {customer} rates {rated}")
MORE = Template("unhappy-customer.more", "the customer {customer} (and {more} more) rates {rated}")
RATE = Template("unhappy-customer.rate", "{customer} rate {rated}.")
COURSE = Template("unhappy-customer.course", "Over the periods: {course}.")
THEY_SAY = Template("unhappy-customer.they-say", 'They say: "{note}"')
ASK = Template("unhappy-customer.ask", "Ask {customer} what is missing, and let {lead} answer it with an objective.")
ASK_ANYBODY = Template(
    "unhappy-customer.ask-anybody", "Ask {customer} what is missing, and give {outcome} to a department."
)


def check(context: Context) -> Iterator[Notice]:
    """One finding for each outcome that matters and is rated low, the dearest first."""
    spoken_of = not context.is_off(*SPOKEN_OF_BY)
    customers = context.organization.customers.values()
    priorities = {outcome for customer in customers for outcome in customer.priorities}
    for each in unhappy_outcomes(context):
        low = [history for history in each.unhappy if history.is_low]
        matters = each.outcome.importance >= IMPORTANT or each.outcome.id in priorities
        if low and matters and not (spoken_of and each.is_green):
            yield _notice(context, each.outcome, low)


def _notice(context: Context, outcome: Outcome, low: Sequence[RatingHistory]) -> Notice:
    departments = _working_for(context, outcome)
    return context.notice(
        RULE.traits,
        level=Level.SEVERE if low[0].newest.rating < VERY_LOW - ROUNDING else Level.SERIOUS,
        message=_message(outcome, low),
        about=[outcome.id],
        departments=departments,
        outcomes=[Contest(outcome.id, None)],
        advice=[_advice(context, outcome, low[0], departments)],
        details=_details(context, outcome, low),
        locations=dict.fromkeys([*(each.newest.location for each in low[:MAX_CUSTOMERS]), outcome.location]),
    )


def _working_for(context: Context, outcome: Outcome) -> list[str]:
    """The departments of the objectives that help an outcome, that of the strongest first."""
    helpers = context.pressures.helpers[context.network.index[outcome.id]]
    strongest = sorted(helpers, key=lambda each: (-round(helpers[each], 9), each))
    return list(dict.fromkeys(context.active[context.network.nodes[each]].department for each in strongest))


def _message(outcome: Outcome, low: Sequence[RatingHistory]) -> Message:
    values: dict[str, Value] = {"customer": customer_ref(low[0].customer), "rated": low[0].words(outcome.id)}
    return MORE(**values, more=len(low) - 1) if len(low) > 1 else ONE(**values)


def _details(context: Context, outcome: Outcome, low: Sequence[RatingHistory]) -> Iterator[Message]:
    for history in low[:MAX_CUSTOMERS]:
        yield RATE(customer=named_customer(context, history.customer), rated=history.words(outcome.id))
        if len(history.ratings) > 1:
            yield COURSE(course=history.course())
        if history.newest.note:
            yield THEY_SAY(note=history.newest.note)


def _advice(context: Context, outcome: Outcome, lowest: RatingHistory, departments: Sequence[str]) -> Message:
    customer = named_customer(context, lowest.customer)
    if departments:
        return ASK(customer=customer, lead=lead_of(context, departments[0]))
    return ASK_ANYBODY(customer=customer, outcome=outcome_ref(outcome.id))


RULE = Rule(
    traits=RuleTraits(
        code="GC403",
        name="unhappy-customer",
        family=Family.EVIDENCE,
        telling=Telling.IN_CONFLICT,
        is_story=True,
    ),
    level=Level.SERIOUS,
    levels="serious; severe below a rating of 4",
    summary="a customer rates an outcome of importance 4 or 5, or a stated priority, below 6",
    page=Page(
        why=(
            "The customer has said what matters most, and that it is not there. Whatever the plan says, this is what "
            "they tell the next one who asks them about you."
        ),
        fires=(
            "The latest rating that a customer gave an outcome of importance 4 or 5, or an outcome that a customer "
            "calls a priority, is below 6. It is serious, and severe below 4. One finding for each outcome. Where an "
            "objective that pushes it is nearly reached, green-but-unhappy (GC401) says it in place of this rule, "
            "unless it is switched off. The conflict over the outcome tells it, where there is one."
        ),
        silent=(
            "The latest rating is 6 or more, however low an earlier one was; the outcome has an importance of 3 or "
            "less and is nobody's priority; or GC401 says it. Here: it matters less."
        ),
        do=(
            "Ask the customer what is missing, before anything is planned. Then give the answer to the department that "
            "works for the outcome, as an objective with a figure that the customer would notice."
        ),
    ),
    check=check,
)
