"""Names in place of ids, for people who read and do not type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from goalcheck.messages import Ref, RefKind
from goalcheck.model import Organization
from goalcheck.render.safe import MAX_SENTENCE, for_terminal


class _Named(Protocol):
    @property
    def name(self) -> str: ...


_QUOTED = frozenset({RefKind.OBJECTIVE, RefKind.OUTCOME, RefKind.DRIVER, RefKind.METRIC, RefKind.GOAL})
"""The kinds whose names are phrases, so that a sentence has to say where they end."""


class SafeNames:
    """Things are called by their names; everything it returns is safe for a terminal."""

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
        """The name, in quotes where it is a phrase; the id of what has no name, a stage or a rule."""
        entry = self._sections.get(ref.kind, {}).get(ref.id)
        if entry is None:
            return for_terminal(ref.id)
        name = for_terminal(entry.name)
        return f'"{name}"' if ref.kind in _QUOTED else name

    def text(self, text: str) -> str:
        """A user's own text."""
        return for_terminal(text, most=MAX_SENTENCE)
