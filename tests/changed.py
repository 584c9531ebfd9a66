"""Organizations with one thing changed, made by hand and not by goalcheck's own moves."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

from goalcheck import Organization
from goalcheck.graph import Network
from goalcheck.model import Effect
from goalcheck.source import Location

NOWHERE = Location("changed.yaml", 1, 1, 1, 1)

Arrows = dict[tuple[str, str, bool], float]
"""Arrows by origin, target and whether they help, with their weights without sign."""


def arrows_of(organization: Organization) -> Arrows:
    """All arrows as they are."""
    network = Network(organization)
    return {
        (origin, network.nodes[target], weight > 0): abs(weight)
        for origin, row in zip(network.nodes, network.out, strict=True)
        for target, weight in row
    }


def with_arrows(organization: Organization, arrows: Arrows) -> Organization:
    """Every statement about these arrows says another weight; 0 is neutral.

    An implied arrow has no statement: one is made, which is all that counts where it stands.
    """
    implied = {key for key in arrows if key not in _stated(organization)}

    def effects(node: Any) -> Any:
        changed = [_restated(node.id, each, arrows) for each in node.effects]
        said = [
            Effect(target, _signed(arrows[node.id, target, up], up=up), "neutral", None, "high", None, NOWHERE)
            for origin, target, up in sorted(implied)
            if origin == node.id
        ]
        return replace(node, effects=tuple(sorted([*changed, *said], key=lambda each: each[:2])))

    def section(entries: Any) -> Any:
        return MappingProxyType({key: effects(entry) for key, entry in entries.items()})

    return replace(
        organization,
        objectives=section(organization.objectives),
        drivers=section(organization.drivers),
        outcomes=section(organization.outcomes),
        claims=tuple(
            replace(claim, effect=_restated(claim.origin, claim.effect, arrows)) for claim in organization.claims
        ),
    )


def without_effects(organization: Organization, driver: str) -> Organization:
    """A driver that moves nothing."""
    kept = {**organization.drivers, driver: replace(organization.drivers[driver], effects=())}
    return replace(
        organization,
        drivers=MappingProxyType(kept),
        claims=tuple(claim for claim in organization.claims if claim.origin != driver),
    )


def _stated(organization: Organization) -> set[tuple[str, str, bool]]:
    """The arrows that a statement makes, and not a target that outdoes it."""
    said = [(claim.origin, claim.effect) for claim in organization.claims]
    for objective in organization.objectives.values():
        said += [(objective.id, effect) for effect in objective.effects]
    for driver in organization.drivers.values():
        said += [(driver.id, effect) for effect in driver.effects]
    for outcome in organization.outcomes.values():
        said += [(outcome.id, effect) for effect in outcome.effects]
    strongest = arrows_of(organization)
    return {
        (origin, effect.target, effect.weight > 0)
        for origin, effect in said
        if effect.weight and abs(effect.weight) >= strongest.get((origin, effect.target, effect.weight > 0), 0.0)
    }


def _restated(origin: str, effect: Effect, arrows: Arrows) -> Effect:
    key = origin, effect.target, effect.weight > 0
    if not effect.weight or key not in arrows:
        return effect
    return effect._replace(weight=_signed(arrows[key], up=key[2]), starts_at=None, full_at=None, full_weight=None)


def _signed(size: float, *, up: bool) -> float:
    return size if up else -size
