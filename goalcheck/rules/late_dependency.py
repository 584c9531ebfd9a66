"""GC107: an objective depends on one that ends after it, or on a proposed or dropped one."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.facts.context import Context
from goalcheck.facts.dependencies import Dependency, dependencies
from goalcheck.facts.responsibility import owner_of
from goalcheck.findings import Level, Notice
from goalcheck.messages import Joining, Message, Template
from goalcheck.messages.message import listing, objective
from goalcheck.model import Status
from goalcheck.rule import Page, Rule
from goalcheck.traits import Basis, Family, RuleTraits

MESSAGE = Template("late-dependency.message", "{by} depends on {of}, {reasons}")
WAITS_FOR = Template("late-dependency.relation", "waits for")
WAITS = Template("late-dependency.waits", "waits")
IS_WAITED_FOR = Template("late-dependency.is-waited-for", "is waited for")
DROPPED = Template("late-dependency.dropped", "which was dropped")
AN_OPTION = Template("late-dependency.option", "which is only an option")
PROPOSED = Template("late-dependency.proposed", "which is only proposed")
LATE = Template("late-dependency.late", "which ends on {end}, {days} days too late")
LATE_A_DAY = Template("late-dependency.late-a-day", "which ends on {end}, 1 day too late")
STANDS_IN = Template(
    "late-dependency.stands-in", "Ask {owner} what stands in for {of}; without it, plan {by} anew or drop it too."
)
PART_FIRST = Template(
    "late-dependency.part-first",
    "Agree with {owner} on the part of {of} that {by} needs, and to have it before {needed}; else let {by} end on "
    "{offered}.",
)
CHOOSE = Template(
    "late-dependency.choose",
    "Choose the option {of}, or plan {by} so that it stands without it: nobody has decided yet.",
)
COMMIT = Template(
    "late-dependency.commit", "Have {of} committed by {owner}, or plan {by} so that it stands without it."
)


def check(context: Context) -> Iterator[Notice]:
    """One finding for each dependency that cannot be counted on, with every reason."""
    for dependency in dependencies(context):
        reasons = tuple(_reasons(dependency))
        if reasons:
            yield _notice(context, dependency, reasons)


def _days_late(dependency: Dependency) -> int:
    """The days after its dependent that an objective ends, 0 where it is in time, not in force or has no known end."""
    needed, offered = dependency.by.period, dependency.of.period
    if needed is None or offered is None or not dependency.of.status.in_force:
        return 0
    return max(0, (offered.end - needed.end).days)


def _reasons(dependency: Dependency) -> Iterator[Message]:
    if dependency.of.status is Status.DROPPED:
        yield DROPPED()
    if dependency.of.status is Status.PROPOSED:
        yield PROPOSED()
    if dependency.of.status is Status.OPTION:
        yield AN_OPTION()
    days = _days_late(dependency)
    if days and dependency.of.period:
        end = dependency.of.period.end
        yield LATE_A_DAY(end=end) if days == 1 else LATE(end=end, days=days)


def _notice(context: Context, dependency: Dependency, reasons: tuple[Message, ...]) -> Notice:
    by, of = dependency.by, dependency.of
    return context.notice(
        RULE.traits,
        level=Level.SERIOUS,
        message=MESSAGE(
            by=objective(by.id), of=objective(of.id), reasons=listing(reasons, most=None, joining=Joining.EACH_AND)
        ),
        about=[f"by:{by.id}", f"of:{of.id}"],
        objectives=[by.id, of.id],
        advice=_advice(context, dependency),
        locations=[dependency.location, of.location],
        by=by.id,
        of=of.id,
    )


def _advice(context: Context, dependency: Dependency) -> Iterator[Message]:
    by, of = dependency.by, dependency.of
    ends = {"by": objective(by.id), "of": objective(of.id)}
    if of.status is Status.DROPPED:
        yield STANDS_IN(**ends, owner=owner_of(context, by))
        return
    if of.status is Status.OPTION:
        yield CHOOSE(**ends)
    if _days_late(dependency) and by.period and of.period:
        yield PART_FIRST(**ends, owner=owner_of(context, of), needed=by.period.end, offered=of.period.end)
    if of.status is Status.PROPOSED:
        yield COMMIT(**ends, owner=owner_of(context, of))


RULE = Rule(
    traits=RuleTraits(
        code="GC107",
        name="late-dependency",
        family=Family.CONFLICT,
        basis=Basis.DEPENDENCY,
        changes=frozenset({"drop", "defer", "share", "commit"}),
        relation=WAITS_FOR,
        roles=(WAITS, IS_WAITED_FOR),
    ),
    level=Level.SERIOUS,
    summary="an objective depends on one that ends after it, or on a proposed or dropped one",
    page=Page(
        why=(
            "The plan counts on something that will not be there in time, or that nobody has promised. It comes out at "
            "the end of the period, when nothing can be done about it."
        ),
        fires=(
            "An objective in force depends on one whose period ends after its own, that is only proposed, that was "
            "dropped, or that is an option which nobody has chosen yet. The message names every reason that applies."
        ),
        silent=(
            "Both end on the same day, or the other ends first; it is done; one of the two has no period, so that no "
            "end is known. Here: the portal is there on the last day of the objective that waits for it."
        ),
        do=(
            "Let the two owners agree on the part that is needed and the day. If it cannot be had in time, move the "
            "end of the objective that waits, or plan it so that it stands without."
        ),
    ),
    check=check,
)
