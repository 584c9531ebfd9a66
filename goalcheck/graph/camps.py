"""Camps: the split of a signed graph in two with the least frustration.

Two nodes that pull apart are frustrated where they stand on one side, two that pull together where they stand on
different ones; the frustration of a split is the weight of all that is frustrated. The least of all splits is the
frustration index (Abelson and Rosenberg, Symbolic psycho-logic, Behavioral Science 3, 1958; the line index of balance
of Harary 1959; Aref and Wilson, Balance and frustration in signed networks, Journal of Complex Networks 7, 2019). To
find it is to find a maximum cut, which is hard: up to EXACT_NODES linked nodes the best splits are proved (`splits`),
beyond that a local search gives a good one, and the answer says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from goalcheck.graph.splits import TIE, Proof, TooManySplits, good_split

EXACT_NODES = 25
"""Linked nodes up to which the best split is proved."""

MOST_SPLITS = 1_000
"""Equally good splits that are counted one by one."""

Bloc = tuple[tuple[str, ...], tuple[str, ...]]
"""Two sides that stand against each other in every best split; the second may be empty."""


@dataclass(frozen=True, slots=True)
class Split:
    """The split into two camps of nodes that are linked, directly or through others.

    Attributes:
        nodes: all of them, sorted.
        blocs: who stands where in every best split. One bloc: there is one best split. Several: each may be turned
            over against the others in some best split, so that only what is within a bloc is certain.
        splits: how many best splits there are.
        more: whether there are still more, beyond the MOST_SPLITS that are counted.
        frustration: what the best splits leave: tension within a camp and synergy across.
        exact: whether it is proved that no split leaves less; otherwise the one bloc is the best split found.
    """

    nodes: tuple[str, ...]
    blocs: tuple[Bloc, ...]
    splits: int
    more: bool
    frustration: float
    exact: bool


def camps(apart: Mapping[tuple[str, str], float], together: Mapping[tuple[str, str], float]) -> tuple[Split, ...]:
    """The best split of each linked part, the largest part first, then by names.

    Args:
        apart: how hard two nodes pull apart, each pair once, in sorted order.
        together: how much they pull together.
    """
    pairs = sorted({*apart, *together})
    net = {pair: together.get(pair, 0.0) - apart.get(pair, 0.0) for pair in pairs}
    parts = _parts([pair for pair, weight in net.items() if abs(weight) > TIE])
    part_of = {node: number for number, nodes in enumerate(parts) for node in nodes}
    linked: list[dict[tuple[str, str], float]] = [{} for _ in parts]
    always = [0.0] * len(parts)
    for pair, weight in net.items():
        number = part_of.get(pair[0])
        if number is not None and number == part_of.get(pair[1]):
            # What pulls a pair both ways is frustrated on the weaker of the two in any split.
            always[number] += min(apart.get(pair, 0.0), together.get(pair, 0.0))
            if abs(weight) > TIE:
                linked[number][pair] = weight
    found = [_split(*each) for each in zip(parts, linked, always, strict=True)]
    return tuple(sorted(found, key=lambda split: (-len(split.nodes), split.nodes)))


def _parts(linked: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """The connected components, each sorted."""
    neighbours: dict[str, list[str]] = {}
    for one, other in linked:
        neighbours.setdefault(one, []).append(other)
        neighbours.setdefault(other, []).append(one)
    parts, seen = [], set[str]()
    for start in sorted(neighbours):
        if start not in seen:
            part, waiting = {start}, [start]
            while waiting:
                new = [node for node in neighbours[waiting.pop()] if node not in part]
                part.update(new)
                waiting += new
            seen |= part
            parts.append(tuple(sorted(part)))
    return parts


def _split(nodes: tuple[str, ...], linked: Mapping[tuple[str, str], float], always: float) -> Split:
    weight = dict.fromkeys(nodes, 0.0)
    for (one, other), size in linked.items():
        weight[one] += abs(size)
        weight[other] += abs(size)
    order = sorted(nodes, key=lambda node: (-round(weight[node], 6), node))
    if len(nodes) <= EXACT_NODES:
        matrix = [[linked.get((min(one, other), max(one, other)), 0.0) for other in order] for one in order]
        proof = Proof(matrix)
        with suppress(TooManySplits):
            least, splits = proof.least(), proof.best_splits(MOST_SPLITS)
            blocs = _named(proof.blocs(), order)
            more = not proof.all_known
            return Split(nodes, blocs, len(splits), more=more, frustration=always + least, exact=True)
    frustration, sides = good_split(_pulls(linked, order))
    bloc = _named([list(enumerate(sides))], order)
    return Split(nodes, bloc, splits=1, more=False, frustration=always + frustration, exact=False)


def _pulls(linked: Mapping[tuple[str, str], float], order: Sequence[str]) -> list[list[tuple[int, float]]]:
    """For each node the others that it pulls, sorted, and how."""
    place = {node: at for at, node in enumerate(order)}
    pulls: list[list[tuple[int, float]]] = [[] for _ in order]
    for (one, other), weight in linked.items():
        pulls[place[one]].append((place[other], weight))
        pulls[place[other]].append((place[one], weight))
    return [sorted(row) for row in pulls]


def _named(blocs: Sequence[Sequence[tuple[int, int]]], order: Sequence[str]) -> tuple[Bloc, ...]:
    """Blocs by the names of their nodes, the largest first; the first side of each holds its first name."""
    named = []
    for bloc in blocs:
        sides = [tuple(sorted(order[node] for node, side in bloc if side == wanted)) for wanted in (0, 1)]
        first, second = sorted(sides, key=lambda side: (not side, side))
        named.append((first, second))
    return tuple(sorted(named, key=lambda bloc: (-len(bloc[0]) - len(bloc[1]), bloc)))
