"""GC203: objectives lean to hurt the outcome and none to help it."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.facts.context import Context
from goalcheck.findings import Contest, Level, Notice
from goalcheck.messages import Message, Template
from goalcheck.messages import english as say
from goalcheck.messages.message import objective
from goalcheck.messages.message import outcome as outcome_ref
from goalcheck.model import Outcome
from goalcheck.rule import Page, Rule
from goalcheck.traits import ConflictKind, Family, RuleTraits, Telling

MAX_SIDES = 5
"""The strongest harms that are shown with their chains."""

ONE_HURTS = Template(
    "harmed-outcome.one", "1 objective hurts {outcome} (importance {importance} of 5) and none helps it"
)
SEVERAL_HURT = Template(
    "harmed-outcome.several", "{count} objectives hurt {outcome} (importance {importance} of 5) and none helps it"
)
ANSWER = Template(
    "harmed-outcome.answer",
    "Let {objective} answer for {outcome}: give it a guardrail, or drop its effect on {target}.",
)


def check(context: Context) -> Iterator[Notice]:
    """One finding for each outcome that is only hurt: by what is at stake, then by who hurts it."""
    harmed = {
        position: [objective for _, objective in sides.hurters]
        for position, sides in context.clashes.sides.items()
        if sides.hurters and not sides.helpers
    }
    in_order = sorted(harmed, key=lambda position: (sorted(harmed[position]), position))
    for position in context.dearest_first(in_order, over=lambda each: [each]):
        yield _notice(context, position, harmed[position])


def _notice(context: Context, position: int, hurters: list[int]) -> Notice:
    outcome = context.organization.outcomes[context.network.nodes[position]]
    sides = tuple(context.side(objective, position, positive=False) for objective in hurters[:MAX_SIDES])
    worst = sides[0]
    subject = outcome_ref(outcome.id)
    target = context.ref(worst.chain[0].target)
    return context.notice(
        RULE.traits,
        level=Level.SEVERE,
        message=_message(outcome, len(hurters)),
        about=[outcome.id],
        objectives=[context.network.nodes[objective] for objective in hurters],
        outcomes=[Contest(outcome.id, None, sides)],
        advice=[
            ANSWER(objective=objective(worst.objective), outcome=subject, target=target),
            say.HELP_OUTCOME(outcome=subject),
        ],
        locations=dict.fromkeys([*(side.chain[0].location for side in sides), outcome.location]),
    )


def _message(outcome: Outcome, count: int) -> Message:
    subject = outcome_ref(outcome.id)
    if count == 1:
        return ONE_HURTS(outcome=subject, importance=outcome.importance)
    return SEVERAL_HURT(count=count, outcome=subject, importance=outcome.importance)


RULE = Rule(
    traits=RuleTraits(
        code="GC203",
        name="harmed-outcome",
        family=Family.COVERAGE,
        telling=Telling.ONLY_IN_CONFLICT,
        conflict=ConflictKind.UNPROTECTED,
    ),
    level=Level.SEVERE,
    summary="objectives lean to hurt the outcome and none to help it",
    page=Page(
        why="The organization works against its customer here, and no department is on the customer's side.",
        fires="At least one objective leans to hurt the outcome and no objective leans to help it.",
        silent=(
            "An objective leans to help it (then opposed-objectives, GC101, weighs the two sides), or nobody pushes it "
            "(unserved-outcome, GC202). Here: a helper exists, as an alternative to the one that hurts."
        ),
        do="Find who would speak for the customer, and give that department an objective; guard the ones that hurt.",
    ),
    check=check,
)
