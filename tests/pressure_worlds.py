"""Random organizations for DESIGN 4: many who hurt one thing, and all that weakens, excuses or decides a harm.

What a harm comes from: effects, claims, reliances, implied effects and circles. What makes less of it: mitigations,
guardrails, binding ones, alternatives, periods, decisions in force and lapsed, options that nobody chose.
All of it is valid by DESIGN 3, and small enough for `pressure_oracle`. Nothing here knows goalcheck.

A plain generator that hypothesis seeds makes up the whole, which is many times faster than drawing each word; then
a few nodes and fields are left out. What hypothesis finds shrinks by leaving out more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from itertools import combinations, pairwise
from random import Random
from typing import Any, NamedTuple, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")
Raw = dict[str, Any]

DEPARTMENTS = ("ops", "sales", "care")
OUTCOMES = ("fast", "calls", "price", "trust")
DRIVERS = ("time", "queue", "stock", "mood")
METRICS = ("days", "rate")

HURTS = ("slightly hurts", "hurts", "hurts", "strongly hurts", "strongly hurts", -1, -3)
HELPS = ("slightly helps", "helps", "helps", "strongly helps", "strongly helps", 1, 3)
LEFT = ("neutral", "slightly hurts", "slightly hurts", "hurts", "strongly hurts", 0, -1)
FIGURES = (0, 5, 10, 20, 30, 36, 42, 55)

# Within one year, so that an oracle may count every day; some share one day, some follow each other, some hold others.
PERIODS = (
    *(2026, "2026-H1", "2026-H1", "2026-H2", "2026-H2", "2026-Q1", "2026-Q3", "2026-Q4", "2026-07"),
    {"from": "2026-06-30", "to": "2026-07-01"},
    {"from": "2026-07-01", "to": "2026-07-01"},
    {"from": "2026-03-15", "to": "2026-09-30"},
)

# Around the days on which tests judge: 2026-10-05 and 2026-11-30.
DAYS = ("2026-10-04", "2026-10-05", "2026-11-29", "2026-11-30", *(3 * ("2026-12-31", "2027-06-30")))


FIELDS = (
    *("organization", "metrics", "claims", "decisions", "settings"),
    *("status", "priority", "period", "target", "affects", "relies_on", "guardrails", "mitigates", "alternative_to"),
    *("importance", "at_stake", "confidence", "tension", "better"),
)
"""What may be left out: of the organization, of an objective, of anything else."""

TOGETHER = {
    "target": ("target", "starts_at", "full_at"),
    "metrics": ("metrics", "metric", "target", "starts_at", "full_at", "at_least"),
}
"""Fields that make no sense where another one is left out."""


class Nodes(NamedTuple):
    """The ids of an organization; objectives by their full id."""

    objectives: tuple[str, ...]
    outcomes: tuple[str, ...]
    drivers: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.objectives, *self.outcomes, *self.drivers)


@st.composite
def pressure_worlds(draw: st.DrawFn, *, most: int = 12) -> Raw:
    """Organizations of up to `most` objectives, mostly more than two, as what YAML makes of their file."""
    objectives = draw(st.integers(3, most))
    outcomes = draw(st.integers(1, len(OUTCOMES)))
    drivers = draw(st.integers(0, len(DRIVERS)))
    chance = Random(draw(st.integers(0, 10**9)))  # noqa: S311 - nothing to keep secret
    names = tuple(f"{chance.choice(DEPARTMENTS)}.o{number:02}" for number in range(1, objectives + 1))
    nodes = Nodes(names, OUTCOMES[:outcomes], DRIVERS[:drivers])
    raw = _World(chance, nodes).raw()
    # A 0, to which everything shrinks, leaves it out.
    gone = {name for name in nodes.all if not draw(st.integers(0, 19))}
    for field in FIELDS:
        if not draw(st.integers(0, 19)):
            for each in TOGETHER.get(field, (field,)):
                _leave_out(raw, each)
    return _without(raw, gone)


def _leave_out(value: Any, field: str) -> None:
    """Take a field away wherever it stands; ids are never called like one."""
    if isinstance(value, dict):
        value.pop(field, None)
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _leave_out(inner, field)


def _without(raw: Raw, gone: set[str]) -> Raw:
    """The organization without some nodes and all that names them."""

    def lost(full: str, name: str) -> bool:
        sink = "." in name or name in OUTCOMES or name in DRIVERS
        return (name if sink else f"{full.partition('.')[0]}.{name}") in gone

    def cut(full: str, entry: Raw) -> Raw:
        kept = dict(entry)
        for field in ("affects", "relies_on"):
            named = entry.get(field)
            if isinstance(named, dict):
                kept[field] = {name: said for name, said in named.items() if not lost(full, name)}
        for field, keys in LISTS.items():
            if isinstance(entry.get(field), list):
                kept[field] = [
                    each
                    for each in entry[field]
                    if not any(lost(full, name) for name in ([each[key] for key in keys] if keys else [each]))
                ]
        return kept

    for section in ("outcomes", "drivers"):
        if section in raw:
            raw[section] = {name: cut(name, entry) for name, entry in raw[section].items() if name not in gone}
    for department, body in raw["departments"].items():
        own = body.get("objectives", {})
        body["objectives"] = {
            name: cut(f"{department}.{name}", entry)
            for name, entry in own.items()
            if f"{department}.{name}" not in gone
        }
    for section in ("claims", "decisions"):
        if section in raw:
            raw[section] = [each for each in raw[section] if gone.isdisjoint(_named(each))]
    return raw


LISTS: dict[str, tuple[str, ...]] = {
    "relies_on": (),
    "alternative_to": (),
    "guardrails": ("protects",),
    "mitigates": ("from", "to"),
}
"""The lists of an objective that name nodes, each with the fields that name them; none where an item is a name."""


def _named(entry: Raw) -> set[str]:
    return {*entry.get("between", ()), *(entry[key] for key in ("from", "to", "over") if key in entry)}


class _World:
    """One organization that is made up, section by section."""

    def __init__(self, chance: Random, nodes: Nodes) -> None:
        self._chance = chance
        self._nodes = nodes
        self._sinks = (*nodes.outcomes, *nodes.outcomes, *nodes.drivers, *nodes.drivers)
        self._metrics = METRICS if self._often(0.6) else ()
        self._aimed: dict[str, Raw] = {}
        self._pushing: dict[str, list[str]] = {}

    def raw(self) -> Raw:
        raw: Raw = {"version": 1}
        self._set(raw, "organization", 0.6, lambda: {"name": "Drawn", "period": self._period()})
        if self._metrics:
            raw["metrics"] = {name: self._metric() for name in self._metrics}
        raw["outcomes"] = {name: self._outcome(name) for name in self._nodes.outcomes}
        if self._nodes.drivers:
            raw["drivers"] = {name: self._driver(name) for name in self._nodes.drivers}
        raw["departments"] = self._departments()
        self._set(raw, "claims", 0.4, self._claims)
        self._set(raw, "decisions", 0.6, self._decisions)
        self._set(raw, "settings", 0.5, self._settings)
        return raw

    # Chances

    def _often(self, share: float) -> bool:
        return self._chance.random() < share

    def _set(self, entry: Raw, field: str, share: float, make: Callable[[], Any]) -> None:
        """Fill in a field in a share of all cases; what is empty is left out."""
        if self._often(share):
            value = make()
            if value not in ([], {}):
                entry[field] = value

    def _some(self, items: Sequence[T], most: int, *, least: int = 0) -> list[T]:
        unique = [item for index, item in enumerate(items) if item not in items[:index]]
        most = min(most, len(unique))
        return self._chance.sample(unique, self._chance.randint(min(least, most), most))

    def _period(self) -> Any:
        return deepcopy(self._chance.choice(PERIODS))

    # What lies between, and at the end

    def _metric(self) -> Raw:
        return {"better": self._chance.choice(("lower", "higher"))} if self._often(0.8) else {}

    def _outcome(self, name: str) -> Raw:
        outcome: Raw = {"importance": self._chance.randint(1, 5)} if self._often(0.8) else {}
        self._set(outcome, "at_stake", 0.3, lambda: self._chance.choice((0, 1000, 2500.5)))
        return outcome | self._between(name, share=0.3)

    def _driver(self, name: str) -> Raw:
        return self._between(name, share=0.9)

    def _between(self, name: str, *, share: float) -> Raw:
        entry: Raw = {}
        if self._metrics:
            self._set(entry, "metric", 0.5, lambda: self._chance.choice(self._metrics))
        # Now and then back to an objective, which closes a circle.
        ends = [each for each in (*self._sinks, *self._nodes.outcomes, *self._nodes.objectives[:2]) if each != name]
        self._set(
            entry, "affects", share, lambda: {end: self._effect(hurting=0.35) for end in self._some(ends, 2, least=1)}
        )
        return entry

    # Objectives

    def _departments(self) -> Raw:
        departments: Raw = {name: {"lead": "Somebody"} for name in DEPARTMENTS}
        departments["sales"] |= {"part_of": "ops"} if self._often(0.5) else {}
        bodies = {full: self._objective(full) for full in self._nodes.objectives}
        self._chain_alternatives(bodies)
        for full, body in bodies.items():
            department, _, name = full.partition(".")
            departments[department].setdefault("objectives", {})[name] = body
        return departments

    def _objective(self, full: str) -> Raw:
        body: Raw = {}
        statuses = ("option", "proposed", "proposed", "done", "dropped")
        self._set(body, "status", 0.3, lambda: self._chance.choice(statuses))
        self._set(body, "priority", 0.6, lambda: self._chance.randint(1, 5))
        self._set(body, "period", 0.5, self._period)
        if self._metrics:
            self._set(body, "target", 0.5, self._target)
        if "target" in body:
            self._aimed[full] = body["target"]
        self._set(body, "affects", 0.9, lambda: self._affects(full))
        self._set(body, "relies_on", 0.5, lambda: self._reliances(full))
        self._set(body, "guardrails", 0.3, lambda: [self._guardrail(each) for each in self._some(self._sinks, 2)])
        self._set(body, "mitigates", 0.3, lambda: self._mitigations(full))
        return body

    def _target(self) -> Raw:
        low, high = sorted(self._chance.sample(FIGURES, 2))
        ways = ({"from": high, "to": low}, {"from": low, "to": high}, {"at_least": low}, {"at_most": low})
        bounds = self._chance.choice((*ways, {"between": [low, high]}, {"between": [low, high]}))
        return {"metric": self._chance.choice(self._metrics), **bounds}

    def _affects(self, full: str) -> Raw:
        """Mostly one or two things that many objectives push, now and then another objective."""
        others = [each for each in self._nodes.objectives if each != full]
        ends = self._some((*self._sinks, *others[:3]), 3, least=1)
        for end in ends:
            self._pushing.setdefault(end, []).append(full)
        ranged = full in self._aimed
        return {self._spelled(full, end): self._effect(hurting=0.55, ranged=ranged) for end in ends}

    def _effect(self, *, hurting: float, ranged: bool = False) -> Any:
        words = HURTS if self._often(hurting) else HELPS
        word = self._chance.choice((*words, *words, "neutral"))
        if not ranged and self._often(0.75):
            return word
        effect: Raw = {"effect": word}
        if self._often(0.3):
            sign = -1 if words is HURTS else 1
            effect = {"weight": sign * self._chance.choice((0.1, 0.5, 0.75, 0.9, 1))}
        self._set(effect, "confidence", 0.4, lambda: self._chance.choice(("medium", "low")))
        return effect | (self._ends() if ranged and self._often(0.7) else {})

    def _ends(self) -> Raw:
        starts, full = self._chance.sample(FIGURES, 2)
        return {"starts_at": starts, "full_at": full}

    def _reliances(self, full: str) -> Any:
        """Mostly on what lies between, as objectives rely on what others use up; as a list or word by word."""
        drivers = self._nodes.drivers
        ends = [each for each in (*drivers, *drivers, *self._nodes.all) if each != full]
        names = [self._spelled(full, end) for end in self._some(ends, 2, least=1)]
        if self._often(0.3):
            return names
        return {name: self._reliance() for name in names}

    def _reliance(self) -> Any:
        how = self._chance.choice(("strongly", "strongly", "partly", "slightly"))
        return self._chance.choice((how, how, {"how": how, "because": "it is so"}, {"because": "it is so"}))

    def _guardrail(self, name: str) -> Raw:
        outcome = name if name in self._nodes.outcomes else self._nodes.outcomes[0]
        guardrail: Raw = {"protects": outcome}
        if self._metrics and self._often(0.5):
            guardrail |= {"metric": self._chance.choice(self._metrics), "at_least": self._chance.choice(FIGURES)}
        return guardrail | ({"binding": self._often(0.8)} if self._often(0.6) else {})

    def _mitigations(self, full: str) -> list[Raw]:
        """Of harms that others may do; whether there is such a harm is left to chance."""
        origins = [each for each in (*self._nodes.objectives, *self._nodes.drivers) if each != full]
        made = []
        for origin in self._some(origins, 3, least=1):
            end = self._chance.choice([each for each in (*self._sinks, full) if each != origin])
            names: Raw = {"from": self._spelled(full, origin), "to": self._spelled(full, end)}
            made.append(names | {"leaves": self._chance.choice(LEFT)})
        return made

    def _chain_alternatives(self, bodies: Raw) -> None:
        """Chains of alternatives, each named by its neighbour alone, some of them not in force."""
        for _ in range(self._chance.choice((0, 0, 1, 1, 2))):
            chain = self._chance.sample(self._nodes.objectives, self._chance.choice((2, 3, 3)))
            for one, other in pairwise(chain):
                by, of = (one, other) if self._often(0.5) else (other, one)
                named = bodies[by].setdefault("alternative_to", [])
                if of not in named:
                    named.append(of)

    def _spelled(self, full: str, other: str) -> str:
        """Another node as an objective names it: one of its own department half the time by its bare id."""
        department, _, bare = other.partition(".")
        own = bool(bare) and full.startswith(f"{department}.")
        return bare if own and self._often(0.5) else other

    # What others say

    def _claims(self) -> list[Raw]:
        """One of each about a pair: claims of one may not contradict each other."""
        claims = [self._claim() for _ in range(self._chance.randint(1, 3))]
        return list({(each["from"], each["to"], each.get("by")): each for each in claims}.values())

    def _claim(self) -> Raw:
        origin = self._chance.choice((*self._nodes.objectives, *self._nodes.objectives, *self._nodes.drivers))
        ends = [each for each in (*self._sinks, *self._nodes.objectives) if each != origin]
        effect = self._effect(hurting=0.8, ranged=origin in self._aimed)
        said = effect if isinstance(effect, dict) else {"effect": effect}
        return {"from": origin, "to": self._chance.choice(ends), "by": self._chance.choice(DEPARTMENTS), **said}

    def _decisions(self) -> list[Raw]:
        """On some of those that push one thing alone, or on all their pairs, with and without `over`."""
        nodes = self._nodes
        ends = [end for end in self._pushing if end not in nodes.drivers] or list(nodes.outcomes)
        decisions: list[Raw] = []
        for _ in range(self._chance.randint(1, 3)):
            over = self._chance.choice(ends)
            known = [each for each in self._pushing.get(over, []) if each != over]
            few = known if len(known) > 1 and self._often(0.7) else self._some(nodes.objectives, 4, least=2)
            if self._often(0.6):
                decisions += (self._decision([each], over) for each in self._some(few, 3, least=1) if each != over)
                continue
            outcome = over if over in nodes.outcomes and self._often(0.6) else None
            if over in nodes.objectives:
                decisions += (self._decision([each, over], None) for each in few if each != over)
            else:
                decisions += (self._decision(list(pair), outcome) for pair in combinations(few, 2))
        return decisions

    def _decision(self, between: list[str], over: str | None) -> Raw:
        decision: Raw = {
            "between": between,
            "decision": self._chance.choice(("accepted", "guarded", "resolved")),
            "by": "COO",
            "reason": "it pays",
            "until": self._chance.choice(DAYS),
        }
        self._set(decision, "tension", 0.4, lambda: self._chance.choice((0, 10, 20, 35, 61.67, 80, 80, 100, 100)))
        return decision | ({} if over is None else {"over": over})

    def _settings(self) -> Raw:
        settings: Raw = {}
        self._set(settings, "max_links", 0.4, lambda: self._chance.randint(1, 6))
        self._set(settings, "min_chain", 0.4, lambda: self._chance.choice((0.01, 0.05, 0.1, 0.2, 1 / 3, 0.5)))
        self._set(settings, "min_tension", 0.5, lambda: self._chance.choice((0, 1, 5, 12.0, 20, 40)))
        self._set(settings, "through_objective", 0.5, lambda: self._chance.choice((0, 0.25, 0.5, 0.8, 1)))
        return settings
