"""`goalcheck report`: the report for a meeting."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from goalcheck.cli.options import (
    InDepartment,
    MinLevel,
    OfCustomer,
    OneOrganization,
    OverOutcome,
    Paper,
    Paths,
    Robust,
    Seed,
    Today,
    Top,
)
from goalcheck.cli.parameters import choice

EXAMPLES = """\
goalcheck report my-org -o report.html
goalcheck report my-org --title "Second half" --paper letter -o report.pdf"""


def report(
    paths: Paths,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Where to write it: FILE.html, FILE.pdf or FILE.md.")
    ],
    organization: OneOrganization = None,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TEXT", help="What it is called; else the organization's name.")
    ] = None,
    logo: Annotated[
        str | None, typer.Option("--logo", metavar="FILE", help="A PNG, JPEG or SVG for the first page.")
    ] = None,
    period: Annotated[
        str | None,
        typer.Option("--period", metavar="PERIOD", help="Only what stands in it: 2026, 2026-H2, 2026-Q4."),
    ] = None,
    paper: Annotated[Paper, choice("--paper", of=Paper, help="The paper of a PDF.")] = Paper.A4,
    resolve: Annotated[
        bool,
        typer.Option("--resolve", help="Add the cheapest way out and the next ones (needs goalcheck[resolve])."),
    ] = False,
    robust: Robust = None,
    seed: Seed = 1,
    leverage: Annotated[
        bool,
        typer.Option("--leverage", help="Say what would lower the total tension most, with any number of objectives."),
    ] = False,
    level: MinLevel = None,
    department: InDepartment = None,
    outcome: OverOutcome = None,
    customer: OfCustomer = None,
    top: Top = None,
    today: Today = None,
) -> None:
    """Write the report for a meeting: as HTML, PDF or Markdown.

    It says what to decide, who pays, what the options are, and why.

    An HTML page that loads nothing, a PDF (needs goalcheck[pdf]) or Markdown, by the file's ending. --department and
    the others cut it to what one meeting is about. What would lower the total tension most is said by itself of up to
    1,000 objectives, where nothing is cut.
    """
    from goalcheck.cli.output import write_whole
    from goalcheck.cli.reporting import (
        form_of,
        leverage_of,
        period_of,
        read_logo_of,
        resolution_of,
    )
    from goalcheck.cli.studying import named, report_on, robustness_of
    from goalcheck.meeting import prepare
    from goalcheck.render.meeting.cover import Cover
    from goalcheck.selection import Selection

    form = form_of(output, paper=paper)
    selection = Selection(level, department or (), outcome or (), customer or (), top, period_of(period))
    cover = Cover(title, read_logo_of(logo), named(paths, organization))
    day = today or date.today()
    found = report_on(paths, today=day, organization=organization)
    resolution = resolution_of(found.organization, level, today=day) if resolve else None
    meeting = prepare(
        found,
        selection,
        today=day,
        resolution=resolution,
        robustness=robustness_of(found, draws=robust, seed=seed),
        leverage=leverage_of(found, asked=leverage, whole=selection == Selection()),
    )
    write_whole(form(meeting, cover), output)
