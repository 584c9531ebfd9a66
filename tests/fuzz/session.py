"""Case after case until the time is over, and what failed in them."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any, NamedTuple

from typer.main import get_command

import goalcheck
from fuzz.case import Case
from fuzz.commands import drawn
from fuzz.inputs import ROOT, Inputs
from fuzz.invariants import Violation
from fuzz.running import Checks, Failure, failures
from fuzz.shrinking import shrunk
from goalcheck.__main__ import main as goalcheck_main
from goalcheck.cli import run
from goalcheck.cli.app import app

COMMANDS = 10
"""Of each case."""


class Found(NamedTuple):
    """A case that failed, made small."""

    number: int
    failure: Failure
    case: Case


def case_of(seed: int, number: int) -> tuple[Case, Checks]:
    """The case of a number: the same for the same seed."""
    random = Random(f"{seed} {number}")
    inputs = Inputs(random)
    case = Case(inputs.files, inputs.organization, drawn(inputs.organization, inputs.ids, random, COMMANDS))
    return case, Checks(repeat=random.random() < 0.1, process=random.random() < 0.01)


class Session:
    """Cases in their order, and what failed in them.

    Attributes:
        done: how many cases have been run.
        again: how often something failed that had failed before, or that is known.
    """

    def __init__(self, seed: int, *, first: int = 0, known: Sequence[str] = (), shrink: float = 60) -> None:
        self._seed = seed
        self._first = first
        self._known = known
        self._shrink = shrink
        self._met: set[tuple[str, str]] = set()
        self.done = 0
        self.again = 0

    def run(self, *, seconds: float, cases: int | None = None) -> Iterator[Found]:
        """Run cases until the time is over; each failure is told once, by the first case that shows it."""
        warm_up()
        until = monotonic() + seconds
        while monotonic() < until and (cases is None or self.done < cases):
            number = self._first + self.done
            case, checks = case_of(self._seed, number)
            for failure in failures(case, checks):
                if self._is_new(failure.violation):
                    yield Found(number, failure, shrunk(case, failure, checks, seconds=self._shrink))
            self.done += 1

    def _is_new(self, violation: Violation) -> bool:
        """True unless the same has been told, with other names and numbers."""
        key = violation.kind, re.sub(r"\d+|'.*'|<.*>", "", violation.text)
        known = key in self._met or any(text in violation.text for text in self._known)
        self._met.add(key)
        self.again += known
        return not known


def warm_up() -> None:
    """Load all that a command may load, so that the forked children do not."""
    for module in pkgutil.walk_packages(goalcheck.__path__, "goalcheck."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in ("highspy", "numpy", "networkx", "typst"):
        importlib.import_module(name)
    group: Any = get_command(app)  # typer would make it anew each time, which takes longer than most commands
    for name in group.list_commands(None):
        group.get_command(None, name)
    vars(run)["app"] = group
    argv = sys.argv
    for command in ("analyze", "matrix", "graph"):
        sys.argv = ["goalcheck", command, str(Path(ROOT) / "examples" / "quickstart")]
        with suppress(SystemExit), redirect_stdout(StringIO()):
            goalcheck_main()
    sys.argv = argv
