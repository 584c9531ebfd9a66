"""A conflict as a condition on pushes: so that it can be asked what would end it, and how surely it stands.

Only conflicts over pushes are such conditions (`traits.PUSHES`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

from goalcheck.analysis import Analysis
from goalcheck.findings import Finding
from goalcheck.graph import ROUNDING, Budget, OutOfSteps, reach
from goalcheck.traits import PUSHES, Basis

REACH_STEPS = 10_000_000
"""Arrows that may be followed to find what objectives reach: some five seconds."""


class SignedPush(NamedTuple):
    """The push of an objective on a node with one sign."""

    origin: int
    target: int
    positive: bool

    @property
    def opposite(self) -> SignedPush:
        """The push on the same node with the other sign."""
        return self._replace(positive=not self.positive)


Strength = Callable[[SignedPush], float]


class Conjunction(NamedTuple):
    """Pushes that come to a tension together: that of the weakest of them.

    Attributes:
        scale: the tension that pushes of strength 1 have.
        pushes: all of them are needed.
        leaning: whether each counts only where it is no weaker than its opposite.
    """

    scale: float
    pushes: tuple[SignedPush, ...]
    leaning: bool

    def tension(self, strength: Strength) -> float:
        """The tension, 0 where a push is missing or its objective leans the other way."""
        weakest = min(map(strength, self.pushes))
        if self.leaning and any(strength(push) < strength(push.opposite) - ROUNDING for push in self.pushes):
            return 0.0
        return self.scale * weakest


@dataclass(frozen=True, slots=True)
class ConflictCondition:
    """The condition on which a finding stands: one of its conjunctions has a tension of at least its threshold.

    Attributes:
        threshold: settings: min_tension, or 0 for a rule that any harm is enough for.
        origins: the objectives whose pushes it depends on.
        targets: the nodes that they push.
    """

    finding: Finding
    clauses: tuple[Conjunction, ...]
    threshold: float

    @property
    def least(self) -> float:
        """The least tension that it has, allowing for rounding."""
        return self.threshold - ROUNDING

    @property
    def pushes(self) -> tuple[SignedPush, ...]:
        """All pushes that it depends on, sorted."""
        needed = {push for clause in self.clauses for push in clause.pushes}
        return tuple(sorted(needed | {push.opposite for push in needed}))

    @property
    def origins(self) -> tuple[int, ...]:
        """The objectives whose pushes it depends on."""
        return tuple(sorted({push.origin for clause in self.clauses for push in clause.pushes}))

    @property
    def targets(self) -> tuple[int, ...]:
        """The nodes that they push."""
        return tuple(sorted({push.target for clause in self.clauses for push in clause.pushes}))

    def tension(self, strength: Strength) -> float:
        """The tension with pushes of some strength, 0 where it does not stand."""
        tension = max((clause.tension(strength) for clause in self.clauses), default=0.0)
        return tension if tension >= self.least and tension > 0 else 0.0


def conflicts(report: Analysis) -> tuple[list[ConflictCondition], int]:
    """The listed conflicts over pushes, in the order of the report, and how many more would take too many steps."""
    findings = [finding for finding in report.findings if finding.rule.basis in PUSHES]
    reached, found = _Reached(report), list[ConflictCondition]()
    with suppress(OutOfSteps):
        for finding in findings:
            found.append(conflict_of(report, finding, reached))
    return found, len(findings) - len(found)


class _Reached:
    """The nodes that objectives reach, each looked for once."""

    def __init__(self, report: Analysis) -> None:
        self._network = report.tracer.network
        self._links = report.organization.settings.max_links
        self._budget = Budget(REACH_STEPS)
        self._found: dict[int, frozenset[int]] = {}

    def of(self, objective: int) -> frozenset[int]:
        """The nodes that chains from an objective lead to.

        Raises:
            OutOfSteps: there are no steps left to find them.
        """
        if objective not in self._found:
            self._budget.spend(0 if self._budget.left > 0 else 1)
            found = self._found[objective] = reach(self._network, [objective], links=self._links)
            self._budget.left -= sum(len(self._network.out[node]) for node in found)
        return self._found[objective]


def conflict_of(report: Analysis, finding: Finding, reached: _Reached | None = None) -> ConflictCondition:
    """The condition on which a finding over pushes stands.

    Raises:
        OutOfSteps: there are no steps left to find what its objectives reach.
    """
    threshold = 0.0 if finding.tension is None else report.organization.settings.min_tension
    return ConflictCondition(finding, tuple(_clauses(report, finding, reached or _Reached(report))), threshold)


def _clauses(report: Analysis, finding: Finding, reached: _Reached) -> Iterator[Conjunction]:
    organization, index = report.organization, report.tracer.network.index
    if finding.by and finding.of:
        priority = organization.objectives[finding.of].priority
        yield Conjunction(
            20.0 * priority, (SignedPush(index[finding.by], index[finding.of], positive=False),), leaning=True
        )
        return
    importance = {index[key]: outcome.importance for key, outcome in organization.outcomes.items()}
    if finding.rule.basis is Basis.SELF_DEFEAT:
        objective, outcome = index[finding.objectives[0]], index[finding.outcomes[0].outcome]
        sides = SignedPush(objective, outcome, positive=True), SignedPush(objective, outcome, positive=False)
        yield Conjunction(20.0 * importance[outcome], sides, leaning=False)
        return
    one, other = (index[key] for key in finding.objectives)
    for outcome in sorted(reached.of(one) & reached.of(other) & importance.keys()):
        for helper, hurter in ((one, other), (other, one)):
            sides = SignedPush(helper, outcome, positive=True), SignedPush(hurter, outcome, positive=False)
            yield Conjunction(20.0 * importance[outcome], sides, leaning=True)
