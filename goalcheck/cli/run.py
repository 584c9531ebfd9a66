"""Runs the app, and turns whatever goes wrong into a message and exit status 2."""

from __future__ import annotations

import os
import sys
import traceback

from goalcheck.cli import exits
from goalcheck.cli.app import app
from goalcheck.cli.output import prepare, say
from goalcheck.render.safe import for_terminal
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
            traceback.print_exc()
        kind = type(error).__name__
        say(
            f"goalcheck: internal error ({kind}: {for_terminal(str(error))}); "
            f"set {DEBUG}=1 to see where, and please report it\n"
        )
    sys.exit(exits.FAILED)


def _run_or_say_why_not() -> None:
    try:
        app(prog_name="goalcheck")
    except InvalidInput as error:
        say(render_problems(error.problems))
    except GoalcheckError as error:
        say(f"goalcheck: {for_terminal(str(error))}\n")
