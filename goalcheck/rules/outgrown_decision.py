"""GC503: what was accepted has become worse than what was accepted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.decisions import WORSENED_BY, Standing, Standings
from goalcheck.facts.context import Context
from goalcheck.facts.decision_groups import about, grouped, open_again, subject
from goalcheck.findings import Contest, Level, Notice
from goalcheck.messages import Message, Ref, RefKind, Template, Word
from goalcheck.messages.message import worked_out
from goalcheck.model import Decision
from goalcheck.rule import Page, Rule
from goalcheck.traits import Family, RuleTraits

MESSAGE = Template(
    "outgrown-decision.message",
    "{subject}: the tension is {now}, {more} above what was accepted, and {rule} is open again",
)
DECIDED = Template("outgrown-decision.decided", "{by} {verdict} it at a tension of {accepted}, until {until}: {reason}")
SHOW = Template(
    "outgrown-decision.show",
    "Show {by} both figures, and what has changed since: a stronger effect, a longer reach, a customer to whom it "
    "matters more.",
)
ACCEPT = Template("outgrown-decision.accept", "Accept {now} with a new reason, or bring it back to {least} or less.")


def review(context: Context, standings: Standings) -> Iterator[Notice]:
    """One finding for each decision that still runs and no longer covers what it accepted."""
    for group in grouped(standings.each, lambda each: not each.expired and bool(each.reopened)):
        yield _notice(context, group)


def _notice(context: Context, group: Sequence[Standing]) -> Notice:
    # Of several decisions on one thing the most generous one counts: even that has been outgrown.
    last = max(group, key=lambda each: (each.decision.tension or 0.0, each.decision.until))
    decision = last.decision
    now, accepted = last.tension or 0.0, decision.tension or 0.0
    return context.notice(
        RULE.traits,
        level=Level.SERIOUS,
        message=MESSAGE(
            subject=subject(context, decision),
            now=worked_out(now),
            more=worked_out(now - accepted),
            rule=Ref(RefKind.RULE, last.reopened[0].code),
        ),
        about=about(decision),
        objectives=decision.between,
        outcomes=[Contest(each, None) for each in last.outcomes if each in context.organization.outcomes],
        details=[_decided(decision), *open_again(last)],
        advice=[
            SHOW(by=decision.by),
            ACCEPT(now=worked_out(now), least=worked_out(accepted + WORSENED_BY)),
        ],
        locations=[decision.location, *(each.decision.location for each in group if each is not last)],
    )


def _decided(decision: Decision) -> Message:
    return DECIDED(
        by=decision.by,
        verdict=Word("verdict", decision.verdict.value),
        accepted=worked_out(decision.tension or 0.0),
        until=decision.until,
        reason=decision.reason,
    )


RULE = Rule(
    traits=RuleTraits(code="GC503", name="outgrown-decision", family=Family.DECISION),
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
