"""Consideration: what somebody looked at and found no effect on, so that it counts as said."""

from __future__ import annotations

from goalcheck.model import Considered, Effect, Organization


def considered_by(organization: Organization, origin: str, target: str) -> Considered | None:
    """Who looked whether a node affects another that it does not name; None where nobody did."""
    node = organization.objectives.get(origin) or organization.drivers.get(origin)
    if node is None or node.considered is None:
        return None
    return node.considered if kind_of(organization, target) in node.considered.kinds else None


def views_considered(organization: Organization, origin: str, target: str) -> list[Effect]:
    """The declaration that follows: `neutral`, at the place where somebody says that they looked."""
    considered = considered_by(organization, origin, target)
    if considered is None:
        return []
    said = (None, "high", None, considered.location)
    return [Effect(target, 0.0, "neutral", *said, by=considered.by, day=considered.day)]


def kind_of(organization: Organization, node: str) -> str:
    """The kind of a node as `considered` names it."""
    return "outcomes" if node in organization.outcomes else "drivers" if node in organization.drivers else "objectives"
