"""Who gives how much, and which of equally cheap sets is the fairest (leximin)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from goalcheck.changes.kinds.share import Share
from goalcheck.model import Organization
from goalcheck.planning.resolving.candidates import Candidate
from goalcheck.planning.resolving.search import Way


def given(organization: Organization, chosen: Iterable[Candidate]) -> dict[str, float]:
    """What each department gives: the cost of the changes to its objectives, of a merger half each; by id."""
    sums: dict[str, float] = {}
    for candidate in chosen:
        objectives = candidate.change.objectives
        part = candidate.cost / 2 if isinstance(candidate.change, Share) else candidate.cost
        for objective in objectives:
            department = organization.objectives[objective].department
            sums[department] = sums.get(department, 0.0) + part
    return {each: sums[each] for each in sorted(sums) if sums[each] > 0}


class Fairest:
    """The order among ways out of one cost: leximin over departments, then fewest changes, then ids."""

    def __init__(self, organization: Organization, candidates: tuple[Candidate, ...]) -> None:
        self._organization = organization
        self._candidates = candidates

    def first(self, ways: Iterable[Way]) -> list[Way]:
        """The ways, the fairest first."""
        return sorted(ways, key=self._key)

    def _key(self, way: Way) -> tuple[object, ...]:
        chosen = [self._candidates[at] for at in sorted(way.made)]
        sums = sorted(given(self._organization, chosen).values(), reverse=True)
        return _Falling(sums), len(way.made), sorted(way.made)


class _Falling:
    """Sums sorted falling, compared one by one; what is missing is 0, and what differs by rounding is equal."""

    def __init__(self, sums: list[float]) -> None:
        self.sums = sums

    def __lt__(self, other: _Falling) -> bool:
        for one, two in zip_longest(self.sums, other.sums, fillvalue=0.0):
            if abs(one - two) > 1e-9:
                return one < two
        return False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Falling) and not (self < other or other < self)

    def __hash__(self) -> int:
        return hash(len(self.sums))
