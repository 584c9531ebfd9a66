"""GC210: objectives of two departments meet, and neither department is in the other's `agreed_with`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from goalcheck.facts.context import Context
from goalcheck.facts.hard_pushes import HARD
from goalcheck.facts.responsibility import owner_of
from goalcheck.facts.touchpoints import MAX_LOOKS, MAX_REASONS, Touchpoint, Touchpoints
from goalcheck.findings import Account, Contest, Level, Notice, Side
from goalcheck.graph import ROUNDING
from goalcheck.messages import Joining, Message, Template, Value
from goalcheck.messages.message import department, listing, objective, outcome, tension
from goalcheck.model import Objective
from goalcheck.rule import Page, Rule
from goalcheck.traits import Family, RuleTraits

DEPENDING = Template(
    "uncoordinated-work.depending", "{department} and {other_department} have not agreed, and {one} depends on {other}"
)
PUSHING = Template(
    "uncoordinated-work.pushing",
    "{department} and {other_department} have not agreed, and {one} and {other} both push {outcome} hard",
)
DEPENDS = Template("uncoordinated-work.depends", "{one} (priority {priority} of 5) depends on {other}.")
BOTH_PUSH = Template("uncoordinated-work.both-push", "{one}, and {other}.")
HELPS = Template("uncoordinated-work.helps", "{objective} helps {outcome} ({strength})")
HURTS = Template("uncoordinated-work.hurts", "{objective} hurts {outcome} ({strength})")
HELPS_IT = Template("uncoordinated-work.helps-it", "{objective} helps it ({strength})")
HURTS_IT = Template("uncoordinated-work.hurts-it", "{objective} hurts it ({strength})")
BRING = Template(
    "uncoordinated-work.bring",
    "Bring {owners} together; then write {other_department} into the agreed_with of {one}, or {department} into that "
    "of {other}.",
)
AGREE_NEED = Template("uncoordinated-work.agree-need", "Agree what {one} needs from {other}, and by when.")
AGREE_WORK = Template(
    "uncoordinated-work.agree-work",
    "Agree who does what for {outcome}, and who speaks with the customer about it.",
)


def check(context: Context) -> Iterator[Notice]:
    """One finding for each pair of departments: their strongest touchpoint, and at length up to MAX_REASONS of them."""
    touchpoints = Touchpoints(context)
    for worst in touchpoints.worst_first():
        yield _notice(context, touchpoints, worst)


def _notice(context: Context, touchpoints: Touchpoints, worst: Touchpoint) -> Notice:
    objectives = (worst.one, worst.other)
    return context.notice(
        RULE.traits,
        level=Level.MINOR,
        message=_message(worst),
        about=[objective.department for objective in objectives],
        objectives=[objective.id for objective in objectives],
        outcomes=[] if worst.outcome is None else [Contest(worst.outcome, None)],
        locations=[objective.location for objective in objectives],
        tell=partial(_account, context, touchpoints, worst),
    )


def _ends(touchpoint: Touchpoint) -> dict[str, Value]:
    return {
        "one": objective(touchpoint.one.id),
        "other": objective(touchpoint.other.id),
        "department": department(touchpoint.one.department),
        "other_department": department(touchpoint.other.department),
    }


def _message(touchpoint: Touchpoint) -> Message:
    ends = _ends(touchpoint)
    return PUSHING(**ends, outcome=outcome(touchpoint.outcome)) if touchpoint.outcome else DEPENDING(**ends)


def _account(context: Context, touchpoints: Touchpoints, worst: Touchpoint) -> Account:
    return Account(
        sides=(_both(context, worst, worst.outcome),) if worst.outcome else (),
        advice=tuple(_advice(context, worst)),
        details=tuple(_at_length(context, each) for each in touchpoints.like(worst)),
    )


def _at_length(context: Context, touchpoint: Touchpoint) -> Message:
    one, other = objective(touchpoint.one.id), objective(touchpoint.other.id)
    if touchpoint.outcome is None:
        return DEPENDS(one=one, other=other, priority=touchpoint.one.priority)
    first, second = _both(context, touchpoint, touchpoint.outcome)
    strongest, over = HELPS if first.sign > 0 else HURTS, outcome(touchpoint.outcome)
    weaker = HELPS_IT if second.sign > 0 else HURTS_IT
    return BOTH_PUSH(
        one=strongest(objective=one, outcome=over, strength=tension(first.strength)),
        other=weaker(objective=other, strength=tension(second.strength)),
    )


def _both(context: Context, touchpoint: Touchpoint, outcome: str) -> tuple[Side, Side]:
    """Both pushes with their chains, each with the sign that it leans to."""
    return _push(context, touchpoint.one, outcome), _push(context, touchpoint.other, outcome)


def _push(context: Context, objective: Objective, outcome: str) -> Side:
    origin, target = context.network.index[objective.id], context.network.index[outcome]
    helps, harms = context.pushes.tables[origin]
    positive = helps.get(target, 0.0) >= harms.get(target, 0.0) - ROUNDING
    return context.side(origin, target, positive=positive)


def _advice(context: Context, worst: Touchpoint) -> Iterator[Message]:
    ends = _ends(worst)
    owners = (owner_of(context, each) for each in (worst.one, worst.other))
    yield BRING(**ends, owners=listing(owners, most=None, joining=Joining.EACH_AND))
    if worst.outcome is None:
        yield AGREE_NEED(one=ends["one"], other=ends["other"])
    else:
        yield AGREE_WORK(outcome=outcome(worst.outcome))


RULE = Rule(
    traits=RuleTraits(code="GC210", name="uncoordinated-work", family=Family.COVERAGE),
    level=Level.MINOR,
    summary=(
        "objectives of two departments depend on each other or push one outcome hard, and neither department is in the "
        "other's `agreed_with`"
    ),
    page=Page(
        why=(
            "Two departments that work on the same thing without a word do it twice, or leave the gap between them "
            "open. The customer meets both and is told different things."
        ),
        fires=(
            "Two objectives of different departments run at the same time; one depends on the other, or both push one "
            f"outcome with a strength of {HARD:g} or more, in the same or in opposite directions; and neither names "
            "the other's department under agreed_with, by its own id or as the internal customer that it is. There is "
            f"one finding for each pair of departments, with its {MAX_REASONS} strongest reasons. The {MAX_LOOKS:,} "
            "strongest meetings are looked at."
        ),
        silent=(
            "One of the two objectives names the other's department; one department is above the other; the periods "
            "do not overlap; the two are alternatives, directly or over others; opposed-objectives (GC101) says "
            "already that they pull the outcome apart. Here: one of the two names the other's department, which is "
            "enough."
        ),
        do=(
            "Let the two owners talk before the period starts: who does what, in which order, and who speaks with the "
            "customer. Then write the department into agreed_with on one side."
        ),
    ),
    check=check,
)
