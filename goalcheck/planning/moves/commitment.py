"""A proposal becomes a promise."""

from __future__ import annotations

from dataclasses import dataclass

from goalcheck.model import Organization, Status
from goalcheck.planning.moves.draft import CannotMove, Draft


@dataclass(frozen=True, slots=True)
class Commit:
    """An objective that is only proposed is agreed on, so that others can count on it: its status is `committed`."""

    objective: str
    because: str | None = None

    def in_words(self, organization: Organization) -> str:
        """The change in one line, as of the organization before it."""
        name = organization.objectives[self.objective].name
        titled = self.objective if name == self.objective.partition(".")[2] else f"{self.objective} ({name})"
        return f"agree on {titled}: from proposed to committed"

    def apply(self, draft: Draft) -> None:
        """Make the change.

        Raises:
            CannotMove: the objective is done or dropped.
        """
        objective = draft.objective(self.objective)
        if not objective.status.in_force:
            raise CannotMove(
                f"{self.objective} is {objective.status.value}: only a proposed objective can be committed"
            )
        draft.change(objective, status=Status.COMMITTED)
