"""`goalcheck diff`: two organizations, or one at two times."""

from __future__ import annotations

from typing import Annotated

import typer

from goalcheck.cli.options import ColorChoice, DifferenceFormat, DiffFormat, Output, Today
from goalcheck.cli.output import Color


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A path, or REV:PATH for a path at a git revision.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The same, as it is now or shall be.")],
    format_: DifferenceFormat = DiffFormat.TEXT,
    output: Output = None,
    color: ColorChoice = Color.AUTO,
    today: Today = None,
) -> None:
    """Compare two organizations: conflicts new, gone, worse, better, and the changes that explain them.

    REV:PATH is a path as seen from here at a git revision, as in goalcheck diff main:org org.

    Exit status: 0 whatever differs; 2 when the input is wrong.
    """
    from goalcheck.cli.differing import deliver_difference
    from goalcheck.planning.difference import compare
    from goalcheck.planning.revisions import report_of

    day = today.date() if today else None
    before, now = report_of(old, today=day), report_of(new, today=day)
    deliver_difference(compare(before, now), before, format_=format_, output=output, color=color)
