"""What is asked for: which findings shall go, which moves are allowed, how long the search may take."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from goalcheck.findings import Level
from goalcheck.model import Organization
from goalcheck.planning.moves import Capacity, Commit, Defer, Drop, Guardrail, Move, Retarget, Share
from goalcheck.selection import require

KINDS: Final = {
    Retarget: "retarget",
    Defer: "defer",
    Guardrail: "guardrail",
    Commit: "commit",
    Capacity: "capacity",
    Share: "share",
    Drop: "drop",
}
"""The kinds of moves that a way out is made of, in the order in which they are made, and their names."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a way out must leave and may use.

    Attributes:
        level: open findings of this level and worse shall go.
        kept: full ids of objectives that no move may touch.
        without: names of kinds of moves that are not used.
        alternatives: how many further ways out are wanted at most.
        seconds: how long it may take in all before it gives what it has.
    """

    level: Level = Level.SERIOUS
    kept: Collection[str] = ()
    without: Collection[str] = ()
    alternatives: int = 3
    seconds: float = 60.0

    def check(self, organization: Organization) -> None:
        """Refuse names that mean nothing.

        Raises:
            UnknownName: there is no such objective or kind of move.
        """
        require(organization.objectives, self.kept, "objective")
        require(KINDS.values(), self.without, "kind of move")

    def allow(self, move: Move) -> bool:
        """Whether a move may be used."""
        return kind(move) not in self.without and not set(self.kept).intersection(objectives_of(move))


def kind(move: Move) -> str:
    """The name of the kind of a move."""
    return KINDS.get(type(move), "")


def objectives_of(move: Move) -> tuple[str, ...]:
    """The objectives that a move touches."""
    match move:
        case Share(objective, taken):
            return objective, taken
        case Drop(objective) | Defer(objective) | Retarget(objective) | Guardrail(objective) | Commit(objective):
            return (objective,)
    return ()


def in_order(move: Move) -> tuple[object, ...]:
    """Moves stand in the order in which they are made, then by what they touch and say."""
    order = list(KINDS).index(type(move))
    match move:
        case Share(objective, taken):
            return order, objective, taken
        case Guardrail(objective, protects):
            return order, objective, protects
        case Defer(objective, period):
            return order, objective, "", period
        case Retarget(objective, value):
            return order, objective, "", value
        case Capacity(resource, amount, period):
            return order, resource, "", period or (), amount
    return order, *objectives_of(move)
