"""The program that chooses among candidates: rows that every way out fulfils, and costs that no way out undercuts.

Changes exclude each other (here), conflicts are settled (`pressure_rows`), findings beside them too (`finding_rows`),
and customers keep what they have (`help_rows`). What the rows do not say (mitigators that go, decisions, circles) the
judge says of an answer, and the program learns it (`learning`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from goalcheck.changes.kinds.capacity import SetCapacity
from goalcheck.changes.kinds.choose import Choose
from goalcheck.findings import Finding
from goalcheck.planning.resolving.finding_rows import FindingRows
from goalcheck.planning.resolving.help_rows import HelpRows
from goalcheck.planning.resolving.judge import Judge, Made, Violation
from goalcheck.planning.resolving.lifting import Lifting
from goalcheck.planning.resolving.milp import Milp
from goalcheck.planning.resolving.pressure_rows import PressureRows
from goalcheck.planning.resolving.reach import Reach
from goalcheck.planning.resolving.strengths import Strengths

LEFT: Final = 1000.0
"""The cost of leaving something unsettled: more than any way out costs."""


class Formulation:
    """The program of one organization; its first columns are the candidates.

    Args:
        lenient: whether something may be left unsettled, at a cost that nobody pays gladly.

    Attributes:
        left: for each item the column that leaves it unsettled; empty unless lenient.
        lost: for each outcome the column of what it loses.
    """

    def __init__(self, judge: Judge, reach: Reach, strengths: Strengths, lifting: Lifting, *, lenient: bool) -> None:
        self._judge = judge
        self._reach = reach
        self.milp = Milp()
        for candidate in judge.candidates:
            self.milp.choice(candidate.cost)
        self.left = {item: self.milp.choice(LEFT) for item in judge.items} if lenient else {}
        self.lost = {each: self.milp.amount(weight, most=1.0) for each, weight in judge.losses.weights.items()}
        self._findings = FindingRows(judge, reach, self.milp, self.left)
        self._exclude()
        PressureRows(judge, reach, strengths, self.milp, self.left).add()
        self._findings.add()
        HelpRows(judge, reach, lifting, self.milp, self.lost).add()

    def made(self, values: Iterable[float]) -> Made:
        """The candidates that an answer of the program chooses."""
        count = len(self._judge.candidates)
        return frozenset(at for at, value in enumerate(values) if at < count and value > 0.5)

    def left_by(self, values: tuple[float, ...]) -> frozenset[Violation]:
        """The items that an answer leaves unsettled."""
        return frozenset(item for item, column in self.left.items() if values[column] > 0.5)

    def exclude(self, made: Made, left: frozenset[Violation]) -> None:
        """Never give one answer again, where nothing could be learned from it."""
        others = frozenset(range(len(self._judge.candidates))) - made
        terms = dict.fromkeys(made, -1.0) | dict.fromkeys(others, 1.0)
        terms |= {column: 1.0 for item, column in self.left.items() if item not in left}
        self.milp.add(terms, 1.0 - len(made))

    def answers(self, finding: Finding) -> set[int]:
        """The candidates that may have a say in whether a finding stands."""
        return self._findings.answers(finding)

    # Changes that exclude each other

    def _exclude(self) -> None:
        """Of changes that undo each other, or of which one makes the other pointless, at most one."""
        reach = self._reach
        for objective in reach.members:
            self._at_most_one(reach.retargets[objective])
            self._at_most_one(reach.defers[objective])
            drop = reach.drops.get(objective)
            if drop is not None:
                for other in reach.touching(objective) - {drop}:
                    self._at_most_one([drop, other])
        for key in reach.guards.keys() & reach.binds.keys():
            self._at_most_one([reach.guards[key], reach.binds[key]])
        for capacities in reach.capacities.values():
            by_period: defaultdict[object, list[int]] = defaultdict(list)
            for at in capacities:
                change = reach.changes[at]
                by_period[change.period if isinstance(change, SetCapacity) else None].append(at)
            for group in by_period.values():
                self._at_most_one(group)
        self._exclude_choices()

    def _exclude_choices(self) -> None:
        """Of one set of alternatives only one is chosen, an option only where it is adopted, nobody who is dropped."""
        reach = self._reach
        choices = {change.objective: at for at, change in enumerate(reach.changes) if isinstance(change, Choose)}
        for chosen, at in choices.items():
            if chosen in reach.adopts:
                self.milp.add({reach.adopts[chosen]: 1.0, at: -1.0}, 0.0)
            if chosen in reach.drops:
                self._at_most_one([at, reach.drops[chosen]])
            for other in reach.sets[chosen]:
                if other > chosen and other in choices:
                    self._at_most_one([at, choices[other]])

    def _at_most_one(self, group: Iterable[int]) -> None:
        terms = dict.fromkeys(group, -1.0)
        if len(terms) > 1:
            self.milp.add(terms, -1.0)
