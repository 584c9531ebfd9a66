"""GC501: the last day of a decision has passed, and what it decided is still there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.decisions import Standing, Standings
from goalcheck.findings import Contest, Finding, Level
from goalcheck.rules.decided import about, grouped, open_again, subject, tension
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study


def review(study: Study, standings: Standings) -> Iterator[Finding]:
    """One finding for each decision that has expired and of which a finding is open again."""
    for group in grouped(standings.each, lambda each: each.expired and bool(each.reopened)):
        yield _finding(study, group)


def _finding(study: Study, group: Sequence[Standing]) -> Finding:
    last = group[0]
    decision = last.decision
    code = last.reopened[0].code
    days = (study.today - decision.until).days
    return study.finding(
        RULE.code,
        RULE.name,
        level=Level.SERIOUS,
        message=(
            f"the decision on {subject(decision)} expired on {decision.until}, and {code} is open again{tension(last)}"
        ),
        about=about(decision),
        objectives=decision.between,
        outcomes=[Contest(outcome, None) for outcome in last.outcomes],
        details=[
            f"{decision.by} {decision.verdict} it: {decision.reason}",
            f"It ran until {decision.until}, {days} {'day' if days == 1 else 'days'} ago.",
            *open_again(last),
        ],
        advice=[
            f"Ask {decision.by} whether the reason still holds: if so, set a new until, if not, settle the conflict.",
            "Delete the decision where it is no longer meant: its finding then stands for itself.",
        ],
        locations=[each.decision.location for each in group],
    )


RULE = Rule(
    code="GC501",
    name="expired-decision",
    level=Level.SERIOUS,
    summary="the decision's until has passed; its finding is open again",
    page=Page(
        why=(
            "A trade-off was accepted for a time. When the time is over and nothing has changed, either it was not "
            "worth an expiry, or somebody forgot."
        ),
        fires=(
            "The until of a decision lies before today (--today), and a finding that it speaks of is there and open. "
            "That finding, such as opposed-objectives (GC101), counts again too. One finding for each pair and outcome."
        ),
        silent=(
            "It is the last day of the decision, or earlier; another decision in force covers the same; nothing is "
            "left of what was decided (then stale-decision, GC502, says so). Here: the decision was renewed."
        ),
        do="Ask whoever decided: renew it with a reason and a date, or settle the conflict and delete the decision.",
    ),
    review=review,
)
