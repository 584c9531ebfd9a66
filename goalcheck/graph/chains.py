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

TABLE_STEPS = 60_000_000
"""Entries of tables that may be looked at, all nodes together. An honest million of objectives takes 25 million."""

SEARCH_STEPS = 5_000_000
"""Arrows that the search for chains may try, all pairs together: some five seconds."""

PAIR_STEPS = 100_000
"""Arrows that it may try for one pair, so that one knot cannot use up everything."""

TELLING_STEPS = 1_000_000
"""Arrows that are tried to find the first by ids of equally strong chains; after that any of them is told."""

SURE_LINKS = 2
"""The strongest walk of at most so many arrows is a chain: there is no node that it could come back to."""

LEAST_LINKS = 2
"""Chains of fewer arrows than these would say nothing of what nobody sees: then the organization is refused."""

MAX_PUSHES = 5_000_000
"""Entries of all tables together; an organization with more is refused before it fills the memory."""

PUSHES_FOR_EACH = 4
"""A large organization may have more: so many for each node and arrow."""

_NOTHING: dict[int, float] = {}

Table = tuple[dict[int, float], dict[int, float]]
"""The strongest positive and negative strengths, by target."""

EMPTY: Table = (_NOTHING, _NOTHING)


class Chains:
    """All pushes of a network, and the chains behind them.

    Args:
        targets: the nodes on which pushes are wanted; by default the outcomes and objectives.
        through: the part of a chain that is left behind each objective between its ends.
        effort: what they may cost; by default TABLE_STEPS and the others, beyond which they are understated.
        entries: what other tables hold that are kept at the same time.

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
        entries: int = 0,
    ) -> None:
        self.network = network
        self._out = network.out
        self.links = max_links
        self._floor = min_chain - ROUNDING
        self._is_target = bytearray(len(network.nodes))
        for target in (*network.outcomes, *network.objectives) if targets is None else targets:
            self._is_target[target] = 1
        self._effort = effort or Effort(tables=TABLE_STEPS, arrows=SEARCH_STEPS, telling=TELLING_STEPS)
        self._entries = entries
        self._most_entries = max(MAX_PUSHES, PUSHES_FOR_EACH * (len(network.nodes) + network.arrow_count))
        self._found: dict[tuple[int, int, int, int], Found] = {}
        self._rests: dict[tuple[int, int, int, int], Chain] = {}
        self._pushes: dict[int, Table] = {}
        self._kept = [1.0] * len(network.nodes)
        for objective in network.objectives:
            self._kept[objective] = through
        self._frustrated = network.frustrated if through else network.frustrated_between
        self._walks = self._walk_tables()

    @property
    def exact(self) -> bool:
        """False where the search limit was reached, so that some push may be understated."""
        return self._effort.exact

    @cached_property
    def pushes(self) -> dict[int, Table]:
        """For each objective its (help, harm), each by target: outcomes and other objectives."""
        return {objective: self.pushes_of(objective) for objective in self.network.objectives}

    def pushes_of(self, node: int) -> Table:
        """The (help, harm) of one node, each by target."""
        if node not in self._pushes:
            inside = node in self._frustrated
            self._pushes[node] = self._searched(node, self.links) if inside else self._merged(node, self._exact[-1])
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
        chain = self._first(origin, links, target, sign, strength)
        if chain:
            return chain
        _, path, signs = self._found.get((origin, links, target, sign), NOTHING_FOUND)
        return chain_of(path, signs) if path else self._short(origin, target, sign, strength)

    def _walked(self, origin: int, most: int, target: int, sign: int, strength: float) -> Chain:
        """The chain behind an entry of a node that no chain comes back to: the fewest arrows, then the first ids.

        What is left of it behind its first arrow is an entry of a table again, and is looked for once.
        """
        for links in range(1, most + 1):
            below = self._exact[links - 1]
            ways: list[tuple[int, bool, int]] = []
            for node, weight in self._out[origin]:
                rest = sign if weight > 0 else 1 - sign
                if node == target:
                    fits = rest == POSITIVE and same(abs(weight), strength)
                else:
                    fits = links > 1 and same(abs(weight) * below[node][rest].get(target, 0.0), strength)
                if fits:
                    ways.append((node, weight < 0, rest))
            if ways:
                node, negative, rest = min(ways)
                step = ChainStep(origin, node, not negative)
                return (step,) if node == target else (step, *self._rest(node, links - 1, target, rest))
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
        return self._merged(node, below)

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
        arrows = self._effort.arrows
        if arrows.left <= 0:
            self._effort.give_up()
            return known
        limit = min(PAIR_STEPS, arrows.left)
        search = ChainSearch(self._out, self.bound, target, kept=self._kept, floor=self._floor, limit=limit)
        found = search.strongest(origin, links, sign, known)
        arrows.left -= search.steps
        self._effort.exact &= not search.gave_up
        return found

    def _first(self, origin: int, most: int, target: int, sign: int, strength: float) -> Chain:
        """The shortest chain of a strength, the first by ids; () where the search gives up."""
        telling = self._effort.telling
        if telling.left <= 0:
            return ()
        limit = min(PAIR_STEPS, telling.left)
        search = ChainSearch(self._out, self.bound, target, kept=self._kept, floor=self._floor, limit=limit)
        chain: Chain = ()
        for links in range(1, most + 1):
            chain = search.first(origin, links, sign, wanted=strength)
            if chain:
                break
        telling.left -= search.steps
        return chain

    def _short(self, origin: int, target: int, sign: int, strength: float) -> Chain:
        """A chain of at most SURE_LINKS arrows that has the strength."""
        for node, weight in self._out[origin]:
            step = ChainStep(origin, node, weight > 0)
            rest, wanted = sign if step.positive else 1 - sign, strength / abs(weight)
            if node == target and rest == POSITIVE and same(1.0, wanted):
                return (step,)
            onward, kept = self._out[node], self._kept[node]
            first = bisect_left(onward, (target, -inf))
            for end, further in onward[first : first + 2]:
                if end == target and (further < 0) == (rest == NEGATIVE) and same(kept * abs(further), wanted):
                    return step, ChainStep(node, end, further > 0)
        raise KeyError((origin, target, sign))

    def _walk_tables(self) -> list[list[Table]]:
        """Tables of walks with at most 0, 1, ... links - 1 arrows, for nodes that an arrow leads to.

        Where the next tables, or the pushes made from them, would take too many steps, chains have no more arrows.
        """
        entered = self._entered()
        inner = [node for node, arrows in enumerate(self._out) if arrows and entered[node] and self._kept[node]]
        levels: list[list[Table]] = [[EMPTY] * len(self._out)]
        tables, steps = self._effort.tables, sum(entered)
        # The pushes are made from the last tables, at no less than these tables took.
        while len(levels) < self.links and 2 * steps <= tables.left:
            tables.left -= steps
            levels.append(self._next_level(inner, levels))
            before, steps = steps, _steps(entered, levels[-1])
            if steps > tables.left:
                levels.pop()
                steps = before
                break
        tables.left -= min(steps, tables.left)
        if len(levels) < self.links:
            self._cut(len(levels))
        return levels

    def _next_level(self, inner: Iterable[int], levels: Sequence[list[Table]]) -> list[Table]:
        """The tables of walks with one arrow more, from the last ones."""
        below, unchanged = levels[-1], levels[-2] if len(levels) > 1 else None
        level = list(below)
        changed = False
        for node in inner:
            if unchanged is not None and all(below[target] is unchanged[target] for target, _ in self._out[node]):
                continue
            level[node] = self._passed_on(node, self._merged(node, below))
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
    def _exact(self) -> list[list[Table]]:
        return self._exact_tables() if self._frustrated else self._walks

    def _exact_tables(self) -> list[list[Table]]:
        """The same for chains: nodes of unbalanced circles are searched, those that lead to them made anew."""
        entered, upstream = self._around_frustrated()
        levels = [self._walks[0]]
        for links in range(1, self.links):
            level = list(self._walks[links])
            for node in entered:
                level[node] = self._passed_on(node, self._searched(node, links))
            for node in upstream:
                level[node] = self._passed_on(node, self._merged(node, levels[-1]))
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

    def _entered(self) -> list[int]:
        """The number of arrows that lead to each node."""
        entered = [0] * len(self._out)
        for arrows in self._out:
            for target, _ in arrows:
                entered[target] += 1
        return entered

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

    def _passed_on(self, node: int, table: Table) -> Table:
        """The table of a node as chains through it see it: less where the node is an objective."""
        kept = self._kept[node]
        if kept == 1.0 or table is EMPTY:
            return table
        floor = self._floor
        helps, harms = (
            {target: kept * strength for target, strength in side.items() if kept * strength >= floor} for side in table
        )
        return (helps, harms) if helps or harms else EMPTY

    def _counted(self, node: int, tables: Table) -> Table:
        helps, harms = tables
        if not helps and not harms:
            return EMPTY
        helps.pop(node, None)
        harms.pop(node, None)
        self._entries += len(helps) + len(harms)
        if self._entries > self._most_entries:
            self._effort.give_up()
            raise TooLarge(
                f"the organization has more than {self._most_entries:,} pushes: raise settings: min_chain or lower "
                "max_links, or analyze a part of it"
            )
        return tables

    def _searched(self, node: int, links: int) -> Table:
        """The table of a node of an unbalanced circle, each entry searched with the walks as bounds.

        The search starts from what was found with one arrow less: so a table is never weaker than a shorter one.
        """
        bounds = self._merged(node, self._walks[links - 1])
        if links <= SURE_LINKS:
            return bounds
        shorter = self._merged(node, self._walks[SURE_LINKS - 1])
        tables: Table = ({}, {})
        for sign in (POSITIVE, NEGATIVE):
            for target, most in sorted(bounds[sign].items()):
                sure = shorter[sign].get(target, 0.0), (), ()
                known = self._found.get((node, links - 1, target, sign), sure)
                found = self._search(node, links, target, sign, known) if most > known[0] * (1 + ROUNDING) else known
                if found[0]:
                    tables[sign][target] = found[0]
                    self._found[node, links, target, sign] = found
        return tables

    def bound(self, node: int, links: int, sign: int, target: int) -> float:
        """No chain of at most `links` arrows from node to target is stronger than this."""
        return self._walks[links][node][sign].get(target, 0.0)


def _steps(entered: Sequence[int], level: Sequence[Table]) -> int:
    """The entries that are looked at to make other tables from these, at most."""
    return sum(
        arrows * (1 + len(table[0]) + len(table[1])) if table is not EMPTY else arrows
        for arrows, table in zip(entered, level, strict=True)
    )
