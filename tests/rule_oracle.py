"""DESIGN 5 read slowly and literally: every pair is compared, every outcome asked of everybody.

Where DESIGN leaves something open, the rule's page (`goalcheck explain CODE`) is what is read. The input is what
`yaml.safe_load` makes of a valid organization's file; beside `pressure_oracle` nothing is shared, least of all with
goalcheck. Without GC101 to GC103, which `pressure_oracle` reads, and GC110, which its own test does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations, pairwise, permutations
from math import fsum, inf
from statistics import median
from typing import Any, NamedTuple

from pressure_oracle import (
    CONFIDENCE,
    ROUNDING,
    WORDS,
    Raw,
    Walked,
    World,
    between,
    chains_from,
    days_of,
    each_day,
    entries,
    full_id,
    horizon,
    level_of,
    strongest,
)
from pressure_oracle import _days as days
from pressure_oracle import _period as period_of

HARD = 0.5
MANY_EFFECTS = 5
CONTENT = 6
FALL = 1
GREEN = 0.8
A_YEAR = timedelta(days=365)
WORSENED_BY = 5

NAMES = {
    "GC104": "opposing-targets",
    "GC105": "mismatched-targets",
    "GC106": "overcommitted-resource",
    "GC107": "late-dependency",
    "GC108": "dependency-cycle",
    "GC109": "hostile-dependency",
    "GC201": "inward-objective",
    "GC202": "unserved-outcome",
    "GC203": "harmed-outcome",
    "GC204": "unlinked-objective",
    "GC205": "unmeasured-objective",
    "GC206": "unowned-objective",
    "GC207": "goal-without-objective",
    "GC208": "rosy-department",
    "GC209": "empty-stage",
    "GC210": "uncoordinated-work",
    "GC211": "silent-driver",
    "GC212": "outside-harm",
    "GC301": "customer-not-consulted",
    "GC302": "department-not-consulted",
    "GC303": "team-not-consulted",
    "GC304": "disputed-effect",
    "GC305": "overlooked-priority",
    "GC306": "outdated-agreement",
    "GC401": "green-but-unhappy",
    "GC402": "unrated-outcome",
    "GC403": "unhappy-customer",
    "GC404": "stale-rating",
    "GC405": "behind-pace",
    "GC501": "expired-decision",
    "GC502": "stale-decision",
    "GC503": "outgrown-decision",
}


class Told(NamedTuple):
    """What a finding says, without its words.

    Attributes:
        about: the ids that it is about, whatever they are.
        way: by whom and of whom, where it has a direction.
        tension: where it gives the level, rounded.
        hurt: other objectives that it says are hurt.
    """

    code: str
    level: str
    about: frozenset[str]
    objectives: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    way: tuple[str, str] | None = None
    tension: float | None = None
    hurt: tuple[str, ...] = ()


class Seen(NamedTuple):
    """A finding, or a harm of a conflict, as decisions see it: its tension over each thing, or over None.

    Attributes:
        over: what else a decision on it may say that it is over; the rule, or nothing, where this is None.
        decided: whether the harm is decided; None for a finding, of which it follows from the decisions.
    """

    code: str
    objectives: tuple[str, ...]
    tensions: Mapping[str | None, float | None]
    over: tuple[str | None, ...] | None = None
    decided: bool | None = None


def told_by_rules(raw: Raw, today: date) -> list[Told]:
    """Everything that GC104 to GC405 have to say of an organization, sorted; before conflicts take any of it."""
    world = RuleWorld(raw, today)
    readings = (
        *(_targets, _resources, _late, _circles, _hostile, _inward, _unserved, _harmed, _unlinked, _unmeasured),
        *(_unowned, _goals, _rosy, _stages, _uncoordinated, _silent, _outside, _harmed_customers, _helped_customers),
        *(
            _departments,
            _teams,
            _disputes,
            _priorities,
            _outdated,
            _green_but_unhappy,
            _unrated,
            _unhappy,
            _stale,
            _behind,
        ),
    )
    found = [told for reading in readings for told in reading(world)]
    return _as_set(raw, [_told_alone(world, each) for each in found])


ONLY_IN_CONFLICT = ("GC203", "GC301", "GC302")
KINDS = {
    "contested": ("GC101", "opposed-objectives"),
    "unprotected": ("GC203", "harmed-outcome"),
    "undermined": ("GC102", "undermined-objective"),
}


def _told_alone(world: RuleWorld, told: Told) -> Told:
    """Minor where no conflict is about what it is over, in which one of its objectives takes part."""
    if told.code not in ONLY_IN_CONFLICT or any(
        set(told.objectives) & taking_part
        for about, taking_part in world.taking_part.items()
        if about in (*told.outcomes, *told.hurt)
    ):
        return told
    return told._replace(level="minor")


def told_of_decisions(raw: Raw, found: Iterable[Seen], today: date) -> list[Told]:
    """Everything that GC501 to GC503 have to say, given what was found."""
    return _as_set(raw, _decisions(raw, list(found), today))


def covered(raw: Raw, seen: Seen, today: date) -> bool:
    """Whether decisions in force cover all of a finding."""
    return all(_is_covered(raw, seen, outcome, today) for outcome in seen.tensions)


def decision_on(raw: Raw, seen: Seen, outcome: str | None, today: date) -> Raw | None:
    """Of the decisions that cover a finding over an outcome: that which says over what first, then the longest."""
    return min(_covering(raw, seen, outcome, today), key=_precedence, default=None)


def _precedence(decision: Raw) -> tuple[object, ...]:
    """Of two that are equal in both, by what they say."""
    until, tension = date.fromisoformat(decision["until"]), decision.get("tension")
    says = decision["decision"], decision["by"], decision["reason"]
    return decision.get("over") is None, -until.toordinal(), *says, tension is None, tension or 0


def disputing(raw: Raw) -> list[Raw]:
    """The claims that say otherwise than the owner."""
    return list(_disputing(RuleWorld(raw, date(2000, 1, 1))))


def _as_set(raw: Raw, told: Iterable[Told]) -> list[Told]:
    """At the levels that the settings give, sorted; without rules that are off."""
    rules = entries(raw, "settings").get("rules", {})
    leveled = (each._replace(level=rules.get(each.code, rules.get(NAMES[each.code], each.level))) for each in told)
    return sorted((each for each in leveled if each.level != "off"), key=repr)


class RuleWorld(World):
    """An organization with its pushes, and the questions that several rules ask."""

    def __init__(self, raw: Raw, today: date) -> None:
        super().__init__(raw, today)
        self.departments: Raw = {name: body or {} for name, body in entries(raw, "departments").items()}
        self.customers: Raw = {name: body or {} for name, body in entries(raw, "customers").items()}
        self.walked: dict[str, list[Walked]] = {}
        self.drivers: Raw = {name: body or {} for name, body in entries(raw, "drivers").items()}

    def pushes_any(self, objective: str, node: str) -> bool:
        return bool(self.help(objective, node) or self.harm(objective, node))

    def leans_to_help(self, objective: str, node: str) -> bool:
        return self.help(objective, node) > self.harm(objective, node) + ROUNDING

    def leans_to_hurt(self, objective: str, node: str) -> bool:
        harm = self.harm(objective, node)
        return harm > 0 and harm >= self.help(objective, node) - ROUNDING

    def chains(self, origin: str) -> list[Walked]:
        """Every chain from a node, walked once."""
        if origin not in self.walked:
            self.walked[origin] = list(chains_from(self.raw, self.arrows, origin))
        return self.walked[origin]

    @cached_property
    def taking_part(self) -> dict[str, set[str]]:
        """Who takes part in each conflict, by what suffers."""
        rules = entries(self.raw, "settings").get("rules", {})
        return {
            each.about: {each.about, *(one.objective for one in each.hurters), *(one for one, _ in each.protectors)}
            for each in self.conflicts()
            if "off" not in [rules.get(name) for name in KINDS[each.kind]]
        }

    def is_off(self, code: str) -> bool:
        rules = entries(self.raw, "settings").get("rules", {})
        return bool(rules.get(code, rules.get(NAMES[code])) == "off")

    def every_objective(self) -> Iterator[tuple[str, Raw]]:
        """Those that are done or dropped too."""
        for department, body in self.departments.items():
            for name, objective in body.get("objectives", {}).items():
                yield f"{department}.{name}", objective

    def depends_on(self, objective: str) -> set[str]:
        """Full ids of all that an objective depends on."""
        own = objective.split(".")[0]
        return {name if "." in name else f"{own}.{name}" for name in self.objectives[objective].get("depends_on", [])}

    def above(self, department: str) -> set[str]:
        """A department and all above it."""
        upper = self.departments[department].get("part_of")
        return {department} | (self.above(upper) if upper else set())

    def agreed(self, objective: str, department: str) -> bool:
        """Whether a department agreed, by its own id or as the internal customer that it is."""
        named = self.objectives[objective].get("agreed_with", [])
        return any(name == department or self.department_of(name) == department for name in named)

    def department_of(self, customer: str) -> str | None:
        department: str | None = self.customers.get(customer, {}).get("department")
        return department


# Targets


def _targets(world: RuleWorld) -> Iterator[Told]:
    for one, other in combinations(sorted(world.objectives), 2):
        mine, theirs = (world.objectives[each].get("target") for each in (one, other))
        if not mine or not theirs or mine["metric"] != theirs["metric"] or not world.together(one, other):
            continue
        about = frozenset({one, other, mine["metric"]})
        (low, high), (floor, ceiling) = _content(mine), _content(theirs)
        if _way(mine) * _way(theirs) < 0 or low > ceiling or floor > high:
            yield Told("GC104", "severe", about, (one, other))
        elif _open_ends(mine) == _open_ends(theirs) and _content(mine) != _content(theirs):
            yield Told("GC105", "serious", about, (one, other))


def _way(target: Raw) -> int:
    """Up or down for a target with from and to."""
    return (target["to"] > target["from"]) - (target["to"] < target["from"]) if "from" in target else 0


def _content(target: Raw) -> tuple[float, float]:
    """The figures that a target is content with."""
    if "between" in target:
        return target["between"][0], target["between"][1]
    if "from" in target:
        return -inf if _way(target) < 0 else target["to"], inf if _way(target) > 0 else target["to"]
    return target.get("at_least", -inf), target.get("at_most", inf)


def _open_ends(target: Raw) -> tuple[bool, bool]:
    low, high = _content(target)
    return low == -inf, high == inf


# Resources


def _resources(world: RuleWorld) -> Iterator[Told]:
    for resource, body in entries(world.raw, "resources").items():
        capacity = body.get("capacity", {})
        if not isinstance(capacity, dict):
            capacity = {None: capacity}
        for period, room in capacity.items():
            draws = _draws(world, resource, period or entries(world.raw, "organization").get("period"))
            demand = fsum(draws.values())
            share = demand / room if room else inf if demand else 0
            level = next((level for level, least in _LOADS if share >= least - ROUNDING), None)
            if level:
                yield Told("GC106", level, frozenset({resource}), tuple(sorted(draws)))


_LOADS = (("severe", 1.25), ("serious", 1.0), ("minor", 0.9))


def _draws(world: RuleWorld, resource: str, period: Any) -> dict[str, float]:
    """Who draws how much in a period; of alternatives only the one that draws most."""
    wanted = []
    for objective, body in world.objectives.items():
        need = body.get("needs", {}).get(resource, 0)
        amount = float(need.split()[0]) if isinstance(need, str) else float(need)
        drawn = amount * _part(period_of(world.raw, body), period)
        if drawn:
            wanted.append((-drawn, objective))
    chosen: dict[str, float] = {}
    for minus, objective in sorted(wanted):
        if not any(_alternatives(world, objective, other) for other in chosen):
            chosen[objective] = -minus
    return chosen


def _part(own: Any, period: Any) -> float:
    """Which part of an objective's days lies in a period, counted day by day."""
    if own is None or period is None:
        return 1.0
    (first, last), (start, end) = days(own), days(period)
    mine = range(first.toordinal(), last.toordinal() + 1)
    return sum(start.toordinal() <= day <= end.toordinal() for day in mine) / len(mine)


def _alternatives(world: RuleWorld, one: str, other: str) -> bool:
    return one != other and other in world.sets[one]


# Dependencies


def _late(world: RuleWorld) -> Iterator[Told]:
    every = dict(world.every_objective())
    for by, body in world.objectives.items():
        for of in world.depends_on(by):
            status = every[of].get("status", "committed")
            mine, theirs = period_of(world.raw, body), period_of(world.raw, every[of])
            late = (
                status not in ("done", "dropped", "option")
                and mine is not None
                and theirs is not None
                and days(theirs)[1] > days(mine)[1]
            )
            if late or status in ("proposed", "dropped", "option"):
                yield Told("GC107", "serious", frozenset({by, of}), tuple(sorted((by, of))), way=(by, of))


def _circles(world: RuleWorld) -> Iterator[Told]:
    reached = {each: world.depends_on(each) & world.objectives.keys() for each in world.objectives}
    for _ in reached:
        reached = {each: found.union(*(reached[other] for other in found)) for each, found in reached.items()}
    groups = {
        frozenset(other for other in found if each in reached[other])
        for each, found in reached.items()
        if each in found
    }
    for group in groups:
        yield Told("GC108", "severe", group, tuple(sorted(group)))


def _hostile(world: RuleWorld) -> Iterator[Told]:
    for by, of in permutations(world.objectives, 2):
        dependent = of in world.depends_on(by) or by in world.depends_on(of)
        if dependent and world.leans_to_hurt(by, of):
            yield Told("GC109", "severe", frozenset({by, of}), tuple(sorted((by, of))), way=(by, of))


# What is missing


def _inward(world: RuleWorld) -> Iterator[Told]:
    for objective in world.objectives:
        ends = {chain.nodes[-1] for chain in world.chains(objective)}
        if world.outcomes and not ends & world.outcomes.keys():
            yield _of_objective("GC201", objective)


def _unserved(world: RuleWorld) -> Iterator[Told]:
    """Where it is only hurt GC203 says so, where it is a priority that nobody pushes GC305, unless they are off."""
    priorities = {outcome for customer in world.customers.values() for outcome in customer.get("priorities", [])}
    harmed = {outcome for told in _harmed(world) for outcome in told.outcomes} if not world.is_off("GC203") else set()
    for outcome in world.outcomes:
        overlooked = _nobody_pushes(world, outcome) and outcome in priorities and not world.is_off("GC305")
        served = any(world.leans_to_help(each, outcome) for each in world.objectives)
        if not served and not overlooked and outcome not in harmed:
            yield Told("GC202", "serious", frozenset({outcome}), outcomes=(outcome,))


def _nobody_pushes(world: RuleWorld, outcome: str) -> bool:
    return not any(world.pushes_any(objective, outcome) for objective in world.objectives)


def _harmed(world: RuleWorld) -> Iterator[Told]:
    for outcome in world.outcomes:
        worst, then = 0.0, list[str]()
        for day in _days_of_change(world):
            there = [each for each in world.objectives if _is_there(world, each, day)]
            hurters = [each for each in there if world.harm(each, outcome)]
            helped = any(
                world.help(each, outcome) and not any(_alternatives(world, each, other) for other in hurters)
                for each in there
            )
            pressure = 0.0 if helped else world._pressure_on(day, outcome, hurters)
            if pressure > worst + 1e-7:
                worst, then = pressure, hurters
        if world.reported(worst):
            about = frozenset({outcome})
            yield Told("GC203", level_of(worst), about, tuple(sorted(then)), (outcome,), tension=round(worst, 6))


def _days_of_change(world: RuleWorld) -> list[date]:
    """The first day that counts, and those on which somebody begins or has ended the day before."""
    first, last = horizon(world.raw)
    spans = [days_of(world.raw, each) for each in world.objectives]
    changes = {first, *(start for start, _ in spans), *(end + timedelta(days=1) for _, end in spans)}
    return sorted(day for day in changes if first <= day <= last)


def _is_there(world: RuleWorld, objective: str, day: date) -> bool:
    first, last = days_of(world.raw, objective)
    return first <= day <= last


def _unlinked(world: RuleWorld) -> Iterator[Told]:
    for objective, body in world.objectives.items():
        if entries(world.raw, "goals") and not body.get("supports"):
            yield _of_objective("GC204", objective)


def _unmeasured(world: RuleWorld) -> Iterator[Told]:
    yield from (_of_objective("GC205", each) for each, body in world.objectives.items() if "target" not in body)


def _unowned(world: RuleWorld) -> Iterator[Told]:
    yield from (_of_objective("GC206", each) for each, body in world.objectives.items() if "owner" not in body)


def _of_objective(code: str, objective: str) -> Told:
    return Told(code, "minor", frozenset({objective}), (objective,))


def _goals(world: RuleWorld) -> Iterator[Told]:
    for goal in entries(world.raw, "goals"):
        if not any(goal in body.get("supports", []) for body in world.objectives.values()):
            yield Told("GC207", "serious", frozenset({goal}))


def _rosy(world: RuleWorld) -> Iterator[Told]:
    for department in world.departments:
        own = {each: body for each, body in world.objectives.items() if each.startswith(f"{department}.")}
        effects = [effect for body in own.values() for effect in body.get("affects", {}).values()]
        arrows = [arrow for arrow in _declared_by(world, own) if arrow > 0]
        if len(arrows) >= MANY_EFFECTS and not any(_written(effect) < 0 for effect in effects):
            yield Told("GC208", "minor", frozenset({department}))


def _declared_by(world: RuleWorld, own: Raw) -> list[float]:
    """The weights of all effects that some objectives declare."""
    return [weight for objective in own for weight in _views(world, objective).values()]


def _written(effect: Any) -> float:
    """An effect as it was written, whatever the target does with it."""
    if not isinstance(effect, dict):
        return float(WORDS[effect] if isinstance(effect, str) else effect)
    weight = effect.get("weight")
    return float(weight) if weight is not None else _written(effect["effect"])


def _stages(world: RuleWorld) -> Iterator[Told]:
    for stage in world.raw.get("journey", []):
        outcomes = sorted(outcome for outcome, body in world.outcomes.items() if body.get("stage") == stage)
        if not any(world.help(each, outcome) for each in world.objectives for outcome in outcomes):
            yield Told("GC209", "minor", frozenset({stage}), outcomes=tuple(outcomes))


# Agreement


def _uncoordinated(world: RuleWorld) -> Iterator[Told]:
    """Its objectives and outcomes are the strongest reasons, which are not read here."""
    opposed = [set(pair["objectives"]) for pair in world.opposed()]
    found = set()
    for one, other in combinations(sorted(world.objectives), 2):
        pair = one.split(".")[0], other.split(".")[0]
        if pair[1] in world.above(pair[0]) or pair[0] in world.above(pair[1]):
            continue
        depends = other in world.depends_on(one) or one in world.depends_on(other)
        together = any(
            min(max(world.help(each, outcome), world.harm(each, outcome)) for each in (one, other)) >= HARD - ROUNDING
            for outcome in world.outcomes
        )
        agreed = world.agreed(one, pair[1]) or world.agreed(other, pair[0])
        if (depends or together) and not agreed and world.together(one, other) and {one, other} not in opposed:
            found.add(frozenset(pair))
    yield from (Told("GC210", "minor", pair) for pair in found)


def _silent(world: RuleWorld) -> Iterator[Told]:
    nodes = {*world.objectives, *between(world.raw)}
    for driver, body in world.drivers.items():
        said = {full_id(world.raw, driver, name) for name in body.get("affects") or {}}
        said |= {claim["to"] for claim in world.raw.get("claims") or [] if claim["from"] == driver}
        leads_on = said & nodes or any(arrow.origin == driver for arrow in world.arrows)
        hurters = tuple(sorted(each for each in world.objectives if world.harm(each, driver)))
        if hurters and not leads_on:
            yield Told("GC211", "serious", frozenset({driver}), hurters)


def _outside(world: RuleWorld) -> Iterator[Told]:
    moved = {chain.nodes[-1] for each in world.objectives for chain in world.chains(each)}
    weakened = {
        (full_id(world.raw, each, entry["from"]), full_id(world.raw, each, entry["to"]))
        for each, body in world.objectives.items()
        for entry in body.get("mitigates") or []
    }
    for outcome in world.outcomes:
        tensions = []
        for driver in sorted(world.drivers.keys() - moved):
            chains = [
                each
                for each in world.chains(driver)
                if each.nodes[-1] == outcome and each.product < 0 and not each.through
            ]
            worst = strongest(chains)
            if worst and not weakened & set(pairwise(worst.nodes)):
                tensions.append(world.scale(outcome) * -worst.product)
        helped = any(world.help(each, outcome) for each in world.objectives)
        if tensions and world.reported(max(tensions)) and not helped:
            tension = max(tensions)
            yield Told("GC212", level_of(tension), frozenset({outcome}), (), (outcome,), tension=round(tension, 6))


def _theirs(world: RuleWorld, customer: str) -> list[str]:
    return [outcome for outcome in sorted(world.outcomes) if world.outcomes[outcome].get("customer") == customer]


def was_asked(world: RuleWorld, objective: str, customer: str) -> bool:
    department = world.department_of(customer)
    own = department in world.above(objective.split(".")[0]) or (department and world.agreed(objective, department))
    return customer in world.objectives[objective].get("agreed_with", []) or bool(department and own)


def _serious(tension: float) -> str:
    return "minor" if level_of(tension) == "minor" else "serious"


def _harmed_customers(world: RuleWorld) -> Iterator[Told]:
    for objective in world.objectives:
        for customer in world.customers:
            tensions = {each: world.scale(each) * world.harm(objective, each) for each in _theirs(world, customer)}
            hurt = tuple(each for each, tension in tensions.items() if world.reported(tension))
            if hurt and not was_asked(world, objective, customer):
                level = _serious(max(tensions[each] for each in hurt))
                yield Told("GC301", level, frozenset({objective, customer}), (objective,), hurt)


def _helped_customers(world: RuleWorld) -> Iterator[Told]:
    for customer in world.customers:
        unasked = [each for each in sorted(world.objectives) if not was_asked(world, each, customer)]
        helps = [
            (each, outcome) for each in unasked for outcome in _theirs(world, customer) if world.help(each, outcome)
        ]
        if helps:
            objectives = tuple(dict.fromkeys(each for each, _ in helps))
            outcomes = tuple(sorted({outcome for _, outcome in helps}))
            yield Told("GC301", "minor", frozenset({customer}), objectives, outcomes)


def _departments(world: RuleWorld) -> Iterator[Told]:
    for objective in world.objectives:
        for department in world.departments:
            if department in world.above(objective.split(".")[0]) or world.agreed(objective, department):
                continue
            theirs = [
                each
                for each in world.objectives
                if each.startswith(f"{department}.") and world.together(objective, each)
            ]
            tensions = {
                node: world.scale(node) * world.harm(objective, node)
                for node in [*sorted(world.outcomes), *theirs]
                if (node in theirs and world.undermines(objective, node))
                or any(world.help(each, node) for each in theirs if node in world.outcomes)
            }
            hurt = {node: tension for node, tension in tensions.items() if world.reported(tension)}
            if hurt:
                outcomes = tuple(node for node in hurt if node in world.outcomes)
                level = _serious(max(hurt.values()))
                about, theirs = frozenset({objective, department}), sorted(set(hurt) - set(outcomes))
                yield Told("GC302", level, about, (objective,), outcomes, hurt=tuple(theirs))


def _teams(world: RuleWorld) -> Iterator[Told]:
    for department in world.departments:
        own = [each for each in sorted(world.objectives) if each.split(".")[0] == department]
        unasked = tuple(each for each in own if "team" not in world.objectives[each].get("agreed_with", []))
        if unasked:
            yield Told("GC303", "minor", frozenset({department}), unasked)


def _disputes(world: RuleWorld) -> Iterator[Told]:
    for origin, target in {(claim["from"], claim["to"]) for claim in _disputing(world)}:
        objectives = (origin,) if origin in world.objectives else ()
        outcomes = (target,) if target in world.outcomes else ()
        yield Told("GC304", "serious", frozenset({origin, target}), objectives, outcomes)


def _disputing(world: RuleWorld) -> Iterator[Raw]:
    """The claims that say otherwise than the owner."""
    nodes = {*world.objectives, *between(world.raw)}
    for claim in world.raw.get("claims", []):
        origin, target = claim["from"], claim["to"]
        if {origin, target} <= nodes:
            declared = _views(world, origin)
            own = world.objectives.get(origin, {}).get("target")
            if target in declared and _sign(declared[target]) != _sign(_weight(claim, own)):
                yield claim


def _views(world: RuleWorld, origin: str) -> dict[str, float]:
    """What a node declares, with the weight of each effect."""
    body = world.objectives[origin] if origin in world.objectives else between(world.raw)[origin]
    return {
        full_id(world.raw, origin, name): _weight(effect, body.get("target"))
        for name, effect in body.get("affects", {}).items()
    }


def _weight(effect: Any, target: Raw | None) -> float:
    if not isinstance(effect, dict):
        return _written(effect) / 3
    weight = _written(effect) / (1 if effect.get("weight") is not None else 3)
    return weight * CONFIDENCE[effect.get("confidence", "high")] * _reach(effect, target)


def _reach(effect: Raw, target: Raw | None) -> float:
    if "starts_at" not in effect or target is None:
        return 1.0
    downward = effect["full_at"] < effect["starts_at"]
    end = target["between"][not downward] if "between" in target else _end(target)
    return float(min(1.0, max(0.0, (end - effect["starts_at"]) / (effect["full_at"] - effect["starts_at"]))))


def _end(target: Raw) -> float:
    return float(next(target[name] for name in ("to", "at_least", "at_most") if name in target))


def _sign(weight: float) -> int:
    return (weight > ROUNDING) - (weight < -ROUNDING)


def _priorities(world: RuleWorld) -> Iterator[Told]:
    for customer, body in world.customers.items():
        for outcome in body.get("priorities", []):
            if _nobody_pushes(world, outcome):
                yield Told("GC305", "serious", frozenset({customer, outcome}), outcomes=(outcome,))


def _outdated(world: RuleWorld) -> Iterator[Told]:
    for objective, body in world.objectives.items():
        named = body.get("agreed_with", {})
        for who, agreement in named.items() if isinstance(named, dict) else ():
            then = agreement.get("target")
            if then is not None and _figures(then) != _figures_of(body.get("target")):
                yield Told("GC306", "minor", frozenset({objective, who}), (objective,))


def _figures(agreed: Any) -> list[float]:
    return agreed if isinstance(agreed, list) else [agreed]


def _figures_of(target: Raw | None) -> list[float]:
    """One figure, or both ends of a range; none without a target."""
    if target is None:
        return []
    return list(target["between"]) if "between" in target else [_end(target)]


# Evidence


def _green_but_unhappy(world: RuleWorld) -> Iterator[Told]:
    for outcome in world.outcomes:
        ends = [days(rated[-1][0])[1] for rated in _histories(world, outcome) if _is_unhappy(rated)]
        green = [
            objective
            for objective, body in world.objectives.items()
            if world.pushes_any(objective, outcome) and _is_green(body) and _has_begun(world, body, ends)
        ]
        if ends and green:
            yield Told("GC401", "severe", frozenset({outcome}), tuple(sorted(green)), (outcome,))


def _histories(world: RuleWorld, outcome: str) -> list[list[tuple[Any, float]]]:
    """For each customer the periods with the ratings of an outcome, in the order of time."""
    cards = world.raw.get("scorecards", [])
    found = [
        [
            (card["period"], card["ratings"][outcome])
            for card in cards
            if card["customer"] == customer and outcome in card["ratings"]
        ]
        for customer in sorted(world.customers)
    ]
    return [sorted(rated, key=lambda each: days(each[0])[::-1]) for rated in found if rated]


def latest_rating(world: RuleWorld, outcome: str) -> Raw | None:
    """The lowest latest rating of an outcome, and the best of the year before it."""
    histories = sorted(_histories(world, outcome), key=lambda rated: rated[-1][1])
    if not histories:
        return None
    *earlier, (period, value) = histories[0]
    last = days(period)[1]
    best = max((rating for before, rating in earlier if days(before)[1] >= last - A_YEAR), default=None)
    return {"value": value, "best": best}


def _is_unhappy(rated: list[tuple[Any, float]]) -> bool:
    """Below 6, or much below the best of the year before."""
    last, (*earlier, (_, newest)) = days(rated[-1][0])[1], rated
    best = max((rating for period, rating in earlier if days(period)[1] >= last - A_YEAR), default=newest)
    return best - newest >= FALL - ROUNDING or newest < CONTENT - ROUNDING


def _is_green(body: Raw) -> bool:
    """Most of the way from one figure to another, or in the range; done is done only where there is a way."""
    if "target" not in body or "progress" not in body:
        return False
    target, value = body["target"], body["progress"]["value"]
    if _way(target):
        return bool((value - target["from"]) / (target["to"] - target["from"]) >= GREEN - ROUNDING)
    low, high = _content(target)
    return bool(low - ROUNDING <= value <= high + ROUNDING)


def _has_begun(world: RuleWorld, body: Raw, ends: list[date]) -> bool:
    """Whether somebody who is unhappy rated when the objective had begun."""
    period = period_of(world.raw, body)
    return period is None or any(days(period)[0] <= end for end in ends)


def _unrated(world: RuleWorld) -> Iterator[Told]:
    rated = {outcome for card in world.raw.get("scorecards", []) for outcome in card["ratings"]}
    for outcome in world.outcomes:
        if rated and outcome not in rated:
            yield Told("GC402", "minor", frozenset({outcome}), outcomes=(outcome,))


def _unhappy(world: RuleWorld) -> Iterator[Told]:
    said = {outcome for told in _green_but_unhappy(world) for outcome in told.outcomes}
    priorities = {outcome for customer in world.customers.values() for outcome in customer.get("priorities", [])}
    for outcome in world.outcomes:
        latest = min((rated[-1][1] for rated in _histories(world, outcome)), default=10.0)
        matters = world.importance(outcome) >= 4 or outcome in priorities
        if latest < CONTENT - ROUNDING and matters and (outcome not in said or world.is_off("GC401")):
            level = "severe" if latest < 4 - ROUNDING else "serious"
            yield Told("GC403", level, frozenset({outcome}), outcomes=(outcome,))


def _stale(world: RuleWorld) -> Iterator[Told]:
    for outcome in world.outcomes:
        if any(_has_stopped(rated, world.today) for rated in _histories(world, outcome)):
            yield Told("GC404", "minor", frozenset({outcome}), outcomes=(outcome,))


def _has_stopped(rated: list[tuple[Any, float]], today: date) -> bool:
    ends = [days(period)[1] for period, _ in rated]
    age = (today - ends[-1]).days
    return len(ends) >= 3 and age > 100 and age > 2 * median((later - one).days for one, later in pairwise(ends))


def _behind(world: RuleWorld) -> Iterator[Told]:
    for objective, body in world.objectives.items():
        target, progress, period = body.get("target"), body.get("progress"), period_of(world.raw, body)
        if target and progress and period is not None and _way(target):
            first, last = days(period)
            over = sum(day < world.today for day in each_day((first, last))) / ((last - first).days + 1)
            behind = over - (progress["value"] - target["from"]) / (target["to"] - target["from"])
            if over >= 1 / 3 - ROUNDING and behind >= 0.25 - ROUNDING:
                level = "serious" if behind >= 0.5 - ROUNDING else "minor"
                yield Told("GC405", level, frozenset({objective}), (objective,))


# Decisions


def _decisions(raw: Raw, found: list[Seen], today: date) -> Iterator[Told]:
    told = set()
    for decision in raw.get("decisions", []):
        objectives, over = tuple(sorted(set(decision["between"]))), decision.get("over")
        about = frozenset({*objectives, *([over] if over else [])})
        outcomes = (over,) if over in entries(raw, "outcomes") else ()
        met = [(seen, outcome) for seen in found for outcome in seen.tensions if _speaks_of(decision, seen, outcome)]
        left = [outcome for seen, outcome in met if not _is_covered(raw, seen, outcome, today)]
        again = tuple(sorted({each for each in left if each in entries(raw, "outcomes")}))
        if not met:
            told.add(Told("GC502", "minor", about, objectives, outcomes))
        elif left:
            code = "GC501" if _has_expired(decision, today) else "GC503"
            told.add(Told(code, "serious", about, objectives, again))
    yield from told


def _speaks_of(decision: Raw, seen: Seen, outcome: str | None) -> bool:
    """Over its outcome, by its rule, or over all there is; a tension of 0 accepts only what has none."""
    if decision.get("tension") == 0 and seen.tensions[outcome]:
        return False
    same = set(decision["between"]) == set(seen.objectives)
    over = (None, seen.code) if seen.over is None else seen.over
    return same and decision.get("over") in (outcome, *over)


def _is_covered(raw: Raw, seen: Seen, outcome: str | None, today: date) -> bool:
    if seen.decided is not None:
        return seen.decided
    return any(_covering(raw, seen, outcome, today))


def _covering(raw: Raw, seen: Seen, outcome: str | None, today: date) -> Iterator[Raw]:
    """The decisions in force that speak of a finding over an outcome, and have not been outgrown by it."""
    now = seen.tensions[outcome]
    for decision in raw.get("decisions", []):
        accepted = decision.get("tension")
        outgrown = accepted is not None and now is not None and now > accepted + WORSENED_BY + ROUNDING
        if _speaks_of(decision, seen, outcome) and not _has_expired(decision, today) and not outgrown:
            yield decision


def _has_expired(decision: Raw, today: date) -> bool:
    return date.fromisoformat(decision["until"]) < today
