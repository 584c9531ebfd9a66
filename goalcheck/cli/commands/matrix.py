"""`goalcheck matrix`: tension between departments, what they push, and the camps they fall into."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from goalcheck.cli.endings import chosen_format
from goalcheck.cli.options import ColorChoice, OneOrganization, Output, Paths
from goalcheck.cli.output import Color, colored, emit, width
from goalcheck.cli.parameters import choice, whole
from goalcheck.findings import Level


class MatrixFormat(StrEnum):
    """The formats of matrices."""

    TEXT = "text"
    CSV = "csv"
    MARKDOWN = "markdown"
    SVG = "svg"
    JSON = "json"


EXAMPLES = """\
goalcheck matrix my-org
goalcheck matrix my-org -o matrix.csv"""


def matrix(
    paths: Paths,
    organization: OneOrganization = None,
    format_: Annotated[
        MatrixFormat | None,
        choice(
            "--format",
            "-f",
            of=MatrixFormat,
            help="How to write the result; without it the ending of the file decides, else text.",
        ),
    ] = None,
    output: Output = None,
    level: Annotated[
        Level | None, choice("--level", of=Level, help="Count what has a tension of this level or worse.")
    ] = None,
    department: Annotated[
        list[str] | None,
        typer.Option("--department", metavar="ID", help="Show a department and those below it."),
    ] = None,
    outcome: Annotated[
        list[str] | None, typer.Option("--outcome", metavar="ID", help="Count what is over an outcome, and show it.")
    ] = None,
    customer: Annotated[
        list[str] | None,
        typer.Option("--customer", metavar="ID", help="Count what is over a customer's outcomes, and show these."),
    ] = None,
    depth: Annotated[
        int | None,
        whole("--depth", least=1, help="Fold departments below the Nth level of their tree."),
    ] = None,
    top: Annotated[
        int | None,
        whole("--top", least=1, help="Show the N departments and objectives that matter most."),
    ] = None,
    color: ColorChoice = Color.AUTO,
) -> None:
    """Show which departments pull apart, and the camps they form.

    Heat maps show tension between departments, and what these do to outcomes.

    Tension between two departments is that between their objectives, the worst and the sum; on the diagonal it is
    between objectives of one department. Pushes are the strongest help and harm.

    Camps are the split in two that leaves the least tension inside a camp and the least synergy across.
    """
    from goalcheck.cli.analyzing import report_on
    from goalcheck.matrix import matrix as matrix_of
    from goalcheck.render.matrix.formats import render_matrix
    from goalcheck.selection import Selection

    chosen = chosen_format(output, format_, MatrixFormat)
    selection = Selection(level, department or (), outcome or (), customer or (), top)
    report = report_on(paths, today=None, organization=organization)
    found = matrix_of(report, selection, depth=depth)
    emit(render_matrix(found, chosen.value, width=width(output), color=colored(color, output)), output)
