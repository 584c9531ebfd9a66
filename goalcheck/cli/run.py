"""Runs the app, and turns errors into messages and exit status 2."""

from __future__ import annotations

import errno
import os
import sys
import traceback

import typer

from goalcheck.cli import exits
from goalcheck.cli.app import app
from goalcheck.cli.output import prepare, say
from goalcheck.render.safe import MAX_SENTENCE, for_terminal
from goalcheck.render.terminal.problems import render_problems
from goalcheck.source import GoalcheckError, InvalidInput

DEBUG = "GOALCHECK_DEBUG"
"""Set to see the traceback of an internal error."""


def run() -> None:
    """Run the command that the arguments name and exit."""
    prepare()
    try:
        _run_or_say_why_not()
    except Exception as error:
        if os.environ.get(DEBUG):
            say(traceback.format_exc())
        say(f"goalcheck: {_told(error)}\n")
    sys.exit(exits.FAILED)


def _told(error: Exception) -> str:
    """An unexpected exception in words: a mistake in goalcheck, but for a full disk or memory."""
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return f"cannot write the result: {error.strerror}"
    if isinstance(error, MemoryError):
        return "there is not enough memory for this organization"
    kind = type(error).__name__
    return f"internal error ({kind}: {for_terminal(str(error))}); set {DEBUG}=1 to see where, and please report it"


def _run_or_say_why_not() -> None:
    try:
        app(prog_name="goalcheck")
    except SystemExit as stop:
        sys.exit(_status(stop))
    except InvalidInput as error:
        say(render_problems(error.problems))
    except GoalcheckError as error:
        say(f"goalcheck: {for_terminal(str(error), most=MAX_SENTENCE)}\n")


def _status(stop: SystemExit) -> int:
    """The exit status, which is 1 for findings alone: click ends with it for a closed pipe too, and for Ctrl-C."""
    cause = stop.__context__
    if isinstance(cause, typer.Exit):
        return cause.exit_code
    if isinstance(cause, BrokenPipeError):
        return exits.CLEAN
    if isinstance(cause, typer.Abort):
        return exits.INTERRUPTED
    return exits.CLEAN if not stop.code else exits.FAILED
