"""GC303: the team that shall do it was not asked."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.findings import Finding, Level
from goalcheck.model import TEAM, Objective
from goalcheck.rules.advice import owner_of
from goalcheck.rules.lacking import lacking
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study


def check(study: Study) -> Iterator[Finding]:
    """One finding for each objective in force without its team's consent."""
    for objective in study.active.values():
        if TEAM not in objective.agreed_with:
            yield _finding(study, objective)


def _finding(study: Study, objective: Objective) -> Finding:
    return lacking(
        study,
        RULE,
        objective,
        message=f"the team of {objective.id} was not asked",
        advice=(
            f"Let {owner_of(study, objective)} ask the team what stands in the way of {objective.id} and what they "
            f"would drop for it; then add {TEAM} to its agreed_with."
        ),
    )


RULE = Rule(
    code="GC303",
    name="team-not-consulted",
    level=Level.MINOR,
    summary="team is not in agreed_with",
    page=Page(
        why=(
            "The people who do the work know first what a target will cost and whom it will hurt. What is set over "
            "their heads is met on paper."
        ),
        fires="The agreed_with of an objective in force does not hold `team`: one finding for each objective.",
        silent=(
            "The team agreed; the objective is done or dropped. Where teams agree elsewhere, the rule is switched "
            "off (settings: {rules: {team-not-consulted: off}}). Here: the team agreed."
        ),
        do="Ask the team before the period starts, change what they show to be impossible, and write `team` down.",
    ),
    check=check,
)
