"""`goalcheck import`: tables, matrices and models of other programs into the files of an organization."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from goalcheck.cli.errors import UsageError
from goalcheck.cli.import_options import Dates, Decimal, ResultLevel, Zero, intake_options, told_options
from goalcheck.cli.output import CannotWrite, emit, say
from goalcheck.cli.parameters import choice, whole
from goalcheck.render.safe import for_terminal
from goalcheck.render.words import count

if TYPE_CHECKING:
    from goalcheck.changes.edit import Edit
    from goalcheck.intake.memory import ImportMemory
    from goalcheck.intake.pipeline import IntakeResult

EXAMPLES = """\
goalcheck import okrs.csv -o okrs
goalcheck import okrs.csv --update okrs --dry-run
goalcheck import okrs.csv -o mapped --map Goal=objective"""


def import_(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="CSV, TSV, XLSX, ODS, JSON, XML, GraphML, Markdown or YAML.")
    ],
    into: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Where to write a new organization.")
    ] = None,
    update: Annotated[
        Path | None,
        typer.Option("--update", metavar="DIR", help="Bring figures, progress and names of an import up to date."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")] = False,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="The name of the organization.")] = None,
    map_: Annotated[
        list[str] | None, typer.Option("--map", metavar="COLUMN=FIELD", help="What a column is; FIELD may be ignore.")
    ] = None,
    department: Annotated[
        str | None, typer.Option("--department", metavar="NAME", help="The department of rows that name none.")
    ] = None,
    department_name: Annotated[
        list[str] | None,
        typer.Option("--department-name", metavar="TEXT=NAME", help="File a department of the table under a name."),
    ] = None,
    level: Annotated[
        ResultLevel | None,
        choice("--level", of=ResultLevel, help="What becomes an objective: each key result, or each objective."),
    ] = None,
    decimal: Annotated[Decimal | None, choice("--decimal", of=Decimal, help="What stands before the decimals.")] = None,
    dates: Annotated[Dates | None, choice("--dates", of=Dates, help="The order of day and month.")] = None,
    fiscal_year_starts: Annotated[
        int | None, whole("--fiscal-year-starts", least=1, most=12, help="The first month of the fiscal year.")
    ] = None,
    separator: Annotated[
        str | None, typer.Option("--separator", metavar="CHARACTER", help="What separates the cells of a text file.")
    ] = None,
    scale: Annotated[
        int | None, whole("--scale", least=1, most=100, help="The largest number of a matrix: 3 is strongly helps.")
    ] = None,
    zero: Annotated[Zero, choice("--zero", of=Zero, help="What a 0 in a matrix says.")] = Zero.NOTHING,
) -> None:
    """Make an organization of tables and models.

    Tables of objectives, cross-impact matrices, lists of effects, causal maps, and models of other programs. It tells
    what each column was taken for, what was ignored, and each cell that could not be read, with its place. A weak guess
    is refused; --map settles it. There is one file for each department.

    How the tables were read is kept beside the files, in import.map.yaml, so that --update needs no option. An update
    changes figures, progress and names, and adds what is new, effects and claims included. Effects that stand
    in the files, comments and decisions stay as they are; what the material says otherwise is told.
    """
    if (into is None) == (update is None):
        raise UsageError("say where to: -o DIR for a new organization, or --update DIR for one that was imported")
    folder = into or update or Path()
    before = _memory(folder)
    told = told_options(map_, department_name, department, level, decimal, dates, fiscal_year_starts, separator, name)
    if update is not None and before is None:
        raise CannotWrite(f"{folder} holds no import.map.yaml, so that nothing was imported there: give it to -o")
    if into is not None and before is not None:
        raise CannotWrite(f"{folder} holds an import already: --update {folder} brings it up to date")
    request = _Request(files, folder, before, told, scale, zero is Zero.NEUTRAL, dry_run)
    if before is None:
        _write_new(request)
    else:
        _update(request, before)


class _Request(NamedTuple):
    """The files, the folder, what is kept there of an earlier import, and what the user says this time."""

    files: Sequence[str]
    folder: Path
    before: ImportMemory | None
    told: ImportMemory
    scale: int | None
    zero_is_neutral: bool
    dry_run: bool


class _NewFiles(NamedTuple):
    """The edits that write a new organization."""

    edits: Sequence[Edit]


def _memory(folder: Path) -> ImportMemory | None:
    from goalcheck.intake.memory import read_memory

    return read_memory(folder)


def _read(request: _Request) -> IntakeResult:
    """Read the files, and tell what was read; of what is refused that is told on stderr."""
    from goalcheck.intake.account import IntakeAccount
    from goalcheck.intake.pipeline import read_files
    from goalcheck.intake.sheets import CannotImport, folded
    from goalcheck.render.terminal.intake import render_account, render_yield

    before = request.before
    name = request.told.name or (before.name if before else "")
    kept = [each for each in (before, request.told) if each]
    try:
        result = read_files(
            request.files, intake_options(kept, request.scale, zero_is_neutral=request.zero_is_neutral), name
        )
    except CannotImport as error:
        if isinstance(error.account, IntakeAccount):
            say(render_account(error.account))
        raise
    missing = [each for each in request.told.columns if folded(each) not in result.account.mapped]
    if missing:
        raise CannotImport(f"--map: nothing is called '{missing[0][:60]}' in {', '.join(request.files)}")
    emit(f"{render_account(result.account)}\n{render_yield(result.draft)}")
    return result


def _write_new(request: _Request) -> None:
    """Write a new organization, all files or none, and say what can be seen of it.

    Raises:
        CannotImport: the material cannot be read, or what it means is a weak guess.
        CannotWrite: there are such files already, there is no room or no right.
    """
    from goalcheck.cli.editing import shown, written
    from goalcheck.intake.pipeline import new_organization
    from goalcheck.intake.yaml_text import DEPARTMENTS

    result = _read(request)
    edits = new_organization(result, request.folder, request.told, header=not _is_within(request.folder))
    there = [edit.path for edit in edits if edit.path.exists()]
    if there:
        raise CannotWrite(f"{there[0]} is there already; nothing was written")
    if request.dry_run:
        emit("\n" + "".join(map(shown, edits)))
        say("goalcheck: a dry run: no file was written\n")
        return
    made = _made([request.folder, request.folder / DEPARTMENTS])
    try:
        with written([str(request.folder)], lambda _: _NewFiles(edits)):
            _tell_coverage(request.folder)
    except BaseException:
        for each in reversed(made):
            with suppress(OSError):
                each.rmdir()
        raise
    say(f"goalcheck: wrote {count(len(edits), 'file')} to {for_terminal(str(request.folder))}\n")


def _made(folders: Sequence[Path]) -> list[Path]:
    """Make folders where they are missing; those that were made."""
    missing = [parent for folder in folders for parent in (*reversed(folder.parents), folder) if not parent.exists()]
    try:
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(f"cannot make {folder}: {error.strerror or error}") from error
    return list(dict.fromkeys(missing))


def _is_within(folder: Path) -> bool:
    """True if a folder stands in one that declares an organization, of which its files become a part."""
    from goalcheck.files import Problems, read_one

    here, inside = Path.cwd(), folder.resolve()
    parents = [each for each in inside.parents if each == here or here in each.parents]
    for parent in (inside, *(parents or [inside.parent])):
        for each in sorted([*parent.glob("*.yaml"), *parent.glob("*.yml")])[:50] if parent.is_dir() else ():
            document = read_one(str(each), Problems(), ("version", "organization"))
            if document is not None and "organization" in document:
                return True
    return False


def _tell_coverage(folder: Path) -> None:
    """Say how much of the organization can be seen, and what to ask next."""
    from goalcheck.cli.coverage import coverage

    emit("\n" + coverage(str(folder)))


def _update(request: _Request, before: ImportMemory) -> None:
    """Show what has changed in the material, and write it: all files or none."""
    from goalcheck.cli.editing import shown, written
    from goalcheck.intake.updating import plan_update
    from goalcheck.intake.yaml_text import DEPARTMENTS
    from goalcheck.render.terminal.intake import render_update

    result = _read(request)
    plan = partial(plan_update, result, request.folder, before, request.told)
    if request.dry_run:
        planned = plan({})
        emit("\n" + render_update(planned) + "".join(map(shown, planned.edits)))
        say("goalcheck: a dry run: no file was touched\n")
        return
    _made([request.folder / DEPARTMENTS])
    with written([str(request.folder)], plan) as planned:
        emit("\n" + render_update(planned) + "".join(map(shown, planned.edits)))
        _tell_coverage(request.folder)
    say("".join(f"goalcheck: wrote {for_terminal(str(edit.path))}\n" for edit in planned.edits))
    if not planned.edits:
        say("goalcheck: nothing to write: the files say so already\n")
