"""GC204: goals are declared and the objective supports none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

from goalcheck.facts.context import Context
from goalcheck.findings import Level, Notice
from goalcheck.messages import MAX_LISTED, Joining, Message, Template
from goalcheck.messages.message import department, goal, listing
from goalcheck.messages.message import objective as objective_ref
from goalcheck.model import Objective
from goalcheck.rule import Page, Rule
from goalcheck.traits import Family, RuleTraits

MESSAGE = Template("unlinked-objective.message", "{objective} supports none of the goals")
SUPPORTED = Template("unlinked-objective.supported", "{goal} ({times})")
BESIDE = Template(
    "unlinked-objective.beside",
    "The other objectives of {department} support {goals}: if {objective} serves one of these too, write it under "
    "supports; if it serves none, ask why it is done.",
)
CHOOSE = Template(
    "unlinked-objective.choose",
    "The goals are {goals}: write the one that {objective} serves under supports; if it serves none, ask why it is "
    "done.",
)


def check(context: Context) -> Iterator[Notice]:
    """One finding for each objective that supports no goal; silent where no goal is declared."""
    goals = context.organization.goals
    if not goals:
        return
    supported: dict[str, Counter[str]] = {}
    for objective in context.active.values():
        supported.setdefault(objective.department, Counter()).update({each.id for each in objective.supports})
    for objective in context.active.values():
        if not objective.supports:
            message = MESSAGE(objective=objective_ref(objective.id))
            advise = partial(_advice, objective, supported[objective.department], goals)
            yield context.notice_on(RULE.traits, objective, level=Level.MINOR, message=message, advise=advise)


def _advice(objective: Objective, beside: Counter[str], goals: Iterable[str]) -> Message:
    """The goals that its department works for, the most supported first; else those that there are."""
    subject = objective_ref(objective.id)
    if not beside:
        return CHOOSE(goals=listing(map(goal, goals)), objective=subject)
    nearest = sorted(beside, key=lambda each: (-beside[each], each))[:MAX_LISTED]
    supported = (SUPPORTED(goal=goal(each), times=beside[each]) for each in nearest)
    return BESIDE(
        department=department(objective.department),
        goals=listing(supported, most=None, joining=Joining.COMMA),
        objective=subject,
    )


RULE = Rule(
    traits=RuleTraits(code="GC204", name="unlinked-objective", family=Family.COVERAGE),
    level=Level.MINOR,
    summary="goals are declared and the objective supports none",
    page=Page(
        why=(
            "When time or money runs short, nobody can say what is lost with an objective that serves no goal: it is "
            "dropped although it mattered, or kept although it did not."
        ),
        fires="The organization declares goals, and an objective in force names none of them under supports.",
        silent=(
            "No goals are declared; the objective supports at least one; it is done or dropped. Here: it names the "
            "goal that it serves."
        ),
        do=(
            "Ask the owner which goal would suffer without the objective, and write it under supports. If none would, "
            "the objective is a candidate to drop, or a goal is missing."
        ),
    ),
    check=check,
)
