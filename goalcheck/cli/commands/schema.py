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
    CHANGES = "changes"


def schema(
    subject: Annotated[Subject, typer.Argument(help="The files of an organization or of changes, or the report.")] = (
        Subject.ORGANIZATION
    ),
    output: Output = None,
) -> None:
    """Print the JSON Schema of the organization files (for editors), of the JSON report or of files of changes."""
    emit(_schema(subject), output)


def _schema(subject: Subject) -> str:
    from goalcheck import schemas

    if subject is Subject.CHANGES:
        from goalcheck.planning.overlay.format import Changes

        return schemas.form_schema(Changes)
    return schemas.report_schema() if subject is Subject.REPORT else schemas.organization_schema()
