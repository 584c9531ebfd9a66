"""Responsibility: who leads a department and who answers for an objective, in words."""

from __future__ import annotations

from goalcheck.facts.context import Context
from goalcheck.messages import Ref, RefKind, Value
from goalcheck.messages.english import LEAD, NO_LEAD, UNNAMED_LEAD
from goalcheck.model import Objective


def lead_of(context: Context, department: str | None) -> Value:
    """The lead of a department: by name where the organization names one."""
    if department is None:
        return NO_LEAD()
    entry = context.organization.departments[department]
    named = named_department(context, department)
    return LEAD(lead=entry.lead, department=named) if entry.lead else UNNAMED_LEAD(department=named)


def owner_of(context: Context, objective: Objective) -> Value:
    """The person who answers for an objective: its owner, else the lead of its department."""
    return objective.owner or lead_of(context, objective.department)


def named_department(context: Context, department: str) -> Ref:
    """A department, called by its name wherever it is told."""
    return Ref(RefKind.DEPARTMENT, department, context.organization.departments[department].name)


def named_customer(context: Context, customer: str) -> Ref:
    """A customer, called by its name wherever it is told."""
    return Ref(RefKind.CUSTOMER, customer, context.organization.customers[customer].name)
