"""GC110: an objective sets off a circle that goes on by itself, against the customers."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from math import prod
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import networkx as nx
import pytest
from conftest import EXAMPLES, at_length, not_for_ever, texts
from hypothesis import given, settings
from hypothesis import strategies as st

from goalcheck import Finding, Level, analyze, load
from goalcheck.facts.context import Context
from goalcheck.graph import ViciousCircles
from goalcheck.rules import find_rule

Write = Callable[..., Path]
Found = Callable[..., list[Finding]]
Effects = dict[str, dict[str, Any]]

TODAY = date(2026, 7, 1)


def text(effects: Effects, *, importance: dict[str, int] | None = None, **settings: float) -> str:
    """Who affects what: ids with a dot are objectives, those of `importance` outcomes, all others drivers."""
    outcomes = importance or {}
    ids = dict.fromkeys([*effects, *outcomes, *(target for affects in effects.values() for target in affects)])
    departments: dict[str, Any] = {}
    for key in ids:
        if "." in key:
            department, _, name = key.partition(".")
            departments.setdefault(department, {"objectives": {}})["objectives"][name] = {
                "affects": effects.get(key, {})
            }
    document = {
        "outcomes": {key: {"importance": value, "affects": effects.get(key, {})} for key, value in outcomes.items()},
        "drivers": {key: {"affects": effects.get(key, {})} for key in ids if "." not in key and key not in outcomes},
        "departments": departments,
        "settings": settings,
    }
    return json.dumps(document, indent=1)


@pytest.fixture
def found(write: Write) -> Found:
    """The findings of the rule."""

    def run(effects: Effects, **more: Any) -> list[Finding]:
        report = analyze(load(write(text(effects, **more))), today=TODAY)
        return [finding for finding in report.findings if finding.code == "GC110"]

    return run


MOOD: Effects = {"staff": {"calm": "strongly helps", "service": "slightly helps"}, "calm": {"staff": "helps"}}
"""Staff who stay keep shifts calm, and calm shifts keep staff."""

SERVICE = {"service": 4}


def test_a_slight_harm_that_feeds_itself(found: Found) -> None:
    (finding,) = found({**MOOD, "a.cut": {"staff": "hurts"}}, importance=SERVICE)
    assert str(finding.message) == (
        "a.cut hurts staff and sets off a vicious circle: staff strongly helps calm, which helps staff (tension 35.56)"
    )
    assert finding.tension == pytest.approx(20 * 4 * (2 / 3) * (2 / 3))
    assert finding.level is Level.SERIOUS
    assert finding.objectives == ("a.cut",)
    assert (finding.by, finding.of, finding.chain) == (None, None, ())
    assert texts(finding.details) == (
        "The push: a.cut hurts staff (strength 0.67).",
        "The circle: staff strongly helps calm, which helps staff, which closes it (strength 0.67).",
        "Less of staff means less of service (importance 4 of 5), and each round adds to it.",
    )


@pytest.mark.parametrize(
    ("effects", "weakest", "steadied"),
    [
        ({**MOOD, "a.cut": {"staff": "hurts"}}, "calm helps staff", "staff"),
        ({"x": {"y": "strongly hurts"}, "y": {"x": "hurts"}, "a.cut": {"x": "hurts"}}, "y hurts x", "x"),
        ({"x": {"y": "hurts"}, "y": {"x": "strongly hurts"}, "a.cut": {"x": "hurts"}}, "x hurts y", "y"),
    ],
)
def test_the_advice_is_to_cut_it_where_it_holds_least(
    found: Found, effects: Effects, weakest: str, steadied: str
) -> None:
    (finding,) = found(effects, importance=SERVICE)
    pushed = next(iter(effects["a.cut"]))
    assert texts(finding.advice) == (
        f"Cut the circle where it holds least: {weakest}; give a department an objective that steadies {steadied}.",
        f"Ask the lead of a to reach a.cut without its effect on {pushed}, or to stop at a figure of {pushed} that is "
        "agreed before.",
    )


def test_the_places_are_those_of_the_push_and_of_every_arrow_of_the_circle(write: Write) -> None:
    path = write(
        """
        drivers:
          staff: {affects: {calm: helps}}
          calm:
            affects: {staff: helps}
        departments:
          a: {objectives: {cut: {affects: {staff: hurts}}}}
        """
    )
    (finding,) = (each for each in analyze(load(path), today=TODAY).findings if each.code == "GC110")
    assert [location.line for location in finding.locations] == [6, 2, 4]


def test_the_outcome_is_shown_with_the_push_on_it(found: Found) -> None:
    (finding,) = found({**MOOD, "a.cut": {"staff": "hurts"}}, importance=SERVICE)
    (contest,) = finding.outcomes
    assert contest.outcome == "service"
    assert [(side.objective, side.sign) for side in contest.sides] == [("a.cut", -1)]
    # A harm is told whatever helps beside it.
    (finding,) = found({**MOOD, "a.cut": {"staff": "hurts", "service": "strongly helps"}}, importance=SERVICE)
    assert [[side.sign for side in contest.sides] for contest in finding.outcomes] == [[-1]]


@pytest.mark.parametrize(
    ("effects", "why"),
    [
        ({**MOOD, "a.cut": {"staff": "helps"}}, "it is pushed upward"),
        ({**MOOD, "a.cut": {"service": "hurts"}}, "the circle is not touched"),
        ({**MOOD, "a.cut": {}}, "nobody pushes"),
        ({**MOOD, "calm": {"staff": "hurts"}, "a.cut": {"staff": "hurts"}}, "one arrow hurts: it evens out"),
        ({"x": {"y": -3}, "y": {"z": -3}, "z": {"x": -3}, "a.cut": {"x": "hurts"}}, "three arrows hurt"),
        ({**MOOD, "calm": {}, "a.cut": {"staff": "hurts"}}, "nothing leads back"),
    ],
)
def test_no_vicious_circle(found: Found, effects: Effects, why: str) -> None:
    assert found(effects, importance=SERVICE) == [], why


def test_more_help_than_harm_is_no_push_down(found: Found) -> None:
    effects: Effects = {**MOOD, "a.cut": {"staff": "hurts", "calm": "hurts", "pay": "helps"}}
    assert found({**effects, "pay": {"staff": "helps", "calm": "helps"}}, importance=SERVICE)
    effects["a.cut"]["pay"] = "strongly helps"
    assert found({**effects, "pay": {"staff": "helps", "calm": "helps"}}, importance=SERVICE), "as strong: both ways"
    assert not found({**effects, "pay": {"staff": 3, "calm": 3}}, importance=SERVICE)


def test_two_arrows_that_hurt_make_a_circle_that_feeds_itself(found: Found) -> None:
    effects: Effects = {"queue": {"mood": "strongly hurts"}, "mood": {"queue": "strongly hurts", "service": "helps"}}
    (down,) = found({**effects, "a.cut": {"mood": "hurts"}}, importance=SERVICE)
    assert str(down.message).startswith("a.cut hurts mood and sets off a vicious circle: mood strongly hurts queue")
    (up,) = found({**effects, "a.sell": {"queue": "helps"}}, importance=SERVICE)
    assert str(up.message).startswith("a.sell helps queue and sets off a vicious circle: queue strongly hurts mood")
    assert texts(up.details)[2].startswith("More of queue means less of service")
    assert not found({**effects, "a.staff": {"queue": "hurts"}}, importance=SERVICE)
    assert not found({**effects, "a.care": {"mood": "helps"}}, importance=SERVICE)


def test_a_circle_of_bad_things_is_harmful_upward(found: Found) -> None:
    effects: Effects = {"backlog": {"overtime": 3}, "overtime": {"backlog": 3, "service": -3}}
    assert not found({**effects, "a.relief": {"overtime": "hurts"}}, importance=SERVICE)
    (finding,) = found({**effects, "a.rush": {"overtime": "helps"}}, importance=SERVICE)
    assert finding.tension == pytest.approx(20 * 4 * 2 / 3)


def test_outcomes_in_the_circle_say_what_is_harmful_before_those_that_it_leads_to(found: Found) -> None:
    effects: Effects = {"care": {"trust": 3}, "trust": {"care": 3, "speed": -3}, "a.cut": {"care": -2}}
    (finding,) = found(effects, importance={"trust": 2, "speed": 5})
    assert finding.tension == pytest.approx(20 * 2 * 2 / 3)
    assert [contest.outcome for contest in finding.outcomes] == ["trust"]
    assert not found(effects, importance={"speed": 5}), "with no outcome in it, speed decides: down is good"


def test_the_most_important_outcome_that_goes_down_gives_the_tension(found: Found) -> None:
    effects: Effects = {"care": {"trust": 3}, "trust": {"care": 3, "speed": 1}, "a.cut": {"care": -2}}
    (finding,) = found(effects, importance={"trust": 2, "speed": 5})
    assert finding.tension == pytest.approx(20 * 5 * 2 / 3)
    assert [contest.outcome for contest in finding.outcomes] == ["speed"]


def test_of_equally_important_outcomes_that_of_the_loop_is_told(found: Found) -> None:
    effects: Effects = {"care": {"trust": 1, "bill": 3}, "trust": {"care": 3}, "a.cut": {"care": -3}}
    (finding,) = found(effects, importance={"trust": 4, "bill": 4})
    assert [contest.outcome for contest in finding.outcomes] == ["trust"]


def test_without_any_outcome_the_importance_is_three_and_down_is_harmful(found: Found) -> None:
    (finding,) = found({"x": {"y": 3}, "y": {"x": 3}, "a.cut": {"y": -3}})
    assert finding.tension == pytest.approx(60)
    assert finding.level is Level.SEVERE
    assert finding.outcomes == ()
    assert not found({"x": {"y": 3}, "y": {"x": 3}, "a.raise": {"y": 3}})


def test_an_outcome_is_itself_what_is_lost(found: Found) -> None:
    (finding,) = found({"trust": {"word": 3}, "word": {"trust": 3}, "a.cut": {"trust": -3}}, importance={"trust": 5})
    assert finding.tension == pytest.approx(100)
    assert texts(finding.details)[2] == "Less of trust (importance 5 of 5), and each round adds to it."


@pytest.mark.parametrize(("least", "fires"), [(35.0, True), (35.5555, True), (35.5556, False), (36.0, False)])
def test_the_least_tension(found: Found, least: float, fires: bool) -> None:
    effects = {**MOOD, "a.cut": {"staff": "hurts"}}
    assert bool(found(effects, importance=SERVICE, min_tension=least)) is fires


def test_a_tension_that_meets_the_least_exactly_is_reported(found: Found) -> None:
    """100 x 1/3 x 0.3 is 10, however it is multiplied."""
    for loop, push in ((0.3, 1 / 3), (1 / 3, 0.3)):
        effects: Effects = {"x": {"y": {"weight": loop}, "o": 3}, "y": {"x": 3}, "a.cut": {"x": {"weight": -push}}}
        assert found(effects, importance={"o": 5})


@pytest.mark.parametrize(("links", "fires"), [(1, False), (2, False), (3, True), (12, True)])
def test_a_loop_has_at_most_max_links_arrows(found: Found, links: int, fires: bool) -> None:
    effects: Effects = {"x": {"y": 3}, "y": {"z": 3}, "z": {"x": 3}, "a.cut": {"x": -3}}
    assert bool(found(effects, max_links=links)) is fires


def test_a_loop_has_two_arrows_at_least(found: Found) -> None:
    effects: Effects = {"x": {"y": 3}, "y": {"x": 3}, "a.cut": {"x": -3}}
    assert found(effects, max_links=2)
    assert not found(effects, max_links=1)


def test_a_loop_and_a_push_weaker_than_min_chain_do_not_count(found: Found) -> None:
    effects: Effects = {"x": {"y": 2}, "y": {"x": 2}, "a.cut": {"x": -2}}
    assert found(effects, min_chain=0.44)
    assert not found(effects, min_chain=0.45), "the loop has 4/9"


def test_of_one_group_of_loops_the_worst_with_the_one_who_pushes_hardest(found: Found) -> None:
    effects: Effects = {
        "x": {"y": 1, "z": 3},
        "y": {"x": 3},
        "z": {"x": 3},
        **{f"a.o{number}": {"x": {"weight": -0.5}} for number in range(8)},
        "b.hard": {"x": -2},
        "c.good": {"x": 3},
    }
    (finding,) = found(effects)
    assert str(finding.message).startswith("b.hard hurts x and sets off a vicious circle: x strongly helps z")
    assert finding.objectives == ("b.hard",)
    assert texts(finding.details)[2] == "The hardest of those that push it the same way: a.o0, a.o1, a.o2, a.o3, a.o4."


def test_each_group_of_loops_has_its_own_finding(found: Found) -> None:
    groups: Effects = {}
    for name, push in (("q", -1), ("r", -3), ("s", -2)):
        groups |= {f"{name}1": {f"{name}2": 3}, f"{name}2": {f"{name}1": 3}, f"a.{name}": {f"{name}1": push}}
    findings = found(groups)
    assert [finding.objectives for finding in findings] == [("a.r",), ("a.s",), ("a.q",)]
    assert len({finding.fingerprint for finding in findings}) == 3


def test_an_objective_that_is_hurt_is_named_as_such(found: Found) -> None:
    (finding,) = found({"b.x": {"b.y": 3}, "b.y": {"b.x": 3}, "a.cut": {"d": -3}, "d": {"b.x": 2}})
    assert (finding.by, finding.of) == ("a.cut", "b.x")
    assert finding.objectives == ("a.cut", "b.x")
    assert [link.target for link in finding.chain] == ["d", "b.x"]


def test_an_objective_that_is_helped_too_much_is_not_named_as_hurt(found: Found) -> None:
    effects: Effects = {"b.x": {"b.y": 3, "o": -3}, "b.y": {"b.x": 3}, "a.rush": {"b.x": 3}}
    (finding,) = found(effects, importance={"o": 5})
    assert str(finding.message).startswith("a.rush helps b.x and sets off")
    assert (finding.by, finding.of, finding.chain, finding.objectives) == (None, None, (), ("a.rush",))


def test_pushes_on_drivers_come_before_pushes_on_objectives(found: Found) -> None:
    effects: Effects = {"b.x": {"b.y": 3, "d": 1}, "b.y": {"b.x": 3}, "d": {"b.x": 3}, "a.cut": {"b.x": -3}}
    (finding,) = found(effects)
    assert finding.of == "b.x", "over d the tension is 60 x 1/3 x 1/3, which is below 10"
    (finding,) = found(effects, min_tension=5)
    assert str(finding.message).startswith("a.cut hurts d ")
    assert finding.by is None


def test_an_objective_of_the_loop_can_drive_it(found: Found) -> None:
    (finding,) = found({"a.x": {"d": -3}, "d": {"a.x": -3, "o": 3}}, importance={"o": 5})
    assert str(finding.message).startswith("a.x hurts d and sets off a vicious circle: d strongly hurts a.x")


@pytest.mark.parametrize("status", ["done", "dropped"])
def test_only_objectives_in_force_drive_or_close_a_circle(write: Write, status: str) -> None:
    def codes(own: str, other: str) -> list[str]:
        path = write(
            f"""
            drivers: {{d: {{affects: {{b.x: 3}}}}}}
            departments:
              a: {{objectives: {{cut: {{status: {own}, affects: {{d: -3}}}}}}}}
              b: {{objectives: {{x: {{status: {other}, affects: {{d: 3}}}}}}}}
            """
        )
        return [finding.code for finding in analyze(load(path), today=TODAY).findings]

    assert "GC110" in codes("committed", "committed")
    assert "GC110" not in codes(status, "committed")
    assert "GC110" not in codes("committed", status)


def test_parallel_arrows_of_both_signs_are_told_with_the_sign_that_closes_the_circle(
    found: Found, write: Write
) -> None:
    path = write(
        """
        drivers: {x: {affects: {y: -3}}, y: {affects: {x: -3}}}
        departments: {a: {objectives: {cut: {affects: {x: -3}}}}}
        claims: [{from: x, to: y, effect: slightly helps, by: a}]
        """
    )
    (finding,) = (each for each in analyze(load(path), today=TODAY).findings if each.code == "GC110")
    assert "x strongly hurts y, which strongly hurts x (" in str(finding.message)
    assert not found({"x": {"y": 3}, "y": {"x": -3}, "a.cut": {"x": -3}})


# Against every loop and every chain, listed one by one


class Arrow(NamedTuple):
    origin: str
    target: str
    weight: float


WEIGHTS = st.sampled_from([-1.0, -0.8, -0.5, -1 / 3, 1 / 3, 0.5, 0.7, 1.0, 0.9])
NODES = ("a.p", "a.q", "b.r", "d1", "d2", "d3", "o1", "o2")


@st.composite
def worlds(draw: st.DrawFn) -> Effects:
    pairs = [(one, other) for one in NODES for other in NODES if one != other]
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=6, max_size=22, unique=True))
    effects: Effects = {"a.p": {}}
    for one, other in chosen:
        effects.setdefault(one, {})[other] = {"weight": draw(WEIGHTS)}
    return effects


IMPORTANCE = {"o1": 4, "o2": 5}
LINKS, LEAST_CHAIN, LEAST_TENSION = 4, 0.05, 5


def slow(effects: Effects) -> list[tuple[float, str, tuple[str, ...], str | None]]:
    """(tension, who, loop, outcome) of each component by listing everything."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for one, affects in effects.items():
        graph.add_weighted_edges_from((one, other, effect["weight"]) for other, effect in affects.items())
    found = []
    for component in nx.strongly_connected_components(graph):
        rest = sorted(node for node in component if "." not in node)
        circles = [_circle(graph, node) for node in rest]
        if not any(circles):
            circles = [_circle(graph, node) for node in sorted(component) if "." in node]
        real = [each for each in circles if each]
        if real:
            _, _, worst = min(real, key=lambda each: each[:2])
            found.append(worst)
    return sorted(found, key=lambda each: (-each[0], each[1], each[2]))


def _circle(graph: nx.DiGraph[str], node: str) -> Any:
    """The order of the circle at a node and the circle, None where there is none."""
    loops = sorted(_loops(graph, node))
    if not loops:
        return None
    least_strength, _, loop = loops[0]
    outcome, down = _stake(graph, node, loop)
    pushers = []
    for objective in sorted(key for key in graph if "." in key):
        helps, harms = _chains(graph, objective, node)
        own, other = (harms, helps) if down else (helps, harms)
        if own and own[0][0] <= (other[0][0] if other else 0) + 1e-9:
            pushers.append((round(own[0][0], 9), objective, own[0]))
    if not pushers:
        return None
    strength, objective, (_, length, path) = min(pushers)
    tension = 20 * (IMPORTANCE[outcome] if outcome else 3) * strength * least_strength
    if tension < LEAST_TENSION - 1e-6:
        return None
    return (-round(tension, 6), length, path, loop), None, (round(tension, 6), objective, loop, outcome)


def _paths(graph: nx.DiGraph[str], one: str, other: str, links: int) -> Iterator[tuple[float, tuple[str, ...]]]:
    if one in graph and other in graph and one != other:
        for path in nx.all_simple_paths(graph, one, other, cutoff=links):
            yield prod(graph[here][there]["weight"] for here, there in pairwise(path)), tuple(path)


def _loops(graph: nx.DiGraph[str], node: str) -> Iterator[tuple[float, int, tuple[str, ...]]]:
    for source in graph.predecessors(node):
        for product, path in _paths(graph, node, source, LINKS - 1):
            strength = product * graph[source][node]["weight"]
            if strength >= LEAST_CHAIN - 1e-9:
                yield -round(strength, 9), len(path), path


def _chains(graph: nx.DiGraph[str], one: str, other: str) -> tuple[list[Any], list[Any]]:
    """The chains of help and of harm, each strongest first as (-strength, length, path)."""
    sides: tuple[list[Any], list[Any]] = ([], [])
    for product, path in _paths(graph, one, other, LINKS):
        if abs(product) >= LEAST_CHAIN - 1e-9:
            sides[product < 0].append((-round(abs(product), 9), len(path), path))
    return sorted(sides[0]), sorted(sides[1])


def _stake(graph: nx.DiGraph[str], node: str, loop: tuple[str, ...]) -> tuple[str | None, bool]:
    reached = {}
    for outcome in IMPORTANCE:
        helps, harms = ([(-1.0,)], []) if outcome == node else _chains(graph, node, outcome)
        help_, harm = (-side[0][0] if side else 0.0 for side in (helps, harms))
        if help_ or harm:
            reached[outcome] = help_, harm
    if not reached:
        return None, True

    def rank(outcome: str) -> Any:
        return -IMPORTANCE[outcome], outcome not in loop, -max(reached[outcome]), outcome

    leading = min([outcome for outcome in reached if outcome in loop] or reached, key=rank)
    down = reached[leading][0] >= reached[leading][1] - 1e-9
    lost = [each for each, (help_, harm) in reached.items() if (help_ >= harm - 1e-9 if down else harm >= help_ - 1e-9)]
    lost = [each for each in lost if reached[each][not down]]
    return min(lost, key=rank), down


def study_of(document: str) -> Context:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "org.yaml"
        path.write_text(document, encoding="utf-8")
        return Context(load(path), today=TODAY)


@settings(max_examples=400)
@given(worlds())
def test_it_finds_what_listing_every_loop_finds(effects: Effects) -> None:
    study = study_of(text(effects, importance=IMPORTANCE))
    nodes = study.network.nodes
    circles = ViciousCircles(study.network, max_links=LINKS, min_chain=LEAST_CHAIN, min_tension=LEAST_TENSION).worst()
    told = [
        (
            round(circle.tension, 6),
            nodes[circle.pushers[0].objective],
            tuple(nodes[node] for node in circle.loop.nodes),
            None if circle.stake.outcome is None else nodes[circle.stake.outcome],
        )
        for circle in circles
    ]
    assert slow(effects) == told
    assert study.pushes.exact


@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_written_means_nothing(effects: Effects, chance: Random) -> None:
    keys = list(effects)
    chance.shuffle(keys)
    shuffled = {key: dict(chance.sample(list(effects[key].items()), len(effects[key]))) for key in keys}
    one, other = (
        [
            (str(each.message), each.fingerprint, texts(each.details), texts(each.advice))
            for each in at_length(find_rule("GC110").check(study_of(text(raw, importance=IMPORTANCE))))
        ]
        for raw in (effects, shuffled)
    )
    assert one == other


# Size


def test_a_published_graph_of_34_nodes_and_516_arrows_is_no_matter() -> None:
    study = Context(load(EXAMPLES / "sdg-sweden"), today=TODAY)
    assert study.pushes.tables
    with not_for_ever():
        (finding,) = at_length(find_rule("GC110").check(study))
    assert str(finding.message).startswith(
        "goal-17.target-17-11 hurts goal-12.target-12-5 and sets off a vicious circle"
    )
    assert study.pushes.exact


def test_no_loop_is_looked_for_where_no_arrows_run_in_circles(monkeypatch: pytest.MonkeyPatch) -> None:
    study = study_of(text({"a.cut": {"x": -3}, "x": {"o": 3}}, importance={"o": 5}))
    assert study.pushes.tables
    monkeypatch.setattr("goalcheck.graph.vicious.Chains", None)
    assert list(at_length(find_rule("GC110").check(study))) == []
    with pytest.raises(TypeError):
        list(at_length(find_rule("GC110").check(study_of(text({**MOOD, "a.cut": {"staff": -3}})))))


def test_an_acyclic_organization_does_not_load_networkx() -> None:
    code = (
        "import sys; from goalcheck import analyze, load; "
        f"analyze(load({str(EXAMPLES / 'northline')!r})); sys.exit('networkx' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_search_that_gives_up_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    chance, ids = Random(1), [f"d{number}" for number in range(8)]  # noqa: S311 - nothing to keep secret
    effects: Effects = {
        one: {other: {"weight": chance.choice((-1, 1)) * chance.randint(5, 9) / 10} for other in ids if other != one}
        for one in ids
    }
    document = text({**effects, "a.cut": {"d0": -3, "d1": 2}}, max_links=6, min_chain=0)
    assert analyze(study_of(document).organization, today=TODAY).exact
    monkeypatch.setattr("goalcheck.graph.vicious.SEARCH_STEPS", 1)
    assert not analyze(study_of(document).organization, today=TODAY).exact
