"""GC402: customers are asked for ratings, and none of them is about this outcome."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.facts.context import Context
from goalcheck.facts.responsibility import named_customer
from goalcheck.findings import Contest, Level, Notice
from goalcheck.messages import Message, Template, Value
from goalcheck.messages.message import metric
from goalcheck.messages.message import outcome as outcome_ref
from goalcheck.model import Outcome
from goalcheck.rule import Page, Rule
from goalcheck.traits import Family, RuleTraits

MESSAGE = Template("unrated-outcome.message", "no scorecard rates {outcome} (importance {importance} of 5)")
SOMEBODY = Template("unrated-outcome.somebody", "whoever it is for")
ASK = Template(
    "unrated-outcome.ask",
    'Ask {customer} to rate "{name}" from 0 to 10 in the next round; nothing else measures it.',
)
ASK_METRIC = Template(
    "unrated-outcome.ask-metric",
    'Ask {customer} to rate "{name}" from 0 to 10 in the next round; until then {metric} is all that anybody knows.',
)


def check(context: Context) -> Iterator[Notice]:
    """One finding for each outcome that no scorecard rates; silent where there is none at all."""
    rated = {outcome for card in context.organization.scorecards for outcome, _ in card.ratings}
    if not rated:
        return
    unrated = [outcome for outcome in context.organization.outcomes.values() if outcome.id not in rated]
    for outcome in context.dearest_first(unrated, over=lambda each: [context.network.index[each.id]]):
        yield _notice(context, outcome)


def _notice(context: Context, outcome: Outcome) -> Notice:
    return context.notice(
        RULE.traits,
        level=Level.MINOR,
        message=MESSAGE(outcome=outcome_ref(outcome.id), importance=outcome.importance),
        about=[outcome.id],
        outcomes=[Contest(outcome.id, None)],
        advice=[_advice(context, outcome)],
        locations=[outcome.location],
    )


def _advice(context: Context, outcome: Outcome) -> Message:
    asked: dict[str, Value] = {
        "customer": named_customer(context, outcome.customer) if outcome.customer else SOMEBODY(),
        "name": outcome.name,
    }
    return ASK_METRIC(**asked, metric=metric(outcome.metric)) if outcome.metric else ASK(**asked)


RULE = Rule(
    traits=RuleTraits(code="GC402", name="unrated-outcome", family=Family.EVIDENCE),
    level=Level.MINOR,
    summary="scorecards exist and none rates this outcome",
    page=Page(
        why="What customers are never asked about can fall for a year before anybody hears of it.",
        fires="The organization has ratings, and none of any customer in any period is about this outcome.",
        silent=(
            "Somebody rated it once; no scorecard rates anything (the organization does not ask yet). Here: the next "
            "survey has a second question."
        ),
        do="Add the question to the next round, or strike the outcome if nobody would miss it.",
    ),
    check=check,
)
