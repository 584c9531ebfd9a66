"""GC301: an objective pushes a customer's outcome and nobody asked the customer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, partial
from typing import NamedTuple

from goalcheck.facts.context import Context
from goalcheck.facts.department_tree import DepartmentTree
from goalcheck.facts.responsibility import named_customer, owner_of
from goalcheck.findings import Account, Contest, Level, Notice, Side
from goalcheck.messages import Listing, Message, Template
from goalcheck.messages.message import customer as customer_ref
from goalcheck.messages.message import department
from goalcheck.messages.message import objective as objective_ref
from goalcheck.messages.message import outcomes as outcome_list
from goalcheck.model import Customer, Objective
from goalcheck.rule import Page, Rule
from goalcheck.traits import Family, RuleTraits, Telling

MAX_SIDES = 3
"""Outcomes whose push is shown with its chain, the strongest."""

HURTS = Template(
    "customer-not-consulted.hurts", "{objective} hurts {outcomes} of the customer {customer}, who was not asked"
)
HELPS = Template(
    "customer-not-consulted.helps", "{objective} helps {outcomes} of the customer {customer}, who was not asked"
)
ALSO_HELPED = Template("customer-not-consulted.also-helped", "It helps {outcomes}.")
ASK_HURT = Template(
    "customer-not-consulted.ask-hurt", "Let {owner} ask {customer} what they can do without: {outcomes}."
)
ASK_HELPED = Template(
    "customer-not-consulted.ask-helped",
    "Let {owner} ask {customer} whether this is the help that they want: {outcomes}.",
)
ADD = Template(
    "customer-not-consulted.add",
    "When they agree, add {party} to agreed_with of {objective}; when they do not, change {objective}.",
)


def check(context: Context) -> Iterator[Notice]:
    """One finding for each objective and customer who was not asked, those who are hurt first."""
    consultation = _Consultation(context)
    for unasked in (consultation.unasked_hurt, consultation.unasked_others):
        candidates = (each for objective in context.pushes.tables for each in unasked(objective))
        for candidate in context.dearest_first(candidates, over=lambda each: each.outcomes):
            yield consultation.notice(candidate)


class _Unasked(NamedTuple):
    """A customer who was not asked, with the outcomes of theirs that an objective hurts, or helps if it hurts none."""

    objective: int
    outcomes: list[int]
    customer: str
    hurts: bool


class _Consultation:
    """The customers whose outcomes the objectives push, and who of them was asked."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._nodes = context.network.nodes
        self._organization = context.organization
        self._tree = DepartmentTree(context.organization.departments.values())

    @cached_property
    def _customers(self) -> Mapping[int, str]:
        """The customer of each outcome, by its position."""
        index = self._context.network.index
        return {index[key]: each.customer for key, each in self._organization.outcomes.items() if each.customer}

    def unasked_hurt(self, objective: int) -> list[_Unasked]:
        """The customers who were not asked and of whose outcomes the objective leans to hurt one, by outcomes."""
        return self._unasked(objective, self._context.hurt_by(objective), hurts=True)

    def unasked_others(self, objective: int) -> list[_Unasked]:
        """The other customers who were not asked, by outcomes."""
        helps, harms = self._context.pushes.tables[objective]
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
        """True if a customer agreed; a department need not ask itself, nor those below it the one that they are in."""
        if customer.department is None:
            return customer.id in objective.agreed_with
        own = self._tree.holds(customer.department, objective.department)
        return own or self._context.agreed(objective, customer.department)

    def notice(self, unasked: _Unasked) -> Notice:
        """One customer who was not asked; where some of their outcomes are hurt, those are what it is about."""
        objective, customer = self._objective(unasked.objective), unasked.customer
        strongest = self._strongest(unasked)
        template = HURTS if unasked.hurts else HELPS
        return self._context.notice(
            RULE.traits,
            level=Level.SERIOUS if unasked.hurts else Level.MINOR,
            message=template(
                objective=objective_ref(objective.id),
                outcomes=self._listed(strongest),
                customer=customer_ref(customer),
            ),
            about=[f"objective:{objective.id}", f"customer:{customer}"],
            objectives=[objective.id],
            outcomes=[Contest(self._nodes[node], None) for node in unasked.outcomes],
            locations=[objective.location],
            tell=partial(self._account, unasked, strongest),
        )

    def _strongest(self, unasked: _Unasked) -> list[int]:
        strengths = self._context.pushes.tables[unasked.objective][1 if unasked.hurts else 0]
        return sorted(unasked.outcomes, key=lambda node: (-round(strengths[node], 9), node))

    def _listed(self, outcomes: Iterable[int]) -> Listing:
        return outcome_list(self._nodes[each] for each in outcomes)

    def _account(self, unasked: _Unasked, strongest: list[int]) -> Account:
        shown = strongest[:MAX_SIDES]
        return Account(
            sides=tuple(self._sides(unasked, node) if node in shown else () for node in unasked.outcomes),
            details=tuple(self._also_helped(unasked)),
            advice=tuple(self._advice(unasked, strongest)),
        )

    def _sides(self, unasked: _Unasked, outcome: int) -> tuple[Side, ...]:
        return (self._context.side(unasked.objective, outcome, positive=not unasked.hurts),)

    def _also_helped(self, unasked: _Unasked) -> Iterator[Message]:
        """The outcomes that the objective helps of a customer whom it hurts elsewhere."""
        if unasked.hurts:
            helps, harms = self._context.pushes.tables[unasked.objective]
            pushed = sorted((helps.keys() | harms.keys()) - set(unasked.outcomes))
            helped = [node for node in pushed if self._customers.get(node) == unasked.customer]
            if helped:
                yield ALSO_HELPED(outcomes=self._listed(helped))

    def _advice(self, unasked: _Unasked, strongest: list[int]) -> Iterator[Message]:
        objective, customer = self._objective(unasked.objective), self._organization.customers[unasked.customer]
        template = ASK_HURT if unasked.hurts else ASK_HELPED
        yield template(
            owner=owner_of(self._context, objective),
            customer=named_customer(self._context, customer.id),
            outcomes=self._listed(strongest),
        )
        party = department(customer.department) if customer.department else customer_ref(customer.id)
        yield ADD(party=party, objective=objective_ref(objective.id))

    def _objective(self, position: int) -> Objective:
        return self._organization.objectives[self._nodes[position]]


RULE = Rule(
    traits=RuleTraits(
        code="GC301", name="customer-not-consulted", family=Family.AGREEMENT, telling=Telling.ONLY_IN_CONFLICT
    ),
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
