"""GC502: a decision that nothing is left of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.decisions import Standing, Standings
from goalcheck.findings import Contest, Finding, Level
from goalcheck.rules.decided import about, grouped, subject
from goalcheck.rules.nearest import enumerated
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study


def review(study: Study, standings: Standings) -> Iterator[Finding]:
    """One finding for each decision that speaks of no finding.

    Silent where only the worst findings of some rule are listed: the decision may speak of one of the others.
    """
    if standings.complete:
        for group in grouped(standings.each, lambda each: not each.met):
            yield _finding(study, group)


def _finding(study: Study, group: Sequence[Standing]) -> Finding:
    decision = group[0].decision
    outcome = study.organization.outcomes.get(decision.over or "")
    return study.finding(
        RULE.code,
        RULE.name,
        level=Level.MINOR,
        message=f"the decision on {subject(decision)} matches no finding",
        about=about(decision),
        objectives=decision.between,
        outcomes=[Contest(outcome.id, None)] if outcome else [],
        details=[
            f"{decision.by} {decision.verdict} it until {decision.until}: {decision.reason}",
            *_leads(study, group[0]),
        ],
        advice=["Delete it, or correct its between and over."],
        locations=[each.decision.location for each in group],
    )


def _leads(study: Study, standing: Standing) -> Iterator[str]:
    """Why it may match nothing."""
    decision = standing.decision
    gone = [each for each in decision.between if each not in study.active]
    if gone:
        verb = "is" if len(gone) == 1 else "are"
        yield f"{enumerated(gone)} {verb} done or dropped."
    if decision.tension == 0 and standing.between:
        yield "It accepts a tension of 0, and so only what has none."
    outcomes = sorted({contest.outcome for finding in standing.between for contest in finding.outcomes})
    if outcomes:
        yield f"There are findings on {' and '.join(decision.between)} over {enumerated(outcomes)}."
    elif standing.between:
        codes = sorted({finding.code for finding in standing.between})
        yield f"What there is on {' and '.join(decision.between)} is over no outcome: {enumerated(codes)}."


RULE = Rule(
    code="GC502",
    name="stale-decision",
    level=Level.MINOR,
    summary="the decision matches no finding",
    page=Page(
        why=(
            "A decision that nothing is left of hides the next conflict between the same two: it would be accepted "
            "before anybody has seen it."
        ),
        fires=(
            "No finding of this analysis is about exactly the objectives of a decision and what it is over, be it an "
            "outcome or a rule (over: GC102). One finding for each of these, whether the decision has expired or not. "
            "A rule that is switched off finds nothing, so that what was decided on it matches nothing either."
        ),
        silent=(
            "A finding matches, open or decided; or only the worst findings of some rule are listed (settings: "
            "max_findings), so that it may match one of the others. Here: the conflict (GC101) is there, and decided."
        ),
        do=(
            "Be glad and delete it (goalcheck accept --prune does); or, if it was mistyped or an objective was "
            "renamed, correct it."
        ),
    ),
    review=review,
)
