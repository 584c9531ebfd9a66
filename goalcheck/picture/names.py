"""Messages with names in quotes, for pictures; whoever draws makes them safe."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from goalcheck.messages import Message, Ref, RefKind, render
from goalcheck.model import Organization


class _Named(Protocol):
    @property
    def name(self) -> str: ...


class QuotedNames:
    """Calls objectives, outcomes and drivers by their names."""

    def __init__(self, organization: Organization) -> None:
        self._sections: Mapping[RefKind, Mapping[str, _Named]] = {
            RefKind.OBJECTIVE: organization.objectives,
            RefKind.OUTCOME: organization.outcomes,
            RefKind.DRIVER: organization.drivers,
            RefKind.METRIC: organization.metrics,
            RefKind.DEPARTMENT: organization.departments,
            RefKind.CUSTOMER: organization.customers,
            RefKind.RESOURCE: organization.resources,
            RefKind.GOAL: organization.goals,
        }

    def ref(self, ref: Ref) -> str:
        """The name in quotes, or the id of what has no name."""
        entry = self._sections.get(ref.kind, {}).get(ref.id)
        return ref.id if entry is None or not entry.name.strip() else f'"{entry.name}"'

    def text(self, text: str) -> str:
        """A user's own text."""
        return text

    def told(self, message: Message) -> str:
        """A message with names."""
        return render(message, self)
