"""Two reports compared: which findings are new, gone, worse, better or as before, and what explains each.

Findings are the same where their fingerprints are; objectives that only moved to another department are followed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from goalcheck.compare.declarations import Redeclaration, changes, moved_objectives
from goalcheck.findings import Finding, FindingStatus, fingerprint
from goalcheck.report import Report

SAME = 0.005
"""Tensions that differ by less are printed alike, so they count as alike."""


class Drift(StrEnum):
    """The fate of a finding between two reports."""

    NEW = "new"
    REOPENED = "reopened"
    WORSE = "worse"
    BETTER = "better"
    DECIDED = "decided"
    GONE = "gone"
    UNCHANGED = "unchanged"


COUNTING = (Drift.NEW, Drift.REOPENED, Drift.WORSE)
"""The drifts on which a check that compares fails."""


_STATES = {Drift.NEW: "new", Drift.UNCHANGED: "unchanged"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """One finding, before and now.

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
    """All comparisons, in the order of findings, and everything that was declared otherwise.

    Attributes:
        counts: how many comparisons there are of each drift, selected or not.
        is_partial: whether comparisons were selected; the changes are those that explain them.
        moved: objectives that only moved to another department: old id to new id.
    """

    new: Report
    comparisons: tuple[Comparison, ...]
    changes: tuple[Redeclaration, ...]
    counts: Mapping[Drift, int]
    is_partial: bool = False
    moved: Mapping[str, str] = field(default_factory=dict)

    def of(self, *drifts: Drift) -> tuple[Comparison, ...]:
        """The comparisons with one of these drifts."""
        return tuple(each for each in self.comparisons if each.drift in drifts)

    def selected(self, wanted: Callable[[Finding], bool]) -> Difference:
        """The comparisons whose finding is or was wanted, and the changes that explain them."""
        return self._with(
            [each for each in self.comparisons if any(wanted(found) for found in (each.before, each.now) if found)]
        )

    def worst(self, most: int) -> Difference:
        """So many of the worst findings that are otherwise than before, and what is as before."""
        otherwise = [each for each in self.comparisons if each.drift is not Drift.UNCHANGED]
        return self._with(_sorted([*otherwise[:most], *self.of(Drift.UNCHANGED)]))

    def _with(self, comparisons: Sequence[Comparison]) -> Difference:
        if len(comparisons) == len(self.comparisons):
            return self
        because = {change for each in comparisons for change in each.because if each.drift is not Drift.UNCHANGED}
        explaining = tuple(each for each in self.changes if each in because)
        return replace(self, comparisons=tuple(comparisons), changes=explaining, is_partial=True)

    @property
    def placed(self) -> Report:
        """The new report, each finding placed first where it was declared otherwise."""
        return replace(self.new, findings=tuple(each.now for each in self.comparisons if each.now))

    @property
    def states(self) -> Mapping[str, str]:
        """The state of each finding that there is now: new, unchanged or updated."""
        return {each.now.fingerprint: _STATES.get(each.drift, "updated") for each in self.comparisons if each.now}

    @property
    def counting(self) -> Report:
        """The new report with only what a check that compares fails on."""
        found = tuple(each.now for each in self.comparisons if each.now and each.counts)
        return replace(self.new, findings=found)


def compare(old: Report, new: Report) -> Difference:
    """The fate of each finding between two reports. Cost: proportional to the findings and what was declared."""
    moved = moved_objectives(old.organization, new.organization)
    declared = changes(old.organization, new.organization, moved)
    before = {fingerprint_now(finding, moved): finding for finding in old.findings}
    now = {finding.fingerprint: finding for finding in new.findings}
    touched = _by_node(declared)
    found = [_comparison(before.get(key), now.get(key), touched) for key in before.keys() | now.keys()]
    return replace(_difference(new, _sorted(found), declared), moved=moved)


def nothing_before(new: Report) -> Difference:
    """All findings are new: there was nothing to compare with."""
    return _difference(new, [Comparison(Drift.NEW, None, each, ()) for each in new.findings], ())


def _difference(new: Report, comparisons: Sequence[Comparison], changes: tuple[Redeclaration, ...]) -> Difference:
    counts = Counter(each.drift for each in comparisons)
    return Difference(new, tuple(comparisons), changes, {drift: counts[drift] for drift in Drift})


def _sorted(comparisons: Iterable[Comparison]) -> list[Comparison]:
    return sorted(comparisons, key=lambda each: each.finding.order)


def _comparison(before: Finding | None, now: Finding | None, touched: Mapping[str, list[Redeclaration]]) -> Comparison:
    because = _explaining([each for each in (before, now) if each], touched)
    if now and because:
        changed = {change.location for change in because}
        now = replace(now, locations=tuple(sorted(now.locations, key=lambda place: place not in changed)))
    return Comparison(_drift(before, now), before, now, because)


def fingerprint_now(finding: Finding, moved: Mapping[str, str]) -> str:
    """The fingerprint that an old finding would have today."""
    if not moved:
        return finding.fingerprint
    return fingerprint(finding.code, *(_moved_role(each, moved) for each in finding.about))


def _moved_role(about: str, moved: Mapping[str, str]) -> str:
    role, colon, key = about.rpartition(":")
    return f"{role}{colon}{moved.get(key, key)}"


def _drift(before: Finding | None, now: Finding | None) -> Drift:
    if now is None:
        return Drift.GONE
    if before is None:
        return Drift.NEW
    was_open, is_open = (each.status is FindingStatus.OPEN for each in (before, now))
    if was_open != is_open:
        return Drift.REOPENED if is_open else Drift.DECIDED
    if before.level is not now.level:
        return Drift.WORSE if now.level.at_least(before.level) else Drift.BETTER
    more = (now.tension or 0.0) - (before.tension or 0.0)
    if abs(more) < SAME:
        return Drift.UNCHANGED
    return Drift.WORSE if more > 0 else Drift.BETTER


def _by_node(declared: Iterable[Redeclaration]) -> dict[str, list[Redeclaration]]:
    touched: dict[str, list[Redeclaration]] = {}
    for change in declared:
        for node in change.nodes:
            touched.setdefault(node, []).append(change)
    return touched


def _explaining(findings: list[Finding], touched: Mapping[str, list[Redeclaration]]) -> tuple[Redeclaration, ...]:
    """The changes along the chains of a finding, before and now: those of an effect only where it joins two of them."""
    nodes = {node for finding in findings for node in _nodes(finding)}
    found = {change for node in nodes for change in touched.get(node, ()) if nodes.issuperset(change.nodes)}
    return tuple(sorted(found, key=lambda change: change.order))


def _nodes(finding: Finding) -> set[str]:
    links = [link for contest in finding.outcomes for side in contest.sides for link in side.chain]
    ends = [node for link in [*links, *finding.chain] for node in (link.origin, link.target)]
    subjects = [each.rpartition(":")[2] for each in finding.about]
    return {*ends, *subjects, *finding.objectives, *(contest.outcome for contest in finding.outcomes)}
