"""GC202: no objective leans to help the outcome."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.findings import Contest, Finding, Level
from goalcheck.model import Outcome
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study

MAX_LISTED = 3


def check(study: Study) -> Iterator[Finding]:
    """One finding for each outcome that nobody pushes; an outcome that is only hurt is `harmed-outcome`'s."""
    for position, sides in study.clashes.sides.items():
        if not sides.helpers and not sides.hurters:
            yield _finding(study, study.organization.outcomes[study.network.nodes[position]])


def _finding(study: Study, outcome: Outcome) -> Finding:
    levers = sorted(
        driver.id
        for driver in study.organization.drivers.values()
        if any(effect.target == outcome.id and effect.weight > 0 for effect in driver.effects)
    )
    return study.finding(
        RULE.code,
        RULE.name,
        level=Level.SERIOUS,
        message=f"no objective helps {outcome.id} (importance {outcome.importance} of 5)",
        about=[outcome.id],
        outcomes=[Contest(outcome.id, None)],
        advice=[_advice(outcome, levers)],
        locations=[outcome.location],
    )


def _advice(outcome: Outcome, levers: list[str]) -> str:
    if levers:
        return f"Give a department an objective that helps {', '.join(levers[:MAX_LISTED])}, which helps {outcome.id}."
    whose = f" with {outcome.customer}" if outcome.customer else ""
    return (
        f"Give {outcome.id} to a department as an objective, or agree{whose} that it can wait and lower its importance."
    )


RULE = Rule(
    code="GC202",
    name="unserved-outcome",
    level=Level.SERIOUS,
    summary="no objective leans to help the outcome",
    page=Page(
        why="A customer counts on it and no department works for it: it is kept by luck until it is not.",
        fires="No objective leans to help the outcome, and none to hurt it.",
        silent=(
            "An objective leans to help it, directly, through a chain, or because its target moves the outcome's "
            "metric; where objectives only hurt it, harmed-outcome (GC203) says so. Here: a target moves its metric."
        ),
        do="Give the outcome an owner and an objective, or agree with the customer that it can wait this period.",
    ),
    check=check,
)
