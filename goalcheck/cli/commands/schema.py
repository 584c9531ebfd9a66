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


def schema(
    subject: Annotated[Subject, typer.Argument(help="The files that goalcheck reads, or the report it writes.")] = (
        Subject.ORGANIZATION
    ),
    output: Output = None,
) -> None:
    """Print the JSON Schema of the organization files (for editors) or of the JSON report."""
    from goalcheck.schemas import organization_schema, report_schema

    emit(organization_schema() if subject is Subject.ORGANIZATION else report_schema(), output)
