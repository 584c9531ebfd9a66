"""Finds the exact place at which something that depends on straight lines ends, without trying figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

SAME = 1e-12
"""Places that are nearer to each other than this are one."""


class Piece(NamedTuple):
    """A line over part of the axis: `slope` x place + `height` from `start` to `end`."""

    start: float
    end: float
    slope: float
    height: float

    def at(self, place: float) -> float:
        """Its value."""
        return self.slope * place + self.height


class Ending(NamedTuple):
    """The place on the way at which something ends.

    Attributes:
        place: from here on.
        included: whether it has ended here, and not only beyond.
        until: it begins again beyond this place; the end of the way where it does not.
    """

    place: float
    included: bool
    until: float


def first_ending(
    stands: Callable[[float], bool], groups: Iterable[Sequence[Piece]], *, origin: float, end: float
) -> Ending | None:
    """The first place on the way from `origin` to `end` at which something ends, None if it never does.

    Args:
        stands: whether it stands at a place.
        groups: lines of which it matters only how those of one group compare with each other.
    """
    places = {origin, end}
    for group in groups:
        for piece in group:
            places.update((piece.start, piece.end))
        for one, other in combinations(dict.fromkeys(group), 2):
            if one.slope != other.slope:
                places.add((other.height - one.height) / (one.slope - other.slope))
    low, high = min(origin, end), max(origin, end)
    ordered = sorted((place for place in places if low <= place <= high), reverse=origin > end)
    return _walk(stands, _distinct(ordered))


def _distinct(ordered: Sequence[float]) -> list[float]:
    return [
        place
        for before, place in pairwise([None, *ordered])
        if place is not None and (before is None or abs(place - before) > SAME)
    ]


def _walk(stands: Callable[[float], bool], places: Sequence[float]) -> Ending | None:
    started: Ending | None = None
    for place, following in pairwise(places):
        if stands((place + following) / 2):
            if started:
                return started
        else:
            started = started or Ending(place, not stands(place), following)
            started = started._replace(until=following)
    if started is None and not stands(places[-1]):
        return Ending(places[-1], included=True, until=places[-1])
    return started
