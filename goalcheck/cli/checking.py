"""What a check looks at: the report, or of it what a comparison with the past finds to be new, worse or open again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from goalcheck.cli.output import say
from goalcheck.cli.studying import report_on
from goalcheck.findings import Level, Report
from goalcheck.render.parts import by_level, decided_findings, open_findings
from goalcheck.render.safe import for_terminal
from goalcheck.render.words import count

if TYPE_CHECKING:
    from goalcheck.planning.difference import Difference
    from goalcheck.render.formats import Comparing


@dataclass(frozen=True, slots=True)
class Checked:
    """A report to check, and what it was compared with.

    Attributes:
        since: the revision, as the user named it.
        difference: None where nothing was compared.
    """

    report: Report
    since: str | None = None
    difference: Difference | None = None

    @property
    def comparing(self) -> Comparing | None:
        """What formats should know of the comparison."""
        if self.difference is None or self.since is None:
            return None
        from goalcheck.render.formats import Comparing

        return Comparing(self.since, self.difference.placed, self.difference.states)

    def summary(self, selected: Report, threshold: str) -> str:
        """One line: what is open and how bad, what is left aside, and from where on it fails."""
        found = open_findings(selected)
        here = " in this selection" if len(selected.findings) < len(self.report.findings) else ""
        what = f"{count(len(found), 'open finding')}{self._compared()}{here}"
        parts = [f"{what}: {by_level(found)}" if found else f"no{what.removeprefix('0')}", *self._aside(selected)]
        if found and threshold != "never":
            failing = sum(finding.level.at_least(Level(threshold)) for finding in found)
            parts.append(f"{failing:,} fail{'s' if failing == 1 else ''} (--fail-on {threshold})")
        return "; ".join(parts)

    def _compared(self) -> str:
        return f" new, worse or open again since {for_terminal(self.since)}" if self.since else ""

    def _aside(self, selected: Report) -> list[str]:
        if self.difference is None:
            decided = len(decided_findings(selected))
            return [f"{decided:,} decided"] if decided else []
        from goalcheck.planning.difference import Drift

        quiet = sum(not each.counts for each in self.difference.comparisons if each.now)
        gone = len(self.difference.of(Drift.GONE))
        return [f"{number:,} {word}" for number, word in ((quiet, "other"), (gone, "gone")) if number]


def checked(
    paths: list[str],
    *,
    since: str | None,
    today: date | None,
    organization: str | None = None,
    in_brief: bool = False,
) -> Checked:
    """The report on the organization in these paths; with `since`, only what counts against that revision.

    Args:
        in_brief: whether only messages and places are told; a comparison looks at the chains in any case.

    Raises:
        NoRevision: there is no such revision.
        InvalidInput: the files are wrong, or were wrong then.
    """
    at_length = 0 if in_brief and since is None else None
    report = report_on(paths, today=today, organization=organization, at_length=at_length, placed=True)
    if since is None:
        return Checked(report)
    from goalcheck.planning.difference import compare, nothing_before
    from goalcheck.planning.revisions import report_at

    before = report_at(since, paths, today=today, organization=organization)
    if before is None:
        say(f"goalcheck: nothing of this organization existed at {for_terminal(since)}, so that everything is new\n")
    difference = compare(before, report) if before else nothing_before(report)
    return Checked(difference.counting, since, difference)
