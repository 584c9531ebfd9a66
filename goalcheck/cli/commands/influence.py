"""`goalcheck influence`: who moves most."""

from __future__ import annotations

from goalcheck.cli.options import ColorChoice, Format, Output, OutputFormat, Paths, Top
from goalcheck.cli.output import Color, colored, emit, width


def influence(
    paths: Paths,
    format_: OutputFormat = Format.TEXT,
    output: Output = None,
    top: Top = None,
    color: ColorChoice = Color.AUTO,
) -> None:
    """Rank objectives, drivers and outcomes by their influence of first and second order."""
    from goalcheck.cli.studying import report_on

    report = report_on(paths, today=None)
    ranking = report.influence[:top]
    if format_ is Format.JSON:
        from goalcheck.render.json import dumps, influence_data

        emit(dumps({"influence": [influence_data(each) for each in ranking]}), output)
    else:
        from goalcheck.render.influence_text import render_influence

        emit(render_influence(report, ranking, width=width(output), color=colored(color, output)), output)
