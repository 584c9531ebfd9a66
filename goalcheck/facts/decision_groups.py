"""Decisions by what they are about: one finding for each pair and outcome, however often it was decided.

Knows no rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from goalcheck.decisions import Standing
from goalcheck.facts.context import Context
from goalcheck.messages import Joining, Message, Ref, RefKind
from goalcheck.messages import english as say
from goalcheck.messages.message import listing, objective, outcome
from goalcheck.model import Decision


def about(decision: Decision) -> tuple[str, ...]:
    """The ids of a decision, for a fingerprint that survives a new reason, date or name."""
    return (*decision.between, *([f"over:{decision.over}"] if decision.over else []))


def grouped(standings: Iterable[Standing], wanted: Callable[[Standing], bool]) -> list[list[Standing]]:
    """The wanted standings by what their decisions are about, the decision that runs longest first."""
    chosen = sorted(filter(wanted, standings), key=_order)
    return [list(group) for _, group in groupby(chosen, key=lambda each: about(each.decision))]


def _order(standing: Standing) -> tuple[object, ...]:
    decision = standing.decision
    return decision.between, decision.over or "", -decision.until.toordinal(), decision.order


def subject(context: Context, decision: Decision) -> Message:
    """The objectives that a decision is between, and what it is over."""
    between = listing(map(objective, decision.between), most=None, joining=Joining.EACH_AND)
    if not decision.over:
        return say.ON_PAIR(objectives=between)
    return say.ON_PAIR_OVER(objectives=between, over=_over(context, decision.over))


def _over(context: Context, subject: str) -> Ref:
    if subject in context.organization.objectives:
        return objective(subject)
    return outcome(subject) if subject in context.organization.outcomes else Ref(RefKind.RULE, subject)


def open_again(standing: Standing) -> Iterator[Message]:
    """What is open again, a sentence each."""
    for subject in standing.reopened:
        rule = Ref(RefKind.RULE, subject.code)
        yield say.OPEN_AGAIN(rule=rule, fingerprint=subject.fingerprint, message=subject.message)
