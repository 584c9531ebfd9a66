"""The customer's way through the organization: its stages, their outcomes, and the departments along it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goalcheck.meeting.customers import OutcomeView, PushStrength
from goalcheck.model import Organization


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the journey, with its outcomes and the departments that push them.

    Attributes:
        helped_by: the departments with an objective that helps one of its outcomes, strongest first.
        hurt_by: the departments with an objective that hurts one; a department may do both.
    """

    id: str
    outcomes: tuple[str, ...]
    helped_by: tuple[PushStrength, ...]
    hurt_by: tuple[PushStrength, ...]


def stages(organization: Organization, views: Iterable[OutcomeView]) -> tuple[Stage, ...]:
    """The stages of the journey in their order, including stages without an outcome."""
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


def _departments(organization: Organization, objectives: Iterable[PushStrength]) -> tuple[PushStrength, ...]:
    strongest: dict[str, float] = {}
    for objective, strength in objectives:
        department = organization.objectives[objective].department
        strongest[department] = max(strength, strongest.get(department, 0.0))
    found = [PushStrength(*each) for each in strongest.items()]
    return tuple(sorted(found, key=lambda each: (-round(each.strength, 9), each.id)))
