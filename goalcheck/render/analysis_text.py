"""The text report: what a planner reads after `goalcheck analyze`, worst first, each conflict clear in ten seconds."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from goalcheck.findings import Finding, FindingStatus, Level, Report, is_conflict, is_story
from goalcheck.render.canvas import Canvas, Part, Styled
from goalcheck.render.conflict_text import draw_conflict, draw_story, guarded, title
from goalcheck.render.safe import for_terminal
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

SPELLED_OUT = 5
"""Conflicts that are told at length."""

IN_BRIEF = 15
"""Further conflicts that get one line each."""

IN_FAMILY = 8
"""Findings of another family that get one line each."""

MAX_CONTESTED = 8
"""Contested outcomes that are shown with both camps."""

MAX_OUTCOMES = 3
"""Outcomes of one conflict whose chains are told."""

FAMILIES = {
    "GC2": "Customers and work that misses them",
    "GC3": "Agreement",
    "GC4": "Evidence",
    "GC5": "Decisions",
}


def render_report(report: Report, *, paths: Sequence[str], width: int | None, color: bool) -> str:
    """The report as text.

    Args:
        paths: what the user named, for the commands that the report suggests.
        width: columns to break at, None for a pipe.
    """
    canvas = Canvas()
    _Page(report, canvas, command_line(paths)).draw()
    return canvas.text(width=width, color=color)


class _Page:
    """One report being drawn."""

    def __init__(self, report: Report, canvas: Canvas, paths: str) -> None:
        self._report = report
        self._canvas = canvas
        self._paths = paths
        self._speaker = Speaker(report.organization)
        open_ = [finding for finding in report.findings if finding.status is FindingStatus.OPEN]
        self._conflicts = [finding for finding in open_ if is_conflict(finding)]
        others = [finding for finding in open_ if not is_conflict(finding)]
        self._foremost = sorted([*self._conflicts, *filter(is_story, others)], key=lambda finding: finding.order)
        self._others = [finding for finding in others if not is_story(finding)]
        self._decided = [finding for finding in report.findings if finding.status is not FindingStatus.OPEN]
        self._all = report.summary.open + report.summary.decided
        self._partial = len(report.findings) < self._all

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
        organization, counts = self._report.organization, self._report.counts
        period = f", {for_terminal(organization.period.label)}" if organization.period else ""
        self._canvas.line(Styled(for_terminal(organization.name), "bold"), period)
        self._canvas.blank()
        size = f"{count(counts.objectives, 'objective')} and {count(counts.effects, 'effect')}"
        pairs = [finding for finding in self._conflicts if finding.code == "GC101"]
        decided = [finding for finding in self._decided if finding.code == "GC101"]
        here = " in this selection" if self._partial else ""
        if pairs:
            more = "At least " if "GC101" in self._report.truncated else ""
            verdict = f"{more}{_pulling(pairs)} against each other{here}"
            others = len(self._conflicts) - len(pairs)
            beside = f"; and {count(others, 'other conflict')}" if others else ""
            self._canvas.line(Styled(f"{verdict}: ", "bold"), *_levels(pairs), f", among {size}{beside}.", hang=2)
        elif self._conflicts:
            conflicts = count(len(self._conflicts), "other conflict")
            verdict = f"No two objectives pull an outcome apart{here}, but there {_be(self._conflicts)} {conflicts}"
            self._canvas.line(Styled(f"{verdict}: ", "bold"), *_levels(self._conflicts), f", among {size}.", hang=2)
        elif decided:
            verdict = f"{_pulling(decided)} against each other{here}, and all is decided, among {size}."
            self._canvas.line(Styled(verdict, "bold"), hang=2)
        else:
            self._canvas.line(Styled(f"No objectives pull against each other{here} among {size}.", "bold green"))
        inexact = exactness(self._report)
        if inexact:
            self._canvas.line(Styled(inexact, "bold yellow"))

    def _tell(self, number: int, finding: Finding) -> None:
        self._canvas.blank()
        self._canvas.line(f"{number}. ", *title(finding), hang=3)
        if is_story(finding):
            draw_story(self._canvas, self._speaker, finding)
        else:
            draw_conflict(self._canvas, self._speaker, finding, most_outcomes=MAX_OUTCOMES)

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
            f" {for_terminal(finding.message)}{guarded(finding)} ",
            Styled(f"{finding.code} {finding.fingerprint[:SHORT_FINGERPRINT]}{where}", "dim"),
            hang=9,
        )

    def _contested(self) -> None:
        camps = _camps(self._report)
        if not camps:
            return
        self._canvas.heading("Contested outcomes")
        for outcome, helpers, hurters in camps[:MAX_CONTESTED]:
            self._canvas.line(self._speaker.outcome(outcome), hang=2)
            for label, camp in (("helped by", helpers), ("hurt by  ", hurters)):
                names = [f"{objective} {strength:.2f}" for strength, objective in camp]
                self._canvas.line(f"{label} {listed(names)}", indent=2, hang=10)
        if len(camps) > MAX_CONTESTED:
            self._canvas.line(f"... and {len(camps) - MAX_CONTESTED} more")

    def _families(self) -> None:
        for family, findings in groupby(sorted(self._others, key=_family), key=_family):
            found = sorted(findings, key=lambda finding: finding.order)
            self._canvas.heading(FAMILIES[family])
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
                    f"{for_terminal(finding.message)}; {for_terminal(decision.reason)}",
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
        if report.truncated:
            most = (report.organization.settings.max_findings,)
            canvas.line(
                f"Of {listed(report.truncated)} only the worst {most[0]:,} are listed (settings: max_findings)."
            )
        for unchecked in report.unchecked:
            canvas.line(f"Not checked: {for_terminal(unchecked)}.", hang=2)
        self._next()

    def _next(self) -> None:
        if self._conflicts:
            worst = self._conflicts[0]
            self._canvas.heading("Next")
            short = worst.fingerprint[:SHORT_FINGERPRINT]
            self._canvas.line(f"goalcheck explain {short} {self._paths}", " (the worst at length)")
            objective = self._speaker.parties(worst)[0]
            self._canvas.line(f"goalcheck show {objective} {self._paths}", " (all about one objective)")


def _pulling(pairs: Sequence[Finding]) -> str:
    return f"{count(len(pairs), 'pair')} of objectives {'pulls' if len(pairs) == 1 else 'pull'}"


def _be(things: Sequence[Finding]) -> str:
    return "is" if len(things) == 1 else "are"


def _levels(findings: Sequence[Finding]) -> list[Part]:
    """Counts by level, the levels that there are."""
    parts: list[Part] = []
    for level in Level:
        number = sum(finding.level is level for finding in findings)
        if number:
            parts += [", "] if parts else []
            parts.append(Styled(f"{number:,} {level.value}", LEVEL_STYLES[level]))
    return parts or ["none"]


def _family(finding: Finding) -> str:
    """The family that a reader looks for a finding in: a priority that nobody serves is about customers."""
    return "GC2" if finding.code == "GC305" else finding.code[:3]


def _camps(report: Report) -> list[tuple[str, list[tuple[float, str]], list[tuple[float, str]]]]:
    """The outcomes that some objective helps and another hurts, most important first, with both camps."""
    helpers: dict[str, list[tuple[float, str]]] = {}
    hurters: dict[str, list[tuple[float, str]]] = {}
    for push in report.pushes:
        if push.help >= push.harm - 1e-9:
            helpers.setdefault(push.node, []).append((push.help, push.objective))
        if push.harm >= push.help - 1e-9:
            hurters.setdefault(push.node, []).append((push.harm, push.objective))
    contested = [outcome for outcome in helpers if outcome in hurters]
    contested.sort(key=lambda outcome: (-report.organization.outcomes[outcome].importance, outcome))
    return [(outcome, _strongest(helpers[outcome]), _strongest(hurters[outcome])) for outcome in contested]


def _strongest(camp: list[tuple[float, str]]) -> list[tuple[float, str]]:
    return sorted(camp, key=lambda each: (-each[0], each[1]))
