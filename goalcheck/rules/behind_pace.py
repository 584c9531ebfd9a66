"""GC405: an objective has used much more of its time than it has gone of its way."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from goalcheck.facts.context import Context
from goalcheck.facts.pace import Pace, pace_of
from goalcheck.facts.progress import standing
from goalcheck.facts.responsibility import owner_of
from goalcheck.findings import Account, Level, Notice
from goalcheck.graph import ROUNDING
from goalcheck.messages import Message, Template, Value
from goalcheck.messages.message import objective as objective_ref
from goalcheck.messages.message import percentage
from goalcheck.model import Objective
from goalcheck.rule import Page, Rule
from goalcheck.traits import Family, RuleTraits

FROM_TIME = 1 / 3
"""The part of the time that must be over before a pace says anything."""

BEHIND = 0.25
FAR_BEHIND = 0.5

MESSAGE = Template(
    "behind-pace.message", "{objective} has gone {done} of the way to its target, with {over} of its time over"
)
STANDS = Template("behind-pace.stands", "{objective} {standing}.")
STOOD = Template("behind-pace.stood", "On {day} {objective} {standing}; that is the latest figure.")
UPDATE = Template("behind-pace.update", "Ask {owner} for today's figure: the latest is of {day}.")
DECIDE = Template(
    "behind-pace.decide",
    "Let {owner} say what stands in the way of {objective}; then help it, or move its target or its end before others "
    "count on it.",
)


def check(context: Context) -> Iterator[Notice]:
    """One finding for each objective that is behind, the furthest first."""
    found = []
    for objective in context.active.values():
        pace = pace_of(objective, context.today)
        if pace and pace.over >= FROM_TIME - ROUNDING and pace.behind >= BEHIND - ROUNDING:
            found.append((objective, pace))
    for objective, pace in sorted(found, key=lambda each: (-round(each[1].behind, 9), each[0].id)):
        yield _notice(context, objective, pace)


def _notice(context: Context, objective: Objective, pace: Pace) -> Notice:
    return context.notice(
        RULE.traits,
        level=Level.SERIOUS if pace.behind >= FAR_BEHIND - ROUNDING else Level.MINOR,
        message=MESSAGE(objective=objective_ref(objective.id), done=percentage(pace.done), over=percentage(pace.over)),
        about=[objective.id],
        objectives=[objective.id],
        locations=[objective.location],
        tell=partial(_account, context, objective),
    )


def _account(context: Context, objective: Objective) -> Account:
    return Account(advice=tuple(_advice(context, objective)), details=(_stands(objective),))


def _stands(objective: Objective) -> Message:
    values: dict[str, Value] = {"objective": objective_ref(objective.id), "standing": standing(objective)}
    if objective.progress and objective.progress.date:
        return STOOD(**values, day=objective.progress.date)
    return STANDS(**values)


def _advice(context: Context, objective: Objective) -> Iterator[Message]:
    owner, progress = owner_of(context, objective), objective.progress
    if progress and progress.date and progress.date < context.today:
        yield UPDATE(owner=owner, day=progress.date)
    yield DECIDE(owner=owner, objective=objective_ref(objective.id))


RULE = Rule(
    traits=RuleTraits(code="GC405", name="behind-pace", family=Family.EVIDENCE),
    level=Level.MINOR,
    levels="minor; serious from 50 points",
    summary="of an objective's time 25 points more are over than of its way are done",
    page=Page(
        why=(
            "What will not be reached is known long before the period ends, and those who count on it hear of it last. "
            "In the meantime the pressure of the last weeks falls on somebody else's customers."
        ),
        fires=(
            "A third of an objective's period or more is over, and the part of the way from its first figure to its "
            "target that is done is 25 points or more behind the part of the time that is over: minor, and serious "
            "from 50 points. The time is counted up to --today, whatever the date of the progress."
        ),
        silent=(
            "Less than a third of the time is over; the objective has no period or no progress, or a target without a "
            "way (at_least, at_most, between); it is done, dropped or an option. Here: as much of the way is done as "
            "of the time is over."
        ),
        do=(
            "Ask the owner for today's figure and for what stands in the way. Then help, or move the target or the end "
            "of the period, and tell those who depend on it."
        ),
    ),
    check=check,
)
