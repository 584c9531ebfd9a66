"""GC209: a stage of the journey has no outcome, or none that an objective helps."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from goalcheck.facts.context import Context
from goalcheck.facts.neighbours import Neighbours, OutcomeHelper, nearest_lead
from goalcheck.findings import Contest, Level, Notice
from goalcheck.messages import Message, Ref, RefKind, Template
from goalcheck.messages.message import outcome as outcome_ref
from goalcheck.messages.message import outcomes as outcome_list
from goalcheck.model import Reference
from goalcheck.rule import Page, Rule
from goalcheck.traits import Family, RuleTraits

UNSERVED = Template("empty-stage.unserved", "no objective helps any outcome of the stage {stage} ({outcomes})")
EMPTY = Template("empty-stage.empty", "the stage {stage} of the journey has no outcome")
BEGIN = Template(
    "empty-stage.begin",
    "Begin with {outcome} (importance {importance} of 5): give a department an objective that helps it.",
)
ASK = Template(
    "empty-stage.ask",
    "Ask customers what counts for them in {stage}, and declare it as an outcome with stage: {stage}.",
)
NEAREST_STAGE = Template("empty-stage.nearest", "{nearest}, in {stage}, the nearest stage that is served.")


def check(context: Context) -> Iterator[Notice]:
    """One finding for each empty stage, in the order of the journey; silent where no journey is declared."""
    neighbours = Neighbours(context)
    journey = context.organization.journey
    found = (neighbours.helper(neighbours.in_stage(stage.id)) for stage in journey)
    served = {place: helper for place, helper in enumerate(found) if helper is not None}
    places = list(served)
    for place, stage in enumerate(journey):
        if place not in served:
            nearest = _nearest(places, place)
            helper = None if nearest is None else served[nearest]
            yield _notice(context, stage, neighbours.in_stage(stage.id), helper)


def _nearest(places: Sequence[int], place: int) -> int | None:
    """Of sorted places the one nearest to another, the earlier of two that are equally near."""
    at = bisect_left(places, place)
    return min(places[max(0, at - 1) : at + 1], key=lambda other: (abs(other - place), other), default=None)


def _notice(context: Context, stage: Reference, outcomes: Sequence[str], nearest: OutcomeHelper | None) -> Notice:
    subject = _stage(stage.id)
    message = UNSERVED(stage=subject, outcomes=outcome_list(outcomes)) if outcomes else EMPTY(stage=subject)
    return context.notice(
        RULE.traits,
        level=Level.MINOR,
        message=message,
        about=[stage.id],
        outcomes=[Contest(outcome, None) for outcome in outcomes],
        advice=_advice(context, stage.id, outcomes, nearest),
        locations=[stage.location, *(context.organization.outcomes[outcome].location for outcome in outcomes)],
    )


def _advice(context: Context, stage: str, outcomes: Sequence[str], nearest: OutcomeHelper | None) -> Iterator[Message]:
    if outcomes:
        heaviest = min(outcomes, key=lambda each: (-context.organization.outcomes[each].importance, each))
        importance = context.organization.outcomes[heaviest].importance
        yield BEGIN(outcome=outcome_ref(heaviest), importance=importance)
    else:
        yield ASK(stage=_stage(stage))
    if nearest:
        served = context.organization.outcomes[nearest.outcome].stage or ""
        yield NEAREST_STAGE(nearest=nearest_lead(context, nearest), stage=_stage(served))


def _stage(key: str) -> Ref:
    return Ref(RefKind.STAGE, key)


RULE = Rule(
    traits=RuleTraits(code="GC209", name="empty-stage", family=Family.COVERAGE),
    level=Level.MINOR,
    summary="a stage of the journey has no outcome, or none that an objective helps",
    page=Page(
        why=(
            "Customers walk through the whole journey, departments own pieces of it. A stage that nobody works for is "
            "where customers are lost between two departments."
        ),
        fires=(
            "A stage of the journey has no outcome; or it has outcomes and no objective helps any of them. "
            "What is missing or harmed about each of these outcomes, unserved-outcome (GC202), harmed-outcome (GC203) "
            "and overlooked-priority (GC305) say."
        ),
        silent=(
            "No journey is declared; or an objective helps at least one outcome of the stage. Here: the stage "
            "has an outcome, and a target moves its metric."
        ),
        do=(
            "Ask customers what counts for them in this stage and declare it as an outcome. Then give it to the "
            "department that works nearest to it, before or after."
        ),
    ),
    check=check,
)
