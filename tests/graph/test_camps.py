"""Camps: the split with the least frustration, against every split there is."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from goalcheck.graph import Split, camps
from goalcheck.graph.splits import Proof, good_split

Pairs = dict[tuple[str, str], float]

WEIGHTS = (0.0, 0.0, 20.0, 40.0, 40.0, 100 / 3, 200 / 3)
"""Few and thirds, so that splits are often equally good, and by figures that round."""


def frustration(sides: dict[str, int], apart: Pairs, together: Pairs) -> float:
    inside = sum(weight for (one, other), weight in apart.items() if sides[one] == sides[other])
    return inside + sum(weight for (one, other), weight in together.items() if sides[one] != sides[other])


def every_split(nodes: tuple[str, ...], apart: Pairs, together: Pairs) -> tuple[float, list[dict[str, int]]]:
    """The least frustration of nodes and all splits that have it, the first node always on side 0."""
    inside = set(nodes)
    near = {pair: weight for pair, weight in apart.items() if inside.issuperset(pair)}
    far = {pair: weight for pair, weight in together.items() if inside.issuperset(pair)}
    splits = [dict(zip(nodes, (0, *rest), strict=True)) for rest in product((0, 1), repeat=len(nodes) - 1)]
    found = [(frustration(sides, near, far), sides) for sides in splits]
    least = min(cost for cost, _ in found)
    return least, [sides for cost, sides in found if cost < least + 1e-7]


def blocs_of(split: Split) -> set[frozenset[frozenset[str]]]:
    return {frozenset(frozenset(side) for side in bloc if side) for bloc in split.blocs}


def never_turned(splits: list[dict[str, int]]) -> set[frozenset[frozenset[str]]]:
    """The nodes in groups that stand to each other alike in all splits, each group as its sides."""
    groups: dict[tuple[int, ...], list[str]] = {}
    for node in splits[0]:
        stands = tuple(sides[node] for sides in splits)
        groups.setdefault(min(stands, tuple(1 - side for side in stands)), []).append(node)
    return {
        frozenset(
            frozenset(node for node in group if splits[0][node] == side) for side in {splits[0][node] for node in group}
        )
        for group in groups.values()
    }


def random_graph(random: Random, size: int) -> tuple[Pairs, Pairs]:
    names = [f"d{place:02}" for place in range(size)]
    pairs = [(one, other) for one in names for other in names if one < other]
    return ({pair: random.choice(WEIGHTS) for pair in pairs}, {pair: random.choice(WEIGHTS) for pair in pairs})


@pytest.mark.parametrize("seed", range(60))
def test_the_camps_are_those_that_every_split_tells(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - not for security
    apart, together = random_graph(random, random.randint(2, 8))
    for split in camps(apart, together):
        least, splits = every_split(split.nodes, apart, together)
        assert split.exact
        assert split.frustration == pytest.approx(least)
        assert (split.splits, split.more) == (len(splits), False)
        assert blocs_of(split) == never_turned(splits)


@pytest.mark.parametrize("seed", range(20))
def test_what_is_common_is_found_without_counting_all(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - not for security
    size = random.randint(4, 8)
    weights = [[0.0] * size for _ in range(size)]
    for one in range(size):
        for other in range(one):
            weights[one][other] = weights[other][one] = random.choice((-1.0, -1.0, 0.0, 1.0))
    counting, guessing = Proof(weights), Proof(weights)
    assert counting.least() == guessing.least()
    all_splits, few = counting.best_splits(1_000), guessing.best_splits(1)
    assert len(few) == 1
    assert guessing.all_known == (len(all_splits) == 1)
    together = [sorted(node for node, _ in bloc) for bloc in guessing.blocs()]
    assert sorted(together) == sorted(sorted(node for node, _ in bloc) for bloc in counting.blocs())


def test_two_enemies_stand_apart_and_two_friends_together() -> None:
    (split,) = camps({("a", "b"): 50.0}, {("b", "c"): 20.0})
    assert split == Split(("a", "b", "c"), ((("a",), ("b", "c")),), 1, more=False, frustration=0.0, exact=True)


def test_three_enemies_have_three_splits_and_nothing_in_common() -> None:
    (split,) = camps(dict.fromkeys([("a", "b"), ("a", "c"), ("b", "c")], 30.0), {})
    assert (split.splits, split.frustration) == (3, 30.0)
    assert split.blocs == ((("a",), ()), (("b",), ()), (("c",), ()))


def test_parts_that_nothing_links_are_split_apart_and_a_draw_links_nothing() -> None:
    found = camps({("a", "b"): 10.0, ("b", "c"): 40.0, ("d", "e"): 5.0}, {("b", "c"): 40.0})
    assert [split.nodes for split in found] == [("a", "b"), ("d", "e")]


def test_25_departments_are_proved_even_where_all_are_enemies_alike() -> None:
    names = [f"d{place:02}" for place in range(25)]
    (split,) = camps({(one, other): 40.0 for one in names for other in names if one < other}, {})
    assert split.exact
    assert split.frustration == pytest.approx(40.0 * (12 * 11 / 2 + 13 * 12 / 2))
    assert (split.splits, split.more) == (1_000, True)
    assert len(split.blocs) == 25


@pytest.mark.parametrize("seed", range(3))
def test_25_departments_are_proved_and_no_search_finds_better(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - not for security
    weights = [[0.0] * 25 for _ in range(25)]
    for one in range(25):
        for other in range(one):
            weights[one][other] = weights[other][one] = random.uniform(-100, 60)
    assert Proof(weights).least() == pytest.approx(good_split([[*enumerate(row)] for row in weights])[0])


def test_more_are_approximate_and_balanced_camps_are_found_all_the_same() -> None:
    random = Random(1)  # noqa: S311 - not for security
    names = [f"d{place:02}" for place in range(40)]
    side = {name: random.randint(0, 1) for name in names}
    pairs = [(one, other) for one in names for other in names if one < other and random.random() < 0.3]
    (split,) = camps(
        {pair: 30.0 for pair in pairs if side[pair[0]] != side[pair[1]]},
        {pair: 20.0 for pair in pairs if side[pair[0]] == side[pair[1]]},
    )
    assert not split.exact
    assert split.frustration == 0.0
    assert blocs_of(split) == {frozenset(frozenset(name for name in names if side[name] == camp) for camp in (0, 1))}
