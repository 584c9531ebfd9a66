"""GC106: a resource that is promised more often than there is of it; units and capacity periods in the files."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from conftest import at_length, not_for_ever, texts
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped, unused-ignore]  # its stubs may be there

from goalcheck import Finding, InvalidInput, Level, analyze, load
from goalcheck.facts.context import Context
from goalcheck.facts.resource_demand import Draw, share_of_days, smallest_sets
from goalcheck.messages.figures import amount, percent
from goalcheck.model import Period
from goalcheck.model.period import named_period
from goalcheck.model.schema import MAX_CAPACITY_PERIODS
from goalcheck.rules import find_rule
from goalcheck.schemas import organization_schema

Write = Callable[..., Path]
Found = Callable[..., list[Finding]]
Refused = Callable[..., list[tuple[str, str, int, int]]]

TODAY = date(2026, 7, 1)


def organization(
    capacity: str, *objectives: str, period: str | None = "2026-H2", unit: str | None = "hours", more: str = ""
) -> str:
    """One resource; the objectives a, b, ... belong to the departments a, b, ..."""
    departments = "\n".join(
        f"  {name}: {{part_of: top, objectives: {{{name}: {{{body}}}}}}}"
        for name, body in zip("abcdefghijklmnop", objectives, strict=False)
    )
    header = f"organization: {{name: O{f', period: {period}' if period else ''}}}"
    resource = f"crews: {{name: Field crews, capacity: {capacity}{f', unit: {unit}' if unit else ''}}}"
    return (
        f"{header}\nresources:\n  {resource}\n{more}"
        f"departments:\n  top: {{name: The top, lead: The boss}}\n{departments}\n"
    )


def needs(amount: object, period: str | None = None, more: str = "") -> str:
    """The body of an objective that needs the resource."""
    parts = [f"needs: {{crews: {amount}}}", f"period: {period}" if period else "", more]
    return ", ".join(part for part in parts if part)


@pytest.fixture
def found(write: Write) -> Found:
    """The findings of the rule."""

    def run(capacity: str, *objectives: str, **options: Any) -> list[Finding]:
        report = analyze(load(write(organization(capacity, *objectives, **options))), today=TODAY)
        return [finding for finding in report.findings if finding.code == "GC106"]

    return run


@pytest.fixture
def refused(write: Write) -> Refused:
    """The problems of the input: message, what was expected, line and column."""

    def run(capacity: str, *objectives: str, **options: Any) -> list[tuple[str, str, int, int]]:
        with pytest.raises(InvalidInput) as caught:
            load(write(organization(capacity, *objectives, **options)))
        return [
            (str(problem.message), problem.expected, *problem.places[0].location[1:3])
            for problem in caught.value.problems
        ]

    return run


def levels(findings: list[Finding]) -> list[Level]:
    return [finding.level for finding in findings]


# How much is too much


@pytest.mark.parametrize(
    ("demand", "level"),
    [
        ([125], Level.SEVERE),
        ([124.9], Level.SERIOUS),
        ([100.1], Level.SERIOUS),
        ([100], Level.SERIOUS),
        ([99.9], Level.MINOR),
        ([60, 40], Level.SERIOUS),
        ([60, 40.1], Level.SERIOUS),
        ([90], Level.MINOR),
        ([89.9], None),
        ([60, 65], Level.SEVERE),
        ([0], None),
    ],
)
def test_levels(found: Found, demand: list[float], level: Level | None) -> None:
    assert levels(found("100", *map(needs, demand))) == ([level] if level else [])


def test_rounding_never_falls_short_of_a_capacity(found: Found) -> None:
    assert levels(found("0.3", needs(0.1), needs(0.2))) == [Level.SERIOUS]
    thirds = [needs(1, "{from: 2026-07-01, to: 2026-07-03}")] * 3
    assert levels(found("3", *thirds)) == [Level.SERIOUS]


@pytest.mark.parametrize("amount", [0.001, 1, 1e15])
def test_no_capacity_and_any_demand_is_severe(found: Found, amount: float) -> None:
    findings = found("0", needs(amount), needs(0))
    assert levels(findings) == [Level.SEVERE]
    assert findings[0].objectives == ("a.a",)
    assert str(findings[0].message).endswith("and there is none")
    assert found("0", needs(0)) == []


def test_an_undeclared_capacity_is_no_capacity_of_zero(write: Write) -> None:
    text = organization("1", needs(5)).replace("capacity: 1, ", "")
    assert [each for each in analyze(load(write(text)), today=TODAY).findings if each.code == "GC106"] == []


# Over which days


def test_one_figure_stands_for_the_organizations_period(found: Found) -> None:
    in_it, around_it, before_it = needs(100, "2026-Q3"), needs(200, "2026"), needs(500, "2026-H1")
    finding = found("150", in_it, around_it, before_it)[0]
    assert finding.objectives == ("a.a", "b.b")
    # 184 of the 365 days of 2026 lie in its second half: 200 x 184 / 365 = 100.82.
    assert (
        str(finding.message)
        == "crews in 2026-H2: 2 objectives need 200.82 of 150 hours (133.9 %), 50.82 hours too much"
    )


def test_without_a_period_of_the_organization_the_plain_sum_counts(found: Found) -> None:
    finding = found("100", needs(60, "2026-Q3"), needs(50, "2031"), needs(10), period=None)[0]
    assert (
        str(finding.message) == "crews in the whole time: 3 objectives need 120 of 100 hours (120 %), 20 hours too much"
    )


def test_an_objective_without_a_period_counts_whole_against_every_capacity(found: Found) -> None:
    findings = found("{2026-Q3: 100, 2026-Q4: 110}", needs(105), period=None)
    assert levels(findings) == [Level.SERIOUS, Level.MINOR]
    assert [str(finding.message).split(":")[0] for finding in findings] == ["crews in 2026-Q3", "crews in 2026-Q4"]


def test_an_objective_without_a_period_takes_that_of_the_organization(found: Found) -> None:
    # 184 days: 92 in each quarter.
    findings = found("{2026-Q3: 50, 2026-Q4: 40, 2027-Q1: 1}", needs(100))
    assert [str(finding.message) for finding in findings] == [
        "crews in 2026-Q4: 1 objective needs 50 of 40 hours (125 %), 10 hours too much",
        "crews in 2026-Q3: 1 objective needs 50 of 50 hours (100 %), nothing is left",
    ]


def test_an_objective_that_spans_three_capacity_periods(found: Found) -> None:
    # 365 days of 2027: 90 in the first quarter, 91 in the second, 92 in the third; the fourth has no capacity declared.
    findings = found("{2027-Q1: 90, 2027-Q2: 90, 2027-Q3: 60}", needs(365, "2027"))
    assert sorted((finding.level, str(finding.message).split(": ", 1)[1]) for finding in findings) == [
        (Level.SERIOUS, "1 objective needs 90 of 90 hours (100 %), nothing is left"),
        (Level.SERIOUS, "1 objective needs 91 of 90 hours (101.1 %), 1 hours too much"),
        (Level.SEVERE, "1 objective needs 92 of 60 hours (153.3 %), 32 hours too much"),
    ]
    assert texts(findings[0].details)[0] == "a.a draws 92 hours of its 365 hours."


def test_a_period_that_ends_the_day_before_draws_nothing(found: Found) -> None:
    until_june = needs(1000, "{from: 2026-04-01, to: 2026-06-30}")
    until_july = needs(92, "{from: 2026-04-01, to: 2026-07-01}")
    assert found("{2026-Q3: 1}", until_june) == []
    findings = found("{2026-Q3: 1}", until_june, until_july)
    assert findings[0].objectives == ("b.b",)
    assert findings[0].level is Level.SERIOUS  # one day of 92, so 1 of 1


def test_a_leap_day_is_a_day(found: Found) -> None:
    # February 2028 has 29 days, so one day of it is 1/29 of the need, and the year has 366.
    leap_day = "{from: 2028-02-29, to: 2028-02-29}"
    assert levels(found("{2028-02: 29}", needs(366, "2028"))) == [Level.SERIOUS]
    assert levels(found("{2028-02: 28}", needs(366, "2028"))) == [Level.SERIOUS]
    assert levels(found("{2028-02: 10}", needs(10, leap_day))) == [Level.SERIOUS]
    assert found("{2028-03: 1}", needs(10, leap_day)) == []
    assert levels(found("{2027-02: 28}", needs(365, "2027"))) == [Level.SERIOUS]


@pytest.mark.parametrize(
    ("own", "period", "share"),
    [
        ("2026-H2", "2026-Q3", 92 / 184),
        ("2026-Q3", "2026-H2", 1),
        ("2026-Q3", "2026-Q4", 0),
        ("2026-09", "2026-H1", 0),
        ("2028", "2028-02", 29 / 366),
        (None, "2026-Q3", 1),
        ("2026-Q3", None, 1),
    ],
)
def test_the_share_of_days(own: str | None, period: str | None, share: float) -> None:
    periods: list[Period | None] = [None if name is None else named_period(name) for name in (own, period)]
    assert share_of_days(*periods) == pytest.approx(share, abs=1e-15)


# Who draws


@pytest.mark.parametrize("status", ["done", "dropped"])
def test_objectives_that_are_over_draw_nothing(found: Found, status: str) -> None:
    assert found("100", needs(60), needs(60, more=f"status: {status}")) == []
    assert len(found("100", needs(60), needs(60, more="status: proposed"))) == 1


def test_of_alternatives_the_one_that_draws_most_counts(found: Found) -> None:
    alternatives = needs(50), needs(60, more="alternative_to: [a.a]")
    assert found("100", *alternatives) == []
    finding = found("100", *alternatives, needs(45))[0]
    assert finding.objectives == ("b.b", "c.c")
    assert finding.level is Level.SERIOUS


def test_the_finding_tells_who_draws_how_much_and_who_can_give(found: Found) -> None:
    finding = found(
        "{2026-Q3: 100, 2026-Q4: 40}",
        needs(120, more="owner: Head of Repair, priority: 5"),
        needs(24, more="owner: Head of Contracts, priority: 2"),
        needs(24, "2026-Q4", "priority: 2"),
    )[0]
    assert str(finding.message) == "crews in 2026-Q4: 3 objectives need 96 of 40 hours (240 %), 56 hours too much"
    assert finding.level is Level.SEVERE
    assert texts(finding.details) == (
        "a.a draws 60 hours of its 120 hours.",
        "c.c draws 24 hours.",
        "b.b draws 12 hours of its 24 hours.",
        "a.a alone needs more than there is: 60 hours.",
        "The fewest that can make room by giving all of theirs: a.a.",
    )
    assert texts(finding.advice) == (
        "Let Head of Repair find 56 hours in a.a, which can make room alone (priority 5 of 5).",
        "Move work to where there is room: 2026-Q3 (28 hours).",
        "Let The boss (The top) decide who gives, or add 56 hours to Field crews.",
    )
    assert finding.objectives == ("a.a", "b.b", "c.c")
    assert finding.decider == "top"
    # Where the needs stand, the largest first, then the resource.
    assert [place.line for place in finding.locations] == [6, 8, 7, 3]


def test_of_those_that_can_make_room_alone_the_least_urgent_is_named(found: Found) -> None:
    able = needs(60, more="priority: 4"), needs(50, more="priority: 2"), needs(5, more="priority: 1")
    finding = found("100", *able)[0]
    assert texts(finding.advice)[0].startswith("Let the lead of b find 15 hours in b.b")
    finding = found("100", *able, needs(20, more="status: proposed, priority: 5"))[0]
    assert texts(finding.advice)[0].startswith("Let the lead of b find 35 hours in b.b")
    finding = found("100", needs(60), needs(30), needs(40, more="status: proposed, priority: 5"))[0]
    assert texts(finding.advice)[0].startswith("Let the lead of c find 30 hours in c.c")
    assert "(only proposed, priority 5 of 5)" in texts(finding.advice)[0]
    finding = found("100", needs(60), needs(70))[0]
    assert texts(finding.advice)[0].startswith("Let the lead of b find 30 hours in b.b")


def test_where_nobody_can_make_room_alone_all_are_asked(found: Found) -> None:
    finding = found("10", needs(6), needs(6), needs(6), needs(6))[0]
    assert texts(finding.details)[4:] == (
        "At least one of a.a and b.b must give: together they need 12 hours.",
        "At least one of a.a and c.c must give: together they need 12 hours.",
        "At least one of a.a and d.d must give: together they need 12 hours.",
        "The fewest that can make room by giving all of theirs: a.a, b.b and c.c; or a.a, b.b and d.d; or "
        "a.a, c.c and d.d.",
    )
    assert texts(finding.advice)[0].startswith(
        "No objective can make room alone: let the lead of a for a.a, the lead of b for b.b"
    )


def test_a_full_resource_is_no_conflict_yet(found: Found) -> None:
    finding = found("100", needs(60), needs(35))[0]
    assert str(finding.message) == "crews in 2026-H2: 2 objectives need 95 of 100 hours (95 %), 5 hours left"
    assert not any("must give" in detail for detail in texts(finding.details))
    assert texts(finding.advice)[0] == (
        "Agree now who gives first when something slips: the lead of a for a.a and the lead of b for b.b."
    )


def test_without_a_common_lead_the_advice_asks_for_one(write: Write) -> None:
    text = organization("100", needs(60), needs(60)).replace("part_of: top, ", "")
    finding = next(each for each in analyze(load(write(text)), today=TODAY).findings if each.code == "GC106")
    assert finding.decider is None
    assert texts(finding.advice)[-1].startswith("No department is above a and b: name who decides (part_of)")


def test_a_resource_without_a_unit(found: Found) -> None:
    finding = found("100", needs(120), unit=None)[0]
    assert str(finding.message) == "crews in 2026-H2: 1 objective needs 120 of 100 (120 %), 20 too much"


def test_the_fullest_comes_first(write: Write) -> None:
    capacities = {"b": 60, "a": 70, "d": 50, "c": 95, "e": 120}
    text = (
        organization("100").replace("crews:", "unused:")
        + "  x: {objectives: {x: {needs: {a: 100, b: 100, c: 100, d: 100, e: 100}}}}"
    )
    resources = "".join(f"  {name}: {{capacity: {amount}}}\n" for name, amount in capacities.items())
    study = Context(load(write(text.replace("resources:\n", f"resources:\n{resources}"))), today=TODAY)
    found = [str(finding.message).split()[0] for finding in at_length(find_rule("GC106").check(study))]
    assert found == ["d", "b", "a", "c"]


def test_fingerprints_are_of_the_resource_and_the_period(found: Found) -> None:
    one = found("{2026-Q3: 10, 2026-Q4: 10}", needs(60), needs(50))
    assert len({finding.fingerprint for finding in one}) == 2
    other = found("{2026-Q4: 11, 2026-Q3: 12}", needs(70))
    assert {finding.fingerprint for finding in other} == {finding.fingerprint for finding in one}
    assert found("10", needs(60))[0].fingerprint not in {finding.fingerprint for finding in one}


# The smallest sets


def draws(amounts: list[int]) -> list[Draw]:
    """Draws of objectives 0, 1, ..., the most first."""
    ordered = sorted(amounts, reverse=True)
    return [
        Draw(each, cast("Any", SimpleNamespace(id=str(place))), cast("Any", None)) for place, each in enumerate(ordered)
    ]


@given(st.lists(st.integers(1, 9), min_size=1, max_size=8), st.integers(0, 40))
def test_the_smallest_sets_are_all_there_are(amounts: list[int], least: int) -> None:
    all_draws = draws(amounts)
    tried: list[tuple[Draw, ...]] = []
    for size in range(1, len(amounts) + 1):
        tried = [each for each in combinations(all_draws, size) if sum(draw.amount for draw in each) >= least]
        if tried:
            break
    assert list(smallest_sets(all_draws, least)) == tried


def test_thousands_of_drawers(tmp_path: Path) -> None:
    """A set of ten thousand objectives is found, counted and not spelled out."""
    number = 20_000
    objectives = {f"o{each:05}": {"needs": {"crews": 1 + each % 2}} for each in range(number)}
    raw = {
        "resources": {"crews": {"capacity": 20_001}},
        "departments": {"d": {"lead": "The boss", "objectives": objectives}},
    }
    path = tmp_path / "org.yaml"
    path.write_text(json.dumps(raw))
    study = Context(load(path), today=TODAY)
    with not_for_ever():
        finding = next(at_length(find_rule("GC106").check(study)))
    assert str(finding.message).startswith("crews in the whole time: 20,000 objectives need 30,000 of 20,001 (150 %)")
    assert "19,992 more draw 29,984 together." in texts(finding.details)
    assert len(finding.objectives) == 1000
    assert len(finding.locations) == 9
    assert "and 9,996 more must give: together they need 20,002." in texts(finding.details)[9]
    assert all(len(detail) < 1000 for detail in texts(finding.details))


# Units and capacity periods in the files


def test_a_need_may_name_its_unit(found: Found) -> None:
    assert str(found("100", needs("60 hours"), needs("50.5 hours"))[0].message).startswith(
        "crews in 2026-H2: 2 objectives need 110.5 of 100 hours"
    )
    assert found("100", needs("110 person days"), unit="person days")[0].level is Level.SERIOUS


NEED = "a number, alone or with the unit of the resource (6100 hours)"


@pytest.mark.parametrize(
    ("need", "unit", "message", "expected"),
    [
        ("60 days", "hours", "the need is in 'days', the resource 'crews' in 'hours'", "a number of hours"),
        ("60 Hours", "hours", "the need is in 'Hours', the resource 'crews' in 'hours'", "a number of hours"),
        (
            "60 hours",
            None,
            "the need is in 'hours', and the resource 'crews' has no unit",
            "a number alone, or unit: hours for the resource",
        ),
        ("lots", "hours", "crews: found 'lots'", NEED),
        ("60hours", "hours", "crews: found '60hours'", NEED),
        ("-6 hours", "hours", "crews: found '-6 hours'", NEED),
        ('"60 "', "hours", "crews: found '60 '", NEED),
        ("-6", "hours", "crews: found the number -6", NEED),
        ("yes", "hours", "crews: found 'yes'", NEED),
        ("[6]", "hours", "crews: found a list of 1 item", NEED),
    ],
)
def test_units_must_agree(refused: Refused, need: str, unit: str | None, message: str, expected: str) -> None:
    problems = refused("100", f"needs: {{crews: {need}}}", unit=unit)
    line = "  a: {part_of: top, objectives: {a: {needs: {crews: "
    assert problems == [(message, expected, 6, len(line) + 1)]


def test_the_unit_of_an_unknown_resource_is_one_problem(refused: Refused) -> None:
    assert [problem[0] for problem in refused("100", "needs: {crew: 60 days}")] == [
        "unknown resource 'crew'; did you mean 'crews'?"
    ]


def test_the_unit_may_be_declared_in_another_file(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("departments: {d: {objectives: {o: {needs: {crews: 6 hours}}}}}")
    (tmp_path / "b.yaml").write_text("resources: {crews: {unit: hours, capacity: 5}}")
    assert load(tmp_path).objectives["d.o"].needs[0].amount == 6
    (tmp_path / "b.yaml").write_text("resources: {crews: {unit: days, capacity: 5}}")
    with pytest.raises(InvalidInput):
        load(tmp_path)


@pytest.mark.parametrize(
    ("capacity", "overlaps"),
    [
        ("{2026-H2: 10, 2026-Q3: 5}", [("2026-Q3", "2026-H2")]),
        ("{2026-Q3: 5, 2026-H2: 10}", [("2026-Q3", "2026-H2")]),
        ("{2026: 10, 2026-01: 5, 2026-12: 5}", [("2026-01", "2026"), ("2026-12", "2026")]),
        ("{2026: 10, 2026-03: 5, 2026-12: 5}", [("2026-03", "2026"), ("2026-12", "2026")]),
        ("{2026-Q3: 5, 2026-09: 5, 2026-Q4: 5}", [("2026-09", "2026-Q3")]),
        ("{2028-Q1: 5, 2028-02: 5}", [("2028-02", "2028-Q1")]),
    ],
)
def test_capacity_periods_share_no_day(write: Write, capacity: str, overlaps: list[tuple[str, str]]) -> None:
    with pytest.raises(InvalidInput) as caught:
        load(write(organization(capacity)))
    line = organization(capacity).splitlines()[2]
    problems = list(caught.value.problems)
    assert len(problems) == len(overlaps)
    for problem in problems:
        names = [line[place.location.column - 1 : place.location.end_column - 1] for place in problem.places]
        assert {str(problem.message)} <= {
            f"the capacity periods {names[0]} and {names[1]} overlap",
            f"the capacity periods {names[1]} and {names[0]} overlap",
        }
        assert sorted(names) in [sorted(pair) for pair in overlaps]


def test_capacity_periods_that_touch_are_fine(found: Found) -> None:
    assert found("{2026-Q3: 5, 2026-Q4: 5, 2026-06: 5, 2027: 9}") == []


def test_capacity_periods_are_bounded(refused: Refused, write: Write) -> None:
    months = [f"{year}-{month:02}" for year in range(2026, 2060) for month in range(1, 13)]
    allowed, beyond = months[:MAX_CAPACITY_PERIODS], months[: MAX_CAPACITY_PERIODS + 1]
    assert load(write(organization(f"{{{', '.join(f'{month}: 1' for month in allowed)}}}")))
    problem = refused(f"{{{', '.join(f'{month}: 1' for month in beyond)}}}")[0]
    assert problem[0] == f"{MAX_CAPACITY_PERIODS + 1} capacity periods"
    assert problem[1].startswith(f"at most {MAX_CAPACITY_PERIODS};")


@pytest.mark.parametrize(
    ("need", "valid"),
    [
        (6100, True),
        (0.5, True),
        ("6100 hours", True),
        ("60 person days", True),
        ("lots", False),
        (-1, False),
        ([], False),
    ],
)
def test_the_schema_follows(need: object, valid: bool) -> None:
    raw = {"departments": {"d": {"objectives": {"o": {"needs": {"crews": need}}}}}}
    assert Draft202012Validator(json.loads(organization_schema())).is_valid(raw) is valid


# Words


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (4100.0, "4,100"),
        (1 / 3, "0.33"),
        (0.0012345, "0.0012"),
        (99.999, "100"),
        (0.0, "0"),
        (-0.0, "0"),
        (12.5, "12.5"),
    ],
)
def test_amounts_have_two_decimals_at_most(number: float, text: str) -> None:
    assert amount(number) == text


def test_shares() -> None:
    assert [percent(share) for share in (1.0, 1.152174, 0.999, 12.5)] == ["100 %", "115.2 %", "99.9 %", "1,250 %"]
    assert percent(float("inf")) == "far too much"
