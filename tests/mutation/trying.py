"""Runs tests on a mutant in a forked process, where the function's code is exchanged in place."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from multiprocessing import get_context
from time import monotonic
from types import CodeType, FunctionType

import pytest

from mutation.covering import ROOT
from mutation.mutants import Mutant

BROKEN = 3
"""Exit status of a child that finds no function to exchange."""


class End(StrEnum):
    """What became of a mutant."""

    KILLED = "killed"
    SURVIVED = "survived"
    TIMED_OUT = "timed out"
    NOT_COVERED = "not covered"


class CannotMutate(Exception):
    """The function of a mutant is not where it was."""


def passes(tests: Sequence[str], *, seconds: float) -> bool:
    """Whether tests pass as things are; False, too, where they take longer."""
    return _forked(None, tests, seconds) == 0


def tried(mutant: Mutant, tests: Sequence[str], *, seconds: float) -> End:
    """What the tests say of a mutant.

    Raises:
        CannotMutate: the function is not found.
    """
    if not tests:
        return End.NOT_COVERED
    status = _forked(mutant, tests, seconds)
    if status == BROKEN:
        raise CannotMutate(f"no function was found at {mutant.place}")
    return End.SURVIVED if status == 0 else End.TIMED_OUT if status is None else End.KILLED


def _forked(mutant: Mutant | None, tests: Sequence[str], seconds: float) -> int | None:
    """The exit status of a child that runs tests; None where it had to be stopped."""
    child = get_context("fork").Process(target=_child, args=(mutant, tests), daemon=False)
    child.start()
    child.join(seconds)
    if child.is_alive():
        if child.pid is not None:
            os.killpg(child.pid, signal.SIGKILL)
        child.join()
        return None
    return child.exitcode


def _child(mutant: Mutant | None, tests: Sequence[str]) -> None:
    os.setpgid(0, 0)
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    if mutant is not None and not _exchange(mutant):
        os._exit(BROKEN)
    options = ["-n", "0", "-x", "-q", "-p", "no:cacheprovider", "--no-header", "--tb=no"]
    os.chdir(ROOT)
    os._exit(int(bool(pytest.main([*options, *tests]))))


def _exchange(mutant: Mutant) -> bool:
    """Give the function its other code, wherever it is referred to."""
    code = mutant.code()
    if code is None:
        return False
    functions = [each for each in gc.get_objects() if isinstance(each, FunctionType)]
    found = [each for each in functions if _place(each.__code__) == _place(code)]
    for each in found:
        each.__code__ = code
    return bool(found)


def _place(code: CodeType) -> tuple[str, str, int]:
    return code.co_filename, code.co_qualname, code.co_firstlineno


@cache
def timed(tests: tuple[str, ...]) -> float:
    """The seconds that tests take as things are; many mutants have the same ones.

    Raises:
        CannotMutate: they fail.
    """
    start = monotonic()
    if tests and not passes(tests, seconds=600):
        raise CannotMutate(f"without any mutant one of these fails: {' '.join(tests)}")
    return monotonic() - start


def warm_up() -> None:
    """Load the program and what tests use, which a child then need not."""
    import importlib
    import pkgutil

    import goalcheck

    sys.path.insert(0, str(ROOT))
    for module in pkgutil.walk_packages(goalcheck.__path__, "goalcheck."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in ("jsonschema", "yaml"):  # not hypothesis: pytest wants to be the first to load its plugins
        importlib.import_module(name)
