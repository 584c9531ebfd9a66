"""GC503: what was accepted has become worse than what was accepted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.decisions import WORSENED_BY, Standing, Standings
from goalcheck.findings import Contest, Finding, Level
from goalcheck.rules.amounts import amount
from goalcheck.rules.decided import about, grouped, open_again, subject
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study


def review(study: Study, standings: Standings) -> Iterator[Finding]:
    """One finding for each decision that still runs and no longer covers what it accepted."""
    for group in grouped(standings.each, lambda each: not each.expired and bool(each.reopened)):
        yield _finding(study, group)


def _finding(study: Study, group: Sequence[Standing]) -> Finding:
    # Of several decisions on one thing the most generous one counts: even that has been outgrown.
    last = max(group, key=lambda each: (each.decision.tension or 0.0, each.decision.until))
    decision = last.decision
    now, accepted = last.tension or 0.0, decision.tension or 0.0
    return study.finding(
        RULE.code,
        RULE.name,
        level=Level.SERIOUS,
        message=(
            f"{subject(decision)}: the tension is {amount(now)}, {amount(now - accepted)} above what was accepted, and "
            f"{last.reopened[0].code} is open again"
        ),
        about=about(decision),
        objectives=decision.between,
        outcomes=[Contest(outcome, None) for outcome in last.outcomes],
        details=[
            f"{decision.by} {decision.verdict} it at a tension of {amount(accepted)}, until {decision.until}: "
            f"{decision.reason}",
            *open_again(last),
        ],
        advice=[
            f"Show {decision.by} both figures, and what has changed since: a stronger effect, a longer reach, a "
            "customer to whom it matters more.",
            f"Accept {amount(now)} with a new reason, or bring it back to {amount(accepted + WORSENED_BY)} or less.",
        ],
        locations=[decision.location, *(each.decision.location for each in group if each is not last)],
    )


RULE = Rule(
    code="GC503",
    name="outgrown-decision",
    level=Level.SERIOUS,
    summary="the tension is more than 5 above what was accepted; the finding is open again",
    page=Page(
        why=(
            "Somebody agreed to a price, and the price has risen. The name under the decision no longer stands for "
            "what is happening."
        ),
        fires=(
            "A decision that has not expired names the tension that was accepted, and the tension of a finding that it "
            "speaks of is more than 5 above that. That finding, such as opposed-objectives (GC101), counts again too, "
            "and has the tension; this one tells of the decision. One finding for each pair and outcome."
        ),
        silent=(
            "The tension is at most 5 above, or lower than it was; the decision names no tension, or 0, which accepts "
            "only what has none; it has expired (then expired-decision, GC501, says so); another decision in force "
            "covers it. Here: the tension is 66.67, and 62 was accepted."
        ),
        do="Put both figures before whoever decided: accept the new one with a reason, or bring the conflict down.",
    ),
    review=review,
)
