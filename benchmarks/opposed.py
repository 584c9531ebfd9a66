"""Organizations full of opposed pairs: so many objectives, and about so many pairs that conflict at level serious.

Each objective pushes two outcomes, directly or through a driver, three times in four to help; some harm starts at a
figure of the target, so that a weaker target ends it. All objectives stand at one time, so that no pair is kept apart.

Knows the file format as a user does, and nothing of goalcheck.
"""

from __future__ import annotations

from random import Random
from typing import Any

Raw = dict[str, Any]

PERIODS = ("2026",)
"""What each objective draws its period from."""

HELPING_SHARE = 0.75
HELPS, HURTS = ("strongly helps", "helps"), ("strongly hurts", "hurts")


def organization(objectives: int, pairs: int, *, seed: int = 1) -> Raw:
    """An organization of so many objectives with about so many opposed pairs, as its sections would be read."""
    random = Random(seed)
    # Of 2 x s objectives that push an outcome, 1.5 x s help and 0.5 x s hurt: 0.75 x s x s pairs over each. An
    # objective pushes two outcomes, so that there is one outcome for every s objectives.
    share = max(2, round(pairs / (0.75 * objectives)))
    outcomes = max(1, objectives // share)
    departments: Raw = {}
    for number in range(objectives):
        first = number % outcomes
        made = _objective(random, number, first, (first + 1 + random.randrange(3)) % outcomes)
        departments.setdefault(f"department-{number % (outcomes * 2):03}", {"objectives": {}})["objectives"][
            f"objective-{number:05}"
        ] = made
    return {
        "version": 1,
        "organization": {"name": "Opposed, Inc.", "period": "2026"},
        "customers": {"everybody": {"name": "Everybody"}},
        "metrics": {f"metric-{number:05}": {"unit": "days"} for number in range(objectives)},
        "outcomes": {
            f"outcome-{number:03}": {"customer": "everybody", "importance": random.randint(3, 5)}
            for number in range(outcomes)
        },
        "drivers": {
            f"driver-{number:03}": {"affects": {f"outcome-{number:03}": "strongly helps"}} for number in range(outcomes)
        },
        "departments": departments,
    }


def _objective(random: Random, number: int, first: int, second: int) -> Raw:
    made: Raw = {"priority": random.randint(1, 5), "period": random.choice(PERIODS)}
    if random.random() < 0.2:
        made["status"] = "proposed"
    start, end = random.randint(50, 99), random.randint(20, 40)
    made["target"] = {"metric": f"metric-{number:05}", "from": start, "to": end}
    made["affects"] = {}
    for outcome in (first, second):
        helping = random.random() < HELPING_SHARE
        node = random.choice(("outcome", "driver"))
        word = random.choice(HELPS if helping else HURTS)
        made["affects"][f"{node}-{outcome:03}"] = (
            word
            if helping or random.random() < 0.6
            else {"effect": word, "starts_at": end + (start - end) // 2, "full_at": end}
        )
    return made
