"""`goalcheck diff`: two organizations, or one at two times."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from goalcheck.cli import exits, options
from goalcheck.cli.options import FailOn
from goalcheck.cli.output import Color, colored, emit, say, width


class DiffFormat(StrEnum):
    """How a difference is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A path, or REV:PATH for a path at a git revision.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The same, as it is now or shall be.")],
    format_: Annotated[DiffFormat, typer.Option("--format", "-f", help="How to write it.")] = DiffFormat.TEXT,
    output: options.Output = None,
    level: options.MinLevel = None,
    department: options.InDepartment = None,
    outcome: options.OverOutcome = None,
    customer: options.OfCustomer = None,
    top: options.Top = None,
    color: options.ColorChoice = Color.AUTO,
    today: options.Today = None,
    fail_on: Annotated[
        FailOn,
        typer.Option("--fail-on", help="Exit with 1 when a new, worse or reopened finding has this level or more."),
    ] = FailOn.NEVER,
) -> None:
    """Compare two organizations: conflicts new, gone, worse, better, and the changes that explain them.

    REV:PATH is a path as seen from here at a git revision, as in goalcheck diff main:org org.

    Exit status: 0 whatever differs, unless --fail-on is given; 2 when the input is wrong.
    """
    from goalcheck.cli.studying import fails
    from goalcheck.planning.difference import compare
    from goalcheck.planning.revisions import report_of
    from goalcheck.render import difference_text as render
    from goalcheck.render.parts import admissions
    from goalcheck.selection import Selection, chooser

    day = today.date() if today else None
    before, now = report_of(old, today=day), report_of(new, today=day)
    wanted = Selection(level, department or (), outcome or (), customer or ())
    difference = compare(before, now).selected(chooser(wanted, before.organization, now.organization))
    shown = difference.worst(top) if top else difference
    if format_ is DiffFormat.JSON:
        text = render.json_difference(shown)
    elif format_ is DiffFormat.MARKDOWN:
        text = render.markdown_difference(shown)
    else:
        text = render.render_difference(shown, width=width(output), color=colored(color, output))
    emit(text, output)
    for admitted in dict.fromkeys((*admissions(before), *admissions(now))):
        say(f"goalcheck: {admitted}\n")
    if fails(difference.counting.findings, fail_on.value):
        raise typer.Exit(exits.FINDINGS)
