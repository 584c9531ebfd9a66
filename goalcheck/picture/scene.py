"""The scene: boxes, arrows and groups as plain data, without places.

Names are as they were written: whoever draws a scene makes them safe for what it is drawn in.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from goalcheck.findings import Level
from goalcheck.graph import ArrowSource


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
    CONFLICT = "hurters, what suffers, protectors"


class Involvement(StrEnum):
    """What a box has to do with the conflicts that a picture marks."""

    SUFFERS = "suffers"
    HURTS = "hurts"
    PROTECTS = "protects"


class HarmState(StrEnum):
    """What is to be said of the harms that lead over an arrow, where it holds of all of them."""

    GUARDED = "guarded"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Node:
    """One box.

    Attributes:
        key: unique in the scene: the id, with the kind before it (`department:sales`) for what stands for several.
        id: the id in the organization, empty for those that have no customer.
        group: the key of the group that it stands in, None where it stands alone.
        notes: small print below the name.
        level: of the worst open conflict that it is in.
        part: what it has to do with that conflict.
        mark: both in a word or two.
        is_knot: True if a harm of a marked conflict enters here.
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
    part: Involvement | None = None
    mark: str = ""
    is_knot: bool = False
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
        conflicts: fingerprints of the worst open conflicts (or of the finding that is drawn) that lead over it.
        source: who says so; None for what stands for several arrows.
        mitigated_by: the objective that weakens it.
        state: of a harm, whether guardrails protect what suffers, or decisions accept it.
    """

    origin: str
    target: str
    weight: float
    sides: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    source: ArrowSource | None = None
    mitigated_by: str | None = None
    state: HarmState | None = None

    @property
    def order(self) -> tuple[str, str, bool]:
        """Arrows stand by their ends, a help before a harm."""
        return self.origin, self.target, self.weight < 0


class Opponents(NamedTuple):
    """Two objectives that a conflict sets against each other: a line without a direction.

    Attributes:
        origin, target: keys of nodes: who hurts, and who protects or is hit.
        level: of the worst conflict between them.
        about: the ids of what they pull at, the worst first.
    """

    origin: str
    target: str
    level: Level
    about: tuple[str, ...]


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
        opponents: the lines between opponents; both ends are among the nodes.
        middle: the node that suffers, in the picture of one conflict.
        is_too_dense: True if nothing is drawn, because there are more arrows than could be told apart.
        keeps_order: whether the groups of outcomes stand in the order in which they are given, as stages do.
    """

    title: str
    nodes: tuple[Node, ...]
    arrows: tuple[DrawnArrow, ...]
    groups: tuple[Group, ...] = ()
    facts: str = ""
    notes: tuple[str, ...] = ()
    opponents: tuple[Opponents, ...] = ()
    middle: str | None = None
    is_too_dense: bool = False
    flow: Flow = Flow.NATURAL
    keeps_order: bool = False

    @property
    def lines(self) -> tuple[DrawnArrow | Opponents, ...]:
        """Everything that joins boxes: the arrows, then the lines between opponents."""
        return (*self.arrows, *self.opponents)

    @property
    def shows_one(self) -> bool:
        """True for the picture of one conflict or finding, which need not be open."""
        return self.flow is not Flow.NATURAL
