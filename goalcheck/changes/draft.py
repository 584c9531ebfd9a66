"""An organization while it is being changed, and what every change needs to find its way in it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, TypeVar

from goalcheck.changes.change import CannotChange
from goalcheck.model import Claim, Driver, Objective, Organization, Outcome, Resource
from goalcheck.model.names import MAX_COMPARED
from goalcheck.model.schema import MAX_MAGNITUDE
from goalcheck.selection import require
from goalcheck.source import UnknownName

T = TypeVar("T")
Node = Objective | Outcome | Driver


class Draft:
    """Everything of an organization that a change may touch, in mappings that may be changed; ids stay.

    Attributes:
        before: the organization that is changed.
    """

    def __init__(self, organization: Organization) -> None:
        self.before = organization
        self.objectives: dict[str, Objective] = dict(organization.objectives)
        self.outcomes: dict[str, Outcome] = dict(organization.outcomes)
        self.drivers: dict[str, Driver] = dict(organization.drivers)
        self.resources: dict[str, Resource] = dict(organization.resources)
        self.claims: list[Claim] = list(organization.claims)
        self._claims_of: dict[str, list[int]] | None = None
        self._naming: defaultdict[str, set[str]] | None = None
        self._compared = 0

    def organization(self) -> Organization:
        """The organization as it is now."""
        return replace(
            self.before,
            objectives=MappingProxyType(self.objectives),
            outcomes=MappingProxyType(self.outcomes),
            drivers=MappingProxyType(self.drivers),
            resources=MappingProxyType(self.resources),
            claims=tuple(sorted(self.claims, key=lambda claim: claim.order)),
        )

    def objective(self, name: str) -> Objective:
        """The objective with a full id.

        Raises:
            UnknownName: there is none.
        """
        return self.named(self.objectives, name, "objective")

    def named(self, known: Mapping[str, T], name: str, kind: str) -> T:
        """The thing that has an id.

        Raises:
            UnknownName: nothing has.
        """
        self.require(name, kind, known)
        return known[name]

    def require(self, name: str, kind: str, *known: Collection[str]) -> None:
        """Refuse a name that means nothing.

        Raises:
            UnknownName: no collection has it; the message has a near one, unless too many were looked for already.
        """
        if any(name in each for each in known):
            return
        if self._compared > MAX_COMPARED:
            raise UnknownName(f"there is no {kind} '{name}'", name)
        names = [other for each in known for other in each]
        self._compared += len(name) * sum(map(len, names))
        require(names, [name], kind)

    def claims_of(self, origin: str) -> list[int]:
        """The positions of the claims from an objective or driver."""
        if self._claims_of is None:
            self._claims_of = {}
            for position, claim in enumerate(self.claims):
                self._claims_of.setdefault(claim.origin, []).append(position)
        return self._claims_of.get(origin, [])

    def set_claims(self, claims: Iterable[Claim]) -> None:
        """Have other claims."""
        self.claims = list(claims)
        self._claims_of = None

    def change(self, node: Node, **fields: Any) -> None:
        """Give a node other values of some fields."""
        changed = replace(node, **fields)
        if isinstance(changed, Objective):
            self.objectives[node.id] = changed
        elif isinstance(changed, Outcome):
            self.outcomes[node.id] = changed
        else:
            self.drivers[node.id] = changed
        if self._naming is not None:
            _note(changed, self._naming)

    def naming(self, objective: str) -> list[Node]:
        """All that affects an objective, depends or relies on it, mitigates it or is an alternative to it; sorted.

        Perhaps more.
        """
        sections: tuple[Mapping[str, Node], ...] = self.objectives, self.outcomes, self.drivers
        if self._naming is None:
            self._naming = defaultdict(set)
            for section in sections:
                for node in section.values():
                    _note(node, self._naming)
        return [section[name] for name in sorted(self._naming[objective]) for section in sections if name in section]


def figure(value: float, *, least: float = -MAX_MAGNITUDE, most: float = MAX_MAGNITUDE, what: str) -> None:
    """Refuse a number that no file could hold.

    Raises:
        CannotChange: it is out of bounds.
    """
    if not (math.isfinite(value) and least <= value <= most):
        raise CannotChange(f"{what} cannot be {value:.15g}: a number from {least:,.16g} to {most:,.16g}")


def _note(node: Node, naming: defaultdict[str, set[str]]) -> None:
    named = [effect.target for effect in node.effects]
    if isinstance(node, Objective):
        named += [reference.id for reference in (*node.depends_on, *node.alternative_to)]
        named += [reliance.target for reliance in node.relies_on]
        named += [end for each in node.mitigates for end in (each.origin, each.target)]
    for name in named:
        naming[name].add(node.id)
