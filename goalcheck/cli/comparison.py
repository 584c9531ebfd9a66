"""The last steps of `diff` and `whatif`: compare two reports, choose what is shown, write the difference."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import typer

from goalcheck.cli import exits
from goalcheck.cli.analyzing import fails
from goalcheck.cli.options import DiffFormat, FailOn
from goalcheck.cli.output import Color, colored, emit, say, width
from goalcheck.compare.causes import explained, is_affordable
from goalcheck.compare.reports import Difference, compare
from goalcheck.compare.retractions import with_retractions
from goalcheck.render import difference as render
from goalcheck.render.parts import admissions
from goalcheck.render.remarks import failing
from goalcheck.render.retractions import retraction_remarks
from goalcheck.report import Report
from goalcheck.selection import Selection, chooser, conflict_chooser

UNTRIED = (
    "there are too many changes to try each by itself: the causes are the changes that touch what a conflict is about, "
    "needed or not"
)


class View(NamedTuple):
    """The options that a difference is shown by.

    Attributes:
        wanted: the conflicts and findings to show; of these, `top` counts the worst.
    """

    format_: DiffFormat
    output: Path | None
    color: Color
    wanted: Selection
    fail_on: FailOn
    today: date | None


def deliver_difference(before: Report, now: Report, view: View, *, proposed: Sequence[str] = ()) -> None:
    """Write the difference between two reports; what the analysis could not do is said on stderr.

    Args:
        proposed: the changes that make the difference, in words, where nobody has written them yet.

    Raises:
        typer.Exit: a conflict or finding that counts has the level to fail on.
    """
    compared = compare(before, now)
    if not is_affordable(compared, before):
        say(f"goalcheck: {UNTRIED}\n")
    both = before.organization, now.organization
    difference = explained(compared, before, today=view.today).selected(
        conflict_chooser(view.wanted, *both), chooser(view.wanted, *both)
    )
    if not proposed:
        difference = with_retractions(difference, before, today=view.today)
    shown = difference.worst(view.wanted.top) if view.wanted.top else difference
    emit(_written(shown, view, proposed), view.output)
    for admitted in dict.fromkeys((*admissions(before), *admissions(now))):
        say(f"goalcheck: {admitted}\n")
    retracted = failing(retraction_remarks(difference.retracted), view.fail_on.value)
    if retracted or fails(difference.counting, view.fail_on.value):
        raise typer.Exit(exits.FINDINGS)


def _written(difference: Difference, view: View, proposed: Sequence[str]) -> str:
    if view.format_ is DiffFormat.JSON:
        return render.json_difference(difference, proposed=proposed)
    if view.format_ is DiffFormat.MARKDOWN:
        return render.markdown_difference(difference, proposed=proposed)
    columns, colors = width(view.output), colored(view.color, view.output)
    return render.render_difference(difference, width=columns, color=colors, proposed=proposed)
