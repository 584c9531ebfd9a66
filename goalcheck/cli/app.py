"""The commands, in the order in which people meet them; the file of a command is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from keyword import iskeyword
from typing import Annotated, Any

import typer
import typer.main

from goalcheck import __version__
from goalcheck.cli.output import emit
from goalcheck.cli.page import CommandPage, CommandsPage

COMMANDS = (
    *(
        "init",
        "import",
        "analyze",
        "check",
        "ask",
        "collect",
        "diff",
        "history",
        "whatif",
        "resolve",
        "accept",
        "roll",
        "show",
        "explain",
        "graph",
        "matrix",
    ),
    *("robust", "influence", "report", "lsp", "rules", "schema"),
)
"""The names of the commands, each that of its file and of the function in it."""


def function_of(name: str) -> Callable[..., None]:
    """The function of a command, with its options as parameters and its help as docstring."""
    function: Callable[..., None] = vars(_file_of(name))[_word(name)]
    return function


def _file_of(name: str) -> Any:
    return import_module(f"goalcheck.cli.commands.{_word(name)}")


def _word(name: str) -> str:
    """The name in Python, where `import` is no name."""
    return f"{name}_" if iskeyword(name) else name


class LazyCommands(CommandsPage):
    """The commands of goalcheck, each made when it is asked for: one to run it, all to list their summaries."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  # what it overrides has it
        """The names of the commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a name; None where there is none."""
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            self.add_command(_made(cmd_name))
        return super().get_command(ctx, cmd_name)


def _made(name: str) -> Any:
    """The command that typer makes of the function in a command's file, with a page of its own if the file has one."""
    alone = typer.Typer(rich_markup_mode=None, add_completion=False)
    file = _file_of(name)
    alone.command(name, cls=getattr(file, "PAGE", CommandPage), epilog=file.EXAMPLES)(function_of(name))
    return typer.main.get_command(alone)


app = typer.Typer(
    name="goalcheck",
    cls=LazyCommands,
    help="Find the department objectives that pull against each other before your customers do.",
    epilog="Start with: goalcheck init my-org, then goalcheck analyze my-org",
    rich_markup_mode=None,  # plain help: the same bytes everywhere, and nothing to import for it
    pretty_exceptions_enable=False,  # `run` says what went wrong
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        emit(f"goalcheck {__version__}\n")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Find the department objectives that pull against each other before your customers do."""
