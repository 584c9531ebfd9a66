"""Commit: an objective that is only proposed becomes a promise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goalcheck.changes.change import CannotChange, Change, ChangeKind, Charge, Worth
from goalcheck.changes.draft import Draft
from goalcheck.changes.file_form import ChangeForm
from goalcheck.changes.names import titled
from goalcheck.changes.patching.writers import STATUS
from goalcheck.files.editing import Field
from goalcheck.model import Organization, Status
from goalcheck.model.schema import NodeId


@dataclass(frozen=True, slots=True)
class Commit(Change):
    """An objective that is only proposed is agreed on, so that others can count on it: its status is `committed`."""

    objective: str
    because: str | None = None

    @property
    def objectives(self) -> tuple[str, ...]:
        """The objective alone."""
        return (self.objective,)

    @property
    def order(self) -> tuple[object, ...]:
        """By objective."""
        return (self.objective,)

    def in_words(self, organization: Organization) -> str:
        """The change in one line, as of the organization before it."""
        return f"agree on {titled(organization, self.objective)}: from proposed to committed"

    def apply(self, draft: Draft) -> None:
        """Make the change.

        Raises:
            CannotChange: the objective is done or dropped.
        """
        objective = draft.objective(self.objective)
        if not objective.status.in_force:
            raise CannotChange(
                f"{self.objective} is {objective.status.value}: only a proposed objective can be committed"
            )
        draft.change(objective, status=Status.COMMITTED)

    def as_option(self) -> str:
        """The text of the option."""
        return self.objective

    def in_file(self) -> Mapping[str, Field]:
        """The fields in a change file."""
        return {"commit": self.objective}

    def charge(self, worth: Worth) -> Charge:
        """A part of what the objective is worth."""
        factor = worth.costs.commit
        return Charge(factor * worth.worth(self.objective), f"{factor:g} x {worth.told(self.objective)}")


class CommitForm(ChangeForm):
    """Agree on an objective that is only proposed, so that others can count on it."""

    commit: NodeId

    def change(self) -> Change:
        """The change."""
        return Commit(self.commit, self.because)


KIND = ChangeKind(
    name="commit",
    change=Commit,
    syntax="ID",
    metavar="ID",
    example="operations.evening-crews",
    help="Agree on an objective that is only proposed.",
    read=Commit,
    forms={"commit": CommitForm},
    writes=(STATUS,),
    shown=100,
    made=60,
    settles=True,
)
