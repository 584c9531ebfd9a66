"""The one count of every output: conflicts, and the findings that count for themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from goalcheck.conflicts import Conflict
from goalcheck.findings import Finding, FindingStatus, Level
from goalcheck.render.words import count
from goalcheck.report import Report


class Tally(NamedTuple):
    """Conflicts and findings that are counted together, each kind in its order."""

    conflicts: tuple[Conflict, ...]
    findings: tuple[Finding, ...]

    @property
    def number(self) -> int:
        """How many there are."""
        return len(self.conflicts) + len(self.findings)

    @property
    def levels(self) -> list[Level]:
        """The level of each."""
        return [*(each.level for each in self.conflicts), *(each.level for each in self.findings)]

    @property
    def what(self) -> str:
        """What there is in words: 2 conflicts and 3 findings."""
        return tally_words(len(self.conflicts), len(self.findings))

    @property
    def by_level(self) -> str:
        """The number of each level in words; no word of a level without any."""
        return levels_in_words(self.levels)

    def failing(self, threshold: Level) -> int:
        """How many have a level or a worse one."""
        return sum(level.at_least(threshold) for level in self.levels)


def open_tally(report: Report) -> Tally:
    """What is open in a report."""
    return Tally(
        tuple(each for each in report.conflicts if each.is_open),
        tuple(each for each in report.findings if each.counts and each.status is FindingStatus.OPEN),
    )


def decided_tally(report: Report) -> Tally:
    """What somebody decided in a report."""
    return Tally(
        tuple(each for each in report.conflicts if not each.is_open),
        tuple(each for each in report.findings if each.counts and each.status is not FindingStatus.OPEN),
    )


def tally_words(conflicts: int, findings: int, *, adjective: str = "") -> str:
    """A number of conflicts and of findings in words.

    Args:
        adjective: what stands before each noun, with a space after it.
    """
    parts = [(conflicts, f"{adjective}conflict"), (findings, f"{adjective}finding")]
    return " and ".join(count(number, noun) for number, noun in parts if number) or "nothing"


def levels_in_words(levels: Iterable[Level]) -> str:
    """How many there are of each level; no word of a level without any."""
    listed = list(levels)
    return ", ".join(f"{listed.count(level):,} {level.value}" for level in Level if level in listed) or "none"
