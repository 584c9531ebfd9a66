"""`goalcheck check`: the command for CI, whose exit status says if anything fails."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from goalcheck.cli import exits, options
from goalcheck.cli.options import FailOn
from goalcheck.cli.output import Color, say
from goalcheck.findings import Level
from goalcheck.render.safe import for_terminal
from goalcheck.report import Report

if TYPE_CHECKING:
    from goalcheck.compare.reports import Difference
    from goalcheck.render.formats import Comparing

FORGES = {"GITHUB_ACTIONS": "github", "GITLAB_CI": "gitlab"}
"""The variable that a forge sets to `true` in its jobs, and the format that it understands."""

EXAMPLES = """\
goalcheck check my-org --fail-on severe
goalcheck check my-org --since main..."""


def check(
    paths: options.Paths,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="REF", help="Count only what is new, worse or open again since a git revision."
        ),
    ] = None,
    organization: options.OneOrganization = None,
    fail_on: options.FailOnLevel = FailOn.SERIOUS,
    min_seen: options.MinSeen = None,
    explain: Annotated[bool, typer.Option("--explain", help="Tell each conflict and finding at length.")] = False,
    format_: options.ReportFormats = None,
    output: options.Output = None,
    level: options.MinLevel = None,
    department: options.InDepartment = None,
    outcome: options.OverOutcome = None,
    customer: options.OfCustomer = None,
    top: options.Top = None,
    color: options.ColorChoice = Color.AUTO,
    today: options.Today = None,
) -> None:
    """Check for open conflicts and findings, for CI and hooks.

    A conflict has a line, and below it one for each hurter, on the line that declares its harm.

    Exit status: 1 when an open conflict or finding has the level of --fail-on or a worse one, or fewer objectives are
    seen than --min-seen asks for; 2 when the input is wrong.
    Inside GitHub Actions and GitLab CI the format is theirs unless --format is given.

    --since main... compares with where the branch left main: old conflicts stay quiet, whatever is new, worse or open
    again fails, in whichever file it stands. A conflict is worse where its level rises, its open pressure rises by more
    than 5, or somebody new hurts what suffers.
    """
    from goalcheck.cli.analyzing import fails, named
    from goalcheck.cli.delivery import annotating, deliver, deliveries
    from goalcheck.cli.endings import format_endings
    from goalcheck.render.formats import Style
    from goalcheck.selection import Selection, select

    wanted = deliveries(format_ or ([] if output and output.suffix.lower() in format_endings() else _forge()), output)
    in_brief = not explain and all(each.format == "text" for each in wanted)
    with annotating(wanted, paths):
        result = _checked(paths, since=since, today=today, organization=organization, in_brief=in_brief)
    selected = select(result.report, Selection(level, department or (), outcome or (), customer or ()))
    unmet = _unmet(result.report, min_seen)
    deliver(
        select(selected, Selection(top=top)),
        wanted,
        paths=named(paths, organization),
        color=color,
        style=Style.EXPLAINED if explain else Style.LINES,
        comparing=result.comparing,
        unmet=unmet,
    )
    say("".join(f"goalcheck: {line}\n" for line in (*result.declared(), *unmet)))
    say(f"goalcheck: {result.summary(selected, fail_on.value)}\n")
    if unmet or fails(selected, fail_on.value):
        raise typer.Exit(exits.FINDINGS)


def _unmet(report: Report, min_seen: float | None) -> tuple[str, ...]:
    """What was asked of the report and is not met."""
    from goalcheck.render.words import too_few_seen

    few = None if min_seen is None else too_few_seen(report, min_seen)
    return (few,) if few else ()


def _forge() -> list[str]:
    """The format of the forge that this runs in, said aloud."""
    for variable, name in FORGES.items():
        if os.environ.get(variable) == "true":
            say(f"goalcheck: {variable} is set, so the format is {name}; --format text gives plain lines\n")
            return [name]
    return []


@dataclass(frozen=True, slots=True)
class _Checked:
    """The conflicts and findings that `check` reports, and the revision that they were compared with.

    Attributes:
        since: the revision, as the user named it.
        difference: None where nothing was compared.
    """

    report: Report
    since: str | None = None
    difference: Difference | None = None

    @property
    def comparing(self) -> Comparing | None:
        """The comparison in the form that formats take, None where nothing was compared."""
        if self.difference is None or self.since is None:
            return None
        from goalcheck.render.formats import Comparing

        return Comparing(self.since, self.difference.placed, self.difference.states, self.difference.hurters)

    def summary(self, selected: Report, threshold: str) -> str:
        """The one count: what is open by level, what is left aside, how much was seen, and how many fail."""
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
        if found.number and threshold != "never":
            failing = found.failing(Level(threshold))
            parts.append(f"{failing:,} fail{'s' if failing == 1 else ''} (--fail-on {threshold})")
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


def _checked(
    paths: list[str],
    *,
    since: str | None,
    today: date | None,
    organization: str | None = None,
    in_brief: bool = False,
) -> _Checked:
    """What `check` reports: all, or with `since` only what is new, worse or open again.

    Args:
        in_brief: True if only messages and places are told; a comparison looks at the chains in any case.

    Raises:
        NoRevision: there is no such revision.
        InvalidInput: the files are wrong, or were wrong then.
    """
    from goalcheck.cli.analyzing import report_on

    at_length = 0 if in_brief and since is None else None
    report = report_on(paths, today=today, organization=organization, at_length=at_length, placed=True)
    if since is None:
        return _Checked(report)
    from goalcheck.compare.reports import compare, nothing_before
    from goalcheck.planning.revisions import report_at

    before = report_at(since, paths, today=today, organization=organization)
    if before is None:
        say(f"goalcheck: nothing of this organization existed at {for_terminal(since)}, so that everything is new\n")
    difference = compare(before, report) if before else nothing_before(report)
    return _Checked(difference.counting, since, difference)
