"""The text report: what a planner reads after `goalcheck analyze`, worst first, each conflict clear in ten seconds."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from goalcheck.findings import Finding, Level, is_conflict, is_story
from goalcheck.render.canvas import Canvas, Part, Styled
from goalcheck.render.document.terminal import draw, parts
from goalcheck.render.parts import decided_findings, is_partial, open_findings, truncation, verdict
from goalcheck.render.safe import for_terminal
from goalcheck.render.sections.conflict import conflict_blocks, guarded, story_blocks, title
from goalcheck.render.sections.sureness import method, standing_sentence
from goalcheck.render.words import (
    LEVEL_STYLES,
    SHORT_FINGERPRINT,
    Speaker,
    command_line,
    count,
    exactness,
    listed,
    place,
)
from goalcheck.report import ContestedOutcome, Report
from goalcheck.sensitivity.robust import Robustness
from goalcheck.traits import Family

INDENT = 3

SPELLED_OUT = 5
"""Conflicts that are told at length."""

IN_BRIEF = 15
"""Further conflicts that get one line each."""

IN_FAMILY = 8
"""Findings of another family that get one line each."""

AT_LENGTH = max(SPELLED_OUT + IN_BRIEF, IN_FAMILY)
"""Findings of a family whose chains, advice and places the report of a whole organization can tell."""

MAX_CONTESTED = 8
"""Contested outcomes that are shown with both camps."""

MAX_OUTCOMES = 3
"""Outcomes of one conflict whose chains are told."""

HEADINGS = {
    Family.CONFLICT: "Conflicts",
    Family.COVERAGE: "Customers and work that misses them",
    Family.AGREEMENT: "Agreement",
    Family.EVIDENCE: "Evidence",
    Family.DECISION: "Decisions",
}
"""The headings of findings that are told in a line each; conflicts are told at length."""


def render_report(
    report: Report,
    *,
    paths: Sequence[str],
    width: int | None,
    color: bool,
    robustness: Robustness | None = None,
) -> str:
    """The report as text.

    Args:
        paths: what the user named, for the commands that the report suggests.
        width: columns to break at, None for a pipe.
        robustness: how surely its conflicts stand, where that was worked out.
    """
    canvas = Canvas()
    _Page(report, canvas, command_line(paths), robustness).draw()
    return canvas.text(width=width, color=color)


class _Page:
    """One report being drawn."""

    def __init__(self, report: Report, canvas: Canvas, paths: str, robustness: Robustness | None) -> None:
        self._report = report
        self._robustness = robustness
        self._canvas = canvas
        self._paths = paths
        self._speaker = Speaker(report.organization)
        open_ = open_findings(report)
        self._conflicts = [finding for finding in open_ if is_conflict(finding)]
        others = [finding for finding in open_ if not is_conflict(finding)]
        self._foremost = sorted([*self._conflicts, *filter(is_story, others)], key=lambda finding: finding.order)
        self._others = [finding for finding in others if not is_story(finding)]
        self._decided = decided_findings(report)
        self._all = report.summary.open + report.summary.decided
        self._partial = is_partial(report)

    def draw(self) -> None:
        self._verdict()
        for number, finding in enumerate(self._foremost[:SPELLED_OUT], start=1):
            self._tell(number, finding)
        self._brief()
        self._contested()
        self._families()
        self._decisions()
        self._closing()

    def _verdict(self) -> None:
        organization = self._report.organization
        period = f", {for_terminal(organization.period.label)}" if organization.period else ""
        self._canvas.line(Styled(for_terminal(organization.name), "bold"), period)
        self._canvas.blank()
        said = verdict(self._report)
        levels = [": ", *_levels(said.counted)] if said.counted else []
        claim = Styled(said.claim, "bold green" if said.is_good else "bold")
        self._canvas.line(claim, *levels, f"{said.rest}.", hang=2)
        inexact = exactness(self._report)
        if inexact:
            self._canvas.line(Styled(inexact, "bold yellow"))

    def _tell(self, number: int, finding: Finding) -> None:
        self._canvas.blank()
        self._canvas.line(f"{number}. ", *parts(title(finding)), hang=3)
        if is_story(finding):
            draw(self._canvas, [*story_blocks(self._report.organization, finding)], indent=INDENT)
        else:
            blocks = conflict_blocks(self._report.organization, finding, most_outcomes=MAX_OUTCOMES)
            draw(self._canvas, [*blocks], indent=INDENT)
            self._sure(finding)

    def _sure(self, finding: Finding) -> None:
        """The share of draws in which it stands, where that was asked."""
        standing = self._robustness.of(finding) if self._robustness else None
        if self._robustness and standing:
            self._canvas.line(standing_sentence(self._robustness, standing), indent=INDENT, hang=2)

    def _brief(self) -> None:
        rest = self._foremost[SPELLED_OUT:]
        if not rest:
            return
        self._canvas.heading("Further conflicts")
        for finding in rest[:IN_BRIEF]:
            self._one_line(finding)
        if len(rest) > IN_BRIEF:
            more = f"... and {len(rest) - IN_BRIEF:,} more"
            self._canvas.line(f"{more}: goalcheck analyze {self._paths} --format json lists all")

    def _one_line(self, finding: Finding) -> None:
        level = Styled(f"{finding.level.value:<8}", LEVEL_STYLES[finding.level])
        where = f" {place(finding.locations[0])}" if finding.locations else ""
        self._canvas.line(
            level,
            f" {for_terminal(str(finding.message))}{guarded(finding)} ",
            Styled(f"{finding.code} {finding.fingerprint[:SHORT_FINGERPRINT]}{where}", "dim"),
            hang=9,
        )

    def _contested(self) -> None:
        contested = _contested(self._report, self._concerned())
        if not contested:
            return
        self._canvas.heading("Contested outcomes")
        for each in contested[:MAX_CONTESTED]:
            self._canvas.line(self._speaker.outcome(each.outcome), hang=2)
            for label, camp in (("helped by", each.helpers), ("hurt by  ", each.hurters)):
                names = [f"{objective} {strength:.2f}" for strength, objective in camp]
                self._canvas.line(f"{label} {listed(names)}", indent=2, hang=10)
        if len(contested) > MAX_CONTESTED:
            self._canvas.line(f"... and {len(contested) - MAX_CONTESTED} more")

    def _concerned(self) -> Collection[str]:
        """The outcomes that the reader asked for: of a selection those that its findings are over."""
        if not self._partial:
            return self._report.organization.outcomes
        return {contest.outcome for finding in self._report.findings for contest in finding.outcomes}

    def _families(self) -> None:
        for family, heading in HEADINGS.items():
            found = [finding for finding in self._others if finding.rule.section is family]
            if not found:
                continue
            self._canvas.heading(heading)
            for finding in found[:IN_FAMILY]:
                self._one_line(finding)
            if len(found) > IN_FAMILY:
                codes = sorted({finding.code for finding in found[IN_FAMILY:]})
                self._canvas.line(f"... and {len(found) - IN_FAMILY} more ({', '.join(codes)})")

    def _decisions(self) -> None:
        if not self._decided:
            return
        self._canvas.heading("Decided")
        for finding in self._decided:
            decision = finding.decision
            if decision is not None:
                self._canvas.line(
                    f"{finding.status.value} until {decision.until} by {for_terminal(decision.by)}: "
                    f"{for_terminal(str(finding.message))}; {for_terminal(decision.reason)}",
                    hang=2,
                )

    def _closing(self) -> None:
        canvas, report, summary = self._canvas, self._report, self._report.summary
        canvas.heading("In short")
        found, decided = len(report.findings), len(self._decided)
        canvas.line(
            f"{found:,} of {count(self._all, 'finding')}: " if self._partial else f"{count(found, 'finding')}: ",
            *_levels(report.findings),
            f"; {found - decided} open, {decided} decided." if found else ".",
            hang=2,
        )
        canvas.line(f"{count(summary.clashes, 'clash', 'clashes')} of two objectives over one outcome in all.")
        if summary.at_stake:
            money = self._speaker.money(summary.at_stake)
            canvas.line(f"At stake: {money} over the outcomes of open findings that are serious or worse.")
        if truncated := truncation(report):
            canvas.line(truncated)
        if self._robustness:
            canvas.line(method(self._robustness), hang=2)
        for unchecked in report.unchecked:
            canvas.line(f"Not checked: {for_terminal(str(unchecked))}.", hang=2)
        self._next()

    def _next(self) -> None:
        if self._conflicts:
            worst = self._conflicts[0]
            self._canvas.heading("Next")
            short = worst.fingerprint[:SHORT_FINGERPRINT]
            self._canvas.line(f"goalcheck explain {short} {self._paths}", " (the worst at length)")
            for objective in self._speaker.parties(worst)[:1]:
                self._canvas.line(f"goalcheck show {objective} {self._paths}", " (all about one objective)")


def _levels(findings: Sequence[Finding]) -> list[Part]:
    """Counts by level, the levels that there are."""
    told: list[Part] = []
    for level in Level:
        number = sum(finding.level is level for finding in findings)
        if number:
            told += [", "] if told else []
            told.append(Styled(f"{number:,} {level.value}", LEVEL_STYLES[level]))
    return told or ["none"]


def _contested(report: Report, outcomes: Collection[str]) -> list[ContestedOutcome]:
    """The outcomes among these that some objective helps and another hurts, most important first."""
    contested = [each for each in report.contested if each.outcome in outcomes]
    importance = report.organization.outcomes
    return sorted(contested, key=lambda each: (-importance[each.outcome].importance, each.outcome))
