"""The commands, in the order in which people meet them."""

from __future__ import annotations

from typing import Annotated

import typer

from goalcheck import __version__
from goalcheck.cli.commands import (
    accept,
    analyze,
    check,
    diff,
    explain,
    graph,
    influence,
    init,
    matrix,
    report,
    resolve,
    robust,
    rules,
    schema,
    show,
    whatif,
)
from goalcheck.cli.output import emit
from goalcheck.cli.page import Page, Pages

app = typer.Typer(
    name="goalcheck",
    cls=Pages,
    help="Find the department objectives that pull against each other before your customers do.",
    epilog="Start with: goalcheck init my-org, then goalcheck analyze my-org",
    rich_markup_mode=None,  # plain help: the same bytes everywhere, and nothing to import for it
    pretty_exceptions_enable=False,  # `run` says what went wrong
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        emit(f"goalcheck {__version__}\n")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Find the department objectives that pull against each other before your customers do."""


app.command("init", cls=Page, epilog=init.EXAMPLES)(init.init)
app.command("analyze", cls=Page, epilog=analyze.EXAMPLES)(analyze.analyze)
app.command("check", cls=Page, epilog=check.EXAMPLES)(check.check)
app.command("diff", cls=Page, epilog=diff.EXAMPLES)(diff.diff)
app.command("whatif", cls=whatif.WhatIf, epilog=whatif.EXAMPLES)(whatif.whatif)
app.command("resolve", cls=Page, epilog=resolve.EXAMPLES)(resolve.resolve)
app.command("accept", cls=Page, epilog=accept.EXAMPLES)(accept.accept)
app.command("show", cls=Page, epilog=show.EXAMPLES)(show.show)
app.command("explain", cls=Page, epilog=explain.EXAMPLES)(explain.explain)
app.command("graph", cls=Page, epilog=graph.EXAMPLES)(graph.graph)
app.command("matrix", cls=Page, epilog=matrix.EXAMPLES)(matrix.matrix)
app.command("robust", cls=Page, epilog=robust.EXAMPLES)(robust.robust)
app.command("influence", cls=Page, epilog=influence.EXAMPLES)(influence.influence)
app.command("report", cls=Page, epilog=report.EXAMPLES)(report.report)
app.command("rules", cls=Page, epilog=rules.EXAMPLES)(rules.rules)
app.command("schema", cls=Page, epilog=schema.EXAMPLES)(schema.schema)
