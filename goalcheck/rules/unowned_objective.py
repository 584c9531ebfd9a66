"""GC206: the objective has no owner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, partial

from goalcheck.findings import Finding, Level
from goalcheck.model import Objective
from goalcheck.rules.lacking import lacking
from goalcheck.rules.nearest import enumerated
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study


def check(study: Study) -> Iterator[Finding]:
    """One finding for each objective in force without an owner."""
    owners_in = cache(partial(_owners, study))
    for objective in study.active.values():
        if objective.owner is None:
            message = f"{objective.id} has no owner"
            advice = _advice(study, objective, owners_in(objective.department))
            yield lacking(study, RULE, objective, message=message, advice=advice)


def _owners(study: Study, department: str) -> list[str]:
    """Who owns the objectives of a department."""
    objectives = study.organization.departments[department].objectives
    return sorted({owner for each in objectives if (owner := _owner(study, each))})


def _advice(study: Study, objective: Objective, owners: Sequence[str]) -> str:
    """The lead of the department, or the lowest one above it, names an owner or is it; and who owns the others."""
    department = study.organization.departments[objective.department]
    others = f" Its other objectives belong to {enumerated(owners)}." if owners else ""
    lineage = (study.organization.departments[each] for each in study.organization.lineage(department.id))
    led = next((each for each in lineage if each.lead), None)
    if led is None:
        return f"Neither {department.id} nor any department above it has a lead: name one, who names the owner.{others}"
    return f"Let {led.lead} ({led.name}) own {objective.id} until somebody else is named.{others}"


def _owner(study: Study, objective: str) -> str | None:
    entry = study.active.get(objective)
    return entry.owner if entry else None


RULE = Rule(
    code="GC206",
    name="unowned-objective",
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
