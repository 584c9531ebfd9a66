"""Truth tables: for each combination of changes, True if a finding stands; and the clauses that follow from them.

A row that the program learns must never forbid a way out, and should forbid as much else as it can. So of the
changes that leave a finding standing the fewest are blamed: those without which it would still stand, whatever is done
about the rest, are taken out one by one (a prime implicate; Quine, "A way to simplify truth functions", 1955). Such
rows make a program out of verdicts on its answers (Hooker and Ottosson, "Logic-based Benders decomposition", 2003).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

from goalcheck.changes import CannotChange, Change
from goalcheck.model import Driver, Objective, Outcome
from goalcheck.planning.resolving.cases import Case, Cases, fits
from goalcheck.planning.resolving.constraints import Clause
from goalcheck.planning.resolving.deadline import NEVER, Deadline

MOST_COMBINATIONS = 300
"""Combinations that are tried for one finding; beyond them only the changes nearest to it are let vary."""

MOST_EFFECTS = 6_000
"""Effects that are followed for one finding, over all combinations."""

Made = frozenset[int]


class TruthTable:
    """The truth table of one finding: True for each set of changes that leaves the finding standing.

    Attributes:
        free: the changes that vary in the table; the other changes of the case stay as chosen, and are blamed too.

    Raises:
        OutOfTime: the deadline came before the table was complete.
    """

    def __init__(
        self, case: Case, cases: Cases, changes: Sequence[Change], chosen: Made, deadline: Deadline = NEVER
    ) -> None:
        free = case.changes
        most = _most(case)
        while len(combined := list(islice(_combinations(free, changes), most + 1))) > most:
            free = free[: len(free) * 3 // 4]
        self.free = frozenset(free)
        self._fixed = frozenset(case.changes) - self.free
        self._chosen = chosen
        self._stands: dict[Made, bool] = {}
        held = self._fixed & chosen
        for made in combined:
            deadline.check()
            try:
                self._stands[made] = cases.stands(case, made | held)
            except CannotChange:
                continue

    def stands(self, made: Made) -> bool:
        """True if the finding stands; changes that cannot be made together settle nothing."""
        return self._stands.get(made & self.free, True)

    @property
    def is_whole(self) -> bool:
        """True if every change that has a say varies in the table."""
        return not self._fixed

    def clauses(self, chosen: Made, cost: Callable[[int], int]) -> Iterator[Clause]:
        """Clauses that every set of changes which settles the finding fulfils, and that the chosen set breaks.

        Yields nothing if the chosen set settles the finding. Each clause tries to leave out another change first, so
        that different ways to settle the finding lead to different clauses.
        """
        if self._stands.get(chosen & self.free) is not True:
            return
        cheapest = sorted(self.free, key=lambda change: (cost(change), change))
        told = set()
        for first in [None, *cheapest]:
            order = [first, *(change for change in cheapest if change != first)] if first is not None else cheapest
            blamed = self._blamed(chosen & self.free, order) | self._fixed
            clause = Clause(blamed - chosen, blamed & chosen)
            if clause not in told:
                told.add(clause)
                yield clause

    def _blamed(self, chosen: Made, order: Sequence[int]) -> Made:
        """The fewest changes that leave the finding standing by being made or not as they are chosen."""
        agreeing: Mapping[Made, bool] = self._stands
        blamed = self.free
        for change in order:
            fewer = blamed - {change}
            if all(stands for made, stands in agreeing.items() if made & fewer == chosen & fewer):
                blamed = fewer
        return blamed


def is_small(case: Case, changes: Sequence[Change]) -> bool:
    """True if all combinations of the changes that have a say can be tried."""
    most = _most(case)
    return len(list(islice(_combinations(case.changes, changes), most + 1))) <= most


def _most(case: Case) -> int:
    """The number of combinations worth trying: the more effects each one follows, the fewer."""
    part = case.part
    nodes: list[Objective | Driver | Outcome] = [*part.objectives.values(), *part.drivers.values()]
    nodes += part.outcomes.values()
    effects = sum(len(node.effects) for node in nodes)
    return max(1, min(MOST_COMBINATIONS, MOST_EFFECTS // max(1, effects)))


def _combinations(free: Sequence[int], changes: Sequence[Change]) -> Iterator[Made]:
    """All sets of these changes that go together."""

    def extend(made: tuple[int, ...], rest: Sequence[int]) -> Iterator[tuple[int, ...]]:
        yield made
        for index, change in enumerate(rest):
            more = (*made, change)
            if fits([changes[each] for each in more]):
                yield from extend(more, rest[index + 1 :])

    return (frozenset(made) for made in extend((), sorted(free)))
