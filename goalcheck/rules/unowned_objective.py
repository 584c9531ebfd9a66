"""GC206: the objective has no owner."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial

from goalcheck.facts.context import Context
from goalcheck.facts.responsibility import named_department
from goalcheck.findings import Level, Notice
from goalcheck.messages import Message, Template
from goalcheck.messages import english as say
from goalcheck.messages.message import department as department_ref
from goalcheck.messages.message import listing
from goalcheck.messages.message import objective as objective_ref
from goalcheck.model import Objective
from goalcheck.rule import Page, Rule
from goalcheck.traits import Family, RuleTraits

MESSAGE = Template("unowned-objective.message", "{objective} has no owner")
NO_LEAD = Template(
    "unowned-objective.no-lead",
    "Neither {department} nor any department above it has a lead: name one, who names the owner.{others}",
)
LEAD_OWNS = Template("unowned-objective.lead-owns", "Let {lead} own {objective} until somebody else is named.{others}")
OTHERS = Template("unowned-objective.others", " Its other objectives belong to {owners}.")


def check(context: Context) -> Iterator[Notice]:
    """One finding for each objective in force without an owner."""
    owners_in = cache(partial(_owners, context))
    for objective in context.active.values():
        if objective.owner is None:
            message = MESSAGE(objective=objective_ref(objective.id))
            advise = partial(_advice, context, objective, owners_in)
            yield context.notice_on(RULE.traits, objective, level=Level.MINOR, message=message, advise=advise)


def _owners(context: Context, department: str) -> list[str]:
    """The owners of the objectives of a department."""
    objectives = context.organization.departments[department].objectives
    return sorted({owner for each in objectives if (owner := _owner(context, each))})


def _advice(context: Context, objective: Objective, owners_in: Callable[[str], Sequence[str]]) -> Message:
    """The lead of the department, or the lowest one above it, names an owner or is it; and who owns the others."""
    department = context.organization.departments[objective.department]
    owners = owners_in(department.id)
    others = OTHERS(owners=listing(owners)) if owners else say.NOTHING()
    lineage = (context.organization.departments[each] for each in context.organization.lineage(department.id))
    led = next((each for each in lineage if each.lead), None)
    if led is None or led.lead is None:
        return NO_LEAD(department=department_ref(department.id), others=others)
    lead = say.LEAD(lead=led.lead, department=named_department(context, led.id))
    return LEAD_OWNS(lead=lead, objective=objective_ref(objective.id), others=others)


def _owner(context: Context, objective: str) -> str | None:
    entry = context.active.get(objective)
    return entry.owner if entry else None


RULE = Rule(
    traits=RuleTraits(code="GC206", name="unowned-objective", family=Family.COVERAGE),
    level=Level.MINOR,
    summary="no owner",
    page=Page(
        why=(
            "A conflict is settled by two people who answer for two objectives. Where one of them is missing, the "
            "other settles it alone, or nobody does."
        ),
        fires="An objective in force has no owner.",
        silent="It has one; it is done or dropped. Here: a person is named.",
        do=(
            "Name one person, by role, who may change the objective and who answers for it. Until then that is the "
            "lead of its department."
        ),
    ),
    check=check,
)
