"""What the organization can change around its objectives: how much there is of a resource, what an outcome is worth."""

from __future__ import annotations

from dataclasses import dataclass, replace

from goalcheck.model import Organization, Period, Resource
from goalcheck.model.period import named_period
from goalcheck.model.schema import MAX_CAPACITY_PERIODS
from goalcheck.planning.moves.draft import CannotMove, Draft, figure


@dataclass(frozen=True, slots=True)
class Capacity:
    """There is another amount of a resource.

    Attributes:
        period: the capacity period that changes; None is each that is declared. A period without a capacity so far
            gets one, where the resource declares capacities by period and this one shares no day with them.
    """

    resource: str
    amount: float
    period: Period | None = None
    because: str | None = None

    def in_words(self, organization: Organization) -> str:
        """The change in one line, as of the organization before it."""
        resource = organization.resources[self.resource]
        amounts = [amount for period, amount in resource.capacity if self.period is None or _same(period, self.period)]
        was = " and ".join(f"{amount:.15g}" for amount in dict.fromkeys(amounts)) or "none that is declared"
        unit = f" {resource.unit}" if resource.unit else ""
        when = f" in {self.period.label}" if self.period else ""
        return f"have {self.amount:.15g}{unit} of {self.resource} ({resource.name}){when} in place of {was}"

    def apply(self, draft: Draft) -> None:
        """Make the change."""
        resource = draft.named(draft.resources, self.resource, "resource")
        figure(self.amount, least=0, what=f"the capacity of {self.resource}")
        draft.resources[self.resource] = replace(resource, capacity=self._capacity(resource))

    def _capacity(self, resource: Resource) -> tuple[tuple[Period | None, float], ...]:
        if self.period is None:
            periods = [period for period, _ in resource.capacity] or [None]
            return tuple((period, self.amount) for period in periods)
        if any(_same(period, self.period) for period, _ in resource.capacity):
            return tuple(
                (period, self.amount if _same(period, self.period) else amount) for period, amount in resource.capacity
            )
        self._check_new(resource)
        return tuple(sorted([*resource.capacity, (self.period, self.amount)], key=lambda each: each[0] or ()))

    def _check_new(self, resource: Resource) -> None:
        period = self.period
        if period is None or named_period(period.label) != period:
            raise CannotMove(f"a capacity period has a name: a year, half, quarter or month, not {period}")
        periods = [each for each, _ in resource.capacity]
        if None in periods:
            raise CannotMove(
                f"the capacity of {self.resource} is one figure without periods, and {period.label} is one"
            )
        declared = ", ".join(each.label for each in periods if each)
        if any(each and each.overlaps(period) for each in periods):
            raise CannotMove(
                f"{period.label} is no capacity period of {self.resource} and overlaps with one: there is {declared}"
            )
        if len(periods) >= MAX_CAPACITY_PERIODS:
            raise CannotMove(f"{self.resource} has {MAX_CAPACITY_PERIODS} capacity periods, which is the most")


@dataclass(frozen=True, slots=True)
class Importance:
    """An outcome gets another importance, 1 to 5."""

    outcome: str
    importance: int
    because: str | None = None

    def in_words(self, organization: Organization) -> str:
        """The change in one line, as of the organization before it."""
        outcome = organization.outcomes[self.outcome]
        return f"rate {self.outcome} ({outcome.name}) {self.importance} in importance in place of {outcome.importance}"

    def apply(self, draft: Draft) -> None:
        """Make the change."""
        outcome = draft.named(draft.outcomes, self.outcome, "outcome")
        figure(self.importance, least=1, most=5, what=f"the importance of {self.outcome}")
        draft.change(outcome, importance=self.importance)


def _same(one: Period | None, other: Period) -> bool:
    """Whether two periods are the same days, however they are written."""
    return one is not None and one[:2] == other[:2]
