"""Running processes by turns, and printing medians: what all benchmarks share."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable

Command = Sequence[object]
"""A program and its arguments, in whatever type `str` makes right."""


def seconds(command: Command) -> float:
    """How long a whole process takes; it must succeed."""
    start = time.perf_counter()
    _run(command)
    return time.perf_counter() - start


def answer(command: Command) -> Any:
    """What a process printed, as JSON."""
    return json.loads(_run(command))


def by_turns(measured: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Measure one after the other, round after round, so that a slow minute of the machine is everyone's."""
    taken: dict[str, list[float]] = {label: [] for label in measured}
    for _ in range(rounds):
        for label, measure in measured.items():
            taken[label].append(measure())
    return taken


@contextmanager
def timed(into: dict[str, float], label: str) -> Iterator[None]:
    """Note the processor time of a block under a label: what others do on the machine does not count."""
    start = time.process_time()
    yield
    into[label] = time.process_time() - start


def medians(rounds: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The median of each figure over all rounds."""
    return {label: median(each[label] for each in rounds) for label in rounds[0]}


def print_row(label: str, taken: Sequence[float], *, against: Sequence[float] | None = None) -> None:
    """One line: the median, the fastest and slowest, and the ratio of medians to something else."""
    ratio = "" if against is None else f"   x {median(taken) / median(against):.2f}"
    print(f"  {label:<44} {median(taken):8.3f} s   ({min(taken):.3f} to {max(taken):.3f}){ratio}")


def _run(command: Command) -> bytes:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    finished = subprocess.run(list(map(str, command)), cwd=ROOT, env=environment, capture_output=True, check=False)
    if finished.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\n{finished.stderr.decode(errors='replace')}")
    return finished.stdout
