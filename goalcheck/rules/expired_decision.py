"""GC501: the last day of a decision has passed, and what it decided is still there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.decisions import Standing, Standings
from goalcheck.facts.context import Context
from goalcheck.facts.decision_groups import about, grouped, open_again, subject
from goalcheck.findings import Contest, Level, Notice
from goalcheck.messages import Message, Ref, RefKind, Template, Value, Word
from goalcheck.messages.message import worked_out
from goalcheck.rule import Page, Rule
from goalcheck.traits import Family, RuleTraits

EXPIRED = Template("expired-decision.message", "the decision on {subject} expired on {until}, and {rule} is open again")
EXPIRED_TENSION = Template("expired-decision.message-tension", "{expired} (tension {tension})")
DECIDED = Template("expired-decision.decided", "{by} {verdict} it: {reason}")
RAN = Template("expired-decision.ran", "It ran until {until}, {days} days ago.")
RAN_A_DAY = Template("expired-decision.ran-a-day", "It ran until {until}, 1 day ago.")
ASK = Template(
    "expired-decision.ask",
    "Ask {by} whether the reason still holds: if so, set a new until, if not, settle the conflict.",
)
DELETE = Template(
    "expired-decision.delete", "Delete the decision where it is no longer meant: its finding then stands for itself."
)


def review(context: Context, standings: Standings) -> Iterator[Notice]:
    """One finding for each decision that has expired and of which a finding is open again."""
    for group in grouped(standings.each, lambda each: each.expired and bool(each.reopened)):
        yield _notice(context, group)


def _notice(context: Context, group: Sequence[Standing]) -> Notice:
    last = group[0]
    decision = last.decision
    expired = _expired(context, last)
    tense = last.tension is not None
    return context.notice(
        RULE.traits,
        level=Level.SERIOUS,
        message=EXPIRED_TENSION(expired=expired, tension=worked_out(last.tension or 0.0)) if tense else expired,
        headline=expired,
        about=about(decision),
        objectives=decision.between,
        outcomes=[Contest(each, None) for each in last.outcomes if each in context.organization.outcomes],
        details=_details(context, last),
        advice=[ASK(by=decision.by), DELETE()],
        locations=[each.decision.location for each in group],
    )


def _expired(context: Context, last: Standing) -> Message:
    rule = Ref(RefKind.RULE, last.reopened[0].code)
    return EXPIRED(subject=subject(context, last.decision), until=last.decision.until, rule=rule)


def _details(context: Context, last: Standing) -> Iterator[Message]:
    decision = last.decision
    yield DECIDED(by=decision.by, verdict=Word("verdict", decision.verdict.value), reason=decision.reason)
    days = (context.today - decision.until).days
    ran: dict[str, Value] = {"until": decision.until}
    yield RAN_A_DAY(**ran) if days == 1 else RAN(**ran, days=days)
    yield from open_again(last)


RULE = Rule(
    traits=RuleTraits(code="GC501", name="expired-decision", family=Family.DECISION),
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
