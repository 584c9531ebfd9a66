"""5 MB in 200 files: `goalcheck.load`, which checks everything, against `yaml.load`, which checks nothing.

Each measurement is a fresh process that imports first and is timed inside, in processor time, so that neither imports
nor other work on the machine count.
"""

from __future__ import annotations

import argparse
import gc
import json
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.generate import organization, write
from benchmarks.measure import PYTHON, answer, by_turns, print_row

OBJECTIVES = 10_600
FILES = 200

PLAIN, PLAIN_PAUSED, OURS = "yaml.load, CSafeLoader", "yaml.load, CSafeLoader, collector off", "goalcheck.load"


def main() -> None:
    """Compare loading one organization with goalcheck and with plain PyYAML."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--once", choices=WAYS, help="measure one way in this process and print the seconds")
    parser.add_argument("--directory", type=Path, default=Path())
    options = parser.parse_args()
    if options.once:
        print(json.dumps(WAYS[options.once](options.directory)))
        return
    with TemporaryDirectory() as directory:
        _compare(Path(directory), options.rounds)


def _compare(directory: Path, rounds: int) -> None:
    paths = write(organization(OBJECTIVES), directory, files=FILES)
    size = sum(path.stat().st_size for path in paths)
    print(f"loading {size / 1e6:.1f} MB in {len(paths)} files ({OBJECTIVES:,} objectives), {rounds} rounds")
    taken = by_turns({way: partial(_in_a_process, way, directory) for way in WAYS}, rounds)
    for way in WAYS:
        print_row(way, taken[way], against=taken[PLAIN])


def _in_a_process(way: str, directory: Path) -> float:
    command = [PYTHON, "-m", "benchmarks.loading", "--once", way, "--directory", directory]
    return float(answer(command))


def _plain(directory: Path) -> float:
    import yaml

    start = time.process_time()
    kept = [yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader) for path in sorted(directory.glob("*.yaml"))]
    taken = time.process_time() - start
    return taken if kept else 0.0


def _plain_paused(directory: Path) -> float:
    gc.disable()
    return _plain(directory)


def _ours(directory: Path) -> float:
    from goalcheck import load

    start = time.process_time()
    kept = load(directory)
    taken = time.process_time() - start
    return taken if kept else 0.0


WAYS: dict[str, Callable[[Path], float]] = {PLAIN: _plain, PLAIN_PAUSED: _plain_paused, OURS: _ours}


if __name__ == "__main__":
    main()
