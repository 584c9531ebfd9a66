"""Answers that are looked for near another one: never wrong, seldom dear, and the same each time."""

from __future__ import annotations

import math
from collections.abc import Collection
from itertools import product
from random import Random

import pytest
from conftest import ROOT
from worlds import TODAY

from goalcheck import Level, Terms, load, resolve
from goalcheck.planning.resolving import local_search
from goalcheck.planning.resolving.constraints import ConstraintRow, Term
from goalcheck.planning.resolving.local_search import LocalSearch
from goalcheck.planning.resolving.milp import Milp, Solved

pytest.importorskip("highspy")

PROGRAMS = range(25)


def covering(seed: int, *, columns: int, rows: int) -> Milp:
    """Rows of which each wants one of three columns chosen, or another one not."""
    random = Random(seed)  # noqa: S311 - not for security
    milp = Milp([random.randint(1, 900) for _ in range(columns)])
    for _ in range(rows):
        wanted, unwanted = random.sample(range(columns), 3), random.sample(range(columns), random.choice((0, 0, 1)))
        terms = [Term(column, 1.0) for column in wanted]
        terms += [Term(column, -1.0) for column in unwanted if column not in wanted]
        milp.add(ConstraintRow(tuple(terms), 1.0 - sum(term.factor < 0 for term in terms)))
    return milp


def cheapest(milp: Milp, columns: int) -> float:
    """What the cheapest of all sets of columns costs."""
    sets = ({column for column, is_chosen in enumerate(each) if is_chosen} for each in product((0, 1), repeat=columns))
    return min((milp.cost(chosen) for chosen in sets if milp.holds(chosen)), default=math.inf)


@pytest.mark.parametrize(("size", "dearer"), [(local_search.FIRST, 1.0), (4.0, 1.5)])
def test_what_is_found_fulfils_every_row_and_is_the_cheapest_or_little_dearer(
    monkeypatch: pytest.MonkeyPatch, size: float, dearer: float
) -> None:
    monkeypatch.setattr(local_search, "FIRST", size)
    monkeypatch.setattr(local_search, "LARGEST", size)
    found, expected = [], []
    for seed in PROGRAMS:
        milp = covering(seed, columns=10, rows=14)
        chosen = LocalSearch(milp).improved(frozenset())
        assert milp.holds(chosen), seed
        found.append(milp.cost(chosen))
        expected.append(cheapest(milp, 10))
        assert found[-1] >= expected[-1], seed
    assert sum(found) <= dearer * sum(expected)


def test_it_begins_where_it_is_told_and_goes_on_with_what_the_program_learns() -> None:
    milp = covering(3, columns=40, rows=60)
    search = LocalSearch(milp)
    first = search.improved(frozenset(range(40)))
    assert milp.holds(first)
    dearest = max(first, key=lambda column: milp.cost({column}))
    milp.add(ConstraintRow((Term(dearest, -1.0),), 0.0))
    second = search.improved(first)
    assert milp.holds(second)
    assert milp.cost(second) >= milp.cost(first)


def test_the_same_program_gives_the_same_answer() -> None:
    found = {LocalSearch(covering(7, columns=60, rows=90)).improved(frozenset()) for _ in range(2)}
    assert len(found) == 1


def test_where_the_solver_gives_up_what_is_found_nearby_is_confirmed_and_not_called_proved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    solve = Milp.solve

    def parts_only(
        self: Milp, *, seconds: float = math.inf, nodes: int | None = None, start: Collection[int] = ()
    ) -> Solved | None:
        return Solved(None, 0, 0) if nodes is None else solve(self, seconds=seconds, nodes=nodes, start=start)

    organization = load(ROOT / "examples" / "northline")
    proved = resolve(organization, Terms(Level.SERIOUS, alternatives=0), today=TODAY)
    monkeypatch.setattr(Milp, "solve", parts_only)
    found = resolve(organization, Terms(Level.SERIOUS, alternatives=0, seconds=3), today=TODAY)
    [way] = found.ways
    assert (way.cost, way.moves) == (proved.ways[0].cost, proved.ways[0].moves)
    assert not way.is_proved
    assert way.bound == 0
