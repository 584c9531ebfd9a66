"""`goalcheck check`: what CI runs."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from goalcheck.cli import exits, options
from goalcheck.cli.options import FailOn
from goalcheck.cli.output import Color, say

FORGES = {"GITHUB_ACTIONS": "github", "GITLAB_CI": "gitlab"}
"""What a forge sets to `true` in its jobs, and the format that it understands."""


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
    explain: Annotated[bool, typer.Option("--explain", help="Tell each finding at length.")] = False,
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
    """Check for open findings, one in a line, for CI and hooks.

    Exit status: 1 when an open finding has the level of --fail-on or a worse one; 2 when the input is wrong.
    Inside GitHub Actions and GitLab CI the format is theirs unless --format is given.

    --since main... compares with where the branch left main: old conflicts stay quiet, whatever is new, worse or open
    again fails, in whichever file it stands.
    """
    from goalcheck.cli.checking import checked
    from goalcheck.cli.delivery import annotating, deliver, deliveries
    from goalcheck.cli.endings import format_endings
    from goalcheck.cli.studying import fails, named
    from goalcheck.render.formats import Style
    from goalcheck.selection import Selection, select

    wanted = deliveries(format_ or ([] if output and output.suffix.lower() in format_endings() else _forge()), output)
    in_brief = not explain and all(each.format == "text" for each in wanted)
    with annotating(wanted, paths):
        result = checked(paths, since=since, today=today, organization=organization, in_brief=in_brief)
    selected = select(result.report, Selection(level, department or (), outcome or (), customer or ()))
    deliver(
        select(selected, Selection(top=top)),
        wanted,
        paths=named(paths, organization),
        color=color,
        style=Style.EXPLAINED if explain else Style.LINES,
        comparing=result.comparing,
    )
    say(f"goalcheck: {result.summary(selected, fail_on.value)}\n")
    if fails(selected.findings, fail_on.value):
        raise typer.Exit(exits.FINDINGS)


def _forge() -> list[str]:
    """The format of the forge that this runs in, said aloud."""
    for variable, name in FORGES.items():
        if os.environ.get(variable) == "true":
            say(f"goalcheck: {variable} is set, so the format is {name}; --format text gives plain lines\n")
            return [name]
    return []
