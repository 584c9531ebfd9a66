"""GC303: the teams that shall do it were not asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from goalcheck.facts.context import Context
from goalcheck.facts.responsibility import lead_of
from goalcheck.findings import Account, Level, Notice
from goalcheck.messages import Message, Template, Value
from goalcheck.messages.message import department as department_ref
from goalcheck.messages.message import objective as objective_ref
from goalcheck.messages.message import objectives
from goalcheck.model import TEAM, Objective
from goalcheck.rule import Page, Rule
from goalcheck.traits import Family, RuleTraits

MAX_PLACES = 10
"""Objectives whose places are told."""

ONE = Template("team-not-consulted.one", "{department} has not asked the team of {objective}")
SEVERAL = Template(
    "team-not-consulted.several", "{department} has not asked the teams of {count} objectives: {objectives}"
)
ASK = Template(
    "team-not-consulted.ask",
    "Let {lead} ask the teams of {objectives} what stands in the way and what they would drop for it; then add team to "
    "agreed_with of each.",
)
ASK_ONE = Template(
    "team-not-consulted.ask-one",
    "Let {lead} ask the team of {objectives} what stands in the way and what they would drop for it; then add team to "
    "its agreed_with.",
)


def check(context: Context) -> Iterator[Notice]:
    """One finding for each department with objectives in force without their team's consent."""
    unasked: dict[str, list[Objective]] = {}
    for objective in context.active.values():
        if TEAM not in objective.agreed_with:
            unasked.setdefault(objective.department, []).append(objective)
    for department in sorted(unasked):
        yield _notice(context, department, unasked[department])


def _notice(context: Context, department: str, unasked: Sequence[Objective]) -> Notice:
    return context.notice(
        RULE.traits,
        level=Level.MINOR,
        message=_message(department, [each.id for each in unasked]),
        about=[department],
        objectives=[each.id for each in unasked],
        departments=[department],
        locations=[each.location for each in unasked[:MAX_PLACES]],
        tell=partial(_account, context, department, [each.id for each in unasked]),
    )


def _message(department: str, keys: Sequence[str]) -> Message:
    subject: Value = department_ref(department)
    if len(keys) == 1:
        return ONE(department=subject, objective=objective_ref(keys[0]))
    return SEVERAL(department=subject, count=len(keys), objectives=objectives(keys))


def _account(context: Context, department: str, keys: Sequence[str]) -> Account:
    template = ASK_ONE if len(keys) == 1 else ASK
    return Account(advice=(template(lead=lead_of(context, department), objectives=objectives(keys)),))


RULE = Rule(
    traits=RuleTraits(code="GC303", name="team-not-consulted", family=Family.AGREEMENT),
    level=Level.MINOR,
    summary="team is not in agreed_with of a department's objectives",
    page=Page(
        why=(
            "The people who do the work know first what a target will cost and whom it will hurt. What is set over "
            "their heads is met on paper."
        ),
        fires=(
            "The agreed_with of an objective in force does not hold `team`: one finding for each department, which "
            "names the objectives."
        ),
        silent=(
            "The teams agreed; the objectives are done, dropped or options. Where teams agree elsewhere, the rule is "
            "switched off (settings: {rules: {team-not-consulted: off}}). Here: the team agreed."
        ),
        do="Ask the teams before the period starts, change what they show to be impossible, and write `team` down.",
    ),
    check=check,
)
