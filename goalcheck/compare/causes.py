"""The changes that made a conflict or finding what it is, told from those that only stand beside it.

A cause is a change without which, all others kept, the conflict or finding would not have come, gone or changed: each
is undone by itself, and the organization analyzed again. Where no change is needed because others do the same, a cause
is a change that does it alone, or the changes that only do it together. A change that cannot be undone by itself (an
entry that is new or gone and named by others) stays where it touches what the conflict or finding is about.

Costs one analysis for each change, and a second one for each that only some do alone; so only so much is tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from goalcheck.api import analyze
from goalcheck.compare.conflicts import ConflictComparison, conflict_fingerprint_now, with_changes_first
from goalcheck.compare.declarations import Redeclaration
from goalcheck.compare.drift import SAME, Drift, state_of
from goalcheck.compare.exchange import exchanged
from goalcheck.compare.reports import Comparison, Difference, fingerprint_now
from goalcheck.conflicts import Conflict
from goalcheck.findings import Finding
from goalcheck.model import Organization
from goalcheck.report import Report

BUDGET = 20_000
"""Changes times the objectives, drivers and outcomes of the organization that is analyzed for each: two seconds."""

Told = Conflict | Finding
Compared = ConflictComparison | Comparison

Found = Mapping[str, Told]
"""What an analysis found, by fingerprint."""


def is_affordable(difference: Difference, old: Report) -> bool:
    """True if each change of a difference can be tried by itself within the budget."""
    size = max(_size(each.organization) for each in (old, difference.new))
    return len(difference.changes) * size <= BUDGET


def explained(difference: Difference, old: Report, *, today: date | None) -> Difference:
    """The difference with the causes of each comparison, where they can be tried; else as it is.

    Args:
        today: the day on which both reports judged decisions.
    """
    if not is_affordable(difference, old) or not difference.changes:
        return difference
    trial = _Trial(difference, old, today)
    return replace(
        difference,
        conflicts=tuple(map(trial.explain_conflict, difference.conflicts)),
        comparisons=tuple(map(trial.explain, difference.comparisons)),
    )


class _Trial:
    """The changes of one difference, each undone by itself, and each made alone once that is asked for."""

    def __init__(self, difference: Difference, old: Report, today: date | None) -> None:
        self._difference = difference
        self._moved = difference.moved
        self._old, self._new = old, difference.new
        self._today = today
        self._without = self._tried(self._new.organization, self._old.organization)
        self._alone: list[tuple[Redeclaration, Found]] | None = None
        self._past: Found | None = None

    def explain(self, comparison: Comparison) -> Comparison:
        """The comparison of a finding with its causes."""
        if comparison.drift is Drift.UNCHANGED:
            return comparison
        causes = self._sorted_causes(comparison)
        return replace(comparison, because=causes, now=comparison.now and _placed(comparison.now, causes))

    def explain_conflict(self, comparison: ConflictComparison) -> ConflictComparison:
        """The comparison of a conflict with its causes."""
        if comparison.drift is Drift.UNCHANGED:
            return comparison
        causes = self._sorted_causes(comparison)
        return replace(comparison, because=causes, now=comparison.now and with_changes_first(comparison.now, causes))

    def _sorted_causes(self, comparison: Compared) -> tuple[Redeclaration, ...]:
        return tuple(sorted(self._causes(comparison), key=lambda change: change.order))

    def _causes(self, comparison: Compared) -> list[Redeclaration]:
        key, drift, now = self._key(comparison), comparison.drift, comparison.now
        tried = {change for change, _ in self._without}
        beside = [change for change in comparison.because if change not in tried]
        needed = [change for change, found in self._without if _differs(drift, found.get(key), now)]
        if needed or beside or self._moved:
            return [*needed, *beside]
        was = self._before().get(key)
        alone = [change for change, found in self._made() if _differs(drift, found.get(key), was)]
        return alone or self._together(comparison, key)

    def _together(self, comparison: Compared, key: str) -> list[Redeclaration]:
        """The changes that touch what a comparison is about, where undoing all of them undoes what became of it."""
        organization: Organization | None = self._new.organization
        for change in comparison.because:
            organization = organization and exchanged(organization, self._old.organization, change)
        if organization is None or not comparison.because:
            return []
        found = _by_fingerprint(analyze(organization, today=self._today))
        return list(comparison.because) if _differs(comparison.drift, found.get(key), comparison.now) else []

    def _key(self, comparison: Compared) -> str:
        if comparison.now is not None:
            return comparison.now.fingerprint
        if isinstance(comparison, ConflictComparison):
            return conflict_fingerprint_now(comparison.conflict, self._moved)
        return fingerprint_now(comparison.finding, self._moved)

    def _before(self) -> Found:
        """What was found before all changes, on the day of those after them: a day alone can open a decision again."""
        if self._past is None:
            self._past = _by_fingerprint(analyze(self._old.organization, today=self._today))
        return self._past

    def _made(self) -> Sequence[tuple[Redeclaration, Found]]:
        if self._alone is None:
            self._alone = self._tried(self._old.organization, self._new.organization)
        return self._alone

    def _tried(self, organization: Organization, other: Organization) -> list[tuple[Redeclaration, Found]]:
        return list(self._each(lambda change: exchanged(organization, other, change)))

    def _each(self, supposed: Callable[[Redeclaration], Organization | None]) -> Iterator[tuple[Redeclaration, Found]]:
        moved = set(self._moved.values())
        for change in self._difference.changes:
            organization = None if moved.intersection(change.nodes) else supposed(change)
            if organization is not None:
                yield change, _by_fingerprint(analyze(organization, today=self._today))


def _by_fingerprint(report: Report) -> Found:
    told: list[Told] = [*report.conflicts, *report.findings]
    return {each.fingerprint: each for each in told}


def _differs(drift: Drift, found: Told | None, other: Told | None) -> bool:
    """True if something fares otherwise, in what the drift is about: that it is there, or how it stands."""
    if found is None or other is None or drift in (Drift.NEW, Drift.GONE):
        return (found is None) != (other is None)
    one, two = state_of(found), state_of(other)
    if drift in (Drift.REOPENED, Drift.DECIDED):
        return one.status != two.status
    return one.level is not two.level or abs(one.figure - two.figure) >= SAME or one.hurting != two.hurting


def _placed(finding: Finding, causes: Sequence[Redeclaration]) -> Finding:
    changed = {change.location for change in causes}
    return replace(finding, locations=tuple(sorted(finding.locations, key=lambda place: place not in changed)))


def _size(organization: Organization) -> int:
    return len(organization.objectives) + len(organization.drivers) + len(organization.outcomes)
