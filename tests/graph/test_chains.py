"""DESIGN 4 by example: each test draws its organization with arrows.

`a -2/3> d; d +1> o` reads: a hurts d with a weight of 2/3, and d helps o with 1. The letters a, b, c are objectives of
one department, o and p are outcomes of the highest importance, and all others are drivers. The second arrow from one
node to another is a claim.
"""

from __future__ import annotations

import json
import re
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import prod
from typing import Any

import oracle
import pytest
from conftest import Command, Write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import dense_organizations
from worlds import TODAY, Raw, as_yaml, organization

from goalcheck.facts.context import Context
from goalcheck.findings import Link
from goalcheck.graph import chains
from goalcheck.source import TooLarge

OBJECTIVES, OUTCOMES = "abc", "op"


def drawn(arrows: str, *, objectives: Raw | None = None, **sections: Any) -> Raw:
    """The organization that the arrows show, with more about its objectives and more sections."""
    raw: Raw = {"outcomes": {}, "drivers": {}, "claims": [], **sections}
    own: Raw = {name: dict(body) for name, body in (objectives or {}).items()}
    for arrow in filter(None, (part.strip() for part in arrows.split(";"))):
        found = re.fullmatch(r"(\w+) ([+-])(\S+)> (\w+)", arrow)
        assert found, arrow
        origin, sign, size, target = found.groups()
        for node in (origin, target):
            holder = own if node in OBJECTIVES else raw["outcomes" if node in OUTCOMES else "drivers"]
            holder.setdefault(node, {"importance": 5} if node in OUTCOMES else {})
        weight = float(Fraction(size)) * (1 if sign == "+" else -1)
        body = own[origin] if origin in own else raw["outcomes"].get(origin) or raw["drivers"][origin]
        if full(target) in body.setdefault("affects", {}):
            raw["claims"].append({"from": full(origin), "to": full(target), "weight": weight})
        else:
            body["affects"][full(target)] = {"weight": weight}
    return {**raw, "departments": {"x": {"objectives": own}}}


def full(node: str) -> str:
    return f"x.{node}" if node in OBJECTIVES else node


def full_chains(study: Context) -> chains.Chains:
    """The search itself, in which a chain loses nothing behind objectives."""
    settings = study.organization.settings
    return chains.Chains(study.network, max_links=settings.max_links, min_chain=settings.min_chain)


class Graph:
    """What goalcheck makes of a drawing."""

    def __init__(self, arrows: str, **more: Any) -> None:
        self.study = Context(organization(drawn(arrows, **more)), today=TODAY)
        self.chains = full_chains(self.study)

    def pushes(self) -> dict[str, tuple[float, float]]:
        """Help and harm by the two ends, as `ao`."""
        nodes = self.study.network.nodes
        return {
            f"{nodes[objective]}{nodes[node]}".replace("x.", ""): (helps.get(node, 0.0), harms.get(node, 0.0))
            for objective, (helps, harms) in self.chains.pushes.items()
            for node in helps.keys() | harms.keys()
        }

    def links(self, origin: str, target: str, sign: str) -> tuple[Link, ...]:
        index = self.study.network.index
        chain = self.chains.chain(origin=index[full(origin)], target=index[full(target)], positive=sign == "+")
        return self.study.links_of(chain)

    def chain(self, origin: str, target: str, sign: str) -> str:
        """The strongest chain of a sign, as `ado`."""
        return "".join([origin, *(link.target for link in self.links(origin, target, sign))]).replace("x.", "")

    def tensions(self) -> dict[str, float]:
        """The tension of each opposed pair, as `ab`."""
        nodes = self.study.network.nodes
        return {
            f"{nodes[found.one]}{nodes[found.other]}".replace("x.", ""): found.tension
            for found in self.study.clashes.oppositions()
        }


def near(value: Any) -> Any:
    return pytest.approx(value, rel=0, abs=1e-12)


# Chains


@pytest.mark.parametrize(
    ("arrows", "help_", "harm"),
    [
        ("a +2/3> o", 2 / 3, 0),
        ("a -1/3> o", 0, 1 / 3),
        ("a -2/3> d; d +1> o", 0, 2 / 3),
        ("a +1/2> d; d +1/2> e; e +1/2> o", 1 / 8, 0),
        ("a -1/2> d; d -1/2> o", 1 / 4, 0),
        ("a -1> d; d -1> e; e -1> o", 0, 1),
        ("a -1> b; b -1> o", 1, 0),
        ("a +1> p; p -1/2> o", 0, 1 / 2),
        ("a +1/2> o; a -1> d; d +1/3> o", 1 / 2, 1 / 3),
        ("a +1/3> o; a +2/3> d; d +2/3> o", 4 / 9, 0),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_strength_is_the_product_and_sign_the_product_of_signs(arrows: str, help_: float, harm: float) -> None:
    assert Graph(arrows).pushes()["ao"] == near((help_, harm))


def test_plus_never_hides_minus() -> None:
    assert Graph("a +1> o; a -1> d; d +1> o").pushes() == {"ao": (1, 1)}


def test_an_objective_that_affects_nothing_pushes_nothing() -> None:
    assert Graph("a +1> d; b +1> o").pushes() == {"bo": (1, 0)}


@pytest.mark.parametrize(("max_links", "reached"), [(1, ""), (2, ""), (3, "ao"), (4, "ao")])
def test_max_links_counts_arrows(max_links: int, reached: str) -> None:
    graph = Graph("a +1> d; d +1> e; e +1> o", settings={"max_links": max_links})
    assert "".join(graph.pushes()) == reached


def test_four_links_are_the_default() -> None:
    assert Graph("a +1> d; d +1> e; e +1> f; f +1> o").pushes() == {"ao": (1, 0)}
    assert Graph("a +1> d; d +1> e; e +1> f; f +1> g; g +1> o").pushes() == {}


@pytest.mark.parametrize(
    ("arrows", "least", "counts"),
    [
        ("a +0.05> o", 0.05, True),
        ("a +0.0499> o", 0.05, False),
        ("a +0.0499999995> o", 0.05, True),
        ("a +0.049999998> o", 0.05, False),
        ("a +0.1> d; d +0.7> o", 0.07, True),  # 0.1 x 0.7 is 0.06999999999999999 to a computer
        ("a -0.1> d; d -0.7> o", 0.07, True),
        ("a +0.1> d; d +0.69> o", 0.07, False),
        ("a +0.2> d; d +0.2> e; e +0.2> o", 0.008, True),
        ("a +0.000001> o", 0, True),
        ("a +1> o", 1, True),
        ("a +0.99> o", 1, False),
    ],
)
def test_chains_weaker_than_min_chain_do_not_count(arrows: str, least: float, *, counts: bool) -> None:
    assert ("ao" in Graph(arrows, settings={"min_chain": least}).pushes()) is counts


# Circles


@pytest.mark.parametrize(
    ("arrows", "push"),
    [
        ("a +1> d; d +1> e; e +1> d; e +1/2> o", (1 / 2, 0)),
        ("a +1> d; d -1> e; e -1> d; d +1/2> o", (1 / 2, 0)),
        # Round the minus circle and back through d, a walk would reach o with minus; a chain cannot.
        ("a +1> d; d +1> e; e -1> d; d +1/2> o", (1 / 2, 0)),
        ("a +1> d; d +1> e; e -1> d; d +1/2> o; a -1/10> o", (1 / 2, 1 / 10)),
        ("a +1> d; d +1> e; e -1> d; e +1/2> o", (1 / 2, 0)),
        ("a +1> d; d +1> e; e +1> f; f -1> d; e +1> o; f +1/4> o", (1, 0)),
        # The objective itself is in the circle.
        ("a +1> d; d -1> a; d +1> o", (1, 0)),
        ("a +1> b; b -1> a; b +1/2> o", (1 / 2, 0)),
        # Both ways into a circle of minus.
        ("a +1> d; a +1/2> e; d -1> e; e +1> d; e +1> o; d +1/2> o", (1 / 2, 1)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_chain_visits_no_node_twice(arrows: str, push: tuple[float, float]) -> None:
    raw = drawn(arrows)
    assert Graph(arrows).pushes()["ao"] == near(push)
    # The oracle walks every chain and agrees, so the comments above are true.
    assert oracle.pushes_of(raw, oracle.arrows_of(raw))["x.a", "o"] == near(push)


def test_no_objective_pushes_itself() -> None:
    assert set(Graph("a +1> d; d -1> a; d +1> o").pushes()) == {"ao"}


def test_nodes_before_a_circle_of_minus_see_chains_too() -> None:
    graph = Graph("a +1> f; f +1> d; d +1> e; e -1> d; d +1/2> o", settings={"max_links": 6})
    assert graph.pushes() == {"ao": (1 / 2, 0)}
    assert graph.chain("a", "o", "+") == "afdo"


# Two arrows between two nodes


def test_arrows_of_both_signs_stand_side_by_side() -> None:
    graph = Graph("a +1> d; a -1/2> d; d +1> o")
    assert graph.pushes() == {"ao": (1, 1 / 2)}
    assert [link.weight for link in graph.links("a", "o", "+")] == [1, 1]
    assert [link.weight for link in graph.links("a", "o", "-")] == [-1 / 2, 1]


def test_the_best_of_both_signs_is_taken_on_every_link() -> None:
    graph = Graph("a +1> d; a -9/10> d; d +1/2> o; d -1> o")
    assert graph.pushes() == {"ao": (9 / 10, 1)}
    assert [link.weight for link in graph.links("a", "o", "+")] == [-9 / 10, -1]
    assert [link.weight for link in graph.links("a", "o", "-")] == [1, -1]


def test_of_two_arrows_of_one_sign_the_strongest_counts() -> None:
    graph = Graph("a +1/3> o; a +2/3> o")
    assert graph.study.network.arrow_count == 1
    assert graph.pushes() == {"ao": near((2 / 3, 0))}
    assert [link.source for link in graph.links("a", "o", "+")] == ["claimed"]


# Which chain is shown


@pytest.mark.parametrize(
    ("arrows", "shown"),
    [
        ("a +1> o; a +1> d; d +1> o", "ao"),
        ("a +1> d; d +1> e; e +1> o; a +1> f; f +1> o", "afo"),
        ("a +1> e; e +1> o; a +1> d; d +1> o", "ado"),
        ("a +1/2> o; a +2/3> d; d +2/3> o", "ao"),
        ("a +1/3> o; a +2/3> d; d +2/3> o", "ado"),
        ("a -1> e; e -1> o; a +1> d; d +1> o", "ado"),
        ("a +0.6> d; d +0.5> o; a +0.3> e; e +1> o", "ado"),  # 0.6 x 0.5 and 0.3 x 1 differ by rounding alone
        ("a +1> p; p +1> o; a +1> b; b +1> o", "apo"),  # the full id of b is x.b
        ("a +1> d; d +1> e; e +1> d; e +1> o; a +1> e", "aeo"),
        ("a +1> d; d +1> e; e -1> d; d +1> o; e +1> o; a +1> f; f +1> o", "ado"),
    ],
    ids=lambda value: value if " " in value else "",
)
def test_of_equally_strong_chains_the_shortest_then_the_first_by_ids(arrows: str, shown: str) -> None:
    assert Graph(arrows).chain("a", "o", "+") == shown


def test_there_is_no_chain_where_there_is_no_push() -> None:
    with pytest.raises(KeyError):
        Graph("a +1> o").links("a", "o", "-")


# Claims


def test_a_claim_makes_an_arrow() -> None:
    claim = {"from": "x.a", "to": "o", "effect": "hurts", "by": "x", "because": "we saw it", "confidence": "medium"}
    graph = Graph("a +1> o", claims=[claim])
    assert graph.pushes() == {"ao": near((1, 1 / 2))}
    [link] = graph.links("a", "o", "-")
    assert (link.source, link.by, link.because, link.word) == ("claimed", "x", "we saw it", "hurts")


def test_of_equally_strong_arrows_the_owner_is_believed_first() -> None:
    claim = {"from": "x.a", "to": "o", "effect": 3}
    assert [link.source for link in Graph("a +1> o", claims=[claim]).links("a", "o", "+")] == ["declared"]
    measured: Raw = {"outcomes": {"o": {"metric": "days"}}, "metrics": {"days": {"better": "lower"}}}
    target = {"a": {"target": {"metric": "days", "at_most": 5}}}
    assert [link.source for link in Graph("", objectives=target, **measured).links("a", "o", "+")] == ["implied"]
    graph = Graph("", objectives=target, claims=[claim], **measured)
    assert [link.source for link in graph.links("a", "o", "+")] == ["claimed"]


def test_a_claim_about_a_driver() -> None:
    claim = {"from": "d", "to": "o", "effect": -3}
    assert Graph("a +1> d; b +1> o", claims=[claim]).pushes() == {"ao": (0, 1), "bo": (1, 0)}


def test_a_claim_disputes_neutral() -> None:
    affects = {"a": {"affects": {"o": "neutral"}}}
    assert Graph("b +1> o", objectives=affects).pushes() == {"bo": (1, 0)}
    claim = {"from": "x.a", "to": "o", "effect": "hurts"}
    assert Graph("b +1> o", objectives=affects, claims=[claim]).pushes() == {"bo": (1, 0), "ao": near((0, 2 / 3))}


# Implied effects

LOWER, HIGHER = {"better": "lower"}, {"better": "higher"}


@pytest.mark.parametrize(
    ("metric", "target", "push"),
    [
        (LOWER, {"from": 55, "to": 30}, (1, 0)),
        (LOWER, {"from": 30, "to": 55}, (0, 1)),
        (LOWER, {"at_most": 10}, (1, 0)),
        (LOWER, {"at_least": 10}, (0, 1)),
        (HIGHER, {"from": 55, "to": 30}, (0, 1)),
        (HIGHER, {"from": 30, "to": 55}, (1, 0)),
        (HIGHER, {"at_most": 10}, (0, 1)),
        (HIGHER, {"at_least": 10}, (1, 0)),
        (LOWER, {"between": [5, 10]}, None),
        (LOWER, {"from": 30, "to": 30}, None),
        ({}, {"from": 55, "to": 30}, None),
    ],
)
def test_a_target_implies_an_effect(metric: Raw, target: Raw, push: tuple[float, float] | None) -> None:
    graph = Graph(
        "",
        objectives={"a": {"target": {"metric": "m", **target}}},
        outcomes={"o": {"metric": "m"}, "p": {}},
        metrics={"m": metric},
    )
    assert graph.pushes() == ({} if push is None else {"ao": push})


def test_an_implied_effect_reaches_drivers_and_says_where_it_comes_from() -> None:
    graph = Graph(
        "d -1/3> o",
        objectives={"a": {"target": {"metric": "m", "at_least": 9}}},
        metrics={"m": HIGHER},
        drivers={"d": {"metric": "m"}},
    )
    assert graph.pushes() == {"ao": near((0, 1 / 3))}
    assert [(link.source, link.word) for link in graph.links("a", "o", "-")] == [
        ("implied", "strongly helps"),
        ("declared", "slightly hurts"),
    ]


@pytest.mark.parametrize(
    ("affects", "push"), [({"o": "neutral"}, None), ({"o": -1}, (0, 1 / 3)), ({"o": 1}, (1 / 3, 0)), ({"p": 0}, (1, 0))]
)
def test_what_an_objective_says_itself_switches_the_implied_effect_off(
    affects: Raw, push: tuple[float, float] | None
) -> None:
    graph = Graph(
        "",
        objectives={"a": {"target": {"metric": "m", "at_least": 9}, "affects": affects}},
        outcomes={"o": {"metric": "m"}, "p": {}},
        metrics={"m": HIGHER},
    )
    assert graph.pushes() == ({} if push is None else {"ao": near(push)})


def test_what_others_claim_does_not_switch_it_off() -> None:
    graph = Graph(
        "",
        objectives={"a": {"target": {"metric": "m", "at_least": 9}}},
        outcomes={"o": {"metric": "m"}},
        metrics={"m": HIGHER},
        claims=[{"from": "x.a", "to": "o", "effect": "neutral"}, {"from": "x.a", "to": "o", "weight": -0.5}],
    )
    assert graph.pushes() == {"ao": (1, 1 / 2)}


# Weights


@pytest.mark.parametrize(
    ("effect", "weight"),
    [
        ("strongly helps", 1),
        ("helps", 2 / 3),
        ("slightly helps", 1 / 3),
        ("slightly hurts", -1 / 3),
        ("hurts", -2 / 3),
        ("strongly hurts", -1),
        (3, 1),
        (-2, -2 / 3),
        ({"effect": "hurts"}, -2 / 3),
        ({"effect": 2}, 2 / 3),
        ({"weight": -0.6}, -0.6),
        ({"weight": 1}, 1),
        ({"effect": "hurts", "confidence": "high"}, -2 / 3),
        ({"effect": "hurts", "confidence": "medium"}, -1 / 2),
        ({"effect": "hurts", "confidence": "low"}, -1 / 3),
        ({"weight": 0.8, "confidence": "medium"}, 0.6),
    ],
)
def test_the_weight_of_an_effect(effect: Any, weight: float) -> None:
    graph = Graph("", objectives={"a": {"affects": {"o": effect}}}, outcomes={"o": {}})
    assert graph.pushes() == {"ao": near((max(weight, 0), max(-weight, 0)))}


@pytest.mark.parametrize("effect", ["neutral", 0, {"effect": "neutral"}, {"weight": 0}, {"weight": 0.0}])
def test_neutral_makes_no_arrow(effect: Any) -> None:
    graph = Graph("", objectives={"a": {"affects": {"o": effect}}}, outcomes={"o": {}})
    assert graph.pushes() == {}
    assert graph.study.network.arrow_count == 0


@pytest.mark.parametrize(
    ("target", "harm"),
    [
        ({"from": 55, "to": 50}, 0),
        ({"from": 55, "to": 42}, 0),
        ({"from": 55, "to": 41.4}, 0.05),
        ({"from": 55, "to": 39}, 0.25),
        ({"from": 55, "to": 36}, 0.5),
        ({"from": 55, "to": 30}, 1),
        ({"from": 55, "to": 20}, 1),
        ({"from": 20, "to": 36}, 0.5),
        ({"at_most": 36}, 0.5),
        ({"at_least": 36}, 0.5),
        ({"between": [10, 36]}, 1),
        ({"between": [36, 99]}, 0.5),
        ({"between": [42, 99]}, 0),
    ],
)
def test_an_effect_starts_at_a_figure_and_is_full_at_another(target: Raw, harm: float) -> None:
    effect = {"weight": -1, "starts_at": 42, "full_at": 30}
    objective = {"target": {"metric": "m", **target}, "affects": {"o": effect}}
    graph = Graph("", objectives={"a": objective}, outcomes={"o": {}}, metrics={"m": {}})
    assert graph.pushes() == ({"ao": near((0, harm))} if harm else {})


@pytest.mark.parametrize(
    ("target", "harm"),
    [({"to": 9, "from": 0}, 0), ({"to": 15, "from": 0}, 0.25), ({"at_least": 20}, 0.5), ({"between": [5, 25]}, 0.75)],
)
def test_an_effect_that_starts_on_the_way_up(target: Raw, harm: float) -> None:
    effect = {"weight": -1, "starts_at": 10, "full_at": 30}
    objective = {"target": {"metric": "m", **target}, "affects": {"o": effect}}
    graph = Graph("", objectives={"a": objective}, outcomes={"o": {}}, metrics={"m": {}})
    assert graph.pushes() == ({"ao": near((0, harm))} if harm else {})


# Who is opposed to whom


CLASH = "a +1> o; b -2/3> o"


def tensions(a: Raw, b: Raw, **sections: Any) -> dict[str, float]:
    return Graph(CLASH, objectives={"a": a, "b": b}, **sections).tensions()


@pytest.mark.parametrize("importance", [1, 2, 3, 4, 5])
def test_tension_is_the_weaker_side_times_the_importance(importance: int) -> None:
    graph = Graph(CLASH, outcomes={"o": {"importance": importance}})
    assert graph.tensions() == {"ab": near(100 * importance / 5 * 2 / 3)}


@pytest.mark.parametrize(
    ("arrows", "least", "opposed"),
    [
        ("a +1> o; b -0.4> o", 40, True),
        ("a +1> o; b -0.3999> o", 40, False),
        ("a +1> o; b -0.1> d; d +0.7> o", 7, True),
        ("a +1> o; b +1> o", 0, False),
        ("a +1> o; b -1> p", 0, False),
    ],
)
def test_below_min_tension_nothing_is_reported(arrows: str, least: float, *, opposed: bool) -> None:
    graph = Graph(arrows, settings={"min_tension": least})
    assert bool(graph.tensions()) is opposed
    assert graph.study.clashes.count() == opposed


@pytest.mark.parametrize(
    ("arrows", "opposed"),
    [
        ("a +1> o; a -1/2> o; b -1> o", {"ab": 100}),
        ("a +1/2> o; a -1> o; b -1> o", {"ab": 50}),
        ("a +1/2> o; a -1> o; b +1> o", {"ab": 100}),
        # With a help and a harm, a stands on both sides; over one outcome the pair is counted once.
        ("a +1> o; a -1> o; b -1/2> o", {"ab": 50}),
        ("a +1> o; a -1> o; b +1/2> o", {"ab": 50}),
        ("a +1> o; a -1> o; b +1> o; b -1> o", {"ab": 100}),
        ("a +1> o; a -1> o", {}),
        ("a +0.49> o; a -0.7> d; d +0.7> o; b +1> o", {"ab": 49}),
        ("a -0.49> o; a +0.7> d; d +0.7> o; b -1> o", {"ab": 49}),
    ],
)
def test_an_objective_stands_where_it_leans(arrows: str, opposed: dict[str, float]) -> None:
    graph = Graph(arrows)
    assert graph.tensions() == near(opposed)
    assert graph.study.clashes.count() == len(opposed)


@pytest.mark.parametrize("status", ["done", "dropped"])
def test_what_is_done_or_dropped_is_left_out_with_its_arrows(status: str) -> None:
    assert tensions({"status": status}, {}) == {}
    graph = Graph("a +1> c; c +1> o; b +1> o", objectives={"c": {"status": status}})
    assert graph.pushes() == {"bo": (1, 0)}
    assert graph.study.network.arrow_count == 1


@pytest.mark.parametrize("status", ["proposed", "committed"])
def test_what_is_proposed_or_committed_is_not(status: str) -> None:
    assert list(tensions({"status": status}, {"status": status})) == ["ab"]


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        (None, None, True),
        ("2026-H1", None, True),
        ("2026-H1", "2026-H2", False),
        ("2026-H1", "2026-Q2", True),
        ("2026-H1", "2026-06", True),
        ("2026-Q1", "2026-06", False),
        (2026, "2026-12", True),
        (2026, 2027, False),
        ("2026-H1", {"from": "2026-06-30", "to": "2026-12-31"}, True),
        ("2026-H1", {"from": "2026-07-01", "to": "2026-12-31"}, False),
        ({"from": "2026-07-01", "to": "2026-07-01"}, {"from": "2026-07-01", "to": "2026-07-01"}, True),
        ("2024-02", {"from": "2024-02-29", "to": "2024-03-01"}, True),
    ],
)
def test_periods_that_do_not_overlap_are_not_opposed(one: Any, other: Any, *, overlap: bool) -> None:
    a, b = ({} if period is None else {"period": period} for period in (one, other))
    for pair in ((a, b), (b, a)):
        assert list(tensions(*pair)) == (["ab"] if overlap else [])


def test_the_period_of_the_organization_is_the_default() -> None:
    header = {"organization": {"name": "X", "period": "2026-H1"}}
    assert tensions({"period": "2026-H2"}, {}, **header) == {}
    assert list(tensions({"period": "2026-Q2"}, {}, **header)) == ["ab"]


def test_alternatives_are_not_opposed() -> None:
    assert tensions({"alternative_to": ["b"]}, {}) == {}
    assert tensions({}, {"alternative_to": ["x.a"]}) == {}
    graph = Graph(CLASH + "; c -1> o", objectives={"a": {"alternative_to": ["b"]}})
    assert list(graph.tensions()) == ["ac"]
    assert graph.study.clashes.count() == 1


def underminings(arrows: str, **bodies: Raw) -> list[float]:
    return [each.tension for each in Graph(arrows, objectives=bodies).study.clashes.undermined(9)]


def test_an_objective_undermines_another_that_it_is_together_with() -> None:
    worthy: Raw = {"priority": 4}
    assert underminings("a -1/2> b", b=worthy) == [40]
    assert underminings("a -1/2> b", a={"period": 2025}, b=worthy | {"period": 2026}) == []
    assert underminings("a -1/2> b", a={"alternative_to": ["b"]}, b=worthy) == []


def test_a_harm_that_is_declared_counts_whatever_help_there_is_and_any_other_where_it_is_no_weaker() -> None:
    assert underminings("a -1/2> b; a +1> b") == [30]
    assert underminings("a -1/2> d; d +1> b; a +1> b") == []
    assert underminings("a -1> d; d +1> b; a +1> b") == [60]


def test_the_worth_of_an_objective_is_what_is_lost_with_it() -> None:
    assert underminings("a -1> b; b +1> o", b={"priority": 2}) == [100]
    assert underminings("a -1> b; b +1/2> o", b={"priority": 2}) == [50]


# The limits of the search

DENSE = "; ".join(
    f"{origin} {'-' if (one + other) % 3 else '+'}9/10> {target}"
    for one, origin in enumerate("abcdefgh")
    for other, target in enumerate("abcdefgho")
    if origin != target
)


UNEVEN = "; ".join(
    f"{origin} {'-' if (one * other) % 3 else '+'}{5 + (3 * one + 7 * other) % 5}/10> {target}"
    for one, origin in enumerate("abcdefghijk")
    for other, target in enumerate("abcdefghijko")
    if origin != target
)
"""Its strongest walks come back to where they were, so that chains have to be searched."""


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that gives up almost at once, where chains may have more arrows than two halves make."""
    monkeypatch.setattr("goalcheck.graph.pushes.SEARCH_STEPS", 10)


def test_within_the_limits_a_dense_graph_is_exact() -> None:
    assert Graph(DENSE).chains.exact


@pytest.mark.usefixtures("narrow")
def test_beyond_the_limits_every_report_says_so(write: Write, goalcheck: Command) -> None:
    file = write(as_yaml(drawn(UNEVEN, settings={"max_links": 6})))
    text = goalcheck("analyze", file)
    assert text.status == 0
    assert "\nNot exact: the effects are too dense to search every chain within the limit" in text.out
    assert json.loads(goalcheck("analyze", file, "--format", "json").out)["exact"] is False


def test_within_the_limits_no_report_says_so(write: Write, goalcheck: Command) -> None:
    file = write(as_yaml(drawn(UNEVEN, settings={"max_links": 6})))
    assert "Not exact" not in goalcheck("analyze", file).out
    assert json.loads(goalcheck("analyze", file, "--format", "json").out)["exact"] is True


@pytest.mark.parametrize("steps", range(1, 20))
def test_a_search_that_gives_up_comes_back_to_no_node(monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    """A chain found with three arrows must count with four, though the search for four gives up before it is found.

    Else the way round by e, which leaves fewer arrows for the rest, would look better than the way that it is part of.
    """
    monkeypatch.setattr(chains, "SEARCH_STEPS", steps)
    monkeypatch.setattr(chains, "PAIR_STEPS", steps)
    graph = Graph("a -1> b; a +1/2> e; e +1> a; b -1> d; d +1> b; b +1> o")
    for ends, (help_, harm) in graph.pushes().items():
        for sign, strength in (("+", help_), ("-", harm)):
            if strength:
                shown = graph.chain(ends[0], ends[1], sign)
                assert len(set(shown)) == len(shown)


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(dense_organizations(), st.integers(1, 40))
def test_a_search_that_gives_up_understates_and_never_invents(
    monkeypatch: pytest.MonkeyPatch, raw: Raw, steps: int
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(chains, "SEARCH_STEPS", steps)
        patch.setattr(chains, "PAIR_STEPS", steps)
        study = Context(organization(raw), today=date(2026, 10, 5))
        true = oracle.pushes_of(raw, oracle.arrows_of(raw))
        nodes = study.network.nodes
        found = 0
        searched = full_chains(study)
        for objective, tables in searched.pushes.items():
            for sign, table in zip((1, -1), tables, strict=True):
                for target, strength in table.items():
                    help_, harm = true[nodes[objective], nodes[target]]
                    assert 0 < strength <= (help_ if sign > 0 else harm) + 1e-9
                    links = study.links_of(searched.chain(origin=objective, target=target, positive=sign > 0))
                    path = [links[0].origin, *(link.target for link in links)]
                    assert (path[0], path[-1]) == (nodes[objective], nodes[target])
                    assert len(set(path)) == len(path)
                    assert all(one.target == other.origin for one, other in pairwise(links))
                    assert prod(link.weight for link in links) * sign == pytest.approx(strength, rel=1e-9)
                    found += 1
        ends = {nodes[end] for end in (*study.network.objectives, *study.network.outcomes)}
        all_ = sum((push.help > 0) + (push.harm > 0) for (_, node), push in true.items() if node in ends)
        assert found == all_ if searched.exact else found <= all_


def test_too_many_pushes_are_refused(monkeypatch: pytest.MonkeyPatch, write: Write, goalcheck: Command) -> None:
    monkeypatch.setattr("goalcheck.graph.tables.MAX_PUSHES", 3)
    monkeypatch.setattr("goalcheck.graph.tables.PUSHES_FOR_EACH", 0)
    with pytest.raises(TooLarge, match="more than 3 pushes"):
        _ = Graph(DENSE).chains.pushes
    result = goalcheck("analyze", write(as_yaml(drawn(DENSE))))
    assert (result.status, result.out) == (2, "")
    assert "goalcheck: the organization has more than 3 pushes: raise settings: min_chain or lower" in result.err
