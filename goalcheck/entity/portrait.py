"""One thing of an organization and everything about it, as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from goalcheck.analysis import Analysis
from goalcheck.conflicts import Conflict
from goalcheck.entity.declared import Fact, declared_facts
from goalcheck.entity.harms import Harms, HarmTold, Suffering
from goalcheck.facts.tracer import Mitigators
from goalcheck.findings import Finding, Link, Side
from goalcheck.graph import Mitigated
from goalcheck.model import Customer, Department, Driver, Objective, Outcome, Reliance
from goalcheck.selection import EVERYTHING, Selection, chooser, conflict_chooser, require, select

MOST = 12
"""Harms and helps in each direction that are told with their chains."""


class Member(NamedTuple):
    """An objective of a department or an outcome of a customer, with the pressure on it; None where it has none."""

    id: str
    pressure: float | None


class Reliances(NamedTuple):
    """An objective that relies on something, and how."""

    objective: str
    reliance: Reliance


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing and everything about it.

    Attributes:
        kind: objective, outcome, driver, department or customer.
        facts: the declarations about the entity, as (label, text).
        suffers: what it suffers; None for departments, customers and what is not in force.
        hurts: the hardest of its harms to outcomes and objectives; `hurts_in_all` counts all.
        helps: the strongest of its helps; `helps_in_all` counts all.
        relied_on_by: the objectives in force that rely on it.
        relies_on: what the objective relies on.
        mitigated: the hurting effects of it or on it that somebody mitigates.
        mitigators: whose mitigations leave no more than the weights on the told chains.
        members: a department's objectives, a customer's outcomes.
        conflicts: those of the selection; `conflicts_in_all` counts all.
        findings: those of the selection; `findings_in_all` counts all.
    """

    report: Analysis
    kind: str
    id: str
    name: str
    facts: tuple[Fact, ...]
    suffers: Suffering | None
    hurts: Sequence[HarmTold]
    hurts_in_all: int
    helps: Sequence[Side]
    helps_in_all: int
    relied_on_by: tuple[Reliances, ...]
    relies_on: tuple[Reliances, ...]
    mitigated: tuple[Mitigated, ...]
    mitigators: Mitigators
    members: tuple[Member, ...]
    conflicts: tuple[Conflict, ...]
    conflicts_in_all: int
    findings: tuple[Finding, ...]
    findings_in_all: int


def entity(report: Analysis, subject: str, selection: Selection = EVERYTHING) -> Entity:
    """The portrait of an objective, outcome, driver, department or customer.

    A name that a department and a customer share means the department.

    Args:
        selection: which of its conflicts and findings are told, and of each how many.

    Raises:
        UnknownName: the organization has nothing of that id, or nothing that the selection names.
    """
    organization = report.organization
    kinds: dict[str, Mapping[str, Objective | Outcome | Driver | Department | Customer]] = {
        "objective": organization.objectives,
        "outcome": organization.outcomes,
        "driver": organization.drivers,
        "department": organization.departments,
        "customer": organization.customers,
    }
    require([key for entries in kinds.values() for key in entries], [subject], "id")
    kind = next(kind for kind, entries in kinds.items() if subject in entries)
    entry = kinds[kind][subject]
    harms = Harms(report, MOST)
    suffers = harms.on(subject)
    hurts, hurts_in_all = harms.of(subject)
    helps, helps_in_all = harms.helps_of(subject)
    conflicts, findings = _conflicts(report, kind, subject), _findings(report, kind, subject)
    return Entity(
        report=report,
        kind=kind,
        id=subject,
        name=entry.name,
        facts=tuple(declared_facts(organization, entry)),
        suffers=suffers,
        hurts=hurts,
        hurts_in_all=hurts_in_all,
        helps=helps,
        helps_in_all=helps_in_all,
        relied_on_by=tuple(_relying_on(report, subject)),
        relies_on=tuple(_relied_on(entry)),
        mitigated=tuple(report.tracer.network.mitigated(subject)),
        mitigators=report.tracer.mitigators(_links([*(suffers.harms if suffers else ()), *hurts])),
        members=tuple(_members(report, harms, entry)),
        conflicts=tuple(filter(conflict_chooser(selection, organization), conflicts))[: selection.top],
        conflicts_in_all=len(conflicts),
        findings=tuple(filter(chooser(selection, organization), findings))[: selection.top],
        findings_in_all=len(findings),
    )


def _links(harms: Sequence[HarmTold]) -> Iterator[Link]:
    return (link for harm in harms for link in harm.chain)


def _conflicts(report: Analysis, kind: str, subject: str) -> Sequence[Conflict]:
    """The conflicts that a thing is about, or has a part in."""
    match kind:
        case "objective":
            return [each for each in report.conflicts if subject in each.objectives]
        case "outcome":
            return select(report, Selection(outcomes=[subject])).conflicts
        case "driver":
            return [each for each in report.conflicts if any(_runs_through(each, subject))]
        case "department":
            return select(report, Selection(departments=[subject])).conflicts
        case _:
            return select(report, Selection(customers=[subject])).conflicts


def _runs_through(conflict: Conflict, driver: str) -> Iterator[bool]:
    """Whether each chain of a conflict runs through a driver."""
    chains = [*(each.chain for each in conflict.hurters), *(each.chain for each in conflict.protectors)]
    return (any(link.target == driver for link in chain) for chain in chains)


def _findings(report: Analysis, kind: str, subject: str) -> Sequence[Finding]:
    match kind:
        case "objective":
            return [finding for finding in report.findings if subject in finding.objectives]
        case "outcome":
            return select(report, Selection(outcomes=[subject])).findings
        case "driver":
            return [finding for finding in report.findings if _passes(finding, subject)]
        case "department":
            return select(report, Selection(departments=[subject])).findings
        case _:
            return select(report, Selection(customers=[subject])).findings


def _passes(finding: Finding, driver: str) -> bool:
    """True if a finding is about the driver, or a chain of it runs through the driver."""
    links = [link for contest in finding.outcomes for side in contest.sides for link in side.chain]
    return driver in finding.about or any(driver in (link.origin, link.target) for link in [*links, *finding.chain])


def _relying_on(report: Analysis, subject: str) -> Iterator[Reliances]:
    for key, objective in report.organization.objectives.items():
        if objective.status.in_force:
            yield from (Reliances(key, each) for each in objective.relies_on if each.target == subject)


def _relied_on(entry: object) -> Iterator[Reliances]:
    if isinstance(entry, Objective):
        yield from (Reliances(entry.id, each) for each in entry.relies_on)


def _members(report: Analysis, harms: Harms, entry: object) -> Iterator[Member]:
    if isinstance(entry, Department):
        yield from (Member(key, harms.pressure(key)) for key in entry.objectives)
    elif isinstance(entry, Customer):
        outcomes = report.organization.outcomes.items()
        yield from (Member(key, harms.pressure(key)) for key, each in outcomes if each.customer == entry.id)
