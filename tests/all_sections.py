"""Random organizations that hold every section of DESIGN 3: those of `strategies`, with all that the rules read.

hypothesis draws the nodes and their effects; what is added to them comes from a plain generator that it seeds, which
is many times faster. What it finds shrinks in its nodes, and in which of the FIELDS are there at all.
All of it is valid by DESIGN 3. Nothing here knows goalcheck.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from random import Random
from typing import Any, TypeVar

from hypothesis import strategies as st
from strategies import DENSE, SMALL, Draw, Raw, Shape, one_claim_of_each, organizations

T = TypeVar("T")

GOALS = ("keep", "win", "grow")
RESOURCES = ("crew", "fleet", "no")
STAGES = ("sign", "install", "use", "on")
UNIT = "hours"

QUARTERS = ("2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4")
CAPACITY_PERIODS = (("2026-H1", "2026-H2"), QUARTERS, ("2025", "2026"), ("2026-06", "2026-07"), ("2024-02", "2024-Q2"))
AMOUNTS = (0, 0, 1, 2.5, 10, 10, 12.5, 30, 40, 50, 100)

# No two of them are the same days, as a customer rates an outcome once in a period.
RATED = (*QUARTERS, "2026-H1", 2025, {"from": "2026-06-30", "to": "2026-07-01"})
RATINGS = (0, 3, 4.5, 5, 5.99, 6, 6.5, 7, 7, 8, 8.5, 9, 10)

# Around the day on which the tests judge, which is the last of none of the periods.
DAYS = ("2026-10-04", "2026-10-05", "2026-10-06", "2026-12-31", "2024-02-29")

RULES = ("opposed-objectives", "unserved-outcome", "harmed-outcome", "overlooked-priority", "GC205", "GC401", "GC502")

FIELDS = (
    *("goals", "resources", "journey", "decisions", "scorecards", "rules"),
    *("department", "priorities", "customer", "stage", "at_stake", "capacity", "by"),
    *("owner", "progress", "supports", "needs", "depends_on", "agreed_with", "guardrails"),
)
"""What is added. One that is left out leaves everything else as it is, so that a failing example shrinks."""


def whole_organizations() -> st.SearchStrategy[Raw]:
    """Small organizations, some of them dense, with all sections."""
    return st.one_of(_whole(SMALL), _whole(DENSE))


@st.composite
def _whole(draw: Draw, shape: Shape) -> Raw:
    raw = draw(organizations(shape))
    seed = draw(st.integers(0, 10**9))
    without = draw(st.one_of(st.just(frozenset()), st.frozensets(st.sampled_from(FIELDS))))
    return furnished(raw, seed, without)


def furnished(raw: Raw, seed: int, without: frozenset[str] = frozenset()) -> Raw:
    """An organization with everything that it lacks but `without`."""
    return _Furnishing(deepcopy(raw), seed, without).done()


class _Furnishing:
    """One organization that is filled in, place by place."""

    def __init__(self, raw: Raw, seed: int, without: frozenset[str]) -> None:
        self._raw = raw
        self._seed = seed
        self._without = without
        self._outcomes = sorted(raw.get("outcomes", {}))
        self._departments = sorted(raw["departments"])
        self._customers = sorted(raw.get("customers", {}))
        self._objectives = sorted(full for full, _ in _objectives(raw))
        self._goals = GOALS[: self._chance("goals").randint(0, 3)]
        self._resources = RESOURCES[: self._chance("resources").randint(0, 3)]
        self._stages = STAGES[: self._chance("journey").randint(0, 4)]
        self._units = {name: self._chance("unit", name).choice((UNIT, None)) for name in self._resources}

    def done(self) -> Raw:
        self._add(
            "", self._raw, "goals", lambda chance: {name: {} for name in chance.sample(self._goals, len(self._goals))}
        )
        self._add("", self._raw, "journey", lambda chance: chance.sample(self._stages, len(self._stages)))
        self._add("", self._raw, "resources", lambda _: {name: self._resource(name) for name in self._resources})
        for name, customer in self._raw.get("customers", {}).items():
            self._customer(name, customer)
        for name, outcome in self._raw.get("outcomes", {}).items():
            self._outcome(name, outcome)
        for full, objective in _objectives(self._raw):
            self._objective(full, objective)
        for index, claim in enumerate(self._raw.get("claims", [])):
            self._claim(str(index), claim)
        self._one_claim_of_each()
        self._add("", self._raw, "decisions", self._decisions)
        self._add("", self._raw, "scorecards", self._scorecards)
        self._settings()
        return self._raw

    def _chance(self, *place: str) -> Random:
        """Chances of a place's own, so that nothing depends on what is left out elsewhere."""
        return Random(f"{self._seed} {' '.join(place)}")  # noqa: S311 - nothing to keep secret

    def _add(self, name: str, entry: Raw, field: str, make: Callable[[Random], Any], *, share: float = 1.0) -> None:
        """Fill in a field of an entry, in a share of all cases; what is empty is left out."""
        chance = self._chance(field, name)
        if field not in self._without and chance.random() < share:
            value = make(chance)
            if value is not None and value != [] and value != {}:
                entry[field] = value

    # The sections that stand alone

    def _resource(self, name: str) -> Raw:
        resource: Raw = {"unit": self._units[name]} if self._units[name] else {}
        self._add(name, resource, "capacity", self._capacity, share=0.9)
        return resource

    def _capacity(self, chance: Random) -> Any:
        if chance.random() < 0.4:
            return chance.choice(AMOUNTS)
        return {period: chance.choice(AMOUNTS) for period in chance.choice(CAPACITY_PERIODS)}

    def _customer(self, name: str, customer: Raw) -> None:
        self._add(name, customer, "department", lambda chance: chance.choice(self._departments), share=0.4)
        customer["kind"] = "internal" if "department" in customer else "external"
        self._add(name, customer, "priorities", lambda chance: some(chance, self._outcomes, 3), share=0.6)

    def _outcome(self, name: str, outcome: Raw) -> None:
        if "customer" not in self._without and self._chance("customer", name).random() < 0.15:
            del outcome["customer"]
        if self._stages and "journey" not in self._without:
            self._add(name, outcome, "stage", lambda chance: chance.choice(self._stages), share=0.7)
        self._add(name, outcome, "at_stake", lambda chance: chance.choice((0, 1000, 1000, 2500.5)), share=0.5)

    def _claim(self, name: str, claim: Raw) -> None:
        """By a department as it is, or by a customer, or by nobody knows whom."""
        if "by" not in self._without:
            by = self._chance("by", name).choice((claim["by"], *self._customers, None))
            claim["by"] = by
            if by is None:
                del claim["by"]

    def _one_claim_of_each(self) -> None:
        """Of several claims of one about a pair the last: they may not contradict each other."""
        if "claims" in self._raw:
            self._raw["claims"] = one_claim_of_each(self._raw["claims"])

    def _settings(self) -> None:
        if "rules" not in self._without and self._chance("rules").random() < 0.3:
            rules = self._chance("rules", "which")
            set_ = {name: rules.choice(("off", "minor", "serious", "severe")) for name in some(rules, RULES, 3)}
            self._raw.setdefault("settings", {})["rules"] = set_

    # Objectives

    def _objective(self, full: str, objective: Raw) -> None:
        others = [self._spelled(full, other) for other in self._objectives if other != full]
        asked = [*self._departments, *self._customers, "team", "team"]
        self._add(full, objective, "owner", lambda chance: f"Owner {chance.randint(1, 3)}", share=0.5)
        self._add(full, objective, "supports", lambda chance: self._known("goals", some(chance, self._goals, 2)))
        self._add(full, objective, "needs", self._needs, share=0.7)
        self._add(full, objective, "depends_on", lambda chance: some(chance, others, 2), share=0.6)
        self._add(full, objective, "agreed_with", lambda chance: some(chance, asked, 4), share=0.7)
        self._add(full, objective, "guardrails", self._guardrails, share=0.4)
        if "target" in objective:
            self._add(full, objective, "progress", lambda chance: _progress(chance, objective["target"]), share=0.8)

    def _known(self, section: str, names: list[str]) -> list[str]:
        return [] if section in self._without else names

    def _needs(self, chance: Random) -> Raw:
        needs: Raw = {}
        for name in self._known("resources", some(chance, self._resources, 2)):
            amount = chance.choice(AMOUNTS)
            unit = self._units[name]
            needs[name] = f"{amount} {unit}" if unit and chance.random() < 0.3 else amount
        return needs

    def _guardrails(self, chance: Random) -> list[Raw]:
        metrics = sorted(self._raw.get("metrics", {}))
        return [
            {"protects": outcome} | (_floor(chance, metrics) if metrics and chance.random() < 0.5 else {})
            for outcome in some(chance, self._outcomes, 2)
        ]

    def _spelled(self, full: str, other: str) -> str:
        """Another objective, half the time by its bare id where that is enough."""
        department, _, bare = other.partition(".")
        own = full.startswith(f"{department}.")
        return bare if own and self._chance("spelling", full, other).random() < 0.5 else other

    # What is said about the rest

    def _decisions(self, chance: Random) -> list[Raw]:
        """Some on pairs that push one outcome, which often clash; some on single objectives; some on anybody."""
        pushing = {
            outcome: [full for full, body in _objectives(self._raw) if outcome in body.get("affects", {})]
            for outcome in self._outcomes
        }
        met = [sorted(names) for names in pushing.values() if len(names) > 1]
        decisions = []
        for _ in range(chance.choice((0, 1, 2, 4, 8))):
            names = chance.choice([*met, self._objectives])
            between = chance.sample(names, min(len(names), chance.choice((1, 2, 2, 2, 2, 3))))
            decision: Raw = {
                "between": between,
                "decision": chance.choice(("accepted", "guarded", "resolved")),
                "by": chance.choice(("COO", "CEO")),
                "reason": chance.choice(("we know", "it pays")),
                "until": chance.choice(DAYS),
            }
            if chance.random() < 0.5:
                decision["over"] = chance.choice([*self._outcomes, *self._outcomes, "GC101", "GC102", "GC107"])
            if chance.random() < 0.6:
                decision["tension"] = chance.choice((0, 10, 20, 35, 61.67, 100))
            decisions.append(decision)
        return decisions

    def _scorecards(self, chance: Random) -> list[Raw]:
        return [
            {
                "customer": customer,
                "period": deepcopy(period),
                "ratings": {outcome: chance.choice(RATINGS) for outcome in some(chance, self._outcomes, 4)},
            }
            for customer in self._customers
            for period in some(chance, RATED, 4)
        ]


def some(chance: Random, items: Sequence[T], most: int) -> list[T]:
    """A few of these, none of them twice, in any order."""
    unique = [item for index, item in enumerate(items) if item not in items[:index]]
    return chance.sample(unique, chance.randint(0, min(most, len(unique))))


def _objectives(raw: Raw) -> Iterator[tuple[str, Raw]]:
    """Every objective by its full id."""
    for department, body in raw["departments"].items():
        for name, objective in body.get("objectives", {}).items():
            yield f"{department}.{name}", objective


def _progress(chance: Random, target: Raw) -> Raw:
    """Anywhere on the way to a target, its two ends and four fifths included, and anywhere else."""
    if "from" in target:
        share = chance.choice((-0.5, 0, 0.5, 0.79, 0.8, 0.9, 1, 1.5))
        value = target["from"] + share * (target["to"] - target["from"])
    else:
        bound = target.get("at_least", target.get("at_most", target.get("between", [0])[0]))
        value = bound + chance.choice((-1, 0, 0, 0.5, 1))
    progress: Raw = {"value": value}
    return progress | ({"date": chance.choice(DAYS)} if chance.random() < 0.5 else {})


def _floor(chance: Random, metrics: Sequence[str]) -> Raw:
    low = chance.randint(0, 5)
    bounds = chance.choice(({"at_least": low}, {"at_most": low}, {"between": [low, low + 3]}))
    return {"metric": chance.choice(metrics), **bounds}
