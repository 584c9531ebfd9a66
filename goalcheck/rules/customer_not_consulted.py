"""GC301: an objective pushes a customer's outcome and nobody asked the customer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from goalcheck.findings import Contest, Deferred, Finding, Level, Side
from goalcheck.model import Customer, Objective
from goalcheck.rules.advice import owner_of
from goalcheck.rules.family import Family
from goalcheck.rules.nearest import enumerated
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study

MAX_SIDES = 3
"""Outcomes whose push is shown with its chain, the strongest."""


def check(study: Study) -> Iterator[Finding]:
    """One finding for each objective and customer who was not asked, those who are hurt first."""
    consultation = _Consultation(study)
    for unasked in (consultation.unasked_hurt, consultation.unasked_others):
        candidates = (each for objective in study.chains.pushes for each in unasked(objective))
        for candidate in study.dearest_first(candidates, over=lambda each: each.outcomes):
            yield consultation.finding(candidate)


class _Unasked(NamedTuple):
    """A customer who was not asked, with the outcomes of theirs that an objective hurts, or helps if it hurts none."""

    objective: int
    outcomes: list[int]
    customer: str
    hurts: bool


class _Consultation:
    """Whose outcomes the objectives push, and who of them was asked."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._nodes = study.network.nodes
        self._organization = study.organization
        self._family = Family(study.organization.departments.values())

    @cached_property
    def _customers(self) -> Mapping[int, str]:
        """Whose an outcome is, by its position."""
        index = self._study.network.index
        return {index[key]: each.customer for key, each in self._organization.outcomes.items() if each.customer}

    def unasked_hurt(self, objective: int) -> list[_Unasked]:
        """The customers who were not asked and of whose outcomes the objective leans to hurt one, by outcomes."""
        return self._unasked(objective, self._study.hurt_by(objective), hurts=True)

    def unasked_others(self, objective: int) -> list[_Unasked]:
        """The other customers who were not asked, by outcomes."""
        helps, harms = self._study.chains.pushes[objective]
        others = self._unasked(objective, helps.keys() | harms.keys(), hurts=False)
        hurt = {each.customer for each in self.unasked_hurt(objective)} if others and harms else set()
        return [each for each in others if each.customer not in hurt]

    def _unasked(self, objective: int, nodes: Iterable[int], *, hurts: bool) -> list[_Unasked]:
        pushed: dict[str, list[int]] = {}
        for node in sorted(node for node in nodes if node in self._customers):
            pushed.setdefault(self._customers[node], []).append(node)
        entry = self._objective(objective)
        return sorted(
            _Unasked(objective, outcomes, customer, hurts)
            for customer, outcomes in pushed.items()
            if not self._was_asked(entry, self._organization.customers[customer])
        )

    def _was_asked(self, objective: Objective, customer: Customer) -> bool:
        """Whether a customer agreed; a department need not ask itself, nor those below it the one that they are in."""
        if customer.department is None:
            return customer.id in objective.agreed_with
        own = self._family.holds(customer.department, objective.department)
        return own or self._study.agreed(objective, customer.department)

    def finding(self, unasked: _Unasked) -> Finding:
        """One customer who was not asked; where some of their outcomes are hurt, those are what it is about."""
        position, nodes, customer, hurts = unasked
        objective = self._objective(position)
        strengths = self._study.chains.pushes[position][1 if hurts else 0]
        strongest = sorted(nodes, key=lambda node: (-round(strengths[node], 9), node))
        outcomes = enumerated([self._nodes[node] for node in strongest])
        verb = "hurts" if hurts else "helps"
        return self._study.finding(
            RULE.code,
            RULE.name,
            level=Level.SERIOUS if hurts else Level.MINOR,
            message=f"{objective.id} {verb} {outcomes} of the customer {customer}, who was not asked",
            about=[f"objective:{objective.id}", f"customer:{customer}"],
            objectives=[objective.id],
            outcomes=self._contests(position, nodes, strongest[:MAX_SIDES], positive=not hurts),
            details=Deferred(lambda: self._also_helped(unasked)),
            advice=Deferred(
                lambda: self._advice(objective, self._organization.customers[customer], outcomes, hurts=hurts)
            ),
            locations=[objective.location],
        )

    def _also_helped(self, unasked: _Unasked) -> Iterator[str]:
        """What the objective does for a customer whom it hurts elsewhere."""
        if unasked.hurts:
            helps, harms = self._study.chains.pushes[unasked.objective]
            pushed = sorted((helps.keys() | harms.keys()) - set(unasked.outcomes))
            helped = [self._nodes[node] for node in pushed if self._customers.get(node) == unasked.customer]
            if helped:
                yield f"It helps {enumerated(helped)}."

    def _contests(self, objective: int, outcomes: list[int], shown: list[int], *, positive: bool) -> Iterator[Contest]:
        for node in outcomes:
            yield Contest(
                self._nodes[node], None, self._side(objective, node, positive=positive) if node in shown else ()
            )

    def _side(self, objective: int, outcome: int, *, positive: bool) -> Deferred[Side]:
        return Deferred(lambda: (self._study.side(objective, outcome, positive=positive),))

    def _advice(self, objective: Objective, customer: Customer, outcomes: str, *, hurts: bool) -> Iterator[str]:
        question = "what they can do without" if hurts else "whether this is the help that they want"
        yield f"Let {owner_of(self._study, objective)} ask {customer.name} {question}: {outcomes}."
        named = customer.department or customer.id
        yield f"When they agree, add {named} to agreed_with of {objective.id}; when they do not, change {objective.id}."

    def _objective(self, position: int) -> Objective:
        return self._organization.objectives[self._nodes[position]]


RULE = Rule(
    code="GC301",
    name="customer-not-consulted",
    level=Level.MINOR,
    levels="minor; serious where it leans to hurt it",
    summary="an objective pushes a customer's outcome and the customer is not in agreed_with",
    page=Page(
        why=(
            "Who pushes what a customer feels and does not ask finds out too late what it is worth to them. Most "
            "objectives that made customers leave looked good from inside."
        ),
        fires=(
            "An objective helps or hurts, directly or through a chain, at least one outcome of a customer who is not "
            "in its agreed_with: one finding for each objective and customer. It is serious where the objective leans "
            "to hurt one of their outcomes, else minor."
        ),
        silent=(
            "The customer is in agreed_with, or, for an internal customer, its department; the objective belongs to "
            "that department or to one below it; the outcome names no customer. Here: the customer agreed."
        ),
        do=(
            "Ask the customer before the period starts: an account, a panel, a survey question. Then write who agreed "
            "into agreed_with. What they do not agree to is a trade-off that a leader decides."
        ),
    ),
    check=check,
)
