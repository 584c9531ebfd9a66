"""GC301: an objective pushes a customer's outcome and nobody asked the customer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from goalcheck.findings import Contest, Deferred, Finding, Level, Side
from goalcheck.graph import ROUNDING
from goalcheck.model import Customer, Objective
from goalcheck.rules.advice import lead_of
from goalcheck.rules.family import Family
from goalcheck.rules.nearest import enumerated
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study

MAX_SIDES = 3
"""Outcomes whose push is shown with its chain, the strongest."""


def check(study: Study) -> Iterator[Finding]:
    """One finding for each objective and customer who was not asked, those who are hurt first."""
    consultation = _Consultation(study)
    for objective in study.chains.pushes:
        hurting = (consultation.hurting(objective, customer) for customer in consultation.unasked_hurt(objective))
        yield from sorted(hurting, key=lambda finding: finding.order)
    for objective in study.chains.pushes:
        pushing = (consultation.pushing(objective, customer) for customer in consultation.unasked_others(objective))
        yield from sorted(pushing, key=lambda finding: finding.order)


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

    def unasked_hurt(self, objective: int) -> list[str]:
        """The customers who were not asked and of whose outcomes the objective leans to hurt one, sorted."""
        helps, harms = self._study.chains.pushes[objective]
        whose = self._customers
        return self._unasked(
            objective, {whose[node] for node in harms if node in whose and _leans_to_hurt(node, helps, harms)}
        )

    def unasked_others(self, objective: int) -> list[str]:
        """The other customers who were not asked, sorted."""
        helps, harms = self._study.chains.pushes[objective]
        pushed = {self._customers[node] for table in (helps, harms) for node in table if node in self._customers}
        others = self._unasked(objective, pushed)
        hurt = set(self.unasked_hurt(objective)) if others and harms else ()
        return [customer for customer in others if customer not in hurt]

    def _unasked(self, objective: int, customers: set[str]) -> list[str]:
        if not customers:
            return []
        entry = self._objective(objective)
        return sorted(key for key in customers if not self._was_asked(entry, self._organization.customers[key]))

    def _was_asked(self, objective: Objective, customer: Customer) -> bool:
        """Whether a customer agreed; a department need not ask itself, nor those below it the one that they are in."""
        if customer.department is None:
            return customer.id in objective.agreed_with
        own = self._family.holds(customer.department, objective.department)
        return own or self._study.agreed(objective, customer.department)

    def hurting(self, objective: int, customer: str) -> Finding:
        """An objective that leans to hurt some of a customer's outcomes: those are what it is about."""
        helps, harms = self._study.chains.pushes[objective]
        pushed = self._pushed(objective, customer)
        hurt = [node for node in pushed if node in harms and _leans_to_hurt(node, helps, harms)]
        helped = [self._nodes[node] for node in pushed if node not in hurt]
        details = [f"It helps {enumerated(helped)}."] if helped else []
        return self._finding(objective, customer, "hurts", {node: harms[node] for node in hurt}, details)

    def pushing(self, objective: int, customer: str) -> Finding:
        """An objective that helps all that it pushes."""
        helps, _ = self._study.chains.pushes[objective]
        pushed = self._pushed(objective, customer)
        return self._finding(objective, customer, "helps", {node: helps[node] for node in pushed}, [])

    def _pushed(self, objective: int, customer: str) -> list[int]:
        helps, harms = self._study.chains.pushes[objective]
        return sorted(node for node in helps.keys() | harms.keys() if self._customers.get(node) == customer)

    def _finding(
        self, position: int, customer: str, verb: str, strengths: Mapping[int, float], details: list[str]
    ) -> Finding:
        objective = self._objective(position)
        hurts = verb == "hurts"
        strongest = sorted(strengths, key=lambda node: (-round(strengths[node], 9), node))
        outcomes = enumerated([self._nodes[node] for node in strongest])
        return self._study.finding(
            RULE.code,
            RULE.name,
            level=Level.SERIOUS if hurts else Level.MINOR,
            message=f"{objective.id} {verb} {outcomes} of {customer}, and {customer} was not asked",
            about=[f"objective:{objective.id}", f"customer:{customer}"],
            objectives=[objective.id],
            outcomes=self._contests(position, sorted(strengths), strongest[:MAX_SIDES], positive=not hurts),
            details=details,
            advice=Deferred(
                lambda: self._advice(objective, self._organization.customers[customer], outcomes, hurts=hurts)
            ),
            locations=[objective.location],
        )

    def _contests(self, objective: int, outcomes: list[int], shown: list[int], *, positive: bool) -> Iterator[Contest]:
        for node in outcomes:
            yield Contest(
                self._nodes[node], None, self._side(objective, node, positive=positive) if node in shown else ()
            )

    def _side(self, objective: int, outcome: int, *, positive: bool) -> Deferred[Side]:
        return Deferred(lambda: (self._study.side(objective, outcome, positive=positive),))

    def _advice(self, objective: Objective, customer: Customer, outcomes: str, *, hurts: bool) -> Iterator[str]:
        owner = objective.owner or lead_of(self._study, objective.department)
        question = "what they can do without" if hurts else "whether this is the help that they want"
        yield f"Let {owner} ask {customer.name} {question}: {outcomes}."
        named = customer.department or customer.id
        yield f"When they agree, add {named} to agreed_with of {objective.id}; when they do not, change {objective.id}."

    def _objective(self, position: int) -> Objective:
        return self._organization.objectives[self._nodes[position]]


def _leans_to_hurt(node: int, helps: Mapping[int, float], harms: Mapping[int, float]) -> bool:
    return harms[node] >= helps.get(node, 0.0) - ROUNDING


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
