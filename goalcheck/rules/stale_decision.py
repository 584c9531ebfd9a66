"""GC502: a decision that nothing is left of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.decisions import Standing, Standings
from goalcheck.facts.context import Context
from goalcheck.facts.decision_groups import about, grouped, subject
from goalcheck.findings import Contest, Level, Notice
from goalcheck.messages import Joining, Message, Ref, RefKind, Template, Word
from goalcheck.messages.message import listing, objective, objectives
from goalcheck.messages.message import outcomes as outcome_list
from goalcheck.rule import Page, Rule
from goalcheck.traits import Family, RuleTraits

MESSAGE = Template("stale-decision.message", "the decision on {subject} matches no finding")
DECIDED = Template("stale-decision.decided", "{by} {verdict} it until {until}: {reason}")
IS_GONE = Template("stale-decision.is-gone", "{objectives} is done or dropped.")
ARE_GONE = Template("stale-decision.are-gone", "{objectives} are done or dropped.")
NO_TENSION = Template("stale-decision.no-tension", "It accepts a tension of 0, and so only what has none.")
OVER_OTHERS = Template("stale-decision.over-others", "There are findings on {between} over {outcomes}.")
OVER_NONE = Template("stale-decision.over-none", "What there is on {between} is over no outcome: {rules}.")
DELETE = Template("stale-decision.delete", "Delete it, or correct its between and over.")


def review(context: Context, standings: Standings) -> Iterator[Notice]:
    """One finding for each decision that speaks of no finding.

    Silent where only the worst findings of some rule are listed: the decision may speak of one of the others.
    """
    if standings.complete:
        for group in grouped(standings.each, lambda each: not each.met):
            yield _notice(context, group)


def _notice(context: Context, group: Sequence[Standing]) -> Notice:
    decision = group[0].decision
    outcome = context.organization.outcomes.get(decision.over or "")
    return context.notice(
        RULE.traits,
        level=Level.MINOR,
        message=MESSAGE(subject=subject(context, decision)),
        about=about(decision),
        objectives=decision.between,
        outcomes=[Contest(outcome.id, None)] if outcome else [],
        details=_details(context, group[0]),
        advice=[DELETE()],
        locations=[each.decision.location for each in group],
    )


def _details(context: Context, standing: Standing) -> Iterator[Message]:
    decision = standing.decision
    yield DECIDED(
        by=decision.by,
        verdict=Word("verdict", decision.verdict.value),
        until=decision.until,
        reason=decision.reason,
    )
    yield from _leads(context, standing)


def _leads(context: Context, standing: Standing) -> Iterator[Message]:
    """The reasons why it may match nothing."""
    decision = standing.decision
    gone = [each for each in decision.between if each not in context.active]
    if gone:
        template = IS_GONE if len(gone) == 1 else ARE_GONE
        yield template(objectives=objectives(gone))
    if decision.tension == 0 and standing.between:
        yield NO_TENSION()
    between = listing(map(objective, decision.between), most=None, joining=Joining.EACH_AND)
    outcomes = sorted({point.outcome for subject in standing.between for point in subject.points if point.outcome})
    if outcomes:
        yield OVER_OTHERS(between=between, outcomes=outcome_list(outcomes))
    elif standing.between:
        codes = sorted({subject.code for subject in standing.between})
        yield OVER_NONE(between=between, rules=listing(Ref(RefKind.RULE, code) for code in codes))


RULE = Rule(
    traits=RuleTraits(code="GC502", name="stale-decision", family=Family.DECISION),
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
