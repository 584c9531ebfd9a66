"""What was decided stays decided, until it lapses or the conflict grows; and what a guardrail does to a level."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from conftest import Command, Write, not_for_ever
from worlds import Raw, as_yaml, organization

from goalcheck import Finding, Report, analyze
from goalcheck.rules import rule_names

LAST_DAY = date(2026, 12, 31)

PAIR = ["sales.contact", "work.speed"]


def world(*decisions: Raw, guardrails: list[Raw] | None = None, **speed: Any) -> Raw:
    """Speed hurts two outcomes that another department's contact person helps: tensions of 66.67 and 40."""
    return {
        "outcomes": {"attention": {"importance": 5}, "calm": {"importance": 3}},
        "departments": {
            "work": {
                "objectives": {
                    "speed": {
                        "affects": {"attention": -2, "calm": {"weight": -2 / 3}, **speed.pop("affects", {})},
                        "guardrails": guardrails or [],
                        **speed,
                    },
                    "haste": {"affects": {"sales.calls": -3}},
                }
            },
            "sales": {"objectives": {"contact": {"affects": {"attention": 3, "calm": 3}}, "calls": {}}},
        },
        "decisions": list(decisions),
    }


def decision(**fields: Any) -> Raw:
    return {
        "between": PAIR,
        "decision": "accepted",
        "by": "CEO",
        "reason": "worth it",
        "until": LAST_DAY.isoformat(),
    } | fields


def report(*decisions: Raw, today: date = LAST_DAY) -> Report:
    return analyze(organization(world(*decisions)), today=today)


def conflict(report: Report, code: str = "GC101") -> Finding:
    [finding] = [finding for finding in report.findings if finding.code == code]
    return finding


def status(*decisions: Raw, today: date = LAST_DAY) -> str:
    return conflict(report(*decisions, today=today)).status.value


def test_without_a_decision_a_conflict_is_open() -> None:
    finding = conflict(report())
    assert (finding.status.value, finding.decision) == ("open", None)


@pytest.mark.parametrize("word", ["accepted", "guarded", "resolved"])
def test_a_decision_gives_its_status_and_is_told(word: str) -> None:
    found = report(decision(decision=word))
    finding = conflict(found)
    assert finding.status.value == word
    assert finding.decision is not None
    assert (finding.decision.verdict, finding.decision.by, finding.decision.reason) == (word, "CEO", "worth it")
    assert finding.decision.until == "2026-12-31"
    assert finding.counts is False  # the conflicts over both outcomes count in its place
    assert [each.about for each in found.conflicts if not each.is_open] == [each.outcome for each in finding.outcomes]
    assert found.summary.decided == len(finding.outcomes)


def test_a_decision_changes_nothing_else() -> None:
    one, other = report(), report(decision())
    assert [finding.fingerprint for finding in other.findings] == [finding.fingerprint for finding in one.findings]
    assert [finding.level for finding in other.findings] == [finding.level for finding in one.findings]
    assert other.pushes == one.pushes
    assert other.summary.clashes == one.summary.clashes == 2


@pytest.mark.parametrize(("days", "expected"), [(-365, "accepted"), (0, "accepted"), (1, "open"), (365, "open")])
def test_a_decision_holds_until_its_last_day(days: int, expected: str) -> None:
    assert status(decision(), today=LAST_DAY + timedelta(days=days)) == expected


@pytest.mark.parametrize("pair", [PAIR, PAIR[::-1], [*PAIR, PAIR[0]]])
def test_the_order_of_the_pair_means_nothing(pair: list[str]) -> None:
    assert status(decision(between=pair)) == "accepted"


@pytest.mark.parametrize(
    "pair", [PAIR[:1], PAIR[1:], ["work.haste", "sales.contact"], ["work.speed", "work.haste", "sales.contact"]]
)
def test_a_decision_on_others_does_not_count(pair: list[str]) -> None:
    assert status(decision(between=pair)) == "open"


def test_a_decision_over_one_outcome_of_two_leaves_the_conflict_open() -> None:
    assert status(decision(over="attention")) == "open"
    assert status(decision(over="calm")) == "open"
    assert status(decision(over="attention"), decision(over="calm")) == "accepted"
    assert status(decision(over="attention"), decision()) == "accepted"


def test_of_several_decisions_the_one_over_the_worst_outcome_is_told() -> None:
    finding = conflict(
        report(
            decision(over="calm", decision="guarded", by="COO"),
            decision(by="CFO"),
            decision(over="attention", decision="resolved", by="CTO"),
        )
    )
    assert finding.decision is not None
    assert (finding.status.value, finding.decision.by) == ("resolved", "CTO")


def test_thousands_of_decisions_on_one_pair() -> None:
    many = [decision(by=f"C{number}", until="2020-01-01") for number in range(6_000)]
    crowded = organization(world(*many))
    with not_for_ever():
        found = analyze(crowded, today=LAST_DAY)
    assert len(conflict(found, "GC501").locations) == len(many)


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        (100, "accepted"),
        (66.67, "accepted"),
        (61.7, "accepted"),
        (200 / 3 - 5, "accepted"),  # exactly 5 more is not more than 5
        (200 / 3 - 5.001, "open"),
        (61, "open"),
        (0, "open"),
    ],
)
def test_a_conflict_that_has_grown_by_more_than_5_is_open_again(accepted: float, expected: str) -> None:
    assert status(decision(tension=accepted)) == expected


def test_growth_allows_for_rounding() -> None:
    raw = world(decision(tension=50), affects={"attention": {"weight": -0.55}, "calm": 0})
    finding = conflict(analyze(organization(raw), today=LAST_DAY))
    assert finding.tension is not None
    assert finding.tension > 55  # 55.00000000000001 to a computer
    assert finding.status.value == "accepted"


def test_growth_is_judged_outcome_by_outcome() -> None:
    assert status(decision(over="attention", tension=67), decision(over="calm", tension=40)) == "accepted"
    assert status(decision(over="attention", tension=67), decision(over="calm", tension=34)) == "open"


def test_a_pair_that_undermines_can_be_decided_too() -> None:
    assert conflict(report(), "GC102").status.value == "open"
    found = report(decision(between=["work.haste", "sales.calls"]))
    assert conflict(found, "GC102").status.value == "accepted"
    assert conflict(found, "GC101").status.value == "open"
    assert conflict(report(decision(between=["work.haste", "sales.calls"], tension=50)), "GC102").status == "open"


def test_what_is_decided_does_not_count_for_the_exit_status(goalcheck: Command, write: Write) -> None:
    others = {code: "off" for code in rule_names().codes if code not in ("GC101", "GC501")}
    quiet = {"settings": {"rules": others}}
    file = write(as_yaml(world(decision(until="2026-06-30")) | quiet))
    command = ("analyze", file, "--fail-on", "minor")
    decided = goalcheck(*command, "--today", "2026-06-30")
    assert decided.status == 0
    assert 'Decided: "attention", pressure 67: accepted until 2026-06-30' in decided.out
    lapsed = goalcheck(*command, "--today", "2026-07-01")
    assert lapsed.status == 1
    assert "accepted until" not in lapsed.out
    assert "expired decision" in lapsed.out


# Guardrails


def guarded(*protected: str, **speed: Any) -> Finding:
    rails = [{"protects": outcome} for outcome in protected]
    return conflict(analyze(organization(world(guardrails=rails, **speed)), today=LAST_DAY))


@pytest.mark.parametrize(
    ("protected", "level", "marked"),
    [
        ([], "severe", False),
        (["attention"], "serious", True),
        # The conflict over attention alone is still severe.
        (["calm"], "severe", False),
        (["attention", "calm"], "serious", True),
    ],
)
def test_a_guardrail_lowers_the_level_by_one(protected: list[str], level: str, *, marked: bool) -> None:
    finding = guarded(*protected)
    assert (finding.level.value, finding.guarded) == (level, marked)
    assert finding.tension == pytest.approx(200 / 3)
    assert [contest.guarded for contest in finding.outcomes] == [each in protected for each in ("attention", "calm")]


def test_a_guarded_conflict_is_minor_at_the_least() -> None:
    finding = guarded("attention", "calm", affects={"attention": {"weight": -0.2}, "calm": {"weight": -0.2}})
    assert (finding.level.value, finding.guarded) == ("minor", True)


def test_a_guardrail_of_the_side_that_helps_lowers_nothing() -> None:
    raw = world()
    raw["departments"]["sales"]["objectives"]["contact"]["guardrails"] = [{"protects": "attention"}]
    finding = conflict(analyze(organization(raw), today=LAST_DAY))
    assert (finding.level.value, finding.guarded) == ("severe", False)


def test_a_guardrail_lowers_a_self_defeating_objective_too() -> None:
    both: Raw = {
        "outcomes": {"calm": {"importance": 5}},
        "drivers": {"time": {"affects": {"calm": 3}}},
        "departments": {"work": {"objectives": {"speed": {"affects": {"calm": 3, "time": -3}}}}},
    }
    assert conflict(analyze(organization(both)), "GC103").level.value == "severe"
    both["departments"]["work"]["objectives"]["speed"]["guardrails"] = [{"protects": "calm"}]
    finding = conflict(analyze(organization(both)), "GC103")
    assert (finding.level.value, finding.guarded) == ("serious", True)


def test_a_guarded_finding_says_so(goalcheck: Command, write: Write) -> None:
    file = write(as_yaml(world(guardrails=[{"protects": "attention"}])))
    out = goalcheck("analyze", file, "--all").out
    assert 'serious 33 "attention"' in out
    assert 'Hurt directly by "speed" (guarded).' in out
