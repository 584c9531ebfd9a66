"""The objectives that lean to help a node and those that lean to hurt it: pushes turned round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import NamedTuple

from goalcheck.graph.arrows import ROUNDING
from goalcheck.graph.chains import Table


class Sides(NamedTuple):
    """The objectives that lean to help or hurt an outcome, strongest first as (strength, objective); ties on both."""

    helpers: tuple[tuple[float, int], ...]
    hurters: tuple[tuple[float, int], ...]


def sides_of(pushes: Mapping[int, Table], nodes: Iterable[int]) -> dict[int, Sides]:
    """The two sides of each of these nodes."""
    helpers: dict[int, list[tuple[float, int]]] = {node: [] for node in nodes}
    hurters: dict[int, list[tuple[float, int]]] = {node: [] for node in helpers}
    for objective, (helps, harms) in pushes.items():
        for node, strength in helps.items():
            if node in helpers and strength >= harms.get(node, 0.0) - ROUNDING:
                helpers[node].append((strength, objective))
        for node, strength in harms.items():
            if node in hurters and strength >= helps.get(node, 0.0) - ROUNDING:
                hurters[node].append((strength, objective))
    return {node: Sides(_strongest_first(helpers[node]), _strongest_first(hurters[node])) for node in helpers}


def _strongest_first(side: list[tuple[float, int]]) -> tuple[tuple[float, int], ...]:
    return tuple(sorted(side, key=itemgetter(0), reverse=True))
