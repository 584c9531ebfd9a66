"""GC404: a customer who was asked again and again has not been asked for long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from goalcheck.facts.context import Context
from goalcheck.facts.rating_history import RatingHistory, histories
from goalcheck.facts.responsibility import named_customer
from goalcheck.findings import Contest, Level, Notice
from goalcheck.graph import ROUNDING
from goalcheck.messages import Message, Template, Value
from goalcheck.messages.message import customer as customer_ref
from goalcheck.messages.message import declared
from goalcheck.messages.message import outcome as outcome_ref
from goalcheck.model import Outcome
from goalcheck.rule import Page, Rule
from goalcheck.traits import Family, RuleTraits

FEWEST = 3
"""Ratings that make a habit."""

LATE = 2
"""A rating is stale after this many times the usual time between two."""

AT_LEAST_DAYS = 100
"""No rating is stale before it is older than this."""

ONE = Template(
    "stale-rating.one", "the customer {customer} last rated {outcome} in {period}, which ended {days} days ago"
)
MORE = Template(
    "stale-rating.more",
    "the customer {customer} (and {more} more) last rated {outcome} in {period}, which ended {days} days ago",
)
USUAL = Template("stale-rating.usual", "There are {count} ratings, and usually {days} days from one to the next.")
ASK = Template(
    "stale-rating.ask", "Ask {customer} again: the last answer was {rating} of 10, and nobody knows today's."
)


class _Stale(NamedTuple):
    """The ratings of one customer that have stopped: the days since the last one ended, and those between two."""

    history: RatingHistory
    age: int
    usual: float

    @property
    def order(self) -> tuple[int, str]:
        """The longest ago first."""
        return -self.age, self.history.customer


def check(context: Context) -> Iterator[Notice]:
    """One finding for each outcome whose ratings have stopped, the dearest first."""
    rated = histories(context.organization.scorecards)
    found = {
        key: sorted(_stale(context, each), key=lambda one: (-one.age, one.history.customer))
        for key, each in rated.items()
    }
    outcomes = [context.organization.outcomes[key] for key in sorted(found) if found[key]]
    for outcome in context.dearest_first(outcomes, over=lambda each: [context.network.index[each.id]]):
        yield _notice(context, outcome, found[outcome.id])


def _stale(context: Context, rated: Sequence[RatingHistory]) -> Iterator[_Stale]:
    for history in rated:
        if len(history.ratings) >= FEWEST:
            ends = [each.period.end for each in history.ratings]
            usual = float(median((later - earlier).days for earlier, later in pairwise(ends)))
            age = (context.today - ends[-1]).days
            if age > LATE * usual + ROUNDING and age > AT_LEAST_DAYS:
                yield _Stale(history, age, usual)


def _notice(context: Context, outcome: Outcome, stale: Sequence[_Stale]) -> Notice:
    return context.notice(
        RULE.traits,
        level=Level.MINOR,
        message=_message(outcome, stale),
        about=[outcome.id],
        outcomes=[Contest(outcome.id, None)],
        advice=[_advice(context, stale[0].history)],
        details=[USUAL(count=len(stale[0].history.ratings), days=declared(stale[0].usual))],
        locations=dict.fromkeys([*(each.history.newest.location for each in stale), outcome.location]),
    )


def _message(outcome: Outcome, stale: Sequence[_Stale]) -> Message:
    oldest = stale[0]
    values: dict[str, Value] = {
        "customer": customer_ref(oldest.history.customer),
        "outcome": outcome_ref(outcome.id),
        "period": oldest.history.newest.period.label,
        "days": oldest.age,
    }
    return MORE(**values, more=len(stale) - 1) if len(stale) > 1 else ONE(**values)


def _advice(context: Context, history: RatingHistory) -> Message:
    return ASK(customer=named_customer(context, history.customer), rating=declared(history.newest.rating))


RULE = Rule(
    traits=RuleTraits(code="GC404", name="stale-rating", family=Family.EVIDENCE),
    level=Level.MINOR,
    summary="the latest of three or more ratings is older than twice the usual time between them, and than 100 days",
    page=Page(
        why="An old rating looks like an answer. What it says may have been wrong for months, and nobody would know.",
        fires=(
            "A customer has rated an outcome three times or more, and the period of the latest rating ended more than "
            "100 days ago, and more than twice the median time between two of these ratings. One finding for each "
            "outcome; the days are counted up to --today."
        ),
        silent=(
            "There are fewer than three ratings; the latest is not that old, compared with the time that is usual "
            "between them. Here: the customer was asked every year, and the last time was less than two years ago."
        ),
        do="Ask again, in the rhythm that was kept before; or agree with the customer that the question is over.",
    ),
    check=check,
)
