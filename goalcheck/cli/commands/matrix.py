"""`goalcheck matrix`: who hurts whom, what departments and objectives do to outcomes, and the camps."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from goalcheck.cli.endings import chosen_format
from goalcheck.cli.options import ColorChoice, OneOrganization, Output, PathsOrHere
from goalcheck.cli.output import Color, colored, emit, width
from goalcheck.cli.parameters import choice, whole
from goalcheck.findings import Level
from goalcheck.matrix.choices import EVERY_KIND, MatrixKind, MatrixOrder


class MatrixFormat(StrEnum):
    """The formats of matrices."""

    TEXT = "text"
    CSV = "csv"
    MARKDOWN = "markdown"
    SVG = "svg"
    JSON = "json"


EXAMPLES = """\
goalcheck matrix my-org
goalcheck matrix my-org --kind objectives -o matrix.svg"""


def matrix(
    paths: PathsOrHere = None,
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
    kind: Annotated[
        MatrixKind | None,
        choice("--kind", of=MatrixKind, help="Show one matrix: between departments, objectives, or on outcomes."),
    ] = None,
    order: Annotated[
        MatrixOrder,
        choice("--order", of=MatrixOrder, help="Put who hurts alike together, who hurts most first, or by name."),
    ] = MatrixOrder.ALIKE,
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
        whole("--top", least=1, help="Show the N departments and objectives with the most harm."),
    ] = None,
    color: ColorChoice = Color.AUTO,
) -> None:
    """Show who hurts whom, and the camps that departments form.

    A row hurts a column. The heat maps show what departments do to each other, what objectives do to each other, and
    what both do to outcomes.

    An objective hurts another by hurting an outcome that the other helps, or by undermining it. On the diagonal,
    objectives of one department hurt each other. On outcomes stand the strongest help and harm.

    Rows and columns that hurt alike stand together (bond energy algorithm of McCormick, Schweitzer and White, 1972).

    Camps are the split in two that leaves the least harm inside a camp and the least synergy across.
    """
    from goalcheck.cli.analyzing import report_on
    from goalcheck.cli.scope import in_scope
    from goalcheck.matrix.making import matrix as matrix_of
    from goalcheck.render.matrix.formats import render_matrix
    from goalcheck.selection import Selection

    chosen = chosen_format(output, format_, MatrixFormat)
    selection = Selection(level, department or (), outcome or (), customer or (), top)
    paths, organization = in_scope(paths, organization)
    report = report_on(paths, today=None, organization=organization)
    found = matrix_of(report, selection, kinds=(kind,) if kind else EVERY_KIND, order=order, depth=depth)
    emit(render_matrix(found, chosen.value, width=width(output), color=colored(color, output)), output)
