"""The whole JSON report read slowly and literally: conflicts, stories, root causes, findings, counts, who decides.

Brings together what the other oracles read; shares nothing with goalcheck. Left out are words, places, the versions,
and fingerprints, in whose place stands what they are made of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from math import fsum
from typing import Any

from finding_oracle import LEVELS, NAMES, Entry, Reasons, entry, findings_of, involved_in, setting, with_settings
from pressure_oracle import ROUNDING, Arrow, Conflict, Raw, World, entries, influence, level_of
from rule_oracle import KINDS, RuleWorld, Seen, decision_on, latest_rating, told_of_decisions, was_asked

__all__ = ["NAMES", "Reasons", "complete", "conflicts_of", "differences", "harms_of", "key_of"]


def complete(raw: Raw, today: date, reasons: Reasons) -> Raw:
    """What the report says of a valid organization."""
    world = RuleWorld(raw, today)
    conflicts = list(conflicts_of(world))
    by_rules = findings_of(world, conflicts, reasons)
    seen = [each.seen for each in by_rules]
    reviews = [
        entry(world, told, reasons) for told in told_of_decisions(raw, [*seen, *harms_of(world, conflicts)], today)
    ]
    findings = [*by_rules, *with_settings(raw, iter(reviews))]
    told = [_finding(raw, each, today) for each in findings]
    return {
        "exact": True,
        "organization": _counts(world),
        "summary": _summary(world, conflicts, list(zip(findings, told, strict=True))),
        "conflicts": [_conflict(world, each, findings) for each in conflicts],
        "findings": told,
        "stories": _stories(conflicts),
        "root_causes": _root_causes(world, conflicts),
        "unseen": sorted(world.objectives.keys() - _seen(world)),
        "pushes": list(world.pushes()),
        "influence": _influence(world.arrows, influence(world.arrows)),
    }


# Conflicts


def conflicts_of(world: RuleWorld) -> Iterator[Conflict]:
    """In their order, at the levels that the settings give."""
    found = []
    for each in world.conflicts():
        level = setting(world.raw, KINDS[each.kind][0])
        if level != "off":
            rest = each.order[0], LEVELS.index(level or each.level), *each.order[2:]
            found.append((rest, replace(each, level=level or each.level)))
    yield from (each for _, each in sorted(found, key=lambda pair: pair[0]))


def _conflict(world: RuleWorld, conflict: Conflict, findings: list[Entry]) -> Raw:
    about = conflict.about
    outcome = world.outcomes.get(about)
    lost = {} if outcome is not None else _lost(world, about)
    departments = sorted({each.split(".")[0] for each in involved_in(conflict)})
    told_here = [each for each in findings if about in each.told_in]
    return {
        "about": about,
        "kind": conflict.kind,
        "code": KINDS[conflict.kind][0],
        "main_knot": conflict.main_knot,
        "level": conflict.level,
        "pressure": conflict.pressure,
        "open_pressure": conflict.open_pressure,
        "pressure_at_most": None,
        "status": conflict.status,
        "customer": None if outcome is None else outcome.get("customer"),
        "importance": None if outcome is None else outcome.get("importance", 3),
        "rating": latest_rating(world, about),
        "at_stake": _at_stake(world.raw, {about} if outcome is not None else set(lost)),
        "decider": _decider(world.raw, departments),
        "hurters": [
            {
                "objective": each.objective,
                "harm": each.harm,
                "guard": each.guard,
                "decided": each.decided,
                "knot": each.knot,
                "chain": list(each.chain),
            }
            for each in conflict.hurters
        ],
        "protectors": [
            {"objective": name, "help": help_, "chain": list(world.helps[name, about].nodes)}
            for name, help_ in conflict.protectors
        ],
        "lost_with_it": [{"outcome": name, "strength": strength} for name, strength in lost.items()],
        "not_asked": _not_asked(world, conflict),
        "findings": sorted(key_of(_finding(world.raw, each, world.today)) for each in told_here),
    }


def _lost(world: RuleWorld, objective: str) -> dict[str, float]:
    """What is lost with an objective, the most first."""
    does = {each: world.plain_helps.get((objective, each), 0.0) for each in world.outcomes}
    return {each: does[each] for each in sorted(does, key=lambda each: (-round(does[each], 9), each)) if does[each]}


def _not_asked(world: RuleWorld, conflict: Conflict) -> list[Raw]:
    hurters = [each.objective for each in conflict.hurters]
    protecting = [name for name, _ in conflict.protectors] or [conflict.about]
    taking_part = {each.split(".")[0] for each in protecting if each in world.objectives}
    customer = world.outcomes.get(conflict.about, {}).get("customer")
    asked = all(was_asked(world, each, customer) for each in hurters) if customer else True
    departments = [
        each
        for each in sorted(taking_part)
        if not all(each in world.above(one.split(".")[0]) or world.agreed(one, each) for one in hurters)
    ]
    return [*([] if asked else [{"customer": customer}]), *({"department": each} for each in departments)]


def _stories(conflicts: list[Conflict]) -> list[Raw]:
    told: list[tuple[bool, Raw]] = []
    for each in conflicts:
        itself = each.main_knot == each.about
        same = [story for alone, story in told if alone == itself and story["knot"] == each.main_knot]
        if same:
            same[0]["conflicts"].append(each.about)
        else:
            told.append((itself, {"knot": each.main_knot, "pressure": each.open_pressure, "conflicts": [each.about]}))
    return [story for _, story in told]


def _root_causes(world: RuleWorld, conflicts: list[Conflict]) -> list[Raw]:
    """Each hurting arrow in turn left out, with the harms that are decided as they are."""
    still = [each for each in conflicts if each.status == "open"]
    total = fsum(each.open_pressure for each in still)
    found = []
    for arrow in (each for each in world.arrows if each.weight < 0 and _is_of_a_harm(world, each, still)):
        other = World(world.raw, world.today, without=arrow)
        left = {each.about: _left(other, each) for each in still}
        ends = [each.about for each in still if not other.reported(left[each.about])]
        lowers = [each.about for each in still if each.about not in ends and _falls(world, each, left[each.about])]
        share = sum(each.open_pressure - left[each.about] for each in still) / total if total else 0.0
        if ends or lowers:
            owner = arrow.origin.split(".")[0] if arrow.origin in world.objectives else None
            rest = {"owner": owner, "ends": ends, "lowers": lowers, "share": share}
            found.append({"from": arrow.origin, "to": arrow.target, **rest})
    return sorted(found, key=lambda each: (-round(each["share"], 9), each["from"], each["to"]))


def _is_of_a_harm(world: World, arrow: Arrow, conflicts: list[Conflict]) -> bool:
    """Whether an arrow lies on the chain of an undecided harm, or is itself one that somebody declared.

    Two hurting arrows in a row make a help: without them somebody would be worth less, which is no root of a harm.
    """
    for conflict in conflicts:
        for hurter in (each for each in conflict.hurters if not each.decided):
            chain = world.harms[hurter.objective, conflict.about]
            steps = zip(chain.nodes, chain.nodes[1:], chain.signs, strict=False)
            if (arrow.origin, arrow.target) in {(one, other) for one, other, sign in steps if sign < 0}:
                return True
            if (arrow.origin, arrow.target) == (hurter.objective, conflict.about):
                return True
    return False


def _left(world: World, conflict: Conflict) -> float:
    decided = {each.objective for each in conflict.hurters if each.decided}
    return world.pressure(conflict.about, [each for each in world.hurters(conflict.about) if each not in decided])


def _falls(world: RuleWorld, conflict: Conflict, left: float) -> bool:
    """A level that the settings give stays."""
    if setting(world.raw, KINDS[conflict.kind][0]):
        return False
    return LEVELS.index(level_of(left)) > LEVELS.index(conflict.level)


def harms_of(world: RuleWorld, conflicts: list[Conflict]) -> Iterator[Seen]:
    """The harms of conflicts as decisions see them: of one alone, of one on another, or on what another protects."""
    for conflict in conflicts:
        about, code = conflict.about, KINDS[conflict.kind][0]
        protectors = [name for name, _ in conflict.protectors]
        for hurter in conflict.hurters:
            alone = world.scale(about) * hurter.harm
            yield Seen(code, (hurter.objective,), {about: alone}, (), hurter.decided)
            others = {each: world.tension(hurter.objective, each, about) for each in protectors}
            others = {about: alone} if conflict.kind == "undermined" else others
            for other, tension in others.items():
                if world.together(hurter.objective, other):
                    pair = tuple(sorted((hurter.objective, other)))
                    yield Seen(code, pair, {about: tension}, (None, code), hurter.decided)


# Findings


def _finding(raw: Raw, entry: Entry, today: date) -> Raw:
    seen = entry.seen
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
    """The lowest department that holds all of these and has a lead; where none of those has one, the lowest."""
    lines = [_lineage(raw, each) for each in departments]
    holding = [each for each in lines[0] if all(each in line for line in lines)] if lines else []
    led = [each for each in holding if entries(raw, "departments")[each].get("lead")]
    return next(iter(led or holding), None)


def _lineage(raw: Raw, department: str) -> list[str]:
    upper = entries(raw, "departments")[department].get("part_of")
    return [department, *(_lineage(raw, upper) if upper else [])]


def _at_stake(raw: Raw, outcomes: set[str]) -> float | None:
    amounts = [entries(raw, "outcomes")[each].get("at_stake") for each in outcomes]
    said = [each for each in amounts if each is not None]
    return fsum(said) if said else None


def key_of(finding: Raw) -> str:
    """What tells a finding from all others, the same as it was read and as it is reported."""
    way = finding.get("way") or ((finding["by"], finding["of"]) if "by" in finding else None)
    outcomes = sorted(each["id"] for each in finding["outcomes"])
    level = finding["level"] if finding["code"] != "GC101" else None
    return repr((finding["code"], finding["objectives"], outcomes, finding["departments"], way, level))


# The rest of the report


def _counts(world: RuleWorld) -> Raw:
    return {
        "name": world.raw["organization"]["name"],
        "departments": len(world.departments),
        "objectives": len(world.objectives),
        "outcomes": len(world.outcomes),
        "drivers": len(world.drivers),
        "effects": len(world.arrows),
        "seen": len(_seen(world)),
    }


def _seen(world: RuleWorld) -> set[str]:
    """The objectives that reach an outcome or another objective, or that another one reaches."""
    ends = {(each, chain.nodes[-1]) for each in world.objectives for chain in world.chains(each)}
    reached = {(each, end) for each, end in ends if end in world.outcomes or end in world.objectives}
    return {each for each, _ in reached} | {end for _, end in reached if end in world.objectives}


def _summary(world: RuleWorld, conflicts: list[Conflict], findings: list[tuple[Entry, Raw]]) -> Raw:
    counting = [told for each, told in findings if each.counts]
    levels = [*(each.level for each in conflicts), *(each["level"] for each in counting)]
    still = sum(each.status == "open" for each in conflicts) + sum(each["status"] == "open" for each in counting)
    return {
        "conflicts": len(conflicts),
        "clashes": sum(len(pair["outcomes"]) for pair in world.opposed()),
        "truncated": False,
        **{level: levels.count(level) for level in LEVELS},
        "open": still,
        "decided": len(levels) - still,
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
    hundredths = place.endswith(("tension", "at_stake", "pressure", "rating.value", "rating.best"))
    if isinstance(read, float) and isinstance(found, int | float):
        return [] if abs(read - found) <= (0.00501 if hundredths else 0.0000501) else [f"{place}: {read} is {found}"]
    return [] if read == found or _left_open(read, place) else [f"{place}: {read!r} is {found!r}"]


def _left_open(read: Any, place: str) -> bool:
    """What `_opposed` leaves open, and what is counted of it."""
    own = place.rpartition(".")[2] in ("level", "guarded")
    return read is None and own and place.startswith(".findings")
