"""Collapses a picture: departments stand for those below them, customers or stages for outcomes."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from goalcheck.model import Organization
from goalcheck.picture.elements import Elements

MOST_DEPARTMENTS, MOST_OUTCOMES = 30, 30
"""Boxes of each kind that there is room for in a column."""

FEWEST_DEPARTMENTS = 3
"""Departments are not lifted any further where fewer would be left."""


class Collapsing(NamedTuple):
    """The box that stands for each department and for each outcome, by id."""

    departments: dict[str, str]
    outcomes: dict[str, str]


def collapsing(elements: Elements, inside: Collection[str] | None, *, by_stage: bool) -> Collapsing:
    """Departments lifted to those above them until there are few enough; outcomes to customers, or to stages.

    Args:
        inside: the departments that are drawn, None for all.
        by_stage: whether outcomes stand along the journey.
    """
    return Collapsing(_departments(elements, inside), _outcomes(elements, by_stage=by_stage))


def _departments(elements: Elements, inside: Collection[str] | None) -> dict[str, str]:
    """For each department with objectives the one that stands for it."""
    organization = elements.organization
    active = {organization.objectives[key].department for key in elements.keys if key in organization.objectives}
    wanted = sorted(active if inside is None else active & set(inside))
    allowed = set(organization.departments) if inside is None else set(inside)
    folded = {department: department for department in wanted}
    while len(set(folded.values())) > MOST_DEPARTMENTS:
        lifted = _lifted(organization, folded, allowed)
        if len(set(lifted.values())) < FEWEST_DEPARTMENTS or lifted == folded:
            break
        folded = lifted
    return folded


def _lifted(organization: Organization, folded: dict[str, str], allowed: Collection[str]) -> dict[str, str]:
    """The same, with the lowest of those that stand for others replaced by the departments above them."""
    depth = {department: len(organization.lineage(department)) for department in set(folded.values())}
    lowest = max(depth.values())
    above = {department: organization.departments[department].part_of for department in depth}
    return {
        department: parent
        if depth[stand_in] == lowest and (parent := above[stand_in]) is not None and parent in allowed
        else stand_in
        for department, stand_in in folded.items()
    }


def _outcomes(elements: Elements, *, by_stage: bool) -> dict[str, str]:
    """For each outcome the key of its box: its own, or its customer's or stage's where there are too many."""
    outcomes = elements.organization.outcomes
    if len(outcomes) <= MOST_OUTCOMES:
        return {key: key for key in outcomes}
    if by_stage:
        return {key: f"stage:{outcome.stage or ''}" for key, outcome in outcomes.items()}
    return {key: f"customer:{outcome.customer or ''}" for key, outcome in outcomes.items()}
