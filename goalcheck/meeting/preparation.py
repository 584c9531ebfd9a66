"""The preparation of a meeting from a report: its stories, its agenda, and what else there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from goalcheck.analysis import Analysis
from goalcheck.conflicts import Conflict, RootCause, Story, stories
from goalcheck.findings import Finding, FindingStatus
from goalcheck.meeting.agenda import MOST_PAGES, causes_of
from goalcheck.meeting.customers import OutcomeView, outcome_views
from goalcheck.meeting.heat import Heat, heat_of
from goalcheck.meeting.journey import Stage, stages
from goalcheck.model import overlap
from goalcheck.report import Push
from goalcheck.selection import Selection, departments_of, outcomes_of, select

if TYPE_CHECKING:
    from goalcheck.planning.resolving import Resolution
    from goalcheck.sensitivity.robust import Robustness


class Coverage(NamedTuple):
    """The objectives in force of a department and of those below it, and how many of them are seen."""

    objectives: int
    seen: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """The contents of a meeting; conflicts and findings stand worst first.

    Attributes:
        report: the report with the conflicts and findings of the cut alone.
        whole: the report of everything.
        selection: the cut.
        today: the day of the meeting.
        stories: the open conflicts by main knot.
        root_causes: what the open conflicts rest on.
        agenda: the open conflicts with a page of their own, MOST_PAGES at most.
        further: the other open conflicts.
        decided: the conflicts that somebody decided.
        beside: the open findings that count by themselves.
        coverage: by department.
        heat: which department hurts which.
        outcomes: the outcomes by customer, the most important first; empty without appendix.
        journey: the stages; empty without appendix, and where the organization declares none.
        appendix: True if everything else is told too.
        resolution: the ways out for the whole organization, None where nobody looked for them.
        robustness: the shares of draws in which the conflicts of the whole organization stand, None without draws.
    """

    report: Analysis
    whole: Analysis
    selection: Selection
    today: date
    stories: tuple[Story, ...]
    root_causes: tuple[RootCause, ...]
    agenda: tuple[Conflict, ...]
    further: tuple[Conflict, ...]
    decided: tuple[Conflict, ...]
    beside: tuple[Finding, ...]
    coverage: dict[str, Coverage]
    heat: Heat
    outcomes: tuple[OutcomeView, ...] = ()
    journey: tuple[Stage, ...] = ()
    appendix: bool = False
    resolution: Resolution | None = None
    robustness: Robustness | None = None

    @property
    def open_conflicts(self) -> tuple[Conflict, ...]:
        """All open conflicts of the cut."""
        return self.agenda + self.further


def prepare(
    report: Analysis,
    selection: Selection,
    *,
    today: date,
    appendix: bool = False,
    resolution: Resolution | None = None,
    robustness: Robustness | None = None,
) -> Meeting:
    """The meeting on a report, or on a part of it.

    Args:
        report: the whole report.
        selection: the cut; it chooses conflicts and findings and, with them, outcomes.
        appendix: True to tell everything.
        resolution, robustness: further results on the whole organization, each where it was asked for.

    Raises:
        UnknownName: the organization has no such department, outcome or customer.
    """
    cut = select(report, selection)
    told = [each for each in cut.conflicts if each.is_open]
    heat = heat_of(report, selection)
    left_out = tuple(dict.fromkeys((*cut.left_out, *heat.omissions)))
    cut = replace(cut, exact=cut.exact and heat.exact, left_out=left_out)
    views = _views(cut, selection) if appendix else ()
    return Meeting(
        report=cut,
        whole=report,
        selection=selection,
        today=today,
        stories=stories(told),
        root_causes=causes_of(told, report.root_causes),
        agenda=tuple(told[:MOST_PAGES]),
        further=tuple(told[MOST_PAGES:]),
        decided=tuple(each for each in cut.conflicts if not each.is_open),
        beside=tuple(each for each in cut.findings if each.counts and each.status is FindingStatus.OPEN),
        coverage=_coverage(report),
        heat=heat,
        outcomes=views,
        journey=stages(report.organization, views) if appendix else (),
        appendix=appendix,
        resolution=resolution,
        robustness=robustness,
    )


def _coverage(report: Analysis) -> dict[str, Coverage]:
    """How much of each department can be seen."""
    organization, unseen = report.organization, set(report.unseen)
    counts = {key: [0, 0] for key in organization.departments}
    for key, objective in organization.objectives.items():
        if objective.status.in_force:
            for above in organization.lineage(objective.department):
                counts[above][0] += 1
                counts[above][1] += key not in unseen
    return {key: Coverage(*each) for key, each in counts.items()}


def _views(cut: Analysis, selection: Selection) -> tuple[OutcomeView, ...]:
    pushes = _pushes(cut, selection)
    return outcome_views(cut, pushes, _outcomes(cut, selection, pushes))


def _pushes(report: Analysis, selection: Selection) -> list[Push]:
    """The pushes of the objectives that stand in the period."""
    objectives = report.organization.objectives
    return [push for push in report.pushes if overlap(objectives[push.objective].period, selection.period)]


def _outcomes(report: Analysis, selection: Selection, pushes: Sequence[Push]) -> set[str]:
    """The outcomes of the cut: named by it or of its customers, and of these the ones that its departments push."""
    organization = report.organization
    named = selection.outcomes or selection.customers
    wanted = outcomes_of(organization, selection) if named else set(organization.outcomes)
    if selection.departments:
        departments = departments_of(organization, selection)
        wanted &= {push.node for push in pushes if organization.objectives[push.objective].department in departments}
    return wanted
