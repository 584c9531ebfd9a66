"""Tipping points: just before them the conflict stands, just beyond it is gone, and nothing else ends it alone."""

from __future__ import annotations

import json
from random import Random

import strategies
import worlds
from changed import Arrows, arrows_of, with_arrows
from conftest import Command, Write, not_for_ever
from hypothesis import given, settings

from goalcheck import Organization
from goalcheck.api import analyzed
from goalcheck.changes import apply
from goalcheck.changes.kinds.retarget import Retarget
from goalcheck.findings import Finding
from goalcheck.sensitivity.tipping import ArrowTip, TargetTip, tipping
from goalcheck.traits import PUSHES

NEAR = 1e-6


def stands(organization: Organization, finding: Finding) -> bool:
    report = analyzed(organization, today=worlds.TODAY)
    return finding.fingerprint in {each.fingerprint for each in report.findings}


def weakened(organization: Organization, key: tuple[str, str, bool], size: float) -> Organization:
    return with_arrows(organization, {key: size})


def check_arrow(organization: Organization, finding: Finding, tip: ArrowTip) -> None:
    key = tip.link.origin, tip.link.target, tip.link.weight > 0
    size, now = abs(tip.weight), abs(tip.link.weight)
    if now - size > 2 * NEAR:
        assert stands(organization, finding) is stands(weakened(organization, key, size + NEAR), finding)
    assert not stands(weakened(organization, key, max(0.0, size - NEAR)), finding)
    assert not stands(weakened(organization, key, (size + abs(tip.until)) / 2 if size else 0.0), finding)
    if tip.until:
        assert stands(weakened(organization, key, abs(tip.until) - NEAR), finding)


def check_no_other(organization: Organization, finding: Finding, found: set[tuple[str, str, bool]]) -> None:
    arrows: Arrows = arrows_of(organization)
    for key in sorted(arrows.keys() - found)[:8]:
        for share in (0.0, 0.99):
            assert stands(weakened(organization, key, share * arrows[key]), finding), key


def check(raw: worlds.Raw) -> None:
    organization = worlds.organization(raw)
    report = analyzed(organization, today=worlds.TODAY)
    for finding in [each for each in report.findings if each.rule.basis in PUSHES][:2]:
        found = tipping(report, finding)
        assert found is not None
        assert found.exact
        for tip in found.arrows:
            check_arrow(organization, finding, tip)
        check_no_other(
            organization, finding, {(tip.link.origin, tip.link.target, tip.link.weight > 0) for tip in found.arrows}
        )
        for target in found.targets:
            check_target(organization, finding, target)


def check_target(organization: Organization, finding: Finding, tip: TargetTip) -> None:
    way = 1 if tip.upward else -1

    def at(figure: float) -> bool:
        return stands(apply(organization, [Retarget(tip.objective, figure)]), finding)

    if abs(tip.figure - tip.now) > 2 * NEAR:
        assert at(tip.figure - way * NEAR)
    assert not at(tip.figure + way * NEAR)
    assert at(tip.figure) is not tip.included


@settings(max_examples=16)
@given(strategies.organizations())
def test_tipping_points_are_exact(raw: worlds.Raw) -> None:
    check({**raw, "settings": {**(raw.get("settings") or {}), "max_findings": 1000, "rules": {}}})


@settings(max_examples=4)
@given(strategies.dense_organizations())
def test_tipping_points_are_exact_where_arrows_run_in_circles(raw: worlds.Raw) -> None:
    check({**raw, "settings": {**(raw.get("settings") or {}), "max_findings": 1000, "rules": {}}})


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
        organization = worlds.organization(raw)
        report = analyzed(organization, today=worlds.TODAY)
        for finding in [each for each in report.findings if each.rule.basis in PUSHES]:
            found = tipping(report, finding)
            assert found is not None
            for tip in found.targets:
                check_target(organization, finding, tip)
                check_before(organization, finding, tip)
            told += len(found.targets)
            if not found.targets:
                check_no_figure(organization, finding)
    assert told > 30


def check_before(organization: Organization, finding: Finding, tip: TargetTip) -> None:
    """It stands all the way to the figure."""
    for part in (0.1, 0.5, 0.9):
        figure = tip.now + part * (tip.figure - tip.now)
        assert abs(figure - tip.figure) < NEAR or stands(apply(organization, [Retarget("a.fast", figure)]), finding)


def check_no_figure(organization: Organization, finding: Finding) -> None:
    """It stands wherever the target is eased to."""
    target = organization.objectives["a.fast"].target
    assert target is not None
    now = target.to if target.to is not None else (target.bounds.lower or target.bounds.upper) if target.bounds else 0
    downward = target.start == 100 or (target.bounds is not None and target.bounds.upper is not None)
    for figure in range(int(now or 0), 101 if downward else -1, 7 if downward else -7):
        if figure != target.start:
            assert stands(apply(organization, [Retarget("a.fast", figure)]), finding), figure


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
