"""What cannot be settled together: of all that is to be settled a smallest part, from which nothing can be left out.

Of a large set that fails, halves are tried until every member is needed (QuickXplain; Junker, "Preferred explanations
and relaxations for over-constrained problems", AAAI 2004). Whether a part fails is asked of the program and the judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from goalcheck.planning.resolving.answers import confirmed
from goalcheck.planning.resolving.deadline import Deadline
from goalcheck.planning.resolving.formulation import Formulation
from goalcheck.planning.resolving.judge import Judge, Violation
from goalcheck.planning.resolving.learning import Learning

Items = tuple[Violation, ...]


class Together:
    """Asks which items can be settled together.

    Args:
        formulation: a lenient program, which is changed.
    """

    def __init__(self, judge: Judge, formulation: Formulation, learning: Learning, deadline: Deadline) -> None:
        self._judge = judge
        self._formulation = formulation
        self._learning = learning
        self._deadline = deadline
        for column in formulation.left.values():
            formulation.milp.costs[column] = 0.0

    def impossible(self, left: Iterable[Violation]) -> list[Items]:
        """For what the best way leaves, and what could be settled alone, the smallest set with it that cannot be.

        Args:
            left: what a way leaves that leaves least.

        Raises:
            OutOfTime: time ran out.
        """
        left = list(left)
        alone = [each for each in left if self._can([each])]
        settled = [each for each in self._judge.items if each not in left]
        found = [self._smallest(each, settled) for each in alone]
        return list(dict.fromkeys(found))

    def _smallest(self, item: Violation, others: Sequence[Violation]) -> Items:
        needed = {item, *self._needed([item], others, is_tried=True)}
        return tuple(each for each in self._judge.items if each in needed)

    def _needed(self, kept: list[Violation], rest: Sequence[Violation], *, is_tried: bool) -> list[Violation]:
        """Those of the rest that are needed beside what is kept, so that not all of it can be settled.

        Args:
            is_tried: True if what is kept is known to be possible alone.
        """
        if not is_tried and not self._can(kept):
            return []
        if len(rest) <= 1:
            return list(rest)
        first, second = rest[: len(rest) // 2], rest[len(rest) // 2 :]
        later = self._needed([*kept, *first], second, is_tried=False)
        sooner = self._needed([*kept, *later], first, is_tried=not later)
        return [*sooner, *later]

    def _can(self, items: Iterable[Violation]) -> bool:
        """True if some changes settle all of these, whatever becomes of the others.

        Raises:
            OutOfTime: time ran out.
        """
        wanted = frozenset(items)
        for item, column in self._formulation.left.items():
            self._formulation.milp.limit(column, 0.0 if item in wanted else 1.0)
        way = confirmed(
            self._judge,
            self._formulation,
            self._learning,
            self._deadline,
            lambda _, left: wanted.isdisjoint(left),
        )
        if way is None:
            self._deadline.check()
        return way is not None
