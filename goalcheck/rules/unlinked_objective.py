"""GC204: goals are declared and the objective supports none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from goalcheck.findings import Finding, Level
from goalcheck.model import Objective
from goalcheck.rules.lacking import lacking
from goalcheck.rules.nearest import MAX_LISTED, enumerated
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study


def check(study: Study) -> Iterator[Finding]:
    """One finding for each objective that supports no goal; silent where no goal is declared."""
    goals = study.organization.goals
    if not goals:
        return
    supported: dict[str, Counter[str]] = {}
    for objective in study.active.values():
        supported.setdefault(objective.department, Counter()).update({each.id for each in objective.supports})
    for objective in study.active.values():
        if not objective.supports:
            message = f"{objective.id} supports none of the goals"
            advice = _advice(objective, supported[objective.department], goals)
            yield lacking(study, RULE, objective, message=message, advice=advice)


def _advice(objective: Objective, beside: Counter[str], goals: Iterable[str]) -> str:
    """The goals that its department works for, the most supported first; else those that there are."""
    if beside:
        nearest = sorted(beside, key=lambda goal: (-beside[goal], goal))[:MAX_LISTED]
        listed = ", ".join(f"{goal} ({beside[goal]})" for goal in nearest)
        return (
            f"The other objectives of {objective.department} support {listed}: if {objective.id} serves one of "
            "these too, write it under supports; if it serves none, ask why it is done."
        )
    return (
        f"The goals are {enumerated(tuple(goals))}: write the one that {objective.id} serves under supports; if it "
        "serves none, ask why it is done."
    )


RULE = Rule(
    code="GC204",
    name="unlinked-objective",
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
