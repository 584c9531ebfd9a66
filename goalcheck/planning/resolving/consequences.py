"""The consequences of a way out: the departments that give, the outcomes that gain or lose, the conflicts left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import fsum

from goalcheck.changes import Change
from goalcheck.findings import Finding, FindingStatus
from goalcheck.planning.resolving.resolution import Giving, Left, Shift
from goalcheck.planning.resolving.terms import objectives_of
from goalcheck.planning.resolving.verification import CONFLICT_RULES
from goalcheck.report import Report


def gives(before: Report, settled: Sequence[Finding], changes: Sequence[Change]) -> Iterator[Giving]:
    """The contribution of each department that is in conflict or gives something."""
    objectives = before.organization.objectives
    touched: dict[str, set[int]] = {}
    for place, change in enumerate(changes):
        for objective in objectives_of(change):
            touched.setdefault(objective, set()).add(place)
    giving = {objectives[objective].department for objective in touched}
    for department in sorted(giving | {each for finding in settled for each in finding.departments}):
        own = [
            each for each in before.organization.departments[department].objectives if objectives[each].status.in_force
        ]
        steps = sorted({place for each in own for place in touched.get(each, ())})
        yield Giving(department, tuple(steps), sum(each not in touched for each in own))


def shifts(before: Report, after: Report) -> Iterator[Shift]:
    """The outcomes whose push changes."""
    was, now = _sums(before), _sums(after)
    for outcome in sorted(was.keys() | now.keys()):
        (help_before, harm_before), (help_after, harm_after) = (
            was.get(outcome, (0.0, 0.0)),
            now.get(outcome, (0.0, 0.0)),
        )
        shift = Shift(outcome, help_before, help_after, harm_before, harm_after)
        if shift.gains or shift.loses:
            yield shift


def left(before: Report, after: Report) -> Iterator[Left]:
    """The open conflicts that are there after the changes."""
    known = {finding.fingerprint: finding for finding in before.findings}
    for finding in after.findings:
        if finding.code in CONFLICT_RULES and finding.status is FindingStatus.OPEN:
            yield Left(finding, known.get(finding.fingerprint))


def brought(before: Report, after: Report) -> tuple[Finding, ...]:
    """Open findings of other rules that were not there, or not open."""
    known = {finding.fingerprint for finding in before.findings if finding.status is FindingStatus.OPEN}
    return tuple(
        finding
        for finding in after.findings
        if finding.status is FindingStatus.OPEN
        and finding.code not in CONFLICT_RULES
        and finding.fingerprint not in known
    )


def _sums(report: Report) -> dict[str, tuple[float, float]]:
    helps: dict[str, list[float]] = {}
    harms: dict[str, list[float]] = {}
    for push in report.pushes:
        helps.setdefault(push.node, []).append(push.help)
        harms.setdefault(push.node, []).append(push.harm)
    return {node: (fsum(helps[node]), fsum(harms[node])) for node in helps}
