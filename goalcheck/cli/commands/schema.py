"""`goalcheck schema`: the JSON Schemas."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from goalcheck.cli.endings import format_by_ending
from goalcheck.cli.options import Output
from goalcheck.cli.output import emit
from goalcheck.cli.parameters import chosen


class SchemaSubject(StrEnum):
    """The kinds of files and outputs that have a JSON Schema."""

    ORGANIZATION = "organization"
    REPORT = "report"
    MATRIX = "matrix"
    CHANGES = "changes"
    CONFIGURATION = "configuration"
    RESOLUTION = "resolution"


EXAMPLES = """\
goalcheck schema -o goalcheck.schema.json
goalcheck schema report"""


def schema(
    subject: Annotated[
        SchemaSubject,
        chosen(
            SchemaSubject, metavar="[SUBJECT]", help=f"What it is of: {', '.join(SchemaSubject)}; the files by default."
        ),
    ] = (SchemaSubject.ORGANIZATION),
    output: Output = None,
) -> None:
    """Print the JSON Schema of the files, or of a JSON output.

    Editors take that of organization files; there are those of files of changes and of the configuration,
    too.
    """
    format_by_ending(output, ["json"], asked="json")
    emit(_schema(subject), output)


def _schema(subject: SchemaSubject) -> str:
    from goalcheck import schemas

    match subject:
        case SchemaSubject.CHANGES:
            from goalcheck.changes.file_format import ChangeFile

            return schemas.form_schema(ChangeFile)
        case SchemaSubject.CONFIGURATION:
            from goalcheck.configuration.form import ConfigurationSchema

            return schemas.form_schema(ConfigurationSchema)
        case SchemaSubject.REPORT:
            return schemas.report_schema()
        case SchemaSubject.MATRIX:
            return schemas.matrix_schema()
        case SchemaSubject.RESOLUTION:
            return schemas.resolution_schema()
        case SchemaSubject.ORGANIZATION:
            return schemas.organization_schema()
