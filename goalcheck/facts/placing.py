"""Places findings in conflicts: what a conflict tells does not count a second time (DESIGN 5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from goalcheck.conflicts import Conflict
from goalcheck.facts.context import Context
from goalcheck.findings import Finding, Level, Notice
from goalcheck.traits import Telling


class Placing:
    """The conflicts of an organization, to be asked which of them tell a finding.

    Cost of a finding: the conflicts about what it is over. The chains of all conflicts are looked at once, where a
    finding is about an effect.
    """

    def __init__(self, context: Context, conflicts: Sequence[Conflict]) -> None:
        self._context = context
        self._conflicts = {each.about: each for each in conflicts}
        self._taking_part = {each.about: each.objectives for each in conflicts}
        self._told: defaultdict[str, list[str]] = defaultdict(list)

    def placed(self, notices: Iterable[Notice]) -> Iterator[Notice]:
        """The findings, each knowing whether it counts for itself."""
        for notice in notices:
            finding = notice.finding
            telling = finding.rule.telling
            if telling is Telling.BY_ITSELF:
                yield notice
                continue
            told_in = self._told_in(finding)
            for about in told_in:
                self._told[about].append(finding.fingerprint)
            if told_in:
                yield notice.on(replace(finding, counts=False))
            elif telling is Telling.ONLY_IN_CONFLICT:
                yield notice.on(replace(finding, counts=False, level=self._set_level(finding) or Level.MINOR))
            else:
                yield notice

    def _set_level(self, finding: Finding) -> Level | None:
        """The level of a finding where the organization sets it, which holds wherever the finding is told."""
        setting = self._context.organization.settings.of_rule(finding.code, finding.name)
        return finding.level if setting else None

    def findings_of(self, conflict: Conflict, rank: Mapping[str, int]) -> tuple[str, ...]:
        """The fingerprints of the findings that a conflict tells, once all are placed.

        Args:
            rank: the place of each finding in the report.
        """
        return tuple(sorted(self._told[conflict.about], key=rank.__getitem__))

    def _told_in(self, finding: Finding) -> list[str]:
        """What the conflicts are about that tell a finding, each once."""
        found = [each for each in self._things(finding) if self._speaks_of(finding, each)]
        if finding.arrow:
            found += self._arrows.get(finding.arrow, ())
        return list(dict.fromkeys(found))

    def _things(self, finding: Finding) -> Iterator[str]:
        """The outcomes and objectives under pressure that a finding is over."""
        over = [*(each.outcome for each in finding.outcomes), *finding.hurt, *((finding.of,) if finding.of else ())]
        return (each for each in dict.fromkeys(over) if each in self._conflicts)

    def _speaks_of(self, finding: Finding, about: str) -> bool:
        """True if a finding speaks of a hurter or protector of a conflict, or of nobody but what suffers."""
        if finding.arrow and not finding.objectives:
            return False
        return not finding.objectives or not self._taking_part[about].isdisjoint(finding.objectives)

    @cached_property
    def _arrows(self) -> Mapping[tuple[str, str], list[str]]:
        """For each effect on the chain of a hurter or protector what the conflicts are about."""
        found: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        nodes, index = self._context.network.nodes, self._context.network.index
        for about, conflict in self._conflicts.items():
            ends = [(each.objective, False) for each in conflict.hurters]
            ends += [(each.objective, True) for each in conflict.protectors]
            for objective, positive in ends:
                chain = self._context.pushes.chain(origin=index[objective], target=index[about], positive=positive)
                for step in chain:
                    found[nodes[step.origin], nodes[step.target]][about] = None
        return {arrow: list(about) for arrow, about in found.items()}
