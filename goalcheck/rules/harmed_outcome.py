"""GC203: objectives lean to hurt the outcome and none to help it."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.findings import Contest, Finding, Level
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study

MAX_SIDES = 5
"""The strongest harms that are shown with their chains."""


def check(study: Study) -> Iterator[Finding]:
    """One finding for each outcome that is only hurt: by what is at stake, then by who hurts it."""
    harmed = {
        position: [objective for _, objective in sides.hurters]
        for position, sides in study.clashes.sides.items()
        if sides.hurters and not sides.helpers
    }
    in_order = sorted(harmed, key=lambda position: (sorted(harmed[position]), position))
    for position in study.dearest_first(in_order, over=lambda each: [each]):
        yield _finding(study, position, harmed[position])


def _finding(study: Study, position: int, hurters: list[int]) -> Finding:
    outcome = study.organization.outcomes[study.network.nodes[position]]
    sides = tuple(study.side(objective, position, positive=False) for objective in hurters[:MAX_SIDES])
    objectives = [study.network.nodes[objective] for objective in hurters]
    count = "1 objective hurts" if len(hurters) == 1 else f"{len(hurters)} objectives hurt"
    worst = sides[0]
    return study.finding(
        RULE.code,
        RULE.name,
        level=Level.SEVERE,
        message=f"{count} {outcome.id} (importance {outcome.importance} of 5) and none helps it",
        about=[outcome.id],
        objectives=objectives,
        outcomes=[Contest(outcome.id, None, sides)],
        advice=[
            f"Let {worst.objective} answer for {outcome.id}: give it a guardrail, or drop its effect on "
            f"{worst.chain[0].target}.",
            f"Give a department an objective that helps {outcome.id}.",
        ],
        locations=dict.fromkeys([*(side.chain[0].location for side in sides), outcome.location]),
    )


RULE = Rule(
    code="GC203",
    name="harmed-outcome",
    level=Level.SEVERE,
    summary="objectives lean to hurt the outcome and none to help it",
    page=Page(
        why="The organization works against its customer here, and no department is on the customer's side.",
        fires="At least one objective leans to hurt the outcome and no objective leans to help it.",
        silent=(
            "An objective leans to help it (then opposed-objectives, GC101, weighs the two sides), or nobody pushes it "
            "(unserved-outcome, GC202). Here: a helper exists, as an alternative to the one that hurts."
        ),
        do="Find who would speak for the customer, and give that department an objective; guard the ones that hurt.",
    ),
    check=check,
)
