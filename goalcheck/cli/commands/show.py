"""`goalcheck show`: one objective, outcome, driver, department or customer, at length."""

from __future__ import annotations

from typing import Annotated

import typer

from goalcheck.cli import options
from goalcheck.cli.endings import chosen_format
from goalcheck.cli.options import DiffFormat
from goalcheck.cli.output import Color, colored, emit, width

EXAMPLES = """\
goalcheck show operations.install-30 my-org
goalcheck show personal-attention my-org"""


def show(
    subject: Annotated[
        str, typer.Argument(metavar="ID", help="An objective, outcome, driver, department or customer.")
    ],
    paths: options.PathsOrHere = None,
    organization: options.OneOrganization = None,
    format_: options.DifferenceFormat = None,
    output: options.Output = None,
    level: options.MinLevel = None,
    department: options.InDepartment = None,
    outcome: options.OverOutcome = None,
    customer: options.OfCustomer = None,
    top: options.Top = None,
    color: options.ColorChoice = Color.AUTO,
    today: options.Today = None,
) -> None:
    """Show one thing: who hurts and helps it, its conflicts.

    Every harm is told, guarded and mitigated ones too, with what guards them. --level, --department, --outcome,
    --customer and --top choose among its conflicts and findings.
    """
    chosen = chosen_format(output, format_, DiffFormat)
    from goalcheck.cli.analyzing import in_order, report_on
    from goalcheck.cli.scope import in_scope
    from goalcheck.entity import entity
    from goalcheck.selection import Selection

    in_order("show", subject, paths or [], kind="ID")
    paths, organization = in_scope(paths, organization)
    wanted = Selection(level, department or (), outcome or (), customer or (), top)
    picture = entity(report_on(paths, today=today, organization=organization), subject, wanted)
    if chosen is DiffFormat.JSON:
        from goalcheck.render.entity import entity_data
        from goalcheck.render.json import dumps

        emit(dumps(entity_data(picture)), output)
    elif chosen is DiffFormat.MARKDOWN:
        from goalcheck.render.entity import entity_markdown

        emit(entity_markdown(picture), output)
    else:
        from goalcheck.render.entity import render_entity

        emit(render_entity(picture, width=width(output), color=colored(color, output)), output)
