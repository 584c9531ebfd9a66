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
    """Rank objectives, drivers and outcomes by their influence, and show what would lower the total tension most.

    Influence is of first and second order: what a node moves, and what that moves. Leverage is what would be gained
    without one effect, one driver or one objective.
    """
    from goalcheck.cli.studying import report_on
    from goalcheck.sensitivity.leverage import leverage

    report = report_on(paths, today=None)
    ranking = report.influence[:top]
    levers = leverage(report)
    if format_ is Format.JSON:
        from goalcheck.render.json import dumps, influence_data
        from goalcheck.render.sensitivity_json import leverage_data

        data = {"influence": [influence_data(each) for each in ranking], "leverage": leverage_data(levers)}
        emit(dumps(data), output)
    else:
        from goalcheck.render.terminal.influence import render_influence

        text = render_influence(report, ranking, leverage=levers, width=width(output), color=colored(color, output))
        emit(text, output)
