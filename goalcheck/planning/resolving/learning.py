"""What the program learns from an answer that the judge refuses: a row that this answer, and many like it, break.

A violation depends on some candidates alone. As long as the guilty ones of them are chosen and no other that could help
is, it stands; so one of the guilty has to go, or one of the others has to come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from goalcheck.planning.resolving.formulation import Formulation
from goalcheck.planning.resolving.judge import Judge, Made, Verdict, Violation, Wrong
from goalcheck.planning.resolving.lifting import Lifting
from goalcheck.planning.resolving.reach import Reach
from goalcheck.planning.resolving.strengths import Strengths

SAME = 1e-9

MOST_TRIED = 5
"""Innocent changes of one answer of which every set is tried."""


class Learning:
    """Turns verdicts into rows."""

    def __init__(self, judge: Judge, reach: Reach, strengths: Strengths, lifting: Lifting) -> None:
        self._judge = judge
        self._reach = reach
        self._strengths = strengths
        self._lifting = lifting
        self._everything = frozenset(range(len(reach.changes)))

    def learn(self, formulation: Formulation, made: Made, verdict: Verdict, left: frozenset[Violation]) -> bool:
        """Add rows that an answer breaks; False where none is new."""
        is_new = False
        for violation in verdict.violations:
            if violation not in left:
                is_new |= self._clause(formulation, made, verdict, violation)
        if verdict.organization is not None:
            is_new |= self._losses(formulation, made, verdict)
        return is_new

    def _clause(self, formulation: Formulation, made: Made, verdict: Verdict, violation: Violation) -> bool:
        relevant = self._relevant(formulation, verdict, violation)
        chosen = made & relevant
        if violation not in self._judge.verdict(chosen).violations:
            relevant, chosen = self._everything, made
        guilty = self._guilty(chosen, violation)
        terms = dict.fromkeys(guilty, -1.0) | dict.fromkeys(self._remedies(relevant, violation) - chosen, 1.0)
        if violation in formulation.left:
            terms[formulation.left[violation]] = 1.0
        return formulation.milp.add(terms, 1.0 - len(guilty))

    def _relevant(self, formulation: Formulation, verdict: Verdict, violation: Violation) -> Made:
        """The candidates on which a violation depends."""
        if violation.wrong is Wrong.FINDING:
            return frozenset(formulation.answers(verdict.findings[violation.about]))
        if violation.wrong in (Wrong.CONFLICT, Wrong.RISE):
            return self._pressing(violation.about)
        return self._everything

    def _remedies(self, relevant: Made, violation: Violation) -> Made:
        """Those of the relevant candidates that could end a violation by being chosen."""
        if violation.wrong is Wrong.FORSAKEN:
            return self._lifting.of[violation.about]
        if violation.wrong is Wrong.UNSERVED:
            return self._lifting.of[violation.about] | self._pressing(violation.about)
        return relevant

    def _pressing(self, node: str) -> Made:
        found = frozenset(self._reach.pressing(node, self._strengths.possible.get(node, ())))
        return found | self._protecting(node)

    def _protecting(self, node: str) -> Made:
        """The candidates on whoever protects an outcome, where decisions between two say which harms are accepted."""
        paired = any(len(each.between) > 1 for each in self._reach.decisions_on(node))
        return self._lifting.helping.get(node, frozenset()) if paired else frozenset()

    def _guilty(self, chosen: Made, violation: Violation) -> Made:
        """The chosen candidates without one of which the violation may not stand.

        Those that only ever make less of what is wrong are innocent: without them it stands all the more.
        """
        if violation.wrong in (Wrong.CONFLICT, Wrong.RISE):
            suspects = chosen & self._restless(violation.about)
        elif violation.wrong is Wrong.FORSAKEN:
            return self._guilty_of_loss(chosen, violation.about, lambda verdict: violation in verdict.violations)
        else:
            suspects = chosen
        innocent: set[int] = set()
        for each in sorted(suspects):
            if len(innocent) < MOST_TRIED and self._stands(chosen, innocent, each, violation):
                innocent.add(each)
        return suspects - innocent

    def _restless(self, node: str) -> Made:
        """The candidates that could raise a pressure; of an objective also figures, as its bystanders may help less."""
        figures = {at for each in self._reach.retargets.values() for at in each}
        flipping = figures if node in self._reach.members else frozenset[int]()
        return self._reach.restless | self._strengths.rising | flipping | self._protecting(node)

    def _stands(self, chosen: Made, innocent: set[int], each: int, violation: Violation) -> bool:
        """True if a violation stands without one candidate, whichever of the innocent are there."""
        return all(
            violation in self._judge.verdict(chosen - {each, *others}).violations for others in _subsets(innocent)
        )

    def _losses(self, formulation: Formulation, made: Made, verdict: Verdict) -> bool:
        """What customers lose by an answer they lose by every one with the same guilty changes, unless help comes."""
        is_new = False
        for outcome, fall in verdict.losses.items():

            def loses(other: Verdict, outcome: str = outcome, fall: float = fall) -> bool:
                return other.losses.get(outcome, 0.0) >= fall - SAME

            guilty = self._guilty_of_loss(made, outcome, loses)
            terms = {formulation.lost[outcome]: 1.0}
            terms |= dict.fromkeys(guilty, -fall)
            terms |= dict.fromkeys(self._lifting.of[outcome] - made, fall)
            is_new |= formulation.milp.add(terms, fall * (1 - len(guilty)))
        return is_new

    def _guilty_of_loss(self, made: Made, outcome: str, is_so: Callable[[Verdict], bool]) -> Made:
        """The candidates without one of which an outcome may lose less; what only takes help away adds up."""

        def stands(chosen: Made) -> bool:
            verdict = self._judge.verdict(chosen)
            return verdict.organization is not None and is_so(verdict)

        lifting = self._lifting.of[outcome]
        near = made & (lifting | self._lifting.taking[outcome])
        guilty = near if stands(near) else made
        for each in sorted(guilty - lifting):
            if stands(guilty - {each}):
                guilty -= {each}
        innocent: set[int] = set()
        for each in sorted(guilty & lifting):
            if len(innocent) < MOST_TRIED and all(stands(guilty - {each, *others}) for others in _subsets(innocent)):
                innocent.add(each)
        return guilty - innocent


def _subsets(items: set[int]) -> Iterator[tuple[int, ...]]:
    ordered = sorted(items)
    for size in range(len(ordered) + 1):
        yield from combinations(ordered, size)
