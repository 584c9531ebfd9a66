"""The organization: frozen, plain, sorted by id, every reference resolved to a full id.

The shape here is the one that rules and engine think in; the shape of the files is the business of `schema`.
Nothing here knows YAML, files or graphs.
"""

from __future__ import annotations

import copyreg
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import fsum
from types import MappingProxyType
from typing import Any

from goalcheck.model.effect import Effect
from goalcheck.model.period import Period
from goalcheck.model.records import Claim, Decision, Scorecard
from goalcheck.model.relations import Agreement, Considered, Mitigation, Reliance
from goalcheck.model.settings import Settings
from goalcheck.source import Location


def read_only(items: dict[str, object]) -> MappingProxyType[str, object]:
    """A view of items that cannot be changed."""
    return MappingProxyType(items)


def _rebuilt(view: MappingProxyType[Any, Any]) -> tuple[Callable[..., MappingProxyType[Any, Any]], tuple[Any, ...]]:
    return read_only, (dict(view),)


# Sections are read-only views, which Python itself can neither pickle nor copy deeply.
copyreg.pickle(MappingProxyType, _rebuilt)

TEAM = "team"
"""Who stands in `agreed_with` for those who do the work."""


class CustomerKind(StrEnum):
    """The two kinds of customers: outside the organization, or one of its departments."""

    EXTERNAL = "external"
    INTERNAL = "internal"


class Better(StrEnum):
    """The direction in which a metric improves."""

    LOWER = "lower"
    HIGHER = "higher"


class Status(StrEnum):
    """The state of an objective; the graph leaves out options that nobody chose yet, and what is done or dropped."""

    OPTION = "option"
    PROPOSED = "proposed"
    COMMITTED = "committed"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def in_force(self) -> bool:
        """True if the objective still pushes anything."""
        return self in (Status.PROPOSED, Status.COMMITTED)


@dataclass(frozen=True, slots=True)
class Goal:
    """Something that the whole organization wants; importance is 1 to 5."""

    id: str
    name: str
    importance: int
    location: Location


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure that targets move; without `better` it implies no effect."""

    id: str
    name: str
    unit: str | None
    better: Better | None
    location: Location


@dataclass(frozen=True, slots=True)
class Resource:
    """Something scarce that objectives need.

    Attributes:
        capacity: how much there is in each period; one figure without periods stands for the organization's period.
    """

    id: str
    name: str
    unit: str | None
    capacity: tuple[tuple[Period | None, float], ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer: somebody outside the organization, or one of its departments."""

    id: str
    name: str
    kind: CustomerKind
    department: str | None
    priorities: tuple[str, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something that a customer gets or feels; importance 1 to 5 is the customer's own rating."""

    id: str
    name: str
    customer: str | None
    importance: int
    stage: str | None
    metric: str | None
    at_stake: float | None
    effects: tuple[Effect, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Driver:
    """Something in between: objectives move it and it moves outcomes."""

    id: str
    name: str
    metric: str | None
    effects: tuple[Effect, ...]
    location: Location
    considered: Considered | None = None


@dataclass(frozen=True, slots=True)
class Bounds:
    """A range that a metric shall stay in; None is open."""

    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class Target:
    """The target of an objective: a metric that goes from one figure `to` another, or into a range.

    Exactly one of `to` and `bounds` is set; `start` comes with `to`.
    """

    metric: str
    start: float | None
    to: float | None
    bounds: Bounds | None
    location: Location


@dataclass(frozen=True, slots=True)
class Progress:
    """The latest measured value of a target's metric."""

    value: float
    date: date | None
    location: Location


@dataclass(frozen=True, slots=True)
class Guardrail:
    """An objective's promise that it will not push an outcome below a floor.

    Attributes:
        binding: True if the objective counts only while the promise holds.
    """

    protects: str
    metric: str | None
    bounds: Bounds | None
    location: Location
    binding: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """The amount of a resource that an objective needs over its whole period."""

    resource: str
    amount: float
    location: Location


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of something by its full id, and where it is mentioned."""

    id: str
    location: Location


@dataclass(frozen=True, slots=True)
class Objective:
    """An objective of a department.

    Attributes:
        id: the full id, `department.objective`.
        period: its own, else the organization's; None is always.
        priority: 1 to 5, what it is worth to its department.
        effects: what it declares, sorted by target.
        agreed_with: ids of customers and departments, and `team`, sorted.
        agreements: what was agreed with some of them, sorted by whom.
        relies_on: what must hold for it to succeed, sorted by what that is.
        mitigates: the effects of others that it weakens while it is in force, sorted.
        must_hold: True if it is law or safety, which no way out may touch.
        cost: of an option what choosing it costs; None where it says none.
        considered: who looked at what it does not declare an effect on; None where nobody did.
    """

    id: str
    department: str
    name: str
    owner: str | None
    period: Period | None
    status: Status
    priority: int
    target: Target | None
    progress: Progress | None
    supports: tuple[Reference, ...]
    effects: tuple[Effect, ...]
    needs: tuple[Need, ...]
    depends_on: tuple[Reference, ...]
    alternative_to: tuple[Reference, ...]
    agreed_with: tuple[str, ...]
    relies_on: tuple[Reliance, ...]
    guardrails: tuple[Guardrail, ...]
    mitigates: tuple[Mitigation, ...]
    must_hold: bool
    cost: float | None
    location: Location
    agreements: tuple[Agreement, ...] = ()
    considered: Considered | None = None


@dataclass(frozen=True, slots=True)
class Department:
    """A group with a lead and objectives; the departments form a tree."""

    id: str
    name: str
    lead: str | None
    part_of: str | None
    objectives: tuple[str, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Organization:
    """Everything that was loaded. All mappings are read-only and sorted by id.

    Attributes:
        journey: the stages of the customer's way, in order, each with the place where it stands.
    """

    name: str
    period: Period | None
    currency: str | None
    goals: Mapping[str, Goal]
    customers: Mapping[str, Customer]
    journey: tuple[Reference, ...]
    outcomes: Mapping[str, Outcome]
    drivers: Mapping[str, Driver]
    metrics: Mapping[str, Metric]
    resources: Mapping[str, Resource]
    departments: Mapping[str, Department]
    objectives: Mapping[str, Objective]
    claims: tuple[Claim, ...]
    decisions: tuple[Decision, ...]
    scorecards: tuple[Scorecard, ...]
    settings: Settings

    def lineage(self, department: str) -> tuple[str, ...]:
        """The department and all those above it, lowest first."""
        chain: list[str] = []
        current: str | None = department
        while current is not None:
            chain.append(current)
            current = self.departments[current].part_of
        return tuple(chain)

    def at_stake(self, outcomes: Iterable[str]) -> float | None:
        """The cost of failing these outcomes in one period, each counted once; None if none of them declares one."""
        amounts = [self.outcomes[outcome].at_stake for outcome in sorted(set(outcomes))]
        declared = [amount for amount in amounts if amount is not None]
        return fsum(declared) if declared else None

    def decider(self, departments: tuple[str, ...]) -> str | None:
        """The lowest department that holds all of these and has a lead; None where no department holds them all.

        Where none of those that hold them all names a lead it is the lowest of them.
        """
        if not departments:
            return None
        first, *others = (self.lineage(department) for department in departments)
        above = [set(lineage) for lineage in others]
        holding = [department for department in first if all(department in lineage for lineage in above)]
        led = (department for department in holding if self.departments[department].lead)
        return next(led, holding[0] if holding else None)
