"""Two reports compared: which findings are new, gone, worse, better or as before, and what explains each.

Findings are the same where their fingerprints are; objectives that only moved to another department are followed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from goalcheck.findings import Finding, FindingStatus, Report, fingerprint
from goalcheck.planning.changes import Change, changes, moved_objectives

SAME = 0.005
"""Tensions that differ by less are printed alike, so they count as alike."""


class Drift(StrEnum):
    """What became of a finding."""

    NEW = "new"
    REOPENED = "reopened"
    WORSE = "worse"
    BETTER = "better"
    GONE = "gone"
    UNCHANGED = "unchanged"

    @property
    def counts(self) -> bool:
        """Whether a check that compares fails on it."""
        return self in (Drift.NEW, Drift.REOPENED, Drift.WORSE)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One finding, before and now.

    Attributes:
        before: None where it is new.
        now: None where it is gone.
        because: the changes that touch what it is about.
    """

    drift: Drift
    before: Finding | None
    now: Finding | None
    because: tuple[Change, ...]

    @property
    def finding(self) -> Finding:
        """The finding as it is, or as it was."""
        finding = self.now or self.before
        if finding is None:
            raise ValueError("a comparison without a finding")
        return finding


@dataclass(frozen=True, slots=True)
class Difference:
    """All comparisons, in the order of findings, and everything that was declared otherwise."""

    old: Report
    new: Report
    comparisons: tuple[Comparison, ...]
    changes: tuple[Change, ...]

    def of(self, *drifts: Drift) -> tuple[Comparison, ...]:
        """The comparisons with one of these drifts."""
        return tuple(each for each in self.comparisons if each.drift in drifts)

    @property
    def drifts(self) -> Mapping[str, Drift]:
        """What became of each finding that there is now, by fingerprint."""
        return {each.now.fingerprint: each.drift for each in self.comparisons if each.now}


def compare(old: Report, new: Report) -> Difference:
    """What became of each finding between two reports. Cost: proportional to the findings and what was declared."""
    moved = moved_objectives(old.organization, new.organization)
    declared = changes(old.organization, new.organization, moved)
    before = {_fingerprint(finding, moved): finding for finding in old.findings}
    now = {finding.fingerprint: finding for finding in new.findings}
    touched = _by_node(declared)
    found = [
        Comparison(_drift(before.get(key), now.get(key)), before.get(key), now.get(key), ())
        for key in before.keys() | now.keys()
    ]
    found = [
        Comparison(each.drift, each.before, each.now, _explaining(each, touched)) for each in found
    ]
    found.sort(key=lambda each: (*each.finding.order, each.drift))
    return Difference(old, new, tuple(found), declared)


def _fingerprint(finding: Finding, moved: Mapping[str, str]) -> str:
    """The fingerprint that an old finding would have today."""
    about = [_moved_role(each, moved) for each in finding.about]
    return finding.fingerprint if about == list(finding.about) else fingerprint(finding.code, *about)


def _moved_role(role: str, moved: Mapping[str, str]) -> str:
    head, colon, key = role.rpartition(":")
    return f"{head}{colon}{moved.get(key, key)}"


def _drift(before: Finding | None, now: Finding | None) -> Drift:
    if now is None:
        return Drift.GONE
    if before is None:
        return Drift.NEW
    if before.status is not FindingStatus.OPEN and now.status is FindingStatus.OPEN:
        return Drift.REOPENED
    was, is_ = (-before.level.rank, before.tension or 0.0), (-now.level.rank, now.tension or 0.0)
    if was[0] == is_[0] and abs(was[1] - is_[1]) < SAME:
        return Drift.UNCHANGED
    return Drift.WORSE if is_[0] > was[0] or (is_[0] == was[0] and is_[1] > was[1]) else Drift.BETTER


def _by_node(declared: Iterable[Change]) -> dict[str, list[Change]]:
    touched: dict[str, list[Change]] = {}
    for change in declared:
        for node in change.nodes:
            touched.setdefault(node, []).append(change)
    return touched


def _explaining(comparison: Comparison, touched: Mapping[str, list[Change]]) -> tuple[Change, ...]:
    """The changes along the chains of a finding, before and now: those of an effect only where both ends are on them."""
    nodes = {node for finding in (comparison.before, comparison.now) if finding for node in _nodes(finding)}
    found = {change: None for node in sorted(nodes) for change in touched.get(node, ()) if nodes.issuperset(change.nodes)}
    return tuple(sorted(found, key=lambda change: (change.nodes, change.text)))


def _nodes(finding: Finding) -> set[str]:
    links = [link for contest in finding.outcomes for side in contest.sides for link in side.chain]
    ends = [node for link in [*links, *finding.chain] for node in (link.origin, link.target)]
    return {*ends, *finding.objectives, *(contest.outcome for contest in finding.outcomes)}
