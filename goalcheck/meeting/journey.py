"""The customer's way through the organization: its stages, their outcomes, and the departments along it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goalcheck.meeting.customers import OutcomeView, Strength
from goalcheck.model import Organization


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage.

    Attributes:
        helped_by: the departments whose objectives help an outcome of it, by the strongest, strongest first.
        hurt_by: those whose objectives hurt one; a department may do both.
    """

    id: str
    outcomes: tuple[str, ...]
    helped_by: tuple[Strength, ...]
    hurt_by: tuple[Strength, ...]


def stages(organization: Organization, views: Iterable[OutcomeView]) -> tuple[Stage, ...]:
    """The stages of the journey in their order; those without an outcome too."""
    by_stage: dict[str, list[OutcomeView]] = {stage.id: [] for stage in organization.journey}
    for view in views:
        if view.outcome.stage in by_stage:
            by_stage[view.outcome.stage].append(view)
    return tuple(
        Stage(
            stage,
            tuple(view.outcome.id for view in found),
            _departments(organization, (each for view in found for each in view.helped_by)),
            _departments(organization, (each for view in found for each in view.hurt_by)),
        )
        for stage, found in by_stage.items()
    )


def _departments(organization: Organization, objectives: Iterable[Strength]) -> tuple[Strength, ...]:
    strongest: dict[str, float] = {}
    for objective, strength in objectives:
        department = organization.objectives[objective].department
        strongest[department] = max(strength, strongest.get(department, 0.0))
    found = [Strength(*each) for each in strongest.items()]
    return tuple(sorted(found, key=lambda each: (-round(each.strength, 9), each.id)))
