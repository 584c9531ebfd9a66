"""GC303: the team that shall do it was not asked."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.facts.context import Context
from goalcheck.facts.responsibility import owner_of
from goalcheck.findings import Level, Notice
from goalcheck.messages import Template
from goalcheck.messages.message import objective as objective_ref
from goalcheck.model import TEAM, Objective
from goalcheck.rule import Page, Rule
from goalcheck.traits import Family, RuleTraits

MESSAGE = Template("team-not-consulted.message", "the team of {objective} was not asked")
ASK = Template(
    "team-not-consulted.ask",
    "Let {owner} ask the team what stands in the way of {objective} and what they would drop for it; then add "
    "team to its agreed_with.",
)


def check(context: Context) -> Iterator[Notice]:
    """One finding for each objective in force without its team's consent."""
    for objective in context.active.values():
        if TEAM not in objective.agreed_with:
            yield _notice(context, objective)


def _notice(context: Context, objective: Objective) -> Notice:
    subject = objective_ref(objective.id)
    return context.notice_on(
        RULE.traits,
        objective,
        level=Level.MINOR,
        message=MESSAGE(objective=subject),
        advise=lambda: ASK(owner=owner_of(context, objective), objective=subject),
    )


RULE = Rule(
    traits=RuleTraits(code="GC303", name="team-not-consulted", family=Family.AGREEMENT),
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
