"""Small organizations from random numbers, with something of everything that a way out may have to settle."""

from __future__ import annotations

from random import Random
from typing import Any

Raw = dict[str, Any]

HELPS = ("strongly helps", "helps", "slightly helps")
HURTS = ("strongly hurts", "hurts", "slightly hurts")
PERIODS = ("2026-Q3", "2026-Q4", "2026-H2", "2027-Q1", 2026, {"from": "2026-10-01", "to": "2026-12-31"})
CAPACITIES = (10, {"2026-Q3": 10, "2026-Q4": 8, "2027-Q1": 6}, {"2026-H2": 12, "2027-H1": 9})
CODES = tuple(f"GC10{number}" for number in range(1, 10))


def small_organization(random: Random) -> Raw:
    """Two to five objectives of up to three departments, which push outcomes, drivers and each other."""
    return _Maker(random).organization()


class _Maker:
    def __init__(self, random: Random) -> None:
        self._random = random
        self._departments = "abc"[: random.randint(1, 3)]
        self._outcomes = [f"o{number}" for number in range(random.randint(1, 3))]
        self._drivers = [f"d{number}" for number in range(random.randint(0, 2))]
        self._metrics = [f"m{number}" for number in range(random.randint(1, 2))]
        names = [f"x{number}" for number in range(random.randint(2, 5))]
        self._objectives = [f"{random.choice(self._departments)}.{name}" for name in names]

    def organization(self) -> Raw:
        random = self._random
        raw: Raw = {
            "version": 1,
            "organization": {"name": "Small", "period": random.choice(("2026-H2", "2026", "2026-Q4"))},
            "customers": {"c": {"name": "Somebody"}},
            "metrics": {metric: {"better": random.choice(("lower", "higher"))} for metric in self._metrics},
            "outcomes": {outcome: self._outcome() for outcome in self._outcomes},
            "drivers": {driver: self._driver() for driver in self._drivers},
            "resources": {"r": {"capacity": random.choice(CAPACITIES)}},
            "departments": {department: {"objectives": {}} for department in self._departments},
            "settings": self._settings(),
        }
        for full in self._objectives:
            department, name = full.split(".")
            raw["departments"][department]["objectives"][name] = self._objective(full)
        if random.random() < 0.2:
            raw["decisions"] = [self._decision()]
        if self._drivers and random.random() < 0.2:
            claim = {"from": random.choice(self._objectives), "to": random.choice(self._outcomes)}
            raw["claims"] = [{**claim, "effect": random.choice(HURTS)}]
        return raw

    def _outcome(self) -> Raw:
        made: Raw = {"customer": "c", "importance": self._random.randint(1, 5)}
        return made | self._sometimes(0.4, "metric", lambda: self._random.choice(self._metrics))

    def _driver(self) -> Raw:
        targets = self._outcomes + (self._objectives if self._random.random() < 0.3 else [])
        return {"affects": {self._random.choice(targets): self._effect()}}

    def _settings(self) -> Raw:
        random = self._random
        made = self._sometimes(0.3, "min_tension", lambda: random.choice((0, 20, 40)))
        return made | self._sometimes(
            0.2, "rules", lambda: {random.choice(CODES): random.choice(("off", "minor", "severe"))}
        )

    def _objective(self, full: str) -> Raw:
        random = self._random
        others = [each for each in self._objectives if each != full]
        made: Raw = {"priority": random.randint(1, 5)}
        made |= self._sometimes(0.6, "target", self._target)
        made |= self._sometimes(0.3, "period", lambda: random.choice(PERIODS))
        made |= self._sometimes(0.3, "status", lambda: random.choice(("proposed", "proposed", "done", "dropped")))
        made |= self._sometimes(0.25, "needs", lambda: {"r": random.randint(3, 12)})
        made |= self._sometimes(0.3, "depends_on", lambda: random.sample(others, 1))
        made |= self._sometimes(0.1, "alternative_to", lambda: random.sample(others, 1))
        made |= self._sometimes(0.1, "guardrails", lambda: [{"protects": random.choice(self._outcomes)}])
        pool = [*self._outcomes, *self._outcomes, *self._drivers, *self._drivers, *others]
        targets = random.sample(pool, min(len(pool), random.randint(1, 3)))
        return made | {"affects": {target: self._effect(ranged="target" in made) for target in targets}}

    def _target(self) -> Raw:
        random, metric = self._random, {"metric": self._random.choice(self._metrics)}
        form = random.choice(("to", "to", "to", "at_least", "at_most", "between"))
        if form == "to":
            start, end = random.sample(range(20), 2)
            return metric | {"from": start, "to": end}
        if form == "between":
            return metric | {"between": sorted(random.sample(range(20), 2))}
        return metric | {form: random.randrange(20)}

    def _effect(self, *, ranged: bool = False) -> Any:
        random = self._random
        word = random.choice(HELPS if random.random() < 0.5 else HURTS)
        if not ranged or random.random() < 0.4:
            return word
        full_at, starts_at = sorted(random.sample(range(20), 2), reverse=random.random() < 0.2)
        return {"effect": word, "starts_at": starts_at, "full_at": full_at}

    def _decision(self) -> Raw:
        random = self._random
        made = {"between": random.sample(self._objectives, 2), "decision": "accepted", "by": "X", "reason": "y"}
        made |= {"until": random.choice(("2026-12-31", "2026-01-01"))}
        made |= self._sometimes(0.5, "tension", lambda: 20)
        return made | self._sometimes(0.5, "over", lambda: random.choice(self._outcomes))

    def _sometimes(self, chance: float, field: str, value: Any) -> Raw:
        return {field: value()} if self._random.random() < chance else {}
