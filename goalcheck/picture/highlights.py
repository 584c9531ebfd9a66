"""The highlights of a picture: objectives in open conflicts, and arrows that conflicts lead over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from goalcheck.findings import Finding, FindingStatus, Level, Link, Side, is_conflict
from goalcheck.report import Report

MOST_FINDINGS = 50
"""The worst open conflicts whose chains are named on their arrows."""

HELPS, HURTS = "helps", "hurts"

Ends = tuple[str, str, bool]
"""An arrow by its origin, its target, and whether it helps."""


class Highlights:
    """The open conflicts of level serious or worse, by what they touch."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._levels: dict[str, Level] = {}
        self._contested: dict[str, Level] = {}
        self._findings: defaultdict[Ends, list[str]] = defaultdict(list)
        for number, finding in enumerate(findings):
            for objective in finding.objectives:
                self._levels.setdefault(objective, finding.level)
            for contest in finding.outcomes:
                if len({side.sign for side in contest.sides}) == 2:
                    self._contested.setdefault(contest.outcome, finding.level)
            if number < MOST_FINDINGS:
                for link in links(finding):
                    self._add(ends(link), finding.fingerprint)

    def _add(self, arrow: Ends, fingerprint: str) -> None:
        known = self._findings[arrow]
        if fingerprint not in known:
            known.append(fingerprint)

    def objective(self, key: str) -> Level | None:
        """The level of the worst conflict that an objective is in."""
        return self._levels.get(key)

    def outcome(self, key: str) -> Level | None:
        """The level of the worst conflict over an outcome."""
        return self._contested.get(key)

    def findings(self, arrow: Ends) -> tuple[str, ...]:
        """The fingerprints of the conflicts whose chains lead over an arrow, worst first."""
        return tuple(self._findings.get(arrow, ()))


def open_conflicts(report: Report) -> Iterator[Finding]:
    """The conflicts of a report that nobody decided and that are serious or worse, worst first."""
    for finding in report.findings:
        undecided = finding.status is FindingStatus.OPEN and finding.level.at_least(Level.SERIOUS)
        if undecided and is_conflict(finding):
            yield finding


def sides(finding: Finding) -> Iterator[Side]:
    """The sides that pull at the outcomes of a finding, those over the worst outcome first."""
    for contest in finding.outcomes:
        yield from contest.sides


def links(finding: Finding) -> Iterator[Link]:
    """The arrows of all chains of a finding; one that several chains share comes several times."""
    yield from finding.chain
    for side in sides(finding):
        yield from side.chain


def ends(link: Link) -> Ends:
    """A link as the arrow that it is."""
    return link.origin, link.target, link.weight > 0
