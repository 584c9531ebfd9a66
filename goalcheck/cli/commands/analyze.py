"""`goalcheck analyze`: the whole analysis."""

from __future__ import annotations

import typer

from goalcheck.cli import exits
from goalcheck.cli.options import (
    ColorChoice,
    FailOn,
    FailOnLevel,
    InDepartment,
    MinLevel,
    OfCustomer,
    Output,
    OverOutcome,
    Paths,
    ReportFormats,
    Today,
    Top,
)
from goalcheck.cli.output import Color


def analyze(
    paths: Paths,
    format_: ReportFormats = None,
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
    from goalcheck.cli.delivery import deliver, deliveries
    from goalcheck.cli.studying import fails, report_on
    from goalcheck.selection import Selection, select

    wanted = deliveries(format_ or (), output)
    report = report_on(paths, today=today)
    selected = select(report, Selection(level, department or (), outcome or (), customer or ()))
    deliver(select(selected, Selection(top=top)), wanted, paths=paths, color=color)
    if fails(selected, fail_on.value):
        raise typer.Exit(exits.FINDINGS)
