"""The help of commands: their arguments in goalcheck's own words, and examples that can be copied.

The layout of help differs between versions of typer, and none of them keeps lines: so this is written here.
"""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from goalcheck.model.suggestions import did_you_mean, nearest
from goalcheck.render.safe import for_terminal

MOST_SHOWN = 60
"""Characters of a wrong name that are said back."""

USAGE_ERROR: Any = typer.BadParameter.__base__
"""The error of a wrong command line, which typer gives no name of its own."""


class CommandPage(TyperCommand):
    """A command whose epilog is its examples, one in a line."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """The usage in short: options, then the arguments as they are called in the help."""
        return ["[OPTIONS]", *(_called(each) for each in self.get_params(ctx) if _is_argument(each))]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The arguments and the options, each by the word that stands for it."""
        params = self.get_params(ctx)
        arguments = [(_called(each), getattr(each, "help", None) or "") for each in params if _is_argument(each)]
        options = [each.get_help_record(ctx) for each in params if not _is_argument(each)]
        for title, records in (("Arguments", arguments), ("Options", [each for each in options if each])):
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002  # what it overrides has it
        """The examples, whole, so that they can be copied."""
        if self.epilog:
            with formatter.section("Examples"):
                for line in self.epilog.splitlines():
                    formatter.write(f"{'':{formatter.current_indent}}{line}\n")

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the command line; the error of an unknown option names the nearest one."""
        try:
            return super().parse_args(ctx, args)
        except USAGE_ERROR as error:
            _mend(error, ctx, self.get_params(ctx))
            raise


class CommandsPage(TyperGroup):
    """The group of all commands."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the command line up to the command."""
        try:
            return super().parse_args(ctx, args)
        except USAGE_ERROR as error:
            _mend(error, ctx, self.get_params(ctx))
            raise

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that is named; the error of an unknown one names the nearest."""
        try:
            return super().resolve_command(ctx, args)
        except USAGE_ERROR as error:
            name = args[0][:MOST_SHOWN] if args else ""
            near = nearest(name.lower(), self.list_commands(ctx))
            error.message = f"there is no command '{for_terminal(name)}'{did_you_mean(near)}"
            raise


def _mend(error: Any, ctx: Any, params: list[Any]) -> None:
    """Name the nearest option where the command line has an unknown one."""
    if not hasattr(error, "possibilities"):
        return
    name = error.option_name[:MOST_SHOWN]
    legal = [option for each in params if not _is_argument(each) for option in each.opts]
    near = nearest(name, [*legal, *ctx.help_option_names])
    error.message = f"there is no option '{for_terminal(name)}'{did_you_mean(near)}"
    error.possibilities = None


def _is_argument(param: Any) -> bool:
    return bool(param.param_type_name == "argument")


def _called(argument: Any) -> str:
    """The word that stands for an argument, in brackets where it can be left out."""
    return str(argument.metavar or argument.name.upper())
