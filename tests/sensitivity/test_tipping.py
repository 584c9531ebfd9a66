"""Tipping points: just before them a conflict stands or has its level, just beyond not, and nothing else does it alone.

What stands is asked of the slow reading of DESIGN 4, which shares no code with the program.
"""

from __future__ import annotations

import json
from copy import deepcopy
from itertools import pairwise
from random import Random
from typing import Any

import pressure_oracle
import reweighted
import strategies
import worlds
from conftest import Command, Write, not_for_ever
from hypothesis import given, settings
from hypothesis import strategies as st
from pressure_worlds import pressure_worlds

from goalcheck import load
from goalcheck.analysis import Analysis
from goalcheck.api import analyzed
from goalcheck.conflicts import Conflict
from goalcheck.sensitivity.tipping import ArrowTip, TargetTip, Tips, tipping

NEAR = 1e-6


class Asking:
    """What the slow reading says of one conflict and one threshold, if one thing were otherwise."""

    def __init__(self, raw: worlds.Raw, conflict: Conflict, threshold: float) -> None:
        self._raw = raw
        self._conflict = conflict
        self._threshold = threshold

    def reaches(self, there: pressure_oracle.World) -> bool:
        """True if the pressure reaches the threshold."""
        pressure = reweighted.pressure(there, self._conflict)
        return pressure > 0 and pressure >= self._threshold - 1e-9

    def weakened(self, key: reweighted.Key, size: float) -> bool:
        """The same with one arrow weakened."""
        return self.reaches(reweighted.world(self._raw, {key: size}))

    def aimed(self, objective: str, figure: float) -> bool:
        """The same with the target of one objective at another figure."""
        raw = deepcopy(self._raw)
        department, _, name = objective.partition(".")
        target = raw["departments"][department]["objectives"][name]["target"]
        target[next(each for each in ("to", "at_least", "at_most") if each in target)] = figure
        return self.reaches(pressure_oracle.World(raw))


def check_arrow(ask: Asking, tip: ArrowTip) -> None:
    key = tip.link.origin, tip.link.target, tip.link.weight > 0
    size, now = abs(tip.weight), abs(tip.link.weight)
    if now - size > 2 * NEAR:
        assert ask.weakened(key, size + NEAR)
        assert ask.weakened(key, (size + now) / 2)
    # Where two hurters go through an arrow of weight 1, pressure is level there, and rounding allows for some way.
    assert not ask.weakened(key, max(0.0, size - (NEAR if now - size > 2 * NEAR else 100 * NEAR)))
    assert not ask.weakened(key, (size + abs(tip.until)) / 2 if size else 0.0)
    if tip.until:
        assert ask.weakened(key, abs(tip.until) - NEAR)


def check_no_other(ask: Asking, raw: worlds.Raw, tips: Tips) -> None:
    told = {(tip.link.origin, tip.link.target, tip.link.weight > 0) for tip in tips.arrows}
    arrows = reweighted.arrows_of(raw)
    for key in sorted(arrows.keys() - told)[:12]:
        for share in (0.0, 0.5, 0.99):
            assert ask.weakened(key, share * arrows[key]), key


def check_target(ask: Asking, tip: TargetTip) -> None:
    way = 1 if tip.upward else -1
    if abs(tip.figure - tip.now) > 2 * NEAR:
        assert ask.aimed(tip.objective, tip.figure - way * NEAR)
        for part in (0.1, 0.5, 0.9):
            assert ask.aimed(tip.objective, tip.now + part * (tip.figure - tip.now))
    assert not ask.aimed(tip.objective, tip.figure + way * NEAR)
    assert ask.aimed(tip.objective, tip.figure) is not tip.included


def each_threshold(report: Analysis, raw: worlds.Raw, conflict: Conflict) -> list[tuple[Asking, Tips]]:
    found = tipping(report, conflict)
    assert found.exact
    asked = [(Asking(raw, conflict, report.organization.settings.min_tension), found.ends)]
    if found.below is not None:
        asked.append((Asking(raw, conflict, conflict.level.least_tension), found.lowers))
    return asked


def check(raw: worlds.Raw, most: int = 2) -> int:
    """The number of tipping points of the first conflicts, each of them tried."""
    report = worlds.report(raw)
    told = 0
    for conflict in report.conflicts[:most]:
        for ask, tips in each_threshold(report, raw, conflict):
            for tip in tips.arrows:
                check_arrow(ask, tip)
            check_no_other(ask, raw, tips)
            for target in tips.targets:
                check_target(ask, target)
            told += len(tips.arrows) + len(tips.targets)
    return told


@settings(max_examples=20)
@given(pressure_worlds(most=9))
def test_tipping_points_are_exact(raw: worlds.Raw) -> None:
    check(raw)


@settings(max_examples=4)
@given(strategies.dense_organizations())
def test_tipping_points_are_exact_where_arrows_run_in_circles(raw: worlds.Raw) -> None:
    check(raw)


@settings(max_examples=10)
@given(pressure_worlds(most=7), st.data())
def test_weakening_an_arrow_never_raises_the_pressure_on_an_outcome(raw: worlds.Raw, data: st.DataObject) -> None:
    """Which is why one place ends it, and no other lets it begin again."""
    report = worlds.report(raw)
    outcomes = [each for each in report.conflicts if each.about in raw["outcomes"]]
    arrows = reweighted.arrows_of(raw)
    for conflict in outcomes[:2]:
        key = data.draw(st.sampled_from(sorted(arrows)))
        sizes = [part * arrows[key] for part in (1.0, 0.8, 0.5, 0.2, 0.0)]
        pressures = [reweighted.pressure(reweighted.world(raw, {key: size}), conflict) for size in sizes]
        assert all(before >= after - 1e-9 for before, after in pairwise(pressures))
        assert all(not tip.until for tip in tipping(report, conflict).ends.arrows)


def aiming(random: Random) -> worlds.Raw:
    """Two opposed objectives, of which one has several effects that depend on how far its target goes."""
    downward = random.random() < 0.5
    start, to = (100, random.randint(0, 60)) if downward else (0, random.randint(40, 100))

    def ranged(word: str) -> worlds.Raw:
        first, last = sorted(random.sample(range(0, 101, 5), 2))
        starts, full = (last, first) if downward else (first, last)
        return {"effect": word, "starts_at": starts, "full_at": full}

    affects = {
        "calm": ranged(random.choice(("hurts", "strongly hurts"))),
        "time": ranged("strongly hurts"),
        "mood": ranged("strongly helps"),
    }
    target = {"metric": "days", "from": start, "to": to}
    if random.random() < 0.4:
        target = {"metric": "days", "at_most" if downward else "at_least": to}
    return {
        "metrics": {"days": {}},
        "customers": {"buyers": {}},
        "outcomes": {
            "calm": {"customer": "buyers", "importance": 5},
            "cheap": {"customer": "buyers", "importance": random.randint(1, 5)},
        },
        "drivers": {
            "time": {"affects": {"calm": "helps", "cheap": random.choice(("helps", "hurts"))}},
            "mood": {"affects": {"calm": {"weight": random.choice((0.3, 0.7, 1.0))}}},
        },
        "departments": {
            "a": {"objectives": {"fast": {"target": target, "affects": affects}}},
            "b": {"objectives": {"kind": {"affects": {"calm": "strongly helps", "cheap": "helps"}}}},
        },
        "claims": [{"from": "a.fast", "to": "calm", "weight": -0.2}] if random.random() < 0.3 else [],
    }


def test_targets_tip_where_they_say() -> None:
    told = 0
    for seed in range(60):
        raw = aiming(Random(seed))  # noqa: S311 - not for security
        report = worlds.report(raw)
        for conflict in report.conflicts:
            for ask, tips in each_threshold(report, raw, conflict):
                for tip in tips.targets:
                    check_target(ask, tip)
                told += len(tips.targets)
                if not tips.targets:
                    check_no_figure(ask, raw)
    assert told > 30


def check_no_figure(ask: Asking, raw: worlds.Raw) -> None:
    """It stands wherever the target is eased to."""
    target = raw["departments"]["a"]["objectives"]["fast"]["target"]
    now = next(target[each] for each in ("to", "at_least", "at_most") if each in target)
    downward = target.get("from") == 100 or "at_most" in target
    for figure in range(now, 101 if downward else -1, 7 if downward else -7):
        if figure != target.get("from"):
            assert ask.aimed("a.fast", figure), figure


def test_of_a_target_with_very_many_effects_it_is_not_said(goalcheck: Command, write: Write) -> None:
    claims = "".join(
        f"  - {{from: x.a, to: calm, weight: -{0.5 + number / 1000:.3f}, starts_at: {10 + number}, full_at: 2}}\n"
        for number in range(300)
    )
    file = write(
        "metrics: {days: {better: lower}}\n"
        "outcomes: {calm: {importance: 5}}\n"
        "departments:\n"
        "  x: {objectives: {a: {target: {metric: days, from: 500, to: 1}}}}\n"
        "  y: {objectives: {b: {affects: {calm: strongly helps}}}}\n"
        f"claims:\n{claims}"
    )
    with not_for_ever():
        told = tipping_of(goalcheck, file)
    assert (told["exact"], told["ends"]["targets"], told["lowers"]["targets"]) == (False, [], [])
    assert [each["from"] for each in told["ends"]["arrows"]] == ["x.a"]


def first_conflict(goalcheck: Command, path: object) -> str:
    """The fingerprint of the first conflict."""
    conflicts = json.loads(goalcheck("analyze", path, "--format", "json").out)["conflicts"]
    return str(conflicts[0]["fingerprint"])


def tipping_of(goalcheck: Command, path: object) -> Any:
    """What is told of the first conflict."""
    return json.loads(goalcheck("explain", first_conflict(goalcheck, path), path, "--format", "json").out)["tipping"]


def test_of_very_many_hurters_it_is_told_or_left_out(write: Write) -> None:
    hurters = "".join(f"      o{number}: {{affects: {{time: slightly hurts}}}}\n" for number in range(2_000))
    file = write(
        "outcomes: {calm: {importance: 5}}\ndrivers: {time: {affects: {calm: helps}}}\n"
        f"departments:\n  a:\n    objectives:\n{hurters}"
    )
    with not_for_ever():
        report = analyzed(load(file), today=worlds.TODAY)
        found = tipping(report, report.conflicts[0])
    assert not found.exact


def test_a_harm_that_falls_below_the_weakest_chain_ends_at_a_whole_figure(goalcheck: Command, write: Write) -> None:
    """And not where the allowance for rounding ends."""
    file = write(
        """
        metrics: {days: {}}
        outcomes: {calm: {}}
        departments: {a: {objectives: {b: {target: {metric: days, at_most: 0}}}}}
        claims: [{from: a.b, to: calm, effect: slightly hurts, starts_at: 42, full_at: 5}]
        settings: {min_tension: 1}
        """
    )
    [target] = tipping_of(goalcheck, file)["ends"]["targets"]
    assert (target["beyond"], target["included"]) == (36.45, False)


class TestExplain:
    def test_tells_what_would_end_it_and_what_would_lower_it(self, goalcheck: Command) -> None:
        out = goalcheck("explain", "2940f461", "examples/northline").out
        assert (
            "WHAT WOULD END IT ALONE\n"
            "- operations.install-30 hurts time-per-order (-0.67): where it is weaker than -0.10.\n"
            "- time-per-order strongly helps personal-attention (+1.00): where it is weaker than +0.15.\n"
            "- operations.install-30 aims above 40.2 days (install-interval), in place of 30.\n"
            "\n"
            "WHAT WOULD TAKE IT BELOW SEVERE ALONE\n"
            "- operations.install-30 hurts time-per-order (-0.67): where it is weaker than -0.60.\n"
            "- time-per-order strongly helps personal-attention (+1.00): where it is weaker than +0.90.\n"
            "- operations.install-30 aims above 31.2 days (install-interval), in place of 30.\n"
        ) in out

    def test_in_json_too(self, goalcheck: Command) -> None:
        data = json.loads(goalcheck("explain", "2940f461", "examples/northline", "--format", "json").out)["tipping"]
        assert (data["exact"], data["below"]) == (True, "severe")
        assert [(each["to"], each["weaker_than"]) for each in data["ends"]["arrows"]] == [
            ("time-per-order", -0.1),
            ("personal-attention", 0.15),
        ]
        assert [(each["to"], each["weaker_than"]) for each in data["lowers"]["arrows"]] == [
            ("time-per-order", -0.6),
            ("personal-attention", 0.9),
        ]
        assert data["ends"]["targets"] == [
            {
                "objective": "operations.install-30",
                "metric": "install-interval",
                "figure": 30.0,
                "beyond": 40.2,
                "included": False,
                "direction": "up",
                "but_not_beyond": None,
            }
        ]

    def test_a_protector_is_never_what_ends_it(self, goalcheck: Command) -> None:
        """With the help gone, what suffers suffers as much."""
        told = json.loads(goalcheck("explain", "2940f461", "examples/northline", "--format", "json").out)["tipping"]
        origins = {each["from"] for part in ("ends", "lowers") for each in told[part]["arrows"]}
        assert "sales.named-contact" not in origins

    def test_a_minor_conflict_has_no_level_below(self, goalcheck: Command) -> None:
        data = json.loads(goalcheck("explain", "951a67f4", "examples/northline", "--format", "json").out)
        assert data["level"] == "minor"
        assert data["tipping"]["below"] is None
        assert data["tipping"]["lowers"] == {"arrows": [], "targets": []}

    def test_says_where_no_single_arrow_does(self, goalcheck: Command, write: Write) -> None:
        path = write(
            """
            outcomes: {x: {importance: 5}}
            departments:
              a: {objectives: {b: {affects: {x: hurts}}}}
              c: {objectives: {d: {affects: {x: hurts}}}}
            """
        )
        out = goalcheck("explain", first_conflict(goalcheck, path), path).out
        assert "- No single arrow ends it: with any one of them gone, enough of the harm is left.\n" in out

    def test_a_weakened_help_can_let_a_hurter_in_again(self, goalcheck: Command, write: Write) -> None:
        """The same driver helps and hurts by two ways: the weaker its help, the more its harm counts."""
        path = write(
            """
            drivers:
              time: {affects: {c.d: hurts}}
              mood: {affects: {c.d: {weight: 0.6}}}
            departments:
              a: {objectives: {b: {affects: {time: strongly helps, mood: strongly helps}}}}
              c: {objectives: {d: {priority: 5}}}
            """
        )
        [weaker] = [each for each in tipping_of(goalcheck, path)["ends"]["arrows"] if each["from"] == "time"]
        assert weaker["weaker_than"] == -0.6

    def test_says_nothing_of_findings(self, goalcheck: Command) -> None:
        findings = json.loads(goalcheck("analyze", "examples/northline", "--format", "json").out)["findings"]
        other = next(each["fingerprint"] for each in findings if each["code"] == "GC401")
        assert "WHAT WOULD END" not in goalcheck("explain", other, "examples/northline").out
