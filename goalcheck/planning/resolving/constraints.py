"""The constraints on a set of changes, as plain data: a change is known by its place among the candidates.

Knows no organization and no solver.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple


class Term(NamedTuple):
    """A column of the program (a change, or a choice of its own) times a number."""

    column: int
    factor: float


class ConstraintRow(NamedTuple):
    """The terms together come to at least `least`."""

    terms: tuple[Term, ...]
    least: float

    def holds(self, chosen: Collection[int]) -> bool:
        """True if a set of columns fulfils the row."""
        return sum(term.factor for term in self.terms if term.column in chosen) >= self.least - 1e-9


class Clause(NamedTuple):
    """At least one of some changes is made, or one of some others is not."""

    made: frozenset[int]
    unmade: frozenset[int] = frozenset()

    @property
    def row(self) -> ConstraintRow:
        """The clause as a linear constraint: x for a change that is made, 1 - x for one that is not."""
        made = [Term(change, 1.0) for change in sorted(self.made)]
        unmade = [Term(change, -1.0) for change in sorted(self.unmade)]
        return ConstraintRow((*made, *unmade), 1.0 - len(self.unmade))


def at_most_one(columns: Iterable[int]) -> ConstraintRow:
    """The row that lets at most one of these columns be chosen."""
    return ConstraintRow(tuple(Term(column, -1.0) for column in sorted(columns)), -1.0)
