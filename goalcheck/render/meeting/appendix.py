"""The appendix in words: everybody who takes part, decisions, the customer's view, findings by rule, the method."""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.conflicts import Conflict
from goalcheck.findings import Finding
from goalcheck.meeting import Meeting
from goalcheck.render.meeting.conflicts import ConflictTeller, decider
from goalcheck.render.meeting.content_appendix import (
    AppendixWords,
    DecidedWords,
    FindingRow,
    PartWords,
    RuleWords,
)
from goalcheck.render.meeting.customers import CustomerTeller
from goalcheck.render.meeting.method import method
from goalcheck.render.parts import main_location

MOST_OF_A_SIDE = 25
"""The objectives of one side of a conflict that are told."""

MOST_OF_A_RULE = 100
"""The findings of one rule that are told, the worst."""


class AppendixTeller:
    """Tells the appendix of one meeting."""

    def __init__(self, meeting: Meeting, conflicts: ConflictTeller) -> None:
        self._meeting = meeting
        self._conflicts = conflicts
        self._customers = CustomerTeller(meeting, conflicts)

    def appendix(self) -> AppendixWords:
        """Everything."""
        return AppendixWords(
            parts=tuple(map(self._part, self._meeting.report.conflicts)),
            decided=tuple(self._decided()),
            customers=tuple(self._customers.customers()),
            journey=tuple(self._customers.stages()),
            rules=tuple(self._rules()),
            method=tuple(method(self._meeting)),
        )

    def _part(self, conflict: Conflict) -> PartWords:
        hurters, protectors = conflict.hurters[:MOST_OF_A_SIDE], conflict.protectors[:MOST_OF_A_SIDE]
        told = len(hurters) + len(protectors)
        return PartWords(
            position=self._conflicts.position(conflict.about),
            level=conflict.level.value if conflict.is_open else "decided",
            pressure=f"{conflict.open_pressure if conflict.is_open else conflict.pressure:.2f}",
            text=self._conflicts.namer.conflict(conflict),
            decider=decider(self._conflicts.speaker, conflict.decider),
            hurters=tuple(map(self._conflicts.parties.hurter, hurters)),
            protectors=tuple(map(self._conflicts.parties.protector, protectors)),
            more=len(conflict.hurters) + len(conflict.protectors) - told,
        )

    def _decided(self) -> Iterator[DecidedWords]:
        """The decisions in force, the one that lapses first before the others."""
        found = (
            (accepted, conflict)
            for conflict in self._meeting.report.conflicts
            for accepted in self._conflicts.decisions(conflict)
        )
        for accepted, conflict in sorted(found, key=lambda each: (each[0].until, each[1].order)):
            yield DecidedWords(
                self._conflicts.position(conflict.about),
                self._conflicts.namer.conflict(conflict),
                conflict.level.value,
                f"{conflict.pressure:.2f}",
                *accepted,
            )

    def _rules(self) -> Iterator[RuleWords]:
        """The findings by rule, the rule with the worst finding first."""
        by_rule: dict[str, list[Finding]] = {}
        for finding in self._meeting.report.findings:
            by_rule.setdefault(finding.code, []).append(finding)
        for code, found in by_rule.items():
            rows = tuple(map(self._row, found[:MOST_OF_A_RULE]))
            yield RuleWords(code, found[0].name.replace("-", " "), rows, len(found) - len(rows))

    def _row(self, finding: Finding) -> FindingRow:
        speaker = self._conflicts.speaker
        return FindingRow(
            level=finding.level.value,
            text=self._conflicts.namer.headline(finding),
            tension="" if finding.tension is None else f"{finding.tension:.2f}",
            decider=decider(speaker, finding.decider) if finding.departments else "",
            place=self._conflicts.places.of(main_location(self._meeting.report, finding)),
            status=finding.status.value if finding.counts else "told in its conflict",
        )
