"""The help and the harm of every objective on every node (DESIGN 4), and the chains behind them.

A help may run through other objectives, and loses a part behind each of them; a harm stops at the first objective
that it meets. So helps and harms come from two searches (`chains`) over one network.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property

from goalcheck.graph.arrows import Network
from goalcheck.graph.chains import SEARCH_STEPS, TABLE_STEPS, TELLING_STEPS, Chains
from goalcheck.graph.effort import Effort
from goalcheck.graph.search import Chain
from goalcheck.graph.tables import Table
from goalcheck.model import Settings


class Pushes:
    """All pushes of a network.

    Args:
        targets: the nodes on which pushes are wanted; by default the outcomes and objectives.
        effort: what both searches together may cost.

    Attributes:
        mechanisms: the search for chains between whose ends no objective lies.
        helps: the search for chains through objectives; only its positive chains are pushes.

    Cost: that of two `Chains`.

    Raises:
        TooLarge: as `Chains`.
        OutOfSteps: the effort is strict, and used up.
    """

    def __init__(
        self,
        network: Network,
        settings: Settings,
        *,
        targets: Iterable[int] | None = None,
        effort: Effort | None = None,
    ) -> None:
        self.network = network
        ends = None if targets is None else tuple(targets)
        shared = effort or Effort(tables=TABLE_STEPS, arrows=SEARCH_STEPS, telling=TELLING_STEPS)

        def chains(through: float, *, only_helps: bool = False) -> Chains:
            return Chains(
                network,
                max_links=settings.max_links,
                min_chain=settings.min_chain,
                targets=ends,
                through=through,
                effort=shared,
                only_helps=only_helps,
            )

        self.mechanisms = chains(0.0)
        self.helps = chains(settings.through_objective, only_helps=True)

    @property
    def exact(self) -> bool:
        """False where a search reached its limit, so that some push may be understated."""
        return self.helps.exact and self.mechanisms.exact

    @property
    def harms_exact(self) -> bool:
        """True if no harm may be understated, nor a help by a chain without objectives."""
        return self.mechanisms.proved

    @property
    def links(self) -> int:
        """The most arrows of a chain: `max_links`, or fewer where that would take too many steps."""
        return min(self.helps.links, self.mechanisms.links)

    @cached_property
    def tables(self) -> dict[int, Table]:
        """For each objective its (help, harm), each by target: outcomes and other objectives."""
        return {objective: self.pushes_of(objective) for objective in self.network.objectives}

    def pushes_of(self, node: int) -> Table:
        """The (help, harm) of one node, each by target."""
        return self.helps.pushes_of(node)[0], self.mechanisms.pushes_of(node)[1]

    def at_most(self, node: int) -> Table:
        """The help and the harm of one node, by chains between whose ends no objective lies, that none is above."""
        return self.mechanisms.at_most(node)

    def plain_helps(self, node: int) -> dict[int, float]:
        """The strongest positive chains of a node between whose ends no objective lies, by target."""
        return self.mechanisms.pushes_of(node)[0]

    def reached_from(self, node: int) -> Collection[int]:
        """The targets that a chain of either sign leads to, through objectives too.

        The strongest walks say so: a walk without its closed parts is a chain of one sign or the other, and no weaker.
        """
        helps, harms = self.helps.bounds_of(node, links=self.helps.links)
        return helps.keys() | harms.keys()

    def strength(self, *, origin: int, target: int, positive: bool) -> float:
        """The help or the harm of a node on another, 0 where there is none."""
        return self._search(positive=positive).strength(origin=origin, target=target, positive=positive)

    def chain(self, *, origin: int, target: int, positive: bool) -> Chain:
        """The chain behind a push; of equally strong ones the shortest, then the first by ids.

        Raises:
            KeyError: there is no such push.
        """
        return self._search(positive=positive).chain(origin=origin, target=target, positive=positive)

    def _search(self, *, positive: bool) -> Chains:
        return self.helps if positive else self.mechanisms
