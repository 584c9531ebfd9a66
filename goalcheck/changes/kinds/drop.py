"""Drop: an objective is given up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goalcheck.changes.change import Change, ChangeKind, Charge, Worth
from goalcheck.changes.draft import Draft
from goalcheck.changes.file_form import ChangeForm
from goalcheck.changes.names import titled
from goalcheck.changes.patching.writers import STATUS
from goalcheck.files.editing import Field
from goalcheck.model import Organization, Status
from goalcheck.model.schema import NodeId


@dataclass(frozen=True, slots=True)
class Drop(Change):
    """An objective is given up: its status becomes `dropped`, and what others say of it stays said."""

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
        return f"drop {titled(organization, self.objective)}"

    def apply(self, draft: Draft) -> None:
        """Make the change."""
        draft.change(draft.objective(self.objective), status=Status.DROPPED)

    def as_option(self) -> str:
        """The text of the option."""
        return self.objective

    def in_file(self) -> Mapping[str, Field]:
        """The fields in a change file."""
        return {"drop": self.objective}

    def charge(self, worth: Worth) -> Charge:
        """All that the objective is worth."""
        factor = worth.costs.drop
        return Charge(factor * worth.worth(self.objective), f"{factor:g} x {worth.told(self.objective)}")


class DropForm(ChangeForm):
    """Give an objective up."""

    drop: NodeId

    def change(self) -> Change:
        """The change."""
        return Drop(self.drop, self.because)


KIND = ChangeKind(
    name="drop",
    change=Drop,
    syntax="ID",
    metavar="ID",
    example="operations.install-30",
    help="Give an objective up.",
    read=Drop,
    forms={"drop": DropForm},
    writes=(STATUS,),
    shown=10,
    made=100,
    settles=True,
)
