"""Names for people who have never seen an id: messages are rendered with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from goalcheck.conflict_messages import headline
from goalcheck.conflicts import Conflict
from goalcheck.findings import Finding
from goalcheck.messages import Message, Ref, RefKind, render, render_all
from goalcheck.model import Organization
from goalcheck.render.meeting.isolation import isolated
from goalcheck.render.words import Speaker


class _Named(Protocol):
    @property
    def name(self) -> str: ...


class Namer:
    """Calls things by their names, in quotes; everything it returns is safe for a terminal."""

    def __init__(self, organization: Organization, speaker: Speaker) -> None:
        self._organization = organization
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
        self._speaker = speaker

    def ref(self, ref: Ref) -> str:
        """The name in quotes; the id of what has no name, a stage or a rule."""
        entry = self._sections.get(ref.kind, {}).get(ref.id)
        return isolated(ref.id) if entry is None else self._speaker.quoted(entry.name)

    def text(self, text: str) -> str:
        """A user's own text."""
        return isolated(text)

    def named(self, message: Message) -> str:
        """A message with names."""
        return render(message, self)

    def all_named(self, messages: Iterable[Message]) -> tuple[str, ...]:
        """Messages with names."""
        return tuple(render_all(tuple(messages), self))

    def headline(self, finding: Finding) -> str:
        """A finding in one sentence, without its tension and a full stop."""
        return self.named(finding.headline)

    def conflict(self, conflict: Conflict) -> str:
        """A conflict in one sentence."""
        return self.named(headline(self._organization, conflict))
