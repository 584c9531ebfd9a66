"""The arrows between objectives, drivers and outcomes: declared, claimed, relied on and implied.

The network holds plain numbers for the search (`chains`); the evidence behind an arrow (words, reason, place) is looked
up again for the few that are shown. DESIGN 4: between two nodes there is at most one positive and one negative arrow,
the strongest of each. Objectives that are an option, done or dropped are left out with every arrow from or to them,
and a hurting arrow that an objective in force mitigates has at most the weight that the mitigation leaves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from goalcheck.graph.circles import components, frustrated_nodes
from goalcheck.graph.days import covers, horizon
from goalcheck.model import Better, Driver, Effect, Mitigation, Organization, Outcome, Target
from goalcheck.source import Location

if TYPE_CHECKING:
    import networkx as nx

V = TypeVar("V")

ROUNDING = 1e-9
"""Every comparison with a threshold, and of help with harm, allows for this much (DESIGN 4)."""

PLACES = 9
"""Decimals to which strengths and tensions are put in order, so that the order of multiplying makes no difference."""


class ArrowSource(StrEnum):
    """The sources of arrows, the surest first."""

    DECLARED = "declared"
    CLAIMED = "claimed"
    RELIED_ON = "relied on"
    IMPLIED = "implied"


RELIANCE_WORDS: Mapping[str, str] = MappingProxyType(
    {"strongly": "strongly helps", "partly": "helps", "slightly": "slightly helps"}
)
"""What somebody relies on helps them as much."""


class Arrow(NamedTuple):
    """One arrow with everything that was said about it.

    Attributes:
        by: who says so: of a claim the department or customer, else the person who is named with it.
        starts_at: the figure that the origin's target must pass for the arrow to have any weight.
        mitigated_by: the objective whose mitigation leaves no more than this weight.
    """

    origin: str
    target: str
    weight: float
    source: ArrowSource
    word: str
    because: str | None
    confidence: str
    evidence: str | None
    by: str | None
    location: Location
    starts_at: float | None = None
    mitigated_by: str | None = None


class Mitigated(NamedTuple):
    """A hurting arrow as somebody says it, and what a mitigation leaves of it.

    Attributes:
        objective: whose mitigation it is.
        weight: what is left; no arrow is left of it where that is 0.
    """

    arrow: Arrow
    objective: str
    mitigation: Mitigation
    weight: float


class Network:
    """The signed graph of an organization, nodes as indices into `nodes` (sorted by id).

    Attributes:
        nodes: the ids of all nodes.
        index: id to index.
        out: for each node its arrows as (target, weight), sorted; weights are never 0.
        objectives: the indices of the objectives in force.
        outcomes: the indices of the outcomes.

    Making one costs time and memory in proportion to the nodes and arrows.
    """

    def __init__(self, organization: Organization) -> None:
        self.organization = organization
        in_force = [objective.id for objective in organization.objectives.values() if objective.status.in_force]
        self.nodes: tuple[str, ...] = tuple(sorted([*in_force, *organization.drivers, *organization.outcomes]))
        self.index = {node: position for position, node in enumerate(self.nodes)}
        self.objectives = [self.index[objective] for objective in in_force]
        self.outcomes = [self.index[outcome] for outcome in organization.outcomes]
        self._claims = _by_origin((claim.origin, claim) for claim in organization.claims)
        self._reliances = _by_origin(
            (reliance.target, (key, reliance))
            for key in in_force
            for reliance in organization.objectives[key].relies_on
        )
        self._mitigations = dict(_mitigations(organization, in_force))
        measurable: list[Driver | Outcome] = [*organization.drivers.values(), *organization.outcomes.values()]
        self._measured = _by_origin((node.metric, node.id) for node in measurable if node.metric is not None)
        self.out: list[list[tuple[int, float]]] = [self._strongest(node) for node in self.nodes]

    @cached_property
    def arrow_count(self) -> int:
        """The number of arrows."""
        return sum(map(len, self.out))

    @cached_property
    def components(self) -> list[list[int]]:
        """The strongly connected components of more than one node: inside them arrows run in circles."""
        return components(self.out)

    @cached_property
    def frustrated(self) -> frozenset[int]:
        """The nodes of the components that hold a negative circle, where a push can turn against itself."""
        return frustrated_nodes(self.out, self.components)

    @cached_property
    def frustrated_between(self) -> frozenset[int]:
        """The same for chains that run through no objective: what an objective leads on to closes no circle."""
        ends = set(self.objectives)
        out = [() if node in ends else row for node, row in enumerate(self.out)]
        return frustrated_nodes(out, components(out))

    def arrow(self, *, origin: int, target: int, positive: bool) -> Arrow:
        """The evidence for one arrow; whoever needs several of one node asks for all of them."""
        return self.arrows_of(origin)[target, positive]

    def arrows_of(self, origin: int) -> dict[tuple[int, bool], Arrow]:
        """The evidence for all arrows of a node, by target and whether they help.

        Of equally strong ones the declared before the claimed before the implied.
        """
        best: dict[tuple[int, bool], Arrow] = {}
        for arrow in sorted(self._arrows(self.nodes[origin]), key=_precedence):
            if arrow.target in self.index and arrow.weight:
                best.setdefault((self.index[arrow.target], arrow.weight > 0), arrow)
        return best

    @cached_property
    def sources(self) -> list[list[int]]:
        """For each node those that have an arrow to it."""
        sources: list[list[int]] = [[] for _ in self.out]
        for origin, row in enumerate(self.out):
            for target, _ in row:
                sources[target].append(origin)
        return sources

    def part(self, nodes: Sequence[int], *, kept: Collection[int]) -> Network:
        """A network of some of the nodes, counted anew in the same order.

        Args:
            nodes: which, sorted.
            kept: those of them that keep their arrows to the others.
        """
        place = {node: position for position, node in enumerate(nodes)}
        part = self._copied()
        part.nodes = tuple(self.nodes[node] for node in nodes)
        part.index = {name: position for position, name in enumerate(part.nodes)}
        outcomes, objectives = self.organization.outcomes, self.organization.objectives
        part.outcomes = [position for position, name in enumerate(part.nodes) if name in outcomes]
        part.objectives = [position for position, name in enumerate(part.nodes) if name in objectives]
        part.out = [
            [(place[target], weight) for target, weight in self.out[node] if target in place] if node in kept else []
            for node in nodes
        ]
        part._keep_balance(self)
        return part

    def rewired(self, rows: Mapping[int, Sequence[tuple[int, float]]]) -> Network:
        """The same nodes, some of them with other arrows, as nobody has written them.

        Args:
            rows: for those nodes their arrows, as in `out`.
        """
        other = self._copied()
        other.out = list(self.out)
        for node, row in rows.items():
            other.out[node] = sorted(row)
        if all(_signs(row) <= _signs(self.out[node]) for node, row in rows.items()):
            other._keep_balance(self)
        return other

    def _keep_balance(self, whole: Network) -> None:
        """Take over that nothing is frustrated in a network that has all arrows of this one."""
        for name in ("frustrated", "frustrated_between"):
            if whole.__dict__.get(name) == frozenset():
                self.__dict__[name] = frozenset()

    def _copied(self) -> Network:
        """A copy for other arrows: nothing that was worked out from these is kept."""
        other = copy(self)
        for name in ("arrow_count", "components", "frustrated", "frustrated_between", "sources"):
            other.__dict__.pop(name, None)
        return other

    def graph(self) -> nx.MultiDiGraph[str]:
        """The network as a networkx graph, for what networkx does well; keys of parallel arrows are their signs."""
        import networkx as nx

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        graph.add_nodes_from(self.nodes)
        for origin, arrows in zip(self.nodes, self.out, strict=True):
            for target, weight in arrows:
                graph.add_edge(origin, self.nodes[target], key=1 if weight > 0 else -1, weight=weight)
        return graph

    def _strongest(self, node: str) -> list[tuple[int, float]]:
        """The arrows of a node, the strongest of each sign for each target."""
        index = self.index
        best: dict[tuple[int, bool], float] = {}
        for target, said in self._weights(node):
            position = index.get(target)
            weight = self._mitigated(node, target, said)[0]
            if position is not None and weight:
                key = (position, weight > 0)
                if abs(weight) > abs(best.get(key, 0.0)):
                    best[key] = weight
        return sorted((position, weight) for (position, _), weight in best.items())

    def _weights(self, node: str) -> Iterable[tuple[str, float]]:
        declared = self._effects(node)
        yield from ((effect.target, effect.weight) for effect in declared)
        for claim in self._claims.get(node, ()):
            yield claim.effect.target, claim.effect.weight
        for objective, reliance in self._reliances.get(node, ()):
            yield objective, reliance.weight
        yield from self._implied(node, declared)

    def _arrows(self, node: str) -> Iterator[Arrow]:
        """Everything that is said of the arrows of a node, the weaker of two included, as mitigations leave it."""
        for arrow in self._said(node):
            weight, mitigation = self._mitigated(node, arrow.target, arrow.weight)
            if mitigation is None:
                yield arrow
            else:
                yield arrow._replace(weight=weight, word=mitigation.leaves.word, mitigated_by=mitigation.objective)

    def _mitigated(self, origin: str, target: str, weight: float) -> tuple[float, _Mitigation | None]:
        """What mitigations leave of a weight, with the one that takes most off."""
        mitigation = self._mitigations.get((origin, target)) if weight < 0 else None
        if mitigation is None or mitigation.leaves.leaves <= weight:
            return weight, None
        return mitigation.leaves.leaves, mitigation

    def most_harm(self, origin: str, target: str) -> float:
        """The most that a hurting arrow may weigh, without sign: less than 1 where an objective mitigates it."""
        mitigation = self._mitigations.get((origin, target))
        return 1.0 if mitigation is None else -mitigation.leaves.leaves

    def mitigated(self, node: str) -> Iterator[Mitigated]:
        """Everything hurting that is said of arrows from or to a node, and that an objective mitigates."""
        for origin, target in sorted(self._mitigations):
            if node in (origin, target) and origin in self.index and target in self.index:
                for arrow in sorted(self._said(origin), key=_precedence):
                    weight, mitigation = self._mitigated(origin, target, arrow.weight)
                    if arrow.target == target and mitigation is not None:
                        yield Mitigated(arrow, mitigation.objective, mitigation.leaves, weight)

    def _said(self, node: str) -> Iterator[Arrow]:
        declared = self._effects(node)
        for effect in declared:
            yield _arrow(node, effect, ArrowSource.DECLARED, effect.by)
        for claim in self._claims.get(node, ()):
            yield _arrow(node, claim.effect, ArrowSource.CLAIMED, claim.by or claim.person)
        for relying, reliance in self._reliances.get(node, ()):
            yield Arrow(
                node,
                relying,
                reliance.weight,
                ArrowSource.RELIED_ON,
                RELIANCE_WORDS[reliance.how],
                reliance.because,
                "high",
                None,
                reliance.by,
                reliance.location,
            )
        for target, weight in self._implied(node, declared):
            objective = self.organization.objectives[node]
            location = objective.target.location if objective.target else objective.location
            word = "strongly helps" if weight > 0 else "strongly hurts"
            yield Arrow(node, target, weight, ArrowSource.IMPLIED, word, None, "high", None, None, location)

    def _effects(self, node: str) -> tuple[Effect, ...]:
        organization = self.organization
        if node in organization.objectives:
            return organization.objectives[node].effects
        if node in organization.drivers:
            return organization.drivers[node].effects
        return organization.outcomes[node].effects

    def _implied(self, node: str, declared: Iterable[Effect]) -> list[tuple[str, float]]:
        """The implied effect of an objective's target on the nodes that its metric measures (DESIGN 3)."""
        target = objective.target if (objective := self.organization.objectives.get(node)) else None
        weight = implied_weight(self.organization, target)
        if target is None or not weight:
            return []
        spoken_of = {effect.target for effect in declared}
        return [(measured, weight) for measured in self._measured.get(target.metric, ()) if measured not in spoken_of]


def implied_weight(organization: Organization, target: Target | None) -> int:
    """The sign of a target's effect on everything that its metric measures: 1, -1, or 0 if it implies nothing."""
    better = None if target is None else organization.metrics[target.metric].better
    if target is None or better is None:
        return 0
    return direction(target) * (1 if better is Better.HIGHER else -1)


def direction(target: Target) -> int:
    """1 where a target moves its metric up, -1 down, 0 where it does neither or both."""
    if target.to is not None and target.start is not None:
        return (target.to > target.start) - (target.to < target.start)
    if target.bounds is None:
        return 0
    return (target.bounds.lower is not None) - (target.bounds.upper is not None)


class _Mitigation(NamedTuple):
    """A mitigation, and the objective in force whose it is."""

    objective: str
    leaves: Mitigation


def _mitigations(organization: Organization, in_force: Iterable[str]) -> Iterator[tuple[tuple[str, str], _Mitigation]]:
    """For the ends of each mitigated effect the mitigation that leaves least, of equal ones the first by ids."""
    days = horizon(organization)
    objectives = organization.objectives
    found: defaultdict[tuple[str, str], list[_Mitigation]] = defaultdict(list)
    for key in in_force:
        for mitigation in objectives[key].mitigates:
            whose = objectives.get(mitigation.origin)
            if whose is None or covers(objectives[key].period, whose.period, days):
                found[mitigation.origin, mitigation.target].append(_Mitigation(key, mitigation))
    for ends, all_of_them in found.items():
        yield ends, min(all_of_them, key=lambda each: (-each.leaves.leaves, each.objective))


def _signs(row: Iterable[tuple[int, float]]) -> set[tuple[int, bool]]:
    """The targets of arrows with their signs."""
    return {(target, weight > 0) for target, weight in row}


def _precedence(arrow: Arrow) -> tuple[object, ...]:
    """The strongest first, then the surest source, then by what is said: never by where it stands in the files."""
    said = [text or "" for text in (arrow.by, arrow.because, arrow.word, arrow.confidence, arrow.evidence)]
    begins = arrow.starts_at is not None, arrow.starts_at or 0.0
    return -abs(arrow.weight), list(ArrowSource).index(arrow.source), said, begins, arrow.location


def _arrow(origin: str, effect: Effect, source: ArrowSource, by: str | None) -> Arrow:
    return Arrow(
        origin,
        effect.target,
        effect.weight,
        source,
        effect.word,
        effect.because,
        effect.confidence,
        effect.evidence,
        by,
        effect.location,
        effect.starts_at,
    )


def _by_origin(pairs: Iterable[tuple[str, V]]) -> dict[str, list[V]]:
    grouped: defaultdict[str, list[V]] = defaultdict(list)
    for key, value in pairs:
        grouped[key].append(value)
    return dict(grouped)
