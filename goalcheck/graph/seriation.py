"""Seriation: an order of rows in which those that are alike stand together.

The bond energy algorithm (McCormick, Schweitzer and White, Problem decomposition and data reorganization by a
clustering technique, Operations Research 20, 1972): rows are placed one by one, each where it adds most to the sum of
the likeness of neighbours. Likeness is the cosine of two rows, so that a heavy row does not draw all others to itself,
and heavy rows are placed first, so that the answer does not depend on the order in which rows are given.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from math import fsum, sqrt
from typing import TypeVar

from goalcheck.graph.arrows import PLACES

MOST_SERIATED = 200
"""Rows that are placed by likeness, the heaviest; the others follow by weight. A dense 200 take about a second."""

K = TypeVar("K", bound=Hashable)
"""What tells the cells of a row apart."""


def seriated(
    profiles: Mapping[str, Mapping[K, float]], *, names: Sequence[str], front: Mapping[str, float]
) -> list[str]:
    """The names in an order in which rows that are alike stand together, those without cells last.

    Args:
        profiles: the row of each name; a name without one has no cells.
        names: all names, in the order that breaks ties.
        front: what a name has of whatever is to stand in front: of the two directions of the order, the one with more
            of it at its beginning is taken.

    Cost: the square of the rows (at most MOST_SERIATED), times their cells.
    """
    place = {name: at for at, name in enumerate(names)}
    rows = {name: _unit(profiles.get(name, {})) for name in names}
    weights = {name: round(fsum(profiles.get(name, {}).values()), PLACES) for name in names}
    heaviest = sorted(names, key=lambda name: (-weights[name], place[name]))
    full = [name for name in heaviest if rows[name]]
    line: list[str] = []
    bonds: list[float] = []
    for name in full[:MOST_SERIATED]:
        alike = [_likeness(rows[name], rows[other]) for other in line]
        at = _best_place(alike, bonds)
        line.insert(at, name)
        bonds[max(0, at - 1) : at] = [*alike[max(0, at - 1) : at], *alike[at : at + 1]]
    return [*_turned(line, front, place), *full[MOST_SERIATED:], *(name for name in names if not rows[name])]


def _best_place(alike: Sequence[float], bonds: Sequence[float]) -> int:
    """The place in the line at which a row adds most bonds; of equal ones the last.

    Args:
        alike: how alike the row is to each in the line.
        bonds: how alike each in the line is to the next.
    """

    def gain(at: int) -> float:
        before = alike[at - 1] if at else 0.0
        after = alike[at] if at < len(alike) else 0.0
        broken = bonds[at - 1] if 0 < at < len(alike) else 0.0
        return round(before + after - broken, PLACES)

    return max(range(len(alike) + 1), key=lambda at: (gain(at), at))


def _turned(line: list[str], front: Mapping[str, float], place: Mapping[str, int]) -> list[str]:
    """The line in the direction that begins with what is to stand in front; of equal ones, with the first name."""
    middle = (len(line) - 1) / 2
    lean = round(fsum((at - middle) * front.get(name, 0.0) for at, name in enumerate(line)), PLACES)
    is_later = bool(line) and place[line[0]] > place[line[-1]]
    return line[::-1] if lean > 0 or (lean == 0 and is_later) else line


def _unit(profile: Mapping[K, float]) -> dict[K, float]:
    """The row at length one; empty where all its cells are 0."""
    length = sqrt(fsum(value * value for value in profile.values()))
    return {key: value / length for key, value in profile.items() if value} if length else {}


def _likeness(one: Mapping[K, float], other: Mapping[K, float]) -> float:
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return fsum(value * large[key] for key, value in small.items() if key in large)
