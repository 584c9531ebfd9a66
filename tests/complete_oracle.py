"""The whole JSON report read slowly and literally: all thirty rules, statuses, counts, who decides, what is at stake.

Brings together what `oracle`, `rule_oracle` and `circle_oracle` read; shares nothing with goalcheck. Left out are
words, places, the versions and fingerprints. The strongest reasons of GC210 are taken as they are found, and not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from math import fsum
from typing import Any, NamedTuple

from circle_oracle import Circles
from oracle import (
    NO_PUSH,
    ROUNDING,
    Arrow,
    Pushes,
    Raw,
    arrows_of,
    entries,
    expected,
    in_force,
    pushes_of,
)
from rule_oracle import NAMES as OTHER_NAMES
from rule_oracle import Seen, Told, decision_on, disputing, told_by_rules, told_of_decisions

NAMES = {
    "GC101": "opposed-objectives",
    "GC102": "undermined-objective",
    "GC103": "self-defeating-objective",
    "GC110": "vicious-circle",
    **OTHER_NAMES,
}
LEVELS = ("severe", "serious", "minor")

Reasons = Mapping[tuple[str, ...], tuple[tuple[str, ...], tuple[str, ...]]]
"""Of GC210 by departments: the objectives and the outcomes."""


class Entry(NamedTuple):
    """One finding; no level and `guarded` where two equal sides leave open which of them counts."""

    code: str
    level: str | None
    tension: float | None = None
    guarded: bool | None = False
    objectives: tuple[str, ...] = ()
    outcomes: tuple[tuple[str, float | None], ...] = ()
    departments: frozenset[str] = frozenset()
    way: tuple[str, str] | None = None


def complete(raw: Raw, today: date, reasons: Reasons) -> Raw:
    """What the report says of a valid organization."""
    arrows = arrows_of(raw)
    answer = expected(raw)
    by_rules = list(_set(raw, [*_conflicts(raw, answer), *_circles(raw), *_others(raw, reasons)]))
    seen = [_seen(each) for each in by_rules]
    reviews = [_entry(raw, told, reasons) for told in told_of_decisions(raw, seen, today)]
    findings = [_finding(raw, each, today) for each in (*by_rules, *reviews)]
    return {
        "exact": True,
        "organization": _counts(raw, arrows),
        "summary": _summary(raw, findings, sum(len(pair["outcomes"]) for pair in answer["opposed"])),
        "findings": findings,
        "pushes": answer["pushes"],
        "influence": _influence(arrows, answer["influence"]),
    }


def level_of(tension: float) -> str:
    """The level of a tension."""
    return "severe" if tension >= 60 - ROUNDING else "serious" if tension >= 30 - ROUNDING else "minor"


# Findings


def _conflicts(raw: Raw, answer: Raw) -> Iterator[Entry]:
    pushes = pushes_of(raw, arrows_of(raw))
    for pair in answer["opposed"]:
        yield _opposed(raw, pushes, pair)
    for each in answer["undermined"]:
        way = each["by"], each["of"]
        yield Entry("GC102", level_of(each["tension"]), each["tension"], objectives=tuple(sorted(way)), way=way)
    for each in answer["self_defeating"]:
        guarded = _guards(raw, each["objective"], each["outcome"])
        outcomes = ((each["outcome"], each["tension"]),)
        level = _lowered(level_of(each["tension"]), guarded=guarded)
        yield Entry("GC103", level, each["tension"], guarded, (each["objective"],), outcomes)


def _opposed(raw: Raw, pushes: Pushes, pair: Raw) -> Entry:
    one, other = pair["objectives"]
    guards = {outcome: _guarded_clash(raw, pushes, one, other, outcome) for outcome in pair["outcomes"]}
    outcomes = sorted(pair["outcomes"].items(), key=lambda each: (-round(each[1], 9), each[0]))
    base = Entry("GC101", None, pair["tension"], None, (one, other), tuple(outcomes))
    if None in guards.values():
        return base
    lowered = [_lowered(level_of(tension), guarded=bool(guards[outcome])) for outcome, tension in outcomes]
    level = min(lowered, key=LEVELS.index)
    guarded = level != level_of(pair["tension"]) or all(guards.values())
    return base._replace(level=level, guarded=guarded)


def _guarded_clash(raw: Raw, pushes: Pushes, one: str, other: str, outcome: str) -> bool | None:
    """Whether who hurts protects the outcome; None where both hurt as hard, and only one of them protects it."""
    pulls = []
    for helper, hurter in ((one, other), (other, one)):
        helping, hurting = pushes.get((helper, outcome), NO_PUSH), pushes.get((hurter, outcome), NO_PUSH)
        if helping.leans_to_help and hurting.leans_to_hurt:
            pulls.append((min(helping.help, hurting.harm), _guards(raw, hurter, outcome)))
    worst = max(pull for pull, _ in pulls)
    guarded = {guard for pull, guard in pulls if pull >= worst - ROUNDING}
    return guarded.pop() if len(guarded) == 1 else None


def _guards(raw: Raw, objective: str, outcome: str) -> bool:
    return any(each["protects"] == outcome for each in in_force(raw)[objective].get("guardrails", []))


def _lowered(level: str, *, guarded: bool) -> str:
    return LEVELS[min(LEVELS.index(level) + guarded, 2)]


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


def _others(raw: Raw, reasons: Reasons) -> Iterator[Entry]:
    yield from (_entry(raw, told, reasons) for told in told_by_rules(raw) if told.code != "GC304")
    claims = disputing(raw)
    for origin, target in {(claim["from"], claim["to"]) for claim in claims}:
        claiming = [_claiming(raw, claim) for claim in claims if (claim["from"], claim["to"]) == (origin, target)]
        yield Entry(
            "GC304",
            "serious",
            objectives=(origin,) if origin in in_force(raw) else (),
            outcomes=((target, None),) if target in entries(raw, "outcomes") else (),
            departments=frozenset(filter(None, claiming)),
        )


def _claiming(raw: Raw, claim: Raw) -> str | None:
    """The department that claims; a customer counts as the one that it is."""
    by: str | None = claim.get("by")
    if by in entries(raw, "departments"):
        return by
    department: str | None = entries(raw, "customers").get(by or "", {}).get("department")
    return department


def _entry(raw: Raw, told: Told, reasons: Reasons) -> Entry:
    objectives, outcomes = told.objectives, told.outcomes
    if told.code == "GC210":
        objectives, outcomes = reasons.get(tuple(sorted(told.about)), ((), ()))
    contests = tuple((outcome, None) for outcome in outcomes)
    departments = frozenset(_departments(raw, told))
    return Entry(told.code, told.level, None, False, objectives, contests, departments, told.way)


def _departments(raw: Raw, told: Told) -> Iterator[str]:
    """Those that a finding is about, beside the departments of its objectives."""
    departments = entries(raw, "departments")
    if told.code in ("GC208", "GC210", "GC302"):
        yield from (each for each in told.about if each in departments)
    if told.code == "GC401":
        pushes = pushes_of(raw, arrows_of(raw))
        (outcome,) = told.outcomes
        yield from (by.split(".")[0] for (by, on), push in pushes.items() if on == outcome and push.leans_to_help)


def _set(raw: Raw, found: list[Entry]) -> Iterator[Entry]:
    """At the levels that the settings give, without rules that are off."""
    rules = entries(raw, "settings").get("rules", {})
    for each in found:
        level = rules.get(each.code, rules.get(NAMES[each.code], each.level))
        if level != "off":
            yield each._replace(level=level)


def _seen(entry: Entry) -> Seen:
    return Seen(entry.code, entry.objectives, dict(entry.outcomes) or {None: entry.tension})


def _finding(raw: Raw, entry: Entry, today: date) -> Raw:
    seen = _seen(entry)
    notes = [decision_on(raw, seen, outcome, today) for outcome in seen.tensions]
    note = notes[0] if all(notes) and not entry.code.startswith("GC5") else None
    departments = sorted({*entry.departments, *(each.split(".")[0] for each in entry.objectives)})
    return {
        "code": entry.code,
        "name": NAMES[entry.code],
        "level": entry.level,
        "tension": entry.tension,
        "status": note["decision"] if note else "open",
        "guarded": entry.guarded,
        "objectives": list(entry.objectives),
        "departments": departments,
        "decider": _decider(raw, departments),
        "outcomes": [{"id": outcome, "tension": tension} for outcome, tension in entry.outcomes],
        "at_stake": _at_stake(raw, {outcome for outcome, _ in entry.outcomes}),
        "decision": {name: note[name] for name in ("decision", "by", "reason", "until")} if note else None,
        "way": entry.way,
    }


def _decider(raw: Raw, departments: list[str]) -> str | None:
    """The lowest department that is above all of these, or one of them."""
    lines = [_lineage(raw, each) for each in departments]
    return next((each for each in lines[0] if all(each in line for line in lines)), None) if lines else None


def _lineage(raw: Raw, department: str) -> list[str]:
    upper = entries(raw, "departments")[department].get("part_of")
    return [department, *(_lineage(raw, upper) if upper else [])]


def _at_stake(raw: Raw, outcomes: set[str]) -> float | None:
    amounts = [entries(raw, "outcomes")[each].get("at_stake") for each in outcomes]
    said = [each for each in amounts if each is not None]
    return fsum(said) if said else None


# The rest of the report


def _counts(raw: Raw, arrows: list[Arrow]) -> Raw:
    return {
        "name": raw["organization"]["name"],
        "departments": len(entries(raw, "departments")),
        "objectives": len(in_force(raw)),
        "outcomes": len(entries(raw, "outcomes")),
        "drivers": len(entries(raw, "drivers")),
        "effects": len(arrows),
    }


def _summary(raw: Raw, findings: list[Raw], clashes: int) -> Raw:
    undecided = [each for each in findings if each["status"] == "open"]
    levels = [each["level"] for each in findings]
    over = {outcome["id"] for each in undecided if each["level"] != "minor" for outcome in each["outcomes"]}
    unsure = None in levels
    return {
        "clashes": clashes,
        "truncated": False,
        **{level: None if unsure else levels.count(level) for level in LEVELS},
        "open": len(undecided),
        "decided": len(findings) - len(undecided),
        "at_stake": None if unsure else _at_stake(raw, over) or 0.0,
    }


def _influence(arrows: list[Arrow], sums: Raw) -> list[Raw]:
    made = []
    for node, each in sums.items():
        own = [3 * arrow.weight for arrow in arrows if arrow.origin == node]
        positive, negative = fsum(each for each in own if each > 0), fsum(each for each in own if each < 0)
        rank = 1 + sum(other["total"] > each["total"] + ROUNDING for other in sums.values())
        made.append({"node": node, "direct_positive": positive, "direct_negative": negative, **each, "rank": rank})
    return made


# Comparing


def differences(read: Any, found: Any, place: str = "") -> list[str]:
    """Where two values differ, beyond the rounding of the report; None may stand for what is left open."""
    if isinstance(read, Mapping) and isinstance(found, Mapping):
        keys = sorted({*read, *found})
        return [each for key in keys for each in differences(read.get(key), found.get(key), f"{place}.{key}")]
    if isinstance(read, list) and isinstance(found, list) and len(read) == len(found):
        pairs = enumerate(zip(read, found, strict=True))
        return [each for at, (one, other) in pairs for each in differences(one, other, f"{place}[{at}]")]
    money = place.endswith(("tension", "at_stake"))
    if isinstance(read, float) and isinstance(found, int | float):
        return [] if abs(read - found) <= (0.00501 if money else 0.0000501) else [f"{place}: {read} is {found}"]
    return [] if read == found or _left_open(read, place) else [f"{place}: {read!r} is {found!r}"]


def _left_open(read: Any, place: str) -> bool:
    """What `_opposed` leaves open, and what is counted of it."""
    own = place.rpartition(".")[2] in ("level", "guarded")
    return read is None and (own or place in [f".summary.{name}" for name in (*LEVELS, "at_stake")])
