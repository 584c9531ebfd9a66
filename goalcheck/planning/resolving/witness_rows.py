"""Rows from one witness chain per push, for findings with too many combinations of changes to enumerate.

As long as no change touches the objectives of a chain, its push stays as strong. The push outweighs the opposite one as
long as no stronger opposite chain comes up, which changes such as a drop may prevent. So a row blames two groups of
changes and no other: those that can weaken the chain, and those that decide if such an opposite chain exists. Targets,
and with them arrows, are only made weaker; if an arrow could grow, there is no row (`may_rise`). A merger is taken to
join all arrows of both objectives, which no merger exceeds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import prod

from goalcheck.changes import Change
from goalcheck.changes.kinds.guardrail import AddGuardrail
from goalcheck.changes.kinds.share import Share
from goalcheck.facts.context import Context
from goalcheck.findings import Contest, Finding, Level, Link, Side
from goalcheck.graph import ROUNDING
from goalcheck.planning.resolving.constraints import Clause
from goalcheck.planning.resolving.pushes import may_rise
from goalcheck.planning.resolving.terms import kind, objectives_of
from goalcheck.planning.resolving.truth_tables import Made
from goalcheck.planning.resolving.verification import Review, rules_on
from goalcheck.traits import Basis

MOST_STEPS = 50_000
"""Arrows that are followed to find an opposite chain; where that is not enough there is no row."""

Path = tuple[int, ...]


class TooFar(Exception):
    """A search was given up."""


class WitnessRows:
    """Makes rows of chains in one organization.

    Args:
        context: of the organization before any change.
    """

    def __init__(self, context: Context, changes: Sequence[Change], review: Review) -> None:
        self._network = context.network
        self._most_links = context.organization.settings.max_links
        self._changes = changes
        self._level = review.level
        self._may_rise = may_rise(context.organization)
        self._is_graded = all(review.setting(context.organization, rule) is None for rule in rules_on(Basis.OPPOSITION))
        self._decided = {each for decision in context.organization.decisions for each in decision.between}
        self._on: defaultdict[str, set[int]] = defaultdict(set)
        for place, change in enumerate(changes):
            for objective in objectives_of(change):
                self._on[objective].add(place)

    def clause(self, finding: Finding, chosen: Made) -> Clause | None:
        """The clause that every set of changes which settles a finding fulfils, and that the chosen set breaks.

        Args:
            finding: a harm of one objective to another or an opposed pair, as found with the chosen changes made.

        Returns:
            None where no short reason is found.
        """
        if finding.rule.basis is Basis.HARM and finding.by and finding.chain:
            strength = prod(abs(link.weight) for link in finding.chain)
            return self._clause([Side(finding.by, -1, strength, tuple(finding.chain))], set(), chosen)
        if finding.rule.basis is Basis.OPPOSITION and self._is_graded and self._decided.isdisjoint(finding.objectives):
            contest = next((each for each in finding.outcomes if self._counts(each) and each.sides), None)
            if contest is not None:
                blamed = self._on_parts(finding.objectives, ("defer",), chosen) | self._guarding(contest, chosen)
                return self._clause(contest.sides, blamed, chosen)
        return None

    def _clause(self, sides: Iterable[Side], blamed: set[int], chosen: Made) -> Clause | None:
        for side in sides:
            more = self.of(side, chosen, blamed)
            if more is None:
                return None
            blamed |= more
        return Clause(frozenset(blamed - chosen), frozenset(blamed & chosen))

    def of(self, side: Side, chosen: Made = frozenset(), blamed: Collection[int] = ()) -> set[int] | None:
        """The changes that, kept as they are chosen, keep a push at least as strong.

        Args:
            side: as it is with the chosen changes made.
            blamed: changes that are as they are chosen anyway.

        Returns:
            None where no short reason is found.
        """
        found = self._on_chain(side.chain, chosen)
        if self._may_rise or prod(abs(link.weight) for link in side.chain) < side.strength - ROUNDING:
            return None
        try:
            while (path := self._against(side, {*found, *blamed}, chosen)) is not None:
                # Whatever keeps this opposite chain from existing is to blame as well.
                nodes = [self._network.nodes[node] for node in path[1:-1]]
                decisive = {
                    place
                    for place in self._on_parts(nodes, ("drop", "share"), frozenset()).difference(found, blamed)
                    if (kind(self._changes[place]) == "drop") == (place in chosen)
                }
                if not decisive:
                    return None
                found |= decisive
        except TooFar:
            return None
        return found

    def _counts(self, contest: Contest) -> bool:
        level = Level.of_tension(contest.tension or 0.0)
        return (level.lowered if contest.guarded else level).at_least(self._level)

    def _guarding(self, contest: Contest, chosen: Made) -> set[int]:
        """The guardrails that would end a contest."""
        if contest.guarded or Level.of_tension(contest.tension or 0.0).lowered.at_least(self._level):
            return set()
        hurters = [side.objective for side in contest.sides if side.sign < 0]
        return {
            place
            for place in self._on_parts(hurters, ("guardrail",), chosen)
            if isinstance(change := self._changes[place], AddGuardrail) and change.protects == contest.outcome
        }

    def _on_chain(self, chain: Iterable[Link], chosen: Made) -> set[int]:
        """The changes that can weaken a chain: of targets only those that an arrow of it depends on."""
        nodes = dict.fromkeys(node for link in chain for node in (link.origin, link.target))
        tied = [link.origin for link in chain if self._is_tied(link)]
        return self._on_parts(nodes, ("drop", "share"), chosen) | self._on_parts(tied, ("retarget",), chosen)

    def _is_tied(self, link: Link) -> bool:
        """True if an arrow may depend on the target of its objective; an arrow that a merger made may."""
        index = self._network.index
        try:
            origin, target = index[link.origin], index[link.target]
            arrow = self._network.arrow(origin=origin, target=target, positive=link.weight > 0)
        except KeyError:
            return True
        return arrow.starts_at is not None

    def _on_parts(self, nodes: Iterable[str], kinds: Collection[str], chosen: Made) -> set[int]:
        """The changes to objectives, and to the objectives that chosen mergers have added to them."""
        found: set[int] = set()
        seen = set(nodes)
        waiting = list(seen)
        while waiting:
            for place in self._on.get(waiting.pop(), ()):
                change = self._changes[place]
                if kind(change) in kinds:
                    found.add(place)
                if isinstance(change, Share) and place in chosen:
                    parts = set(objectives_of(change)) - seen
                    seen |= parts
                    waiting += parts
        return found

    def _against(self, side: Side, blamed: set[int], chosen: Made) -> Path | None:
        """An opposite chain that is stronger, if there can be one while the blamed changes are as they are chosen.

        Raises:
            TooFar: the search was given up.
        """
        index = self._network.index
        gone = {
            index[objectives_of(self._changes[place])[0]]
            for place in blamed & chosen
            if kind(self._changes[place]) == "drop"
        }
        joined, target = self._joined(blamed - chosen), index[side.chain[-1].target]
        search = _Search(self._network.out, joined, gone, target, side.strength + ROUNDING)
        return search.beyond((index[side.objective],), self._most_links, float(-side.sign))

    def _joined(self, never: set[int]) -> Mapping[int, tuple[int, ...]]:
        """The nodes that each node could be merged with, except by mergers that are not made."""
        index = self._network.index
        found: defaultdict[int, list[int]] = defaultdict(list)
        for place, change in enumerate(self._changes):
            if isinstance(change, Share) and place not in never:
                one, other = index[change.objective], index[change.taken]
                found[one].append(other)
                found[other].append(one)
        return {node: tuple(others) for node, others in found.items()}


class _Search:
    """Looks for a chain that is stronger than a strength and leaves a weight positive."""

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
        """The path continued to the target, None if no such path is strong enough."""
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
