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
    CHANGES = "changes"
    RESOLUTION = "resolution"


def schema(
    subject: Annotated[Subject, typer.Argument(help="The files that goalcheck reads, or what it writes.")] = (
        Subject.ORGANIZATION
    ),
    output: Output = None,
) -> None:
    """Print the JSON Schema of organization files (for editors), of files of changes, or of a JSON output."""
    emit(_schema(subject), output)


def _schema(subject: Subject) -> str:
    from goalcheck import schemas

    match subject:
        case Subject.CHANGES:
            from goalcheck.planning.overlay.format import Changes

            return schemas.form_schema(Changes)
        case Subject.REPORT:
            return schemas.report_schema()
        case Subject.MATRIX:
            return schemas.matrix_schema()
        case Subject.RESOLUTION:
            return schemas.resolution_schema()
        case Subject.ORGANIZATION:
            return schemas.organization_schema()
