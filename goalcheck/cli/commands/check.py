"""`goalcheck check`: the command for CI, whose exit status says if anything fails."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from goalcheck.cli import exits, options
from goalcheck.cli.errors import UsageError
from goalcheck.cli.options import FailOn
from goalcheck.cli.output import Color, emit, say, spared
from goalcheck.cli.parameters import choice
from goalcheck.render.safe import for_terminal
from goalcheck.source import InvalidInput, Problem

if TYPE_CHECKING:
    from goalcheck.cli.checking import Asked, Checked
    from goalcheck.cli.delivery import ReportPart
    from goalcheck.cli.scope import Scope
    from goalcheck.report import Report
    from goalcheck.selection import Selection

FORGES = {"GITHUB_ACTIONS": "github", "GITLAB_CI": "gitlab"}
"""The variable that a forge sets to `true` in its jobs, and the format that it understands."""

EXAMPLES = """\
goalcheck check
goalcheck check my-org --fail-on severe
goalcheck check my-org --since main..."""


def check(
    paths: options.PathsOrHere = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="REF", help="Count only what is new, worse or open again since a git revision."
        ),
    ] = None,
    merged_with: Annotated[
        list[str] | None,
        typer.Option("--merged-with", metavar="REF", help="Merge a branch in memory: what stands only with it fails."),
    ] = None,
    merged_with_all: Annotated[
        str | None,
        typer.Option(
            "--merged-with-all", metavar="PATTERN", help="The same with each branch of a pattern, as 'origin/*'; told."
        ),
    ] = None,
    lapsed: Annotated[
        options.Lapsed | None,
        choice(
            "--lapsed",
            of=options.Lapsed,
            help="What is open because a decision lapsed: fail, or with --since only a notice, warn.",
        ),
    ] = None,
    comment: Annotated[
        Path | None,
        typer.Option(
            "--comment", metavar="FILE", help="Write the one comment on a pull request, as Markdown.", callback=spared
        ),
    ] = None,
    organization: options.OneOrganization = None,
    fail_on: options.FailOnConfigured = None,
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

    Without a path all organizations are checked that goalcheck.yaml names, each under a heading, else all that files
    below the current folder declare. The worst exit status is that of all.

    A conflict has a line, and below it one for each hurter, on the line that declares its harm.

    Exit status: 1 when an open conflict or finding has the level of --fail-on or a worse one, or fewer objectives are
    seen than --min-seen asks for; 2 when the input is wrong.
    Inside GitHub Actions and GitLab CI the format is theirs unless --format is given.

    --since main... compares with where the branch left main: old conflicts stay quiet, whatever is new, worse or open
    again fails, in whichever file it stands. A conflict is worse where its level rises, its open pressure rises by more
    than 5, or somebody new hurts what suffers.

    What is retracted is told first: an effect or claim of which less is said where a conflict rested on it that is gone
    or lower now. It is serious, and fails, where no new `because` on that line says why.

    --merged-with origin/b tells what would be found if that branch were merged too and neither side has alone, who with
    whom. Nothing is checked out, and a branch that does not merge by itself is left out and named.

    --comment writes what the change does to conflicts, whom to ask, and the picture of the worst, for a comment.

    A decision is announced 30 days before it lapses. With --since, what is open because a decision lapsed that the
    change did not touch is a notice; --lapsed fail, the default without --since, is for the scheduled job.
    """
    from goalcheck.cli.delivery import annotating, deliver_all, deliveries
    from goalcheck.cli.endings import format_endings
    from goalcheck.cli.scope import check_scopes
    from goalcheck.render.formats import Style
    from goalcheck.selection import Selection

    wanted = deliveries(format_ or ([] if output and output.suffix.lower() in format_endings() else _forge()), output)
    request = _Request(
        since=since,
        fail_on=fail_on,
        min_seen=min_seen,
        today=today or date.today(),
        in_brief=not explain and all(each.format == "text" for each in wanted),
        selection=Selection(level, department or (), outcome or (), customer or ()),
        top=top,
        merged_with=tuple(merged_with or ()),
        merged_with_all=merged_with_all,
        lapsed=lapsed,
    )
    with annotating(wanted, paths or []):
        outcomes, wrong = _outcomes(check_scopes(paths, organization), request)
        style = Style.EXPLAINED if explain else Style.LINES
        deliver_all([each.part for each in outcomes], wanted, color=color, style=style)
        for each in outcomes:
            name = f"{for_terminal(each.part.name)}: " if len(outcomes) + len(wrong) > 1 else ""
            say("".join(f"goalcheck: {name}{line}\n" for line in each.said))
        if comment is not None:
            emit(_comment(outcomes), comment)
        if wrong:
            raise InvalidInput(tuple(wrong))
    if any(each.fails for each in outcomes):
        raise typer.Exit(exits.FINDINGS)


class _Request(NamedTuple):
    """The options of a check; what is None is left to the configuration.

    Attributes:
        in_brief: True if only messages and places are told.
    """

    since: str | None
    fail_on: FailOn | None
    min_seen: float | None
    today: date
    in_brief: bool
    selection: Selection
    top: int | None
    merged_with: tuple[str, ...]
    merged_with_all: str | None
    lapsed: options.Lapsed | None

    def asked(self, since: str | None) -> Asked:
        """What is asked of each organization."""
        from goalcheck.cli.checking import Asked

        return Asked(since, self.today, self.in_brief, self.merged_with, self.merged_with_all, self.lapsed)


class _Outcome(NamedTuple):
    """The check of one organization: what is told in formats, what is said on stderr, and whether it fails."""

    part: ReportPart
    said: tuple[str, ...]
    fails: bool
    result: Checked


def _outcomes(scopes: Sequence[Scope], request: _Request) -> tuple[list[_Outcome], list[Problem]]:
    """The outcome for each organization, and what is wrong in the files of others: it keeps nobody from theirs.

    Raises:
        InvalidInput: the files of all are wrong.
    """
    if len(scopes) == 1:
        try:
            return [_outcome(scopes[0], request)], []
        except InvalidInput:
            scopes = _declared(scopes[0])
            if len(scopes) < 2:
                raise
    outcomes: list[_Outcome] = []
    wrong: dict[Problem, None] = {}
    for each in scopes:
        try:
            outcomes.append(_outcome(each, request))
        except InvalidInput as error:
            wrong |= dict.fromkeys(error.problems)
    if not outcomes:
        raise InvalidInput(tuple(wrong))
    return outcomes, [*wrong]


def _declared(scope: Scope) -> Sequence[Scope]:
    """The organizations in paths that are not one organization: two in one tree are two."""
    from goalcheck.cli.scope import parts_of

    return parts_of(scope)


def _outcome(scope: Scope, request: _Request) -> _Outcome:
    from goalcheck.cli.analyzing import fails, named
    from goalcheck.cli.checking import checked
    from goalcheck.cli.delivery import ReportPart
    from goalcheck.configuration import CheckTerms
    from goalcheck.render.remarks import failing
    from goalcheck.selection import Selection, select

    typed = CheckTerms(request.fail_on.value if request.fail_on else None, request.since, request.min_seen)
    terms = typed.above(scope.terms)
    fail_on = terms.fail_on or FailOn.SERIOUS.value
    # An empty --since takes back what the configuration compares with; without one it is a mistake.
    is_taken_back = terms.since == "" and scope.terms.since is not None
    result = checked(scope, request.asked(None if is_taken_back else terms.since))
    selected = select(result.report, request.selection)
    unmet = _unmet(result.report, terms.min_seen)
    part = ReportPart(
        select(selected, Selection(top=request.top)),
        named(scope.paths, scope.organization),
        name=scope.name,
        comparing=result.comparing,
        unmet=unmet,
        remarks=result.remarks,
    )
    is_failed = bool(unmet) or fails(selected, fail_on) or failing(result.remarks, fail_on) > 0
    return _Outcome(part, _said(result, selected, unmet, fail_on), is_failed, result)


def _comment(outcomes: Sequence[_Outcome]) -> str:
    """The comment on the change.

    Raises:
        UsageError: nothing was compared.
    """
    from goalcheck.render.comment import OrganizationChange, render_comment

    results = [(each.part.name, each.result) for each in outcomes]
    changes = [
        OrganizationChange(name, each.whole, each.difference, each.remarks)
        for name, each in results
        if each.whole is not None and each.difference is not None
    ]
    if len(changes) < len(results) or not changes:
        raise UsageError("--comment tells what a change does: give the revision to compare with, --since main...")
    return render_comment(changes, results[0][1].since or "")


def _said(result: Checked, selected: Report, unmet: Sequence[str], fail_on: str) -> tuple[str, ...]:
    return *result.declared(), *unmet, result.summary(selected, fail_on)


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
