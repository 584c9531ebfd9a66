"""100,000 objectives, 400,000 effects, 5,000 outcomes: network, pushes, counted clashes, the worst 1,000 explained.

Each size is loaded in a process of its own (not timed), where the steps are timed one by one, in several rounds.
At the end a small one as a whole process against every simple path with networkx.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import sys
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from benchmarks.generate import organization, write
from benchmarks.measure import PYTHON, answer, by_turns, medians, print_row, seconds, timed

if TYPE_CHECKING:
    from goalcheck.model import Organization

SIZES = (25_000, 50_000, 100_000)
SMALL = 10_000
OBJECTIVES_OF_FILE = 1_000
WORST = 1_000
TODAY = date(2026, 7, 1)

NETWORK, PUSHES, COUNT, EXPLAIN = "network", "pushes", "clashes counted", f"worst {WORST:,} pairs explained"
STEPS = (NETWORK, PUSHES, COUNT, EXPLAIN)
TOTAL, PAUSED, ANALYZE = "these together", "the same, cyclic collector off", "goalcheck.analyze as a whole"
REPORT, PATHS = "goalcheck analyze --format json", "every simple path, networkx"


def main() -> None:
    """Time the engine on organizations of growing size, and a small one against networkx."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--once", type=Path, help="measure the organization in this directory and print JSON")
    options = parser.parse_args()
    if options.once:
        print(json.dumps(_measured(options.once, options.rounds)))
        return
    _compare_sizes(options.sizes, options.rounds)
    _compare_with_paths(options.rounds)


def _compare_sizes(sizes: list[int], rounds: int) -> None:
    figures = [_in_a_process(size, rounds) for size in sizes]
    for (smaller, less), (larger, more) in pairwise(zip(sizes, figures, strict=True)):
        together, whole = (more["seconds"][label] / less["seconds"][label] for label in (TOTAL, ANALYZE))
        print(f"  {smaller:,} to {larger:,}: {together:.2f} times the seconds, analyze {whole:.2f} times")


def _in_a_process(size: int, rounds: int) -> dict[str, Any]:
    with TemporaryDirectory() as directory:
        write(organization(size), Path(directory), files=max(1, size // OBJECTIVES_OF_FILE))
        command = [PYTHON, "-m", "benchmarks.engine", "--once", directory, "--rounds", str(rounds)]
        figures: dict[str, Any] = answer(command)
    print("{objectives:,} objectives, {effects:,} effects, {outcomes:,} outcomes".format(**figures["counts"]))
    for label, taken in figures["seconds"].items():
        print(f"  {label:<44} {taken:8.3f} s")
    loaded, stepped, peak = figures["loaded_mb"], figures["stepped_mb"], figures["peak_mb"]
    print(f"  peak memory: {loaded:,.0f} MB loading, {stepped:,.0f} MB after one round, {peak:,.0f} MB after all")
    print("  {clashes:,} clashes, {pushes:,} pushes, exact: {exact}".format(**figures["counts"]))
    return figures


def _measured(directory: Path, rounds: int) -> dict[str, Any]:
    """Load, then time the steps and the whole, from nothing in each round."""
    from goalcheck import load

    loaded = load(directory)
    loaded_mb = _peak_mb()
    steps = [_steps(loaded)]
    stepped_mb = _peak_mb()
    steps += [_steps(loaded) for _ in range(rounds - 1)]
    paused = [_steps_paused(loaded) for _ in range(rounds)]
    whole, counts = zip(*(_whole(loaded) for _ in range(rounds)), strict=True)
    return {
        "seconds": {**medians(steps), PAUSED: median(paused), ANALYZE: median(whole)},
        "counts": counts[0],
        "loaded_mb": loaded_mb,
        "stepped_mb": stepped_mb,
        "peak_mb": _peak_mb(),
    }


def _steps(loaded: Organization) -> dict[str, float]:
    """One round: every step that a rule would ask the context for, one after the other."""
    from goalcheck.facts.context import Context
    from goalcheck.rules.opposed_objectives import check

    gc.collect()
    taken: dict[str, float] = {}
    context = Context(loaded, today=TODAY)
    with timed(taken, NETWORK):
        _ = context.network
    with timed(taken, PUSHES):
        _ = context.pushes.tables
    with timed(taken, COUNT):
        context.clashes.count()
    context.most = WORST - 1
    with timed(taken, EXPLAIN):
        [notice.at_length() for notice in check(context)]
    return taken | {TOTAL: sum(taken[step] for step in STEPS)}


def _steps_paused(loaded: Organization) -> float:
    gc.disable()
    try:
        return _steps(loaded)[TOTAL]
    finally:
        gc.enable()


def _whole(loaded: Organization) -> tuple[float, dict[str, Any]]:
    from goalcheck import analyze

    gc.collect()
    taken: dict[str, float] = {}
    with timed(taken, ANALYZE):
        report = analyze(loaded, today=TODAY)
    counts = report.counts
    return taken[ANALYZE], {
        "objectives": counts.objectives,
        "effects": counts.effects,
        "outcomes": counts.outcomes,
        "clashes": report.summary.clashes,
        "pushes": len(report.pushes),
        "exact": report.exact,
    }


def _peak_mb() -> float:
    """The most memory that this process has ever held; Linux counts in kilobytes, macOS in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e6 / 1024)


def _compare_with_paths(rounds: int) -> None:
    """Whole processes: from a file to a report, and from a file to every simple path."""
    with TemporaryDirectory() as directory:
        [path] = write(organization(SMALL), Path(directory))
        print(f"{SMALL:,} objectives from {path.stat().st_size / 1e6:.1f} MB, whole processes")
        commands = {
            REPORT: [PYTHON, "-m", "goalcheck", "analyze", path, "--format", "json"],
            PATHS: [PYTHON, "-m", "benchmarks.paths", path],
        }
        taken = by_turns({label: partial(seconds, command) for label, command in commands.items()}, rounds)
        for label, each in taken.items():
            print_row(label, each, against=taken[REPORT])
        figures = answer(commands[PATHS])
    print("  of which networkx: {read:.2f} s reading, {search:.2f} s for {paths:,} paths".format(**figures))


if __name__ == "__main__":
    main()
