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

app = typer.Typer(
    name="goalcheck",
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


app.command("init")(init.init)
app.command("analyze")(analyze.analyze)
app.command("check")(check.check)
app.command("diff")(diff.diff)
app.command("whatif")(whatif.whatif)
app.command("resolve")(resolve.resolve)
app.command("accept")(accept.accept)
app.command("show")(show.show)
app.command("explain")(explain.explain)
app.command("graph")(graph.graph)
app.command("matrix")(matrix.matrix)
app.command("robust")(robust.robust)
app.command("influence")(influence.influence)
app.command("report")(report.report)
app.command("rules")(rules.rules)
app.command("schema")(schema.schema)
