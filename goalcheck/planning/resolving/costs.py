"""The cost of a change, from the worth of what the change touches and the part of it that is given up.

The worth of an objective is its priority and the importance of the most important outcome that it leans to help (0
where it helps none), together out of 10; a proposal is worth a part of that. So a point is a tenth of dropping the
objective that is worth most. The factors are the organization's (`settings: {costs: ...}`).
"""

from __future__ import annotations

from typing import NamedTuple

from goalcheck.changes import Change
from goalcheck.facts.context import Context
from goalcheck.model import Costs, Organization, Status

POINT = 100
"""Costs are counted in whole hundredths of a point, so that sums are exact."""


class Price(NamedTuple):
    """The cost of a change in hundredths of a point, with its derivation in words."""

    cost: int
    why: str


class Pricing:
    """The prices of changes in one organization, from what each kind charges (`Worth` of `changes`)."""

    def __init__(self, context: Context) -> None:
        self.organization: Organization = context.organization
        self.costs: Costs = context.organization.settings.costs
        self._served: dict[str, tuple[int, str]] = {}
        nodes = context.network.nodes
        for position, sides in context.clashes.sides.items():
            outcome = context.organization.outcomes[nodes[position]]
            for _, objective in sides.helpers:
                best = self._served.get(nodes[objective])
                if best is None or (-outcome.importance, outcome.id) < (-best[0], best[1]):
                    self._served[nodes[objective]] = outcome.importance, outcome.id

    def price(self, change: Change) -> Price:
        """The price of a change; its cost is at least 0.01 points."""
        points, why = change.charge(self)
        return Price(max(1, round(points * POINT)), why)

    def worth(self, objective: str) -> float:
        """The worth of an objective, up to 1."""
        entry = self.organization.objectives[objective]
        served, _ = self._served.get(objective, (0, ""))
        part = self.costs.proposed if entry.status is Status.PROPOSED else 1.0
        return (entry.priority + served) / 10 * part

    def told(self, objective: str) -> str:
        """The worth of an objective in words."""
        entry = self.organization.objectives[objective]
        importance, outcome = self._served.get(objective, (0, ""))
        serves = f"serves {outcome} of importance {importance}" if outcome else "serves no outcome"
        proposed = ", only proposed" if entry.status is Status.PROPOSED else ""
        return f"worth {self.worth(objective):.2f} (priority {entry.priority}, {serves}{proposed})"
