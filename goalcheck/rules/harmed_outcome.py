"""GC203: objectives hurt the outcome on days on which nobody helps it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from goalcheck.facts.context import Context
from goalcheck.findings import Account, Contest, Level, Notice, Side
from goalcheck.graph import Unprotected
from goalcheck.messages import Message, Template, Value
from goalcheck.messages import english as say
from goalcheck.messages.message import objective, objectives
from goalcheck.messages.message import outcome as outcome_ref
from goalcheck.model import Outcome
from goalcheck.rule import Page, Rule
from goalcheck.traits import ConflictKind, Family, RuleTraits, Telling

MAX_SIDES = 5
"""The strongest harms that are shown with their chains."""

ONE_HURTS = Template(
    "harmed-outcome.one", "1 objective hurts {outcome} (importance {importance} of 5) while nobody helps it{days}"
)
SEVERAL_HURT = Template(
    "harmed-outcome.several",
    "{count} objectives hurt {outcome} (importance {importance} of 5) while nobody helps it{days}",
)
DAYS = Template("harmed-outcome.days", ", from {start} to {end}")
HELPED_ELSEWHERE = Template(
    "harmed-outcome.elsewhere", "On other days, or as an alternative to one that hurts, {objectives} would help it."
)
LET_LAST = Template("harmed-outcome.let-last", "Let {objective} last as long as {outcome} is hurt: to {end}.")
ANSWER = Template(
    "harmed-outcome.answer",
    "Let {objective} answer for {outcome}: give it a guardrail, or drop its effect on {target}.",
)


def check(context: Context) -> Iterator[Notice]:
    """One finding for each outcome that is hurt while nobody helps it, by the pressure of the worst such days.

    Of equal pressure the dearest comes first, then the one whose hurters come first by id, as findings are listed.
    """
    found = context.pressures.unprotected
    outcomes, nodes = context.organization.outcomes, context.network.nodes

    def rank(position: int) -> tuple[float, float, list[str], int]:
        at_stake = outcomes[nodes[position]].at_stake or 0.0
        hurters = sorted(nodes[each] for each in found[position].hurters)
        return -round(found[position].pressure, 9), -at_stake, hurters, position

    for position in sorted(found, key=rank):
        yield _notice(context, position, found[position])


def _notice(context: Context, position: int, worst: Unprotected) -> Notice:
    nodes = context.network.nodes
    outcome = context.organization.outcomes[nodes[position]]
    first = nodes[worst.hurters[0]]
    return context.notice(
        RULE.traits,
        level=Level.of_tension(worst.pressure),
        tension=worst.pressure,
        message=_message(context, outcome, worst),
        about=[outcome.id],
        objectives=[nodes[objective] for objective in worst.hurters],
        outcomes=[Contest(outcome.id, worst.pressure)],
        locations=[context.organization.objectives[first].location, outcome.location],
        tell=partial(_account, context, position, worst),
    )


def _message(context: Context, outcome: Outcome, worst: Unprotected) -> Message:
    count = len(worst.hurters)
    start, end = worst.days
    always = worst.days == context.pressures.days
    values: dict[str, Value] = {
        "outcome": outcome_ref(outcome.id),
        "importance": outcome.importance,
        "days": say.NOTHING() if always else DAYS(start=start, end=end),
    }
    return ONE_HURTS(**values) if count == 1 else SEVERAL_HURT(**values, count=count)


def _account(context: Context, position: int, worst: Unprotected) -> Account:
    sides = tuple(context.side(objective, position, positive=False) for objective in worst.hurters[:MAX_SIDES])
    outcome = context.organization.outcomes[context.network.nodes[position]]
    helpers = context.pressures.helpers[position]
    elsewhere = sorted(helpers, key=lambda each: (-round(helpers[each], 9), each))
    named = objectives(context.network.nodes[each] for each in elsewhere)
    return Account(
        sides=(sides,),
        details=(HELPED_ELSEWHERE(objectives=named),) if elsewhere else (),
        advice=tuple(_advice(context, outcome, sides[0], worst, elsewhere)),
        locations=tuple(dict.fromkeys([*(side.chain[0].location for side in sides), outcome.location])),
    )


def _advice(
    context: Context, outcome: Outcome, hardest: Side, worst: Unprotected, helpers: Sequence[int]
) -> Iterator[Message]:
    subject = outcome_ref(outcome.id)
    target = context.ref(hardest.chain[0].target)
    yield ANSWER(objective=objective(hardest.objective), outcome=subject, target=target)
    earlier = [each for each in helpers if context.pressures.spans[each][1] < worst.days[0]]
    if earlier:
        helper = objective(context.network.nodes[earlier[0]])
        yield LET_LAST(objective=helper, outcome=subject, end=worst.days[1])
    else:
        yield say.HELP_OUTCOME(outcome=subject)


RULE = Rule(
    traits=RuleTraits(
        code="GC203",
        name="harmed-outcome",
        family=Family.COVERAGE,
        telling=Telling.ONLY_IN_CONFLICT,
        conflict=ConflictKind.UNPROTECTED,
    ),
    level=None,
    summary="objectives hurt the outcome on days on which nobody helps it",
    page=Page(
        why="The organization works against its customer on these days, and no department is on the customer's side.",
        fires=(
            "On a day that counts, objectives in force hurt the outcome with a pressure of settings: min_tension (10) "
            "or more on that day, and nobody in force helps it but alternatives of one that hurts: its protectors stop "
            "before its hurters, or it has none. The level goes by the pressure of the worst such day: severe from 60, "
            "serious from 30, else minor. The conflict over the outcome tells it and counts."
        ),
        silent=(
            "On every day on which it is hurt somebody helps it, and be it the one that hurts (then "
            "opposed-objectives, GC101, and self-defeating-objective, GC103, weigh the two sides); the pressure of "
            "the days without help is below min_tension; or nobody hurts it (unserved-outcome, GC202). Here: a helper "
            "lasts as long as the one that hurts."
        ),
        do=(
            "Find who would speak for the customer on these days: let a protector last longer, or give a department an "
            "objective; guard the ones that hurt."
        ),
    ),
    check=check,
)
