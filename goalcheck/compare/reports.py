"""Two reports compared: which conflicts and findings are new, gone, worse, better or as before, and why.

Conflicts are the same where they are about the same, findings where their fingerprints are; objectives that only moved
to another department are followed. Of findings those are compared that count for themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from goalcheck.compare.conflicts import ConflictComparison, compare_conflict, conflict_fingerprint_now, explaining
from goalcheck.compare.declarations import Redeclaration, changes, moved_objectives
from goalcheck.compare.drift import Drift, drift_between, state_of, total
from goalcheck.conflicts import Conflict
from goalcheck.findings import Finding, FindingStatus, fingerprint
from goalcheck.report import Report
from goalcheck.selection import narrowed

if TYPE_CHECKING:
    from goalcheck.compare.retractions import Retraction

COUNTING = (Drift.NEW, Drift.REOPENED, Drift.WORSE)
"""The drifts of findings on which a check that compares fails."""


_STATES = {Drift.NEW: "new", Drift.UNCHANGED: "unchanged"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """One finding that counts for itself, before and now.

    Attributes:
        before: None where it is new.
        now: None where it is gone; its locations start with those that were declared otherwise.
        because: the changes that touch what it is about; once they were tried, those that made it so (`causes`).
    """

    drift: Drift
    before: Finding | None
    now: Finding | None
    because: tuple[Redeclaration, ...]

    @property
    def finding(self) -> Finding:
        """The finding as it is, or as it was."""
        finding = self.now or self.before
        if finding is None:
            raise ValueError("a comparison without a finding")
        return finding

    @property
    def counts(self) -> bool:
        """True if a check that compares fails on it: decided findings never count."""
        return self.drift in COUNTING and self.finding.status is FindingStatus.OPEN


@dataclass(frozen=True, slots=True)
class Difference:
    """All comparisons, each kind in its order, and everything that was declared otherwise.

    Attributes:
        conflicts: of conflicts.
        comparisons: of findings that count for themselves.
        counts: how many comparisons of both kinds there are of each drift, selected or not.
        is_partial: whether comparisons were selected; the changes are those that explain them.
        moved: objectives that only moved to another department: old id to new id.
        retracted: effects and claims of which less is said, with the conflicts that fell; empty until they are tried.
    """

    new: Report
    conflicts: tuple[ConflictComparison, ...]
    comparisons: tuple[Comparison, ...]
    changes: tuple[Redeclaration, ...]
    counts: Mapping[Drift, int]
    is_partial: bool = False
    moved: Mapping[str, str] = field(default_factory=dict)
    retracted: tuple[Retraction, ...] = ()

    @property
    def each(self) -> tuple[ConflictComparison | Comparison, ...]:
        """All comparisons, those of conflicts first."""
        return (*self.conflicts, *self.comparisons)

    def of(self, *drifts: Drift) -> tuple[ConflictComparison | Comparison, ...]:
        """The comparisons with one of these drifts, those of conflicts first."""
        return tuple(each for each in self.each if each.drift in drifts)

    def selected(self, keeps: Callable[[Conflict], bool], holds: Callable[[Finding], bool]) -> Difference:
        """The comparisons whose conflict or finding is or was wanted, and the changes that explain them."""
        return self._with(
            [each for each in self.conflicts if any(keeps(found) for found in (each.before, each.now) if found)],
            [each for each in self.comparisons if any(holds(found) for found in (each.before, each.now) if found)],
        )

    def worst(self, most: int) -> Difference:
        """So many of the worst that are otherwise than before, conflicts first, and what is as before."""
        otherwise = [each for each in self.each if each.drift is not Drift.UNCHANGED]
        kept = set(map(id, sorted(otherwise, key=lambda each: _told(each).level.rank)[:most]))
        kept |= set(map(id, self.of(Drift.UNCHANGED)))
        return self._with(
            [each for each in self.conflicts if id(each) in kept],
            [each for each in self.comparisons if id(each) in kept],
        )

    def _with(self, conflicts: Sequence[ConflictComparison], comparisons: Sequence[Comparison]) -> Difference:
        if len(conflicts) + len(comparisons) == len(self.each):
            return self
        kept: list[ConflictComparison | Comparison] = [*conflicts, *comparisons]
        because = {change for each in kept for change in each.because if each.drift is not Drift.UNCHANGED}
        explaining_them = tuple(each for each in self.changes if each in because)
        return replace(
            self,
            conflicts=tuple(conflicts),
            comparisons=tuple(comparisons),
            changes=explaining_them,
            is_partial=True,
        )

    @property
    def placed(self) -> Report:
        """The new report, each conflict and finding placed first where it was declared otherwise."""
        return self._report(self.conflicts, self.comparisons)

    @property
    def states(self) -> Mapping[str, str]:
        """The state of each finding and each harm that there is now, by fingerprint: new, unchanged or updated."""
        states = {each.now.fingerprint: _STATES.get(each.drift, "updated") for each in self.comparisons if each.now}
        for each in self.conflicts:
            if each.now is not None:
                states |= {
                    each.now.fingerprint_of(hurter): _harm_state(each, hurter.objective) for hurter in each.now.hurters
                }
        return states

    @property
    def counting(self) -> Report:
        """The new report with only what a check that compares fails on."""
        conflicts = [each for each in self.conflicts if each.counts]
        return self._report(conflicts, [each for each in self.comparisons if each.counts])

    def _report(self, conflicts: Iterable[ConflictComparison], comparisons: Iterable[Comparison]) -> Report:
        """The new report with what is compared, and with the findings that these conflicts tell."""
        kept = [each.now for each in conflicts if each.now]
        told = {fingerprint for each in kept for fingerprint in each.findings}
        findings = {each.now.fingerprint: each.now for each in comparisons if each.now}
        listed = (findings.get(each.fingerprint, each) for each in self.new.findings)
        return narrowed(
            self.new, kept, (each for each in listed if each.fingerprint in findings or each.fingerprint in told)
        )

    @property
    def hurters(self) -> Mapping[str, frozenset[str]]:
        """The hurters that such a check tells of each conflict, by what it is about."""
        return {each.conflict.about: each.counting for each in self.conflicts if each.counts}


def _told(comparison: ConflictComparison | Comparison) -> Conflict | Finding:
    return comparison.conflict if isinstance(comparison, ConflictComparison) else comparison.finding


def _harm_state(comparison: ConflictComparison, objective: str) -> str:
    if comparison.before is None or objective in comparison.come:
        return "new"
    return "updated" if objective in comparison.counting else "unchanged"


def compare(old: Report, new: Report) -> Difference:
    """The fate of each conflict and finding between two reports.

    Cost: proportional to the conflicts, the findings and what was declared.
    """
    moved = moved_objectives(old.organization, new.organization)
    declared = changes(old.organization, new.organization, moved)
    touched = _by_node(declared)
    were = {conflict_fingerprint_now(each, moved): each for each in old.conflicts}
    are = {each.fingerprint: each for each in new.conflicts}
    conflicts = [compare_conflict(were.get(key), are.get(key), moved, touched) for key in were.keys() | are.keys()]
    before = {fingerprint_now(finding, moved): finding for finding in old.findings}
    now = {finding.fingerprint: finding for finding in new.findings}
    found = [_comparison(before.get(key), now.get(key), touched) for key in before.keys() | now.keys()]
    counting = [each for each in found if each.finding.counts]
    return replace(_difference(new, conflicts, counting, declared), moved=moved)


def nothing_before(new: Report) -> Difference:
    """Everything is new: there was nothing to compare with."""
    conflicts = [ConflictComparison(Drift.NEW, None, each) for each in new.conflicts]
    return _difference(
        new, conflicts, [Comparison(Drift.NEW, None, each, ()) for each in new.findings if each.counts], ()
    )


def _difference(
    new: Report,
    conflicts: Iterable[ConflictComparison],
    comparisons: Iterable[Comparison],
    changes: tuple[Redeclaration, ...],
) -> Difference:
    ordered = sorted(conflicts, key=lambda each: each.conflict.order)
    listed = sorted(comparisons, key=lambda each: each.finding.order)
    counts = total([*(each.drift for each in ordered), *(each.drift for each in listed)])
    return Difference(new, tuple(ordered), tuple(listed), changes, counts)


def _comparison(before: Finding | None, now: Finding | None, touched: Mapping[str, list[Redeclaration]]) -> Comparison:
    nodes = {node for finding in (before, now) if finding for node in _nodes(finding)}
    because = explaining(nodes, touched)
    if now and because:
        changed = {change.location for change in because}
        now = replace(now, locations=tuple(sorted(now.locations, key=lambda place: place not in changed)))
    drift = drift_between(state_of(before) if before else None, state_of(now) if now else None)
    return Comparison(drift, before, now, because)


def fingerprint_now(finding: Finding, moved: Mapping[str, str]) -> str:
    """The fingerprint that an old finding would have today."""
    if not moved:
        return finding.fingerprint
    return fingerprint(finding.code, *(_moved_role(each, moved) for each in finding.about))


def _moved_role(about: str, moved: Mapping[str, str]) -> str:
    role, colon, key = about.rpartition(":")
    return f"{role}{colon}{moved.get(key, key)}"


def _by_node(declared: Iterable[Redeclaration]) -> dict[str, list[Redeclaration]]:
    touched: dict[str, list[Redeclaration]] = {}
    for change in declared:
        for node in change.nodes:
            touched.setdefault(node, []).append(change)
    return touched


def _nodes(finding: Finding) -> set[str]:
    """The nodes along the chains of a finding: a change of an effect explains it only where it joins two of them."""
    links = [link for contest in finding.outcomes for side in contest.sides for link in side.chain]
    ends = [node for link in [*links, *finding.chain] for node in (link.origin, link.target)]
    subjects = [each.rpartition(":")[2] for each in finding.about]
    return {*ends, *subjects, *finding.objectives, *(contest.outcome for contest in finding.outcomes)}
