"""The mixed integer program: choices with costs, and rows that they must fulfil, solved to proved optimality.

Alone in knowing HiGHS (Huangfu and Hall, "Parallelizing the dual revised simplex method", 2018) and numpy, both
imported when a program is first solved. One thread and a fixed seed: the same program gives the same answer.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import accumulate
from typing import Any, NamedTuple

from goalcheck.planning.resolving.silence import stdout_silenced
from goalcheck.source import MissingExtra


class ProgramRow(NamedTuple):
    """A sum of columns that is at least so much."""

    terms: tuple[tuple[int, float], ...]
    least: float


class Solved(NamedTuple):
    """The cheapest values of the columns, as far as they are known.

    Attributes:
        values: None where time ran out before any were found.
        bound: nothing costs less than this.
        is_optimal: False where time ran out before these were proved the cheapest.
    """

    values: tuple[float, ...] | None
    bound: float
    is_optimal: bool


class Milp:
    """Columns with costs, and rows that are added as they are found out.

    Attributes:
        costs: of the columns.
        rows: in the order in which they were added.
    """

    def __init__(self) -> None:
        self.costs: list[float] = []
        self.rows: list[ProgramRow] = []
        self._whole: list[bool] = []
        self._most: list[float] = []
        self._known: set[ProgramRow] = set()

    def choice(self, cost: float) -> int:
        """A further column that is 0 or 1."""
        return self._column(cost, most=1.0, whole=True)

    def amount(self, cost: float, *, most: float) -> int:
        """A further column of 0 to `most`."""
        return self._column(cost, most=most, whole=False)

    def _column(self, cost: float, *, most: float, whole: bool) -> int:
        self.costs.append(cost)
        self._most.append(most)
        self._whole.append(whole)
        return len(self.costs) - 1

    def limit(self, column: int, most: float) -> None:
        """Let a column be no more than `most` from now on."""
        self._most[column] = most

    def add(self, terms: Mapping[int, float], least: float) -> bool:
        """A further row; False where it was there already."""
        row = ProgramRow(tuple(sorted((column, factor) for column, factor in terms.items() if factor)), least)
        if row in self._known:
            return False
        self._known.add(row)
        self.rows.append(row)
        return True

    def solve(self, *, seconds: float = math.inf) -> Solved | None:
        """The cheapest values that fulfil all rows, None where there are none.

        Raises:
            MissingExtra: HiGHS or numpy is not installed.
        """
        if any(not row.terms and row.least > 0 for row in self.rows):
            return None
        highspy, numpy = libraries()
        with stdout_silenced():  # from 1.16 on HiGHS prints its name when it is made, whatever its options say
            solver = highspy.Highs()
            for option, value in _OPTIONS.items():
                solver.setOptionValue(option, value)
            if math.isfinite(seconds):
                solver.setOptionValue("time_limit", max(0.01, seconds))
            solver.passModel(self._model(highspy, numpy))
            solver.run()
        status = solver.getModelStatus()
        if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return None
        info = solver.getInfo()
        bound = max(0.0, info.mip_dual_bound) if math.isfinite(info.mip_dual_bound) else 0.0
        if not math.isfinite(info.objective_function_value) or info.primal_solution_status != _FEASIBLE:
            return Solved(None, bound, is_optimal=False)
        optimal = status == highspy.HighsModelStatus.kOptimal
        values = tuple(solver.getSolution().col_value)
        return Solved(values, info.objective_function_value if optimal else bound, is_optimal=optimal)

    def _model(self, highspy: Any, numpy: Any) -> Any:
        """The program as HiGHS reads it, in arrays: a row at a time would take longer than solving it."""
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.costs), len(self.rows)
        model.col_cost_ = numpy.array(self.costs, dtype=float)
        model.col_lower_ = numpy.zeros(len(self.costs))
        model.col_upper_ = numpy.array(self._most, dtype=float)
        model.row_lower_ = numpy.array([row.least for row in self.rows], dtype=float)
        model.row_upper_ = numpy.full(len(self.rows), highspy.kHighsInf)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        starts = [0, *accumulate(len(row.terms) for row in self.rows)]
        model.a_matrix_.start_ = numpy.array(starts, dtype=numpy.int32)
        terms = [term for row in self.rows for term in row.terms]
        model.a_matrix_.index_ = numpy.array([column for column, _ in terms], dtype=numpy.int32)
        model.a_matrix_.value_ = numpy.array([factor for _, factor in terms], dtype=float)
        kinds = highspy.HighsVarType
        model.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in self._whole]
        return model


_FEASIBLE = 2
"""HiGHS's word for a solution that fulfils every row."""

_OPTIONS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 1e-7,
}


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
