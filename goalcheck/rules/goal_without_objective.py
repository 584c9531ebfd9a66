"""GC207: no objective supports the goal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from goalcheck.findings import Finding, Level
from goalcheck.model import Goal, Objective
from goalcheck.rules.nearest import MAX_LISTED, enumerated
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study


def check(study: Study) -> Iterator[Finding]:
    """One finding for each goal that no objective in force supports."""
    supported = {goal.id for objective in study.active.values() for goal in objective.supports}
    missed = [goal for goal in study.organization.goals.values() if goal.id not in supported]
    if not missed:
        return
    past = _past_supporters(study)
    for goal in missed:
        yield _finding(study, goal, past.get(goal.id, []))


def _past_supporters(study: Study) -> Mapping[str, list[Objective]]:
    """The objectives that supported each goal and are over."""
    found: dict[str, list[Objective]] = {}
    for objective in study.organization.objectives.values():
        if not objective.status.in_force:
            for goal in sorted({goal.id for goal in objective.supports}):
                found.setdefault(goal, []).append(objective)
    return found


def _finding(study: Study, goal: Goal, past: Sequence[Objective]) -> Finding:
    return study.finding(
        RULE.code,
        RULE.name,
        level=Level.SERIOUS,
        message=f"no objective supports the goal {goal.id}",
        about=[goal.id],
        advice=list(_advice(goal, past)),
        locations=[goal.location, *(objective.location for objective in past[:MAX_LISTED])],
    )


def _advice(goal: Goal, past: Sequence[Objective]) -> Iterator[str]:
    if past:
        over = enumerated([f"{objective.id} ({objective.status})" for objective in past])
        yield f"{over} supported it: decide whether {goal.id} is reached, or what carries it on."
    yield f"Give a department an objective that supports {goal.id}, or say openly that it has to wait and drop it."


RULE = Rule(
    code="GC207",
    name="goal-without-objective",
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
