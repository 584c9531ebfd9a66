"""GC209: a stage of the journey has no outcome, or none that an objective helps."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from goalcheck.findings import Contest, Finding, Level
from goalcheck.model import Reference
from goalcheck.rules.nearest import Helper, Neighbours, enumerated, nearest_lead
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study


def check(study: Study) -> Iterator[Finding]:
    """One finding for each empty stage, in the order of the journey; silent where no journey is declared."""
    neighbours = Neighbours(study)
    journey = study.organization.journey
    found = (neighbours.helper(neighbours.in_stage(stage.id)) for stage in journey)
    served = {place: helper for place, helper in enumerate(found) if helper is not None}
    places = list(served)
    for place, stage in enumerate(journey):
        if place not in served:
            nearest = _nearest(places, place)
            helper = None if nearest is None else served[nearest]
            yield _finding(study, stage, neighbours.in_stage(stage.id), helper)


def _nearest(places: Sequence[int], place: int) -> int | None:
    """Of sorted places the one nearest to another, the earlier of two that are equally near."""
    at = bisect_left(places, place)
    return min(places[max(0, at - 1) : at + 1], key=lambda other: (abs(other - place), other), default=None)


def _finding(study: Study, stage: Reference, outcomes: Sequence[str], nearest: Helper | None) -> Finding:
    if outcomes:
        message = f"no objective helps any outcome of the stage {stage.id} ({enumerated(outcomes)})"
    else:
        message = f"the stage {stage.id} of the journey has no outcome"
    return study.finding(
        RULE.code,
        RULE.name,
        level=Level.MINOR,
        message=message,
        about=[stage.id],
        outcomes=[Contest(outcome, None) for outcome in outcomes],
        advice=list(_advice(study, stage.id, outcomes, nearest)),
        locations=[stage.location, *(study.organization.outcomes[outcome].location for outcome in outcomes)],
    )


def _advice(study: Study, stage: str, outcomes: Sequence[str], nearest: Helper | None) -> Iterator[str]:
    if outcomes:
        heaviest = min(outcomes, key=lambda each: (-study.organization.outcomes[each].importance, each))
        importance = study.organization.outcomes[heaviest].importance
        yield f"Begin with {heaviest} (importance {importance} of 5): give a department an objective that helps it."
    else:
        yield f"Ask customers what counts for them in {stage}, and declare it as an outcome with stage: {stage}."
    if nearest:
        yield f"{nearest_lead(study, nearest)}, in {_stage(study, nearest)}, the nearest stage that is served."


def _stage(study: Study, helper: Helper) -> str:
    return study.organization.outcomes[helper.outcome].stage or ""


RULE = Rule(
    code="GC209",
    name="empty-stage",
    level=Level.MINOR,
    summary="a stage of the journey has no outcome, or none that an objective helps",
    page=Page(
        why=(
            "Customers walk through the whole journey, departments own pieces of it. A stage that nobody works for is "
            "where customers are lost between two departments."
        ),
        fires=(
            "A stage of the journey has no outcome; or it has outcomes and no objective leans to help any of them. "
            "What is missing or harmed about each of these outcomes, unserved-outcome (GC202), harmed-outcome (GC203) "
            "and overlooked-priority (GC305) say."
        ),
        silent=(
            "No journey is declared; or an objective leans to help at least one outcome of the stage. Here: the stage "
            "has an outcome, and a target moves its metric."
        ),
        do=(
            "Ask customers what counts for them in this stage and declare it as an outcome. Then give it to the "
            "department that works nearest to it, before or after."
        ),
    ),
    check=check,
)
