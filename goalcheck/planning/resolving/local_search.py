"""Local search for better answers: most choices are held, those around one column are made anew, and again.

A large neighbourhood search (Shaw, "Using constraint programming and local search methods to solve vehicle routing
problems", 1998): the solver proves each part, which is small, and nothing of the whole. Where a program is too large to
be solved this finds far cheaper answers than the solver does by itself; where it is not, it gives the solver an answer
to begin with.

Knows no organization: a part is a part of the program, and what is near is what shares a row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from random import Random

from goalcheck.planning.resolving.constraints import ConstraintRow, Term
from goalcheck.planning.resolving.deadline import NEVER, Deadline
from goalcheck.planning.resolving.milp import Milp

Chosen = frozenset[int]

SMALLEST, LARGEST = 10.0, 1_500.0
FIRST = 300.0
"""Columns of a part: at least, at most, and of the first one."""

GROWTH, EASY, HARD = 1.1, 1, 50
"""Parts grow while the solver needs no more nodes than are easy, and shrink where it needs as many as are hard."""

MOST_NODES = 500
"""Nodes after which a part is given up."""

STALE = 100
"""Places around which nothing better is found, one after the other, after which nothing better is looked for."""

LONGEST = 60
"""Terms of a row up to which it makes its columns near to each other: a row of more terms says nothing of nearness."""

PENALTY = 20
"""The cost of an unfulfilled row, as a multiple of the most expensive column of a part."""


class LocalSearch:
    """Looks for better answers to one program.

    The same program and answer give the same answers, unless the deadline comes first.
    """

    def __init__(self, milp: Milp) -> None:
        self._milp = milp
        self._random = Random(0)  # noqa: S311 - no secret
        self._size = FIRST
        self._known = 0
        self._rows_of: defaultdict[int, list[int]] = defaultdict(list)

    def improved(self, chosen: Chosen, deadline: Deadline = NEVER) -> Chosen:
        """Choices that leave fewer rows unfulfilled, or cost less; the same where none are found.

        Cost: a small program for each part, of which there are at least as many as `STALE` says.

        Args:
            chosen: the choices to begin with.
        """
        self._read()
        state, broken = chosen, self._broken(range(self._known), chosen)
        tried: set[int] = set()
        while len(tried) < STALE and not deadline.is_over:
            seed = self._seed(state, broken, tried)
            if seed is None:
                break
            part = self._around(seed)
            better = self._solved(part, state, broken, deadline)
            touched = self._touched(part)
            before, after = broken & touched, self._broken(touched, better)
            old, new = (len(before), self._milp.cost(state)), (len(after), self._milp.cost(better))
            tried = set() if new < old else tried | {seed}
            if new <= old:
                state, broken = better, (broken - before) | after
        return state

    def _read(self) -> None:
        """Take up the rows that the program has learned since."""
        rows = self._milp.rows
        for place in range(self._known, len(rows)):
            for term in rows[place].terms:
                self._rows_of[term.column].append(place)
        self._known = len(rows)

    def _broken(self, places: Iterable[int], chosen: Chosen) -> set[int]:
        rows = self._milp.rows
        return {place for place in places if not rows[place].holds(chosen)}

    def _seed(self, chosen: Chosen, broken: set[int], tried: set[int]) -> int | None:
        """A column of a row that is not fulfilled, or one that costs something; None where all were tried."""
        rows = self._milp.rows
        if broken:
            columns = {term.column for place in broken for term in rows[place].terms}
        else:
            columns = {column for column in chosen if self._milp.costs[column]}
        untried = sorted(columns - tried)
        return self._random.choice(untried) if untried else None

    def _around(self, seed: int) -> list[int]:
        """The columns of a part: the nearest to the seed, up to the present size."""
        rows = self._milp.rows
        found, waiting = {seed: None}, [seed]
        for column in waiting:
            for place in self._rows_of[column]:
                if len(rows[place].terms) <= LONGEST:
                    for term in rows[place].terms:
                        if term.column not in found:
                            found[term.column] = None
                            waiting.append(term.column)
            if len(found) >= self._size:
                break
        return sorted(list(found)[: int(self._size)])

    def _touched(self, part: Iterable[int]) -> set[int]:
        return {place for column in part for place in self._rows_of[column]}

    def _solved(self, part: list[int], chosen: Chosen, broken: set[int], deadline: Deadline) -> Chosen:
        """The choices with those of a part made anew, as cheap as can be; as they are where none are found."""
        places = {column: place for place, column in enumerate(part)}
        costs = [self._milp.costs[column] for column in part]
        milp = Milp(costs)
        penalty = PENALTY * max(costs, default=1)
        held = chosen.difference(part)
        for place in sorted(self._touched(part)):
            row = self._part(self._milp.rows[place], places, held)
            if place in broken:
                row = ConstraintRow((*row.terms, Term(milp.column(penalty), max(1.0, row.least))), row.least)
            if sum(min(0.0, term.factor) for term in row.terms) < row.least:
                milp.add(row)
        solved = milp.solve(seconds=deadline.left, nodes=MOST_NODES)
        if solved is None or solved.chosen is None:
            self._size = max(SMALLEST, self._size / GROWTH)
            return chosen
        if solved.nodes <= EASY:
            self._size = min(LARGEST, self._size * GROWTH)
        elif solved.nodes >= HARD:
            self._size = max(SMALLEST, self._size / GROWTH)
        return held | {part[column] for column in solved.chosen if column < len(part)}

    @staticmethod
    def _part(row: ConstraintRow, places: dict[int, int], held: Chosen) -> ConstraintRow:
        fixed = sum(term.factor for term in row.terms if term.column in held)
        terms = tuple(Term(places[term.column], term.factor) for term in row.terms if term.column in places)
        return ConstraintRow(terms, row.least - fixed)
