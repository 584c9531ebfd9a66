"""The options that several commands share, each written once."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from goalcheck.cli.output import Color, spared
from goalcheck.cli.parameters import choice, percent, whole
from goalcheck.findings import Level
from goalcheck.render.formats import FORMATS
from goalcheck.render.safe import for_terminal


class Format(StrEnum):
    """The formats that most commands have."""

    TEXT = "text"
    JSON = "json"


class Paper(StrEnum):
    """The paper sizes of a PDF."""

    A4 = "a4"
    LETTER = "letter"


class DiffFormat(StrEnum):
    """The formats of a difference, of ways out, and of one thing at length."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


class FailOn(StrEnum):
    """The level from which an open conflict or finding makes the exit status 1."""

    SEVERE = "severe"
    SERIOUS = "serious"
    MINOR = "minor"
    NEVER = "never"


class Lapsed(StrEnum):
    """Whether decisions that have lapsed make a check fail."""

    FAIL = "fail"
    WARN = "warn"


def day(text: str) -> date:
    """The day that an option names."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError as error:
        raise typer.BadParameter(f"'{for_terminal(text)}' is no day; expected one like 2026-10-15") from error


def _complete_format(incomplete: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(incomplete)]


BY_ENDING = "How to write the result; else as the ending of FILE says, else text."

Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help="Files and directories of one organization.")]
PathsOrHere = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATH...]", help="Files and directories of one organization; without any, the one here."),
]
OneOrganization = Annotated[
    str | None,
    typer.Option("--organization", metavar="NAME", help="Of several organizations, the one of this name or folder."),
]
OutputFormat = Annotated[Format | None, choice("--format", "-f", of=Format, help=BY_ENDING)]
DifferenceFormat = Annotated[DiffFormat | None, choice("--format", "-f", of=DiffFormat, help=BY_ENDING)]
ReportFormats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        "-f",
        metavar="NAME[=FILE]",
        help=f"How to write the result: {', '.join([*FORMATS][:-1])} or {[*FORMATS][-1]}; else as the ending of FILE "
        "says, else text. Give it several times for several formats, all but one with a file.",
        autocompletion=_complete_format,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to a file, not to stdout.", callback=spared),
]
ColorChoice = Annotated[Color, choice("--color", of=Color, help="When to colour.")]
MinLevel = Annotated[Level | None, choice("--level", of=Level, help="Show conflicts and findings from this level up.")]
InDepartment = Annotated[
    list[str] | None,
    typer.Option("--department", metavar="ID", help="Show conflicts and findings of a department and those below it."),
]
OverOutcome = Annotated[
    list[str] | None, typer.Option("--outcome", metavar="ID", help="Show conflicts and findings over an outcome.")
]
OfCustomer = Annotated[
    list[str] | None,
    typer.Option("--customer", metavar="ID", help="Show conflicts and findings over a customer's outcomes."),
]
Everything = Annotated[bool, typer.Option("--all", help="Tell every conflict and every finding at length, in text.")]
Top = Annotated[int | None, whole("--top", least=1, help="Show the N worst only.")]
Today = Annotated[
    date | None,
    typer.Option("--today", parser=day, metavar="DATE", help="The day on which decisions are judged."),
]
Robust = Annotated[
    int | None,
    whole(
        "--robust",
        least=1,
        most=10_000,
        help="Draw the weights of all effects N times and count how often conflicts stand; needs goalcheck[resolve].",
    ),
]
Seed = Annotated[int, whole("--seed", least=0, help="Which draws: the same seed, the same draws.")]
FailOnLevel = Annotated[
    FailOn, choice("--fail-on", of=FailOn, help="Exit with 1 when an open conflict or finding has this level or more.")
]
FailOnConfigured = Annotated[
    FailOn | None,
    choice(
        "--fail-on",
        of=FailOn,
        help="Exit with 1 when an open conflict or finding has this level or more; serious unless configured.",
    ),
]
MinSeen = Annotated[
    float | None,
    percent(
        "--min-seen", help="Exit with 1 when fewer of the objectives can be seen: too little is declared to judge."
    ),
]
FailOnDifference = Annotated[
    FailOn,
    choice(
        "--fail-on",
        of=FailOn,
        help="Exit with 1 when a new, worse or reopened conflict or finding has this level or more.",
    ),
]
