"""The text report: what a planner reads after `goalcheck analyze`, worst first, each conflict clear in ten seconds."""

from __future__ import annotations

from collections.abc import Sequence

from goalcheck.conflicts import Conflict
from goalcheck.findings import Finding, FindingStatus, Level
from goalcheck.render.canvas import Canvas, Part, Styled
from goalcheck.render.document.model import Pieces
from goalcheck.render.document.terminal import draw, parts
from goalcheck.render.names import SafeNames
from goalcheck.render.parts import is_partial, truncation
from goalcheck.render.safe import for_terminal
from goalcheck.render.sections.overview import Teller, by_rule, root_cause_headline
from goalcheck.render.sections.sureness import method, standing_sentence
from goalcheck.render.words import (
    LEVEL_STYLES,
    SHORT_FINGERPRINT,
    command_line,
    count,
    coverage_headline,
    exactness,
    place,
    seen_of_all,
)
from goalcheck.report import Report
from goalcheck.sensitivity.robust import Robustness

AT_LENGTH = 3
"""Conflicts that are told at length: the first of each of the first stories, severe ones alone after the first."""

IN_BRIEF = 12
"""Further conflicts that get a line each."""

IN_STORY = 4
"""Conflicts of one story that get a line each."""

MOST_CAUSES = 3
"""Root causes that are told."""

MOST_RULES = 6
"""Rules, severe or serious, that are told in a line each."""

LEVEL_WIDTH = 11
"""As wide as a level with a pressure."""


def render_report(
    report: Report,
    *,
    paths: Sequence[str],
    width: int | None,
    color: bool,
    everything: bool = False,
    robustness: Robustness | None = None,
) -> str:
    """The report as text.

    Args:
        paths: what the user named, for the commands that the report suggests.
        width: columns to break at, None for a pipe.
        everything: whether all conflicts are told at length, and all findings.
        robustness: how surely its conflicts stand, where that was worked out.
    """
    canvas = Canvas()
    _Page(report, canvas, command_line(paths), robustness, everything=everything).draw()
    return canvas.text(width=width, color=color)


class _Page:
    """One report being drawn."""

    def __init__(
        self, report: Report, canvas: Canvas, paths: str, robustness: Robustness | None, *, everything: bool
    ) -> None:
        self._report = report
        self._canvas = canvas
        self._paths = paths
        self._robustness = robustness
        self._everything = everything
        self._names = SafeNames(report.organization)
        self._teller = Teller(report, everything=everything)
        self._open = [each for each in report.conflicts if each.is_open]
        self._decided = [each for each in report.conflicts if not each.is_open]
        self._stories = self._open_stories()
        self._rules = by_rule(report.findings)
        self._hardly_seen = coverage_headline(report)
        self._told_at_length = 0
        self._told_in_brief = False

    def draw(self) -> None:
        self._head()
        for conflicts in self._stories:
            self._story(conflicts)
        self._root_causes()
        self._by_itself()
        self._decisions()
        self._notes()
        self._next()

    def _open_stories(self) -> list[list[Conflict]]:
        """The open conflicts of each story that has any."""
        told = (self._teller.conflicts_of(story) for story in self._report.stories)
        undecided = ([each for each in conflicts if each.is_open] for conflicts in told)
        return [conflicts for conflicts in undecided if conflicts]

    # The head

    def _head(self) -> None:
        organization = self._report.organization
        period = f", {for_terminal(organization.period.label)}" if organization.period else ""
        self._canvas.line(Styled(for_terminal(organization.name), "bold"), period)
        self._canvas.blank()
        if self._hardly_seen:
            self._canvas.line(Styled(f"{self._hardly_seen}.", "bold yellow"), hang=2)
        self._canvas.line(*self._verdict(), hang=2)
        inexact = exactness(self._report)
        if inexact:
            self._canvas.line(Styled(inexact, "bold yellow"))

    def _verdict(self) -> list[Part]:
        """3 stories, 5 conflicts: 1 severe, 4 serious; and 2 findings: 2 minor. 9 of 11 objectives can be seen."""
        said: list[Part] = []
        here = " in this selection" if is_partial(self._report) else ""
        if self._open:
            stories = count(len(self._stories), "story", "stories")
            said += [Styled(f"{stories}, {count(len(self._open), 'conflict')}{here}: ", "bold"), *_levels(self._open)]
        elif self._report.conflicts:
            said.append(Styled(f"No open conflict{here}", "bold"))
        else:
            said.append(
                Styled(f"{'No conflict' if self._report.counts.seen else 'No conflict can be seen'}{here}", "bold")
            )
        if self._decided:
            said.append(f"; {len(self._decided):,} decided")
        alone = [each for found in self._rules.values() for each in found]
        if alone:
            said += ["; beside them " if self._report.conflicts else ", but ", count(len(alone), "finding"), ": "]
            said += _levels(alone)
        said.append(".")
        if not self._hardly_seen:
            said.append(f" {seen_of_all(self._report)}.")
        return said

    # The stories

    def _story(self, conflicts: Sequence[Conflict]) -> None:
        first, *others = conflicts
        if self._is_told_at_length(first):
            self._told_at_length += 1
            self._at_length(first, len(conflicts))
            rest = others
        else:
            rest = list(conflicts)
            if self._told_at_length and not self._told_in_brief:
                self._canvas.blank()
            self._told_in_brief = True
        if self._everything:
            for each in rest:
                self._at_length(each, 1)
            return
        shown = rest[:IN_STORY]
        for each in shown:
            self._in_brief(each)
        if len(rest) > len(shown):
            self._canvas.line(f"... and {count(len(rest) - len(shown), 'more conflict')} with this root", indent=3)

    def _is_told_at_length(self, conflict: Conflict) -> bool:
        """The worst conflict always; of other stories the severe ones, as far as there is room."""
        if self._everything or not self._told_at_length:
            return True
        return self._told_at_length < AT_LENGTH and conflict.level is Level.SEVERE

    def _at_length(self, conflict: Conflict, together: int) -> None:
        self._canvas.blank()
        self._line(self._teller.title(conflict, together), hang=2)
        blocks = [*self._teller.body(conflict, is_first=conflict is self._open[0])]
        draw(self._canvas, blocks, indent=2, naming=self._names)
        standing = self._robustness.of(conflict) if self._robustness else None
        if self._robustness and standing:
            self._canvas.line(standing_sentence(self._robustness, standing), indent=2, hang=2)

    def _in_brief(self, conflict: Conflict) -> None:
        level = Styled(f"{conflict.level.value} {conflict.open_pressure:.0f}".ljust(LEVEL_WIDTH), _style(conflict))
        self._canvas.line(level, " ", *self._parts(self._teller.in_brief(conflict)), hang=LEVEL_WIDTH + 1)

    # What they rest on

    def _root_causes(self) -> None:
        causes = self._report.root_causes
        if not causes:
            return
        told = causes if self._everything else causes[:MOST_CAUSES]
        self._canvas.blank()
        self._canvas.line(Styled("ROOT CAUSES", "bold"), f": {root_cause_headline(told, self._report)}")
        for cause in told:
            at = [Styled(f" {place(cause.arrow.location)}", "dim")] if self._everything else []
            self._canvas.line(*self._parts(self._teller.root_cause(cause)), *at, hang=2)

    # What counts by itself

    def _by_itself(self) -> None:
        if not self._rules:
            return
        heading = "BESIDE THE CONFLICTS" if self._report.conflicts else "FINDINGS"
        hint = "" if self._everything else " (analyze --all tells each at length)"
        self._canvas.blank()
        self._canvas.line(Styled(heading, "bold"), Styled(hint, "dim"))
        weighty = [found for found in self._rules.values() if found[0].level is not Level.MINOR]
        minor = [found for found in self._rules.values() if found[0].level is Level.MINOR]
        if self._everything:
            for each in (finding for found in (*weighty, *minor) for finding in found):
                self._finding(each)
            return
        for found in weighty[:MOST_RULES]:
            told = self._parts(self._teller.beside(found))
            self._canvas.line(_graded(found[0].level), " ", *told, hang=LEVEL_WIDTH + 1)
        rest = weighty[MOST_RULES:]
        if rest:
            self._canvas.line(_graded(rest[0][0].level), f" {', '.join(map(_counted, rest))}", hang=LEVEL_WIDTH + 1)
        if minor:
            counted = ", ".join(map(_counted, minor))
            self._canvas.line(_graded(Level.MINOR), f" {counted}", hang=LEVEL_WIDTH + 1)

    def _finding(self, finding: Finding) -> None:
        where = f" {place(finding.locations[0])}" if finding.locations else ""
        self._canvas.line(
            _graded(finding.level),
            " ",
            *self._parts((finding.headline,)),
            Styled(f" {finding.code} {finding.fingerprint[:SHORT_FINGERPRINT]}{where}", "dim"),
            hang=LEVEL_WIDTH + 1,
        )

    # The end

    def _decisions(self) -> None:
        decided = [each for each in self._report.findings if each.counts and each.status is not FindingStatus.OPEN]
        if not self._decided and not decided:
            return
        self._canvas.blank()
        for conflict in self._decided:
            self._canvas.line(Styled("Decided: ", "bold"), *self._parts(self._teller.decided(conflict)), hang=2)
        for finding in decided:
            note = finding.decision
            if note is not None:
                says = f"; {note.verdict.value} until {note.until} by {for_terminal(note.by)}: "
                parts_ = self._parts((finding.headline, says))
                self._canvas.line(Styled("Decided: ", "bold"), *parts_, for_terminal(note.reason), hang=2)

    def _notes(self) -> None:
        notes = [truncation(self._report), method(self._robustness) if self._robustness else None]
        notes += [f"Not checked: {for_terminal(str(each))}." for each in self._report.unchecked]
        told = [note for note in notes if note]
        if told:
            self._canvas.blank()
        for note in told:
            self._canvas.line(note, hang=2)

    def _next(self) -> None:
        lines = [*self._next_lines()]
        if lines:
            self._canvas.heading("Next")
        for command, why in lines:
            self._canvas.line(f"goalcheck {command} {self._paths}", Styled(f"  {why}", "dim"))

    def _next_lines(self) -> list[tuple[str, str]]:
        """The commands that help from here on, with what they are for."""
        lines = []
        if self._open:
            short = self._open[0].fingerprint[:SHORT_FINGERPRINT]
            lines = [
                (f"explain {short}", "the first conflict at length, with every chain"),
                ("resolve", "the cheapest changes that settle them"),
            ]
        if self._hardly_seen and self._report.unseen:
            unseen = self._report.unseen[0]
            lines.insert(0, (f"show {unseen}", "no chain leads from it: declare what it affects or relies on"))
        return lines

    def _line(self, pieces: Pieces, *, hang: int) -> None:
        self._canvas.line(*self._parts(pieces), hang=hang)

    def _parts(self, pieces: Pieces) -> list[Part]:
        return parts(pieces, self._names)


def _counted(found: Sequence[Finding]) -> str:
    """A rule in words, with the number of its findings where there are several."""
    number = f" ({len(found):,})" if len(found) > 1 else ""
    return f"{found[0].name.replace('-', ' ')}{number}"


def _graded(level: Level) -> Styled:
    return Styled(level.value.ljust(LEVEL_WIDTH), LEVEL_STYLES[level])


def _style(conflict: Conflict) -> str:
    return LEVEL_STYLES[conflict.level]


def _levels(graded: Sequence[Conflict] | Sequence[Finding]) -> list[Part]:
    """Counts by level, the levels that there are."""
    told: list[Part] = []
    for level in Level:
        number = sum(each.level is level for each in graded)
        if number:
            told += [", "] if told else []
            told.append(Styled(f"{number:,} {level.value}", LEVEL_STYLES[level]))
    return told
