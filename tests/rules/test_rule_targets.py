"""GC104 and GC105: two targets of one metric that exclude each other, or that name two figures for one thing."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import at_length, not_for_ever, texts
from hypothesis import given
from hypothesis import strategies as st

from goalcheck import Finding, Level, Organization, analyze, load
from goalcheck.facts.context import Context
from goalcheck.findings import FindingStatus
from goalcheck.messages.figures import figure
from goalcheck.rules import find_rule

Write = Callable[..., Path]
Found = Callable[..., list[Finding]]

TODAY = date(2026, 7, 1)
BOTH = ("GC104", "GC105")


def organization(*objectives: str, **sections: Any) -> str:
    """An organization of one metric; the objectives a, b, ... belong to the departments a, b, ..."""
    departments = "\n".join(
        f"  {name}: {{part_of: top, objectives: {{{name}: {{{body}}}}}}}"
        for name, body in zip("abcdefgh", objectives, strict=False)
    )
    header = "\n".join(f"{key}: {json.dumps(value)}" for key, value in sections.items())
    metrics = "" if "metrics" in sections else "metrics: {stock: {unit: days}, other: {}}\n"
    return f"{header}\n{metrics}departments:\n  top: {{name: The top, lead: The boss}}\n{departments}\n"


@pytest.fixture
def found(write: Write) -> Found:
    """The findings of the two rules on objectives, each given by its body in YAML."""

    def run(*objectives: str, **sections: Any) -> list[Finding]:
        report = analyze(load(write(organization(*objectives, **sections))), today=TODAY)
        return [finding for finding in report.findings if finding.code in BOTH]

    return run


def target(figures: str, more: str = "") -> str:
    """The body of an objective with a target on the metric."""
    return f"target: {{metric: stock, {figures}}}{more and ', '}{more}"


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


# Which targets exclude each other, which are mismatched, and which go together


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("at_least: 50", "at_most: 35"),
        ("at_least: 50", "between: [10, 49.5]"),
        ("at_most: 35", "between: [36, 40]"),
        ("between: [10, 20]", "between: [21, 30]"),
        ("from: 60, to: 35", "at_least: 50"),
        ("from: 20, to: 35", "at_most: 34"),
        ("from: 20, to: 35", "between: [10, 34]"),
        ("from: 60, to: 35", "between: [36, 40]"),
        ("from: 60, to: 35", "from: 40, to: 50"),
        ("from: 60, to: 35", "from: 20, to: 30"),  # 30 to 35 would satisfy both, and still they move apart
        ("from: 40, to: 40", "at_least: 41"),
        ("at_least: -5", "at_most: -5.5"),
    ],
)
def test_opposing(found: Found, one: str, other: str) -> None:
    for figures in ((one, other), (other, one)):
        findings = found(*map(target, figures))
        assert codes(findings) == ["GC104"]
        assert findings[0].level is Level.SEVERE
        assert findings[0].objectives == ("a.a", "b.b")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("at_least: 150", "at_least: 120"),
        ("at_most: 30", "at_most: 42"),
        ("from: 55, to: 30", "from: 55, to: 42"),
        ("from: 20, to: 30", "from: 10, to: 42"),
        ("from: 55, to: 30", "at_most: 42"),
        ("from: 20, to: 30", "at_least: 42"),
        ("between: [5, 10]", "between: [8, 12]"),
        ("between: [5, 10]", "between: [10, 15]"),
        ("between: [5, 10]", "between: [6, 7]"),
        ("between: [5, 10]", "between: [5, 12]"),
        ("between: [5, 10]", "between: [3, 10]"),
        ("from: 7, to: 7", "between: [5, 10]"),
        ("at_least: 0.1", "at_least: 0.11"),
    ],
)
def test_mismatched(found: Found, one: str, other: str) -> None:
    for figures in ((one, other), (other, one)):
        findings = found(*map(target, figures))
        assert codes(findings) == ["GC105"]
        assert findings[0].level is Level.SERIOUS
        assert findings[0].objectives == ("a.a", "b.b")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("at_least: 100", "at_most: 150"),
        ("at_least: 100", "at_most: 100"),
        ("between: [10, 20]", "at_least: 20"),
        ("between: [10, 20]", "at_most: 10"),
        ("between: [10, 20]", "at_least: 15"),
        ("between: [10, 20]", "between: [10, 20]"),
        ("between: [10, 20]", "between: [10.0, 20.0]"),
        ("from: 60, to: 35", "at_least: 35"),
        ("from: 60, to: 35", "at_most: 35"),
        ("from: 60, to: 35", "from: 80, to: 35"),
        ("from: 20, to: 35", "at_least: 35"),
        ("from: 20, to: 35", "at_most: 40"),
        ("from: 35, to: 35", "at_least: 20"),
        ("at_least: 150", "at_least: 150"),
    ],
)
def test_going_together(found: Found, one: str, other: str) -> None:
    for figures in ((one, other), (other, one)):
        assert found(*map(target, figures)) == []


def test_two_metrics_are_nobodys_business(found: Found) -> None:
    assert found(target("at_least: 50"), "target: {metric: other, at_most: 35}") == []


def test_one_department_can_contradict_itself(write: Write) -> None:
    text = """
        metrics: {stock: {}}
        departments:
          a:
            name: Stores
            lead: Head of Stores
            objectives:
              less: {target: {metric: stock, at_most: 35}}
              more: {target: {metric: stock, at_least: 50}}
    """
    finding = next(each for each in analyze(load(write(text)), today=TODAY).findings if each.code == "GC104")
    assert finding.departments == ("a",)
    assert finding.decider == "a"
    assert "Let Head of Stores (Stores) decide" in texts(finding.advice)[-1]


# Periods


def during(figures: str, period: str) -> str:
    return target(figures, f"period: {period}")


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("2026-H1", "2026-H2", False),
        ("2026-Q3", "2026-H2", True),
        ("2026", "2026-09", True),
        ("{from: 2026-01-01, to: 2026-06-30}", "{from: 2026-07-01, to: 2026-12-31}", False),
        ("{from: 2026-01-01, to: 2026-07-01}", "{from: 2026-07-01, to: 2026-12-31}", True),
        ("2028-02", "{from: 2028-02-29, to: 2028-02-29}", True),
        ("{from: 2028-02-01, to: 2028-02-28}", "{from: 2028-02-29, to: 2028-02-29}", False),
        ("2028-03", "{from: 2028-02-29, to: 2028-02-29}", False),
    ],
)
def test_periods_must_share_a_day(found: Found, one: str, other: str, together: bool) -> None:
    for first, second in ((one, other), (other, one)):
        opposing = found(during("at_least: 50", first), during("at_most: 35", second))
        mismatched = found(during("at_least: 50", first), during("at_least: 35", second))
        assert codes(opposing) == ["GC104"] * together
        assert codes(mismatched) == ["GC105"] * together


def test_an_objective_without_a_period_always_stands(found: Found) -> None:
    findings = found(target("at_least: 50"), during("at_most: 35", "2026-Q3"), during("at_most: 35", "2031"))
    assert [finding.objectives for finding in findings] == [("a.a", "b.b"), ("a.a", "c.c")]
    assert "Both stand from 2026-07-01 to 2026-09-30." in texts(findings[0].details)


def test_the_organizations_period_is_the_default(found: Found) -> None:
    sections = {"organization": {"name": "O", "period": "2026-H1"}}
    assert found(target("at_least: 50"), during("at_most: 35", "2026-Q3"), **sections) == []
    assert len(found(target("at_least: 50"), during("at_most: 35", "2026-Q2"), **sections)) == 1


# Who is left out


def test_alternatives_are_exempt_whoever_of_them_says_so(found: Found) -> None:
    apart = target("at_least: 50", "alternative_to: [b.b]"), target("at_most: 35")
    assert found(*apart) == []
    assert found(*reversed([target("at_least: 50", "alternative_to: [a.a]"), target("at_most: 35")])) == []
    assert found(target("at_least: 50", "alternative_to: [b.b]"), target("at_least: 35")) == []
    assert [finding.objectives for finding in found(*apart, target("at_least: 60"))] == [("b.b", "c.c"), ("a.a", "c.c")]


@pytest.mark.parametrize("status", ["done", "dropped"])
def test_objectives_that_are_over_do_not_count(found: Found, status: str) -> None:
    assert found(target("at_least: 50"), target("at_most: 35", f"status: {status}")) == []
    assert len(found(target("at_least: 50"), target("at_most: 35", "status: proposed"))) == 1


# What a finding says


def test_the_finding_names_figures_owners_and_the_lead(found: Found) -> None:
    finding = found(
        target("from: 60, to: 35", "owner: Head of Treasury"),
        target("at_least: 1500000.5"),
        metrics={"stock": {"name": "Parts in stock", "unit": "days", "better": "lower"}},
        organization={"name": "O", "period": "2026-H2"},
    )[0]
    assert str(finding.message) == (
        "a.a wants stock from 60 to 35 days, b.b at least 1,500,000.5 days: no figure satisfies both"
    )
    assert texts(finding.details) == (
        "stock: Parts in stock; lower is better.",
        "Both stand from 2026-07-01 to 2026-12-31.",
    )
    assert "Head of Treasury for a.a (from 60 to 35 days)" in texts(finding.advice)[0]
    assert "the lead of b for b.b (at least 1,500,000.5 days)" in texts(finding.advice)[0]
    assert texts(finding.advice)[-1] == "Let The boss (The top) decide which of the two figures for stock holds."
    assert finding.decider == "top"
    assert [place.line for place in finding.locations] == [5, 6]


def test_opposite_directions_are_called_so(found: Found) -> None:
    message = str(found(target("from: 55, to: 30"), target("from: 30, to: 60"))[0].message)
    assert message == "a.a and b.b move stock in opposite directions: from 55 to 30 days against from 30 to 60 days"


def test_a_mismatch_names_the_step_and_the_way(found: Found) -> None:
    up = found(target("at_least: 150"), target("from: 60, to: 120"))[0]
    assert (
        str(up.message)
        == "a.a wants stock at least 150 days, b.b from 60 to 120 days: the same way, to different figures"
    )
    assert texts(up.advice)[1] == "If 120 is a step on the way to 150, make it progress of a.a."
    down = found(target("at_most: 30"), target("at_most: 42"))[0]
    assert texts(down.advice)[1] == "If 42 is a step on the way to 30, make it progress of a.a."


@pytest.mark.parametrize(
    ("first", "last", "apart"),
    [
        ("period: 2026", "period: {from: 2026-07-02, to: 2026-12-31}", True),
        ("period: 2026", "period: 2026-H2", False),
        ("period: 2026", "period: 2026-H2, status: proposed", True),
        ("name: first", "period: {from: 2026-07-02, to: 2026-12-31}", False),
        ("period: {from: 2026-07-02, to: 2026-12-31}", "period: 2026", False),
    ],
)
def test_one_after_the_other_only_what_has_not_begun(found: Found, first: str, last: str, apart: bool) -> None:
    (mismatch,) = found(target("at_most: 42", first), target("at_most: 30", last))
    assert ("start b.b after a.a ends (2026-12-31), or make it" in texts(mismatch.advice)[1]) is apart
    either = "2026-07-02" in first + last or "proposed" in last
    (opposing,) = found(target("at_least: 42", first), target("at_most: 30", last))
    assert ("or one after the other" in texts(opposing.advice)[0]) is (either and "name" not in first)
    ranges = found(target("between: [5, 10]"), target("between: [8, 12]"))[0]
    assert str(ranges.message) == "a.a wants stock between 5 and 10 days, b.b between 8 and 12 days: ranges that differ"
    assert len(texts(ranges.advice)) == 2


def test_without_a_common_lead_the_advice_asks_for_one(write: Write) -> None:
    text = """
        metrics: {stock: {}}
        departments:
          a: {objectives: {a: {target: {metric: stock, at_least: 2}}}}
          b: {objectives: {b: {target: {metric: stock, at_least: 1}}}}
    """
    finding = next(each for each in analyze(load(write(text)), today=TODAY).findings if each.code == "GC105")
    assert finding.decider is None
    assert texts(finding.advice)[-1].startswith("No department is above both a and b: name who decides (part_of)")


@pytest.mark.parametrize(
    ("number", "text"),
    [(150, "150"), (150.0, "150"), (1_500_000, "1,500,000"), (0.25, "0.25"), (-3.5, "-3.5"), (99.995, "99.995")],
)
def test_figures_stand_as_they_were_declared(number: float, text: str) -> None:
    assert figure(number) == text
    assert figure(number, "days") == f"{text} days"
    assert figure(-0.0) == "0"


# One finding for each pair, stable and in order


def test_every_pair_once_sorted_with_its_own_fingerprint(found: Found) -> None:
    bodies = [target("at_least: 50"), target("at_most: 35"), target("at_least: 60"), target("at_most: 30")]
    findings = found(*bodies)
    assert [(finding.code, *finding.objectives) for finding in findings] == [
        ("GC104", "a.a", "b.b"),
        ("GC104", "a.a", "d.d"),
        ("GC104", "b.b", "c.c"),
        ("GC104", "c.c", "d.d"),
        ("GC105", "a.a", "c.c"),
        ("GC105", "b.b", "d.d"),
    ]
    assert len({finding.fingerprint for finding in findings}) == 6
    moved = found(*(body.replace("50", "51") for body in bodies))
    assert [finding.fingerprint for finding in moved] == [finding.fingerprint for finding in findings]


@pytest.mark.parametrize("figures", [("at_least: 50", "at_most: 35"), ("at_least: 50", "at_least: 35")])
def test_the_metric_is_part_of_the_fingerprint(found: Found, figures: tuple[str, str]) -> None:
    one = found(*map(target, figures))[0]
    other = found(*(target(each).replace("stock", "other") for each in figures))[0]
    assert one.fingerprint != other.fingerprint


def test_a_decision_settles_it(found: Found) -> None:
    decision = {
        "between": ["a.a", "b.b"],
        "decision": "accepted",
        "by": "COO",
        "reason": "until the new stores open",
        "until": "2026-12-31",
    }
    findings = found(target("at_least: 50"), target("at_most: 35"), target("at_most: 36"), decisions=[decision])
    assert [finding.status for finding in findings if finding.objectives == ("a.a", "b.b")] == [FindingStatus.ACCEPTED]
    assert [finding.status for finding in findings if finding.objectives == ("a.a", "c.c")] == [FindingStatus.OPEN]


# Against trying all pairs


class Goal(NamedTuple):
    """A target as it is declared, and its period."""

    form: str
    figures: tuple[int, int]
    period: tuple[int, int] | None
    alternatives: frozenset[int]

    @property
    def content(self) -> tuple[float, float]:
        low, high = self.figures
        match self.form:
            case "at_least":
                return low, math.inf
            case "at_most":
                return -math.inf, low
            case "between":
                return min(low, high), max(low, high)
        return (-math.inf if high < low else high), (math.inf if high > low else high)

    @property
    def heading(self) -> int:
        low, high = self.content
        return math.isinf(high) - math.isinf(low)

    @property
    def move(self) -> int:
        low, high = self.figures
        return (high > low) - (high < low) if self.form == "from" else 0

    def days(self) -> tuple[date, date]:
        first, last = self.period or (-1, 1)
        return (date(2026, 1, 1) + timedelta(first), date(2026, 1, 1) + timedelta(last))

    def declared(self) -> dict[str, Any]:
        low, high = self.figures
        forms: dict[str, dict[str, Any]] = {
            "at_least": {"at_least": low},
            "at_most": {"at_most": low},
            "between": {"between": sorted(self.figures)},
            "from": {"from": low, "to": high},
        }
        entry: dict[str, Any] = {"target": {"metric": "m", **forms[self.form]}}
        if self.period:
            first, last = self.days()
            entry["period"] = {"from": first.isoformat(), "to": last.isoformat()}
        return entry


small = st.integers(0, 6)
spans = st.none() | st.tuples(small, small).map(lambda ends: (min(ends), max(ends)))
goals = st.lists(
    st.builds(
        Goal,
        st.sampled_from(["at_least", "at_most", "between", "from"]),
        st.tuples(small, small),
        spans,
        st.frozensets(st.integers(0, 9), max_size=1),
    ),
    max_size=10,
)


def connected(goals: list[Goal], one: int) -> set[int]:
    """Everybody of whom only one will be chosen, directly or over others."""
    named = [(number, each) for number, goal in enumerate(goals) for each in goal.alternatives if each < len(goals)]
    found = {one}
    for _ in goals:
        found |= {number for pair in named if found & set(pair) for number in pair}
    return found


def tried(goals: list[Goal]) -> set[tuple[str, str, str]]:
    """What both rules say, by trying all pairs."""
    return {
        (code, f"d.g{one}", f"d.g{other}")
        for one, other in combinations(range(len(goals)), 2)
        if other not in connected(goals, one)
        if (code := judged(goals[one], goals[other]))
    }


def judged(one: Goal, other: Goal) -> str | None:
    if one.period and other.period and not (one.period[0] <= other.period[1] and other.period[0] <= one.period[1]):
        return None
    excluded = one.content[0] > other.content[1] or other.content[0] > one.content[1]
    if excluded or one.move * other.move < 0:
        return "GC104"
    return "GC105" if one.heading == other.heading and one.content != other.content else None


def built(tmp: Path, entries: dict[str, Any], **settings: int) -> Organization:
    path = tmp / "org.yaml"
    path.write_text(
        json.dumps({"settings": settings, "metrics": {"m": {}}, "departments": {"d": {"objectives": entries}}})
    )
    return load(path)


@given(goals)
def test_finds_what_trying_all_pairs_finds(tmp_path_factory: pytest.TempPathFactory, goals: list[Goal]) -> None:
    entries = {f"g{number}": goal.declared() for number, goal in enumerate(goals)}
    for number, goal in enumerate(goals):
        others = sorted(f"g{each}" for each in goal.alternatives if each != number and each < len(goals))
        entries[f"g{number}"]["alternative_to"] = others
    study = Context(built(tmp_path_factory.mktemp("pairs"), entries), today=TODAY)
    findings = [finding for code in BOTH for finding in at_length(find_rule(code).check(study))]
    assert sorted((finding.code, *finding.objectives) for finding in findings) == sorted(tried(goals))
    for code in BOTH:
        ids = [finding.objectives for finding in findings if finding.code == code]
        assert ids == sorted(ids)


# Many targets on one metric


def found_at_once(tmp_path: Path, entries: dict[str, Any], code: str) -> list[Finding]:
    study = Context(built(tmp_path, entries, max_findings=20), today=TODAY)
    assert len(study.active) == len(entries)
    with not_for_ever(SECONDS):
        return list(at_length(find_rule(code).check(study)))


MANY = 10_000
SECONDS = 20
"""Far more than it takes (0.3 s), far less than trying 50 million pairs (60 s)."""


def day(number: int) -> str:
    return (date(2000, 1, 1) + timedelta(number)).isoformat()


@pytest.mark.parametrize("code", BOTH)
@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("one figure", lambda _: {"at_least": 5}),
        ("one range", lambda _: {"between": [5, 10]}),
        ("ranges apart", lambda number: {"between": [2 * number, 2 * number + 1]}),
        ("many figures", lambda number: {"at_least": number}),
        ("both ways", lambda number: {"from": 5, "to": 5 + (-1) ** number * (number + 1)}),
    ],
)
def test_many_targets_on_one_metric(tmp_path: Path, code: str, name: str, entry: Callable[[int], Any]) -> None:
    entries = {f"g{number:05}": {"target": {"metric": "m", **entry(number)}} for number in range(MANY)}
    findings = found_at_once(tmp_path, entries, code)
    silent = name in ("one figure", "one range") or (name, code) in {
        ("ranges apart", "GC105"),
        ("many figures", "GC104"),
    }
    assert len(findings) == (0 if silent else 21)


@pytest.mark.parametrize("code", BOTH)
def test_many_periods_that_never_meet(tmp_path: Path, code: str) -> None:
    """Each objective has its own day and its own figure: nothing to find, and not by trying 50 million pairs."""
    entries = {
        f"g{number:05}": {
            "period": {"from": day(number), "to": day(number)},
            "target": {"metric": "m", "at_most" if number % 2 and code == "GC104" else "at_least": MANY - number},
        }
        for number in range(MANY)
    }
    findings = found_at_once(tmp_path, entries, code)
    assert findings == []


def test_what_is_cut_off_does_not_depend_on_the_order_of_keys(tmp_path: Path) -> None:
    entries = {f"g{number:02}": {"target": {"metric": "m", "at_least": number}} for number in range(30)}
    forward = found_at_once(tmp_path, entries, "GC105")
    backward = found_at_once(tmp_path, dict(reversed(entries.items())), "GC105")
    assert len(forward) == 21
    assert [finding.objectives for finding in forward] == [finding.objectives for finding in backward]
    assert all(one.objectives < other.objectives for one, other in pairwise(forward))
