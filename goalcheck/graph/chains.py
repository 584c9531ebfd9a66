"""The strongest chains: for every objective and node, the help and the harm of DESIGN 4, exactly.

Method. For k = 1, 2, ... each node gets a table of the strongest walks of at most k arrows to every outcome and
objective, one column for each sign, made from the tables of its successors for k - 1 (Bellman's recursion for bounded
paths, "On a routing problem", 1958, with products for sums; weights of at most 1 make pruning at `min_chain` exact).
Where no circle multiplies to minus, the strongest walk is a chain (see `circles`) and the tables are the answer.
Nodes of the other circles are searched by branch and bound over chains (Land and Doig, 1960), with the walk tables as
bounds that never underestimate; a node outside such a circle is reached by none of its own chains again, so that its
table follows from exact tables of its successors.

A chain that runs through an objective keeps only `through` of its strength there (DESIGN 4): the table that a node
passes on to its predecessors holds that already. With `through` 0 a chain ends at the first objective that it meets.

Cost. Tables: arrows x `max_links` x the size of a table, which min_chain and locality keep small. Search: usually one
descent for each node of an unbalanced circle, target and sign; at worst exponential in `max_links`. Both are bounded in
steps, and the result says so (`exact`): where tables would take more than `TABLE_STEPS`, chains have fewer arrows, and
where the search would take more than `SEARCH_STEPS`, walks of two arrows stand in, which are chains in any case.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from math import inf

from goalcheck.graph.arrows import ROUNDING, Network
from goalcheck.graph.effort import Effort
from goalcheck.graph.halves import MOST_ARROWS, MeetingInTheMiddle
from goalcheck.graph.search import (
    NEGATIVE,
    NOTHING_FOUND,
    POSITIVE,
    Chain,
    ChainSearch,
    ChainStep,
    Found,
    chain_of,
    nodes_of,
    same,
)
from goalcheck.graph.tables import EMPTY, LONG_ROW, Passing, Table, TableLevel, Tables
from goalcheck.source import TooLarge

TABLE_STEPS = 60_000_000
"""Entries of tables that may be looked at, all nodes together. An honest million of objectives takes 25 million."""

SEARCH_STEPS = 5_000_000
"""Arrows that the search for chains may try, all pairs together: some five seconds."""

NEAR_STEPS = 4_000
"""Arrows that it may try for a pair of at most four arrows, which two halves find without it."""

PAIR_STEPS = 100_000
"""Arrows that it may try for one pair, so that one knot cannot use up everything."""

TELLING_STEPS = 1_000_000
"""Arrows that are tried to find the first by ids of equally strong chains; after that any of them is told."""

SURE_LINKS = 2
"""The strongest walk of at most so many arrows is a chain: there is no node that it could come back to."""

MOST_LOOKED_UP = 3
"""Chains of at most so many arrows are told without a search."""

LEAST_LINKS = 2
"""Chains of fewer arrows than these would say nothing of what nobody sees: then the organization is refused."""


class Chains:
    """All pushes of a network, and the chains behind them.

    Args:
        targets: the nodes on which pushes are wanted; by default the outcomes and objectives.
        through: the part of a chain that is left behind each objective between its ends.
        only_helps: whether nobody asks for harms, which are then not searched.
        effort: what they may cost; by default TABLE_STEPS and the others, beyond which they are understated.

    Attributes:
        links: the most arrows of a chain: `max_links`, or fewer where the tables would take too many steps.

    Raises:
        TooLarge: there are more than MAX_PUSHES pushes, or even chains of LEAST_LINKS arrows take too many steps.
        OutOfSteps: the effort is strict, and used up.
    """

    def __init__(
        self,
        network: Network,
        *,
        max_links: int,
        min_chain: float,
        targets: Iterable[int] | None = None,
        through: float = 1.0,
        effort: Effort | None = None,
        only_helps: bool = False,
    ) -> None:
        self.network = network
        self._out = network.out
        self.links = max_links
        self._max_links = max_links
        self._signs = (POSITIVE,) if only_helps else (POSITIVE, NEGATIVE)
        self._floor = min_chain - ROUNDING
        self._is_target = bytearray(len(network.nodes))
        for target in (*network.outcomes, *network.objectives) if targets is None else targets:
            self._is_target[target] = 1
        self._effort = effort or Effort(tables=TABLE_STEPS, arrows=SEARCH_STEPS, telling=TELLING_STEPS)
        self._found: dict[tuple[int, int, int, int], Found] = {}
        self._unproved: set[tuple[int, int, int, int]] = set()
        self._passing: dict[int, Passing] = {}
        self._proofs: dict[int, Table] = {}
        self._rests: dict[tuple[int, int, int, int], Chain] = {}
        self._pushes: dict[int, Table] = {}
        self._last_arrows: dict[int, list[tuple[float, int]]] = {}
        self._arrows_into: dict[int, dict[int, tuple[float, float]]] = {}
        self._kept = [1.0] * len(network.nodes)
        for objective in network.objectives:
            self._kept[objective] = through
        self._frustrated = network.frustrated if through else network.frustrated_between
        self._tables = Tables(
            network.out, is_target=self._is_target, kept=self._kept, floor=self._floor, effort=self._effort
        )
        self._walks = self._walk_tables()

    @property
    def exact(self) -> bool:
        """False where the search limit was reached, so that some push may be understated."""
        return self._effort.exact

    @property
    def proved(self) -> bool:
        """True if none of the pushes that were asked for may be understated: there was no limit for these chains."""
        return not self._unproved and self.links == self._max_links

    @cached_property
    def pushes(self) -> dict[int, Table]:
        """For each objective its (help, harm), each by target: outcomes and other objectives."""
        return {objective: self.pushes_of(objective) for objective in self.network.objectives}

    def pushes_of(self, node: int) -> Table:
        """The (help, harm) of one node, each by target."""
        if node not in self._pushes:
            if node in self._frustrated:
                self._pushes[node] = self._searched(node, self.links)
            else:
                self._pushes[node] = self._tables.merged(node, self._exact[-1])
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
        return self._told(origin, self.links, target, sign, strength)

    def _told(self, origin: int, links: int, target: int, sign: int, strength: float) -> Chain:
        """The chain behind an entry: read off the tables, searched where arrows run in unbalanced circles."""
        if origin not in self._frustrated:
            return self._walked(origin, links, target, sign, strength)
        _, path, signs = self._found.get((origin, links, target, sign), NOTHING_FOUND)
        return self._by_the_definition(origin, links, target, sign, strength) or chain_of(path, signs)

    def _by_the_definition(self, origin: int, links: int, target: int, sign: int, strength: float) -> Chain:
        """The chain of a strength with the fewest arrows, the first by ids; () where the search gives up."""
        return (
            self._short(origin, links, target, sign, strength)
            or self._three(origin, links, target, sign, strength)
            or self._first(origin, links, target, sign, strength)
        )

    def _walked(self, origin: int, most: int, target: int, sign: int, strength: float) -> Chain:
        """The chain behind an entry of a node that no chain comes back to: the fewest arrows, then the first ids.

        What is left of it behind its first arrow is an entry of a table again, and is looked for once.
        """
        if same(self._arrow(origin, target, positive=sign == POSITIVE), strength):
            return (ChainStep(origin, target, sign == POSITIVE),)
        for links in range(2, most + 1):
            below = self._exact[links - 1]
            ways: list[tuple[int, bool, int]] = []
            for node, weight in self._out[origin]:
                rest = sign if weight > 0 else 1 - sign
                if node != target and same(abs(weight) * below[node][rest].get(target, 0.0), strength):
                    ways.append((node, weight < 0, rest))
            if ways:
                if len(ways) == 1:
                    node, negative, rest = ways[0]
                    return ChainStep(origin, node, not negative), *self._rest(node, links - 1, target, rest)
                first = min(ways)[0]
                chains = [
                    (ChainStep(origin, node, not negative), *self._rest(node, links - 1, target, rest))
                    for node, negative, rest in ways
                    if node == first
                ]
                return min(chains, key=_by_ids)
        raise KeyError((origin, target, sign))

    def _rest(self, node: int, links: int, target: int, sign: int) -> Chain:
        """The chain behind an entry of the tables that a node passes on."""
        key = node, links, target, sign
        if key not in self._rests:
            strength = self._exact[links][node][sign][target] / self._kept[node]
            self._rests[key] = self._told(node, links, target, sign, strength)
        return self._rests[key]

    def bounds_of(self, node: int, *, links: int) -> Table:
        """The upper bound of chains of at most `links` arrows from a node: its strongest walks."""
        below = self._walks[links - 1]
        steps = sum(1 + len(below[target][0]) + len(below[target][1]) for target, _ in self._out[node])
        if not self._effort.tables.affords(steps):
            self._effort.give_up()
        return self._tables.merged(node, below)

    def pair(self, *, origin: int, target: int, positive: bool, links: int) -> tuple[float, Chain]:
        """The strength of the strongest chain of a sign with at most `links` arrows, and the chain; (0, ()) if none.

        For few pairs: it searches for this one alone, where the pushes work out those on all targets.
        """
        sign = POSITIVE if positive else NEGATIVE
        found = self._search(origin, links, target, sign, self._shortest_found(origin, links, target, sign))
        if found is NOTHING_FOUND:
            return 0.0, ()
        strength, path, signs = found
        return strength, self._by_the_definition(origin, links, target, sign, strength) or chain_of(path, signs)

    def loop(self, node: int, *, links: int) -> tuple[float, Chain]:
        """The strength of the strongest positive circle through a target, and its arrows from there; (0, ()) if none.

        Of equally strong ones it is the shortest, then the first by ids.
        """
        return self.pair(origin=node, target=node, positive=True, links=links)

    def loop_bound(self, node: int, *, links: int) -> float:
        """No positive circle of at most so many arrows through a target is stronger than this."""
        if links < LEAST_LINKS:
            return 0.0
        if not self._effort.tables.affords(len(self._out[node])):
            self._effort.give_up()
        ways = (
            abs(weight) * self.bound(target, links - 1, POSITIVE if weight > 0 else NEGATIVE, node)
            for target, weight in self._out[node]
        )
        return max(ways, default=0.0)

    def _shortest_found(self, origin: int, links: int, target: int, sign: int) -> Found:
        """The strongest chain of at most SURE_LINKS arrows."""
        best = NOTHING_FOUND
        for node, weight in self._out[origin]:
            rest = sign if weight > 0 else 1 - sign
            size = abs(weight)
            if node == target:
                if rest == POSITIVE and size >= self._floor and size > best[0]:
                    best = size, (origin, target), (weight > 0,)
            elif links > 1:
                further = self._arrow(node, target, positive=rest == POSITIVE)
                strength = size * self._kept[node] * further
                if strength and strength >= self._floor and strength > best[0]:
                    best = strength, (origin, node, target), (weight > 0, rest == POSITIVE)
        return best

    def _arrow(self, origin: int, target: int, *, positive: bool) -> float:
        """The weight of an arrow without its sign, 0 where there is none."""
        row = self._out[origin]
        place = bisect_left(row, (target, 0.0 if positive else -inf))
        if place == len(row) or row[place][0] != target or (row[place][1] > 0) != positive:
            return 0.0
        return abs(row[place][1])

    def _search(self, origin: int, links: int, target: int, sign: int, known: Found) -> Found:
        """The strongest chain, or the one that is known, at the cost of what searches may still spend.

        Args:
            known: at least as strong as every chain of SURE_LINKS arrows.
        """
        if self._last_arrow(origin, target) <= known[0] * (1 + ROUNDING):
            return known
        arrows = self._effort.arrows
        by_halves = links <= MOST_ARROWS
        limit = min(NEAR_STEPS if by_halves else PAIR_STEPS, arrows.left)
        if limit > 0:
            search = ChainSearch(self._out, self.bound, target, kept=self._kept, floor=self._floor, limit=limit)
            known = search.strongest(origin, links, sign, known)
            arrows.left -= search.steps
            if not search.gave_up:
                return known
        found = self._halves.strongest(origin, links, target, sign, known) if by_halves else None
        if found is None:
            self._unproved.add((origin, links, target, sign))
            self._effort.give_up()
        return found or known

    def _last_arrow(self, origin: int, target: int) -> float:
        """No chain of more than one arrow is stronger: its last arrow comes from another node than its origin."""
        if target not in self._last_arrows:
            ends = self._into(target).items()
            into = sorted(((self._kept[node] * max(weights), node) for node, weights in ends), reverse=True)
            self._last_arrows[target] = into[:2]
        return next((strength for strength, node in self._last_arrows[target] if node != origin), 0.0)

    @cached_property
    def _halves(self) -> MeetingInTheMiddle:
        return MeetingInTheMiddle(self._out, kept=self._kept, floor=self._floor, budget=self._effort.tables)

    def _first(self, origin: int, most: int, target: int, sign: int, strength: float) -> Chain:
        """The shortest chain of more than MOST_LOOKED_UP arrows, the first by ids; () where the search gives up."""
        telling = self._effort.telling
        if telling.left <= 0:
            return ()
        limit = min(PAIR_STEPS, telling.left)
        search = ChainSearch(self._out, self.bound, target, kept=self._kept, floor=self._floor, limit=limit)
        chain: Chain = ()
        for links in range(MOST_LOOKED_UP + 1, most + 1):
            chain = search.first(origin, links, sign, wanted=strength)
            if chain:
                break
        telling.left -= search.steps
        return chain

    def _short(self, origin: int, links: int, target: int, sign: int, strength: float) -> Chain:
        """The first chain by ids of one arrow, else of SURE_LINKS, that has the strength; () if there is none."""
        if same(self._arrow(origin, target, positive=sign == POSITIVE), strength):
            return (ChainStep(origin, target, sign == POSITIVE),)
        if links < SURE_LINKS:
            return ()
        ends = self._into(target)
        ways: list[tuple[int, bool, bool]] = []
        for node, weight in self._out[origin]:
            if ways and ways[0][0] != node:
                break
            if node in ends and node != target:
                positive = (sign == POSITIVE) == (weight > 0)
                if same(abs(weight) * self._kept[node] * ends[node][not positive], strength):
                    ways.append((node, weight < 0, positive))
        if not ways:
            return ()
        node, negative, positive = min(ways)
        return ChainStep(origin, node, not negative), ChainStep(node, target, positive)

    def _three(self, origin: int, links: int, target: int, sign: int, strength: float) -> Chain:
        """The first chain by ids of three arrows that has the strength; () if there is none."""
        if links < MOST_LOOKED_UP:
            return ()
        ends = self._into(target)
        ways: list[tuple[int, int, tuple[bool, bool, bool]]] = []
        for node, weight in self._out[origin]:
            if ways and ways[0][0] != node:
                break
            rest = sign if weight > 0 else 1 - sign
            if node == target or abs(weight) * self.bound(node, 2, rest, target) < strength * (1 - ROUNDING):
                continue
            passed = abs(weight) * self._kept[node]
            for middle, further in self._out[node]:
                if middle in ends and middle not in (origin, target):
                    last = rest if further > 0 else 1 - rest
                    if same(passed * abs(further) * self._kept[middle] * ends[middle][last], strength):
                        ways.append((node, middle, (weight < 0, further < 0, last == NEGATIVE)))
        if not ways:
            return ()
        node, middle, negative = min(ways)
        return chain_of((origin, node, middle, target), [not each for each in negative])

    def _into(self, target: int) -> dict[int, tuple[float, float]]:
        """The arrows to a node by their origins: the weights of the helping and the hurting one, 0 for none."""
        if target not in self._arrows_into:
            ends: dict[int, tuple[float, float]] = {}
            for node in self.network.sources[target]:
                ends[node] = (
                    self._arrow(node, target, positive=True),
                    self._arrow(node, target, positive=False),
                )
            self._arrows_into[target] = ends
        return self._arrows_into[target]

    def _walk_tables(self) -> list[TableLevel]:
        """Tables of walks with at most 0, 1, ... links - 1 arrows, for nodes that an arrow leads to.

        Where the next tables, or the pushes made from them, would take too many steps, chains have no more arrows.
        """
        entered = self._tables.entered()
        few, many = entered
        inner = [node for node, row in enumerate(self._out) if row and (few[node] or many[node]) and self._kept[node]]
        levels = [TableLevel([EMPTY] * len(self._out))]
        tables, steps = self._effort.tables, self.network.arrow_count
        # The pushes are made from the last tables, at no less than these tables took.
        while len(levels) < self.links and 2 * steps <= tables.left:
            tables.left -= steps
            levels.append(self._next_level(inner, levels))
            before, steps = steps, self._tables.steps(entered, levels[-1])
            if steps > tables.left:
                levels.pop()
                steps = before
                break
        tables.left -= min(steps, tables.left)
        if len(levels) < self.links:
            self._cut(len(levels))
        return levels

    def _next_level(self, inner: Iterable[int], levels: Sequence[TableLevel]) -> TableLevel:
        """The tables of walks with one arrow more, from the last ones."""
        below, unchanged = levels[-1], levels[-2] if len(levels) > 1 else None
        level = TableLevel(below)
        changed = False
        for node in inner:
            if unchanged is not None and all(below[target] is unchanged[target] for target, _ in self._out[node]):
                continue
            level[node] = self._tables.passed_on(node, self._tables.merged(node, below))
            changed = True
        return level if changed else below

    def _cut(self, links: int) -> None:
        """Follow chains of fewer arrows only.

        Raises:
            TooLarge: they would be too short to say anything.
        """
        self._effort.give_up()
        if links < min(LEAST_LINKS, self.links):
            raise TooLarge(
                "the effects are too dense to follow a chain of two arrows: raise settings: min_chain, or analyze a "
                "part of the organization"
            )
        self.links = links

    @cached_property
    def _exact(self) -> list[TableLevel]:
        return self._exact_tables() if self._frustrated else self._walks

    def _exact_tables(self) -> list[TableLevel]:
        """The same for chains: nodes of unbalanced circles are searched, those that lead to them made anew."""
        entered, upstream = self._around_frustrated()
        levels = [self._walks[0]]
        for links in range(1, self.links):
            level = TableLevel(self._walks[links])
            for node in entered:
                level[node] = self._tables.passed_on(node, self._searched(node, links))
            for node in upstream:
                level[node] = self._tables.passed_on(node, self._tables.merged(node, levels[-1]))
            levels.append(level)
        return levels

    def _around_frustrated(self) -> tuple[list[int], list[int]]:
        """The nodes of unbalanced circles that an arrow enters from outside, and the inner nodes that lead to them."""
        inside, kept, sources = self._frustrated, self._kept, self.network.sources
        entered = sorted(node for node in inside if any(source not in inside for source in sources[node]))
        upstream: set[int] = set()
        waiting = list(inside)
        while waiting:
            for source in sources[waiting.pop()]:
                if kept[source] and source not in inside and source not in upstream:
                    upstream.add(source)
                    waiting.append(source)
        return entered, sorted(node for node in upstream if sources[node])

    def _searched(self, node: int, links: int) -> Table:
        """The table of a node of an unbalanced circle, each entry searched with the walks as bounds.

        The search starts from what was found with one arrow less: so a table is never weaker than a shorter one.
        """
        bounds = self._tables.merged(node, self._walks[links - 1])
        if links <= SURE_LINKS:
            return bounds
        tables: Table = ({}, {})
        for sign in self._signs if links == self.links else (POSITIVE, NEGATIVE):
            self._search_all(node, links, sign, bounds[sign], tables[sign])
        return tables

    def _search_all(
        self, node: int, links: int, sign: int, bounds: dict[int, float], entries: dict[int, float]
    ) -> None:
        """Enter the exact strength on every target that a walk reaches."""
        shorter, proved = self._tables.merged(node, self._walks[SURE_LINKS - 1])[sign], self._proved(node)[sign]
        for target, most in sorted(bounds.items()):
            sure = max(shorter.get(target, 0.0), proved.get(target, 0.0))
            if most <= sure * (1 + ROUNDING):
                entries[target] = sure
                continue
            known = self._found.get((node, links - 1, target, sign), (sure, (), ()))
            found = self._search(node, links, target, sign, known) if most > known[0] * (1 + ROUNDING) else known
            if found[0]:
                entries[target] = found[0]
                self._found[node, links, target, sign] = found

    def _proved(self, node: int) -> Table:
        """What remembered walks of at most three arrows prove, where tables are held in layers."""
        if len(self._out[node]) < LONG_ROW:
            return EMPTY
        if node not in self._proofs:
            for middle, _ in self._out[node]:
                if middle not in self._passing:
                    self._passing[middle] = self._tables.passing(middle, self._walks[2], self._walks[1])
            self._proofs[node] = self._tables.proved(node, self._walks[2], self._passing)
        return self._proofs[node]

    def at_most(self, node: int) -> Table:
        """The (help, harm) of one node that none is above, each by target: the pushes, where they are exact."""
        self.pushes_of(node)
        if self.proved:
            return self.pushes_of(node)
        bounds = self._tables.merged(node, self._walks[-1])
        if self.links < self._max_links:
            return self._with_longer(node, bounds)
        if node not in self._frustrated:
            return bounds
        pushes = self.pushes_of(node)
        helps, harms = (
            {
                target: most if (node, self.links, target, sign) in self._unproved else pushes[sign].get(target, 0.0)
                for target, most in bounds[sign].items()
            }
            for sign in (POSITIVE, NEGATIVE)
        )
        return helps, harms

    def _with_longer(self, node: int, bounds: Table) -> Table:
        """Bounds where chains were cut: a longer one has a first and a last arrow, whatever lies between."""
        first = max((abs(weight) for _, weight in self._out[node]), default=0.0)
        helps, harms = dict(bounds[POSITIVE]), dict(bounds[NEGATIVE])
        for target, last in self._hardest_into.items():
            if target != node and first * last >= self._floor:
                helps[target] = max(helps.get(target, 0.0), first * last)
                harms[target] = max(harms.get(target, 0.0), first * last)
        return helps, harms

    @cached_property
    def _hardest_into(self) -> dict[int, float]:
        """For each target the strongest arrow that leads to it."""
        hardest: dict[int, float] = {}
        for row in self._out:
            for target, weight in row:
                if self._is_target[target]:
                    hardest[target] = max(hardest.get(target, 0.0), abs(weight))
        return hardest

    def bound(self, node: int, links: int, sign: int, target: int) -> float:
        """No chain of at most `links` arrows from node to target is stronger than this."""
        return self._walks[links][node][sign].get(target, 0.0)


def _by_ids(chain: Chain) -> tuple[object, ...]:
    """The first by ids of chains with as many arrows, and along the same nodes the one that helps first."""
    return nodes_of(chain), [not step.positive for step in chain]
