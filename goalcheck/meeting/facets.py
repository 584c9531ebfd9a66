"""What a reader can cut a meeting to: the level, departments, customers and outcomes of a conflict or a finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from goalcheck.conflicts import Conflict
from goalcheck.findings import Finding, Level
from goalcheck.meeting.agenda import suffering
from goalcheck.model import Organization, overlap
from goalcheck.selection import Selection, departments_of, outcomes_of


class Facets(NamedTuple):
    """Ids, sorted; of departments with all above them."""

    level: Level
    departments: tuple[str, ...]
    customers: tuple[str, ...]
    outcomes: tuple[str, ...]


def of_conflict(organization: Organization, conflict: Conflict) -> Facets:
    """The facets of a conflict: of everybody who takes part, and of every outcome that suffers in it."""
    departments = {organization.objectives[each].department for each in conflict.objectives}
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


def chosen(organization: Organization, conflicts: Iterable[Conflict], selection: Selection) -> Iterator[Conflict]:
    """The conflicts that a selection keeps, in their order."""
    departments, outcomes = departments_of(organization, selection), outcomes_of(organization, selection)
    kept = 0
    for conflict in conflicts:
        facets = of_conflict(organization, conflict)
        if (
            (selection.level is None or facets.level.at_least(selection.level))
            and (not selection.departments or not departments.isdisjoint(facets.departments))
            and (not (selection.outcomes or selection.customers) or not outcomes.isdisjoint(facets.outcomes))
            and _stands(organization, conflict, selection)
            and (selection.top is None or kept < selection.top)
        ):
            kept += 1
            yield conflict


def _stands(organization: Organization, conflict: Conflict, selection: Selection) -> bool:
    """True if a hurter, and the objective that suffers, are in force on some day of the selected period."""
    objectives = organization.objectives

    def stands(key: str) -> bool:
        return overlap(objectives[key].period, selection.period)

    itself = conflict.about not in objectives or stands(conflict.about)
    return itself and any(stands(each.objective) for each in conflict.hurters)
