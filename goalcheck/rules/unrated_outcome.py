"""GC402: customers are asked for ratings, and none of them is about this outcome."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.findings import Contest, Finding, Level
from goalcheck.model import Outcome
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study


def check(study: Study) -> Iterator[Finding]:
    """One finding for each outcome that no scorecard rates; silent where there is none at all."""
    rated = {outcome for card in study.organization.scorecards for outcome, _ in card.ratings}
    if not rated:
        return
    unrated = [outcome for outcome in study.organization.outcomes.values() if outcome.id not in rated]
    for outcome in study.dearest_first(unrated, over=lambda each: [study.network.index[each.id]]):
        yield _finding(study, outcome)


def _finding(study: Study, outcome: Outcome) -> Finding:
    return study.finding(
        RULE.code,
        RULE.name,
        level=Level.MINOR,
        message=f"no scorecard rates {outcome.id} (importance {outcome.importance} of 5)",
        about=[outcome.id],
        outcomes=[Contest(outcome.id, None)],
        advice=[_advice(study, outcome)],
        locations=[outcome.location],
    )


def _advice(study: Study, outcome: Outcome) -> str:
    customer = study.organization.customers[outcome.customer].name if outcome.customer else "whoever it is for"
    so_far = f"until then {outcome.metric} is all that anybody knows" if outcome.metric else "nothing else measures it"
    return f'Ask {customer} to rate "{outcome.name}" from 0 to 10 in the next round; {so_far}.'


RULE = Rule(
    code="GC402",
    name="unrated-outcome",
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
