"""`goalcheck history`: an organization over its revisions."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from goalcheck.cli import options
from goalcheck.cli.endings import chosen_format
from goalcheck.cli.output import Color, colored, emit, width
from goalcheck.cli.parameters import choice
from goalcheck.render.safe import for_terminal


class HistoryFormat(StrEnum):
    """The formats of a history."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    SVG = "svg"


EXAMPLES = """\
goalcheck history my-org
goalcheck history my-org --since 2025-01 -o history.json"""


def first_day(text: str) -> date:
    """The first day of a year or month, or the day itself, that an option names."""
    try:
        return date.fromisoformat(text + "-01-01"[3 * text.count("-") :])
    except ValueError as error:
        raise typer.BadParameter(f"'{for_terminal(text)}' is no day; expected one like 2025, 2025-01") from error


def history(
    paths: options.PathsOrHere = None,
    since: Annotated[
        date | None, typer.Option("--since", parser=first_day, metavar="DATE", help="From this day, month or year on.")
    ] = None,
    organization: options.OneOrganization = None,
    format_: Annotated[HistoryFormat | None, choice("--format", "-f", of=HistoryFormat, help=options.BY_ENDING)] = None,
    output: options.Output = None,
    color: options.ColorChoice = Color.AUTO,
    today: options.Today = None,
) -> None:
    """Tell how conflicts came, went and came again in git.

    The pressure on each outcome and of each department over time, the life of each conflict and what ended it, feuds
    (the same two departments again), decisions that were kept, lapsed or broken, and whether ratings fell where a
    conflict had come up.

    The commits of the current branch that touch the organization are read, each as of its day, and nothing is checked
    out.
    """
    from goalcheck.cli.analyzing import report_on
    from goalcheck.cli.scope import in_scope
    from goalcheck.planning.history import history as history_of
    from goalcheck.render.history import json_history, markdown_history, render_history

    chosen = chosen_format(output, format_, HistoryFormat)
    paths, organization = in_scope(paths, organization)
    report = report_on(paths, today=today, organization=organization).report
    found = history_of(paths, organization=organization, since=since, now=report)
    if chosen is HistoryFormat.JSON:
        emit(json_history(found), output)
    elif chosen is HistoryFormat.SVG:
        from goalcheck.render.history_svg import svg_history

        emit(svg_history(found), output)
    elif chosen is HistoryFormat.MARKDOWN:
        emit(markdown_history(found), output)
    else:
        emit(render_history(found, width=width(output), color=colored(color, output)), output)
