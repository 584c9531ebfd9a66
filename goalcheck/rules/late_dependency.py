"""GC107: an objective depends on one that ends after it, or on a proposed or dropped one."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.findings import Finding, Level
from goalcheck.model import Status
from goalcheck.rules.advice import owner_of
from goalcheck.rules.dependencies import Dependency, dependencies
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study


def check(study: Study) -> Iterator[Finding]:
    """One finding for each dependency that cannot be counted on, with every reason."""
    for dependency in dependencies(study):
        reasons = " and ".join(_reasons(dependency))
        if reasons:
            yield _finding(study, dependency, reasons)


def _days_late(dependency: Dependency) -> int:
    """How many days after its dependent an objective ends, 0 where it is in time, done, dropped or has no known end."""
    needed, offered = dependency.by.period, dependency.of.period
    if needed is None or offered is None or not dependency.of.status.in_force:
        return 0
    return max(0, (offered.end - needed.end).days)


def _reasons(dependency: Dependency) -> Iterator[str]:
    if dependency.of.status is Status.DROPPED:
        yield "which was dropped"
    if dependency.of.status is Status.PROPOSED:
        yield "which is only proposed"
    days = _days_late(dependency)
    if days and dependency.of.period:
        yield f"which ends on {dependency.of.period.end}, {days} {'day' if days == 1 else 'days'} too late"


def _finding(study: Study, dependency: Dependency, reasons: str) -> Finding:
    by, of = dependency.by, dependency.of
    return study.finding(
        RULE.code,
        RULE.name,
        level=Level.SERIOUS,
        message=f"{by.id} depends on {of.id}, {reasons}",
        about=[f"by:{by.id}", f"of:{of.id}"],
        objectives=[by.id, of.id],
        advice=_advice(study, dependency),
        locations=[dependency.location, of.location],
        by=by.id,
        of=of.id,
    )


def _advice(study: Study, dependency: Dependency) -> Iterator[str]:
    by, of = dependency.by, dependency.of
    if of.status is Status.DROPPED:
        yield f"Ask {owner_of(study, by)} what stands in for {of.id}; without it, plan {by.id} anew or drop it too."
        return
    if _days_late(dependency) and by.period and of.period:
        yield (
            f"Agree with {owner_of(study, of)} on the part of {of.id} that {by.id} needs, and to have it before "
            f"{by.period.end}; else let {by.id} end on {of.period.end}."
        )
    if of.status is Status.PROPOSED:
        yield f"Have {of.id} committed by {owner_of(study, of)}, or plan {by.id} so that it stands without it."


RULE = Rule(
    code="GC107",
    name="late-dependency",
    level=Level.SERIOUS,
    summary="an objective depends on one that ends after it, or on a proposed or dropped one",
    page=Page(
        why=(
            "The plan counts on something that will not be there in time, or that nobody has promised. It comes out at "
            "the end of the period, when nothing can be done about it."
        ),
        fires=(
            "An objective in force depends on one whose period ends after its own, that is only proposed, or that was "
            "dropped. The message names every reason that applies."
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
