"""Ways out of 10,000 and of 100,000 opposed pairs over 2,000 objectives: how long, and whether proved the cheapest.

Loading is not timed. Printed are the seconds on the clock and those of the processor: on a shared machine the latter
say what a quiet one would take. The time limit is on the clock.
"""

from __future__ import annotations

import argparse
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.generate import write
from benchmarks.opposed import organization
from goalcheck import Terms, load, resolve
from goalcheck.facts.context import Context
from goalcheck.findings import Level
from goalcheck.graph import Clashes

OBJECTIVES = 2_000
PAIRS = (10_000, 100_000)

TODAY = date(2026, 7, 1)
SERIOUS = 30


def main() -> None:
    """Resolve organizations full of opposed pairs."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--objectives", type=int, default=OBJECTIVES)
    parser.add_argument("--pairs", type=int, nargs="*", default=PAIRS)
    parser.add_argument("--seconds", type=float, default=60.0)
    options = parser.parse_args()
    for pairs in options.pairs:
        _resolve(options.objectives, pairs, seconds=options.seconds)


def _resolve(objectives: int, pairs: int, *, seconds: float) -> None:
    with TemporaryDirectory() as directory:
        write(organization(objectives, pairs), Path(directory))
        loaded = load(directory)
    context = Context(loaded, today=TODAY)
    found = Clashes(context.network, context.pushes, context.pressures, min_tension=SERIOUS).count()
    clock, processor = time.perf_counter(), time.process_time()
    resolution = resolve(loaded, Terms(Level.SERIOUS, alternatives=0, seconds=seconds), today=TODAY)
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    [way] = resolution.ways
    proof = "proved the cheapest" if way.is_proved else f"gap {100 * way.gap:.2f} %"
    print(f"{found:,} opposed pairs over {objectives:,} objectives, {resolution.candidates:,} changes to choose from")
    print(f"  {clock:8.2f} s, {processor:.2f} s of the processor: {len(way.steps):,} at {way.cost:,.2f}, {proof}")


if __name__ == "__main__":
    main()
