"""DESIGN 9 read slowly and literally, on `pressure_oracle`: what a set of changes settles, takes away and costs.

The input is what `yaml.safe_load` makes of an organization's file, and changes as small tuples. Nothing is shared with
goalcheck. Mergers, capacities and commitments are about findings beside the conflicts, and not read here.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

import pressure_oracle as section_4

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Raw = dict[str, Any]
Change = tuple[Any, ...]
"""("drop", id), ("adopt", id), ("choose", id), ("defer", id, first, last), ("retarget", id, figure), ("guardrail",
id, outcome) or ("bind", id, outcome)."""

LEAST = {"severe": 60.0, "serious": 30.0, "minor": 0.0}
ROUNDING = 1e-9
ALWAYS = (date.min, date.max)


def applied(raw: Raw, changes: Iterable[Change]) -> Raw | None:
    """The organization as if its file had said so; None where the changes cannot be made together."""
    changed = deepcopy(raw)
    dropped = [each[1] for each in changes if each[0] == "drop"]
    if any(each[1] in dropped for each in changes if each[0] != "drop"):
        return None
    ranks = ("adopt", "retarget", "defer", "guardrail", "bind", "choose", "drop")
    for kind, objective, *rest in sorted(changes, key=lambda each: ranks.index(each[0])):
        body = body_of(changed, objective)
        if kind == "adopt":
            body["status"] = "committed"
        elif kind == "retarget":
            body["target"]["to"] = rest[0]
        elif kind == "defer":
            body["period"] = {"from": rest[0].isoformat(), "to": rest[1].isoformat()}
        elif kind in ("guardrail", "bind"):
            body["guardrails"] = [
                *(body.get("guardrails") or []),
                {"protects": rest[0], "binding": kind == "bind"},
            ]
        elif kind == "choose":
            others = section_4.World(changed).sets.get(objective, frozenset({objective})) - {objective}
            if not others:
                return None
            for other in others:
                body_of(changed, other)["status"] = "dropped"
        else:
            body["status"] = "dropped"
    return changed


def body_of(raw: Raw, objective: str) -> Raw:
    department, _, name = objective.partition(".")
    objectives = raw["departments"][department]["objectives"]
    body: Raw = objectives[name] or {}
    objectives[name] = body
    return body


def since(raw: Raw, today: date) -> date | None:
    """The first day that is not over, where somebody says how far an objective has come; None where all days count."""
    first, last = section_4.horizon(raw)
    has_begun = any("progress" in body for body in section_4.in_force(raw).values())
    return today if has_begun and first < today <= last else None


def ahead(raw: Raw, first: date) -> Raw:
    """The organization without the objectives that ended before a day."""
    over = [each for each in section_4.in_force(raw) if section_4.days_of(raw, each)[1] < first]
    left = deepcopy(raw)
    for each in over:
        body_of(left, each)["status"] = "done"
    return left


class Reading(NamedTuple):
    """What a set of changes comes to; `wrong` is empty for a way out."""

    wrong: frozenset[str]
    cost: float


class Before:
    """An organization before any change, and what it says of sets of them."""

    def __init__(self, raw: Raw, *, level: str, today: date) -> None:
        self.since = since(raw, today)
        raw = raw if self.since is None else ahead(raw, self.since)
        self.raw = raw
        self.level = level
        self.today = today
        self.world = section_4.World(raw, today)
        self.pressures = pressures(self.world)
        self.items = {each.about for each in self.world.conflicts() if self.counts(each)}
        self.adopted = {
            full: section_4.World(applied(raw, [("adopt", full)]) or raw, today)
            for department, entry in raw["departments"].items()
            for name, body in ((entry or {}).get("objectives") or {}).items()
            if (full := f"{department}.{name}") and (body or {}).get("status") == "option"
        }

    def counts(self, conflict: section_4.Conflict) -> bool:
        """True if a conflict is to be settled."""
        return conflict.status == "open" and conflict.open_pressure >= LEAST[self.level] - ROUNDING

    def reading(self, changes: Iterable[Change]) -> Reading:
        changes = list(changes)
        raw = applied(self.raw, changes)
        if raw is None:
            return Reading(frozenset({"impossible"}), 0.0)
        world = section_4.World(raw, self.today)
        wrong = {f"conflict {each}" for each in self.unsettled(world, changes)}
        wrong |= {f"rise {each}" for each in self.rising(world)}
        falls = {each: self.fall(world, each) for each in world.outcomes}
        wrong |= {f"forsaken {each}" for each in world.outcomes if self.is_forsaken(world, each)}
        lost = sum(20 * self.world.importance(each) / 5 * fall for each, fall in falls.items())
        return Reading(frozenset(wrong), lost + sum(map(self.price, changes)))

    def unsettled(self, world: section_4.World, changes: list[Change]) -> set[str]:
        """What the conflicts left are about; whoever suffers or only protects is read as if it gave nothing."""
        left = {each.about for each in world.conflicts() if self.counts(each)}
        for conflict in self.world.conflicts():
            innocent = self.givers(changes) & self.innocent(conflict)
            if conflict.about not in self.items or not innocent:
                continue
            restored = deepcopy(world.raw)
            for objective in innocent:
                body = body_of(restored, objective)
                body.clear()
                body.update(deepcopy(body_of(self.raw, objective)))
            other = section_4.World(restored, self.today)
            stays = any(each.about == conflict.about and self.counts(each) for each in other.conflicts())
            left = left | {conflict.about} if stays else left - {conflict.about}
        return left

    def innocent(self, conflict: section_4.Conflict) -> set[str]:
        """What suffers; and protectors, where a decision between two names a hurter."""
        if conflict.kind == "undermined":
            return {conflict.about}
        named = {each for one in self.raw.get("decisions") or [] if len(one["between"]) > 1 for each in one["between"]}
        hurters = {each.objective for each in conflict.hurters}
        return {each for each, _ in conflict.protectors} - hurters if named & hurters else set()

    def givers(self, changes: list[Change]) -> set[str]:
        giving = {each[1] for each in changes if each[0] in ("drop", "defer", "retarget")}
        for each in changes:
            if each[0] == "choose":
                giving |= self.world.sets.get(each[1], frozenset()) - {each[1]}
        return giving

    def rising(self, world: section_4.World) -> Iterator[str]:
        least = world.settings["min_tension"] - ROUNDING
        for node, pressure in pressures(world).items():
            if pressure >= least and pressure > self.pressures.get(node, 0.0) + ROUNDING:
                yield node

    def is_forsaken(self, world: section_4.World, outcome: str) -> bool:
        return any(
            strongest_help(self.world, outcome, day) and not strongest_help(world, outcome, day) for day in self.days()
        )

    def fall(self, world: section_4.World, outcome: str) -> float:
        falls = [strongest_help(self.world, outcome, day) - strongest_help(world, outcome, day) for day in self.days()]
        return max([0.0, *falls])

    def days(self) -> Iterator[date]:
        """The days that count and are not over."""
        first, last = section_4.horizon(self.raw)
        return section_4.each_day((max(first, self.since or first), last))

    # Costs

    def price(self, change: Change) -> float:
        kind, objective, *rest = change
        if kind == "choose":
            return 0.0
        body = body_of(self.raw, objective)
        if kind == "adopt":
            return float(body["cost"]) if body.get("cost") is not None else 5 * self.worth(objective)
        factor: float = {"drop": 10, "defer": 5, "bind": 2, "guardrail": 1, "retarget": 6}[kind]
        if kind == "guardrail" and not self.world.outcomes[rest[0]].get("metric"):
            factor = 2
        if kind == "retarget":
            start, end = body["target"]["from"], body["target"]["to"]
            stands = body.get("progress", {"value": start})["value"]
            if min(start, stands) <= end <= max(start, stands):  # reached: the whole way counts
                stands = start
            factor *= min(1, max(0.1, abs(rest[0] - end) / abs(end - stands)))
        return factor * self.worth(objective)

    def worth(self, objective: str) -> float:
        body = body_of(self.raw, objective)
        world = self.adopted.get(objective, self.world)
        served = [
            world.importance(each)
            for each in world.outcomes
            if world.help(objective, each) > world.harm(objective, each) + ROUNDING
        ]
        worth: float = (body.get("priority", 3) + max([0, *served])) / 10
        return worth / 2 if body.get("status") == "proposed" else worth


def pressures(world: section_4.World) -> dict[str, float]:
    """The pressure on everything that is under any."""
    found = {}
    for node in (*world.outcomes, *world.objectives):
        hurters = world.hurters(node)
        if hurters:
            found[node] = world.pressure(node, hurters)
    return found


def strongest_help(world: section_4.World, outcome: str, day: date) -> float:
    """The strongest help of the objectives in force on a day; one without a period always is."""
    helps = [0.0]
    for (objective, node), chain in world.helps.items():
        if node == outcome:
            period = section_4._period(world.raw, world.objectives[objective])  # one reading of periods
            first, last = ALWAYS if period is None else section_4._days(period)
            if first <= day <= last:
                helps.append(chain.product)
    return max(helps)


def cheapest(before: Before, changes: list[Change]) -> tuple[int, float]:
    """The least that any set of changes leaves unsettled, and what the cheapest of those sets costs."""
    best: tuple[int, float] | None = None
    for size in range(len(changes) + 1):
        for chosen in combinations(changes, size):
            reading = before.reading(chosen)
            left = [each for each in reading.wrong if each.removeprefix("conflict ") in before.items]
            if len(left) == len(reading.wrong):
                found = len(left), reading.cost
                best = found if best is None or found < best else best
    assert best is not None, "the empty set leaves everything as it is"
    return best
