"""`goalcheck schema`: the JSON Schemas."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from goalcheck.cli.options import Output
from goalcheck.cli.output import emit


class Subject(StrEnum):
    """What a schema describes."""

    ORGANIZATION = "organization"
    REPORT = "report"
    MATRIX = "matrix"


def schema(
    subject: Annotated[Subject, typer.Argument(help="The files that goalcheck reads, or what it writes.")] = (
        Subject.ORGANIZATION
    ),
    output: Output = None,
) -> None:
    """Print the JSON Schema of the organization files (for editors), of the JSON report or of the JSON matrices."""
    from goalcheck.schemas import matrix_schema, organization_schema, report_schema

    made = {Subject.ORGANIZATION: organization_schema, Subject.REPORT: report_schema, Subject.MATRIX: matrix_schema}
    emit(made[subject](), output)
