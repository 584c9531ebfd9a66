"""The preparation of a meeting from a report: its agenda, the conflicts with a page of their own, and the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from goalcheck.analysis import Analysis
from goalcheck.findings import Finding, FindingStatus, Level, is_conflict, is_story
from goalcheck.meeting.agenda import Matter, matters
from goalcheck.meeting.customers import OutcomeView, outcome_views
from goalcheck.meeting.heat import Heat, heat_of
from goalcheck.meeting.journey import Stage, stages
from goalcheck.model import overlap
from goalcheck.planning.resolving import Resolution
from goalcheck.report import Push
from goalcheck.selection import Selection, departments_of, outcomes_of, select
from goalcheck.sensitivity.leverage import Leverage
from goalcheck.sensitivity.robust import Robustness
from goalcheck.sensitivity.tipping import effort, tipping
from goalcheck.traits import Family

MOST_TODAY = 5
"""The number of decisions that a meeting can take."""

MOST_PAGES = 20
"""The number of conflicts with a page of their own; the rest stands in a table."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """The contents of a meeting; findings stand worst first.

    Attributes:
        report: the report with the findings of the cut alone.
        selection: the cut.
        today: the day of the meeting.
        agenda: the conflicts that need a decision today, MOST_TODAY at most.
        paged: the conflicts that matter, those of the agenda first, MOST_PAGES at most.
        unpaged: the other conflicts.
        decided: findings with a decision in force, the one that lapses first before the others.
        agreement: findings about people who were not asked, and about disputed effects.
        others: all other open findings.
        outcomes: the outcomes by customer, the most important first.
        journey: the stages; empty where the organization declares none.
        resolution: the ways out for the whole organization, None where nobody looked for them.
        robustness: the shares of draws in which the conflicts of the whole organization stand, None without draws.
        leverage: the leverage in the whole organization, None where nobody looked for it.
    """

    report: Analysis
    selection: Selection
    today: date
    agenda: tuple[Matter, ...]
    paged: tuple[Matter, ...]
    unpaged: tuple[Finding, ...]
    decided: tuple[Finding, ...]
    agreement: tuple[Finding, ...]
    others: tuple[Finding, ...]
    outcomes: tuple[OutcomeView, ...]
    journey: tuple[Stage, ...]
    heat: Heat
    resolution: Resolution | None
    robustness: Robustness | None
    leverage: Leverage | None


def prepare(
    report: Analysis,
    selection: Selection,
    *,
    today: date,
    resolution: Resolution | None = None,
    robustness: Robustness | None = None,
    leverage: Leverage | None = None,
) -> Meeting:
    """The meeting on a report, or on a part of it.

    Args:
        report: the whole report.
        selection: the cut; it chooses findings and, with them, outcomes.
        resolution, robustness, leverage: further results on the whole organization, each where it was asked for.

    Raises:
        UnknownName: the organization has no such department, outcome or customer.
    """
    cut = select(report, selection)
    found = [finding for finding in cut.findings if finding.status is FindingStatus.OPEN]
    to_decide = matters(found)
    weighty = [each for each in to_decide if each.finding.level.at_least(Level.SERIOUS)]
    within = effort()
    paged = tuple(replace(each, tipping=tipping(report, each.finding, within)) for each in weighty[:MOST_PAGES])
    told = {matter.finding.fingerprint for matter in paged}
    conflicts = [finding for finding in found if is_conflict(finding) or is_story(finding)]
    agreement = tuple(finding for finding in found if finding.rule.section is Family.AGREEMENT)
    apart = {finding.fingerprint for finding in (*conflicts, *agreement)}
    pushes = _pushes(cut, selection)
    heat = heat_of(cut, selection)
    views = outcome_views(cut, pushes, _outcomes(cut, selection, pushes))
    return Meeting(
        report=replace(cut, exact=heat.exact, left_out=heat.omissions),
        selection=selection,
        today=today,
        agenda=paged[:MOST_TODAY],
        paged=paged,
        unpaged=tuple(finding for finding in conflicts if finding.fingerprint not in told),
        decided=_decided(cut.findings),
        agreement=agreement,
        others=tuple(finding for finding in found if finding.fingerprint not in apart),
        outcomes=views,
        journey=stages(cut.organization, views),
        heat=heat,
        resolution=resolution,
        robustness=robustness,
        leverage=leverage,
    )


def _decided(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    decided = [finding for finding in findings if finding.decision is not None]
    return tuple(sorted(decided, key=lambda each: (each.decision.until if each.decision else "", each.order)))


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
