"""What is nearest to something that nobody works for: drivers that would help it, objectives that work beside it.

For the advice of rules that miss something; each index is made once, when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from goalcheck.model import Objective
from goalcheck.rules.advice import lead_of
from goalcheck.rules.study import Study

MAX_LISTED = 3
"""Ids that a sentence names before it says how many more there are."""


class Helper(NamedTuple):
    """An objective that leans to help an outcome."""

    objective: Objective
    outcome: str


class Neighbours:
    """Who and what works next to an outcome."""

    def __init__(self, study: Study) -> None:
        self._study = study

    def levers(self, outcome: str) -> list[str]:
        """The drivers that help an outcome directly, strongest first."""
        return [driver for _, driver in self._levers.get(outcome, ())]

    def beside(self, customer: str) -> list[str]:
        """The outcomes of a customer."""
        return self._outcomes_of_customer.get(customer, [])

    def in_stage(self, stage: str) -> list[str]:
        """The outcomes of a stage of the journey."""
        return self._outcomes_of_stage.get(stage, [])

    def helper(self, outcomes: Iterable[str]) -> Helper | None:
        """The objective that helps any of these outcomes most."""
        study = self._study
        best = min(
            (
                (-strength, study.network.nodes[objective], outcome)
                for outcome in outcomes
                for strength, objective in study.clashes.sides[study.network.index[outcome]].helpers[:1]
            ),
            default=None,
        )
        return None if best is None else Helper(study.organization.objectives[best[1]], best[2])

    @cached_property
    def _levers(self) -> Mapping[str, list[tuple[float, str]]]:
        found: dict[str, list[tuple[float, str]]] = {}
        for driver in self._study.organization.drivers.values():
            for effect in driver.effects:
                if effect.weight > 0:
                    found.setdefault(effect.target, []).append((-effect.weight, driver.id))
        return {target: sorted(drivers) for target, drivers in found.items()}

    @cached_property
    def _outcomes_of_customer(self) -> Mapping[str, list[str]]:
        return _grouped((each.customer, each.id) for each in self._study.organization.outcomes.values())

    @cached_property
    def _outcomes_of_stage(self) -> Mapping[str, list[str]]:
        return _grouped((each.stage, each.id) for each in self._study.organization.outcomes.values())


def nearest_lead(study: Study, helper: Helper) -> str:
    """Who could take something on, and why: the lead of the department that works beside it."""
    lead = lead_of(study, helper.objective.department)
    return f"{lead} is nearest to it: {helper.objective.id} helps {helper.outcome}"


def enumerated(names: Sequence[str], *, most: int = MAX_LISTED) -> str:
    """The first names in words, and how many more there are."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most:,} more"
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def _grouped(pairs: Iterable[tuple[str | None, str]]) -> Mapping[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for key, value in pairs:
        if key is not None:
            groups.setdefault(key, []).append(value)
    return groups
