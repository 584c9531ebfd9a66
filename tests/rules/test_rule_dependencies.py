"""GC107, GC108 and GC109: what an objective waits for comes too late, waits in its turn, or works against it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from conftest import at_length, not_for_ever, texts
from hypothesis import given
from hypothesis import strategies as st

from goalcheck import Finding, Level, analyze, load
from goalcheck.facts.context import Context
from goalcheck.findings import Notice
from goalcheck.graph import components, shortest_circle
from goalcheck.rules import find_rule

Write = Callable[..., Path]
Found = Callable[..., list[Finding]]

TODAY = date(2026, 7, 1)


def text(objectives: dict[str, str], sections: str = "") -> str:
    """An organization of objectives `department.name`, each given by its body in YAML."""
    lines = [sections, "departments:", "  top: {lead: The boss}"]
    for department in dict.fromkeys(key.partition(".")[0] for key in objectives):
        lines.append(f"  {department}: {{part_of: top, objectives: {{")
        own = (
            f"    {key.partition('.')[2]}: {{{body}}}"
            for key, body in objectives.items()
            if key.startswith(f"{department}.")
        )
        lines.append(",\n".join(own))
        lines.append("  }}")
    return "\n".join(lines) + "\n"


@pytest.fixture
def found(write: Write) -> Found:
    """The findings of one rule."""

    def run(code: str, objectives: dict[str, str], sections: str = "") -> list[Finding]:
        report = analyze(load(write(text(objectives, sections))), today=TODAY)
        return [finding for finding in report.findings if finding.code == code]

    return run


# GC107


def waiting(own: str, other: str) -> dict[str, str]:
    """An objective that waits for another, with the rest of both bodies."""
    return {"a.waits": f"depends_on: [b.serves], {own}", "b.serves": other}


def until(day: str) -> str:
    return f"period: {{from: 2026-01-01, to: {day}}}"


@pytest.mark.parametrize(
    ("own", "other", "reasons"),
    [
        (until("2026-09-30"), until("2026-10-01"), "which ends on 2026-10-01, 1 day too late"),
        ("period: 2026-Q3", "period: 2026-H2", "which ends on 2026-12-31, 92 days too late"),
        ("period: 2026", "status: proposed", "which is only proposed"),
        ("period: 2026", "status: dropped", "which was dropped"),
        ("status: proposed", "status: proposed", "which is only proposed"),
        # What was dropped never comes, whenever it would have ended.
        ("period: 2026-Q3", "status: dropped, period: 2027", "which was dropped"),
        (
            "period: 2026-Q3",
            "status: proposed, period: 2026-Q4",
            "which is only proposed and which ends on 2026-12-31, 92 days too late",
        ),
        # A leap day counts.
        (until("2028-02-28"), until("2028-03-01"), "which ends on 2028-03-01, 2 days too late"),
    ],
)
def test_a_dependency_that_cannot_be_counted_on(found: Found, own: str, other: str, reasons: str) -> None:
    (finding,) = found("GC107", waiting(own, other))
    assert str(finding.message) == f"a.waits depends on b.serves, {reasons}"
    assert finding.level is Level.SERIOUS
    assert (finding.by, finding.of, finding.chain) == ("a.waits", "b.serves", ())
    assert finding.decider == "top"


@pytest.mark.parametrize(
    ("own", "other"),
    [
        (until("2026-09-30"), until("2026-09-30")),
        (until("2026-09-30"), until("2026-09-29")),
        # It starts when the other is over, which is bad planning, and yet it is there in the end.
        (until("2026-09-30"), "period: {from: 2026-09-30, to: 2026-09-30}"),
        ("priority: 3", "period: 2027"),
        ("period: 2026-Q3", "priority: 3"),
        ("period: 2026-Q3", "period: 2027, status: done"),
        ("period: 2026-Q3, status: done", "period: 2027"),
        ("period: 2026-Q3, status: dropped", "status: dropped"),
    ],
)
def test_a_dependency_that_holds(found: Found, own: str, other: str) -> None:
    assert found("GC107", waiting(own, other)) == []


def test_the_organizations_period_is_the_default(found: Found) -> None:
    period = "organization: {name: X, period: 2026-H1}"
    assert found("GC107", waiting("priority: 3", "period: 2026-07"), period)
    assert not found("GC107", waiting("period: 2026-07", "priority: 3"), period)


def test_one_finding_for_each_dependency_with_its_line_first(write: Write) -> None:
    path = write(
        """
        departments:
          a:
            objectives:
              waits:
                period: 2026-Q1
                depends_on:
                  - serves
                  - b.helps
                  - serves
              serves: {period: 2026-Q2}
          b: {objectives: {helps: {status: proposed}}}
        """
    )
    findings = [each for each in analyze(load(path), today=TODAY).findings if each.code == "GC107"]
    assert [(each.by, each.of, each.locations[0].line) for each in findings] == [
        ("a.waits", "a.serves", 7),
        ("a.waits", "b.helps", 8),
    ]
    assert len({each.fingerprint for each in findings}) == 2


def test_the_advice_names_who_and_when(found: Found) -> None:
    (late,) = found("GC107", waiting("period: 2026-Q3", "period: 2026-Q4, owner: Head of IT"))
    assert texts(late.advice) == (
        "Agree with Head of IT on the part of b.serves that a.waits needs, and to have it before 2026-09-30; "
        "else let a.waits end on 2026-12-31.",
    )
    (dropped,) = found("GC107", waiting("owner: Head of A", "status: dropped"))
    assert "Ask Head of A" in texts(dropped.advice)[0]
    (unowned,) = found("GC107", waiting("priority: 2", "status: dropped"))
    assert "Ask the lead of a what stands in for b.serves" in texts(unowned.advice)[0]


def test_a_turned_dependency_is_another_finding(found: Found) -> None:
    (one,) = found("GC107", {"a.x": "depends_on: [b.y]", "b.y": "status: proposed"})
    (other,) = found("GC107", {"a.x": "status: proposed", "b.y": "depends_on: [a.x]"})
    assert one.objectives == other.objectives
    assert one.fingerprint != other.fingerprint


# GC108


def circle(*names: str) -> dict[str, str]:
    """Objectives of which each depends on the next and the last on the first."""
    return {name: f"depends_on: [{following}]" for name, following in pairwise([*names, names[0]])}


def test_two_objectives_that_wait_for_each_other(found: Found) -> None:
    (finding,) = found("GC108", circle("b.two", "a.one"))
    assert str(finding.message) == "a.one depends on b.two and b.two on a.one: neither can be finished first"
    assert finding.level is Level.SEVERE
    assert finding.objectives == ("a.one", "b.two")
    assert (finding.by, finding.of, finding.tension, texts(finding.details)) == (None, None, None, ())


def test_a_circle_is_told_from_its_smallest_id(found: Found) -> None:
    (finding,) = found("GC108", circle("c.z", "a.m", "b.a"))
    assert str(finding.message) == (
        "a.m depends on b.a, which depends on c.z, which depends on a.m: none can be finished first"
    )
    lines = [location.line for location in finding.locations]
    assert len(set(lines)) == 3, "one line for each dependency"


def test_all_that_hangs_together_is_one_finding_with_the_shortest_circle(found: Found) -> None:
    objectives = circle("a.a", "a.b", "a.c", "a.d")
    objectives["a.c"] = "depends_on: [a.d, a.a]"
    (finding,) = found("GC108", {**objectives, "a.e": "depends_on: [a.a]"})
    assert str(finding.message).startswith("a.a depends on a.b, which depends on a.c, which depends on a.a")
    assert finding.objectives == ("a.a", "a.b", "a.c", "a.d"), "a.e only waits for the circle"
    assert texts(finding.details) == ("Tied into it by further circles: a.d.",)


def test_of_two_shortest_circles_the_first_by_ids(found: Found) -> None:
    (finding,) = found(
        "GC108", {"a.a": "depends_on: [a.c, a.b]", "a.b": "depends_on: [a.a]", "a.c": "depends_on: [a.a]"}
    )
    assert str(finding.message).startswith("a.a depends on a.b and a.b on a.a")


def test_separate_circles_are_separate_findings(found: Found) -> None:
    findings = found("GC108", {**circle("b.x", "b.y"), **circle("a.x", "a.y"), "c.z": "depends_on: [a.x, b.x]"})
    assert [each.objectives for each in findings] == [("a.x", "a.y"), ("b.x", "b.y")]
    assert len({each.fingerprint for each in findings}) == 2


@pytest.mark.parametrize("status", ["done", "dropped"])
def test_an_objective_that_is_not_in_force_opens_the_circle(found: Found, status: str) -> None:
    objectives = circle("a.x", "a.y", "a.z")
    assert found("GC108", objectives)
    assert not found("GC108", {**objectives, "a.y": f"{objectives['a.y']}, status: {status}"})


def test_a_long_circle_is_told_in_short(found: Found) -> None:
    names = [f"a.o{number:03}" for number in range(100)]
    (finding,) = found("GC108", circle(*names))
    assert "... (100 in all)" in str(finding.message)
    assert len(str(finding.message)) < 400
    assert finding.objectives == tuple(names)
    assert len(finding.locations) == 100


def test_the_circle_is_opened_where_least_is_lost(found: Found) -> None:
    objectives = circle("a.x", "b.y")
    (finding,) = found("GC108", {**objectives, "b.y": f"{objectives['b.y']}, priority: 1, owner: Head of B"})
    assert (
        "let Head of B plan a first part of b.y (priority 1 of 5) that needs nothing from a.x"
        in texts(finding.advice)[0]
    )
    assert "The boss" in texts(finding.advice)[1]


def test_where_nobody_is_above_them_all_it_is_said_of_whom(write: Write) -> None:
    keys = ("d", "b", "e", "a", "c")
    departments = ", ".join(
        f"{own}: {{objectives: {{x: {{depends_on: [{other}.x]}}}}}}"
        for own, other in zip(keys, [*keys[1:], keys[0]], strict=True)
    )
    report = analyze(load(write(f"departments: {{{departments}}}\n")))
    (finding,) = (each for each in report.findings if each.code == "GC108")
    assert texts(finding.advice)[1] == (
        "Name who decides which comes first: no department is above all of these: a, b, c, d, e."
    )


ARROWS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=25)


def adjacency(arrows: list[tuple[int, int]]) -> list[list[tuple[int, float]]]:
    return [sorted((target, 1.0) for source, target in arrows if source == node) for node in range(10)]


@given(ARROWS)
def test_components_are_those_of_networkx(arrows: list[tuple[int, int]]) -> None:
    graph: nx.DiGraph[int] = nx.DiGraph(arrows)
    expected = sorted(sorted(each) for each in nx.strongly_connected_components(graph) if len(each) > 1)
    assert components(adjacency(arrows)) == expected


@given(ARROWS)
def test_the_circle_is_the_first_of_the_shortest(drawn: list[tuple[int, int]]) -> None:
    arrows = [(source, target) for source, target in drawn if source != target]
    for component in components(adjacency(arrows)):
        first, *_ = component
        graph: nx.DiGraph[int] = nx.DiGraph((one, other) for one, other in arrows if {one, other} <= set(component))
        ways = [
            tuple(path) for source in graph.predecessors(first) for path in nx.all_shortest_paths(graph, first, source)
        ]
        assert shortest_circle(adjacency(arrows), component) == min(ways, key=lambda way: (len(way), way))


def test_a_hundred_thousand_dependencies_are_no_matter() -> None:
    size = 100_000
    ring = [[((node + 1) % size, 1.0)] for node in range(size)]
    ladder = [[(node + 1 + node * step % (size - node - 1), 1.0) for step in (31, 53)] for node in range(size - 1)]
    with not_for_ever():
        assert [len(each) for each in components(ring)] == [size]
        assert components([*ladder, []]) == []


# GC109

DRIVER = "drivers: {{room: {{affects: {{{affects}}}}}}}"


def test_it_waits_for_what_hurts_it(found: Found) -> None:
    objectives = {
        "a.waits": "depends_on: [b.serves], priority: 4",
        "b.serves": "affects: {room: hurts}, owner: Head of B",
    }
    (finding,) = found("GC109", objectives, DRIVER.format(affects="a.waits: strongly helps"))
    assert str(finding.message) == "a.waits depends on b.serves, which hurts it"
    assert finding.level is Level.SEVERE
    assert finding.tension is None
    assert (finding.by, finding.of) == ("b.serves", "a.waits")
    assert [(link.origin, link.target) for link in finding.chain] == [("b.serves", "room"), ("room", "a.waits")]
    assert texts(finding.details) == ("a.waits depends on b.serves.",)
    assert "Head of B" in texts(finding.advice)[0]
    assert "without its effect on room" in texts(finding.advice)[0]


def test_it_hurts_what_it_waits_for(found: Found) -> None:
    objectives = {"a.waits": "depends_on: [b.serves], affects: {b.serves: slightly hurts}", "b.serves": "priority: 1"}
    (finding,) = found("GC109", objectives)
    assert str(finding.message) == "a.waits hurts b.serves, which it depends on"
    assert (finding.by, finding.of) == ("a.waits", "b.serves")
    assert finding.level is Level.SEVERE, "severe however slight the harm"


def test_harm_both_ways_is_two_findings(found: Found) -> None:
    objectives = {
        "a.x": "depends_on: [b.y], affects: {b.y: hurts}",
        "b.y": "affects: {a.x: strongly hurts}",
    }
    findings = found("GC109", objectives)
    assert [(each.by, each.of) for each in findings] == [("a.x", "b.y"), ("b.y", "a.x")]
    assert len({each.fingerprint for each in findings}) == 2


def test_dependencies_both_ways_are_one_finding_for_each_harm(found: Found) -> None:
    objectives = {"a.x": "depends_on: [b.y], affects: {b.y: hurts}", "b.y": "depends_on: [a.x]"}
    (finding,) = found("GC109", objectives)
    assert str(finding.message) == "a.x and b.y depend on each other, and a.x hurts b.y"
    assert texts(finding.details) == ("a.x depends on b.y.", "b.y depends on a.x.")


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("priority: 3", "priority: 3"),
        ("priority: 3", "affects: {a.waits: helps}"),
        ("priority: 3", "affects: {a.waits: strongly helps, room: hurts}"),
        ("priority: 3", "affects: {a.waits: hurts}, status: done"),
        ("priority: 3", "affects: {a.waits: hurts}, status: dropped"),
        ("status: dropped", "affects: {a.waits: hurts}"),
    ],
)
def test_no_hostility(found: Found, own: str, other: str) -> None:
    assert found("GC109", waiting(own, other), DRIVER.format(affects="a.waits: strongly helps")) == []


def test_help_and_harm_of_one_strength_lean_both_ways(found: Found) -> None:
    other = "affects: {a.waits: helps, room: hurts}"
    assert found("GC109", waiting("priority: 3", other), DRIVER.format(affects="a.waits: strongly helps"))


def test_harm_without_a_dependency_is_not_said_here(found: Found) -> None:
    assert found("GC109", {"a.x": "affects: {b.y: hurts}", "b.y": "priority: 3"}) == []


def test_internal_customers_that_lose_by_it_are_named(found: Found) -> None:
    sections = """
customers: {field-sales: {kind: internal, department: a}, public: {kind: external}}
outcomes: {status: {customer: field-sales}, price: {customer: public}}
"""
    objectives = waiting("priority: 3", "affects: {a.waits: hurts, status: hurts, price: hurts}")
    (finding,) = found("GC109", objectives, sections)
    assert texts(finding.details) == (
        "a.waits depends on b.serves.",
        "b.serves also hurts status, which a gets as internal customer.",
    )


def test_the_worst_come_first_and_only_as_many_as_are_asked_for(write: Write) -> None:
    objectives: dict[str, str] = {}
    for number in range(9):
        objectives[f"a.w{number}"] = f"depends_on: [b.s{number}], priority: {number % 5 + 1}"
        objectives[f"b.s{number}"] = f"affects: {{a.w{number}: hurts}}"
    organization = load(write(text(objectives, "settings: {max_findings: 3}")))
    study = Context(organization, today=TODAY)
    listed = list(at_length(find_rule("GC109").check(study)))
    assert [each.of for each in listed] == ["a.w4", "a.w3", "a.w8", "a.w2"]
    assert "GC109" in analyze(organization, today=TODAY).truncated


# All three


@pytest.mark.parametrize("code", ["GC107", "GC108", "GC109"])
def test_the_order_of_what_is_written_means_nothing(write: Write, code: str) -> None:
    objectives = {
        **circle("a.x", "b.y", "c.z"),
        "a.w": "depends_on: [b.y, a.x], affects: {a.x: hurts, b.y: hurts}, period: 2026-Q1",
        "a.x": "depends_on: [c.z, b.y], status: proposed",
        "b.y": "depends_on: [a.x], status: proposed, affects: {a.w: hurts}",
    }
    one = list(_checked(write(text(objectives), "one.yaml"), code))
    other = list(_checked(write(text(dict(reversed(objectives.items()))), "other.yaml"), code))
    assert one == other
    assert one


def _checked(path: Path, code: str) -> Any:
    for finding in analyze(load(path), today=TODAY).findings:
        if finding.code == code:
            yield (
                str(finding.message),
                finding.fingerprint,
                finding.objectives,
                texts(finding.advice),
                texts(finding.details),
            )


@pytest.mark.parametrize("code", ["GC107", "GC108"])
def test_findings_are_made_as_they_are_asked_for(write: Write, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    objectives: dict[str, str] = {}
    for number in range(20):
        objectives |= circle(f"a.x{number:02}", f"a.y{number:02}")
        objectives[f"a.y{number:02}"] += ", status: proposed"
    study = Context(load(write(text(objectives))), today=TODAY)
    made: list[Notice] = []
    make = Context.notice

    def counted(self: Context, *args: Any, **named: Any) -> Notice:
        made.append(make(self, *args, **named))
        return made[-1]

    monkeypatch.setattr(Context, "notice", counted)
    assert list(islice(find_rule(code).check(study), 3)) == made
    assert len(made) == 3
