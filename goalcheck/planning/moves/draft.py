"""An organization while it is being changed, and what every change needs to find its way in it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, TypeVar

from goalcheck.model import Claim, Driver, Objective, Organization, Outcome, Resource
from goalcheck.model.format import MAX_MAGNITUDE
from goalcheck.selection import require
from goalcheck.source import GoalcheckError

T = TypeVar("T")


class CannotMove(GoalcheckError):
    """A change asks for what the organization cannot say; the message has what would be right."""


class Draft:
    """Everything of an organization that a change may touch, in mappings that may be changed; ids stay.

    Attributes:
        before: the organization that is changed.
    """

    def __init__(self, organization: Organization) -> None:
        self.before = organization
        self.objectives: dict[str, Objective] = dict(organization.objectives)
        self.outcomes: dict[str, Outcome] = dict(organization.outcomes)
        self.drivers: dict[str, Driver] = dict(organization.drivers)
        self.resources: dict[str, Resource] = dict(organization.resources)
        self.claims: list[Claim] = list(organization.claims)

    def organization(self) -> Organization:
        """The organization as it is now."""
        return replace(
            self.before,
            objectives=MappingProxyType(self.objectives),
            outcomes=MappingProxyType(self.outcomes),
            drivers=MappingProxyType(self.drivers),
            resources=MappingProxyType(self.resources),
            claims=tuple(sorted(self.claims, key=lambda claim: claim.order)),
        )

    def objective(self, name: str) -> Objective:
        """The objective with a full id.

        Raises:
            UnknownName: there is none.
        """
        return named(self.objectives, name, "objective")

    def change(self, objective: Objective, **fields: Any) -> None:
        """Give an objective other values of some fields."""
        self.objectives[objective.id] = replace(objective, **fields)


def named(known: Mapping[str, T], name: str, kind: str) -> T:
    """What has an id.

    Raises:
        UnknownName: nothing has; the message has a near one.
    """
    require(known, [name], kind)
    return known[name]


def figure(value: float, *, least: float = -MAX_MAGNITUDE, most: float = MAX_MAGNITUDE, what: str) -> None:
    """Refuse a number that no file could hold.

    Raises:
        CannotMove: it is out of bounds.
    """
    if not (math.isfinite(value) and least <= value <= most):
        raise CannotMove(f"{what} cannot be {value:.15g}: a number from {least:,.16g} to {most:,.16g}")
