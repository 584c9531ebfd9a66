"""What a reader can cut a meeting to: the level, departments, customers and outcomes of a conflict or a finding."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from goalcheck.conflicts import Conflict
from goalcheck.findings import Finding, Level
from goalcheck.meeting.agenda import suffering
from goalcheck.model import Organization


class Facets(NamedTuple):
    """Ids, sorted; of departments with all above them."""

    level: Level
    departments: tuple[str, ...]
    customers: tuple[str, ...]
    outcomes: tuple[str, ...]


def of_conflict(organization: Organization, conflict: Conflict) -> Facets:
    """The facets of a conflict: of everybody who takes part or is its customer, and of every outcome that suffers."""
    departments = {organization.objectives[each].department for each in conflict.objectives}
    customer = organization.customers[conflict.customer].department if conflict.customer else None
    if customer is not None:
        departments.add(customer)
    return _facets(organization, conflict.level, departments, suffering(conflict))


def of_finding(organization: Organization, finding: Finding) -> Facets:
    """The facets of a finding."""
    outcomes = [each.outcome for each in finding.outcomes]
    return _facets(organization, finding.level, finding.departments, outcomes)


def _facets(organization: Organization, level: Level, departments: Iterable[str], outcomes: Iterable[str]) -> Facets:
    felt = {each for each in outcomes if each in organization.outcomes}
    customers = {organization.outcomes[each].customer for each in felt}
    return Facets(
        level,
        tuple(sorted({above for each in departments for above in organization.lineage(each)})),
        tuple(sorted(each for each in customers if each is not None)),
        tuple(sorted(felt)),
    )
