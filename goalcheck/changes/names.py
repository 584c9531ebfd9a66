"""Names of an organization's things, as changes find and tell them."""

from __future__ import annotations

from goalcheck.model import Organization


def titled(organization: Organization, objective: str) -> str:
    """An objective by its id, with its name where that says more."""
    name = organization.objectives[objective].name
    return objective if name == objective.partition(".")[2] else f"{objective} ({name})"


def target_of(organization: Organization, origin: str, name: str) -> str:
    """The full id of a target, as the files find it; the name itself where it means nothing."""
    if name in organization.outcomes or name in organization.drivers:
        return name
    sibling = f"{origin.partition('.')[0]}.{name}"
    return sibling if "." in origin and "." not in name and sibling in organization.objectives else name
