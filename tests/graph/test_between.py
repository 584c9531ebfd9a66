"""What groups of objectives do to each other, against a slow reading of DESIGN 4, pair by pair; and seriation."""

from __future__ import annotations

from collections import defaultdict
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
import worlds
from hypothesis import given
from hypothesis import strategies as st
from pressure_oracle import World
from pressure_worlds import pressure_worlds

from goalcheck.graph import Budget, Relations, seriated
from goalcheck.graph.between import CELL_STEPS, STEPS

if TYPE_CHECKING:
    from random import Random

Pair = tuple[str, str]

LEAST = 15.0
"""A least tension above what the settings of many organizations say."""


def department_of(objective: str) -> str:
    return objective.split(".")[0]


class Slowly:
    """All harms and synergies of an organization, listed one by one."""

    def __init__(self, raw: worlds.Raw, *, least: float = 0.0, outcomes: set[str] | None = None) -> None:
        self.world = World(raw)
        self.least = least
        self.over = sorted(self.world.outcomes) if outcomes is None else sorted(outcomes)
        self.clashes: list[tuple[str, str, float]] = []
        self.underminings: list[tuple[str, str, float]] = []
        self.synergies: list[tuple[str, str, float]] = []
        for one, other in permutations(sorted(self.world.objectives), 2):
            if self.world.together(one, other):
                self._over_outcomes(one, other)
                if outcomes is None:
                    self._on_objective(one, other)

    def _over_outcomes(self, one: str, other: str) -> None:
        world = self.world
        for outcome in self.over:
            scale = 20 * world.importance(outcome)
            clash = scale * min(world.harm(one, outcome), world.help(other, outcome))
            self._count(self.clashes, one, other, clash)
            if one < other and not world.harm(one, outcome) and not world.harm(other, outcome):
                shared = scale * min(world.help(one, outcome), world.help(other, outcome))
                self._count(self.synergies, one, other, shared)

    def _on_objective(self, one: str, other: str) -> None:
        world = self.world
        scale = 20 * world.worth(other)
        if world.undermines(one, other):
            self._count(self.underminings, one, other, scale * world.harm(one, other))
        else:
            self._count(self.synergies, one, other, scale * world.help(one, other))

    def _count(self, found: list[tuple[str, str, float]], one: str, other: str, tension: float) -> None:
        if self.world.reported(tension) and tension >= self.least - 1e-9:
            found.append((one, other, tension))

    def harms(self, groups: dict[str, str]) -> dict[Pair, tuple[float, float, int, int]]:
        """By who hurts and who is hurt: the worst, the sum, the clashes and the underminings."""
        tensions: dict[Pair, list[float]] = defaultdict(list)
        numbers: dict[Pair, list[int]] = defaultdict(lambda: [0, 0])
        for which, found in enumerate((self.clashes, self.underminings)):
            for by, of, tension in found:
                if by in groups and of in groups:
                    pair = groups[by], groups[of]
                    tensions[pair].append(tension)
                    numbers[pair][which] += 1
        return {pair: (max(each), sum(each), numbers[pair][0], numbers[pair][1]) for pair, each in tensions.items()}

    def shared(self, groups: dict[str, str]) -> dict[Pair, float]:
        """By two groups, in order, what they help together."""
        sums: dict[Pair, float] = defaultdict(float)
        for one, other, synergy in self.synergies:
            if one in groups and other in groups:
                first, second = sorted((groups[one], groups[other]))
                sums[first, second] += synergy
        return sums


def found(
    raw: worlds.Raw,
    groups: dict[str, str],
    *,
    least: float = 0.0,
    outcomes: set[str] | None = None,
    steps: int = STEPS,
) -> Relations:
    report = worlds.report(raw)
    return report.tracer.between(
        groups,
        outcomes=report.organization.outcomes if outcomes is None else outcomes,
        underminings=outcomes is None,
        least=least,
        budget=Budget(steps),
    )


def agree(told: Relations, slowly: Slowly, groups: dict[str, str]) -> None:
    harms = {(each.by, each.of): (each.worst, each.sum, each.clashes, each.underminings) for each in told.harms}
    assert harms == {pair: pytest.approx(figures) for pair, figures in slowly.harms(groups).items()}
    assert {(each.one, each.other): each.sum for each in told.synergies} == pytest.approx(slowly.shared(groups))


@given(pressure_worlds())
def test_departments_do_to_each_other_what_their_objectives_do(raw: worlds.Raw) -> None:
    slowly = Slowly(raw)
    groups = {each: department_of(each) for each in slowly.world.objectives}
    agree(found(raw, groups), slowly, groups)


@given(pressure_worlds())
def test_an_objective_by_itself_is_a_group_too(raw: worlds.Raw) -> None:
    slowly = Slowly(raw)
    groups = {each: each for each in slowly.world.objectives}
    agree(found(raw, groups), slowly, groups)


@given(pressure_worlds(), st.data())
def test_a_part_is_what_a_part_adds_up_to(raw: worlds.Raw, data: st.DataObject) -> None:
    known = sorted(raw["outcomes"])
    outcomes = set(data.draw(st.lists(st.sampled_from(known), unique=True))) if known else set()
    slowly = Slowly(raw, least=LEAST, outcomes=outcomes)
    objectives = sorted(slowly.world.objectives)
    members = data.draw(st.lists(st.sampled_from(objectives), unique=True)) if objectives else []
    groups = {each: data.draw(st.sampled_from("abc")) for each in members}
    agree(found(raw, groups, least=LEAST, outcomes=outcomes), slowly, groups)


@given(pressure_worlds(), st.integers(0, 400))
def test_what_a_budget_leaves_out_is_never_made_up(raw: worlds.Raw, steps: int) -> None:
    slowly = Slowly(raw)
    groups = {each: department_of(each) for each in slowly.world.objectives}
    whole = slowly.harms(groups)
    for each in found(raw, groups, steps=steps).harms:
        worst, total, clashes, underminings = whole[each.by, each.of]
        assert each.worst <= worst + 1e-9
        assert each.sum <= total + 1e-9
        assert each.clashes <= clashes
        assert each.underminings <= underminings


def test_a_budget_says_that_something_is_left_out() -> None:
    raw = {
        "outcomes": {"x": {}},
        "departments": {
            name: {"objectives": {"go": {"affects": {"x": effect}}}}
            for name, effect in (("a", "helps"), ("b", "hurts"))
        },
    }
    for steps, exceeded in ((1, True), (2 * CELL_STEPS, False)):
        budget = Budget(steps)
        report = worlds.report(raw)
        groups = {"a.go": "a", "b.go": "b"}
        report.tracer.between(groups, outcomes=["x"], underminings=True, least=0.0, budget=budget)
        assert budget.exceeded is exceeded


NAMES = [f"n{number}" for number in range(8)]


class TestSeriation:
    def test_rows_that_are_alike_stand_together(self) -> None:
        profiles = {
            name: {"left": 5.0, "shared": 1.0} if at % 2 else {"right": 3.0, "shared": 1.0}
            for at, name in enumerate(NAMES)
        }
        order = seriated(profiles, names=NAMES, front={})
        assert {frozenset(order[:4]), frozenset(order[4:])} == {frozenset(NAMES[::2]), frozenset(NAMES[1::2])}

    def test_what_is_to_stand_in_front_does(self) -> None:
        profiles = {"a": {"x": 1.0}, "b": {"x": 1.0, "y": 1.0}, "c": {"y": 1.0}}
        assert seriated(profiles, names="abc", front={"a": 2.0, "c": 1.0}) == ["a", "b", "c"]
        assert seriated(profiles, names="abc", front={"a": 1.0, "c": 2.0}) == ["c", "b", "a"]
        assert seriated(profiles, names="cba", front={}) == ["c", "b", "a"]

    def test_rows_without_cells_stand_last_by_name(self) -> None:
        assert seriated({"b": {"x": 1.0}, "d": {"x": 0.0}}, names="abcd", front={}) == ["b", "a", "c", "d"]

    def test_heavy_rows_beyond_the_limit_are_not_lost(self) -> None:
        names = [f"n{number:03}" for number in range(250)]
        profiles = {name: {at % 7: 300.0 - at} for at, name in enumerate(names)}
        order = seriated(profiles, names=names, front={})
        assert sorted(order) == names
        assert order[200:] == names[200:]

    @given(
        st.dictionaries(
            st.sampled_from(NAMES), st.dictionaries(st.sampled_from("abcd"), st.integers(0, 3).map(float)), min_size=2
        ),
        st.randoms(use_true_random=False),
    )
    def test_the_order_of_the_cells_means_nothing(self, profiles: dict[str, dict[str, float]], chance: Random) -> None:
        names = chance.sample(sorted(profiles), len(profiles))
        turned = {name: dict(reversed(profiles[name].items())) for name in names}
        front = {name: sum(cells.values()) for name, cells in profiles.items()}
        assert seriated(profiles, names=NAMES, front=front) == seriated(turned, names=NAMES, front=front)
