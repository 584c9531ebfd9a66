"""Tipping points: just before them the conflict stands, just beyond it is gone, and nothing else ends it alone."""

from __future__ import annotations

import json
from copy import deepcopy
from random import Random

import pressure_oracle
import reweighted
import strategies
import worlds
from conftest import Command, Write, not_for_ever
from hypothesis import given, settings
from pressure_worlds import pressure_worlds

from goalcheck.analysis import Analysis
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
    assert not ask.weakened(key, max(0.0, size - NEAR))
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
    findings = json.loads(goalcheck("analyze", file, "--format", "json").out)["findings"]
    conflict = next(each["fingerprint"] for each in findings if each["code"] == "GC101")
    with not_for_ever():
        told = json.loads(goalcheck("explain", conflict, file, "--format", "json").out)["tipping"]
    assert (told["exact"], told["targets"]) == (False, [])
    assert [each["from"] for each in told["arrows"]] == ["x.a", "y.b"]


class TestExplain:
    def test_tells_what_would_end_it(self, goalcheck: Command) -> None:
        out = goalcheck("explain", "767acc93", "examples/northline").out
        assert (
            "WHAT WOULD END IT ALONE\n"
            "- operations.install-30 hurts time-per-order (-0.67): where it is weaker than -0.10.\n"
            "- time-per-order strongly helps personal-attention (+1.00): where it is weaker than +0.15.\n"
            "- sales.named-contact strongly helps personal-attention (+1.00): where it is weaker than +0.10.\n"
            "- operations.install-30 aims above 40.2 days (install-interval), in place of 30.\n"
        ) in out

    def test_in_json_too(self, goalcheck: Command) -> None:
        data = json.loads(goalcheck("explain", "767acc93", "examples/northline", "--format", "json").out)
        assert data["tipping"]["exact"] is True
        assert [(each["to"], each["ends_weaker_than"]) for each in data["tipping"]["arrows"]] == [
            ("time-per-order", -0.1),
            ("personal-attention", 0.15),
            ("personal-attention", 0.1),
        ]
        assert data["tipping"]["targets"] == [
            {
                "objective": "operations.install-30",
                "metric": "install-interval",
                "figure": 30.0,
                "ends_beyond": 40.2,
                "ends_there": False,
                "direction": "up",
                "begins_again_beyond": None,
            }
        ]

    def test_a_hostile_dependency_ends_where_the_harm_does(self, goalcheck: Command) -> None:
        path = "goalcheck/rules/examples/GC109-fires.yaml"
        findings = json.loads(goalcheck("analyze", path, "--format", "json").out)["findings"]
        hostile = next(each for each in findings if each["code"] == "GC109")
        data = json.loads(goalcheck("explain", hostile["fingerprint"], path, "--format", "json").out)
        assert {each["from"] for each in data["tipping"]["arrows"]} == {hostile["by"], "field-days"}

    def test_says_where_no_single_arrow_does(self, goalcheck: Command, write: Write) -> None:
        path = write(
            """
            outcomes: {x: {importance: 5}, y: {importance: 5}}
            departments:
              a: {objectives: {b: {affects: {x: helps, y: hurts}}}}
              c: {objectives: {d: {affects: {x: hurts, y: helps}}}}
            """
        )
        conflict = json.loads(goalcheck("analyze", path, "--format", "json").out)["findings"][0]["fingerprint"]
        out = goalcheck("explain", conflict, path).out
        assert "- No single arrow ends it: with any one of them gone, others still pull.\n" in out

    def test_says_nothing_of_findings_that_no_arrow_makes(self, goalcheck: Command) -> None:
        findings = json.loads(goalcheck("analyze", "examples/northline", "--format", "json").out)["findings"]
        other = next(each["fingerprint"] for each in findings if each["code"] == "GC401")
        assert "WHAT WOULD END" not in goalcheck("explain", other, "examples/northline").out
        data = json.loads(goalcheck("explain", other, "examples/northline", "--format", "json").out)
        assert data["tipping"] is data["robust"] is None
