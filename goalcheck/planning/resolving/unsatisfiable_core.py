"""The smallest unsatisfiable core: the fewest findings that no set of changes settles together.

Found by hitting sets (Ignatiev, Previti, Liffiton and Marques-Silva, "Smallest MUS extraction
with minimal hitting set dualization", 2015): guess the fewest findings that could be the core; if
some changes settle them after all, at least one finding that these changes leave standing belongs to the core.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from goalcheck.facts.context import Context
from goalcheck.findings import Finding
from goalcheck.planning.resolving.constraints import Clause, ConstraintRow
from goalcheck.planning.resolving.deadline import Deadline, OutOfTime
from goalcheck.planning.resolving.formulation import Formulation, consistent
from goalcheck.planning.resolving.milp import Milp
from goalcheck.planning.resolving.truth_tables import Made, TruthTable
from goalcheck.planning.resolving.verification import CONFLICT_RULES

MOST_EXPLAINED = 100
"""Findings among which the smallest set is looked for: of each rule the worst, and what the changes bring out."""

MOST_GUESSES = 300

_NOTHING: Made = frozenset()


class UnsatisfiableCore:
    """The findings of a formulation, with the truth table of each."""

    def __init__(self, formulation: Formulation, brought: Iterable[Finding], deadline: Deadline) -> None:
        self._formulation = formulation
        self._deadline = deadline
        found = {finding.fingerprint: finding for finding in (*brought, *_worst(formulation))}
        self._findings = sorted(found.values(), key=lambda finding: finding.order)
        self._tables: dict[int, TruthTable] = {}
        self._rows: dict[int, list[ConstraintRow]] = {}

    def smallest(self) -> tuple[Finding, ...]:
        """The fewest findings that cannot be settled together; () if they are not among the examined findings.

        Raises:
            OutOfTime: the deadline came before they were found.
        """
        alone = next((place for place, _ in enumerate(self._findings) if self._settling([place]) is None), None)
        if alone is not None:
            return (self._findings[alone],)
        guessing = Milp([1] * len(self._findings))
        for _ in range(MOST_GUESSES):
            solved = guessing.solve(seconds=self._deadline.left)
            if solved is None or solved.chosen is None:
                break
            guess = sorted(solved.chosen)
            made = self._settling(guess)
            if made is None:
                return tuple(self._findings[place] for place in guess)
            left = [place for place in range(len(self._findings)) if self._table(place).stands(made)]
            if not left:
                return ()
            guessing.add(Clause(frozenset(left)).row)
        return self._fewer(range(len(self._findings)))

    def _fewer(self, places: Sequence[int]) -> tuple[Finding, ...]:
        """A set of which none can be left out, by trying each; () where all can be settled."""
        kept = list(places)
        if self._settling(kept) is not None:
            return ()
        for place in places:
            without = [each for each in kept if each != place]
            if self._settling(without) is None:
                kept = without
        return tuple(self._findings[place] for place in kept)

    def _settling(self, places: Sequence[int]) -> Made | None:
        """Changes that settle these findings, whatever they bring out; None where there are none."""
        milp = Milp([each.price.cost for each in self._formulation.candidates])
        for row in (*consistent(self._formulation.changes), *(row for place in places for row in self._known(place))):
            milp.add(row)
        while True:
            self._deadline.check()
            solved = milp.solve(seconds=self._deadline.left)
            if solved is None:
                return None
            if solved.chosen is None:
                raise OutOfTime("time ran out")
            made = solved.chosen
            standing = [place for place in places if self._table(place).stands(made)]
            if not standing:
                return made
            learned = [row for place in standing for row in self._learn(place, made)]
            if sum(milp.add(row) for row in learned) == 0:
                return made

    def _known(self, place: int) -> list[ConstraintRow]:
        if place not in self._rows:
            self._rows[place] = []
            self._learn(place, _NOTHING)
        return self._rows[place]

    def _learn(self, place: int, made: Made) -> list[ConstraintRow]:
        rows = [clause.row for clause in self._table(place).clauses(made, self._formulation.cost)]
        self._rows.setdefault(place, []).extend(rows)
        return rows

    def _table(self, place: int) -> TruthTable:
        if place not in self._tables:
            formulation = self._formulation
            self._tables[place] = formulation.table(
                self._findings[place], _NOTHING, formulation.organization, self._deadline
            )
        return self._tables[place]


def _worst(formulation: Formulation) -> Iterable[Finding]:
    """The worst open findings of each rule at the level."""
    context = Context(formulation.organization, today=formulation.review.today)
    for rule in CONFLICT_RULES.values():
        yield from islice(formulation.review.of(rule, context), MOST_EXPLAINED)
