"""All about one thing of an organization: its facts, who pushes it, what it pushes, its findings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from goalcheck.analysis import Analysis
from goalcheck.facts.wording import aim
from goalcheck.findings import Finding, Side
from goalcheck.messages.figures import figure
from goalcheck.model import Customer, Department, Driver, Objective, Organization, Outcome
from goalcheck.selection import EVERYTHING, Selection, chooser, require, select

MOST = 12
"""Pushes in each direction that are told with their chains."""

TOLD_ELSEWHERE = frozenset({"id", "name", "effects", "guardrails", "objectives", "location", "must_hold"})
"""Fields that a heading, the chains, the members or a fact of another name tell, or only where they say yes."""

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing and everything about it.

    Attributes:
        kind: objective, outcome, driver, department or customer.
        facts: the declarations about the entity, as (label, text).
        pushes: the strongest of what it does to outcomes and objectives; `pushes_in_all` counts all.
        pushed_by: the strongest of what objectives do to it.
        members: a department's objectives, a customer's outcomes.
        findings: those of the selection; `findings_in_all` counts all.
    """

    report: Analysis
    kind: str
    id: str
    name: str
    facts: tuple[Fact, ...]
    pushes: Sequence[Side]
    pushes_in_all: int
    pushed_by: Sequence[Side]
    pushed_by_in_all: int
    members: tuple[str, ...]
    findings: tuple[Finding, ...]
    findings_in_all: int


def entity(report: Analysis, subject: str, selection: Selection = EVERYTHING) -> Entity:
    """The portrait of an objective, outcome, driver, department or customer.

    A name that a department and a customer share means the department.

    Args:
        selection: which of its findings are told, and of these how many.

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
    wanted = chooser(selection, organization)
    found = _findings(report, kind, subject)
    pushes, pushes_in_all = report.tracer.pushes_of(subject, MOST)
    pushed_by, pushed_by_in_all = report.tracer.pushes_on(subject, MOST)
    return Entity(
        report=report,
        kind=kind,
        id=subject,
        name=entry.name,
        facts=tuple(_all_facts(report.organization, entry)),
        pushes=pushes,
        pushes_in_all=pushes_in_all,
        pushed_by=pushed_by,
        pushed_by_in_all=pushed_by_in_all,
        members=tuple(_members(report, entry)),
        findings=tuple(filter(wanted, found))[: selection.top],
        findings_in_all=len(found),
    )


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
    """True if a chain of the finding runs through the driver."""
    links = [link for contest in finding.outcomes for side in contest.sides for link in side.chain]
    return any(driver in (link.origin, link.target) for link in [*links, *finding.chain])


def _members(report: Analysis, entry: object) -> Iterator[str]:
    if isinstance(entry, Department):
        yield from entry.objectives
    elif isinstance(entry, Customer):
        yield from (key for key, outcome in report.organization.outcomes.items() if outcome.customer == entry.id)


def _all_facts(
    organization: Organization, entry: Objective | Outcome | Driver | Department | Customer
) -> Iterator[Fact]:
    """The facts that are told in words of their own, then every other field that is declared, then its place."""
    told = list(_facts(organization, entry))
    yield from told
    yield from _further_facts(entry, {label for label, _ in told})
    yield "declared", f"{entry.location.file}:{entry.location.line}:{entry.location.column}"


def _further_facts(entry: Any, told: Collection[str]) -> Iterator[Fact]:
    """The fields that nothing tells yet, so that a field that is new in the model is shown without a line here."""
    labels = {field.name: field.name.replace("_", " ") for field in fields(entry) if field.name not in TOLD_ELSEWHERE}
    yield from _if(**{name: _plain(getattr(entry, name)) for name, label in labels.items() if label not in told})


def _plain(value: Any) -> str | None:
    """A declared value as text; None where nothing is declared."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return figure(value)
    if isinstance(value, tuple):
        return ", ".join(text for each in value if (text := _plain(each)))
    if is_dataclass(value):
        parts = [_plain(getattr(value, field.name)) for field in fields(value) if field.name != "location"]
        return " ".join(filter(None, parts))
    return str(value)


def _facts(organization: Organization, entry: Objective | Outcome | Driver | Department | Customer) -> Iterator[Fact]:
    match entry:
        case Objective():
            yield from _objective_facts(entry)
        case Outcome():
            yield "customer", entry.customer or "none named"
            yield "importance", f"{entry.importance} of 5"
            yield from _if(stage=entry.stage, metric=entry.metric)
            if entry.at_stake is not None:
                yield "at stake", figure(entry.at_stake, organization.currency)
        case Driver():
            yield from _if(metric=entry.metric)
        case Department():
            yield "lead", entry.lead or "none named"
            yield from _if(part_of=entry.part_of)
            below = [key for key, each in organization.departments.items() if each.part_of == entry.id]
            yield from _if(above=", ".join(below))
        case Customer():
            yield "kind", entry.kind.value
            yield from _if(department=entry.department, priorities=", ".join(entry.priorities))


def _objective_facts(entry: Objective) -> Iterator[Fact]:
    yield "department", entry.department
    yield "owner", entry.owner or "none named"
    yield "period", entry.period.label if entry.period else "always"
    yield "status", entry.status.value if entry.status.in_force else f"{entry.status.value} (left out of the analysis)"
    yield "priority", f"{entry.priority} of 5"
    if entry.target:
        yield "target", f"{entry.target.metric} {aim(entry.target)!s}"
    if entry.progress:
        when = f" on {entry.progress.date}" if entry.progress.date else ""
        yield "progress", f"{figure(entry.progress.value)}{when}"
    yield from _if(
        supports=", ".join(each.id for each in entry.supports),
        depends_on=", ".join(each.id for each in entry.depends_on),
        alternative_to=", ".join(each.id for each in entry.alternative_to),
        needs=", ".join(f"{figure(need.amount)} of {need.resource}" for need in entry.needs),
        relies_on=", ".join(f"{each.target} ({each.how})" for each in entry.relies_on),
        protects=", ".join(f"{each.protects}{' (binding)' * each.binding}" for each in entry.guardrails),
        mitigates=", ".join(f"{each.origin} to {each.target} (leaves {each.word})" for each in entry.mitigates),
        must_hold="yes" if entry.must_hold else None,
        agreed_with=", ".join(entry.agreed_with),
    )


def _if(**facts: str | None) -> Iterator[Fact]:
    """The facts that there are."""
    yield from ((label.replace("_", " "), text) for label, text in facts.items() if text)
