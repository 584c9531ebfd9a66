"""The part of an organization that a finding can depend on: whatever its objectives reach.

What the rules say of that part is what they say of it within the whole, at a small part of the cost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from goalcheck.changes.kinds.share import Share
from goalcheck.model import Claim, Driver, Effect, Objective, Organization, Outcome

N = TypeVar("N", Objective, Driver, Outcome)


class Neighbourhoods:
    """The parts of one organization, cut out as they are asked for.

    Args:
        shares: objectives that may become one reach what either of them reaches.
    """

    def __init__(self, organization: Organization, shares: Iterable[Share] = ()) -> None:
        self._organization = organization
        self._claims: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in organization.claims:
            self._claims[claim.origin].append(claim)
        self._measured: defaultdict[str, list[str]] = defaultdict(list)
        measurable: list[Driver | Outcome] = [*organization.drivers.values(), *organization.outcomes.values()]
        for node in measurable:
            if node.metric is not None:
                self._measured[node.metric].append(node.id)
        self._partners: defaultdict[str, set[str]] = defaultdict(set)
        for share in shares:
            self._partners[share.objective].add(share.taken)
            self._partners[share.taken].add(share.objective)
        self._targets: dict[str, frozenset[str]] = {}

    def reached(self, objectives: Iterable[str]) -> set[str]:
        """These objectives, and the nodes that a chain from one of them can visit, however weak it is."""
        found: set[str] = set()
        edge = self._joined(objectives)
        for _ in range(self._organization.settings.max_links + 1):
            found |= edge
            edge = self._joined(target for node in edge for target in self._targets_of(node)) - found
        return found

    def around(self, objectives: Iterable[str]) -> Organization:
        """The organization with these objectives and what they reach."""
        return self._part(self.reached(objectives))

    def only(self, objectives: Iterable[str]) -> Organization:
        """The organization with these objectives alone, for rules that follow no effects."""
        return self._part(self._joined(objectives))

    def _joined(self, nodes: Iterable[str]) -> set[str]:
        """These nodes, and the objectives that they may become one with."""
        found: set[str] = set()
        waiting = list(nodes)
        while waiting:
            node = waiting.pop()
            if node not in found:
                found.add(node)
                waiting += self._partners.get(node, ())
        return found

    def _targets_of(self, node: str) -> frozenset[str]:
        if node not in self._targets:
            self._targets[node] = frozenset(self._declared(node))
        return self._targets[node]

    def _declared(self, node: str) -> Iterable[str]:
        organization = self._organization
        objective = organization.objectives.get(node)
        entry = objective or organization.drivers.get(node) or organization.outcomes[node]
        yield from (effect.target for effect in entry.effects)
        yield from (claim.effect.target for claim in self._claims.get(node, ()))
        if objective and objective.target:
            yield from self._measured.get(objective.target.metric, ())

    def _part(self, nodes: set[str]) -> Organization:
        organization = self._organization
        return replace(
            organization,
            objectives=MappingProxyType(
                {key: _inside(objective, nodes) for key, objective in _those(organization.objectives, nodes).items()}
            ),
            drivers=_those(organization.drivers, nodes),
            outcomes=_those(organization.outcomes, nodes),
            claims=tuple(claim for node in sorted(nodes) for claim in self._claims.get(node, ())),
            decisions=tuple(each for each in organization.decisions if set(each.between) <= set(nodes)),
            scorecards=(),
        )


def without_detours(organization: Organization) -> Organization:
    """The organization without the effects that end at an objective: its chains pass no second objective.

    A push in it is a push that no change on another objective can weaken.
    """
    objectives = organization.objectives

    def cut(section: Mapping[str, N]) -> Mapping[str, N]:
        return MappingProxyType({key: replace(node, effects=direct(node)) for key, node in section.items()})

    def direct(node: Objective | Driver | Outcome) -> tuple[Effect, ...]:
        return tuple(effect for effect in node.effects if effect.target not in objectives)

    return replace(
        organization,
        objectives=cut(organization.objectives),
        drivers=cut(organization.drivers),
        outcomes=cut(organization.outcomes),
        claims=tuple(claim for claim in organization.claims if claim.effect.target not in objectives),
    )


def _inside(objective: Objective, nodes: Collection[str]) -> Objective:
    """The objective without dependencies that lead out of a part."""
    inside = tuple(each for each in objective.depends_on if each.id in nodes)
    return objective if len(inside) == len(objective.depends_on) else replace(objective, depends_on=inside)


def _those(section: Mapping[str, N], keys: Collection[str]) -> Mapping[str, N]:
    """A part of a section, in its order."""
    return MappingProxyType({key: section[key] for key in sorted(section.keys() & set(keys))})
