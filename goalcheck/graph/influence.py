"""Influence of first and second order on the -3 to 3 scale.

Weitz, Carlsen, Nilsson and Skanberg, Towards systemic and contextual priority setting for implementing the 2030 Agenda,
Sustainability Science 13 (2018): direct(i) is the sum of the scores of i's arrows; second_order(i) is half the sum over
its arrows to j other than i of score(i, j) x direct(j). Cost: proportional to the arrows.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from typing import NamedTuple

from goalcheck.graph.circles import Adjacency

SCALE = 3


class Influence(NamedTuple):
    """The influence of a node on the -3 to 3 scale: of its own arrows, and of those of the nodes that it moves."""

    node: str
    direct_positive: float
    direct_negative: float
    direct: float
    second_order: float
    total: float
    rank: int


def influence(nodes: Sequence[str], out: Adjacency) -> list[Influence]:
    """The influence of every node that has arrows, most influential first; equal totals share a rank."""
    direct = [fsum(SCALE * weight for _, weight in arrows) for arrows in out]
    found = []
    for position, arrows in enumerate(out):
        if arrows:
            second = fsum(SCALE * weight * direct[target] for target, weight in arrows) / 2
            found.append((direct[position] + second, position, second))
    found.sort(key=lambda each: (-round(each[0], 9), each[1]))
    ranked: list[Influence] = []
    for place, (total, position, second) in enumerate(found, start=1):
        tied = ranked and abs(ranked[-1].total - total) < 1e-9
        ranked.append(
            Influence(
                node=nodes[position],
                direct_positive=fsum(SCALE * weight for _, weight in out[position] if weight > 0),
                direct_negative=fsum(SCALE * weight for _, weight in out[position] if weight < 0),
                direct=direct[position],
                second_order=second,
                total=total,
                rank=ranked[-1].rank if tied else place,
            )
        )
    return ranked
