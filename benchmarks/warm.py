"""One changed file: `WarmOrganization` against `goalcheck.load` and `goalcheck.analyze` of everything.

Processor time in one process, by turns; each round changes a comment in one file, so that the answers stay the same.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.generate import organization, write
from benchmarks.measure import by_turns, print_row

SIZES = ((1_000, 50), (10_000, 200))
TODAY = date(2026, 11, 30)


def main() -> None:
    """Compare both for a small and a large organization."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    for objectives, files in SIZES:
        with TemporaryDirectory() as folder:
            paths = write(organization(objectives), Path(folder), files=files)
            print(f"{objectives:,} objectives in {len(paths)} files, one of them changed, {rounds} rounds")
            _compare(paths, Path(folder), rounds)


def _compare(paths: list[Path], folder: Path, rounds: int) -> None:
    import goalcheck
    from goalcheck.warm import WarmOrganization

    warm = WarmOrganization([folder])
    loaded = warm.load()
    ways: dict[str, Callable[[], object]] = {
        "load, everything": partial(goalcheck.load, folder),
        "load, warm": warm.load,
        "analyze what is loaded": partial(goalcheck.analyze, loaded, today=TODAY),
        "load and analyze, warm": partial(warm.analyze, today=TODAY),
    }
    changes = count()
    taken = by_turns(
        {way: partial(_changed, paths[len(paths) // 2], run, changes) for way, run in ways.items()}, rounds
    )
    for way in ways:
        print_row(way, taken[way], against=taken["load, everything"])


def _changed(path: Path, run: Callable[[], object], changes: count[int]) -> float:
    text = path.read_text("utf-8")
    path.write_text(f"{text.partition('# changed')[0]}# changed {next(changes)}\n", "utf-8")
    start = time.process_time()
    kept = run()
    taken = time.process_time() - start
    return taken if kept else 0.0


if __name__ == "__main__":
    main()
