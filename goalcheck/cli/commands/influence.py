"""`goalcheck influence`: the ranking of who moves most, and the root causes of conflicts."""

from __future__ import annotations

from typing import Annotated

import typer

from goalcheck.cli.endings import chosen_format
from goalcheck.cli.options import ColorChoice, Format, OneOrganization, Output, OutputFormat, PathsOrHere, Today
from goalcheck.cli.output import Color, colored, emit, width
from goalcheck.cli.parameters import whole

EXAMPLES = """\
goalcheck influence my-org --top 5
goalcheck influence my-org --leverage"""


def influence(
    paths: PathsOrHere = None,
    organization: OneOrganization = None,
    format_: OutputFormat = None,
    output: Output = None,
    department: Annotated[
        list[str] | None,
        typer.Option("--department", metavar="ID", help="Rank the objectives of a department and those below it."),
    ] = None,
    top: Annotated[int | None, whole("--top", least=1, help="Rank the N first only.")] = None,
    leverage: Annotated[bool, typer.Option("--leverage", help="Tell the effects that conflicts rest on, too.")] = False,
    color: ColorChoice = Color.AUTO,
    today: Today = None,
) -> None:
    """Rank who moves most, and tell what conflicts rest on.

    Influence is of first and second order: what a node moves, and what that moves. --leverage tells the root causes at
    length: each hurting effect without which conflicts end or fall by a level; they are those of the whole, whatever
    is ranked.
    """
    chosen = chosen_format(output, format_, Format)
    from goalcheck.cli.analyzing import report_on
    from goalcheck.cli.scope import in_scope
    from goalcheck.selection import Selection, ranking

    paths, organization = in_scope(paths, organization)
    report = report_on(paths, today=today, organization=organization, at_length=0)
    ranked = ranking(report, Selection(departments=department or (), top=top))
    causes = report.root_causes if leverage else None
    if chosen is Format.JSON:
        from goalcheck.render.json import dumps, influence_data
        from goalcheck.render.sensitivity_json import root_cause_at_length

        told = None if causes is None else [root_cause_at_length(each) for each in causes]
        emit(dumps({"influence": [influence_data(each) for each in ranked], "root_causes": told}), output)
    else:
        from goalcheck.render.terminal.influence import render_influence

        text = render_influence(report, ranked, causes=causes, width=width(output), color=colored(color, output))
        emit(text, output)
