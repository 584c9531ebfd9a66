"""GC103: one objective both helps and hurts one outcome."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.findings import Contest, Deferred, Finding, Level, Side
from goalcheck.graph import SelfDefeat
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study, places


def check(study: Study) -> Iterator[Finding]:
    """One finding for each objective and outcome with a help and a harm."""
    for defeat in study.clashes.self_defeating(study.most + 1):
        yield _finding(study, defeat)


def _finding(study: Study, defeat: SelfDefeat) -> Finding:
    objective, outcome = study.network.nodes[defeat.objective], study.network.nodes[defeat.outcome]
    sides = study.both_sides(defeat.outcome, hurter=defeat.objective, helper=defeat.objective)
    guarded = study.guards(defeat.objective, outcome)
    level = Level.of_tension(defeat.tension)
    return study.finding(
        RULE.code,
        RULE.name,
        level=level.lowered if guarded else level,
        tension=defeat.tension,
        guarded=guarded,
        message=f"{objective} both helps and hurts {outcome} (tension {defeat.tension:.2f})",
        about=[objective, outcome],
        objectives=[objective],
        outcomes=[Contest(outcome, defeat.tension, sides, guarded)],
        advice=Deferred(lambda: _advice(objective, outcome, sides[0])),
        locations=Deferred(lambda: places(sides)),
    )


def _advice(objective: str, outcome: str, hurting: Side) -> Iterator[str]:
    weakest = min(hurting.chain, key=lambda link: (-abs(link.weight), link.target))
    yield f"Look at the harm first: can {objective} be reached without its effect on {hurting.chain[0].target}?"
    yield (
        f"The link to change is {weakest.origin} to {weakest.target} ({weakest.word}); "
        f"or give {objective} a guardrail that protects {outcome}."
    )


RULE = Rule(
    code="GC103",
    name="self-defeating-objective",
    level=None,
    summary="one objective both helps and hurts one outcome",
    page=Page(
        why=(
            "What the objective gives the customer with one hand it takes with the other. Adding the two up would hide "
            "the harm; plus never hides minus."
        ),
        fires=(
            "One objective has a chain of help and a chain of harm to one outcome. The tension is 100 x importance / 5 "
            "x the weaker of the two, reported from settings: min_tension (10) up: severe from 60, serious from 30, "
            "else minor. A guardrail of the objective that protects the outcome lowers it by a level."
        ),
        silent=(
            "One of the two chains is missing, longer than max_links or weaker than min_chain; the tension is below "
            "min_tension. Here: somebody looked and found no harm (neutral)."
        ),
        do=(
            "Keep the help and change the means: weaken the first link of the harm, or guard the outcome with a floor "
            "that counts as much as the target."
        ),
    ),
    check=check,
)
