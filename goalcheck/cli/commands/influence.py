"""`goalcheck influence`: the ranking of who moves most, and leverage."""

from __future__ import annotations

from typing import Annotated

import typer

from goalcheck.cli.endings import chosen_format
from goalcheck.cli.options import ColorChoice, Format, OneOrganization, Output, OutputFormat, Paths
from goalcheck.cli.output import Color, colored, emit, width
from goalcheck.cli.parameters import whole

EXAMPLES = """\
goalcheck influence my-org --top 5"""


def influence(
    paths: Paths,
    organization: OneOrganization = None,
    format_: OutputFormat = None,
    output: Output = None,
    department: Annotated[
        list[str] | None,
        typer.Option("--department", metavar="ID", help="Rank the objectives of a department and those below it."),
    ] = None,
    top: Annotated[int | None, whole("--top", least=1, help="Rank the N first only.")] = None,
    color: ColorChoice = Color.AUTO,
) -> None:
    """Rank who moves most, and what would lower tension most.

    Influence is of first and second order: what a node moves, and what that moves. Leverage is what would be gained
    without one effect, one driver or one objective; it is that of the whole, whatever is ranked.
    """
    chosen = chosen_format(output, format_, Format)
    from goalcheck.cli.analyzing import report_on
    from goalcheck.selection import Selection, ranking
    from goalcheck.sensitivity.leverage import leverage

    report = report_on(paths, today=None, organization=organization)
    ranked = ranking(report, Selection(departments=department or (), top=top))
    levers = leverage(report)
    if chosen is Format.JSON:
        from goalcheck.render.json import dumps, influence_data
        from goalcheck.render.sensitivity_json import leverage_data

        data = {"influence": [influence_data(each) for each in ranked], "leverage": leverage_data(levers)}
        emit(dumps(data), output)
    else:
        from goalcheck.render.terminal.influence import render_influence

        text = render_influence(report, ranked, leverage=levers, width=width(output), color=colored(color, output))
        emit(text, output)
