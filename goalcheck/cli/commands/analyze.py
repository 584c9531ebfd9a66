"""`goalcheck analyze`: the whole analysis."""

from __future__ import annotations

import typer

from goalcheck.cli import exits
from goalcheck.cli.options import (
    ColorChoice,
    FailOn,
    FailOnLevel,
    Format,
    InDepartment,
    MinLevel,
    OfCustomer,
    Output,
    OutputFormat,
    OverOutcome,
    Paths,
    Today,
    Top,
)
from goalcheck.cli.output import Color, colored, emit, width


def analyze(
    paths: Paths,
    format_: OutputFormat = Format.TEXT,
    output: Output = None,
    level: MinLevel = None,
    department: InDepartment = None,
    outcome: OverOutcome = None,
    customer: OfCustomer = None,
    top: Top = None,
    color: ColorChoice = Color.AUTO,
    today: Today = None,
    fail_on: FailOnLevel = FailOn.NEVER,
) -> None:
    """Find the objectives that pull against each other, and say why.

    Exit status: 0 whatever it finds, unless --fail-on is given; 2 when the input is wrong.
    """
    from goalcheck.cli.studying import fails, report_on
    from goalcheck.selection import Selection, select

    report = report_on(paths, today=today)
    wanted = Selection(level, department or (), outcome or (), customer or ())
    selected = select(report, wanted)
    shown = select(selected, Selection(top=top))
    if format_ is Format.JSON:
        from goalcheck.render.json import render_report

        text = render_report(shown)
    else:
        from goalcheck.render.analysis_text import render_report as render_text

        text = render_text(shown, paths=paths, width=width(output), color=colored(color, output))
    emit(text, output)
    if fails(selected, fail_on.value):
        raise typer.Exit(exits.FINDINGS)
