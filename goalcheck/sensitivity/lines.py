"""Finds the place at which something ends that depends on straight lines.

What depends on lines changes its course only where two of them cross, or where one begins or ends. Between two such
places it only rises or only falls, so that halving finds where it ends as exactly as figures are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

SAME = 1e-12
"""Places that are nearer to each other than this are one."""

BESIDE = 1e-8
"""The part of the way between two places at which something is tried beside a place and not at it."""

HALVINGS = 60
"""As often as halving still makes a difference."""

PLACES = 12
"""Decimals to which a place is told: few enough for whole figures, and more than rounding makes a difference to."""


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


class Course(NamedTuple):
    """Something that stands at some places and not at others.

    Attributes:
        stands: whether it stands at a place where lines cross, allowing for rounding.
        is_above: whether it stands between two such places, where that allowance would be a part of the answer.
    """

    stands: Callable[[float], bool]
    is_above: Callable[[float], bool]


def first_ending(course: Course, groups: Iterable[Sequence[Piece]], *, origin: float, end: float) -> Ending | None:
    """The first place on the way from `origin` to `end` at which something ends, None if it never does.

    Args:
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
    return _walk(course, _distinct(ordered))


def _distinct(ordered: Sequence[float]) -> list[float]:
    return [
        place
        for before, place in pairwise([None, *ordered])
        if place is not None and (before is None or abs(place - before) > SAME)
    ]


def _walk(course: Course, places: Sequence[float]) -> Ending | None:
    """Goes from place to place: what is between two of them only rises or only falls."""
    started: Ending | None = None
    for place, following in pairwise(places):
        beside = BESIDE * (following - place)
        first, last = course.is_above(place + beside), course.is_above(following - beside)
        if started and first:
            return started
        if first and not last:
            started = Ending(_turn(course, place, following, begins=False), included=False, until=following)
        elif not first:
            started = started or Ending(place, not course.stands(place), following)
            if last:
                return started._replace(until=_turn(course, place, following, begins=True))
            started = started._replace(until=following)
    if started is None and not course.stands(places[-1]):
        return Ending(places[-1], included=True, until=places[-1])
    return started


def _turn(course: Course, place: float, following: float, *, begins: bool) -> float:
    """The place between two others at which something ends or begins."""
    low, high = place, following
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if course.is_above(middle) is begins:
            high = middle
        else:
            low = middle
    turn = (low + high) / 2
    near = 2 * BESIDE * abs(following - place)
    return next((each for each in (place, following) if abs(turn - each) <= near), round(turn, PLACES))
