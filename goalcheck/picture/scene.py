"""The scene: boxes, arrows and groups as plain data, without places.

Names are as they were written: whoever draws a scene makes them safe for what it is drawn in.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from goalcheck.findings import Level


class BoxKind(StrEnum):
    """The kind of thing that a box stands for."""

    OBJECTIVE = "objective"
    DRIVER = "driver"
    OUTCOME = "outcome"
    DEPARTMENT = "department"
    CUSTOMER = "customer"


class Flow(StrEnum):
    """The way in which boxes are put into columns."""

    NATURAL = "departments and objectives, drivers, outcomes"
    CHAINS = "along the chains"


@dataclass(frozen=True, slots=True)
class Node:
    """One box.

    Attributes:
        key: unique in the scene: the id, with the kind before it (`department:sales`) for what stands for several.
        id: the id in the organization, empty for those that have no customer.
        group: the key of the group that it stands in, None where it stands alone.
        notes: small print below the name.
        level: of the worst open conflict that it is in.
        mark: that conflict in a word or two.
        importance: of an outcome, 1 to 5.
        department: of an objective.
        customer: of an outcome.
    """

    key: str
    id: str
    kind: BoxKind
    name: str
    group: str | None = None
    notes: tuple[str, ...] = ()
    level: Level | None = None
    mark: str = ""
    importance: int | None = None
    department: str | None = None
    customer: str | None = None

    @property
    def said(self) -> str:
        """The name, or the id where the name is blank."""
        return self.name if self.name.strip() else self.id or self.key


class DrawnArrow(NamedTuple):
    """One node helps or hurts another.

    Attributes:
        origin, target: keys of nodes.
        weight: -1 to 1, never 0.
        sides: `helps`, `hurts`: the sides of the conflict that is drawn whose chains lead over it.
        findings: fingerprints of the worst open conflicts whose chains lead over it.
    """

    origin: str
    target: str
    weight: float
    sides: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[str, str, bool]:
        """Arrows stand by their ends, a help before a harm."""
        return self.origin, self.target, self.weight < 0


@dataclass(frozen=True, slots=True)
class Group:
    """A frame around boxes: a department, a customer or a stage of the journey.

    Attributes:
        note: what the frame says when it is empty.
    """

    key: str
    name: str
    note: str = ""

    @property
    def said(self) -> str:
        """The name, or the id where the name is blank."""
        return self.name if self.name.strip() else self.key.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture.

    Attributes:
        nodes: by key.
        groups: in the order that `keeps_order` insists on, else by key; a group without nodes is drawn empty.
        arrows: by their ends; both are among the nodes.
        facts: what was counted, for the line below the title.
        notes: what was folded or left out.
        keeps_order: whether the groups of outcomes stand in the order in which they are given, as stages do.
    """

    title: str
    nodes: tuple[Node, ...]
    arrows: tuple[DrawnArrow, ...]
    groups: tuple[Group, ...] = ()
    facts: str = ""
    notes: tuple[str, ...] = ()
    flow: Flow = Flow.NATURAL
    keeps_order: bool = False
