"""`goalcheck resolve`: the cheapest changes that settle the conflicts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goalcheck.cli import exits
from goalcheck.cli.endings import chosen_format
from goalcheck.cli.options import ColorChoice, DifferenceFormat, DiffFormat, OneOrganization, Output, Paths, Today
from goalcheck.cli.output import Color
from goalcheck.cli.parameters import choice, seconds, whole
from goalcheck.findings import Level

EXAMPLES = """\
goalcheck resolve my-org
goalcheck resolve my-org --keep sales.named-contact --save way-out.yaml"""


def resolve(
    paths: Paths,
    organization: OneOrganization = None,
    level: Annotated[
        Level, choice("--level", of=Level, help="Settle open conflicts from this level up.")
    ] = Level.SERIOUS,
    keep: Annotated[list[str] | None, typer.Option("--keep", metavar="ID", help="Leave an objective as it is.")] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without",
            metavar="KIND",
            help="Do without a kind of change: drop, defer, retarget, guardrail, share, capacity or commit.",
        ),
    ] = None,
    alternatives: Annotated[int, whole("--alternatives", least=0, most=100, help="Show up to N further ways out.")] = 3,
    time_limit: Annotated[
        float,
        seconds(
            "--time-limit",
            least=0.1,
            most=86_400,
            help="Answer after so long in all, with a way out that may not be the cheapest, and say how far from it.",
        ),
    ] = 60.0,
    save: Annotated[
        Path | None,
        typer.Option(
            "--save", metavar="FILE", help="Write the cheapest way out as a file for goalcheck whatif --with."
        ),
    ] = None,
    format_: DifferenceFormat = None,
    output: Output = None,
    color: ColorChoice = Color.AUTO,
    today: Today = None,
) -> None:
    """Find the cheapest changes that settle the open conflicts.

    After them no open conflict that changes can answer is left at a level or above.

    Each answer is confirmed by analyzing the changed organization, and proved the cheapest unless time runs out, which
    is said; no file is touched. What a change costs follows from the priority of its objective, the importance of what
    it serves and its status, and can be set under settings: costs.

    Exit status: 0 when there is a way out or nothing to settle; 1 when nothing settles it; 2 when the input is wrong,
    or time ran out before any way out was found.
    """
    from goalcheck.cli.resolving import show_resolution
    from goalcheck.planning.resolving import Terms

    terms = Terms(
        level=level,
        kept=tuple(keep or ()),
        without=tuple(without or ()),
        alternatives=alternatives,
        seconds=time_limit,
    )
    resolved = show_resolution(
        paths,
        terms,
        organization=organization,
        save=save,
        format_=chosen_format(output, format_, DiffFormat),
        output=output,
        color=color,
        today=today,
    )
    if not resolved:
        raise typer.Exit(exits.FINDINGS)
