"""`goalcheck show`: all about one thing."""

from __future__ import annotations

from typing import Annotated

import typer

from goalcheck.cli.options import ColorChoice, Format, Output, OutputFormat, Paths, Today
from goalcheck.cli.output import Color, colored, emit, width


def show(
    subject: Annotated[
        str, typer.Argument(metavar="ID", help="An objective, outcome, driver, department or customer.")
    ],
    paths: Paths,
    format_: OutputFormat = Format.TEXT,
    output: Output = None,
    color: ColorChoice = Color.AUTO,
    today: Today = None,
) -> None:
    """Show all about one thing: who pushes it, what it pushes, its findings."""
    from goalcheck.cli.studying import report_on
    from goalcheck.portrait import portrait

    picture = portrait(report_on(paths, today=today), subject)
    if format_ is Format.JSON:
        from goalcheck.render.json import dumps
        from goalcheck.render.portrait import portrait_data

        emit(dumps(portrait_data(picture)), output)
    else:
        from goalcheck.render.portrait import render_portrait

        emit(render_portrait(picture, width=width(output), color=colored(color, output)), output)
