"""The rules against a slow and literal reading of what DESIGN 5 and their pages say, on random organizations."""

from __future__ import annotations

from collections import Counter

from all_sections import whole_organizations
from complete_oracle import conflicts_of, harms_of
from hypothesis import HealthCheck, given, settings
from pressure_worlds import pressure_worlds
from rule_oracle import NAMES, RuleWorld, Seen, Told, covered, told_by_rules, told_of_decisions
from worlds import TODAY, Raw, report

from goalcheck.findings import Finding, FindingStatus

OF_DECISIONS = ("GC501", "GC502", "GC503")


def told(finding: Finding) -> Told:
    """A finding in the oracle's words."""
    about = frozenset(each.rpartition(":")[2] for each in finding.about if not each.startswith("in:"))
    if finding.code == "GC210":
        return Told(finding.code, finding.level, about)
    outcomes = tuple(sorted(contest.outcome for contest in finding.outcomes))
    tension = None if finding.tension is None else round(finding.tension, 6)
    way = (finding.by, finding.of) if finding.by and finding.of else None
    return Told(
        finding.code, finding.level, about, finding.objectives, outcomes, way, tension, tuple(sorted(finding.hurt))
    )


def seen(finding: Finding) -> Seen:
    """A finding as the decisions see it."""
    tensions: dict[str | None, float | None] = {each.outcome: each.tension for each in finding.outcomes}
    return Seen(finding.code, finding.objectives, tensions or {None: finding.tension})


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(whole_organizations())
def test_every_rule_finds_what_its_definition_says(raw: Raw) -> None:
    findings = report(raw).findings
    by_rules = Counter(told(each) for each in findings if each.code in NAMES and each.code not in OF_DECISIONS)
    assert by_rules == Counter(told_by_rules(raw, TODAY))


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(pressure_worlds(most=7))
def test_under_pressure_too(raw: Raw) -> None:
    findings = report(raw).findings
    by_rules = Counter(told(each) for each in findings if each.code in NAMES and each.code not in OF_DECISIONS)
    assert by_rules == Counter(told_by_rules(raw, TODAY))


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(whole_organizations())
def test_decisions_are_judged_as_the_definition_says(raw: Raw) -> None:
    findings = report(raw).findings
    by_rules = [each for each in findings if each.code not in OF_DECISIONS]
    decided = [each.status is not FindingStatus.OPEN for each in by_rules]
    of_decisions = Counter(told(each) for each in findings if each.code in OF_DECISIONS)
    world = RuleWorld(raw, TODAY)
    harms = harms_of(world, list(conflicts_of(world)))
    assert of_decisions == Counter(told_of_decisions(raw, [*map(seen, by_rules), *harms], TODAY))
    assert decided == [covered(raw, seen(each), TODAY) for each in by_rules]
