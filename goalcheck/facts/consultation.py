"""Consultation: who has a part in a conflict and was not asked by those who hurt."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from goalcheck.facts.context import Context
from goalcheck.facts.department_tree import DepartmentTree


class Consultation:
    """Who agreed with whom.

    Cost of a conflict: hurters times the departments of its protectors, each looked up once.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._nodes = context.network.nodes
        self._organization = context.organization
        self._tree = DepartmentTree(context.organization.departments.values())

    def unasked(
        self, node: int, hurters: Iterable[int], protectors: Collection[int]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The customers and departments with a part in a conflict that some hurter did not ask; each sorted.

        Args:
            node: the outcome or objective that suffers.
        """
        key = self._nodes[node]
        outcome = self._organization.outcomes.get(key)
        departments = {self._department(each) for each in protectors} if outcome else {self._department(node)}
        customers, missing = set[str](), set[str]()
        for hurter in hurters:
            if outcome and outcome.customer and not self.was_customer_asked(hurter, outcome.customer):
                customers.add(outcome.customer)
            missing.update(each for each in departments - missing if not self.was_asked(hurter, each))
        return tuple(sorted(customers)), tuple(sorted(missing))

    def was_asked(self, objective: int, department: str) -> bool:
        """True if a department agreed with an objective, or need not: it is the objective's own, or above it."""
        entry = self._organization.objectives[self._nodes[objective]]
        return self._tree.holds(department, entry.department) or self._context.agreed(entry, department)

    def was_customer_asked(self, objective: int, customer: str) -> bool:
        """True if a customer agreed; a department need not ask itself, nor those below it the one that they are in."""
        department = self._organization.customers[customer].department
        if department is not None:
            return self.was_asked(objective, department)
        return customer in self._organization.objectives[self._nodes[objective]].agreed_with

    def _department(self, objective: int) -> str:
        return self._organization.objectives[self._nodes[objective]].department
