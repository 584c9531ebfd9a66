"""Tables of the strongest walks of a node, made from those of its successors: the inner loop of everything.

Where effects are dense, thousands of entries have one of a few strengths, because people say effects in a few words.
So a large table is also held in layers: for each strength the set of its targets as the bits of one number. A node
with many successors then takes in whole layers and not one entry after the other; the products are the same, and so
is the table. On a full matrix of 169 nodes that is some forty times less work.

Knows arrows and tables; what a chain is, is the business of `chains`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from goalcheck.graph.circles import Adjacency
from goalcheck.graph.effort import Effort
from goalcheck.source import TooLarge

MAX_PUSHES = 5_000_000
"""Entries of all tables together; an organization with more is refused before it fills the memory."""

PUSHES_FOR_EACH = 4
"""A large organization may have more: so many for each node and arrow."""

LONG_ROW = 16
"""Arrows of a node from which it takes in layers."""

THICK = 64
"""Entries of a table from which it may be held in layers."""

ENTRIES_OF_LAYER = 8
"""Entries for each layer, on average, from which layers are worth their while."""

BITS_OF_STEP = 8192
"""Joining two sets of so many nodes takes about as long as one step more."""

NODES_OF_ENTRY = 32
"""Nodes for each entry of a table above which sets of nodes would be mostly empty."""

_NOTHING: dict[int, float] = {}

Table = tuple[dict[int, float], dict[int, float]]
"""The strongest positive and negative strengths, by target."""

EMPTY: Table = (_NOTHING, _NOTHING)

Layer = tuple[float, int]
"""A strength, and the targets that have it: bit n is target n."""

Layers = tuple[list[Layer], list[Layer]]
"""The layers of a table, the strongest first."""


Passing = dict[int, tuple[int, int]]
"""For each successor of a node the targets whose remembered walk, positive or negative, goes on by that successor."""


class TableLevel(list[Table]):
    """The tables of all nodes for walks of at most so many arrows."""

    def __init__(self, tables: Iterable[Table]) -> None:
        super().__init__(tables)
        self._layers: dict[int, Layers | None] = {}

    def layers(self, node: int) -> Layers | None:
        """The table of a node in layers, None where it is small or its strengths are too many."""
        if node not in self._layers:
            self._layers[node] = _layers_of(self[node], nodes=len(self))
        return self._layers[node]


class Tables:
    """Makes tables from tables.

    Args:
        is_target: for each node whether pushes on it are wanted.
        kept: for each node the part of a chain that is left behind it, where it lies between the ends.
        floor: weaker strengths do not count.
        effort: is told where there are too many entries.
    """

    def __init__(
        self,
        out: Adjacency,
        *,
        is_target: bytearray,
        kept: Sequence[float],
        floor: float,
        effort: Effort,
    ) -> None:
        self._out = out
        self._is_target = is_target
        self._kept = kept
        self._floor = floor
        self._effort = effort
        self._entries = 0
        self._most_entries = max(MAX_PUSHES, PUSHES_FOR_EACH * (len(out) + sum(map(len, out))))
        self._long = [node for node, arrows in enumerate(out) if len(arrows) >= LONG_ROW]
        self._most_unfolded = 2 * sum(is_target) * len(self._long)
        self._width = 1 + len(out) // BITS_OF_STEP

    def merged(self, node: int, below: TableLevel) -> Table:
        """The table of a node from those of its successors.

        Raises:
            TooLarge: there are too many entries in all.
        """
        row = self._out[node]
        if len(row) >= LONG_ROW:
            return self._counted(node, self._merged_in_layers(row, below))
        floor = self._floor
        is_target = self._is_target
        tables: Table = ({}, {})
        for target, weight in row:
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

    def _merged_in_layers(self, row: Sequence[tuple[int, float]], below: TableLevel) -> Table:
        """The same, with layers where successors have them: equal products are one set of targets."""
        floor = self._floor
        is_target = self._is_target
        tables: Table = ({}, {})
        joined: tuple[dict[float, int], dict[float, int]] = ({}, {})
        for target, weight in row:
            size = abs(weight)
            signs = (0, 1) if weight > 0 else (1, 0)
            if is_target[target] and size >= floor and size > tables[signs[0]].get(target, 0.0):
                tables[signs[0]][target] = size
            onward = below[target]
            if onward is EMPTY:
                continue
            layers = below.layers(target)
            if layers is None:
                for sign, side in zip(signs, onward, strict=True):
                    found = tables[sign]
                    for reached, strength in side.items():
                        product = size * strength
                        if product >= floor and product > found.get(reached, 0.0):
                            found[reached] = product
                continue
            for sign, held in zip(signs, layers, strict=True):
                sets = joined[sign]
                for strength, targets in held:
                    product = size * strength
                    sets[product] = sets.get(product, 0) | targets
        for found, sets in zip(tables, joined, strict=True):
            _take_in(found, sets, floor)
        return tables

    def passing(self, node: int, level: TableLevel, below: TableLevel) -> Passing:
        """One best successor for each entry of a table that is held in layers; none of an arrow to the target itself.

        Args:
            level: holds the table, as the node passes it on.
            below: the tables that it was made from.
        """
        kept = self._kept[node]
        layers = level.layers(node) or ([], [])
        left = [dict(side) for side in layers]
        passing: Passing = {}
        for target, weight in self._out[node]:
            sets, strength = left[weight < 0], kept * abs(weight)
            if strength in sets:
                sets[strength] &= ~(1 << target)
        for target, weight in self._out[node]:
            size, found = abs(weight), [0, 0]
            for sign, side in zip((0, 1) if weight > 0 else (1, 0), _sets_of(target, below), strict=True):
                sets = left[sign]
                for strength, targets in side:
                    # The same products in the same order as the table's own.
                    product = kept * (size * strength)
                    taken = sets.get(product, 0) & targets
                    if taken:
                        sets[product] &= ~taken
                        found[sign] |= taken
            if found != [0, 0]:
                known = passing.get(target, (0, 0))
                passing[target] = found[0] | known[0], found[1] | known[1]
        return passing

    def proved(self, node: int, below: TableLevel, passing: Mapping[int, Passing]) -> Table:
        """Strengths that chains of the node have for sure: its walks, but those that are known to come back to it.

        Args:
            below: tables of walks that visit no node twice, and that are held in layers; others are left out.
            passing: for each node one best successor of each entry.
        """
        joined: tuple[dict[float, int], dict[float, int]] = ({}, {})
        for target, weight in self._out[node]:
            layers = below.layers(target)
            if layers is None:
                continue
            size = abs(weight)
            back = passing[target].get(node, (0, 0))
            for sign, held, returning in zip((0, 1) if weight > 0 else (1, 0), layers, back, strict=True):
                sets = joined[sign]
                for strength, targets in held:
                    product = size * strength
                    sets[product] = sets.get(product, 0) | (targets & ~returning)
        tables: Table = ({}, {})
        for found, sets in zip(tables, joined, strict=True):
            _take_in(found, sets, self._floor)
            found.pop(node, None)
        return tables

    def passed_on(self, node: int, table: Table) -> Table:
        """The table of a node as chains through it see it: less where the node is an objective."""
        kept = self._kept[node]
        if kept == 1.0 or table is EMPTY:
            return table
        floor = self._floor
        helps, harms = (
            {target: kept * strength for target, strength in side.items() if kept * strength >= floor} for side in table
        )
        return (helps, harms) if helps or harms else EMPTY

    def entered(self) -> tuple[list[int], list[int]]:
        """The number of arrows that lead to each node: those of nodes with few arrows, and those of the others."""
        few, many = [0] * len(self._out), [0] * len(self._out)
        for arrows in self._out:
            entered = many if len(arrows) >= LONG_ROW else few
            for target, _ in arrows:
                entered[target] += 1
        return few, many

    def steps(self, entered: tuple[Sequence[int], Sequence[int]], level: TableLevel) -> int:
        """The entries and layers that are looked at to make other tables from these, at most."""
        few, many = entered
        steps = sum(
            arrows * (1 + len(table[0]) + len(table[1])) if table is not EMPTY else arrows
            for arrows, table in zip(few, level, strict=True)
        )
        if not self._long:
            return steps
        unfolded = 0
        for node, arrows in enumerate(many):
            if arrows:
                layers, table = level.layers(node), level[node]
                held = len(table[0]) + len(table[1])
                if layers is None:
                    steps += arrows * (1 + held)
                else:
                    steps += arrows * (1 + self._width * (len(layers[0]) + len(layers[1])))
                    unfolded += arrows * held
        return steps + min(unfolded, self._most_unfolded)

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


def _sets_of(node: int, level: TableLevel) -> Layers:
    """A table in layers, whether or not it is worth holding it so."""
    layers = level.layers(node)
    if layers is not None:
        return layers
    helps, harms = ([(strength, 1 << target) for target, strength in side.items()] for side in level[node])
    return helps, harms


def _layers_of(table: Table, *, nodes: int) -> Layers | None:
    entries = len(table[0]) + len(table[1])
    if entries < THICK or entries * NODES_OF_ENTRY < nodes:
        return None
    helps, harms = (_by_strength(side) for side in table)
    if (len(helps) + len(harms)) * (1 + nodes // BITS_OF_STEP) * ENTRIES_OF_LAYER > entries:
        return None
    return _layered(helps, nodes), _layered(harms, nodes)


def _by_strength(side: dict[int, float]) -> dict[float, list[int]]:
    """For each strength the targets that have it."""
    listed: dict[float, list[int]] = {}
    for target, strength in side.items():
        listed.setdefault(strength, []).append(target)
    return listed


def _layered(listed: dict[float, list[int]], nodes: int) -> list[Layer]:
    return [(strength, _as_bits(listed[strength], nodes)) for strength in sorted(listed, reverse=True)]


def _as_bits(targets: Iterable[int], nodes: int) -> int:
    bits = bytearray(nodes // 8 + 1)
    for target in targets:
        bits[target >> 3] |= 1 << (target & 7)
    return int.from_bytes(bits, "little")


def _targets_of(bits: int) -> Iterator[int]:
    """The targets of a set, in order."""
    digits = bin(bits)[:1:-1]
    place = digits.find("1")
    while place >= 0:
        yield place
        place = digits.find("1", place + 1)


def _take_in(found: dict[int, float], sets: dict[float, int], floor: float) -> None:
    """Enter layers into a table: every target with the strongest layer that holds it."""
    done = 0
    for strength in sorted(sets, reverse=True):
        if strength < floor:
            return
        new = sets[strength] & ~done
        done |= new
        for target in _targets_of(new):
            if strength > found.get(target, 0.0):
                found[target] = strength
