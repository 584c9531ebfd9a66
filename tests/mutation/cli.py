"""The command line of the mutation run."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import monotonic

from mutation.covering import ROOT, BrokenBaseline, Covering, measure
from mutation.mutants import Mutant, mutants_of
from mutation.trying import CannotMutate, End, timed, tried, warm_up

SLOWER = 5
"""Times as long as without the mutant its tests may take, and ten seconds more."""


def main() -> int:
    """Break goalcheck in one place at a time, run the tests that execute the place, and tell what nobody noticed."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=main.__doc__)
    parser.add_argument("paths", nargs="*", default=["goalcheck/rules", "goalcheck/graph", "goalcheck/decisions.py"])
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1, help="which mutants are tried first")
    parser.add_argument("--most", type=int, metavar="N", help="end after N mutants")
    parser.add_argument(
        "--tests", nargs="*", default=["tests"], help="the tests that are measured, where none were yet"
    )
    parser.add_argument("--data", type=Path, default=Path(".mutation-coverage"), help="what was measured, kept there")
    options = parser.parse_args()
    try:
        if not options.data.exists():
            measure(options.data, options.tests)
        return _run(options)
    except (BrokenBaseline, CannotMutate) as error:
        print(error, file=sys.stderr)
        return 2


def _run(options: argparse.Namespace) -> int:
    warm_up()
    covering = Covering(options.data)
    mutants = [mutant for path in options.paths for mutant in _mutants(ROOT / path)]
    Random(options.seed).shuffle(mutants)
    ends: Counter[End] = Counter()
    until = monotonic() + options.seconds
    for mutant in mutants[: options.most]:
        if monotonic() > until:
            break
        end = _end(mutant, covering)
        ends[end] += 1
        if end is not End.KILLED:
            print(f"{end}: {mutant.place}: {_line(mutant.was)} -> {_line(mutant.now)}", flush=True)
    _tell(ends, len(mutants))
    return 0


def _mutants(path: Path) -> Iterator[Mutant]:
    for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
        yield from mutants_of(file, str(file.relative_to(ROOT)))


def _end(mutant: Mutant, covering: Covering) -> End:
    """What becomes of a mutant; its tests are first run without it, as a broken baseline reads as no survivors."""
    tests = covering.tests_of(mutant.file, mutant.lines)
    return tried(mutant, tests, seconds=10 + SLOWER * timed(tuple(tests)))


def _line(text: str) -> str:
    return " ".join(text.split())[:80]


def _tell(ends: Counter[End], of: int) -> None:
    done = ends.total()
    noticed = ends[End.KILLED] + ends[End.TIMED_OUT]
    figures = ", ".join(f"{ends[end]} {end}" for end in End)
    print(
        f"mutation: {done} of {of:,} mutants: {figures}; score {noticed / done:.1%}" if done else "mutation: no mutants"
    )
