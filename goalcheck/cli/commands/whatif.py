"""`goalcheck whatif`: the organization compared with itself after changes that nobody has written yet."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from goalcheck.cli import options
from goalcheck.cli.endings import chosen_format
from goalcheck.cli.errors import UsageError
from goalcheck.cli.options import DiffFormat, FailOn
from goalcheck.cli.output import Color, emit, say
from goalcheck.cli.page import CommandPage
from goalcheck.render.safe import for_terminal

if TYPE_CHECKING:
    from goalcheck.changes import Change
    from goalcheck.changes.edit import Edit
    from goalcheck.cli.comparison import View
    from goalcheck.model import Organization

IDLE = (
    "no effect of {} depends on its target: none has starts_at, and the target implies none, so that another figure "
    "changes no conflict over its effects; starts_at and full_at say from which figure on an effect is felt"
)


Texts = list[str] | None


class WhatIfPage(CommandPage):
    """The command with an option for each kind of change, which stands after that for the organization.

    The kinds are collected only when the command is called or asked for help: no other one pays for them.
    """

    @cached_property
    def kinds(self) -> dict[str, Any]:
        """The options of the kinds of changes, by name, in the order of the help."""
        from goalcheck.changes.registry import SHOWN

        parameters = [
            inspect.Parameter(
                kind.name.replace("-", "_"),
                inspect.Parameter.KEYWORD_ONLY,
                default=None,
                annotation=Annotated[Texts, typer.Option(f"--{kind.name}", metavar=kind.metavar, help=kind.help)],
            )
            for kind in SHOWN
        ]
        return dict(zip((kind.name for kind in SHOWN), _options(parameters), strict=True))

    def get_params(self, ctx: Any) -> list[Any]:
        """All arguments and options."""
        params = super().get_params(ctx)
        after = 1 + next(at for at, each in enumerate(params) if each.name == "organization")
        return [*params[:after], *self.kinds.values(), *params[after:]]

    def invoke(self, ctx: Any) -> Any:
        """Run the command; the texts of the kinds are in the context, by name."""
        ctx.obj = {name: ctx.params.pop(option.name) or () for name, option in self.kinds.items()}
        return super().invoke(ctx)


def _options(parameters: list[inspect.Parameter]) -> list[Any]:
    """The options that typer makes of a function with these parameters."""

    def function(**_: Texts) -> None:
        """Stand for the options; nothing ever calls this."""

    function.__annotations__ = {each.name: each.annotation for each in parameters}
    function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    application = typer.Typer(add_completion=False)
    application.command()(function)
    return list(typer.main.get_command(application).params)


PAGE = WhatIfPage

EXAMPLES = """\
goalcheck whatif my-org --retarget operations.install-30=42
goalcheck whatif my-org --agree operations.install-30:sales --dry-run"""


def whatif(
    context: typer.Context,
    paths: options.PathsOrHere = None,
    organization: options.OneOrganization = None,
    with_: Annotated[
        list[Path] | None, typer.Option("--with", metavar="FILE", help="Make the changes of a YAML file first.")
    ] = None,
    write: Annotated[
        bool,
        typer.Option("--write", help="Show the changes as edits of the files, and write them."),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show those edits, and write nothing.")] = False,
    format_: options.DifferenceFormat = None,
    output: options.Output = None,
    level: options.MinLevel = None,
    department: options.InDepartment = None,
    outcome: options.OverOutcome = None,
    customer: options.OfCustomer = None,
    top: options.Top = None,
    color: options.ColorChoice = Color.AUTO,
    today: options.Today = None,
    fail_on: options.FailOnDifference = FailOn.NEVER,
) -> None:
    """Compare an organization with what changes would make of it.

    Conflicts are new, gone, worse or better, each with the change that does it.

    Every change can be given several times. No file is touched unless --write is given: then the changes are made in
    the files, where comments, order and quoting stay, all or none.

    Exit status: 0 whatever differs, unless --fail-on is given; 2 when the input is wrong.
    """
    from goalcheck.cli.comparison import View
    from goalcheck.cli.scope import in_scope
    from goalcheck.selection import Selection

    paths, organization = in_scope(paths, organization)
    proposal = _Proposal(paths, organization, with_ or [], context.obj)
    chosen = Selection(level, department or (), outcome or (), customer or (), top)
    view = View(chosen_format(output, format_, DiffFormat), output, color, chosen, fail_on, today)
    if not (write or dry_run):
        _suppose(proposal, view)
    elif view._replace(color=Color.AUTO) != View(DiffFormat.TEXT, None, Color.AUTO, Selection(), FailOn.NEVER, today):
        raise UsageError("--write and --dry-run show edits of the files: leave out what is about findings, and -o")
    else:
        _write(proposal, dry_run=dry_run)


class _Proposal(NamedTuple):
    """The changes to suppose, in files and as the texts of options by their names, and the organization."""

    paths: list[str]
    organization: str | None
    files: Sequence[Path]
    options: Mapping[str, Sequence[str]]


class _Supposed(NamedTuple):
    """The organization as it is, the changes, and the organization after them."""

    before: Organization
    changes: Sequence[Change]
    after: Organization


class _Patches(NamedTuple):
    """The edits that make the files declare the supposed organization."""

    edits: Sequence[Edit]


def _suppose(proposal: _Proposal, view: View) -> None:
    """Show the difference that the changes would make to the organization.

    Raises:
        CannotChange, UnknownName: a change cannot be made, or there is none.
    """
    from goalcheck.api import analyze
    from goalcheck.changes import in_words
    from goalcheck.changes.kinds.retarget import idle_targets
    from goalcheck.cli.comparison import deliver_difference

    supposed = _supposed(proposal)
    before, after = analyze(supposed.before, today=view.today), analyze(supposed.after, today=view.today)
    deliver_difference(before, after, view, proposed=in_words(supposed.before, supposed.changes))
    for objective in idle_targets(supposed.after, supposed.changes):
        say(f"goalcheck: {IDLE.format(objective)}\n")


def _write(proposal: _Proposal, *, dry_run: bool) -> None:
    """Show the changes as edits of the files and, unless it is a dry run, write them: all or none.

    Raises:
        CannotChange, UnknownName: a change cannot be made, or there is none.
        CannotEdit, CannotWrite: it cannot be written; no file is other than it was.
    """
    from goalcheck.cli.editing import written

    plan = partial(_planned, proposal)
    if dry_run:
        _show(plan({}).edits)
        return
    with written(proposal.paths, plan) as planned:
        _show(planned.edits)
    say("".join(f"goalcheck: wrote {for_terminal(str(edit.path))}\n" for edit in planned.edits))


def _show(changed: Sequence[Edit]) -> None:
    from goalcheck.cli.editing import shown

    emit("".join(map(shown, changed)))
    if not changed:
        say("goalcheck: nothing to write: the files say so already\n")


def _planned(proposal: _Proposal, contents: Mapping[str, bytes]) -> _Patches:
    """The edits, proved: the edited files read as the supposed organization."""
    from goalcheck.changes.patching.writing import edits
    from goalcheck.planning.proof import prove

    supposed = _supposed(proposal, contents)
    changed = edits(supposed.before, supposed.after)
    prove(changed, proposal.paths, supposed.after, organization=proposal.organization)
    return _Patches(changed)


def _supposed(proposal: _Proposal, contents: Mapping[str, bytes] = MappingProxyType({})) -> _Supposed:
    """The organization before and after the changes; those in files are made before those of options."""
    from goalcheck.api import load_named
    from goalcheck.changes import CannotChange, apply
    from goalcheck.changes.option_syntax import changes_from
    from goalcheck.changes.registry import MADE

    said = list(changes_from(proposal.options))
    if not said and not proposal.files:
        raise CannotChange(
            f"nothing to suppose: give --with FILE or one of {', '.join(f'--{kind.name}' for kind in MADE)}"
        )
    organization = load_named(proposal.paths, contents, organization=proposal.organization)
    changes = [*_from_files(proposal.files, organization), *said]
    return _Supposed(organization, changes, apply(organization, changes))


def _from_files(files: Iterable[Path], organization: Organization) -> list[Change]:
    """The changes of all files, in their order; each file is read for the organization that those before it make."""
    from goalcheck.changes import apply
    from goalcheck.changes.file_reading import read_changes

    changes: list[Change] = []
    for file in files:
        changes += read_changes(file, apply(organization, changes))
    return changes
