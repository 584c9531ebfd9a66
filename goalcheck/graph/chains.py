"""The strongest chains: for every objective and node, the help and the harm of DESIGN 4, exactly.

Method. For k = 1, 2, ... each node gets a table of the strongest walks of at most k arrows to every outcome and
objective, one column for each sign, made from the tables of its successors for k - 1 (Bellman's recursion for bounded
paths, "On a routing problem", 1958, with products for sums; weights of at most 1 make pruning at `min_chain` exact).
Where no circle multiplies to minus, the strongest walk is a chain (see `circles`) and the tables are the answer.
Nodes of the other circles are searched by branch and bound over chains (Land and Doig, 1960), with the walk tables as
bounds that never underestimate; a node outside such a circle is reached by none of its own chains again, so that its
table follows from exact tables of its successors.

Cost. Tables: arrows x `max_links` x the size of a table, which min_chain and locality keep small. Search: usually one
descent for each node of an unbalanced circle, target and sign; at worst exponential in `max_links`, so it stops at
`SEARCH_STEPS` and the result says so (`exact`).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from goalcheck.graph.arrows import ROUNDING, Network
from goalcheck.graph.search import (
    NEGATIVE,
    NOTHING_FOUND,
    POSITIVE,
    Chain,
    ChainSearch,
    ChainStep,
    Found,
    chain_of,
    same,
)
from goalcheck.source import TooLarge

SEARCH_STEPS = 20_000_000
"""Arrows that the search for chains may try, all pairs together: some ten seconds."""

PAIR_STEPS = 100_000
"""Arrows that it may try for one pair, so that one knot cannot use up everything."""

LEAST_STEPS = 50
"""Arrows that it tries for a pair in any case: mostly enough for a first chain."""

MAX_PUSHES = 20_000_000
"""Entries of all tables together; an organization with more is refused before it fills the memory."""

_NOTHING: dict[int, float] = {}

Table = tuple[dict[int, float], dict[int, float]]
"""The strongest positive and negative strengths, by target."""

EMPTY: Table = (_NOTHING, _NOTHING)


class _Effort:
    """What searches that belong together have left to spend, and whether one of them had to give up."""

    def __init__(self) -> None:
        self.steps_left = SEARCH_STEPS
        self.exact = True


class Chains:
    """All pushes of a network, and the chains behind them.

    Args:
        targets: the nodes on which pushes are wanted; by default the outcomes and objectives.

    Raises:
        TooLarge: there are more than MAX_PUSHES pushes.
    """

    def __init__(
        self,
        network: Network,
        *,
        max_links: int,
        min_chain: float,
        targets: Iterable[int] | None = None,
        effort: _Effort | None = None,
    ) -> None:
        self.network = network
        self._out = network.out
        self._max_links = max_links
        self._floor = min_chain - ROUNDING
        self._is_target = bytearray(len(network.nodes))
        for target in (*network.outcomes, *network.objectives) if targets is None else targets:
            self._is_target[target] = 1
        self._effort = effort or _Effort()
        self._entries = 0
        self._found: dict[tuple[int, int, int, int], Found] = {}
        self._pushes: dict[int, Table] = {}
        self._frustrated = network.frustrated
        self._walks = self._walk_tables()

    @property
    def exact(self) -> bool:
        """False where the search limit was reached, so that some push may be understated."""
        return self._effort.exact

    @property
    def work(self) -> int:
        """What was done so far: entries of tables, and arrows that were tried; some millions a second."""
        return self._entries + SEARCH_STEPS - self._effort.steps_left

    def narrowed(self, *, targets: Iterable[int], max_links: int, min_chain: float) -> Chains:
        """Other chains of the same network; the limit of the search, and whether it was reached, are shared."""
        return Chains(self.network, max_links=max_links, min_chain=min_chain, targets=targets, effort=self._effort)

    @cached_property
    def pushes(self) -> dict[int, Table]:
        """For each objective its (help, harm), each by target: outcomes and other objectives."""
        return {objective: self.pushes_of(objective) for objective in self.network.objectives}

    def pushes_of(self, node: int) -> Table:
        """The (help, harm) of one node, each by target."""
        if node not in self._pushes:
            inside = node in self._frustrated
            self._pushes[node] = (
                self._searched(node, self._max_links) if inside else self._merged(node, self._exact[-1])
            )
        return self._pushes[node]

    def strength(self, *, origin: int, target: int, positive: bool) -> float:
        """The strength of the strongest chain of a sign, 0 where there is none."""
        return self.pushes_of(origin)[POSITIVE if positive else NEGATIVE].get(target, 0.0)

    def chain(self, *, origin: int, target: int, positive: bool) -> Chain:
        """The strongest chain of a sign; of equally strong ones the shortest, then the first by ids.

        Raises:
            KeyError: there is no such chain.
        """
        sign = POSITIVE if positive else NEGATIVE
        strength = self.strength(origin=origin, target=target, positive=positive)
        if not strength:
            raise KeyError((origin, target, positive))
        chain = self._first(origin, self._max_links, target, sign, strength)
        return chain or self._pieced(origin, self._max_links, target, sign, strength)

    def bounds_of(self, node: int, *, links: int) -> Table:
        """What no chain of at most `links` arrows from a node exceeds: its strongest walks."""
        return self._merged(node, self._walks[links - 1])

    def pair(self, *, origin: int, target: int, positive: bool, links: int) -> tuple[float, Chain]:
        """The strength of the strongest chain of a sign with at most `links` arrows, and the chain; (0, ()) if none.

        For few pairs: it searches for this one alone, where the pushes work out those on all targets.
        """
        sign = POSITIVE if positive else NEGATIVE
        found = self._search(origin, links, target, sign, NOTHING_FOUND)
        if found is NOTHING_FOUND:
            return 0.0, ()
        strength, path, signs = found
        return strength, self._first(origin, links, target, sign, strength) or chain_of(path, signs)

    def _search(self, origin: int, links: int, target: int, sign: int, known: Found) -> Found:
        """The strongest chain, or the one that is known, at the cost of what searches may still spend."""
        search = ChainSearch(
            self._out,
            self.bound,
            target,
            floor=self._floor,
            limit=max(LEAST_STEPS, min(PAIR_STEPS, self._effort.steps_left)),
        )
        found = search.strongest(origin, links, sign, known)
        self._effort.steps_left -= search.steps
        self._effort.exact &= not search.gave_up
        return found

    def _first(self, origin: int, most: int, target: int, sign: int, strength: float) -> Chain:
        """The shortest chain of a strength, the first by ids; () where the search gives up."""
        search = ChainSearch(self._out, self.bound, target, floor=self._floor, limit=PAIR_STEPS)
        for links in range(1, most + 1):
            chain = search.first(origin, links, sign, wanted=strength)
            if chain:
                return chain
        return ()

    def _pieced(self, origin: int, most: int, target: int, sign: int, strength: float) -> Chain:
        """The chain behind an entry, from the tables and the chains that made it: for when the search gives up.

        With the fewest arrows that do: where the tables hold walks, no such walk comes back to a node (see `circles`).
        """
        if origin in self._frustrated:
            return chain_of(*self._found[origin, most, target, sign][1:])
        for links in range(1, most + 1):
            for node, weight in self._out[origin]:
                step = ChainStep(origin, node, weight > 0)
                rest, wanted = sign if step.positive else 1 - sign, strength / abs(weight)
                if node == target and rest == POSITIVE and same(1.0, wanted):
                    return (step,)
                if same(self._exact[links - 1][node][rest].get(target, 0.0), wanted):
                    return (step, *self._pieced(node, links - 1, target, rest, wanted))
        raise KeyError((origin, target, sign))

    def _walk_tables(self) -> list[list[Table]]:
        """Tables of walks with at most 0, 1, ... max_links - 1 arrows, for nodes that an arrow leads to."""
        inner = self._inner_nodes()
        levels: list[list[Table]] = [[EMPTY] * len(self._out)]
        unchanged: list[Table] | None = None
        for _ in range(self._max_links - 1):
            below = levels[-1]
            level = list(below)
            changed = False
            for node in inner:
                if unchanged is not None and all(below[target] is unchanged[target] for target, _ in self._out[node]):
                    continue
                level[node] = self._merged(node, below)
                changed = True
            levels.append(level if changed else below)
            unchanged = below
        return levels

    @cached_property
    def _exact(self) -> list[list[Table]]:
        return self._exact_tables() if self._frustrated else self._walks

    def _exact_tables(self) -> list[list[Table]]:
        """The same for chains: nodes of unbalanced circles are searched, those that lead to them made anew."""
        entered, upstream = self._around_frustrated()
        levels = [self._walks[0]]
        for links in range(1, self._max_links):
            level = list(self._walks[links])
            for node in entered:
                level[node] = self._searched(node, links)
            for node in upstream:
                level[node] = self._merged(node, levels[-1])
            levels.append(level)
        return levels

    def _around_frustrated(self) -> tuple[list[int], list[int]]:
        """The nodes of unbalanced circles that an arrow enters from outside, and the inner nodes that lead to them."""
        inside, sources = self._frustrated, self.network.sources
        entered = sorted(node for node in inside if any(source not in inside for source in sources[node]))
        upstream: set[int] = set()
        waiting = list(inside)
        while waiting:
            for source in sources[waiting.pop()]:
                if source not in inside and source not in upstream:
                    upstream.add(source)
                    waiting.append(source)
        return entered, sorted(node for node in upstream if sources[node])

    def _inner_nodes(self) -> list[int]:
        incoming = bytearray(len(self._out))
        for arrows in self._out:
            for target, _ in arrows:
                incoming[target] = 1
        return [node for node, arrows in enumerate(self._out) if arrows and incoming[node]]

    def _merged(self, node: int, below: list[Table]) -> Table:
        """The table of a node from those of its successors: the inner loop of everything."""
        floor = self._floor
        is_target = self._is_target
        tables: Table = ({}, {})
        for target, weight in self._out[node]:
            same, other = tables if weight > 0 else (tables[1], tables[0])
            size = abs(weight)
            if is_target[target] and size >= floor and size > same.get(target, 0.0):
                same[target] = size
            onward = below[target]
            if onward is EMPTY:
                continue
            helps, harms = onward
            for reached, strength in helps.items():
                product = size * strength
                if product >= floor and product > same.get(reached, 0.0):
                    same[reached] = product
            for reached, strength in harms.items():
                product = size * strength
                if product >= floor and product > other.get(reached, 0.0):
                    other[reached] = product
        return self._counted(node, tables)

    def _counted(self, node: int, tables: Table) -> Table:
        helps, harms = tables
        if not helps and not harms:
            return EMPTY
        helps.pop(node, None)
        harms.pop(node, None)
        self._entries += len(helps) + len(harms)
        if self._entries > MAX_PUSHES:
            raise TooLarge(
                f"the organization has more than {MAX_PUSHES:,} pushes: raise settings: min_chain or lower max_links, "
                "or analyze a part of it"
            )
        return tables

    def _searched(self, node: int, links: int) -> Table:
        """The table of a node of an unbalanced circle, each entry searched with the walks as bounds.

        The search starts from what was found with one arrow less: so a table is never weaker than a shorter one.
        """
        bounds = self._merged(node, self._walks[links - 1])
        tables: Table = ({}, {})
        for sign in (POSITIVE, NEGATIVE):
            for target in sorted(bounds[sign]):
                known = self._found.get((node, links - 1, target, sign), NOTHING_FOUND)
                found = self._search(node, links, target, sign, known)
                if found is not NOTHING_FOUND:
                    tables[sign][target] = found[0]
                    self._found[node, links, target, sign] = found
        return tables

    def bound(self, node: int, links: int, sign: int, target: int) -> float:
        """No chain of at most `links` arrows from node to target is stronger than this."""
        return self._walks[links][node][sign].get(target, 0.0)
