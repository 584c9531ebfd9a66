"""The declarations about one thing of an organization, as labels with texts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from goalcheck.facts.wording import aim
from goalcheck.messages.figures import figure
from goalcheck.model import Considered, Customer, Department, Driver, Objective, Organization, Outcome, Reliance

TOLD_ELSEWHERE = frozenset({"id", "name", "effects", "guardrails", "objectives", "location", "must_hold"})
"""Fields that a heading, the chains, the members or a fact of another name tell, or only where they say yes."""

Fact = tuple[str, str]


def declared_facts(
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
            yield from _objective_facts(organization, entry)
        case Outcome():
            yield "customer", entry.customer or "none named"
            yield "importance", f"{entry.importance} of 5"
            yield from _if(stage=entry.stage, metric=entry.metric)
            if entry.at_stake is not None:
                yield "at stake", figure(entry.at_stake, organization.currency)
        case Driver():
            yield from _if(metric=entry.metric, considered=_considered(entry.considered))
        case Department():
            yield "lead", entry.lead or "none named"
            yield from _if(part_of=entry.part_of)
            below = [key for key, each in organization.departments.items() if each.part_of == entry.id]
            yield from _if(above=", ".join(below))
        case Customer():
            yield "kind", entry.kind.value
            yield from _if(department=entry.department, priorities=", ".join(entry.priorities))


def _objective_facts(organization: Organization, entry: Objective) -> Iterator[Fact]:
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
        supports=", ".join(_goal(organization, each.id) for each in entry.supports),
        depends_on=", ".join(each.id for each in entry.depends_on),
        alternative_to=", ".join(each.id for each in entry.alternative_to),
        needs=", ".join(f"{figure(need.amount)} of {need.resource}" for need in entry.needs),
        relies_on=", ".join(f"{each.target} ({_reliance(each)})" for each in entry.relies_on),
        considered=_considered(entry.considered),
        protects=", ".join(f"{each.protects}{' (binding)' * each.binding}" for each in entry.guardrails),
        mitigates=", ".join(f"{each.origin} to {each.target} (leaves {each.word})" for each in entry.mitigates),
        must_hold="yes" if entry.must_hold else None,
        cost=None if entry.cost is None else figure(entry.cost),
        agreed_with=", ".join(_agreed(entry, each) for each in entry.agreed_with),
    )


def _agreed(entry: Objective, who: str) -> str:
    """Whom something was agreed with, and what and when where somebody says so."""
    said = next((each for each in entry.agreements if each.who == who), None)
    if said is None:
        return who
    on = f"on {said.date}" if said.date else ""
    target = f"target {' to '.join(map(figure, said.target))}" if said.target else ""
    return f"{who} ({', '.join(each for each in (target, on) if each)})"


def _reliance(reliance: Reliance) -> str:
    """How much something is relied on, and who says so."""
    said = f"by {reliance.by}{f' on {reliance.day}' if reliance.day else ''}" if reliance.by else None
    return ", ".join(filter(None, (reliance.how, said)))


def _considered(considered: Considered | None) -> str | None:
    if considered is None:
        return None
    when = f" on {considered.day}" if considered.day else ""
    return f"all {', '.join(considered.kinds)}, by {considered.by}{when}"


def _goal(organization: Organization, key: str) -> str:
    return f"{key} (importance {organization.goals[key].importance} of 5)"


def _if(**facts: str | None) -> Iterator[Fact]:
    """The facts that there are."""
    yield from ((label.replace("_", " "), text) for label, text in facts.items() if text)
