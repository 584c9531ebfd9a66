"""Places findings in conflicts: what a conflict tells does not count a second time (DESIGN 5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from goalcheck.conflicts import Conflict
from goalcheck.findings import Finding, Level, Notice
from goalcheck.traits import Telling


class Placing:
    """The conflicts of an organization, to be asked which of them tell a finding.

    Cost of a finding: the conflicts about what it is over, and of a finding over none those of its objectives.
    """

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        self._conflicts = {each.about: each for each in conflicts}
        self._told: defaultdict[str, list[str]] = defaultdict(list)
        self._taking_part: defaultdict[str, list[Conflict]] = defaultdict(list)
        for each in conflicts:
            for objective in each.objectives:
                self._taking_part[objective].append(each)

    def placed(self, notices: Iterable[Notice]) -> Iterator[Notice]:
        """The findings, each knowing whether it counts for itself."""
        for notice in notices:
            finding = notice.finding
            telling = finding.rule.telling
            if telling is Telling.BY_ITSELF:
                yield notice
                continue
            told_in = list(self._told_in(finding))
            for conflict in told_in:
                self._told[conflict.about].append(finding.fingerprint)
            if told_in:
                yield notice.on(replace(finding, counts=False))
            elif telling is Telling.ONLY_IN_CONFLICT:
                yield notice.on(replace(finding, counts=False, level=Level.MINOR))
            else:
                yield notice

    def findings_of(self, conflict: Conflict, rank: Mapping[str, int]) -> tuple[str, ...]:
        """The fingerprints of the findings that a conflict tells, once all are placed.

        Args:
            rank: the place of each finding in the report.
        """
        return tuple(sorted(self._told[conflict.about], key=rank.__getitem__))

    def _told_in(self, finding: Finding) -> Iterator[Conflict]:
        """The conflicts about something that a finding is over, in which one of its objectives takes part."""
        over = dict.fromkeys([*(each.outcome for each in finding.outcomes), *((finding.of,) if finding.of else ())])
        for key in over:
            conflict = self._conflicts.get(key)
            if conflict is not None and not conflict.objectives.isdisjoint(finding.objectives):
                yield conflict
        if not over:
            yield from self._at_knots(finding)

    def _at_knots(self, finding: Finding) -> Iterator[Conflict]:
        """The conflicts that a finding over no outcome speaks of: it names an objective and the knot of its harm."""
        for objective in finding.objectives:
            for conflict in self._taking_part[objective]:
                hurting = (each for each in conflict.hurters if each.objective == objective)
                if any(each.knot in finding.about for each in hurting):
                    yield conflict
