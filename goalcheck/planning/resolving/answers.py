"""Answers of one program that the judge confirms, where something else than the cheapest way out is looked for."""

from __future__ import annotations

from collections.abc import Callable

from goalcheck.planning.resolving.deadline import Deadline
from goalcheck.planning.resolving.formulation import Formulation
from goalcheck.planning.resolving.judge import Judge, Verdict, Violation
from goalcheck.planning.resolving.learning import Learning
from goalcheck.planning.resolving.search import Way

Wanted = Callable[[Verdict, frozenset[Violation]], bool]
"""Whether a set of changes will do, given what it leaves."""


def confirmed(
    judge: Judge, formulation: Formulation, learning: Learning, deadline: Deadline, is_wanted: Wanted
) -> Way | None:
    """The best answer of a program that will do; None where there is none, or time runs out."""
    while not deadline.is_over:
        solved = formulation.milp.solve(seconds=deadline.left)
        if solved is None or solved.values is None:
            return None
        made, left = formulation.made(solved.values), formulation.left_by(solved.values)
        verdict = judge.verdict(made)
        wrong = frozenset(verdict.violations)
        if wrong <= frozenset(formulation.left) | left and is_wanted(verdict, wrong):
            needed = judge.without_idle(made)
            return Way(needed, judge.verdict(needed), wrong, solved.bound)
        if not learning.learn(formulation, made, verdict, left):
            formulation.exclude(made, left)
    return None
