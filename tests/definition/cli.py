"""The command line of the comparison."""

from __future__ import annotations

import argparse
import json
from time import monotonic

from all_sections import whole_organizations
from hypothesis import HealthCheck, Phase, given, seed, settings
from worlds import Raw

from definition.comparing import deviations

BATCH = 25
"""Organizations that hypothesis draws at a time."""


class Differs(AssertionError):
    """The report and the definition say different things of an organization."""


def main() -> int:
    """Compare goalcheck's JSON report with the definition; the same seed gives the same organizations."""
    parser = argparse.ArgumentParser(prog="python -m tests.definition", description=main.__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    start, batches, done = monotonic(), 0, [0]
    while monotonic() < start + options.seconds:
        try:
            compare(options.seed * 1_000_003 + batches, BATCH, done)
        except Differs as error:
            print(error)
            return 1
        batches += 1
    print(f"definition: {done[0]:,} organizations agree, {monotonic() - start:.0f} s, seed {options.seed}")
    return 0


def compare(number: int, examples: int, done: list[int], *, shrink: bool = True) -> None:
    """Compare the organizations of a seed.

    Raises:
        Differs: with the smallest organization of which the two say different things.
    """

    told: list[str] = []

    @seed(number)
    @settings(
        max_examples=examples,
        phases=[Phase.generate, Phase.shrink] if shrink else [Phase.generate],
        deadline=None,
        derandomize=False,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(whole_organizations())
    def agree(raw: Raw) -> None:
        done[0] += 1
        found = deviations(raw)
        if found:
            if not told:
                print(f"they differ ({found[0]}); the organization is made small, which may take minutes", flush=True)
            told.append(found[0])
            raise Differs("\n".join([*found, json.dumps(raw, indent=1)]))

    agree()
