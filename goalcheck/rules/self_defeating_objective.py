"""GC103: one objective both helps and hurts one outcome."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.findings import Contest, Finding, Level
from goalcheck.graph import SelfDefeat
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study


def check(study: Study) -> Iterator[Finding]:
    """One finding for each objective and outcome with a help and a harm."""
    for defeat in study.clashes.self_defeating(study.most + 1):
        yield _finding(study, defeat)


def _finding(study: Study, defeat: SelfDefeat) -> Finding:
    objective, outcome = study.network.nodes[defeat.objective], study.network.nodes[defeat.outcome]
    hurting = study.side(defeat.objective, defeat.outcome, positive=False)
    helping = study.side(defeat.objective, defeat.outcome, positive=True)
    guarded = any(each.protects == outcome for each in study.organization.objectives[objective].guardrails)
    level = Level.of_tension(defeat.tension)
    weakest = min(hurting.chain, key=lambda link: (-abs(link.weight), link.target))
    return study.finding(
        RULE.code,
        RULE.name,
        level=level.lowered if guarded else level,
        tension=defeat.tension,
        guarded=guarded,
        message=f"{objective} both helps and hurts {outcome} (tension {defeat.tension:.2f})",
        about=[objective, outcome],
        objectives=[objective],
        outcomes=[Contest(outcome, defeat.tension, (hurting, helping), guarded)],
        advice=[
            f"Look at the harm first: can {objective} be reached without its effect on {hurting.chain[0].target}?",
            f"The link to change is {weakest.origin} to {weakest.target} ({weakest.word}); "
            f"or give {objective} a guardrail that protects {outcome}.",
        ],
        locations=dict.fromkeys(
            [hurting.chain[0].location, helping.chain[0].location]
            + [link.location for side in (hurting, helping) for link in side.chain[1:]]
        ),
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
