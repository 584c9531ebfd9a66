"""`goalcheck whatif`: what changes that nobody has written yet would make of an organization."""

from __future__ import annotations

import inspect
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

import typer

from goalcheck.cli import options
from goalcheck.cli.endings import chosen_format
from goalcheck.cli.options import DiffFormat, FailOn
from goalcheck.cli.output import Color
from goalcheck.cli.page import Page
from goalcheck.source import GoalcheckError


class WrongWhatIf(GoalcheckError):
    """Options that do not go together."""


Texts = list[str] | None


class WhatIf(Page):
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


EXAMPLES = """\
goalcheck whatif my-org --retarget operations.install-30=42
goalcheck whatif my-org --agree operations.install-30:sales --dry-run"""


def whatif(
    context: typer.Context,
    paths: options.Paths,
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
    from goalcheck.cli import supposing
    from goalcheck.cli.differing import View
    from goalcheck.selection import Selection

    wanted = supposing.Supposition(with_ or [], context.obj, organization)
    chosen = Selection(level, department or (), outcome or (), customer or (), top)
    view = View(chosen_format(output, format_, DiffFormat), output, color, chosen, fail_on, today)
    if not (write or dry_run):
        supposing.suppose(paths, wanted, view, today=today)
    elif view._replace(color=Color.AUTO) != View(DiffFormat.TEXT, None, Color.AUTO, Selection(), FailOn.NEVER, today):
        raise WrongWhatIf("--write and --dry-run show edits of the files: leave out what is about findings, and -o")
    else:
        supposing.write(paths, wanted, dry_run=dry_run)
