"""DESIGN 4 read slowly and literally: every chain is walked, nothing is shared with goalcheck.

The input is what `yaml.safe_load` makes of an organization's file, the answer has the shape of `cases/*.expected.json`.
The organization must be valid. Cost: exponential in `max_links`; meant for organizations of a few dozen nodes.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

Raw = dict[str, Any]

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


class Arrow(NamedTuple):
    """One node helps (weight above 0) or hurts (below 0) another; a weight of 0 says that it does neither."""

    origin: str
    target: str
    weight: float


class Push(NamedTuple):
    """The strongest positive and the strongest negative chain from an objective to a node, 0 where there is none."""

    help: float
    harm: float

    @property
    def leans_to_help(self) -> bool:
        return self.help > 0 and self.help >= self.harm - ROUNDING

    @property
    def leans_to_hurt(self) -> bool:
        return self.harm > 0 and self.harm >= self.help - ROUNDING


Pushes = dict[tuple[str, str], Push]
NO_PUSH = Push(0.0, 0.0)


def expected(raw: Raw) -> Raw:
    """Everything that DESIGN 4 and 7 say of an organization, as in the expected files."""
    arrows = arrows_of(raw)
    pushes = pushes_of(raw, arrows)
    return {
        "opposed": _opposed(raw, pushes),
        "undermined": _undermined(raw, pushes),
        "self_defeating": _self_defeating(raw, pushes),
        "pushes": [
            {"objective": objective, "node": node, "help": push.help, "harm": push.harm}
            for (objective, node), push in sorted(pushes.items())
            if node in entries(raw, "outcomes")
        ],
        "influence": _influence(arrows),
    }


# The organization


def entries(raw: Raw, name: str) -> Raw:
    return raw.get(name) or {}


def thresholds(raw: Raw) -> Raw:
    return {"max_links": 4, "min_chain": 0.05, "min_tension": 10} | entries(raw, "settings")


def in_force(raw: Raw) -> dict[str, Raw]:
    """Every objective by its full id, except those that are done or dropped."""
    return {
        f"{department}.{objective}": body or {}
        for department, entry in entries(raw, "departments").items()
        for objective, body in ((entry or {}).get("objectives") or {}).items()
        if (body or {}).get("status") not in ("done", "dropped")
    }


def between(raw: Raw) -> dict[str, Raw]:
    """Outcomes and drivers by their id."""
    return {name: entry or {} for section in ("outcomes", "drivers") for name, entry in entries(raw, section).items()}


def _nodes(raw: Raw) -> set[str]:
    return {*in_force(raw), *between(raw)}


# Arrows


def arrows_of(raw: Raw) -> list[Arrow]:
    """The strongest arrow of each sign between two nodes, of all that are declared, claimed or implied."""
    nodes = _nodes(raw)
    strongest: dict[tuple[str, str, bool], Arrow] = {}
    for arrow in [*declared(raw), *claimed(raw), *implied(raw)]:
        if arrow.weight == 0 or arrow.origin not in nodes or arrow.target not in nodes:
            continue
        key = (arrow.origin, arrow.target, arrow.weight > 0)
        if key not in strongest or abs(arrow.weight) > abs(strongest[key].weight):
            strongest[key] = arrow
    return sorted(strongest.values())


def declared(raw: Raw) -> Iterator[Arrow]:
    """What objectives, drivers and outcomes say of themselves, `neutral` included."""
    for origin, body in {**in_force(raw), **between(raw)}.items():
        for name, effect in (body.get("affects") or {}).items():
            yield Arrow(origin, target_id(raw, origin, name), _weight(effect, body.get("target")))


def target_id(raw: Raw, origin: str, name: str) -> str:
    """The full id: a bare one is an outcome or driver first, then an objective of the origin's own department."""
    if "." in name or name in between(raw):
        return name
    return f"{origin.split('.')[0]}.{name}"


def claimed(raw: Raw) -> Iterator[Arrow]:
    objectives = in_force(raw)
    for claim in raw.get("claims") or []:
        target = objectives.get(claim["from"], {}).get("target")
        yield Arrow(claim["from"], claim["to"], _weight(claim, target))


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
                yield Arrow(objective, node, weight)


def _direction(target: Raw) -> str | None:
    """Which way the target takes its metric."""
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


# Chains


def pushes_of(raw: Raw, arrows: list[Arrow]) -> Pushes:
    """Help and harm of each objective on each node that a chain of its leads to."""
    outgoing: dict[str, list[Arrow]] = {}
    for arrow in arrows:
        outgoing.setdefault(arrow.origin, []).append(arrow)
    settings = thresholds(raw)
    pushes: Pushes = {}
    for objective in in_force(raw):
        for node, product in _chains(outgoing, [objective], 1.0, settings):
            push = pushes.get((objective, node), NO_PUSH)
            pushes[objective, node] = Push(max(push.help, product), max(push.harm, -product))
    return pushes


def _chains(
    outgoing: dict[str, list[Arrow]], visited: list[str], product: float, settings: Raw
) -> Iterator[tuple[str, float]]:
    """Every chain that goes on from the visited nodes, as its last node and the product of its weights.

    A chain that is too weak is not followed: no weight is above 1, so that it can only get weaker.
    """
    if len(visited) > settings["max_links"]:
        return
    for arrow in outgoing.get(visited[-1], []):
        longer = product * arrow.weight
        if arrow.target in visited or abs(longer) < settings["min_chain"] - ROUNDING:
            continue
        yield arrow.target, longer
        yield from _chains(outgoing, [*visited, arrow.target], longer, settings)


# Tension


def _opposed(raw: Raw, pushes: Pushes) -> list[Raw]:
    found = []
    for one, other in combinations(sorted(in_force(raw)), 2):
        if not may_clash(raw, one, other):
            continue
        outcomes = _clashes(raw, pushes, one, other)
        if outcomes:
            tension = max(outcomes.values())
            found.append({"objectives": [one, other], "tension": tension, "outcomes": outcomes})
    return found


def _clashes(raw: Raw, pushes: Pushes, one: str, other: str) -> dict[str, float]:
    """The tension of two objectives over each outcome that they pull apart, of those where it is worth a report."""
    tensions: dict[str, float] = {}
    for outcome in sorted(entries(raw, "outcomes")):
        mine, theirs = pushes.get((one, outcome), NO_PUSH), pushes.get((other, outcome), NO_PUSH)
        pulls = [
            min(helping.help, hurting.harm)
            for helping, hurting in ((mine, theirs), (theirs, mine))
            if helping.leans_to_help and hurting.leans_to_hurt
        ]
        tension = 100 * importance(raw, outcome) / 5 * max(pulls, default=0.0)
        if pulls and _reported(raw, tension):
            tensions[outcome] = tension
    return tensions


def _undermined(raw: Raw, pushes: Pushes) -> list[Raw]:
    objectives = in_force(raw)
    found = []
    for (by, of), push in sorted(pushes.items()):
        if of in objectives and push.leans_to_hurt:
            tension = 100 * objectives[of].get("priority", 3) / 5 * push.harm
            if _reported(raw, tension):
                found.append({"by": by, "of": of, "tension": tension})
    return found


def _self_defeating(raw: Raw, pushes: Pushes) -> list[Raw]:
    found = []
    for (objective, outcome), push in sorted(pushes.items()):
        if outcome in entries(raw, "outcomes") and push.help > 0 and push.harm > 0:
            tension = 100 * importance(raw, outcome) / 5 * min(push)
            if _reported(raw, tension):
                found.append({"objective": objective, "outcome": outcome, "tension": tension})
    return found


def importance(raw: Raw, outcome: str) -> int:
    return int((raw["outcomes"][outcome] or {}).get("importance", 3))


def _reported(raw: Raw, tension: float) -> bool:
    return bool(tension >= thresholds(raw)["min_tension"] - ROUNDING)


# Who may clash at all


def may_clash(raw: Raw, one: str, other: str) -> bool:
    objectives = in_force(raw)
    if other in alternatives(one, objectives[one]) or one in alternatives(other, objectives[other]):
        return False
    return overlap(period_of(raw, objectives[one]), period_of(raw, objectives[other]))


def alternatives(objective: str, body: Raw) -> set[str]:
    department = objective.split(".")[0]
    return {name if "." in name else f"{department}.{name}" for name in body.get("alternative_to") or []}


def period_of(raw: Raw, body: Raw) -> Any:
    own = body.get("period")
    return own if own is not None else entries(raw, "organization").get("period")


def overlap(one: Any, other: Any) -> bool:
    """Whether two periods share a day; no period is always."""
    if one is None or other is None:
        return True
    (first, last), (start, end) = days(one), days(other)
    return first <= end and start <= last


def days(period: Any) -> tuple[date, date]:
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


# Influence


def _influence(arrows: list[Arrow]) -> Raw:
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


def near(value: Any) -> Any:
    """An answer, to be compared with another of which numbers differ by rounding."""
    if isinstance(value, dict):
        return {key: near(item) for key, item in value.items()}
    if isinstance(value, list):
        return [near(item) for item in value]
    return pytest.approx(value, rel=0, abs=ROUNDING) if isinstance(value, float) else value
