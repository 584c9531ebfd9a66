"""DESIGN 4 read slowly and literally: every chain is walked, every day is counted, nothing is shared with goalcheck.

The input is what `yaml.safe_load` makes of an organization's file, the answer has the shape of `cases/*.expected.json`
and, with `conflicts_of`, everything that a conflict tells. The organization must be valid.
Cost: exponential in `max_links`, and one pass for each day; meant for organizations of a few dozen nodes.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Raw = dict[str, Any]
Days = tuple[date, date]

ROUNDING = 1e-9

WORDS = {
    "strongly helps": 3,
    "helps": 2,
    "slightly helps": 1,
    "neutral": 0,
    "slightly hurts": -1,
    "hurts": -2,
    "strongly hurts": -3,
}
CONFIDENCE = {"high": 1.0, "medium": 0.75, "low": 0.5}
RELIANCE = {"strongly": 1.0, "partly": 2 / 3, "slightly": 1 / 3}
ASIDE = ("done", "dropped", "option")
WORSENED_BY = 5


class Arrow(NamedTuple):
    """One node helps (weight above 0) or hurts (below 0) another; `said` where it is declared or claimed."""

    origin: str
    target: str
    weight: float
    said: bool


class Walked(NamedTuple):
    """A chain: its nodes, the signs of its arrows, its product with what is lost behind objectives."""

    nodes: tuple[str, ...]
    signs: tuple[int, ...]
    product: float
    through: bool

    @property
    def order(self) -> tuple[object, ...]:
        """Of equally strong chains the one with fewer arrows is told, then the one whose ids come first."""
        return len(self.nodes), self.nodes, tuple(-sign for sign in self.signs)


@dataclass(frozen=True)
class Hurter:
    """An objective that hurts what a conflict is about."""

    objective: str
    harm: float
    left: float
    guard: str | None
    decided: bool
    knot: str
    chain: tuple[str, ...]


@dataclass(frozen=True)
class Conflict:
    """One outcome or objective under pressure."""

    about: str
    kind: str
    pressure: float
    open_pressure: float
    status: str
    level: str
    hurters: tuple[Hurter, ...]
    protectors: tuple[tuple[str, float], ...]
    main_knot: str
    at_stake: float
    order: tuple[object, ...] = field(compare=False)


def expected(raw: Raw) -> Raw:
    """Everything that DESIGN 4 and 7 say of an organization, as in the expected files."""
    world = World(raw)
    return {
        "opposed": list(world.opposed()),
        "undermined": list(world.undermined()),
        "self_defeating": list(world.self_defeating()),
        "conflicts": [
            {
                "about": each.about,
                "kind": each.kind,
                "pressure": each.pressure,
                "hurters": {hurter.objective: hurter.harm for hurter in each.hurters},
            }
            for each in sorted(world.conflicts(), key=lambda each: each.about)
        ],
        "pushes": list(world.pushes()),
        "influence": influence(world.arrows),
    }


# The organization


def entries(raw: Raw, name: str) -> Raw:
    return raw.get(name) or {}


def thresholds(raw: Raw) -> Raw:
    return {"max_links": 4, "min_chain": 0.05, "min_tension": 10, "through_objective": 0.5} | entries(raw, "settings")


def in_force(raw: Raw) -> dict[str, Raw]:
    """Every objective by its full id, except options and those that are done or dropped."""
    return {
        f"{department}.{objective}": body or {}
        for department, entry in entries(raw, "departments").items()
        for objective, body in ((entry or {}).get("objectives") or {}).items()
        if (body or {}).get("status") not in ASIDE
    }


def between(raw: Raw) -> dict[str, Raw]:
    """Outcomes and drivers by their id."""
    return {name: entry or {} for section in ("outcomes", "drivers") for name, entry in entries(raw, section).items()}


def full_id(raw: Raw, origin: str, name: str) -> str:
    """The full id: a bare one is an outcome or driver first, then an objective of the origin's own department."""
    if "." in name or name in between(raw):
        return name
    return f"{origin.split('.')[0]}.{name}"


def own_id(origin: str, name: str) -> str:
    """The full id of an objective that another one names."""
    return name if "." in name else f"{origin.split('.')[0]}.{name}"


# Arrows


def arrows_of(raw: Raw) -> list[Arrow]:
    """The strongest arrow of each sign between two nodes, of all that are declared, claimed, relied on or implied."""
    nodes = {*in_force(raw), *between(raw)}
    strongest: dict[tuple[str, str, bool], Arrow] = {}
    said = [*declared(raw), *claimed(raw), *relied(raw), *implied(raw)]
    for arrow in (_mitigated(raw, each) for each in said):
        if not arrow.weight or arrow.origin not in nodes or arrow.target not in nodes:
            continue
        key = (arrow.origin, arrow.target, arrow.weight > 0)
        best = strongest.get(key)
        if best is None or abs(arrow.weight) > abs(best.weight):
            strongest[key] = arrow._replace(said=arrow.said or bool(best and best.said))
        elif arrow.said:
            strongest[key] = best._replace(said=True)
    return sorted(strongest.values())


def declared(raw: Raw) -> Iterator[Arrow]:
    for origin, body in {**in_force(raw), **between(raw)}.items():
        for name, effect in (body.get("affects") or {}).items():
            yield Arrow(origin, full_id(raw, origin, name), _weight(effect, body.get("target")), True)


def claimed(raw: Raw) -> Iterator[Arrow]:
    objectives = in_force(raw)
    for claim in raw.get("claims") or []:
        target = objectives.get(claim["from"], {}).get("target")
        yield Arrow(claim["from"], claim["to"], _weight(claim, target), True)


def relied(raw: Raw) -> Iterator[Arrow]:
    """What an objective relies on helps it."""
    for objective, body in in_force(raw).items():
        reliances = body.get("relies_on") or {}
        if isinstance(reliances, list):
            reliances = dict.fromkeys(reliances)
        for name, how in reliances.items():
            word = (how.get("how") if isinstance(how, dict) else how) or "partly"
            yield Arrow(full_id(raw, objective, name), objective, RELIANCE[word], True)


def implied(raw: Raw) -> Iterator[Arrow]:
    """An objective that moves a metric pushes all that is measured by it, unless it speaks of that node itself."""
    spoken_of = {(arrow.origin, arrow.target) for arrow in declared(raw)}
    for objective, body in in_force(raw).items():
        target = body.get("target") or {}
        better = (entries(raw, "metrics").get(target.get("metric", "")) or {}).get("better")
        direction = _direction(target)
        if direction is None or better is None:
            continue
        weight = 1.0 if (direction == "up") == (better == "higher") else -1.0
        for node, entry in between(raw).items():
            if entry.get("metric") == target["metric"] and (objective, node) not in spoken_of:
                yield Arrow(objective, node, weight, False)


def _direction(target: Raw) -> str | None:
    if "at_least" in target:
        return "up"
    if "at_most" in target:
        return "down"
    if "from" in target and target["from"] != target["to"]:
        return "up" if target["to"] > target["from"] else "down"
    return None


def _weight(effect: Any, target: Raw | None) -> float:
    """The weight of an effect in any of its forms, after confidence and the reach of the target."""
    if not isinstance(effect, dict):
        return (WORDS[effect] if isinstance(effect, str) else effect) / 3
    weight = float(effect["weight"]) if effect.get("weight") is not None else _weight(effect["effect"], None)
    return weight * CONFIDENCE[effect.get("confidence", "high")] * _reach(effect, target)


def _reach(effect: Raw, target: Raw | None) -> float:
    """The fraction of the weight: 0 until the target passes `starts_at`, 1 from `full_at` on, linear between."""
    starts, full = effect.get("starts_at"), effect.get("full_at")
    if starts is None or full is None or target is None:
        return 1.0
    figure = _figure(target, downward=full < starts)
    return float(min(1.0, max(0.0, (starts - figure) / (starts - full))))


def _figure(target: Raw, *, downward: bool) -> float:
    """The figure that the target promises; of a range, the end that lies further on the way."""
    for name in ("to", "at_least", "at_most"):
        if name in target:
            return float(target[name])
    low, high = target["between"]
    return float(low if downward else high)


def _mitigated(raw: Raw, arrow: Arrow) -> Arrow:
    """The arrow, a hurting one at most as strong as every mitigation of it leaves."""
    objectives = in_force(raw)
    for mitigator, body in objectives.items():
        for entry in body.get("mitigates") or []:
            ends = full_id(raw, mitigator, entry["from"]), full_id(raw, mitigator, entry["to"])
            if ends != (arrow.origin, arrow.target) or arrow.weight >= 0:
                continue
            if arrow.origin not in objectives or _covers(raw, mitigator, arrow.origin):
                arrow = arrow._replace(weight=max(arrow.weight, _weight(entry["leaves"], None)))
    return arrow


def _covers(raw: Raw, mitigator: str, origin: str) -> bool:
    (first, last), (start, end) = days_of(raw, mitigator), days_of(raw, origin)
    return first <= start and end <= last


# Days


def days_of(raw: Raw, objective: str) -> Days:
    """The first and the last day of an objective; without a period all that count."""
    period = _period(raw, in_force(raw)[objective])
    return horizon(raw) if period is None else _days(period)


def horizon(raw: Raw) -> Days:
    """The days that count; one day where there is no period at all."""
    periods = [_period(raw, body) for body in in_force(raw).values()]
    spans = [_days(each) for each in (entries(raw, "organization").get("period"), *periods) if each is not None]
    if not spans:
        return date(2000, 1, 1), date(2000, 1, 1)
    return min(first for first, _ in spans), max(last for _, last in spans)


def _period(raw: Raw, body: Raw) -> Any:
    own = body.get("period")
    return own if own is not None else entries(raw, "organization").get("period")


def _days(period: Any) -> Days:
    """The first and the last day of a period in any of its forms."""
    if isinstance(period, dict):
        return date.fromisoformat(str(period["from"])), date.fromisoformat(str(period["to"]))
    year, _, part = str(period).partition("-")
    first, last = _months(part)
    return date(int(year), first, 1), date(int(year), last, monthrange(int(year), last)[1])


def _months(part: str) -> tuple[int, int]:
    """The first and the last month of a part of a year: "", H1, Q3, 09."""
    if not part:
        return 1, 12
    if part.isdigit():
        return int(part), int(part)
    months = {"H": 6, "Q": 3}[part[0]]
    last = months * int(part[1])
    return last - months + 1, last


def each_day(days: Days) -> Iterator[date]:
    day, last = days
    while day <= last:
        yield day
        day += timedelta(days=1)


# Chains


def chains_from(raw: Raw, arrows: list[Arrow], origin: str) -> Iterator[Walked]:
    """Every chain that leads from a node and is strong enough to count."""
    outgoing: dict[str, list[Arrow]] = {}
    for arrow in arrows:
        outgoing.setdefault(arrow.origin, []).append(arrow)
    return _onward(outgoing, Walked((origin,), (), 1.0, False), in_force(raw), thresholds(raw))


def _onward(outgoing: dict[str, list[Arrow]], walked: Walked, objectives: Raw, settings: Raw) -> Iterator[Walked]:
    """The chains that go on; one that is too weak is not followed, because it can only get weaker."""
    if len(walked.signs) >= settings["max_links"]:
        return
    passes = len(walked.nodes) > 1 and walked.nodes[-1] in objectives
    kept = settings["through_objective"] if passes else 1.0
    for arrow in outgoing.get(walked.nodes[-1], []):
        product = walked.product * kept * arrow.weight
        if arrow.target in walked.nodes or not product or abs(product) < settings["min_chain"] - ROUNDING:
            continue
        sign = 1 if arrow.weight > 0 else -1
        longer = Walked((*walked.nodes, arrow.target), (*walked.signs, sign), product, walked.through or passes)
        yield longer
        yield from _onward(outgoing, longer, objectives, settings)


def strongest(chains: Iterable[Walked]) -> Walked | None:
    """The strongest chain; of equally strong ones that with fewer arrows, then that whose ids come first."""
    there = list(chains)
    if not there:
        return None
    most = max(abs(each.product) for each in there)
    return min((each for each in there if abs(each.product) >= most - ROUNDING), key=lambda each: each.order)


# Pushes, tension, pressure


class World:
    """An organization with its pushes, and the questions that DESIGN 4 asks."""

    def __init__(self, raw: Raw, today: date = date(2026, 11, 30), without: Arrow | None = None) -> None:
        self.raw = raw
        self.today = today
        self.settings = thresholds(raw)
        self.objectives = in_force(raw)
        self.outcomes: Raw = {name: entry or {} for name, entry in entries(raw, "outcomes").items()}
        self.arrows = [each for each in arrows_of(raw) if each != without]
        self.helps: dict[tuple[str, str], Walked] = {}
        self.harms: dict[tuple[str, str], Walked] = {}
        self.plain_helps: dict[tuple[str, str], float] = {}
        self.said = {
            (each.origin, each.target)
            for each in self.arrows
            if each.weight < 0 and each.said and -each.weight >= self.settings["min_chain"] - ROUNDING
        }
        for objective in self.objectives:
            self._walk(objective)
        self.sets = self._alternative_sets()

    def _walk(self, objective: str) -> None:
        by_end: dict[str, list[Walked]] = {}
        for chain in chains_from(self.raw, self.arrows, objective):
            by_end.setdefault(chain.nodes[-1], []).append(chain)
        for node, chains in by_end.items():
            helping = strongest(each for each in chains if each.product > 0)
            hurting = strongest(each for each in chains if each.product < 0 and not each.through)
            plain = [each.product for each in chains if each.product > 0 and not each.through]
            if helping:
                self.helps[objective, node] = helping
            if hurting:
                self.harms[objective, node] = hurting
            if plain:
                self.plain_helps[objective, node] = max(plain)

    def _alternative_sets(self) -> dict[str, frozenset[str]]:
        """For each objective everybody of whom only one will be chosen, itself included."""
        linked = {each: {each} for each in self.objectives}
        for objective, body in self.objectives.items():
            for name in body.get("alternative_to") or []:
                other = own_id(objective, name)
                if other in linked:
                    linked[objective].add(other)
                    linked[other].add(objective)
        sets = {}
        for each in self.objectives:
            found, waiting = {each}, [each]
            while waiting:
                for other in linked[waiting.pop()] - found:
                    found.add(other)
                    waiting.append(other)
            sets[each] = frozenset(found)
        return sets

    def help(self, one: str, node: str) -> float:
        chain = self.helps.get((one, node))
        return chain.product if chain else 0.0

    def harm(self, one: str, node: str) -> float:
        chain = self.harms.get((one, node))
        return -chain.product if chain else 0.0

    def together(self, one: str, other: str) -> bool:
        (first, last), (start, end) = days_of(self.raw, one), days_of(self.raw, other)
        return one != other and other not in self.sets[one] and first <= end and start <= last

    def importance(self, outcome: str) -> float:
        return float(self.outcomes[outcome].get("importance", 3))

    def tension(self, one: str, other: str, outcome: str) -> float:
        pulls = (
            min(self.harm(one, outcome), self.help(other, outcome)),
            min(self.harm(other, outcome), self.help(one, outcome)),
        )
        return 20 * self.importance(outcome) * max(pulls)

    def reported(self, tension: float) -> bool:
        return tension > 0 and bool(tension >= self.settings["min_tension"] - ROUNDING)

    def opposed(self) -> Iterator[Raw]:
        for one, other in combinations(sorted(self.objectives), 2):
            tensions = {each: self.tension(one, other, each) for each in sorted(self.outcomes)}
            outcomes = {each: tension for each, tension in tensions.items() if self.reported(tension)}
            if outcomes and self.together(one, other):
                yield {"objectives": [one, other], "tension": max(outcomes.values()), "outcomes": outcomes}

    def undermines(self, one: str, other: str) -> bool:
        harm = self.harm(one, other)
        if not harm or not self.together(one, other):
            return False
        return (one, other) in self.said or harm >= self.plain_helps.get((one, other), 0.0) - ROUNDING

    def worth(self, objective: str) -> float:
        """What is lost with an objective: its priority, or more where it does more for an outcome."""
        served = [self.importance(each) * self.plain_helps.get((objective, each), 0.0) for each in self.outcomes]
        return max([float(self.objectives[objective].get("priority", 3)), *served])

    def undermined(self) -> Iterator[Raw]:
        for by in sorted(self.objectives):
            for of in sorted(self.objectives):
                tension = 20 * self.worth(of) * self.harm(by, of)
                if self.undermines(by, of) and self.reported(tension):
                    yield {"by": by, "of": of, "tension": tension}

    def self_defeating(self) -> Iterator[Raw]:
        for objective in sorted(self.objectives):
            for outcome in sorted(self.outcomes):
                tension = (
                    20 * self.importance(outcome) * min(self.help(objective, outcome), self.harm(objective, outcome))
                )
                if self.reported(tension):
                    yield {"objective": objective, "outcome": outcome, "tension": tension}

    def pushes(self) -> Iterator[Raw]:
        for objective in sorted(self.objectives):
            for node in sorted(self.outcomes):
                help_, harm = self.help(objective, node), self.harm(objective, node)
                if help_ or harm:
                    yield {"objective": objective, "node": node, "help": help_, "harm": harm}

    # Conflicts

    def scale(self, node: str) -> float:
        return 20 * (self.importance(node) if node in self.outcomes else self.worth(node))

    def hurters(self, node: str) -> list[str]:
        if node in self.outcomes:
            return [each for each in sorted(self.objectives) if self.harm(each, node)]
        return [each for each in sorted(self.objectives) if self.undermines(each, node)]

    def guard(self, objective: str, node: str) -> str | None:
        """How a guardrail of an objective protects an outcome."""
        there = [each for each in self.objectives[objective].get("guardrails") or [] if each["protects"] == node]
        return None if not there else "binding" if any(each.get("binding") for each in there) else "guarded"

    def left(self, objective: str, node: str) -> float:
        """The harm after guardrails."""
        return {None: 1.0, "guarded": 0.5, "binding": 0.1}[self.guard(objective, node)] * self.harm(objective, node)

    def pressure(self, node: str, hurters: Iterable[str]) -> float:
        """The pressure of some hurters on a node, on their worst day."""
        hurters = list(hurters)
        days = horizon(self.raw) if node in self.outcomes else days_of(self.raw, node)
        return max((self._pressure_on(day, node, hurters) for day in self._turns(days, hurters)), default=0.0)

    def _turns(self, days: Days, hurters: list[str]) -> list[date]:
        """Days on which somebody begins: on every other day as many are there as on one of them, or fewer."""
        return [
            day
            for day in each_day(days)
            if day == days[0] or any(days_of(self.raw, each)[0] == day for each in hurters)
        ]

    def _pressure_on(self, day: date, node: str, hurters: list[str]) -> float:
        there = [each for each in hurters if days_of(self.raw, each)[0] <= day <= days_of(self.raw, each)[1]]
        spared = 1.0
        for alternatives in {self.sets[each] for each in there}:
            spared *= 1 - max(self.left(each, node) for each in there if each in alternatives)
        return self.scale(node) * (1 - spared)

    def protectors(self, node: str, hurters: list[str]) -> dict[str, float]:
        if node not in self.outcomes:
            return {}
        return {
            each: self.help(each, node)
            for each in self.objectives
            if self.help(each, node) and (each in hurters or any(self.together(each, other) for other in hurters))
        }

    def conflicts(self) -> Iterator[Conflict]:
        for node in sorted([*self.outcomes, *self.objectives]):
            hurters = self.hurters(node)
            pressure = self.pressure(node, hurters)
            if hurters and self.reported(pressure):
                yield self._conflict(node, hurters, pressure)

    def _conflict(self, node: str, hurters: list[str], pressure: float) -> Conflict:
        protectors = self.protectors(node, hurters)
        told = [self._hurter(each, node, protectors) for each in hurters]
        undecided = [each for each in told if not each.decided]
        open_pressure = self.pressure(node, [each.objective for each in undecided])
        is_open = self.reported(open_pressure)
        level = level_of(open_pressure if is_open else pressure)
        told.sort(key=lambda each: (-round(each.left, 9), each.objective))
        at_stake = self.at_stake(node)
        lengths = [len(each.chain) - 1 for each in told]
        order = (
            0 if is_open else 1,
            ("severe", "serious", "minor").index(level),
            -round(open_pressure, 9),
            -round(sum(each.left for each in undecided), 9),
            -round(at_stake, 9),
            lengths[0],
            node,
        )
        return Conflict(
            about=node,
            kind=("contested" if protectors else "unprotected") if node in self.outcomes else "undermined",
            pressure=pressure,
            open_pressure=open_pressure,
            status="open" if is_open else "decided",
            level=level,
            hurters=tuple(told),
            protectors=tuple(sorted(protectors.items(), key=lambda each: (-round(each[1], 9), each[0]))),
            main_knot=self._main_knot(told),
            at_stake=at_stake,
            order=order,
        )

    def _hurter(self, objective: str, node: str, protectors: dict[str, float]) -> Hurter:
        chain = self.harms[objective, node]
        knot = next(target for target, sign in zip(chain.nodes[1:], chain.signs, strict=True) if sign < 0)
        return Hurter(
            objective,
            self.harm(objective, node),
            self.left(objective, node),
            self.guard(objective, node),
            self.decided(objective, node, protectors),
            knot,
            chain.nodes,
        )

    def _main_knot(self, told: list[Hurter]) -> str:
        """The knot where most enters; all are counted where every harm is decided."""
        counting = [each for each in told if not each.decided] or told
        sums: dict[str, float] = {}
        for alternatives in sorted({self.sets[each.objective] for each in counting}, key=sorted):
            worst = min(
                (each for each in counting if each.objective in alternatives),
                key=lambda each: (-round(each.left, 9), each.objective),
            )
            sums[worst.knot] = sums.get(worst.knot, 0.0) + worst.left
        return min(sums, key=lambda knot: (-round(sums[knot], 9), knot))

    def at_stake(self, node: str) -> float:
        if node in self.outcomes:
            return float(self.outcomes[node].get("at_stake") or 0)
        return sum(
            float(self.outcomes[each].get("at_stake") or 0)
            for each in self.outcomes
            if self.plain_helps.get((node, each), 0.0)
        )

    # Decisions

    def decided(self, objective: str, node: str, protectors: dict[str, float]) -> bool:
        if self._covered([objective], (node,), self.scale(node) * self.harm(objective, node)):
            return True
        if node not in self.outcomes:
            over = (None, node, "GC102")
            return self._covered([objective, node], over, self.scale(node) * self.harm(objective, node))
        pairs = [each for each in protectors if self.together(each, objective)]
        return bool(pairs) and all(
            self._covered([objective, each], (None, node, "GC101"), self.tension(objective, each, node))
            for each in pairs
        )

    def _covered(self, between: list[str], over: tuple[str | None, ...], tension: float) -> bool:
        return any(
            sorted(decision["between"]) == sorted(between)
            and decision.get("over") in over
            and date.fromisoformat(str(decision["until"])) >= self.today
            and accepts(decision, tension)
            for decision in self.raw.get("decisions") or []
        )


def accepts(decision: Raw, tension: float) -> bool:
    """Whether what was accepted is still enough; 0 accepts only what has no tension."""
    accepted = decision.get("tension")
    return accepted is None or (accepted > 0 and bool(tension <= accepted + WORSENED_BY + ROUNDING))


def level_of(figure: float) -> str:
    return "severe" if figure >= 60 - ROUNDING else "serious" if figure >= 30 - ROUNDING else "minor"


# Influence


def influence(arrows: list[Arrow]) -> Raw:
    direct: dict[str, float] = {}
    for arrow in arrows:
        direct[arrow.origin] = direct.get(arrow.origin, 0.0) + 3 * arrow.weight
    second = dict.fromkeys(direct, 0.0)
    for arrow in arrows:
        second[arrow.origin] += 3 * arrow.weight * direct.get(arrow.target, 0.0) / 2
    return {
        node: {"direct": direct[node], "second_order": second[node], "total": direct[node] + second[node]}
        for node in sorted(direct)
    }
