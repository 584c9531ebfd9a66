"""Case after case until the time is over, what failed, and how often which command ended how."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from random import Random
from time import monotonic
from typing import NamedTuple

from typer.main import get_command

import goalcheck
from fuzz.case import Case
from fuzz.commands import drawn
from fuzz.inputs import ROOT, Inputs
from fuzz.running import Checks, Failure, failures
from fuzz.shrinking import shrunk

from goalcheck.__main__ import main as goalcheck_main
from goalcheck.cli import run

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


def session(seed: int, *, seconds: float, cases: int | None, first: int = 0, shrink: float = 60) -> Iterator[Found | int]:
    """Run cases; yields the number of each that is done, and before it what failed in it."""
    warm_up()
    until = monotonic() + seconds
    number = first
    while monotonic() < until and (cases is None or number < first + cases):
        case, checks = case_of(seed, number)
        for failure in _first_of_each_kind(failures(case, checks)):
            yield Found(number, failure, shrunk(case, failure, checks, seconds=shrink))
        yield number
        number += 1


def _first_of_each_kind(found: list[Failure]) -> list[Failure]:
    return list({failure.violation.kind: failure for failure in reversed(found)}.values())


def warm_up() -> None:
    """Load all that a command may load, so that the forked children do not."""
    for module in pkgutil.walk_packages(goalcheck.__path__, "goalcheck."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in ("highspy", "numpy", "networkx", "typst"):
        importlib.import_module(name)
    vars(run)["app"] = get_command(run.app)  # typer would make it anew each time, which takes longer than most commands
    argv = sys.argv
    for command in ("analyze", "matrix", "graph"):
        sys.argv = ["goalcheck", command, str(Path(ROOT) / "examples" / "quickstart")]
        with suppress(SystemExit), redirect_stdout(StringIO()):
            goalcheck_main()
    sys.argv = argv
