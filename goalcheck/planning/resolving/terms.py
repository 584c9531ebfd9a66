"""What is asked for: which findings shall go, which moves are allowed, how long the search may take."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from goalcheck.changes import Change
from goalcheck.changes.registry import MADE, kind_of
from goalcheck.changes.registry import in_order as in_order
from goalcheck.findings import Level
from goalcheck.model import Organization
from goalcheck.selection import require

KINDS: Final = {kind.change: kind.name for kind in MADE if kind.settles}
"""The kinds of changes that a way out is made of, in the order in which they are made, and their names."""


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

    def allow(self, move: Change) -> bool:
        """Whether a move may be used."""
        return kind(move) not in self.without and not set(self.kept).intersection(objectives_of(move))


def kind(move: Change) -> str:
    """The name of the kind of a change."""
    return kind_of(move).name


def objectives_of(move: Change) -> tuple[str, ...]:
    """The objectives that a change touches."""
    return move.objectives
