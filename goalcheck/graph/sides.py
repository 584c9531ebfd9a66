"""The objectives that help a node and those that hurt it: pushes turned round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import NamedTuple

from goalcheck.graph.tables import Table


class Sides(NamedTuple):
    """The objectives that help or hurt an outcome, strongest first as (strength, objective); some do both."""

    helpers: tuple[tuple[float, int], ...]
    hurters: tuple[tuple[float, int], ...]


def sides_of(pushes: Mapping[int, Table], nodes: Iterable[int]) -> dict[int, Sides]:
    """The two sides of each of these nodes."""
    helpers: dict[int, list[tuple[float, int]]] = {node: [] for node in nodes}
    hurters: dict[int, list[tuple[float, int]]] = {node: [] for node in helpers}
    for objective, (helps, harms) in pushes.items():
        for node, strength in helps.items():
            if node in helpers:
                helpers[node].append((strength, objective))
        for node, strength in harms.items():
            if node in hurters:
                hurters[node].append((strength, objective))
    return {node: Sides(_strongest_first(helpers[node]), _strongest_first(hurters[node])) for node in helpers}


def _strongest_first(side: list[tuple[float, int]]) -> tuple[tuple[float, int], ...]:
    return tuple(sorted(side, key=itemgetter(0), reverse=True))
