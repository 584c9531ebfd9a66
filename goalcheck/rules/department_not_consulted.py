"""GC302: an objective hurts what another department works for, and nobody asked that department."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from goalcheck.findings import Contest, Deferred, Finding, Level, Side
from goalcheck.model import Objective, Period, overlap
from goalcheck.rules.advice import lead_of, owner_of
from goalcheck.rules.family import Family
from goalcheck.rules.nearest import enumerated
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study
from goalcheck.rules.wording import told

MAX_SIDES = 3
"""Outcomes, and objectives, of which the chains are shown: those that are hurt most."""


def check(study: Study) -> Iterator[Finding]:
    """One finding for each objective and department that it hurts without having asked."""
    consultation = _Consultation(study)
    candidates = (each for objective in study.chains.pushes for each in consultation.unasked(objective))
    for candidate in study.dearest_first(candidates, over=lambda each: each.outcomes):
        yield consultation.finding(candidate)


class _Hurt(NamedTuple):
    """A node that an objective hurts; `helper` works for it, where it is an outcome."""

    node: int
    helper: int | None


class _Unasked(NamedTuple):
    """A department that was not asked, with what an objective hurts of theirs, sorted."""

    objective: int
    department: str
    hurt: list[_Hurt]

    @property
    def outcomes(self) -> list[int]:
        """The outcomes among it that the department works for."""
        return [each.node for each in self.hurt if each.helper is not None]


class _Consultation:
    """Which departments work for what the objectives hurt, and which of them were asked."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._nodes = study.network.nodes
        self._family = Family(study.organization.departments.values())
        self._workers: dict[int, Mapping[str, list[int]]] = {}
        self._in_period: dict[tuple[int, str, Period | None], list[int]] = {}

    def unasked(self, objective: int) -> list[_Unasked]:
        """The departments that were not asked, by the outcomes of theirs that the objective hurts."""
        found: dict[str, list[_Hurt]] = {}
        for node in self._study.hurt_by(objective):
            for department, helper in self._work_for(objective, node):
                found.setdefault(department, []).append(_Hurt(node, helper))
        unasked = (_Unasked(objective, department, hurt) for department, hurt in found.items())
        return sorted(unasked, key=lambda each: (each.outcomes, each.department))

    def _work_for(self, objective: int, node: int) -> Iterator[tuple[str, int | None]]:
        """The departments not asked that work for a node; for an outcome with their strongest objective."""
        entry = self._objective(objective)
        if self._nodes[node] in self._study.organization.outcomes:
            for department in self._working(node):
                if self._must_ask(entry, department):
                    helpers = self._standing(node, department, entry.period)
                    together = (each for each in helpers if self._study.clashes.concurrent(objective, each))
                    helper = next(together, None)
                    if helper is not None:
                        yield department, helper
        else:
            department = self._objective(node).department
            if self._must_ask(entry, department) and self._study.clashes.concurrent(objective, node):
                yield department, None

    def _must_ask(self, objective: Objective, department: str) -> bool:
        """Whether a department is neither the objective's own, nor above it, nor asked."""
        own = self._family.holds(department, objective.department)
        return not own and not self._study.agreed(objective, department)

    def _working(self, outcome: int) -> Mapping[str, list[int]]:
        """The objectives that lean to help an outcome, by department, strongest first; made once for each outcome."""
        if outcome not in self._workers:
            found: dict[str, list[int]] = {}
            for _, helper in self._study.clashes.sides[outcome].helpers:
                found.setdefault(self._objective(helper).department, []).append(helper)
            self._workers[outcome] = found
        return self._workers[outcome]

    def _standing(self, outcome: int, department: str, period: Period | None) -> list[int]:
        """Those of one department that stand in a period.

        Made once for each period: comparing every hurting objective with every helping one is quadratic.
        """
        key = outcome, department, period
        if key not in self._in_period:
            helpers = self._working(outcome)[department]
            self._in_period[key] = [each for each in helpers if overlap(self._objective(each).period, period)]
        return self._in_period[key]

    def finding(self, unasked: _Unasked) -> Finding:
        """What the objective hurts of one department."""
        position, department, hurt = unasked
        objective = self._objective(position)
        harms = self._study.chains.pushes[position][1]
        strongest = sorted(hurt, key=lambda each: (-round(harms[each.node], 9), each.node))
        outcomes = [each for each in strongest if each.helper is not None]
        objectives = [each for each in strongest if each.helper is None]
        return self._study.finding(
            RULE.code,
            RULE.name,
            level=Level.SERIOUS,
            message=(
                f"{objective.id} hurts {self._words(outcomes, objectives, department)}, and {department} was not asked"
            ),
            about=[f"objective:{objective.id}", f"department:{department}"],
            objectives=[objective.id],
            departments=[department],
            outcomes=self._contests(position, outcomes),
            details=Deferred(lambda: [self._told(position, each.node) for each in objectives[:MAX_SIDES]]),
            advice=Deferred(lambda: self._advice(objective, department)),
            locations=[objective.location],
        )

    def _words(self, outcomes: list[_Hurt], objectives: list[_Hurt], department: str) -> str:
        words = [enumerated([self._nodes[each.node] for each in objectives])] if objectives else []
        if outcomes:
            helpers = dict.fromkeys(self._nodes[each.helper] for each in outcomes if each.helper is not None)
            whose = f"{department} works for ({enumerated(list(helpers))})"
            words.append(f"{enumerated([self._nodes[each.node] for each in outcomes])}, which {whose}")
        return " and ".join(words)

    def _contests(self, objective: int, outcomes: list[_Hurt]) -> list[Contest]:
        contests = []
        for rank, each in enumerate(outcomes):
            sides: Sequence[Side] = ()
            if rank < MAX_SIDES and each.helper is not None:
                sides = self._study.both_sides(each.node, hurter=objective, helper=each.helper)
            contests.append(Contest(self._nodes[each.node], None, sides))
        return sorted(contests, key=lambda contest: contest.outcome)

    def _told(self, objective: int, node: int) -> str:
        """The chain of harm to another objective, in ids."""
        return f"{told(self._study.links(origin=objective, target=node, positive=False))}."

    def _advice(self, objective: Objective, department: str) -> Iterator[str]:
        yield (
            f"Let {owner_of(self._study, objective)} show the chain to {lead_of(self._study, department)} and ask what "
            f"{objective.id} must leave intact."
        )
        yield f"When they agree, add {department} to agreed_with of {objective.id}; a guardrail can hold what it needs."

    def _objective(self, position: int) -> Objective:
        return self._study.organization.objectives[self._nodes[position]]


RULE = Rule(
    code="GC302",
    name="department-not-consulted",
    level=Level.SERIOUS,
    summary="an objective hurts what another department works for, and that department is not in agreed_with",
    page=Page(
        why=(
            "That two objectives pull apart can be right; that nobody asked the other side never is. A department that "
            "learns of it from its own missed target stops telling others what it needs."
        ),
        fires=(
            "An objective leans to hurt an outcome that an objective of another department leans to help at the same "
            "time, or leans to hurt an objective of that department, and the department is not in its agreed_with: one "
            "finding for each objective and department. How hard the two pull is said by opposed-objectives (GC101) "
            "and undermined-objective (GC102); this rule says that nobody was asked."
        ),
        silent=(
            "The department, or the internal customer that it is, is in agreed_with; it is the objective's own, or "
            "above it; the periods do not overlap or the two are alternatives. Here: the two still pull apart, but "
            "sales has agreed."
        ),
        do=(
            "Show the chain to the other lead before the period starts, and ask what must stay intact. Write who "
            "agreed into agreed_with; what they do not agree to is decided by the lowest lead above both."
        ),
    ),
    check=check,
)
