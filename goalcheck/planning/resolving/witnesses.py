"""Why an undermining stands, told by one chain of harm: a row where a table of all combinations would be too large.

As long as nobody touches the objectives of that chain, the harm stays as strong. It outweighs all help as long as the
moves that keep a stronger chain of help from existing are made. So a row blames those two, and no other move. Moves
that merge objectives are taken to join all arrows of both, which no merger exceeds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import prod

from goalcheck.findings import Finding
from goalcheck.graph import ROUNDING
from goalcheck.planning.moves import Move, Share
from goalcheck.planning.resolving.constraints import Clause
from goalcheck.planning.resolving.tables import Made
from goalcheck.planning.resolving.terms import kind, objectives_of
from goalcheck.rules import Study

MOST_STEPS = 50_000
"""Arrows that are followed to find a chain of help; where that is not enough there is no row."""

PUSHING = ("drop", "retarget", "share")

Path = tuple[int, ...]


class TooFar(Exception):
    """A search was given up."""


class Witnesses:
    """Makes rows of chains in one organization.

    Args:
        study: of the organization before any move.
    """

    def __init__(self, study: Study, moves: Sequence[Move]) -> None:
        self._network = study.network
        self._most_links = study.organization.settings.max_links
        self._moves = moves
        self._on: defaultdict[str, set[int]] = defaultdict(set)
        for place, move in enumerate(moves):
            if kind(move) in PUSHING:
                for objective in objectives_of(move):
                    self._on[objective].add(place)
        self._retargets = {place for place, move in enumerate(moves) if kind(move) == "retarget"}

    def clause(self, finding: Finding, chosen: Made) -> Clause | None:
        """What every set of moves must fulfil that settles an undermining (GC102), and the chosen one does not.

        Args:
            finding: as found with the chosen moves made.

        Returns:
            None where no short reason is found.
        """
        by, of = finding.by, finding.of
        if by is None or of is None or not finding.chain:
            return None
        strength = prod(abs(link.weight) for link in finding.chain)
        blamed = self._touching([by, *(link.target for link in finding.chain)]) | self._retargets
        try:
            while (path := self._help(by, of, strength, blamed, chosen)) is not None:
                # Whatever keeps this chain of help from existing is to blame as well.
                against = self._touching(self._network.nodes[node] for node in path[1:-1]) - blamed
                decisive = {place for place in against if self._decides(place, chosen)}
                if not decisive:
                    return None
                blamed |= decisive
        except TooFar:
            return None
        return Clause(frozenset(blamed - chosen), frozenset(blamed & chosen))

    def _touching(self, nodes: Iterable[str]) -> set[int]:
        return {place for node in nodes for place in self._on.get(node, ())}

    def _decides(self, place: int, chosen: Made) -> bool:
        """Whether blaming a move takes chains of help away: a drop that is made, a merger that is not."""
        return (kind(self._moves[place]) == "drop") == (place in chosen) and kind(self._moves[place]) != "retarget"

    def _help(self, by: str, of: str, strength: float, blamed: set[int], chosen: Made) -> Path | None:
        """A chain of help that is stronger, if there can be one while the blamed moves are as they are chosen.

        Raises:
            TooFar: the search was given up.
        """
        index = self._network.index
        gone = {
            index[objectives_of(self._moves[place])[0]]
            for place in blamed & chosen
            if kind(self._moves[place]) == "drop"
        }
        search = _Search(self._network.out, self._joined(blamed - chosen), gone, index[of], strength + ROUNDING)
        return search.beyond((index[by],), self._most_links, 1.0)

    def _joined(self, never: set[int]) -> Mapping[int, tuple[int, ...]]:
        """Each node that could be one with others, and those; but for mergers that are not made."""
        index = self._network.index
        found: defaultdict[int, list[int]] = defaultdict(list)
        for place, move in enumerate(self._moves):
            if isinstance(move, Share) and place not in never:
                one, other = index[move.objective], index[move.taken]
                found[one].append(other)
                found[other].append(one)
        return {node: tuple(others) for node, others in found.items()}


class _Search:
    """Looks for a chain of help that is stronger than a strength."""

    def __init__(
        self,
        out: Sequence[Sequence[tuple[int, float]]],
        joined: Mapping[int, tuple[int, ...]],
        gone: set[int],
        target: int,
        strength: float,
    ) -> None:
        self._out = out
        self._joined = joined
        self._gone = gone
        self._target = target
        self._strength = strength
        self._steps = 0

    def beyond(self, path: Path, links: int, weight: float) -> Path | None:
        """The path with what leads on to the target."""
        if path[-1] == self._target:
            return path if weight > 0 else None
        if not links:
            return None
        for node in (path[-1], *self._joined.get(path[-1], ())):
            for following, arrow in self._out[node]:
                self._steps += 1
                if self._steps > MOST_STEPS:
                    raise TooFar
                if abs(weight * arrow) > self._strength and following not in path and following not in self._gone:
                    found = self.beyond((*path, following), links - 1, weight * arrow)
                    if found is not None:
                        return found
        return None
