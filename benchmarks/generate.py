"""Organizations of any size that look like real ones: local, layered, mostly acyclic. The same seed, the same text.

A division is ten departments of fifty objectives; they share a hundred drivers and some 25 outcomes, and most of what
they affect is their own. So 100,000 objectives come with about 400,000 effects, 20,000 drivers and 5,000 outcomes.

Knows the file format as a user does, and nothing of goalcheck.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

OBJECTIVES_OF_DEPARTMENT = 50
DEPARTMENTS_OF_DIVISION = 10
DIVISIONS_OF_GROUP = 10
DRIVERS_OF_DIVISION = 100
OUTCOMES_OF_DIVISION = 25
METRICS_OF_DEPARTMENT = 8
CUSTOMERS = 20
GLOBAL_OUTCOMES = 20

HELPS = ("strongly helps", "helps", "helps", "slightly helps")
HURTS = ("strongly hurts", "hurts", "hurts", "slightly hurts")
HELPING_SHARE = 0.75
EXPLAINED_SHARE = 1 / 3
MEASURED_SHARE = 0.1
CIRCLE_SHARE = 0.02
PERIODS = (None, None, None, "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2026-H1", "2026-H2", "2027-Q1")

VERBS = ("cut", "raise", "halve", "automate", "shorten", "renew", "merge", "simplify", "train", "measure", "extend")
THINGS = (
    *("order time", "repeat calls", "unit cost", "stock on hand", "first visits", "open tickets", "invoice errors"),
    *("release cycle", "energy use", "contract length", "training days", "supplier count", "answer time", "returns"),
)
REASONS = (
    "the same people do both, and calls are dropped first",
    "every hour saved here is an hour more at the customer's site",
    "last year's pilot showed it: fewer handovers, fewer errors",
    "the vendor is paid per ticket, not per solved problem",
    "without it, orders wait for a second approval",
    "two of three exit interviews name this as the reason",
    "the budget for it comes from the same pot",
)

Raw = dict[str, Any]


def organization(objectives: int, *, seed: int = 1) -> Raw:
    """An organization of that many objectives, as its sections would be read from files."""
    return _Maker(objectives, Random(seed)).organization()


class _Division:
    """The ids that the departments of one division share."""

    def __init__(self, number: int, sizes: Sequence[int]) -> None:
        self.id = f"division-{number:03}"
        self.group = f"group-{number // DIVISIONS_OF_GROUP:02}"
        share = sum(sizes) / (OBJECTIVES_OF_DEPARTMENT * DEPARTMENTS_OF_DIVISION)
        self.drivers = [f"driver-{number:03}-{at:02}" for at in range(max(2, round(DRIVERS_OF_DIVISION * share)))]
        self.outcomes = [f"outcome-{number:03}-{at:02}" for at in range(max(1, round(OUTCOMES_OF_DIVISION * share)))]
        self.departments = [f"department-{number:03}-{at}" for at in range(len(sizes))]
        self.sizes = dict(zip(self.departments, sizes, strict=True))


class _Maker:
    """Draws one organization, section by section, from one source of random numbers."""

    def __init__(self, objectives: int, random: Random) -> None:
        self._random = random
        sizes = [OBJECTIVES_OF_DEPARTMENT] * (objectives // OBJECTIVES_OF_DEPARTMENT)
        if objectives % OBJECTIVES_OF_DEPARTMENT:
            sizes.append(objectives % OBJECTIVES_OF_DEPARTMENT)
        starts = range(0, len(sizes), DEPARTMENTS_OF_DIVISION)
        self._divisions = [
            _Division(number, sizes[start : start + DEPARTMENTS_OF_DIVISION]) for number, start in enumerate(starts)
        ]
        self._shared = [f"outcome-shared-{at:02}" for at in range(min(GLOBAL_OUTCOMES, 1 + objectives // 1000))]

    def organization(self) -> Raw:
        return {
            "version": 1,
            "organization": {"name": "Benchmark, Inc.", "period": "2026", "currency": "EUR"},
            "customers": {f"customer-{at:02}": {"name": f"Customer group {at}"} for at in range(CUSTOMERS)},
            "metrics": dict(chain.from_iterable(map(self._metrics, self._divisions))),
            "outcomes": dict(self._outcomes()),
            "drivers": dict(chain.from_iterable(map(self._drivers, self._divisions))),
            "departments": dict(self._departments()),
        }

    def _metrics(self, division: _Division) -> Iterator[tuple[str, Raw]]:
        for department in division.departments:
            for at in range(METRICS_OF_DEPARTMENT):
                name = self._random.choice(THINGS).capitalize()
                better = self._random.choice(("lower", "higher"))
                yield f"{department}-metric-{at}", {"name": name, "unit": "points", "better": better}

    def _outcomes(self) -> Iterator[tuple[str, Raw]]:
        for outcome in self._shared:
            yield outcome, self._outcome(None)
        for division in self._divisions:
            for outcome in division.outcomes:
                yield outcome, self._outcome(division)

    def _outcome(self, division: _Division | None) -> Raw:
        random = self._random
        made: Raw = {
            "name": f"I notice {random.choice(THINGS)} before anyone tells me",
            "customer": f"customer-{random.randrange(CUSTOMERS):02}",
            "importance": random.randint(1, 5),
        }
        return made if division is None else made | self._measured_by(division)

    def _drivers(self, division: _Division) -> Iterator[tuple[str, Raw]]:
        """Drivers move outcomes or later drivers; a few move one that moves them, which makes a circle."""
        random, movers = self._random, dict[int, int]()
        for at, driver in enumerate(division.drivers):
            affects: Raw = {}
            for _ in range(random.randint(1, 3)):
                later = range(at + 1, min(at + 20, len(division.drivers)))
                if later and random.random() < 0.5:
                    moved = random.choice(later)
                    movers[moved] = at
                    affects[division.drivers[moved]] = self._effect()
                else:
                    affects[random.choice(division.outcomes)] = self._effect()
            if at in movers and random.random() < CIRCLE_SHARE:
                affects[division.drivers[movers[at]]] = self._effect()
            yield driver, {"name": self._title(), **self._measured_by(division), "affects": affects}

    def _measured_by(self, division: _Division) -> Raw:
        if self._random.random() >= MEASURED_SHARE:
            return {}
        department = self._random.choice(division.departments)
        return {"metric": f"{department}-metric-{self._random.randrange(METRICS_OF_DEPARTMENT)}"}

    def _departments(self) -> Iterator[tuple[str, Raw]]:
        yield "company", {"name": "The company", "lead": "Chief executive"}
        for group in dict.fromkeys(division.group for division in self._divisions):
            yield group, {"name": f"Business {group}", "lead": "Executive vice president", "part_of": "company"}
        for division in self._divisions:
            yield division.id, {"name": division.id.capitalize(), "lead": "Vice president", "part_of": division.group}
            for department in division.departments:
                yield department, self._department(department, division)

    def _department(self, department: str, division: _Division) -> Raw:
        objectives = {
            f"objective-{at:02}": self._objective(department, f"objective-{at:02}", division)
            for at in range(division.sizes[department])
        }
        lead = f"Director of {self._random.choice(THINGS)}"
        return {"name": department.capitalize(), "lead": lead, "part_of": division.id, "objectives": objectives}

    def _objective(self, department: str, key: str, division: _Division) -> Raw:
        random = self._random
        name, owner = f"{self._title()} by {random.randint(5, 60)} %", f"Manager {random.randint(1, 999)}"
        made: Raw = {"name": name, "owner": owner}
        if period := random.choice(PERIODS):
            made["period"] = period
        made["priority"] = random.randint(1, 5)
        if random.random() < 0.5:
            metric = f"{department}-metric-{random.randrange(METRICS_OF_DEPARTMENT)}"
            made["target"] = {"metric": metric, "from": random.randint(10, 99), "to": random.randint(100, 200)}
        if random.random() < 0.3:
            made["agreed_with"] = ["team", f"customer-{random.randrange(CUSTOMERS):02}"]
        targets = (self._target(department, key, division) for _ in range(random.choice((2, 3, 3, 4, 4, 4, 5))))
        made["affects"] = {target: self._effect() for target in targets}
        return made

    def _target(self, department: str, key: str, division: _Division) -> str:
        """Mostly a driver or outcome of the division, now and then something farther away."""
        random, kind = self._random, self._random.random()
        if kind < 0.62:
            return random.choice(division.drivers)
        if kind < 0.86:
            return random.choice(division.outcomes)
        if kind < 0.88:
            return random.choice(self._shared)
        if kind < 0.92:
            return random.choice(random.choice(self._divisions).drivers)
        if kind < 0.97:
            return self._other_objective(f"{department}.{key}", division)
        return self._other_objective(f"{department}.{key}", random.choice(self._divisions))

    def _other_objective(self, owner: str, division: _Division) -> str:
        """An objective of a neighbouring department; a driver in its place where it would be the owner itself."""
        department = self._random.choice(division.departments)
        found = f"{department}.objective-{self._random.randrange(division.sizes[department]):02}"
        return found if found != owner else division.drivers[0]

    def _effect(self) -> str | Raw:
        random = self._random
        word = random.choice(HELPS if random.random() < HELPING_SHARE else HURTS)
        if random.random() >= EXPLAINED_SHARE:
            return word
        made: Raw = {"effect": word, "because": random.choice(REASONS)}
        if random.random() < 0.3:
            made["confidence"] = random.choice(("medium", "low"))
        return made

    def _title(self) -> str:
        return f"{self._random.choice(VERBS)} {self._random.choice(THINGS)}".capitalize()


def write(raw: Raw, directory: Path, *, files: int = 1) -> list[Path]:
    """Write the sections into that many files, departments in all of them, the rest in the first."""
    directory.mkdir(parents=True, exist_ok=True)
    departments = list(raw["departments"].items())
    shared = {section: content for section, content in raw.items() if section != "departments"}
    paths = []
    for at in range(files):
        some = dict(departments[at * len(departments) // files : (at + 1) * len(departments) // files])
        content = {**(shared if at == 0 else {"version": 1}), "departments": some}
        path = directory / f"part-{at:04}.yaml"
        path.write_text("".join(_lines(content, 0)), "utf-8")
        paths.append(path)
    return paths


# A writer of our own, ten times faster than yaml.dump with its C emitter.
# Left plain: words that no YAML version reads as anything else, and names of periods.
_PLAIN = re.compile(
    r"(?!(?i:true|false|null|yes|no|on|off|y|n)$)[A-Za-z](?:[A-Za-z0-9 .%/-]*[A-Za-z0-9.%])?|\d{4}-[QH]\d"
)


def _lines(mapping: Mapping[str, Any], depth: int) -> Iterator[str]:
    """A mapping as a block, with mappings of plain values in it on a line of their own, as people write them."""
    indent = "  " * depth
    for key, value in mapping.items():
        if _is_block(key, value):
            yield f"{indent}{key}:\n"
            yield from _lines(value, depth + 1)
        else:
            yield f"{indent}{key}: {_flow(value)}\n"


def _is_block(key: str, value: object) -> bool:
    if not isinstance(value, dict) or not value:
        return False
    return key == "affects" or any(isinstance(each, dict) for each in value.values())


def _flow(value: object) -> str:
    if isinstance(value, str):
        return value if _PLAIN.fullmatch(value) else json.dumps(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return str(value)


def main() -> None:
    """Write an organization to a directory, to look at it or to profile with it."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--objectives", type=int, default=1000)
    parser.add_argument("--files", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    paths = write(organization(options.objectives, seed=options.seed), options.directory, files=options.files)
    print(f"{sum(path.stat().st_size for path in paths):,} bytes in {len(paths)} files")


if __name__ == "__main__":
    main()
