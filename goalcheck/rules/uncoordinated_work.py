"""GC210: objectives of two departments meet, and neither department is in the other's `agreed_with`."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.findings import Contest, Deferred, Finding, Level, Side
from goalcheck.graph import ROUNDING
from goalcheck.model import Objective
from goalcheck.rules.advice import owner_of
from goalcheck.rules.hard_pushes import HARD
from goalcheck.rules.meetings import MAX_LOOKS, MAX_REASONS, Meeting, Meetings
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study


def check(study: Study) -> Iterator[Finding]:
    """One finding for each pair of departments: their strongest meeting, and at length up to MAX_REASONS of them."""
    meetings = Meetings(study)
    for worst in meetings.worst_first():
        yield _finding(study, meetings, worst)


def _finding(study: Study, meetings: Meetings, worst: Meeting) -> Finding:
    objectives = (worst.one, worst.other)
    one, other = (objective.department for objective in objectives)
    return study.finding(
        RULE.code,
        RULE.name,
        level=Level.MINOR,
        message=f"{one} and {other} have not agreed, and {_in_short(worst)}",
        about=[one, other],
        objectives=[objective.id for objective in objectives],
        outcomes=[] if worst.outcome is None else [Contest(worst.outcome, None, _both(study, worst, worst.outcome))],
        advice=Deferred(lambda: _advice(study, worst)),
        details=Deferred(lambda: [_at_length(study, each) for each in meetings.like(worst)]),
        locations=[objective.location for objective in objectives],
    )


def _in_short(meeting: Meeting) -> str:
    if meeting.outcome is None:
        return f"{meeting.one.id} depends on {meeting.other.id}"
    return f"{meeting.one.id} and {meeting.other.id} both push {meeting.outcome} hard"


def _at_length(study: Study, meeting: Meeting) -> str:
    if meeting.outcome is None:
        return f"{meeting.one.id} (priority {meeting.one.priority} of 5) depends on {meeting.other.id}."
    one, other = (
        f"{side.objective} {'helps' if side.sign > 0 else 'hurts'} {node} ({side.strength:.2f})"
        for side, node in zip(_both(study, meeting, meeting.outcome), (meeting.outcome, "it"), strict=True)
    )
    return f"{one}, and {other}."


def _both(study: Study, meeting: Meeting, outcome: str) -> Deferred[Side]:
    """Both pushes with their chains, each with the sign that it leans to."""
    return Deferred(lambda: [_push(study, objective, outcome) for objective in (meeting.one, meeting.other)])


def _push(study: Study, objective: Objective, outcome: str) -> Side:
    origin, target = study.network.index[objective.id], study.network.index[outcome]
    helps, harms = study.chains.pushes[origin]
    positive = helps.get(target, 0.0) >= harms.get(target, 0.0) - ROUNDING
    return study.side(origin, target, positive=positive)


def _advice(study: Study, worst: Meeting) -> Iterator[str]:
    owners = " and ".join(owner_of(study, objective) for objective in (worst.one, worst.other))
    yield (
        f"Bring {owners} together; then write {worst.other.department} into the agreed_with of {worst.one.id}, or "
        f"{worst.one.department} into that of {worst.other.id}."
    )
    if worst.outcome is None:
        yield f"Agree what {worst.one.id} needs from {worst.other.id}, and by when."
    else:
        yield f"Agree who does what for {worst.outcome}, and who speaks with the customer about it."


RULE = Rule(
    code="GC210",
    name="uncoordinated-work",
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
            "One of the two objectives names the other's department; one department is above the other; the periods do "
            "not overlap; the two are alternatives; opposed-objectives (GC101) says already that they pull the outcome "
            "apart. Here: one of the two names the other's department, which is enough."
        ),
        do=(
            "Let the two owners talk before the period starts: who does what, in which order, and who speaks with the "
            "customer. Then write the department into agreed_with on one side."
        ),
    ),
    check=check,
)
