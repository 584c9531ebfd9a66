"""Tipping points: just before them the conflict stands, just beyond it is gone, and nothing else ends it alone."""

from __future__ import annotations

import strategies
import worlds
from changed import Arrows, arrows_of, with_arrows
from hypothesis import given, settings

from goalcheck import Organization, analyze
from goalcheck.findings import Finding
from goalcheck.planning.moves import Retarget, apply
from goalcheck.sensitivity.conflicts import CODES
from goalcheck.sensitivity.tipping import ArrowTip, TargetTip, tipping

NEAR = 1e-6


def stands(organization: Organization, finding: Finding) -> bool:
    report = analyze(organization, today=worlds.TODAY)
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
    for key in sorted(arrows.keys() - found)[:12]:
        for share in (0.0, 0.3, 0.7, 0.99):
            assert stands(weakened(organization, key, share * arrows[key]), finding), key


def check(raw: worlds.Raw) -> None:
    organization = worlds.organization(raw)
    report = analyze(organization, today=worlds.TODAY)
    for finding in [each for each in report.findings if each.code in CODES][:3]:
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


@settings(max_examples=30)
@given(strategies.organizations())
def test_tipping_points_are_exact(raw: worlds.Raw) -> None:
    check({**raw, "settings": {**(raw.get("settings") or {}), "max_findings": 1000, "rules": {}}})


@settings(max_examples=10)
@given(strategies.dense_organizations())
def test_tipping_points_are_exact_where_arrows_run_in_circles(raw: worlds.Raw) -> None:
    check({**raw, "settings": {**(raw.get("settings") or {}), "max_findings": 1000, "rules": {}}})
