"""A cross-impact matrix without an empty cell: every objective affects every other one, each with a weight in thirds.

`analyze` of it stands against `analyze` of the published matrix of Sweden, which is less than half full: both in one
process, by turns, in processor time.

Knows the file format as a user does, and of goalcheck only its front door.
"""

from __future__ import annotations

import argparse
import gc
import json
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from benchmarks.measure import ROOT, by_turns, print_row, timed

if TYPE_CHECKING:
    from goalcheck.model import Organization

SWEDEN = ROOT / "examples" / "sdg-sweden"
SIZES = (17, 34, 60, 169)
"""The goals of the 2030 Agenda, the targets of the published matrix, some in between, and all targets."""

OBJECTIVES_OF_DEPARTMENT = 10
TODAY = date(2026, 7, 1)
SCORES = (-3, -2, -1, 1, 2, 3)

Raw = dict[str, Any]


def full_matrix(number: int, *, seed: int = 1, outcomes: bool = True) -> Raw:
    """An organization of so many objectives that all affect each other, as its sections would be read from a file.

    Args:
        outcomes: whether each objective affects an outcome of its own as well.
    """
    random = Random(seed)
    names = [f"d{at // OBJECTIVES_OF_DEPARTMENT}.o{at}" for at in range(number)]
    raw: Raw = {"version": 1, "organization": {"name": "Full"}, "departments": {}}
    for at, name in enumerate(names):
        affects = {other: random.choice(SCORES) for other in names if other != name}
        if outcomes:
            affects[f"end{at}"] = random.choice(SCORES)
        department, _, key = name.partition(".")
        entry = raw["departments"].setdefault(department, {"objectives": {}})
        entry["objectives"][key] = {"affects": affects}
    if outcomes:
        raw["customers"] = {"all": {"name": "Everybody"}}
        raw["outcomes"] = {f"end{at}": {"customer": "all", "importance": random.randint(1, 5)} for at in range(number)}
    return raw


def full_drivers(number: int, *, seed: int = 1) -> Raw:
    """The same of drivers, which let harms through at full strength; every tenth has an objective and an outcome."""
    random = Random(seed)
    names = [f"n{at}" for at in range(number)]
    few = range(0, number, 10)
    drivers = {name: {"affects": {other: random.choice(SCORES) for other in names if other != name}} for name in names}
    for at in few:
        drivers[f"n{at}"]["affects"][f"end{at}"] = random.choice(SCORES)
    objectives = {f"o{at}": {"affects": {f"n{at}": random.choice(SCORES)}} for at in few}
    return {
        "version": 1,
        "organization": {"name": "Full"},
        "customers": {"all": {"name": "Everybody"}},
        "outcomes": {f"end{at}": {"customer": "all"} for at in few},
        "drivers": drivers,
        "departments": {"d": {"objectives": objectives}},
    }


def lines(raw: Raw) -> Iterator[str]:
    """The text of an organization: a line for each node, which is read fast."""
    for section, entry in raw.items():
        yield f"{section}: {json.dumps(entry)}"


def main() -> None:
    """Time `analyze` of full matrices against that of Sweden."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        loaded = dict(_loaded(Path(folder), options.sizes))
    measured = {label: partial(_analyzed, organization) for label, organization in loaded.items()}
    taken = by_turns(measured, options.rounds)
    for label, each in taken.items():
        print_row(label, each, against=taken["sdg-sweden"])


def _loaded(folder: Path, sizes: list[int]) -> Iterator[tuple[str, Organization]]:
    from goalcheck import load

    yield "sdg-sweden", load(SWEDEN)
    for size in sizes:
        for label, make in (("objectives", full_matrix), ("drivers", full_drivers)):
            path = folder / f"{label}{size}.yaml"
            path.write_text("\n".join(lines(make(size))), "utf-8")
            yield f"full {size} x {size}, {label}", load(path)


def _analyzed(organization: Organization) -> float:
    """The processor time of one analysis; what is not exact is refused."""
    from goalcheck import analyze

    gc.collect()
    taken: dict[str, float] = {}
    with timed(taken, "analyze"):
        report = analyze(organization, today=TODAY)
    if not report.exact:
        print(f"  not exact: {', '.join(report.left_out)}")
    return taken["analyze"]


if __name__ == "__main__":
    main()
