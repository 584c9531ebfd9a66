"""GC207: no objective supports the goal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from goalcheck.facts.context import Context
from goalcheck.findings import Level, Notice
from goalcheck.messages import MAX_LISTED, Message, Template, Word
from goalcheck.messages.message import goal as goal_ref
from goalcheck.messages.message import listing
from goalcheck.messages.message import objective as objective_ref
from goalcheck.model import Goal, Objective
from goalcheck.rule import Page, Rule
from goalcheck.traits import Family, RuleTraits

MESSAGE = Template("goal-without-objective.message", "no objective supports the goal {goal}")
PAST = Template("goal-without-objective.past", "{objective} ({status})")
SUPPORTED = Template(
    "goal-without-objective.supported",
    "{objectives} supported it: decide whether {goal} is reached, or what carries it on.",
)
GIVE = Template(
    "goal-without-objective.give",
    "Give a department an objective that supports {goal}, or say openly that it has to wait and drop it.",
)


def check(context: Context) -> Iterator[Notice]:
    """One finding for each goal that no objective in force supports."""
    supported = {goal.id for objective in context.active.values() for goal in objective.supports}
    missed = [goal for goal in context.organization.goals.values() if goal.id not in supported]
    if not missed:
        return
    past = _past_supporters(context)
    for goal in missed:
        yield _notice(context, goal, past.get(goal.id, []))


def _past_supporters(context: Context) -> Mapping[str, list[Objective]]:
    """The objectives that supported each goal and are over."""
    found: dict[str, list[Objective]] = {}
    for objective in context.organization.objectives.values():
        if not objective.status.in_force:
            for goal in sorted({goal.id for goal in objective.supports}):
                found.setdefault(goal, []).append(objective)
    return found


def _notice(context: Context, goal: Goal, past: Sequence[Objective]) -> Notice:
    return context.notice(
        RULE.traits,
        level=Level.SERIOUS,
        message=MESSAGE(goal=goal_ref(goal.id)),
        about=[goal.id],
        advice=_advice(goal, past),
        locations=[goal.location, *(objective.location for objective in past[:MAX_LISTED])],
    )


def _advice(goal: Goal, past: Sequence[Objective]) -> Iterator[Message]:
    if past:
        over = (PAST(objective=objective_ref(each.id), status=Word("status", each.status.value)) for each in past)
        yield SUPPORTED(objectives=listing(over), goal=goal_ref(goal.id))
    yield GIVE(goal=goal_ref(goal.id))


RULE = Rule(
    traits=RuleTraits(code="GC207", name="goal-without-objective", family=Family.COVERAGE),
    level=Level.SERIOUS,
    summary="no objective supports the goal",
    page=Page(
        why=(
            "Everybody assumes that somebody else works for a goal that stands on every slide. It is found out at the "
            "end of the period that nobody did."
        ),
        fires="A goal is declared and no objective in force, committed or proposed, names it under supports.",
        silent=(
            "At least one objective in force supports it; one that is done or dropped does not count. Here: the "
            "objective that carries it is only proposed."
        ),
        do="Give the goal to a department as an objective with a target, or drop the goal so that nobody counts on it.",
    ),
    check=check,
)
