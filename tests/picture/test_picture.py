"""What a picture shows and where it stands: everything that matters is there, in its layer, and nothing overlaps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import combinations, pairwise

import pytest
from benchmarks_of import generated
from conftest import EXAMPLES, Command, Write, not_for_ever
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import SMALL, dense_organizations, organizations, shuffled
from worlds import Raw
from worlds import report as report_on

from goalcheck import load
from goalcheck.analysis import Analysis
from goalcheck.api import analyzed
from goalcheck.graph import ArrowSource
from goalcheck.model.natural_order import natural
from goalcheck.picture import choice
from goalcheck.picture.arrange import lay_out
from goalcheck.picture.axis_placement import placed
from goalcheck.picture.layered_graph import layered
from goalcheck.picture.layout import Box, Curve, Frame, Layout, OpponentLine
from goalcheck.picture.opponents import MOST_LINES
from goalcheck.picture.ordering import Ordering
from goalcheck.picture.scene import BoxKind, Flow, HarmState, Involvement, Scene
from goalcheck.picture.widths import width, wrap
from goalcheck.render.picture.embedded import whole_svg
from goalcheck.source import UnknownName

TODAY = date(2026, 10, 5)
NEARLY = 0.01

JOURNEY: Raw = {"journey": ["sign", "use"]}


@pytest.fixture(scope="module")
def northline() -> Analysis:
    return analyzed(load(EXAMPLES / "northline"), today=TODAY)


def scenes(report: Analysis) -> Iterator[Scene]:
    """Every picture that can be made of an organization, with some of those around one thing."""
    yield choice.whole(report)
    yield choice.whole(report, choice.Limits(boxes=0))
    if report.organization.journey:
        yield choice.journey(report)
        yield choice.journey(report, choice.Limits(boxes=0))
    active = [objective for objective in report.organization.objectives.values() if objective.status.in_force]
    for department in sorted({objective.department for objective in active})[:2]:
        yield choice.department(report, department)
    for outcome in list(report.organization.outcomes)[:2]:
        yield choice.around(report, outcome)
    for conflict in report.conflicts[:4]:
        yield choice.conflict(report, conflict)
    for finding in report.findings[:6]:
        with suppress(UnknownName):  # it is about a department, a goal or a resource alone
            yield choice.finding(report, finding)


def inside(curve: Curve | OpponentLine, box: Box) -> bool:
    """Whether a curve runs through a box, by nine points on each of its parts."""
    return any(
        box.x + 1 < x < box.x + box.width - 1 and box.y + 1 < y < box.y + box.height - 1 for x, y in samples(curve)
    )


STEPS = [((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3) for t in (step / 10 for step in range(1, 10))]


@cache
def samples(curve: Curve | OpponentLine) -> list[tuple[float, float]]:
    parts = [curve.points[at : at + 4] for at in range(0, len(curve.points) - 1, 3)]
    return [
        (a * p[0] + b * q[0] + c * r[0] + d * s[0], a * p[1] + b * q[1] + c * r[1] + d * s[1])
        for p, q, r, s in parts
        for a, b, c, d in STEPS
    ]


def overlap(one: Box | Frame, other: Box | Frame) -> bool:
    return (
        one.x < other.x + other.width - NEARLY
        and other.x < one.x + one.width - NEARLY
        and one.y < other.y + other.height - NEARLY
        and other.y < one.y + one.height - NEARLY
    )


def holds(outer: Frame, inner: Box) -> bool:
    return (
        outer.x <= inner.x
        and outer.y <= inner.y
        and inner.x + inner.width <= outer.x + outer.width + NEARLY
        and inner.y + inner.height <= outer.y + outer.height + NEARLY
    )


def check(layout: Layout) -> None:
    """Hold a layout to what every picture promises."""
    assert not [(a.node.key, b.node.key) for a, b in combinations(layout.boxes, 2) if overlap(a, b)]
    assert not [(a.group.key, b.group.key) for a, b in combinations(layout.frames, 2) if overlap(a, b)]
    frames = {frame.group.key: frame for frame in layout.frames}
    boxes = {box.node.key: box for box in layout.boxes}
    for box in layout.boxes:
        assert all((frame.group.key == box.node.group) == overlap(frame, box) for frame in layout.frames)
        assert box.node.group is None or holds(frames[box.node.group], box)
        assert box.x >= 0
        assert box.x + box.width <= layout.width + NEARLY
        assert box.y >= 0
        assert box.y + box.height <= layout.height + NEARLY
        for line in box.lines:
            assert box.y <= line.y <= box.y + box.height
    assert [curve.arrow for curve in layout.curves] == list(layout.scene.arrows)
    for curve in layout.curves:
        at_side(curve.points[0], boxes[curve.arrow.origin])
        at_side(curve.points[-1], boxes[curve.arrow.target])
        assert not [key for key, box in boxes.items() if inside(curve, box)]
        assert all(-NEARLY <= y <= layout.height for _, y in curve.points)
    assert [line.opponents for line in layout.opponent_lines] == list(layout.scene.opponents)
    for joined in layout.opponent_lines:
        at_side(joined.points[0], boxes[joined.opponents.origin])
        at_side(joined.points[-1], boxes[joined.opponents.target])
        assert not [key for key, box in boxes.items() if inside(joined, box)]
    in_order(layout)
    if layout.scene.flow is Flow.CONFLICT:
        around_the_middle(layout)


def around_the_middle(layout: Layout) -> None:
    """Hurters stand left of what suffers, in the first column; whoever only protects stands right of it."""
    [middle] = [box for box in layout.boxes if box.node.key == layout.scene.middle]
    for box in layout.boxes:
        if box.node.part is Involvement.HURTS:
            assert box.x + box.width < middle.x
            assert box.x == min(each.x for each in layout.boxes if each.node.part is Involvement.HURTS)
        if box.node.part is Involvement.PROTECTS:
            assert box.x > middle.x + middle.width


def at_side(point: tuple[float, float], box: Box) -> None:
    """A curve starts and ends at the left or right side of its boxes."""
    x, y = point
    assert min(abs(x - box.x), abs(x - box.x - box.width)) < NEARLY
    assert box.y <= y <= box.y + box.height


def in_order(layout: Layout) -> None:
    """Departments and objectives on the left, drivers in the middle, outcomes on the right."""
    if layout.scene.flow is not Flow.NATURAL:
        return
    ranks = {BoxKind.OBJECTIVE: 0, BoxKind.DEPARTMENT: 0, BoxKind.DRIVER: 1, BoxKind.OUTCOME: 2, BoxKind.CUSTOMER: 2}
    for one, other in combinations(layout.boxes, 2):
        first, second = sorted((one, other), key=lambda box: ranks[box.node.kind])
        if ranks[first.node.kind] < ranks[second.node.kind]:
            assert first.x + first.width < second.x


@settings(max_examples=15)
@given(organizations(replace(SMALL, objectives=10, outcomes=5)))
def test_nothing_overlaps_and_everything_is_joined(raw: Raw) -> None:
    for scene in scenes(report_on(raw)):
        check(lay_out(scene))


@settings(max_examples=10)
@given(dense_organizations())
def test_nothing_overlaps_where_everything_runs_in_circles(raw: Raw) -> None:
    for scene in scenes(report_on(raw)):
        check(lay_out(scene))


@pytest.mark.parametrize(
    "example", ["northline", "circle", "checklist", "quiet", "sdg-sweden", "quickstart", "harbour"]
)
def test_the_examples_are_drawn_as_they_should_be(example: str) -> None:
    report = analyzed(load(EXAMPLES / example), today=TODAY)
    check(lay_out(choice.whole(report)))
    if report.organization.journey:
        check(lay_out(choice.journey(report)))
    for conflict in report.conflicts[:8]:
        check(lay_out(choice.conflict(report, conflict)))
    for finding in report.findings[:8]:
        if finding.objectives or finding.outcomes:
            check(lay_out(choice.finding(report, finding)))


@settings(max_examples=10)
@given(organizations(), st.randoms(use_true_random=False))
def test_the_order_of_the_files_moves_nothing(raw: Raw, random: object) -> None:
    one, other = (lay_out(choice.whole(report_on(each))) for each in (raw, shuffled(raw, random)))  # type: ignore[arg-type]
    assert one == other


# What is chosen.


def keys(scene: Scene) -> set[str]:
    return {node.key for node in scene.nodes}


def test_the_whole_has_everything_in_force(northline: Analysis) -> None:
    scene = choice.whole(northline)
    organization = northline.organization
    active = {key for key, objective in organization.objectives.items() if objective.status.in_force}
    assert keys(scene) == active | set(organization.drivers) | set(organization.outcomes)
    assert len(scene.arrows) == northline.counts.effects
    assert scene.notes == ()
    marked = {node.key: node.mark for node in scene.nodes if node.mark}
    assert marked["personal-attention"] == "suffers: severe"
    assert marked["operations.install-30"] == "hurts: severe"
    assert marked["sales.named-contact"] == "protects"
    assert "people.crew-academy" not in marked


def test_a_conflict_is_its_chains_and_nothing_else(northline: Analysis) -> None:
    conflict = northline.conflicts[0]
    scene = choice.conflict(northline, conflict)
    told = {(arrow.origin, arrow.target): (arrow.weight > 0, arrow.sides) for arrow in scene.arrows}
    assert told == {
        ("operations.install-30", "time-per-order"): (False, ("hurts",)),
        ("time-per-order", "personal-attention"): (True, ("hurts",)),
        ("sales.named-contact", "personal-attention"): (True, ("helps",)),
    }
    assert {conflict.fingerprint} == {each for arrow in scene.arrows for each in arrow.conflicts}
    assert scene.title == "One person knows my order and calls me: severe conflict, pressure 66.67 of 100"
    assert [line[:2] for line in scene.opponents] == [("operations.install-30", "sales.named-contact")]
    notes = {node.key: node.notes for node in scene.nodes}
    assert notes["operations.install-30"] == ("Network Operations", "harm 0.67")
    assert notes["time-per-order"] == ("main knot: 1 harm enters here",)
    assert {node.mark for node in scene.nodes} == {"", "suffers: severe"}


def test_a_finding_is_its_chains(northline: Analysis) -> None:
    finding = next(each for each in northline.findings if each.code == "GC101")
    scene = choice.finding(northline, finding)
    assert scene.title == f"{finding.level.value.capitalize()} opposed objectives, tension {finding.tension:.2f} of 100"
    assert {each for arrow in scene.arrows for each in arrow.conflicts} == {finding.fingerprint}


PRESSED: Raw = {
    "organization": {"name": "Pressed", "period": "2026"},
    "customers": {"c": {}},
    "outcomes": {"calm": {"customer": "c", "importance": 5}, "speed": {"customer": "c"}},
    "drivers": {"time": {"affects": {"calm": "strongly helps"}}},
    "departments": {
        "a": {
            "objectives": {
                "open": {"affects": {"time": "strongly hurts"}},
                "guarded": {"affects": {"calm": "hurts"}, "guardrails": [{"protects": "calm"}]},
                "decided": {"affects": {"calm": "hurts"}},
                "soft": {"affects": {"calm": "strongly hurts"}},
                "idea": {"status": "option", "affects": {"calm": "helps"}},
            }
        },
        "b": {
            "objectives": {
                "keep": {
                    "affects": {"calm": "helps"},
                    "mitigates": [{"from": "a.soft", "to": "calm", "leaves": "hurts"}],
                },
                "lean": {"relies_on": {"time": "strongly"}, "affects": {"speed": "helps"}},
            }
        },
    },
    "decisions": [
        {
            "between": ["a.decided"],
            "over": "calm",
            "decision": "accepted",
            "by": "x",
            "reason": "y",
            "until": "2026-12-31",
        }
    ],
}


def test_arrows_know_what_is_said_of_them() -> None:
    report = report_on(PRESSED)
    arrows = {(arrow.origin, arrow.target): arrow for arrow in choice.whole(report).arrows}
    assert arrows["a.open", "time"].state is None
    assert arrows["a.guarded", "calm"].state is HarmState.GUARDED
    assert arrows["a.decided", "calm"].state is HarmState.DECIDED
    assert arrows["a.soft", "calm"].mitigated_by == "b.keep"
    assert arrows["time", "b.lean"].source is ArrowSource.RELIED_ON
    assert "a.idea" not in keys(choice.whole(report))
    with pytest.raises(UnknownName, match=re.escape("nothing of 'a.idea' is in force")):
        choice.around(report, "a.idea")


def test_hurters_stand_in_frames_by_their_knots() -> None:
    report = report_on(PRESSED)
    [conflict] = [each for each in report.conflicts if each.about == "calm"]
    scene = choice.conflict(report, conflict)
    frames = {node.key: node.group for node in scene.nodes if node.part is Involvement.HURTS}
    assert frames == {"a.open": "knot:time", "a.guarded": "knot:calm", "a.decided": "knot:calm", "a.soft": "knot:calm"}
    assert [group.name for group in scene.groups] == ["Directly", "At: time"]
    notes = {node.key: node.notes for node in scene.nodes}
    assert notes["a.guarded"][-1] == "harm 0.67, guarded"
    assert notes["a.decided"][-1] == "harm 0.67, decided"


def test_what_is_lost_with_an_objective_stands_behind_it() -> None:
    report = report_on(PRESSED)
    [conflict] = [each for each in report.conflicts if each.about == "b.lean"]
    layout = lay_out(choice.conflict(report, conflict))
    check(layout)
    assert [line.text for line in layout.captions] == [
        "Hurters",
        "Drivers between",
        "What suffers",
        "What is lost with it",
    ]
    assert layout.scene.opponents == ()


def test_the_arrows_of_the_whole_know_the_conflicts_that_lead_over_them(northline: Analysis) -> None:
    scene = choice.whole(northline)
    worst = northline.conflicts[0]
    led = {(arrow.origin, arrow.target) for arrow in scene.arrows if worst.fingerprint in arrow.conflicts}
    assert led == {(arrow.origin, arrow.target) for arrow in choice.conflict(northline, worst).arrows}


def test_opponents_of_serious_conflicts_are_joined(northline: Analysis) -> None:
    joined = {(line.origin, line.target): line.about for line in choice.whole(northline).opponents}
    assert joined["operations.install-30", "sales.named-contact"] == ("personal-attention",)
    assert joined["product.tailored-offers", "finance.right-first-bill"] == ("finance.right-first-bill",)
    assert len(joined) == 3
    report = analyzed(load(EXAMPLES / "harbour"), today=TODAY)
    scene = choice.whole(report)
    assert len(scene.opponents) == MOST_LINES
    assert scene.notes[-1].endswith("pairs of opponents the 12 hardest are joined by lines.")


def test_no_line_says_again_what_an_arrow_says() -> None:
    report = analyzed(load(EXAMPLES / "sdg-sweden"), today=TODAY)
    scene = choice.around(report, "goal-7.target-7-2")
    harms = {frozenset((arrow.origin, arrow.target)) for arrow in scene.arrows if arrow.weight < 0}
    assert harms
    assert not harms & {frozenset((line.origin, line.target)) for line in scene.opponents}


def test_around_reaches_as_far_as_it_is_told(northline: Analysis) -> None:
    fought = {"full-crews", "vacancies-filled", "quick-repair", "finance.hold-headcount", "operations.repair-4h"}
    assert keys(choice.around(northline, "full-crews", depth=1)) == fought
    assert keys(choice.around(northline, "budget-room", depth=1)) >= {"budget-room", "fair-price"}
    assert keys(choice.around(northline, "business", depth=1)) > {"fast-install", "time-per-order"}
    with pytest.raises(UnknownName, match="did you mean 'full-crews'"):
        choice.around(northline, "full-crew")


def test_around_takes_in_opponents(northline: Analysis) -> None:
    """Who protects is shown with who hurts it, with the chains of both, and the other way round."""
    for asked in ("operations.install-30", "sales.named-contact", "personal-attention"):
        scene = choice.around(northline, asked, depth=1)
        assert keys(scene) >= {"operations.install-30", "time-per-order", "personal-attention", "sales.named-contact"}
        assert ("operations.install-30", "sales.named-contact") in [line[:2] for line in scene.opponents]


def test_around_ends_where_nothing_follows(northline: Analysis) -> None:
    with not_for_ever():
        assert choice.around(northline, "time-per-order", depth=10**12).nodes


def test_a_department_comes_with_its_opponents(northline: Analysis) -> None:
    scene = choice.department(northline, "operations")
    drawn = {node.department for node in scene.nodes if node.kind is BoxKind.OBJECTIVE}
    assert drawn == {"operations", "sales", "finance"}
    assert keys(choice.department(northline, "delivery")) > keys(scene)
    with pytest.raises(UnknownName, match="there is no department"):
        choice.department(northline, "operation")


def test_the_journey_is_walked_in_its_order(northline: Analysis) -> None:
    layout = lay_out(choice.journey(northline))
    stages = [frame for frame in layout.frames if frame.group.key.startswith("stage:")]
    assert [frame.group.name for frame in sorted(stages, key=lambda frame: frame.y)] == [
        "1. sign",
        "2. install",
        "3. use",
        "4. renew",
    ]


def test_a_stage_without_outcomes_stands_empty() -> None:
    raw: Raw = {
        "journey": ["sign", "use", "leave"],
        "customers": {"c": {}},
        "outcomes": {"calm": {"customer": "c", "stage": "use"}, "loose": {"customer": "c"}},
        "departments": {"a": {"objectives": {"rest": {"affects": {"calm": "helps"}}}}},
    }
    layout = lay_out(choice.journey(report_on(raw)))
    check(layout)
    frames = {frame.group.name: [line.text for line in frame.lines] for frame in layout.frames}
    assert frames["1. sign"] == ["1. sign", "No outcome is declared here"]
    assert frames["At no stage"] == ["At no stage"]
    with pytest.raises(UnknownName, match="declares no journey"):
        choice.journey(report_on({"departments": raw["departments"], "drivers": {"calm": {}}}))


def test_what_is_too_big_is_folded_into_departments() -> None:
    report = generated(300)
    scene = choice.whole(report)
    check(lay_out(scene))
    assert scene.notes[0].startswith("Folded: 300 objectives are too many to draw.")
    assert {node.kind for node in scene.nodes} == {BoxKind.DEPARTMENT, BoxKind.OUTCOME}
    pushes = {
        (f"department:{report.organization.objectives[push.objective].department}", push.node, sign): 0.0
        for push in report.pushes
        for sign in (True, False)
    }
    for push in report.pushes:
        department = f"department:{report.organization.objectives[push.objective].department}"
        pushes[department, push.node, True] = max(pushes[department, push.node, True], push.help)
        pushes[department, push.node, False] = max(pushes[department, push.node, False], push.harm)
    folded = [arrow for arrow in scene.arrows if ":" not in arrow.target]
    assert folded
    assert all(abs(arrow.weight) == pushes[arrow.origin, arrow.target, arrow.weight > 0] for arrow in folded)


def test_departments_are_lifted_and_outcomes_go_to_their_customers() -> None:
    report = generated(2000)
    scene = choice.whole(report)
    check(lay_out(scene))
    assert {node.id for node in scene.nodes if node.kind is BoxKind.DEPARTMENT} == {
        f"division-00{at}" for at in range(4)
    }
    assert {node.id for node in scene.nodes if node.kind is BoxKind.CUSTOMER} <= set(report.organization.customers)
    assert sum(
        int(node.notes[0].split()[0].replace(",", "")) for node in scene.nodes if node.kind is BoxKind.DEPARTMENT
    )
    within = choice.department(report, "division-000")
    check(lay_out(within))
    assert {node.id for node in within.nodes if node.kind is BoxKind.DEPARTMENT} == {
        f"department-000-{at}" for at in range(10)
    }
    crowded = choice.department(report, "department-000-1")
    assert len(crowded.nodes) == choice.MOST_BOXES
    assert "are drawn: those of the worst open conflicts" in crowded.notes[0]


def test_everything_is_everything() -> None:
    report = generated(300)
    scene = choice.whole(report, choice.EVERYTHING)
    assert len(scene.nodes) == report.counts.objectives + report.counts.drivers + report.counts.outcomes
    assert len(scene.arrows) == report.counts.effects
    assert not [note for note in scene.notes if "drawn" in note]


def test_a_tangle_is_not_drawn() -> None:
    report = analyzed(load(EXAMPLES / "sdg-sweden"), today=TODAY)
    scene = choice.whole(report)
    assert scene.is_too_dense
    assert not scene.nodes
    assert scene.notes[0].startswith("Too dense to draw: 516 arrows between 34 boxes. goalcheck matrix shows")
    assert whole_svg(report, prefix="p") == ""
    assert len(choice.whole(report, choice.EVERYTHING).arrows) == 516


def test_too_many_arrows_lose_the_weakest_helps_first() -> None:
    report = analyzed(load(EXAMPLES / "harbour"), today=TODAY)
    everything = choice.whole(report, choice.EVERYTHING).arrows
    scene = choice.whole(report, choice.Limits(arrows=70))
    assert scene.notes[0] == (
        "Of 79 arrows the 70 that matter most are drawn: "
        "those of open conflicts, then what hurts, then what helps, the strongest first."
    )
    assert {arrow for arrow in everything if arrow.weight < 0} <= set(scene.arrows)


def test_ids_stand_by_their_numbers_however_long(goalcheck: Command, write: Write) -> None:
    digits = "1" * 5_000
    ids = ["o-10", "o-9", "o-010x", f"o-{digits}", f"o-2{digits}"]
    file = write("outcomes:\n" + "".join(f"  ? {each}\n  : {{}}\n" for each in ids))
    assert goalcheck("graph", file).status == 0
    assert sorted(ids, key=natural) == ["o-9", "o-10", "o-010x", f"o-{digits}", f"o-2{digits}"]


def test_300_boxes_are_laid_out() -> None:
    report = generated(300)
    scene = choice.whole(report, choice.Limits(boxes=300, arrows=600))
    some = choice.around(report, "driver-000-00", choice.Limits(boxes=300, arrows=600), depth=4)
    with not_for_ever():
        layout = lay_out(some)
    assert len(layout.boxes) > 100
    check(lay_out(scene))


# The parts.


@given(st.text(), st.integers(40, 300), st.integers(1, 6))
def test_lines_are_no_wider_than_they_may_be(text: str, most: int, lines: int) -> None:
    wrapped = wrap(text, 13, most=most, lines=lines)
    assert len(wrapped) <= lines
    assert all(width(line, 13) <= most for line in wrapped)
    assert all(line.strip() for line in wrapped)


def test_lines_break_at_spaces_and_between_wide_characters() -> None:
    assert wrap("one two three four", 10, most=60, lines=3) == ("one two", "three four")
    assert wrap("北方電信株式会社", 10, most=40, lines=3) == ("北方電信", "株式会社")
    assert wrap("w" * 9, 10, most=40, lines=3) == ("wwww", "wwww", "w")
    assert wrap("one two three four", 10, most=60, lines=1) == ("one two…",)
    assert wrap("one two three four", 10, most=45, lines=1) == ("one tw…",)
    assert wrap("e\u0301" * 20, 10, most=40, lines=1)[0].endswith("e\u0301…")


@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(1, 9), st.integers(1, 5)), min_size=1, max_size=8))
def test_places_keep_their_order_and_no_move_brings_them_nearer(things: list[tuple[int, int, int]]) -> None:
    wishes, sizes, weights = (list(map(float, each)) for each in zip(*things, strict=True))
    starts = placed(wishes, sizes, weights)
    assert all(start + size <= after + 1e-6 for (start, after), size in zip(pairwise(starts), sizes, strict=False))
    cost = distance(starts, wishes, weights)
    for first in range(len(starts)):
        for last in range(first + 1, len(starts) + 1):
            for step in (-0.01, 0.01):
                moved = [start + step * (first <= at < last) for at, start in enumerate(starts)]
                apart = all(
                    start + size <= after + 1e-6 for (start, after), size in zip(pairwise(moved), sizes, strict=False)
                )
                assert not apart or distance(moved, wishes, weights) >= cost - 1e-6


def distance(starts: list[float], wishes: list[float], weights: list[float]) -> float:
    return sum(weight * (start - wish) ** 2 for start, wish, weight in zip(starts, wishes, weights, strict=True))


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(6, 11)), max_size=15, unique=True))
def test_ordering_never_adds_crossings(edges: list[tuple[int, int]]) -> None:
    left: list[list[int]] = [[] for _ in range(12)]
    right: list[list[int]] = [[] for _ in range(12)]
    for one, other in edges:
        right[one].append(other)
        left[other].append(one)
    columns = [list(range(6)), list(range(6, 12))]
    frames = [0, 0, 0, 1, 1, 1, *range(6, 12)]
    ordered = Ordering(columns, left=left, right=right, frames=frames, fixed={}).improved()
    assert [sorted(column) for column in ordered] == columns
    assert crossings(ordered, edges) <= crossings(columns, edges)
    assert [vertex // 3 for vertex in ordered[0]] in ([0, 0, 0, 1, 1, 1], [1, 1, 1, 0, 0, 0])


def crossings(columns: list[list[int]], edges: list[tuple[int, int]]) -> int:
    place = {vertex: at for column in columns for at, vertex in enumerate(column)}
    return sum((place[a] - place[c]) * (place[b] - place[d]) < 0 for (a, b), (c, d) in combinations(edges, 2))


@pytest.mark.parametrize(("example", "most"), [("quickstart", 0), ("checklist", 1), ("quiet", 4), ("northline", 22)])
def test_few_arrows_cross(example: str, most: int) -> None:
    web = layered(choice.whole(analyzed(load(EXAMPLES / example), today=TODAY)))
    edges = [(one, other) for one, others in enumerate(web.right) for other in others]
    beside = [edge for edge in combinations(edges, 2) if len({web.column[one] for one, _ in edge}) == 1]
    place = {vertex: at for column in web.columns for at, vertex in enumerate(column)}
    crossed = sum((place[a] - place[c]) * (place[b] - place[d]) < 0 for (a, b), (c, d) in beside)
    assert crossed <= most


def test_ordering_undoes_a_tangle() -> None:
    edges = [(at, 11 - at) for at in range(6)]
    left = [[] if at < 6 else [11 - at] for at in range(12)]
    right = [[11 - at] if at < 6 else [] for at in range(12)]
    columns = [list(range(6)), list(range(6, 12))]
    ordered = Ordering(columns, left=left, right=right, frames=list(range(12)), fixed={}).improved()
    assert crossings(columns, edges) == 15
    assert crossings(ordered, edges) == 0
