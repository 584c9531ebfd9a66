"""A draft: what was understood of the material, before it has ids and files.

Things are named by keys, folded texts under which the same thing is found again in the next quarter's table.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from goalcheck.files.editing import Field
from goalcheck.intake.sheets import folded, text_of

Kind = Literal["objective", "outcome", "driver"]


def key_of(*parts: str) -> str:
    """The key of a thing by the texts that it is known by."""
    return " | ".join(folded(text_of(part)) for part in parts)


@dataclass(slots=True)
class DraftEffect:
    """An effect on another node.

    Attributes:
        by: the person who says so.
        place: where it stands in the material, in words.
    """

    kind: Kind
    target: str
    value: str | float
    because: str | None = None
    confidence: str | None = None
    by: str | None = None
    place: str = ""


@dataclass(slots=True)
class DraftTarget:
    """A target and where it stands, each figure as it was read."""

    metric: str
    start: float | None = None
    to: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    value: float | None = None
    day: str | None = None

    @property
    def is_whole(self) -> bool:
        """True if it is a target as the file format has it."""
        both = self.start is not None and self.to is not None and self.start != self.to
        return both or self.at_least is not None or self.at_most is not None


@dataclass(slots=True)
class DraftObjective:
    """An objective.

    Attributes:
        department: the key of its department.
        comments: what was guessed or could not be kept, as comments in its file.
        place: where it stands in the material, in words.
    """

    key: str
    department: str
    name: str
    place: str
    owner: str | None = None
    period: Field | None = None
    status: str | None = None
    priority: int | None = None
    target: DraftTarget | None = None
    supports: list[str] = field(default_factory=list)
    effects: list[DraftEffect] = field(default_factory=list)
    depends_on: list[str] = field(default_factory=list)
    alternative_to: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


@dataclass(slots=True)
class DraftNode:
    """An outcome or a driver."""

    key: str
    name: str
    customer: str | None = None
    effects: list[DraftEffect] = field(default_factory=list)
    metric: str | None = None


@dataclass(slots=True)
class DraftClaim:
    """An effect of an objective that somebody else states, the person whom the effect names."""

    origin: str
    effect: DraftEffect


@dataclass(slots=True)
class DraftDepartment:
    """A department, with the key of the one that it is part of."""

    key: str
    name: str
    part_of: str | None = None


@dataclass(slots=True)
class DraftMetric:
    """A metric."""

    key: str
    name: str
    unit: str | None = None
    directions: set[str] = field(default_factory=set)


@dataclass(slots=True)
class IntakeDraft:
    """Everything that was understood, by keys, in the order of the material."""

    name: str = ""
    departments: dict[str, DraftDepartment] = field(default_factory=dict)
    objectives: dict[str, DraftObjective] = field(default_factory=dict)
    goals: dict[str, str] = field(default_factory=dict)
    metrics: dict[str, DraftMetric] = field(default_factory=dict)
    customers: dict[str, str] = field(default_factory=dict)
    outcomes: dict[str, DraftNode] = field(default_factory=dict)
    drivers: dict[str, DraftNode] = field(default_factory=dict)
    claims: list[DraftClaim] = field(default_factory=list)

    def department(self, name: str, part_of: str | None = None) -> str:
        """The key of the department of a name, which is added where it is not there yet."""
        key = key_of(name)
        known = self.departments.setdefault(key, DraftDepartment(key, text_of(name)))
        if known.part_of is None and part_of is not None and key not in self._above(part_of):
            known.part_of = part_of
        return key

    def _above(self, key: str | None) -> list[str]:
        """A department and those that it is part of, from the narrowest."""
        found = []
        while key is not None:
            found.append(key)
            key = self.departments[key].part_of
        return found

    def goal(self, name: str) -> str:
        """The key of the goal of a name, which is added where it is not there yet."""
        key = key_of(name)
        self.goals.setdefault(key, text_of(name))
        return key

    def metric(self, name: str, unit: str | None) -> DraftMetric:
        """The metric of a name, which is added where it is not there yet."""
        key = key_of(name)
        metric = self.metrics.setdefault(key, DraftMetric(key, text_of(name), unit))
        metric.unit = metric.unit or unit
        return metric

    @property
    def effects(self) -> int:
        """The number of effects, claims included."""
        nodes = [*self.outcomes.values(), *self.drivers.values()]
        own = sum(len(each.effects) for each in self.objectives.values())
        return own + sum(len(each.effects) for each in nodes) + len(self.claims)
