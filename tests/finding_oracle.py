"""The findings of the JSON report read slowly and literally: all rules, levels, what counts, what conflicts tell.

Brings together what `pressure_oracle`, `rule_oracle` and `circle_oracle` read; shares nothing with goalcheck. The
strongest reasons of GC210 are taken as they are found, and not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from circle_oracle import Circles
from pressure_oracle import ROUNDING, Conflict, Raw, entries, in_force, level_of
from rule_oracle import NAMES as OTHER_NAMES
from rule_oracle import RuleWorld, Seen, Told, disputing, told_by_rules

NAMES = {
    "GC101": "opposed-objectives",
    "GC102": "undermined-objective",
    "GC103": "self-defeating-objective",
    "GC110": "vicious-circle",
    **OTHER_NAMES,
}
LEVELS = ("severe", "serious", "minor")

IN_CONFLICT = ("GC101", "GC102", "GC103", "GC203", "GC301", "GC302", "GC304", "GC401", "GC403")
"""What a conflict tells in their place."""

ONLY_IN_CONFLICT = ("GC101", "GC102", "GC103", "GC203", "GC301", "GC302")
"""What never counts."""

OF_HARMS = ("GC203", "GC301", "GC302")
"""Those of them of which `rule_oracle` says already how much they weigh in no conflict."""

Reasons = Mapping[tuple[str, ...], tuple[tuple[str, ...], tuple[str, ...]]]
"""Of GC210 by departments: the objectives and the outcomes."""


class Entry(NamedTuple):
    """One finding; no level and `guarded` where two equal sides leave open which of them counts.

    Attributes:
        way: by whom and of whom, where it has a direction.
        hurt: other objectives that it says are hurt.
        arrow: the effect that it is about, where it is about one.
        told_in: what the conflicts are about that tell it.
    """

    code: str
    level: str | None
    tension: float | None = None
    guarded: bool | None = False
    objectives: tuple[str, ...] = ()
    outcomes: tuple[tuple[str, float | None], ...] = ()
    departments: frozenset[str] = frozenset()
    way: tuple[str, str] | None = None
    hurt: tuple[str, ...] = ()
    arrow: tuple[str, str] | None = None
    told_in: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it counts for itself."""
        return not self.told_in and self.code not in ONLY_IN_CONFLICT

    @property
    def seen(self) -> Seen:
        """As decisions see it."""
        return Seen(self.code, self.objectives, dict(self.outcomes) or {None: self.tension})


def findings_of(world: RuleWorld, conflicts: list[Conflict], reasons: Reasons) -> list[Entry]:
    """Every finding of a rule but those about decisions, each placed in the conflicts that tell it."""
    placing = _Placing(world, conflicts)
    found = [*_conflicts(world), *_circles(world.raw), *_others(world, reasons)]
    return list(with_settings(world.raw, (placing.placed(each) for each in found)))


def with_settings(raw: Raw, found: Iterator[Entry]) -> Iterator[Entry]:
    """At the levels that the settings give, without rules that are off."""
    for each in found:
        level = setting(raw, each.code) or each.level
        if level != "off":
            yield each._replace(level=level)


def setting(raw: Raw, code: str) -> str | None:
    """What the settings say of a rule."""
    rules = entries(raw, "settings").get("rules", {})
    level: str | None = rules.get(code, rules.get(NAMES[code]))
    return level


def _conflicts(world: RuleWorld) -> Iterator[Entry]:
    yield from (_opposed(world, pair) for pair in world.opposed())
    for each in world.undermined():
        way = each["by"], each["of"]
        yield Entry("GC102", level_of(each["tension"]), each["tension"], objectives=tuple(sorted(way)), way=way)
    for each in world.self_defeating():
        guard = world.guard(each["objective"], each["outcome"])
        outcomes = ((each["outcome"], each["tension"]),)
        level = _lowered(each["tension"], guard)
        yield Entry("GC103", level, each["tension"], guard is not None, (each["objective"],), outcomes)


def _opposed(world: RuleWorld, pair: Raw) -> Entry:
    one, other = pair["objectives"]
    guards = {outcome: _guards(world, one, other, outcome) for outcome in pair["outcomes"]}
    outcomes = sorted(pair["outcomes"].items(), key=lambda each: (-round(each[1], 9), each[0]))
    base = Entry("GC101", None, pair["tension"], None, (one, other), tuple(outcomes))
    if any(len(each) > 1 for each in guards.values()):
        return base
    guard = {outcome: min(found, key=str) for outcome, found in guards.items()}
    level = min((_lowered(tension, guard[outcome]) for outcome, tension in outcomes), key=LEVELS.index)
    return base._replace(level=level, guarded=level != level_of(pair["tension"]) or None not in guard.values())


def _guards(world: RuleWorld, one: str, other: str, outcome: str) -> set[str | None]:
    """How whoever hurts protects the outcome; two answers where both hurt as hard, and guard it differently."""
    pulls = []
    for helper, hurter in ((one, other), (other, one)):
        helping, hurting = world.help(helper, outcome), world.harm(hurter, outcome)
        if helping and hurting:
            pulls.append((min(helping, hurting), world.guard(hurter, outcome)))
    worst = max(pull for pull, _ in pulls)
    return {guard for pull, guard in pulls if pull >= worst - ROUNDING}


def _lowered(tension: float, guard: str | None) -> str:
    level = level_of(tension)
    return "minor" if guard == "binding" else LEVELS[min(LEVELS.index(level) + (guard is not None), 2)]


def _circles(raw: Raw) -> Iterator[Entry]:
    for circle in Circles(raw).worst():
        entry = circle.loop[0]
        hurt = circle.down and entry in in_force(raw)
        yield Entry(
            "GC110",
            level_of(circle.tension),
            circle.tension,
            objectives=tuple(sorted({circle.objective, *([entry] if hurt else [])})),
            outcomes=((circle.outcome, circle.tension),) if circle.outcome else (),
            way=(circle.objective, entry) if hurt else None,
        )


def _others(world: RuleWorld, reasons: Reasons) -> Iterator[Entry]:
    raw = world.raw
    yield from (entry(world, told, reasons) for told in told_by_rules(raw, world.today) if told.code != "GC304")
    claims = disputing(raw)
    for origin, target in {(claim["from"], claim["to"]) for claim in claims}:
        claiming = [_claiming(raw, claim) for claim in claims if (claim["from"], claim["to"]) == (origin, target)]
        yield Entry(
            "GC304",
            "serious",
            objectives=(origin,) if origin in in_force(raw) else (),
            outcomes=((target, None),) if target in entries(raw, "outcomes") else (),
            departments=frozenset(filter(None, claiming)),
            arrow=(origin, target),
        )


def _claiming(raw: Raw, claim: Raw) -> str | None:
    """The department that claims; a customer counts as the one that it is."""
    by: str | None = claim.get("by")
    if by in entries(raw, "departments"):
        return by
    department: str | None = entries(raw, "customers").get(by or "", {}).get("department")
    return department


def entry(world: RuleWorld, told: Told, reasons: Reasons) -> Entry:
    """What `rule_oracle` read as a finding of the report."""
    objectives, outcomes = told.objectives, told.outcomes
    if told.code == "GC210":
        objectives, outcomes = reasons.get(tuple(sorted(told.about)), ((), ()))
    contests = tuple((outcome, told.tension) for outcome in outcomes)
    departments = frozenset(_departments(world, told))
    return Entry(told.code, told.level, told.tension, False, objectives, contests, departments, told.way, told.hurt)


def _departments(world: RuleWorld, told: Told) -> Iterator[str]:
    """Those that a finding is about, beside the departments of its objectives."""
    if told.code in ("GC208", "GC210", "GC302", "GC303"):
        yield from (each for each in told.about if each in world.departments)
    if told.code in ("GC401", "GC403"):
        [outcome] = told.outcomes
        helps = world.leans_to_help if told.code == "GC401" else world.help
        yield from (each.split(".")[0] for each in world.objectives if helps(each, outcome))


class _Placing:
    """The conflicts, to be asked which of them tell a finding."""

    def __init__(self, world: RuleWorld, conflicts: list[Conflict]) -> None:
        self._conflicts = {each.about: each for each in conflicts}
        self._involved = {about: involved_in(each) for about, each in self._conflicts.items()}
        self._arrows = {about: set(_arrows(world, each)) for about, each in self._conflicts.items()}

    def placed(self, entry: Entry) -> Entry:
        """Minor where it only counts in a conflict, and there is none."""
        if entry.code not in IN_CONFLICT:
            return entry
        told_in = tuple(about for about in self._conflicts if self._tells(about, entry))
        lost = not told_in and entry.code in ONLY_IN_CONFLICT and entry.code not in OF_HARMS
        return entry._replace(told_in=told_in, level="minor" if lost else entry.level)

    def _tells(self, about: str, entry: Entry) -> bool:
        if entry.arrow and (entry.arrow in self._arrows[about] or not entry.objectives):
            return entry.arrow in self._arrows[about]
        over = {*(outcome for outcome, _ in entry.outcomes), *entry.hurt, *(entry.way or ())[1:]}
        return about in over and (not entry.objectives or bool(self._involved[about] & set(entry.objectives)))


def involved_in(conflict: Conflict) -> set[str]:
    """Everybody who takes part."""
    itself = {conflict.about} if conflict.kind == "undermined" else set()
    return {*(each.objective for each in conflict.hurters), *(name for name, _ in conflict.protectors), *itself}


def _arrows(world: RuleWorld, conflict: Conflict) -> Iterator[tuple[str, str]]:
    """The effects on the chains of hurters and protectors."""
    for hurter in conflict.hurters:
        yield from pairwise(hurter.chain)
    for name, _ in conflict.protectors:
        yield from pairwise(world.helps[name, conflict.about].nodes)
