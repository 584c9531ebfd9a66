"""What an objective promises, and whom it has asked."""

from __future__ import annotations

from dataclasses import dataclass

from goalcheck.model import TEAM, Bounds, Organization
from goalcheck.model import Guardrail as Promise
from goalcheck.planning.moves.draft import CannotMove, Draft, figure


@dataclass(frozen=True, slots=True)
class Guardrail:
    """An objective promises not to push an outcome below a floor, whether it pushes it so far or not.

    Attributes:
        metric: what the floor is measured by; comes with `bounds`. Without both the promise is general, and says
            nothing new where the objective has made one for the outcome already.
    """

    objective: str
    protects: str
    metric: str | None = None
    bounds: Bounds | None = None
    because: str | None = None

    def in_words(self, organization: Organization) -> str:
        """The change in one line, as of the organization before it."""
        floor = f", measured by {self.metric} {_range(self.bounds)}" if self.metric and self.bounds else ""
        return f"{self.objective} guards {self.protects} ({organization.outcomes[self.protects].name}){floor}"

    def apply(self, draft: Draft) -> None:
        """Make the change."""
        objective = draft.objective(self.objective)
        draft.require(self.protects, "outcome", draft.outcomes)
        self._check_floor(draft)
        promise = Promise(self.protects, self.metric, self.bounds, objective.location)
        made = [(each.protects, each.metric, each.bounds) for each in objective.guardrails]
        general = self.metric is None and any(protects == self.protects for protects, _, _ in made)
        if not general and (self.protects, self.metric, self.bounds) not in made:
            draft.change(objective, guardrails=(*objective.guardrails, promise))

    def _check_floor(self, draft: Draft) -> None:
        if (self.metric is None) != (self.bounds is None):
            lacks = "a metric without a range" if self.bounds is None else "a range without a metric"
            raise CannotMove(f"the guardrail of {self.objective} has {lacks}: both or neither")
        if self.metric is None or self.bounds is None:
            return
        draft.require(self.metric, "metric", draft.before.metrics)
        lower, upper = self.bounds.lower, self.bounds.upper
        for bound in (lower, upper):
            if bound is not None:
                figure(bound, what=f"the floor of {self.protects}")
        if (lower is None and upper is None) or (lower is not None and upper is not None and lower > upper):
            raise CannotMove(f"the guardrail of {self.objective} has no range: at_least, at_most, or both in order")


@dataclass(frozen=True, slots=True)
class Agree:
    """An objective is agreed with a customer, a department, or its own team (`team`)."""

    objective: str
    who: str
    because: str | None = None

    def in_words(self, organization: Organization) -> str:
        """The change in one line, as of the organization before it."""
        there = organization.departments.get(self.who) or organization.customers.get(self.who)
        whom = "the team" if self.who == TEAM else f"{self.who} ({there.name})" if there else self.who
        return f"agree {self.objective} with {whom}"

    def apply(self, draft: Draft) -> None:
        """Make the change."""
        objective = draft.objective(self.objective)
        there = draft.before.customers, draft.before.departments
        draft.require(self.who, "customer or department", (TEAM,), *there)
        draft.change(objective, agreed_with=tuple(sorted({*objective.agreed_with, self.who})))


def _range(bounds: Bounds) -> str:
    if bounds.lower is not None and bounds.upper is not None:
        return f"from {bounds.lower:.15g} to {bounds.upper:.15g}"
    return f"at least {bounds.lower:.15g}" if bounds.upper is None else f"at most {bounds.upper:.15g}"
