"""Touchpoints: objectives of two departments meet without having agreed, over a dependency or hard on one outcome.

Departments that push one outcome meet by the square of their number, so pairs are never listed: each outcome gives a
stream of pairs by falling weight (as far as the best push of each department allows), the streams are merged, and a
pair is looked at when it is its turn. Cost: the pushes and dependencies, and at most MAX_LOOKS looks.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from goalcheck.facts.context import Context
from goalcheck.facts.department_tree import DepartmentTree
from goalcheck.facts.hard_pushes import HardPushes
from goalcheck.model import Objective

MAX_REASONS = 3
"""Touchpoints of two departments that are told at length."""

MAX_LOOKS = 200_000
"""Pairs of departments and of objectives that are looked at in all: well under a second if none of them is a find."""

PAIR_LOOKS = 2_000
"""Pairs of objectives that are looked at for two departments and one outcome, so that no two use up everything."""

Pair = tuple[str, str]
Candidate = tuple[float, Pair, str | None]
"""Minus the most weight that a touchpoint of a pair of departments can have, the pair, and its outcome if any."""


class Touchpoint(NamedTuple):
    """Two objectives that meet: `one` depends on `other`, or both push an outcome hard.

    Attributes:
        weight: 0 to 100, from the weaker push and the importance, or from the priority of the one that depends.
    """

    weight: float
    one: Objective
    other: Objective
    outcome: str | None = None

    @property
    def departments(self) -> Pair:
        """The two departments, sorted."""
        return _pair(self.one.department, self.other.department)

    @property
    def order(self) -> tuple[float, str, str, str]:
        """Worst first."""
        return _rank(self.weight), self.one.id, self.other.id, self.outcome or ""


class _Looks:
    """The number of pairs that may still be looked at."""

    def __init__(self, left: int) -> None:
        self.left = left


class Touchpoints:
    """The touchpoints that nobody has agreed on, of one organization; to be gone through once."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._looks = _Looks(MAX_LOOKS)
        self._tree = DepartmentTree(context.organization.departments.values())
        self._pushes = HardPushes(context)
        self._outcomes: dict[str, list[tuple[float, str]]] = {}
        for outcome, best in self._pushes.best.items():
            for department, strength in best.items():
                self._outcomes.setdefault(department, []).append((self._bound(outcome, strength), outcome))
        self._dependencies = self._dependencies_of_pairs()

    def worst_first(self) -> Iterator[Touchpoint]:
        """For each two departments their strongest touchpoint, first the strongest of all."""
        waiting: list[tuple[tuple[float, str, str, str], Touchpoint]] = []
        told: set[Pair] = set()
        for bound, pair, outcome in self._candidates():
            while waiting and waiting[0][0][0] <= bound:
                yield from _once(heapq.heappop(waiting)[1], told)
            if self._looks.left <= 0:
                break
            self._looks.left -= 1
            met = pair in told or self._tree.related(*pair)
            touchpoint = None if met else self._strongest(pair, outcome, self._looks)
            if touchpoint:
                heapq.heappush(waiting, (touchpoint.order, touchpoint))
        while waiting:
            yield from _once(heapq.heappop(waiting)[1], told)

    def like(self, worst: Touchpoint) -> list[Touchpoint]:
        """The strongest touchpoints of two departments, looked for only as long as a stronger one is possible."""
        pair = worst.departments
        looks = _Looks(PAIR_LOOKS)
        found = list(islice(self._open_dependencies(pair), MAX_REASONS))
        fewer, more = sorted(pair, key=lambda department: len(self._outcomes.get(department, ())))
        for bound, outcome in sorted(self._outcomes.get(fewer, ())):
            if len(found) >= MAX_REASONS and found[MAX_REASONS - 1].order[0] <= bound:
                break
            if more not in self._pushes.best[outcome]:
                continue
            touchpoint = worst if outcome == worst.outcome else self._strongest(pair, outcome, looks)
            if touchpoint:
                found.append(touchpoint)
                found.sort(key=lambda each: each.order)
        return found[:MAX_REASONS]

    def _candidates(self) -> Iterator[Candidate]:
        """The candidates, by falling weight."""
        depending: list[Candidate] = [(each[0].order[0], pair, None) for pair, each in self._dependencies.items()]
        depending.sort(key=lambda each: (each[0], each[1]))
        streams = [self._pairs_over(outcome) for outcome in self._pushes.best]
        return heapq.merge(depending, *streams, key=lambda candidate: candidate[0])

    def _pairs_over(self, outcome: str) -> Iterator[Candidate]:
        """The departments that push an outcome hard, made only as far as they are asked for.

        Departments enter by falling strength; a pair has the weight at which the later of the two enters.
        """
        best = self._pushes.best[outcome]
        entries = sorted((self._bound(outcome, strength), department) for department, strength in best.items())
        for place, (bound, later) in enumerate(entries):
            for _, earlier in islice(entries, place):
                yield bound, _pair(earlier, later), outcome

    def _bound(self, outcome: str, strength: float) -> float:
        return _rank(self._weight(outcome, strength))

    def _weight(self, outcome: str, strength: float) -> float:
        return 20.0 * self._context.organization.outcomes[outcome].importance * strength

    def _strongest(self, pair: Pair, outcome: str | None, looks: _Looks) -> Touchpoint | None:
        """The strongest touchpoint of two departments over an outcome, or without one over a dependency; None if none.

        Objectives enter by falling strength; the first two that meet are the strongest.
        """
        if outcome is None:
            return next(self._open_dependencies(pair), None)
        most = min(PAIR_LOOKS, looks.left)
        entered: dict[str, list[Objective]] = {department: [] for department in pair}
        pushers = self._pushes.of(outcome)
        queues = (pushers[department] for department in pair)
        for minus, position in heapq.merge(*queues):
            if most <= 0:
                break
            objective = self._objective(position)
            facing = pair[1] if objective.department == pair[0] else pair[0]
            if self._context.agreed(objective, facing):
                continue
            for other in islice(entered[facing], most):
                most -= 1
                looks.left -= 1
                if self._meet(objective, other):
                    one, another = sorted((objective, other), key=lambda each: each.id)
                    return Touchpoint(self._weight(outcome, -minus), one, another, outcome)
            entered[objective.department].append(objective)
        return None

    def _open_dependencies(self, pair: Pair) -> Iterator[Touchpoint]:
        return (each for each in self._dependencies.get(pair, ()) if self._meet(each.one, each.other))

    def _meet(self, one: Objective, other: Objective) -> bool:
        """True if two objectives run together and no conflict between them is reported already."""
        index, clashes = self._context.network.index, self._context.clashes
        pair = index[one.id], index[other.id]
        return clashes.together(*pair) and not clashes.opposed(*pair)

    def _objective(self, position: int) -> Objective:
        return self._context.active[self._context.network.nodes[position]]

    def _dependencies_of_pairs(self) -> Mapping[Pair, list[Touchpoint]]:
        """The dependencies across unrelated departments that neither side agreed on, strongest first."""
        context = self._context
        found: dict[Pair, list[Touchpoint]] = {}
        for objective in context.active.values():
            for key in dict.fromkeys(reference.id for reference in objective.depends_on):
                other = context.active.get(key)
                if other is None or self._tree.related(objective.department, other.department):
                    continue
                agreed = context.agreed(objective, other.department) or context.agreed(other, objective.department)
                if not agreed:
                    touchpoint = Touchpoint(20.0 * objective.priority, objective, other)
                    found.setdefault(touchpoint.departments, []).append(touchpoint)
        return {pair: sorted(touchpoints, key=lambda each: each.order) for pair, touchpoints in sorted(found.items())}


def _once(touchpoint: Touchpoint, told: set[Pair]) -> Iterator[Touchpoint]:
    if touchpoint.departments not in told:
        told.add(touchpoint.departments)
        yield touchpoint


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _rank(weight: float) -> float:
    """A weight for ordering, the largest first, so that figures that differ only by rounding are equal."""
    return -round(weight, 9)
