"""What a move costs: by the worth of what it touches and how much of it is given up.

The worth of an objective is its priority and the importance of the most important outcome that it leans to help (0
where it helps none), together out of 10; a proposal is worth a part of that. So a point is a tenth of dropping the
objective that is worth most. The factors are the organization's (`settings: {costs: ...}`).
"""

from __future__ import annotations

from typing import NamedTuple

from goalcheck.facts.context import Context
from goalcheck.model import Objective, Organization, Status, Target
from goalcheck.planning.moves import Capacity, Commit, Defer, Drop, Guardrail, Move, Retarget, Share

POINT = 100
"""Costs are counted in whole hundredths of a point, so that sums are exact."""

LEAST_PART = 0.1
"""Of the way to a target: whoever changes it has to talk about it, however small the change."""


class Price(NamedTuple):
    """What a move costs in hundredths of a point, and how that comes about."""

    cost: int
    why: str


class Pricing:
    """The prices of moves in one organization."""

    def __init__(self, context: Context) -> None:
        self._organization: Organization = context.organization
        self._costs = context.organization.settings.costs
        self._served: dict[str, tuple[int, str]] = {}
        nodes = context.network.nodes
        for position, sides in context.clashes.sides.items():
            outcome = context.organization.outcomes[nodes[position]]
            for _, objective in sides.helpers:
                best = self._served.get(nodes[objective])
                if best is None or (-outcome.importance, outcome.id) < (-best[0], best[1]):
                    self._served[nodes[objective]] = outcome.importance, outcome.id

    def price(self, move: Move) -> Price:
        """What a move costs, 0.01 at the least."""
        factor, what = self._terms(move)
        cost = max(1, round(factor * POINT))
        return Price(cost, what)

    def worth(self, objective: str) -> float:
        """What an objective is worth, up to 1."""
        entry = self._organization.objectives[objective]
        served, _ = self._served.get(objective, (0, ""))
        part = self._costs.proposed if entry.status is Status.PROPOSED else 1.0
        return (entry.priority + served) / 10 * part

    def _terms(self, move: Move) -> tuple[float, str]:
        costs = self._costs
        match move:
            case Drop(objective):
                return costs.drop * self.worth(objective), f"{costs.drop:g} x {self._worth(objective)}"
            case Defer(objective):
                return costs.defer * self.worth(objective), f"{costs.defer:g} x {self._worth(objective)}"
            case Commit(objective):
                return costs.commit * self.worth(objective), f"{costs.commit:g} x {self._worth(objective)}"
            case Retarget(objective, value):
                part = way_given_up(self._organization.objectives[objective], value)
                worth = self.worth(objective)
                return costs.retarget * worth * part, (
                    f"{costs.retarget:g} x {self._worth(objective)} x {100 * part:.0f} % of the way given up"
                )
            case Guardrail(objective, protects):
                return self._guardrail(objective, protects)
            case Share(objective, taken):
                worth = self.worth(objective) + self.worth(taken)
                both = f"{self._worth(objective)} and {self._worth(taken)}"
                return costs.share * worth, f"{costs.share:g} x {both}"
            case Capacity():
                return self._capacity(move)
        raise TypeError(move)

    def _guardrail(self, objective: str, protects: str) -> tuple[float, str]:
        outcome = self._organization.outcomes[protects]
        metrics = 1 if outcome.metric else 2
        measured = f"{outcome.metric} measures it" if outcome.metric else "twice, for it needs a metric"
        return (
            self._costs.guardrail * metrics * self.worth(objective),
            f"{self._costs.guardrail:g} x {self._worth(objective)}, {measured}",
        )

    def _capacity(self, move: Capacity) -> tuple[float, str]:
        resource = self._organization.resources[move.resource]
        there = next((amount for period, amount in resource.capacity if period == move.period), 0.0)
        part = (move.amount - there) / there if there else 1.0
        told = f"{100 * part:.1f} % more" if there else "there is none yet"
        return self._costs.capacity * part, f"{self._costs.capacity:g} x {told}"

    def _worth(self, objective: str) -> str:
        entry = self._organization.objectives[objective]
        importance, outcome = self._served.get(objective, (0, ""))
        serves = f"serves {outcome} of importance {importance}" if outcome else "serves no outcome"
        proposed = ", only proposed" if entry.status is Status.PROPOSED else ""
        return f"worth {self.worth(objective):.2f} (priority {entry.priority}, {serves}{proposed})"


def way_given_up(objective: Objective, value: float) -> float:
    """Which part of the way to its target an objective gives up; of a bound, the part of the figure that it changes."""
    target = objective.target
    aim = None if target is None else aim_of(target)
    if target is None or aim is None:
        return 1.0
    whole = abs(aim - target.start) if target.start is not None else abs(aim)
    return min(1.0, max(LEAST_PART, abs(value - aim) / whole if whole else 1.0))


def aim_of(target: Target) -> float | None:
    """The one figure of a target, None where it has two."""
    if target.bounds is None:
        return target.to
    figures = [each for each in (target.bounds.lower, target.bounds.upper) if each is not None]
    return figures[0] if len(figures) == 1 else None
