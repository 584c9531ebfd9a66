"""GC210: departments whose objectives meet, over a dependency or hard on one outcome, without having agreed."""

from __future__ import annotations

import json
from itertools import combinations
from random import Random
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest
from conftest import texts

from goalcheck import Organization, Report, analyze, load
from goalcheck.facts import touchpoints
from goalcheck.graph import Clashes
from goalcheck.rules import examples, find_rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Write

    from goalcheck import Finding

    Found = Callable[[str], list[Finding]]


@pytest.fixture
def found(write: Write) -> Found:
    """What GC210 has to say of an organization."""

    def findings(text: str) -> list[Finding]:
        return [finding for finding in analyze(load(write(text))).findings if finding.code == "GC210"]

    return findings


def two(one: str, other: str, more: str = "") -> str:
    """An objective of sales and one of operations."""
    head = """\
        outcomes: {calls: {importance: 5}, fast: {importance: 3}, kind: {importance: 2}, line: {importance: 1}}
        drivers: {time: {affects: {calls: {weight: 0.7}}}}
        departments:
          top: {lead: Chief}
        """
    departments = (
        f"  ops: {{part_of: top, objectives: {{a: {one}}}}}\n  sales: {{part_of: top, objectives: {{b: {other}}}}}\n"
    )
    return dedent(head) + departments + more


BOTH = "{affects: {calls: helps}}"


def test_examples(write: Write) -> None:
    pages = examples(find_rule("GC210"))
    assert [finding.code for finding in analyze(load(write(pages.fires))).findings] == ["GC210"]
    assert not analyze(load(write(pages.silent, "silent.yaml"))).findings


class TestPushes:
    def test_tells_who_meets_over_what(self, found: Found) -> None:
        (finding,) = found(two("{owner: Al, affects: {calls: helps}}", "{affects: {calls: strongly helps}}"))
        assert str(finding.message) == "ops and sales have not agreed, and ops.a and sales.b both push calls hard"
        assert texts(finding.details) == ("ops.a helps calls (0.67), and sales.b helps it (1.00).",)
        assert texts(finding.advice)[0] == (
            "Bring Al and the lead of sales together; then write sales into the agreed_with of ops.a, "
            "or ops into that of sales.b."
        )
        assert (finding.level, finding.departments, finding.decider) == ("minor", ("ops", "sales"), "top")
        assert [contest.outcome for contest in finding.outcomes] == ["calls"]
        assert [side.objective for side in finding.outcomes[0].sides] == ["ops.a", "sales.b"]
        assert [location.line for location in finding.locations] == [5, 6]

    @pytest.mark.parametrize(
        ("one", "other", "number"),
        [
            ("{weight: 0.5}", "{weight: 0.5}", 1),
            ("{weight: 0.49}", "strongly helps", 0),
            ("helps", "slightly helps", 0),
            ("hurts", "hurts", 1),
            ("{weight: -0.5}", "strongly hurts", 1),
            ("neutral", "helps", 0),
            ("{effect: helps, confidence: low}", "helps", 0),
        ],
    )
    def test_hard_from_one_half(self, found: Found, one: str, other: str, number: int) -> None:
        findings = found(two(f"{{affects: {{calls: {one}}}}}", f"{{affects: {{calls: {other}}}}}"))
        assert len(findings) == number

    @pytest.mark.parametrize(("weight", "number"), [(0.7, 0), (0.8, 1)])
    def test_a_chain_pushes_as_hard_as_it_is_strong(self, found: Found, weight: float, number: int) -> None:
        through = f"{{affects: {{time: {{weight: {weight}}}}}}}"
        assert len(found(two(through, BOTH))) == number

    def test_what_counts_is_the_side_that_it_leans_to(self, found: Found) -> None:
        both_ways = "{affects: {time: -3, calls: strongly helps}}"
        (finding,) = found(two(both_ways, BOTH, "settings: {min_tension: 100}\n"))
        assert texts(finding.details) == ("ops.a helps calls (1.00), and sales.b helps it (0.67).",)

    def test_a_pair_that_is_reported_as_opposed_is_not_repeated(self, write: Write) -> None:
        text = two(
            "{affects: {calls: hurts, fast: helps}}", "{affects: {calls: helps, fast: helps}, depends_on: [ops.a]}"
        )
        codes = [finding.code for finding in analyze(load(write(text))).findings]
        assert "GC101" in codes
        assert "GC210" not in codes

    def test_opposed_below_the_least_tension_is_said_here(self, found: Found) -> None:
        text = two("{affects: {line: hurts}}", "{affects: {line: helps}}")
        assert not found(text)
        (finding,) = found(text + "settings: {min_tension: 20}\n")
        assert texts(finding.details) == ("ops.a hurts line (0.67), and sales.b helps it (0.67).",)

    def test_different_outcomes_are_no_meeting(self, found: Found) -> None:
        assert not found(two("{affects: {fast: helps}}", BOTH))


class TestDependencies:
    DEPENDS = "{priority: 4, depends_on: [sales.b]}"

    def test_one_direction_is_enough(self, found: Found) -> None:
        (finding,) = found(two(self.DEPENDS, "{}"))
        assert str(finding.message) == "ops and sales have not agreed, and ops.a depends on sales.b"
        assert texts(finding.details) == ("ops.a (priority 4 of 5) depends on sales.b.",)
        assert texts(finding.advice)[1] == "Agree what ops.a needs from sales.b, and by when."
        assert finding.outcomes == ()

    def test_the_direction_is_kept_where_the_ids_stand_the_other_way(self, found: Found) -> None:
        (finding,) = found(two("{}", "{depends_on: [ops.a]}"))
        assert str(finding.message) == "sales and ops have not agreed, and sales.b depends on ops.a"

    @pytest.mark.parametrize(("status", "number"), [("proposed", 1), ("done", 0), ("dropped", 0)])
    def test_only_in_force(self, found: Found, status: str, number: int) -> None:
        assert len(found(two(self.DEPENDS, f"{{status: {status}}}"))) == number


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("{affects: {calls: helps}, %s}", "{affects: {calls: helps}, %s}"),
        ("{depends_on: [sales.b], %s}", "{%s}"),
    ],
    ids=["push", "dependency"],
)
class TestSilent:
    def meets(self, found: Found, one: str, other: str, *extra: str, more: str = "") -> bool:
        return bool(found(two(one % extra[0], other % extra[1], more)))

    @pytest.mark.parametrize("extra", [("agreed_with: [sales]", "priority: 3"), ("priority: 3", "agreed_with: [ops]")])
    def test_where_one_of_the_two_has_agreed(self, found: Found, one: str, other: str, extra: tuple[str, str]) -> None:
        assert not self.meets(found, one, other, *extra)

    @pytest.mark.parametrize(("customer", "silent"), [("field", True), ("homes", False), ("team", False)])
    def test_an_internal_customer_stands_for_its_department(
        self, found: Found, one: str, other: str, customer: str, silent: bool
    ) -> None:
        customers = "customers: {field: {kind: internal, department: sales}, homes: {}}\n"
        extra = f"agreed_with: [{customer}]", "priority: 3"
        assert self.meets(found, one, other, *extra, more=customers) is not silent

    def test_agreed_with_oneself_is_not_agreed(self, found: Found, one: str, other: str) -> None:
        assert self.meets(found, one, other, "agreed_with: [ops]", "agreed_with: [sales]")

    @pytest.mark.parametrize(
        ("first", "second", "meet"),
        [
            ("2026-Q1", "2026-Q2", False),
            ("{from: 2026-01-01, to: 2026-03-31}", "{from: 2026-04-01, to: 2026-05-01}", False),
            ("{from: 2026-01-01, to: 2026-04-01}", "{from: 2026-04-01, to: 2026-05-01}", True),
            ("2026", "2026-Q4", True),
        ],
    )
    def test_where_the_periods_do_not_overlap(
        self, found: Found, one: str, other: str, first: str, second: str, meet: bool
    ) -> None:
        assert self.meets(found, one, other, f"period: {first}", f"period: {second}") is meet

    def test_alternatives(self, found: Found, one: str, other: str) -> None:
        assert not self.meets(found, one, other, "priority: 3", "alternative_to: [ops.a]")

    @pytest.mark.parametrize(
        ("above", "meet"), [("ops: {part_of: sales,", False), ("ops: {part_of: south,", False), ("ops: {", True)]
    )
    def test_where_one_is_above_the_other(self, found: Found, one: str, other: str, above: str, meet: bool) -> None:
        text = two(one % "priority: 3", other % "priority: 3", "  south: {part_of: sales}\n")
        assert bool(found(text.replace("ops: {part_of: top,", above))) is meet


class TestOneFindingForEachPair:
    MANY = (
        "{depends_on: [sales.b], priority: 2, affects: {calls: helps, fast: strongly helps, kind: helps, line: helps}}",
        "{affects: {calls: helps, fast: helps, kind: helps, line: helps}}",
    )

    def test_with_the_strongest_three_reasons(self, found: Found) -> None:
        (finding,) = found(two(*self.MANY))
        assert str(finding.message).endswith("ops.a and sales.b both push calls hard")
        assert [detail.split(",")[0] for detail in texts(finding.details)] == [
            "ops.a helps calls (0.67)",
            "ops.a (priority 2 of 5) depends on sales.b.",
            "ops.a helps fast (1.00)",
        ]

    def test_a_push_comes_before_weaker_dependencies(self, found: Found) -> None:
        depends = "depends_on: [sales.b, sales.c, sales.d], priority: 1"
        (finding,) = found(two(f"{{{depends}, affects: {{calls: helps}}}}", f"{BOTH}, c: {{}}, d: {{}}"))
        assert [detail.split(",")[0] for detail in texts(finding.details)] == [
            "ops.a helps calls (0.67)",
            "ops.a (priority 1 of 5) depends on sales.b.",
            "ops.a (priority 1 of 5) depends on sales.c.",
        ]

    def test_it_stays_the_same_finding_when_a_reason_goes(self, found: Found) -> None:
        before, after = found(two(*self.MANY)), found(two(self.MANY[0], "{affects: {kind: helps}}"))
        assert before[0].fingerprint == after[0].fingerprint
        assert str(before[0].message) != str(after[0].message)

    def test_whoever_has_not_agreed_is_found_behind_one_who_has(self, found: Found) -> None:
        agreed = "{agreed_with: [sales], affects: {calls: strongly helps}}, c: {affects: {calls: {weight: 0.6}}}"
        (finding,) = found(two(agreed, BOTH))
        assert finding.objectives == ("ops.c", "sales.b")

    def test_each_pair_once(self, found: Found) -> None:
        third = f"  it: {{part_of: top, objectives: {{c: {BOTH}, d: {BOTH}}}}}\n"
        pairs = [finding.departments for finding in found(two(BOTH, BOTH, third))]
        assert pairs == [("it", "ops"), ("it", "sales"), ("ops", "sales")]

    def test_the_worst_where_not_all_are_listed(self, found: Found) -> None:
        third = "  it: {part_of: top, objectives: {c: {priority: 5, depends_on: [ops.a]}}}\n"
        limited = two(BOTH, BOTH, third) + "settings: {max_findings: 1}\n"
        assert [finding.departments for finding in found(limited)] == [("it", "ops")]
        assert [finding.departments for finding in found(limited.replace("priority: 5", "priority: 3"))] == [
            ("ops", "sales")
        ]


def crowd(number: int, *, most: int, period: Callable[[int], str]) -> str:
    """Departments that all push one outcome hard."""
    departments = {
        f"d{at:04}": {"objectives": {"o": {"affects": {"calls": "helps"}, "period": period(at)}}}
        for at in range(number)
    }
    return json.dumps({"settings": {"max_findings": most}, "outcomes": {"calls": {}}, "departments": departments})


class TestCost:
    @pytest.fixture
    def looks(self, monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
        """The pairs of objectives that are looked at."""
        seen: list[tuple[int, int]] = []
        together = Clashes.together

        def counted(clashes: Clashes, one: int, other: int) -> bool:
            seen.append((one, other))
            return together(clashes, one, other)

        monkeypatch.setattr(Clashes, "together", counted)
        return seen

    def test_only_what_is_listed_is_looked_at(self, found: Found, looks: list[tuple[int, int]]) -> None:
        assert len(found(crowd(400, most=3, period=lambda _: "2026"))) == 3
        assert len(looks) < 50

    def test_the_search_ends_where_nothing_is_found(
        self, found: Found, looks: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(touchpoints, "MAX_LOOKS", 500)
        assert not found(crowd(100, most=3, period=lambda at: f"{2000 + at}"))
        assert 200 <= len(looks) <= 250

    def test_two_departments_do_not_use_up_everything(self, found: Found, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(touchpoints, "PAIR_LOOKS", 5)
        monkeypatch.setattr(touchpoints, "MAX_LOOKS", 50)
        objectives = {
            name: {f"o{at}": {"affects": {"calls": "strongly helps"}, "period": period} for at in range(10)}
            for name, period in (("a", "2025"), ("b", "2026"))
        }
        objectives |= {name: {"o": {"affects": {"calls": "helps"}, "period": "2027"}} for name in ("c", "d")}
        departments = {name: {"objectives": each} for name, each in objectives.items()}
        text = json.dumps({"outcomes": {"calls": {}}, "departments": departments})
        assert [finding.departments for finding in found(text)] == [("c", "d")]


# Against the definition, pair by pair.

PERIODS = ("2026-Q1", "2026-Q2", "2026-H1", "2026")


def random_organization(random: Random) -> dict[str, Any]:
    names = [f"d{at}" for at in range(5)]
    keys = [f"{name}.o{at}" for name in names for at in range(3)]

    def objective(key: str) -> dict[str, Any]:
        others = [other for other in keys if other != key]
        return {
            "period": random.choice(PERIODS),
            "priority": random.randint(1, 5),
            "agreed_with": random.sample(names, random.choice((0, 0, 1, 2))),
            "depends_on": random.sample(others, random.choice((0, 0, 0, 1))),
            "alternative_to": random.sample(others, random.choice((0, 0, 0, 1))),
            "affects": {
                out: random.choice((-3, -2, 1, 2, 3)) for out in random.sample("xyz", random.choice((0, 1, 1, 2)))
            },
        }

    departments = {name: {"objectives": {f"o{at}": objective(f"{name}.o{at}") for at in range(3)}} for name in names}
    departments["d4"]["part_of"] = "d3"  # type: ignore[assignment]
    outcomes = {out: {"importance": random.randint(1, 5)} for out in "xyz"}
    return {"settings": {"min_tension": 30}, "outcomes": outcomes, "departments": departments}


def connected(organization: Organization, objective: str) -> set[str]:
    """Everybody of whom only one will be chosen, directly or over others."""
    named = [(each.id, other.id) for each in organization.objectives.values() for other in each.alternative_to]
    found = {objective}
    for _ in organization.objectives:
        found |= {key for pair in named if found & set(pair) for key in pair}
    return found


def expected(report: Report) -> dict[tuple[str, ...], float]:
    """The weight of the strongest meeting for each pair of departments that has one."""
    organization = report.organization
    opposed = {finding.objectives for finding in report.findings if finding.code == "GC101"}
    pushes = {(push.objective, push.node): max(push.help, push.harm) for push in report.pushes}
    worst: dict[tuple[str, ...], float] = {}
    for one, other in combinations(organization.objectives.values(), 2):
        pair = tuple(sorted((one.department, other.department)))
        if (
            one.department == other.department
            or pair == ("d3", "d4")
            or (one.id, other.id) in opposed
            or other.id in connected(organization, one.id)
            or not (one.period and other.period and one.period.overlaps(other.period))
            or one.department in other.agreed_with
            or other.department in one.agreed_with
        ):
            continue
        weights = [
            20.0 * depending.priority
            for depending, on in ((one, other), (other, one))
            if on.id in {each.id for each in depending.depends_on}
        ]
        for outcome in organization.outcomes.values():
            weaker = min(pushes.get((one.id, outcome.id), 0.0), pushes.get((other.id, outcome.id), 0.0))
            if weaker >= 0.5:
                weights.append(20 * outcome.importance * weaker)
        if weights:
            worst[pair] = max(worst.get(pair, 0.0), *weights)
    return worst


@pytest.mark.parametrize("seed", range(60))
def test_as_the_definition_says(write: Write, seed: int) -> None:
    raw = random_organization(Random(seed))  # noqa: S311 - nothing to keep secret
    report = analyze(load(write(json.dumps(raw))))
    weights = expected(report)
    found = [finding.departments for finding in report.findings if finding.code == "GC210"]
    assert sorted(found) == sorted(weights)
    for most in range(1, len(weights)):
        raw["settings"]["max_findings"] = most
        listed = analyze(load(write(json.dumps(raw)))).findings
        shown = sorted((weights[each.departments] for each in listed if each.code == "GC210"), reverse=True)
        assert shown == pytest.approx(sorted(weights.values(), reverse=True)[:most])


def test_order_does_not_depend_on_the_files(write: Write) -> None:
    raw = random_organization(Random(7))  # noqa: S311 - nothing to keep secret
    turned = {**raw, "departments": dict(reversed(raw["departments"].items()))}
    turned["outcomes"] = dict(reversed(raw["outcomes"].items()))
    told = [
        [
            (str(finding.message), texts(finding.details), finding.fingerprint)
            for finding in analyze(load(write(json.dumps(each)))).findings
            if finding.code == "GC210"
        ]
        for each in (raw, turned)
    ]
    assert told[0] == told[1] != []
    assert len({fingerprint for *_, fingerprint in told[0]}) == len(told[0])
