"""`goalcheck init`: a small organization that runs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from goalcheck.cli.output import CannotWrite, emit

ORGANIZATION = "org.yaml"
SCHEMA = "goalcheck.schema.json"

EXAMPLES = """\
goalcheck init my-org"""


def init(
    directory: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where to write; it is made if need be.")] = Path(),
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Ask nothing, and write the example, as without a terminal.")
    ] = False,
) -> None:
    """Write a small organization that runs, to start from.

    In a terminal it asks for the name, the period, the customers and what they care about, and the departments. Else,
    and where the name is left blank, it writes an example with comments that teach the format. Beside it stands the
    schema for your editor.
    """
    import sys
    from importlib.resources import files

    from goalcheck.schemas import organization_schema

    existing = [name for name in (ORGANIZATION, SCHEMA) if (directory / name).exists()]
    if existing:
        raise CannotWrite(f"{directory / existing[0]} is there already; nothing was written")
    template = None
    if not yes and sys.stdin.isatty() and sys.stdout.isatty():
        from goalcheck.cli.beginning import begin

        template = begin(typed)
    own = template is not None
    if template is None:
        template = (files("goalcheck.cli") / "template" / ORGANIZATION).read_text("utf-8")
    _make(directory)
    _write(directory, {SCHEMA: organization_schema(), ORGANIZATION: template})
    emit(
        f"Wrote {directory / ORGANIZATION} and {directory / SCHEMA}.\n"
        + (
            f"Next: write the objectives of each department into it, then goalcheck ask {directory}.\n"
            if own
            else f"Next: goalcheck analyze {directory}, then change the file into your own organization.\n"
        )
    )


def typed(question: str) -> str:
    """What somebody types to a question; nothing where the input ends."""
    emit(question)
    try:
        return input().strip()
    except EOFError:
        return ""


def _write(directory: Path, contents: Mapping[str, str]) -> None:
    """Write the new files, all or none; the organization last, so that a crash before it leaves none to be read."""
    from goalcheck.writing import FileChange, FileChanged, locked, put, take_back

    changes = [FileChange(directory.resolve() / name, None, text.encode("utf-8")) for name, text in contents.items()]
    begun: list[FileChange] = []
    with locked([str(directory)]):
        try:
            for change in changes:
                put([change])
                begun.append(change)
        except BaseException as error:
            take_back(begun)
            if isinstance(error, FileChanged):
                raise CannotWrite(f"{error} is there already; nothing was written") from error
            raise


def _make(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(f"cannot make {directory}: {error.strerror or error}") from error
