"""`goalcheck init`: a small organization that runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from goalcheck.cli.output import emit, write_whole
from goalcheck.source import GoalcheckError

ORGANIZATION = "org.yaml"
SCHEMA = "goalcheck.schema.json"


class WouldOverwrite(GoalcheckError):
    """A file that `init` writes is there already."""


def init(
    directory: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where to write; it is made if need be.")] = Path(),
) -> None:
    """Write a small organization that runs, with comments that teach the format, and the schema for your editor."""
    from importlib.resources import files

    from goalcheck.schemas import organization_schema

    template = (files("goalcheck.cli") / "template" / ORGANIZATION).read_text("utf-8")
    contents = {ORGANIZATION: template, SCHEMA: organization_schema()}
    existing = [name for name in contents if (directory / name).exists()]
    if existing:
        raise WouldOverwrite(f"{directory / existing[0]} is there already; nothing was written")
    _make(directory)
    for name, text in contents.items():
        write_whole(text, directory / name)
    emit(
        f"Wrote {directory / ORGANIZATION} and {directory / SCHEMA}.\n"
        f"Next: goalcheck analyze {directory}, then change the file into your own organization.\n"
    )


def _make(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WouldOverwrite(f"cannot make {directory}: {error.strerror or error}") from error
