"""GC201: no chain leads from the objective to any outcome."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.findings import Finding, Level
from goalcheck.rules.lacking import lacking
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study


def check(study: Study) -> Iterator[Finding]:
    """One finding for each objective that reaches no customer; silent where no outcome is declared at all."""
    outcomes = set(study.network.outcomes)
    if not outcomes:
        return
    for position, (helps, harms) in study.chains.pushes.items():
        if outcomes.isdisjoint(helps) and outcomes.isdisjoint(harms):
            yield _finding(study, position)


def _finding(study: Study, position: int) -> Finding:
    objective = study.organization.objectives[study.network.nodes[position]]
    reached = [study.network.nodes[target] for target, _ in study.network.out[position]]
    if reached:
        advice = f"It moves {', '.join(reached[:3])}: write down what that does for a customer, or why it does nothing."
    else:
        advice = (
            f"Write down what {objective.id} changes (affects), or agree with its owner that it serves nobody outside."
        )
    message = f"{objective.id} reaches no customer: no chain leads to an outcome"
    return lacking(study, RULE, objective, message=message, advice=advice)


RULE = Rule(
    code="GC201",
    name="inward-objective",
    level=Level.MINOR,
    summary="no chain leads from the objective to any outcome",
    page=Page(
        why=(
            "Work that reaches no customer takes people and money from work that does, and nobody can say whether it "
            "helps or hurts."
        ),
        fires="No chain of at most max_links arrows and at least min_chain strength leads from it to any outcome.",
        silent=(
            "A chain reaches an outcome, however indirect; the objective is done or dropped; the organization declares "
            "no outcomes. Here: the objective reaches the customer over a driver."
        ),
        do="Declare what it moves (affects) and what that does for customers. If it is nothing, ask why it is done.",
    ),
    check=check,
)
