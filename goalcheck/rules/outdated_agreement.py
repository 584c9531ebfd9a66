"""GC306: a target is another one now than the one that somebody agreed to."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.facts.context import Context
from goalcheck.findings import Level, Notice
from goalcheck.messages import Message, Ref, Template, Value
from goalcheck.messages.message import customer, declared, department
from goalcheck.messages.message import objective as objective_ref
from goalcheck.model import TEAM, Agreement, Objective, Target
from goalcheck.rule import Page, Rule
from goalcheck.traits import Family, RuleTraits

MESSAGE = Template(
    "outdated-agreement.message", "{who} agreed to {agreed} for {objective}, and its target is {now} now"
)
NO_TARGET = Template(
    "outdated-agreement.no-target", "{who} agreed to {agreed} for {objective}, which has no target any more"
)
TEAM_OF = Template("outdated-agreement.team", "the team of {objective}")
FIGURE = Template("outdated-agreement.figure", "{figure}")
RANGE = Template("outdated-agreement.range", "{low} to {high}")
AGREED_ON = Template("outdated-agreement.agreed-on", "It was agreed on {date}.")
ASK_AGAIN = Template(
    "outdated-agreement.ask-again", "Ask {who} again, and write down the new date and target under agreed_with."
)


def check(context: Context) -> Iterator[Notice]:
    """One finding for each agreement on another target than that of today."""
    for objective in context.active.values():
        now = _figures(objective.target)
        for agreement in objective.agreements:
            if agreement.target is not None and agreement.target != now:
                yield _notice(context, objective, agreement, now)


def _notice(context: Context, objective: Objective, agreement: Agreement, now: tuple[float, ...]) -> Notice:
    who = _party(context, objective, agreement.who)
    values: dict[str, Value] = {
        "who": who,
        "agreed": _told(agreement.target or ()),
        "objective": objective_ref(objective.id),
    }
    return context.notice(
        RULE.traits,
        level=Level.MINOR,
        message=MESSAGE(**values, now=_told(now)) if now else NO_TARGET(**values),
        about=[objective.id, f"with:{agreement.who}"],
        objectives=[objective.id],
        details=[] if agreement.date is None else [AGREED_ON(date=agreement.date)],
        advice=[ASK_AGAIN(who=who)],
        locations=[agreement.location, *([objective.target.location] if objective.target else [])],
    )


def _figures(target: Target | None) -> tuple[float, ...]:
    """The figures of a target as an agreement says them: one, or both ends of a range."""
    if target is None:
        return ()
    if target.to is not None:
        return (target.to,)
    ends = () if target.bounds is None else (target.bounds.lower, target.bounds.upper)
    return tuple(each for each in ends if each is not None)


def _told(figures: tuple[float, ...]) -> Message:
    if len(figures) == 2:
        return RANGE(low=declared(figures[0]), high=declared(figures[1]))
    return FIGURE(figure=declared(figures[0]))


def _party(context: Context, objective: Objective, who: str) -> Ref | Message:
    if who == TEAM:
        return TEAM_OF(objective=objective_ref(objective.id))
    return customer(who) if who in context.organization.customers else department(who)


RULE = Rule(
    traits=RuleTraits(code="GC306", name="outdated-agreement", family=Family.AGREEMENT),
    level=Level.MINOR,
    summary="the target is another one now than the one that was agreed",
    page=Page(
        why=(
            "Somebody agreed to a figure. Where the figure has moved since, their yes is to something else, and they "
            "find out when it hurts."
        ),
        fires=(
            "In agreed_with of an objective in force, a mapping says a target, and the objective's target is another "
            "figure (of between, another range), or is gone. One finding for each who agreed."
        ),
        silent=(
            "The figures are the same; the agreement says none; the objective is done, dropped or an option. Here: "
            "they were asked again, and the new figure is written down."
        ),
        do="Ask them again; write down the new date and target, or take them out of agreed_with.",
    ),
    check=check,
)
