"""The terms of a search: what is to be settled, the changes allowed, and the time limit."""

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
    """The limits that a way out must keep to.

    Attributes:
        level: open conflicts and findings of this level and worse are to be settled.
        kept: full ids of objectives that no change may touch.
        may_give: full ids of objectives that may give though they protect, or are what a conflict is about.
        without: names of kinds of changes that are not used.
        fair: the part of the cost that may be paid beside it for a fairer way out; None where none is looked for.
        front: whether to look how much pressure can be taken away for how much cost.
        alternatives: the greatest number of further ways out.
        seconds: the time limit of the whole search, which then returns the best found so far.
    """

    level: Level = Level.SERIOUS
    kept: Collection[str] = ()
    may_give: Collection[str] = ()
    without: Collection[str] = ()
    fair: float | None = None
    front: bool = False
    alternatives: int = 3
    seconds: float = 60.0

    def check(self, organization: Organization) -> None:
        """Refuse unknown names.

        Raises:
            UnknownName: there is no such objective or kind of change.
        """
        require(organization.objectives, [*self.kept, *self.may_give], "objective")
        require(KINDS.values(), self.without, "kind of change")


def kind(change: Change) -> str:
    """The name of the kind of a change."""
    return kind_of(change).name
