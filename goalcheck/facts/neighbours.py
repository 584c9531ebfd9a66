"""The neighbours of an outcome that nobody works for: drivers that would help it, objectives that work beside it.

For the advice of rules that miss something; each index is made once, when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from goalcheck.facts.context import Context
from goalcheck.facts.responsibility import lead_of
from goalcheck.messages import Message
from goalcheck.messages import english as say
from goalcheck.messages.message import objective, outcome
from goalcheck.model import Objective


class OutcomeHelper(NamedTuple):
    """An objective that helps an outcome."""

    objective: Objective
    outcome: str


class Neighbours:
    """The drivers and objectives that work next to an outcome."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def levers(self, outcome: str) -> list[str]:
        """The drivers that help an outcome directly, strongest first."""
        return [driver for _, driver in self._levers.get(outcome, ())]

    def beside(self, customer: str) -> list[str]:
        """The outcomes of a customer."""
        return self._outcomes_of_customer.get(customer, [])

    def in_stage(self, stage: str) -> list[str]:
        """The outcomes of a stage of the journey."""
        return self._outcomes_of_stage.get(stage, [])

    def helper(self, outcomes: Iterable[str]) -> OutcomeHelper | None:
        """The objective that helps any of these outcomes most."""
        context = self._context
        best = min(
            (
                (-strength, context.network.nodes[objective], outcome)
                for outcome in outcomes
                for strength, objective in context.clashes.sides[context.network.index[outcome]].helpers[:1]
            ),
            default=None,
        )
        return None if best is None else OutcomeHelper(context.organization.objectives[best[1]], best[2])

    @cached_property
    def _levers(self) -> Mapping[str, list[tuple[float, str]]]:
        found: dict[str, list[tuple[float, str]]] = {}
        for driver in self._context.organization.drivers.values():
            for effect in driver.effects:
                if effect.weight > 0:
                    found.setdefault(effect.target, []).append((-effect.weight, driver.id))
        return {target: sorted(drivers) for target, drivers in found.items()}

    @cached_property
    def _outcomes_of_customer(self) -> Mapping[str, list[str]]:
        return _grouped((each.customer, each.id) for each in self._context.organization.outcomes.values())

    @cached_property
    def _outcomes_of_stage(self) -> Mapping[str, list[str]]:
        return _grouped((each.stage, each.id) for each in self._context.organization.outcomes.values())


def nearest_lead(context: Context, helper: OutcomeHelper) -> Message:
    """The lead who could take something on, and why: the department works beside it."""
    return say.NEAREST(
        lead=lead_of(context, helper.objective.department),
        objective=objective(helper.objective.id),
        outcome=outcome(helper.outcome),
    )


def _grouped(pairs: Iterable[tuple[str | None, str]]) -> Mapping[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for key, value in pairs:
        if key is not None:
            groups.setdefault(key, []).append(value)
    return groups
