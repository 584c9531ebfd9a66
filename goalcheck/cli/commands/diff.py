"""`goalcheck diff`: the difference between two organizations."""

from __future__ import annotations

from typing import Annotated

import typer

from goalcheck.cli import options
from goalcheck.cli.endings import chosen_format
from goalcheck.cli.options import DiffFormat, FailOn
from goalcheck.cli.output import Color

EXAMPLES = """\
goalcheck diff main
goalcheck diff main:my-org my-org
goalcheck diff main:my-org my-org --fail-on serious -o comment.md"""


def diff(
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="A path, or REV:PATH for a path at a git revision; or REV alone.")
    ],
    new: Annotated[
        str | None,
        typer.Argument(metavar="[NEW]", help="The same, as it is now or shall be; after REV alone the one here."),
    ] = None,
    organization: options.OneOrganization = None,
    format_: options.DifferenceFormat = None,
    output: options.Output = None,
    level: options.MinLevel = None,
    department: options.InDepartment = None,
    outcome: options.OverOutcome = None,
    customer: options.OfCustomer = None,
    top: options.Top = None,
    color: options.ColorChoice = Color.AUTO,
    today: options.Today = None,
    fail_on: options.FailOnDifference = FailOn.NEVER,
) -> None:
    """Compare two organizations, or one with its past in git.

    Conflicts are new, gone, worse or better, each with the changes that explain it.

    REV:PATH is a path as seen from here at a git revision, as in goalcheck diff main:org org. goalcheck diff main
    compares the organization here with what it was on main.

    Exit status: 0 whatever differs, unless --fail-on is given; 2 when the input is wrong.
    """
    from goalcheck.cli.comparison import View, deliver_difference
    from goalcheck.planning.revisions import report_of, report_then_and_now
    from goalcheck.selection import Selection

    if new is None:
        from goalcheck.cli.scope import in_scope

        paths, organization = in_scope(None, organization)
        before, now = report_then_and_now(old, paths, today=today, organization=organization)
    else:
        before, now = (report_of(each, today=today, organization=organization) for each in (old, new))
    wanted = Selection(level, department or (), outcome or (), customer or (), top)
    deliver_difference(
        before, now, View(chosen_format(output, format_, DiffFormat), output, color, wanted, fail_on, today)
    )
