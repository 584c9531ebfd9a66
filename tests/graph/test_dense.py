"""Dense graphs: the strongest chains equal an independent walk over every chain, and bounds hold where it stops."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from benchmarks.full_matrix import Raw, full_drivers, full_matrix, lines
from goalcheck.api import analyze, load
from goalcheck.facts.context import Context
from goalcheck.graph import Effort, chains, halves, tables
from goalcheck.graph.arrows import Network
from goalcheck.graph.chains import Chains
from goalcheck.model import Organization

TODAY = date(2026, 11, 30)
Strongest = dict[tuple[int, int], float]


def loaded(raw: Raw, folder: Path) -> Organization:
    file = folder / "organization.yaml"
    file.write_text("\n".join(lines(raw)), "utf-8")
    return load(file)


def every_chain(
    network: Network, origin: int, *, links: int, through: float, least: float
) -> Iterator[tuple[int, float]]:
    """The end and the signed strength of every chain of an origin that counts, one after the other."""
    objectives = set(network.objectives)
    waiting: list[tuple[tuple[int, ...], float]] = [((origin,), 1.0)]
    while waiting:
        path, strength = waiting.pop()
        kept = through if len(path) > 1 and path[-1] in objectives else 1.0
        for target, weight in network.out[path[-1]] if len(path) <= links else ():
            product = strength * kept * weight
            if target not in path and abs(product) >= least - 1e-9 and product:
                yield target, product
                waiting.append(((*path, target), product))


def brute(network: Network, origin: int, *, links: int, through: float, least: float = 0.05) -> Strongest:
    """The strongest chains of an origin by target and sign."""
    best: Strongest = {}
    ends = {*network.objectives, *network.outcomes}
    for target, product in every_chain(network, origin, links=links, through=through, least=least):
        key = target, int(product < 0)
        if target in ends and abs(product) > best.get(key, 0.0):
            best[key] = abs(product)
    return best


def found(searched: Chains, origin: int) -> Strongest:
    sides = enumerate(searched.pushes_of(origin))
    return {(target, sign): strength for sign, side in sides for target, strength in side.items()}


@pytest.mark.parametrize("near", [0, 20, chains.NEAR_STEPS])
@pytest.mark.parametrize("make", [full_matrix, full_drivers])
@pytest.mark.parametrize("through", [0.0, 0.5, 1.0])
def test_a_full_matrix_is_exact(
    make: type, through: float, near: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(chains, "NEAR_STEPS", near)
    network = Context(loaded(make(17), tmp_path), today=TODAY).network
    searched = Chains(network, max_links=4, min_chain=0.05, through=through)
    for origin in network.objectives[::5]:
        assert found(searched, origin) == pytest.approx(brute(network, origin, links=4, through=through))
    assert searched.exact


def test_layers_give_the_same_bits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    network = Context(loaded(full_matrix(34), tmp_path), today=TODAY).network
    held = Chains(network, max_links=4, min_chain=0.05, through=0.5)
    monkeypatch.setattr(tables, "THICK", 1_000_000)
    plain = Chains(network, max_links=4, min_chain=0.05, through=0.5)
    assert [held.bounds_of(node, links=4) for node in network.objectives] == [
        plain.bounds_of(node, links=4) for node in network.objectives
    ]


def test_three_middles_are_needed() -> None:
    """The strongest middle is the other end, the second is the only way on, and only the third is left."""
    out: list[list[tuple[int, float]]] = [[] for _ in range(6)]
    origin, end, shared, third, middle = range(5)
    out[origin] = [(end, 1.0), (shared, 0.9), (third, 0.8)]
    out[end] = [(middle, 1.0)]
    out[shared] = [(end, 1.0), (middle, 1.0)]
    out[third] = [(middle, 1.0)]
    out[middle] = [(shared, 1.0)]
    budget = Effort(tables=100, arrows=0, telling=0).tables
    meeting = halves.MeetingInTheMiddle(out, kept=[1.0] * 6, floor=0.05, budget=budget)
    assert meeting.strongest(origin, 4, end, 0, (0.0, (), ())) == (
        0.8,
        (origin, third, middle, shared, end),
        (True, True, True, True),
    )


@pytest.mark.parametrize("steps", [0, 50, 500])
def test_where_the_search_stops_the_truth_lies_between(
    steps: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(chains, "NEAR_STEPS", 0)
    network = Context(loaded(full_drivers(11), tmp_path), today=TODAY).network
    effort = Effort(tables=60_000_000, arrows=steps, telling=0)
    searched = Chains(network, max_links=6, min_chain=0.05, through=0.0, effort=effort)
    for origin in range(len(network.nodes)):
        least, (helps, harms) = found(searched, origin), searched.at_most(origin)
        for (target, sign), strength in brute(network, origin, links=6, through=0.0).items():
            assert least.get((target, sign), 0.0) <= strength + 1e-9 <= (helps, harms)[sign][target] + 2e-9
        for target, weight in network.out[origin]:
            if target in {*network.objectives, *network.outcomes}:
                assert least[target, int(weight < 0)] >= abs(weight) - 1e-9


def test_every_declared_effect_is_among_the_pushes(tmp_path: Path) -> None:
    report = analyze(loaded(full_matrix(34), tmp_path), today=TODAY)
    assert report.exact
    assert len(report.conflicts) > 34
    assert all(each.pressure_at_most is None for each in report.conflicts)


def test_a_conflict_says_what_its_pressure_is_at_most(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The way from the driver back to itself turns help into harm, which no chain does: only the search can tell."""
    raw: Raw = {
        "version": 1,
        "organization": {"name": "Circle"},
        "settings": {"max_links": 6},
        "customers": {"all": {}},
        "outcomes": {"end": {"customer": "all", "importance": 5}},
        "drivers": {
            "there": {"affects": {"back": "strongly helps", "on": "helps"}},
            "back": {"affects": {"there": "strongly hurts"}},
            "on": {"affects": {"end": "strongly helps"}},
        },
        "departments": {
            "d": {"objectives": {"a": {"affects": {"there": "strongly helps"}}, "b": {"affects": {"end": "hurts"}}}}
        },
    }
    organization = loaded(raw, tmp_path)
    [conflict] = analyze(organization, today=TODAY).conflicts
    assert conflict.pressure == pytest.approx(200 / 3)
    assert conflict.pressure_at_most is None
    monkeypatch.setattr("goalcheck.graph.pushes.SEARCH_STEPS", 0)
    report = analyze(organization, today=TODAY)
    assert not report.exact
    [conflict] = report.conflicts
    assert conflict.pressure == pytest.approx(200 / 3)
    assert conflict.pressure_at_most == pytest.approx(800 / 9)
