"""The next period: what is done is closed with its result, what goes on moves on, and what is to be decided is listed.

Nothing is decided for anybody: no target gets another figure to reach, and no decision another last day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from goalcheck.api import Kept, analyze, load_named
from goalcheck.changes import CannotChange
from goalcheck.changes.edit import Edit
from goalcheck.changes.file_form import period_field
from goalcheck.changes.patching.files import Files
from goalcheck.facts.progress import way
from goalcheck.files import MappingNode
from goalcheck.files.editing import Field
from goalcheck.model import Decision, Objective, Organization, Period, Resource, Status
from goalcheck.model.period import overlap
from goalcheck.planning.lapses import lapses
from goalcheck.planning.proof import prove

_HEADER = "organization"


class Rolled(NamedTuple):
    """An organization that has moved on to another period.

    Attributes:
        closed: the objectives that are done now, as they were before: their targets were reached.
        over: those in force whose own periods end before the new one, and whose targets were not reached.
        to_set: those that move on with the organization and have a target, as they were before.
        without_target: those that move on and have none.
        resources: those whose capacity says nothing of the new period.
        to_renew: the decisions that lapse before the end of the new period and still hold something in it, by last day.
        edits: of the files.
    """

    after: Organization
    closed: Sequence[Objective]
    over: Sequence[Objective]
    to_set: Sequence[Objective]
    without_target: Sequence[Objective]
    resources: Sequence[Resource]
    to_renew: Sequence[Decision]
    edits: Sequence[Edit] = ()


def plan(
    paths: Sequence[str],
    to: Period,
    contents: Mapping[str, bytes] = MappingProxyType({}),
    *,
    organization: str | None = None,
) -> Rolled:
    """Read an organization, move it on to another period, and prove that the edited files say so.

    Args:
        contents: what some files hold, by their paths without links.
        organization: the name or folder of the one that is meant, where the paths hold several.

    Raises:
        CannotChange: the organization has no period, or the new one does not come after it.
        CannotEdit: a file is written in a way that no small edit can follow.
    """
    kept = Kept()
    before = load_named(paths, contents, organization=organization, kept=kept)
    own = _with_own_period(kept.documents)
    rolled = roll(before, to, own)
    headers = [each.mapping(_HEADER) for each in kept.documents if _HEADER in each]
    header = next(each for each in headers if "period" in each)
    edits = _edits(before, rolled.after, own, header.key_location("period").file)
    prove(edits, paths, rolled.after, organization=organization)
    return rolled._replace(edits=edits)


def roll(organization: Organization, to: Period, own: Collection[str]) -> Rolled:
    """Move an organization on to another period.

    An objective is closed where its period is over and its target is reached. A bound that holds is not reached: it has
    to hold on, and so has what is law or safety. Those are closed only where their own period is over.

    Args:
        own: the ids of the objectives that declare a period of their own.

    Raises:
        CannotChange: the organization has no period, or the new one does not come after it.
    """
    was = organization.period
    if was is None:
        raise CannotChange("the organization declares no period, so that none can follow it: give it one first")
    if to.start <= was.end:
        raise CannotChange(f"{to.label} does not come after {was.label}, which ends on {was.end}")
    objectives = {each.id: _moved(each, to, inherits=each.id not in own) for each in organization.objectives.values()}
    after = replace(organization, period=to, objectives=MappingProxyType(objectives))
    in_force = [each for each in organization.objectives.values() if objectives[each.id].status.in_force]
    move_on = [each for each in in_force if each.id not in own]
    return Rolled(
        after,
        closed=[each for each in organization.objectives.values() if objectives[each.id].status is not each.status],
        over=[each for each in in_force if each.id in own and _is_over(each, to)],
        to_set=[each for each in move_on if each.target is not None],
        without_target=[each for each in move_on if each.target is None],
        resources=[each for each in organization.resources.values() if _says_nothing_of(each, to)],
        to_renew=_to_renew(after, to),
    )


def _moved(objective: Objective, to: Period, *, inherits: bool) -> Objective:
    """The objective in the files of the new period; one that is done or dropped keeps the period that it was in."""
    status = objective.status
    if status.in_force and (inherits or _is_over(objective, to)):
        if _is_reached(objective, inherits=inherits):
            return replace(objective, status=Status.DONE)
        return _from_where_it_stands(replace(objective, period=to)) if inherits else objective
    return replace(objective, period=to) if inherits and status is Status.OPTION else objective


def _is_over(objective: Objective, to: Period) -> bool:
    return objective.period is not None and objective.period.end < to.start


def _is_reached(objective: Objective, *, inherits: bool) -> bool:
    share = way(objective)
    holds_on = objective.must_hold or (objective.target is not None and objective.target.to is None)
    return share is not None and share >= 1 and not (inherits and holds_on)


def _from_where_it_stands(objective: Objective) -> Objective:
    """The objective with a target that starts where its progress is; progress stays: it is the latest figure."""
    target, progress = objective.target, objective.progress
    share = way(objective)
    if target is None or target.start is None or progress is None or share is None or share >= 1:
        return objective
    return replace(objective, target=replace(target, start=progress.value))


def _says_nothing_of(resource: Resource, to: Period) -> bool:
    return bool(resource.capacity) and not any(overlap(period, to) for period, _ in resource.capacity)


def _to_renew(after: Organization, to: Period) -> list[Decision]:
    """The decisions that lapse before the end of the new period, and that would hold something on its first day."""
    renewed = tuple(replace(each, until=max(each.until, to.end)) for each in after.decisions)
    report = analyze(replace(after, decisions=renewed), today=to.start)
    holding = {each.decision.location for each in lapses(report, days=range((date.max - date.min).days))}
    lapsing = [each for each in after.decisions if each.until < to.end and each.location in holding]
    return sorted(lapsing, key=lambda each: (each.until, each.order))


def _with_own_period(documents: Iterable[MappingNode]) -> set[str]:
    """The ids of the objectives that declare a period of their own."""
    found = set()
    for departments in (each.mapping("departments") for each in documents if "departments" in each):
        for department in (each for each in departments if "objectives" in departments.mapping(each)):
            objectives = departments.mapping(department).mapping("objectives")
            found |= {f"{department}.{each}" for each in objectives if "period" in objectives.mapping(each)}
    return found


def _edits(before: Organization, after: Organization, own: Collection[str], header: str) -> list[Edit]:
    """The least edits after which the files say what they shall.

    Who moves on says no period before and none after; who stays behind without one gets that of the organization.

    Args:
        own: the ids of the objectives that declare a period of their own.
        header: the file that declares the period of the organization.
    """
    files = Files()
    if after.period is not None:
        with files.editing(header) as text:
            text.set((_HEADER, "period"), period_field(after.period))
    for was in before.objectives.values():
        if said := _said(was, after.objectives[was.id], inherits=was.id not in own):
            with files.editing(was.location.file) as text:
                place = "departments", was.department, "objectives", was.id.partition(".")[2]
                for field, value in said.items():
                    text.set((*place, *field.split(".")), value)
    return files.edits()


def _said(was: Objective, is_: Objective, *, inherits: bool) -> dict[str, Field]:
    """The fields of an objective that are written, with their values."""
    said: dict[str, Field] = {}
    if inherits and was.period is not None and is_.period == was.period:
        said["period"] = period_field(was.period)
    if is_.status is not was.status:
        said["status"] = str(is_.status.value)
    if was.target and is_.target and is_.target.start is not None and is_.target.start != was.target.start:
        said["target.from"] = is_.target.start
    return said
