"""References to the things of an organization, by their ids."""

from __future__ import annotations

from goalcheck.messages import Ref, RefKind
from goalcheck.model import Organization


def node_ref(organization: Organization, key: str) -> Ref:
    """A reference to the objective, outcome or driver with an id."""
    if key in organization.objectives:
        return Ref(RefKind.OBJECTIVE, key)
    return Ref(RefKind.OUTCOME if key in organization.outcomes else RefKind.DRIVER, key)


def party_ref(organization: Organization, key: str) -> Ref:
    """A reference to somebody who speaks: a department or a customer."""
    return Ref(RefKind.DEPARTMENT if key in organization.departments else RefKind.CUSTOMER, key)
