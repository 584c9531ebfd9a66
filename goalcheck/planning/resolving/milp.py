"""The mixed integer program: binary choices with costs, rows that they must fulfil, solved to proved optimality.

Alone in knowing HiGHS (Huangfu and Hall, "Parallelizing the dual revised simplex method", 2018) and numpy, both
imported when a program is first solved. One thread and a fixed seed: the same program gives the same answer.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from goalcheck.planning.resolving.constraints import ConstraintRow
from goalcheck.planning.resolving.silence import stdout_silenced
from goalcheck.source import MissingExtra

FINE = 200
"""Choices up to which the first of equally cheap sets is wanted, and not only the one with the fewest changes."""


class Solved(NamedTuple):
    """The cheapest choices, as far as they are known.

    Attributes:
        chosen: the columns that are chosen, None where time ran out before any were found.
        cost: of these.
        bound: no choices cost less than this.
        nodes: of the search tree.
    """

    chosen: frozenset[int] | None
    cost: int
    bound: int
    nodes: int = 0


class Milp:
    """Columns with whole costs, and rows that are added as they are found out.

    Costs are compared first; of equally cheap sets the one with the fewest choices that cost something, and in a small
    program the one whose choices come first, is taken.

    Attributes:
        costs: of the columns.
        rows: in the order in which they were added.
    """

    def __init__(self, costs: Sequence[int] = ()) -> None:
        self.costs = list(costs)
        self.rows: list[ConstraintRow] = []
        self._known: set[ConstraintRow] = set()

    def column(self, cost: int = 0) -> int:
        """A further choice."""
        self.costs.append(cost)
        return len(self.costs) - 1

    def add(self, row: ConstraintRow) -> bool:
        """A further row; False where it was there already."""
        if row in self._known:
            return False
        self._known.add(row)
        self.rows.append(row)
        return True

    def cost(self, chosen: Collection[int]) -> int:
        """The cost of some choices together."""
        return sum(self.costs[column] for column in chosen)

    def holds(self, chosen: Collection[int]) -> bool:
        """True if some choices fulfil all rows."""
        return all(row.holds(chosen) for row in self.rows)

    def solve(
        self, *, seconds: float = math.inf, nodes: int | None = None, start: Collection[int] = ()
    ) -> Solved | None:
        """The cheapest choices that fulfil all rows, None where there are none.

        Args:
            nodes: of the search tree, after which the best that is known is the answer.
            start: choices to begin with, if they fulfil all rows.

        Raises:
            MissingExtra: HiGHS or numpy is not installed.
        """
        if any(not row.terms and row.least > 0 for row in self.rows):
            return None
        if self.holds(()):
            return Solved(frozenset(), 0, 0)
        highspy, numpy = libraries()
        with stdout_silenced():  # from 1.16 on HiGHS prints its name when it is made, whatever its options say
            solver = highspy.Highs()
            _configure(solver, seconds, nodes)
            self._pass(solver, highspy, numpy, start)
            solver.run()
        status = solver.getModelStatus()
        if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return None
        info, values = solver.getInfo(), solver.getSolution().col_value
        bound = (
            max(0, math.floor(info.mip_dual_bound / self._scale + 1e-6)) if math.isfinite(info.mip_dual_bound) else 0
        )
        if not math.isfinite(info.objective_function_value) or info.primal_solution_status != _FEASIBLE:
            return Solved(None, 0, bound)
        chosen = frozenset(column for column, value in enumerate(values) if value > 0.5)
        cost = self.cost(chosen)
        optimal = status == highspy.HighsModelStatus.kOptimal
        return Solved(chosen, cost, cost if optimal else min(bound, cost), max(0, info.mip_node_count))

    def _pass(self, solver: Any, highspy: Any, numpy: Any, start: Collection[int]) -> None:
        """Give the solver the program, and choices to begin with where they fulfil all rows."""
        weights = self._weights()
        model = self._model(highspy, numpy, weights)
        model.col_lower_ = numpy.zeros(len(weights))
        solver.passModel(model)
        if start and self.holds(start):
            columns = numpy.arange(len(weights), dtype=numpy.int32)
            solver.setSolution(len(weights), columns, numpy.isin(columns, list(start)).astype(float))

    @property
    def _scale(self) -> int:
        return 100_000 if len(self.costs) <= FINE else max(1_000, len(self.costs) + 1)

    def _weights(self) -> list[int]:
        """The scaled costs, with tie-breakers in the lower digits."""
        scale, fine = self._scale, len(self.costs) <= FINE
        return [cost * scale + ((FINE + place if fine else 1) if cost else 0) for place, cost in enumerate(self.costs)]

    def _model(self, highspy: Any, numpy: Any, weights: list[int]) -> Any:
        """The program as HiGHS reads it, in arrays: a row at a time would take longer than solving it."""
        model = highspy.HighsLp()
        size = len(weights)
        model.num_col_, model.num_row_ = size, len(self.rows)
        model.col_cost_ = numpy.array(weights, dtype=float)
        model.col_upper_ = numpy.ones(size)
        model.row_lower_ = numpy.array([row.least for row in self.rows], dtype=float)
        model.row_upper_ = numpy.full(len(self.rows), highspy.kHighsInf)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        starts = [0, *accumulate(len(row.terms) for row in self.rows)]
        model.a_matrix_.start_ = numpy.array(starts, dtype=numpy.int32)
        terms = [term for row in self.rows for term in row.terms]
        model.a_matrix_.index_ = numpy.array([term.column for term in terms], dtype=numpy.int32)
        model.a_matrix_.value_ = numpy.array([term.factor for term in terms], dtype=float)
        model.integrality_ = [highspy.HighsVarType.kInteger] * size
        return model


_FEASIBLE = 2
"""HiGHS's word for a solution that fulfils every row."""

_OPTIONS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.999,  # costs are whole numbers: what is nearer than 1 is equal
}


def _configure(solver: Any, seconds: float, nodes: int | None) -> None:
    """Set the options of the solver, and its limits where there are any."""
    for option, value in _OPTIONS.items():
        solver.setOptionValue(option, value)
    if math.isfinite(seconds):
        solver.setOptionValue("time_limit", max(0.01, seconds))
    if nodes is not None:
        solver.setOptionValue("mip_max_nodes", nodes)


def libraries() -> tuple[Any, Any]:
    """HiGHS and numpy.

    Raises:
        MissingExtra: one of them is not installed.
    """
    try:
        import highspy
        import numpy
    except ImportError as error:
        raise MissingExtra("finding a way out", library=error.name or "highspy", extra="resolve") from error
    return highspy, numpy
