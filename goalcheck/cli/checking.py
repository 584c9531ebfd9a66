"""What `check` finds in one organization: the report, what it is compared with, remarks, and the one line of counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from goalcheck.cli.options import Lapsed
from goalcheck.cli.output import say
from goalcheck.findings import Level
from goalcheck.render.safe import for_terminal
from goalcheck.report import Report

if TYPE_CHECKING:
    from goalcheck.analysis import Analysis
    from goalcheck.cli.scope import Scope
    from goalcheck.compare.reports import Difference
    from goalcheck.render.formats import Comparing
    from goalcheck.render.remarks import Remark


class Asked(NamedTuple):
    """What a check is asked for.

    Attributes:
        since: the revision to compare with, None for none.
        in_brief: True if only messages and places are told; a comparison looks at the chains in any case.
        merged_with: the branches that it is merged with in memory.
        merged_with_all: a pattern of such branches, which are told and never fail.
        lapsed: whether what is open because a decision lapsed fails; None for: where nothing is compared.
    """

    since: str | None
    today: date
    in_brief: bool = False
    merged_with: tuple[str, ...] = ()
    merged_with_all: str | None = None
    lapsed: Lapsed | None = None

    @property
    def bears_lapses(self) -> bool:
        """True if what is open because a decision lapsed, which nobody has touched, is only told."""
        return self.lapsed is Lapsed.WARN or (self.lapsed is None and self.since is not None)

    @property
    def merges(self) -> bool:
        """True if branches are merged."""
        return bool(self.merged_with or self.merged_with_all)


@dataclass(frozen=True, slots=True)
class Checked:
    """The conflicts and findings that `check` reports, and the revision that they were compared with.

    Attributes:
        since: the revision, as the user named it.
        difference: None where nothing was compared.
        remarks: what is said beside them.
        whole: the analysis that these were chosen from; None where nothing was compared.
    """

    report: Report
    since: str | None = None
    difference: Difference | None = None
    remarks: tuple[Remark, ...] = field(default=())
    whole: Analysis | None = None

    @property
    def comparing(self) -> Comparing | None:
        """The comparison in the form that formats take, None where nothing was compared."""
        if self.difference is None or self.since is None:
            return None
        from goalcheck.render.formats import Comparing

        return Comparing(self.since, self.difference.placed, self.difference.states, self.difference.hurters)

    def summary(self, selected: Report, threshold: str) -> str:
        """The one count: what is open by level, what is left aside, how much was seen, and how many fail."""
        from goalcheck.render.remarks import failing, remark_counts
        from goalcheck.render.tally import open_tally
        from goalcheck.render.words import seen_of_all

        found = open_tally(selected)
        left_out = len(selected.conflicts) < len(self.report.conflicts) or len(selected.findings) < len(
            self.report.findings
        )
        here = " in this selection" if left_out else ""
        what = f"{self._compared() or 'open'}{here}"
        parts = [f"{found.what} {what}: {found.by_level}" if found.number else f"nothing {what}"]
        parts += self._aside(selected)
        parts += remark_counts(self.remarks)
        if threshold != "never":
            number = found.failing(Level(threshold)) + failing(self.remarks, threshold)
            if found.number or number:
                parts.append(f"{number:,} fail{'s' if number == 1 else ''} (--fail-on {threshold})")
        parts.append(seen_of_all(selected))
        return "; ".join(parts)

    def declared(self) -> Iterator[str]:
        """Everything that was declared otherwise at the revision, each in one line, whatever it led to."""
        if self.difference is None:
            return
        from goalcheck.render.sections.difference import MOST
        from goalcheck.render.words import place

        changes = self.difference.changes
        for change in changes[:MOST]:
            at = f" {place(change.location)}" if change.location else ""
            yield f"declared otherwise: {for_terminal(change.text)}{at}"
        if len(changes) > MOST:
            yield f"declared otherwise: {len(changes) - MOST:,} more; goalcheck diff tells all that explain something"

    def _compared(self) -> str:
        return f"new, worse or open again since {for_terminal(self.since)}" if self.since else ""

    def _aside(self, selected: Report) -> list[str]:
        if self.difference is None:
            from goalcheck.render.tally import decided_tally

            decided = decided_tally(selected).number
            return [f"{decided:,} decided"] if decided else []
        from goalcheck.compare.drift import Drift

        quiet = sum(not each.counts for each in self.difference.each if each.now)
        gone = len(self.difference.of(Drift.GONE))
        return [f"{number:,} {word}" for number, word in ((quiet, "other"), (gone, "gone")) if number]


def checked(scope: Scope, asked: Asked) -> Checked:
    """What `check` reports: all, or with `since` only what is new, worse or open again.

    Raises:
        NoRevision: there is no such revision.
        InvalidInput: the files are wrong, or were wrong then.
    """
    from goalcheck.cli.analyzing import report_on

    at_length = 0 if asked.in_brief and asked.since is None and not asked.merges else None
    report = report_on(
        scope.paths, today=asked.today, organization=scope.organization, at_length=at_length, placed=True
    )
    remarks = tuple(_merged(scope, asked, report)) if asked.merges else ()
    before = None if asked.since is None else _before(scope, asked, asked.since)
    counted = _borne(report, before, asked, at_length) if asked.bears_lapses else report
    remarks += tuple(_lapses(counted, bears=counted is not report))
    if asked.since is None:
        return Checked(counted, remarks=remarks)
    from goalcheck.compare.reports import compare, nothing_before

    difference = nothing_before(counted)
    if before:
        from goalcheck.compare.retractions import with_retractions
        from goalcheck.render.retractions import retraction_remarks

        difference = with_retractions(compare(before, counted), before, today=asked.today)
        remarks = (*retraction_remarks(difference.retracted), *remarks)
    return Checked(difference.counting, asked.since, difference, remarks, counted)


def _before(scope: Scope, asked: Asked, since: str) -> Report | None:
    """The report at the revision to compare with; None where there was no such organization, which is said."""
    from goalcheck.planning.revisions import report_at

    before = report_at(since, scope.paths, today=asked.today, organization=scope.organization)
    if before is None:
        told = for_terminal(since)
        say(f"goalcheck: nothing of this organization existed at {told}, so that everything is new\n")
    return before


def _borne(report: Analysis, before: Report | None, asked: Asked, at_length: int | None) -> Analysis:
    """The report as if lapsed decisions still held; compared with the past, those that were in force then."""
    from goalcheck.api import analyzed
    from goalcheck.planning.lapses import as_declared, as_if_held, lapsed_decisions

    lapsed = lapsed_decisions(report.organization, asked.today, before)
    if not lapsed or (before is None and asked.since is not None):
        return report
    held = as_if_held(report.organization, lapsed, asked.today)
    return as_declared(analyzed(held, today=asked.today, at_length=at_length, placed=True), report.organization)


def _lapses(report: Report, *, bears: bool) -> Iterator[Remark]:
    """The decisions that lapse soon, and those that have lapsed where that does not fail: else findings tell them."""
    from goalcheck.planning.lapses import SOON, lapses
    from goalcheck.render.lapses import lapse_remarks

    if bears:
        yield from lapse_remarks(lapses(report, days=range(-date.max.toordinal(), 0)))
    yield from lapse_remarks(lapses(report, days=range(SOON + 1)))


def _merged(scope: Scope, asked: Asked, report: Report) -> Iterator[Remark]:
    """What merging with other branches would find; of those that are named by a pattern it is only told."""
    from goalcheck.planning.merging.together import MergeSubject, together
    from goalcheck.render.merged import merged_remarks

    subject = MergeSubject(scope.paths, scope.organization, asked.today, report)
    if asked.merged_with:
        yield from merged_remarks(together(subject, asked.merged_with), counts=True)
    if asked.merged_with_all is not None:
        yield from merged_remarks(together(subject, (), asked.merged_with_all), counts=False)
