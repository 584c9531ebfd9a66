"""GC102: an objective leans to hurt another objective."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.findings import Deferred, Finding, Level
from goalcheck.graph import Undermining
from goalcheck.rules.advice import lead_of, owner_of
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study


def check(study: Study) -> Iterator[Finding]:
    """One finding for each objective that leans to hurt another."""
    for undermining in study.clashes.undermined(study.most + 1):
        yield _finding(study, undermining)


def _finding(study: Study, undermining: Undermining) -> Finding:
    by, of = study.network.nodes[undermining.by], study.network.nodes[undermining.of]
    chain = Deferred(lambda: study.links(origin=undermining.by, target=undermining.of, positive=False))
    return study.finding(
        RULE.code,
        RULE.name,
        level=Level.of_tension(undermining.tension),
        tension=undermining.tension,
        message=f"{by} undermines {of} (tension {undermining.tension:.2f})",
        about=[f"by:{by}", f"of:{of}"],
        objectives=[by, of],
        advice=Deferred(lambda: _advice(study, by, of)),
        locations=Deferred(lambda: [link.location for link in chain]),
        by=by,
        of=of,
        chain=chain,
    )


def _advice(study: Study, by: str, of: str) -> Iterator[str]:
    organization = study.organization
    victim = organization.objectives[of]
    decider = organization.decider((organization.objectives[by].department, victim.department))
    yield (
        f"Ask {owner_of(study, victim)} what {of} needs from {by} to stand, and write it into {by} as a guardrail or a "
        "smaller target."
    )
    if decider is None:
        yield f"Name who decides between {by} and {of}: no department is above both."
    else:
        yield f"Let {lead_of(study, decider)} decide which comes first: {of} has priority {victim.priority} of 5."


RULE = Rule(
    code="GC102",
    name="undermined-objective",
    level=None,
    summary="an objective leans to hurt another objective",
    page=Page(
        why=(
            "An objective that another one makes harder to reach fails for reasons that its own team cannot see, and "
            "is blamed for it."
        ),
        fires=(
            "A chain of harm leads from one objective to another, at least as strong as any chain of help. The tension "
            "is 100 x the priority of the hurt objective / 5 x the strength of the chain, reported from settings: "
            "min_tension (10) up: severe from 60, serious from 30, else minor."
        ),
        silent=(
            "The help is stronger than the harm; one of the two is done or dropped; the tension is below min_tension. "
            "Here: the harm is slight and the hurt objective has low priority."
        ),
        do=(
            "Let the two owners agree on what the hurt objective needs. If the harm is the price of something better, "
            "the lowest common lead says so before the period starts, and the target of the hurt objective is lowered."
        ),
    ),
    check=check,
)
