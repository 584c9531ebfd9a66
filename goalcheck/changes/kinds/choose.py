"""Choose: of alternatives one is kept, the others are dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goalcheck.changes.change import FREE, CannotChange, Change, ChangeKind, Charge, Worth
from goalcheck.changes.draft import Draft
from goalcheck.changes.file_form import ChangeForm
from goalcheck.changes.names import titled
from goalcheck.changes.patching.writers import STATUS
from goalcheck.files.editing import Field
from goalcheck.graph.alternatives import connected
from goalcheck.model import Objective, Organization, Status
from goalcheck.model.schema import NodeId


@dataclass(frozen=True, slots=True)
class Choose(Change):
    """Of alternatives one is kept, and all others of them are dropped."""

    objective: str
    because: str | None = None

    @property
    def objectives(self) -> tuple[str, ...]:
        """The one that is kept; whom it drops, `dropped_by` tells."""
        return (self.objective,)

    @property
    def order(self) -> tuple[object, ...]:
        """By objective."""
        return (self.objective,)

    def in_words(self, organization: Organization) -> str:
        """The change in one line, as of the organization before it."""
        others = dropped_by(organization.objectives, self.objective)
        dropped = f" and drop {' and '.join(others)}" if others else ""
        return f"choose {titled(organization, self.objective)}{dropped}"

    def apply(self, draft: Draft) -> None:
        """Make the change.

        Raises:
            CannotChange: the objective is not in force, or has no alternative in force.
        """
        objective = draft.objective(self.objective)
        if not objective.status.in_force:
            raise CannotChange(
                f"{self.objective} is {objective.status.value}: only an objective in force can be chosen"
            )
        others = dropped_by(draft.objectives, self.objective)
        if not others:
            raise CannotChange(f"{self.objective} has no alternative in force")
        for each in others:
            draft.change(draft.objectives[each], status=Status.DROPPED)

    def as_option(self) -> str:
        """The text of the option."""
        return self.objective

    def in_file(self) -> Mapping[str, Field]:
        """The fields in a change file."""
        return {"choose": self.objective}

    def charge(self, worth: Worth) -> Charge:  # noqa: ARG002  # one of them had to be chosen anyway
        """Nothing: one of them had to be chosen anyway."""
        return FREE


class ChooseForm(ChangeForm):
    """Keep one of several alternatives, and drop the others."""

    choose: NodeId

    def change(self) -> Change:
        """The change."""
        return Choose(self.choose, self.because)


KIND = ChangeKind(
    name="choose",
    change=Choose,
    syntax="ID",
    metavar="ID",
    example="operations.contract-crews",
    help="Keep one of several alternatives, and drop the others.",
    read=Choose,
    forms={"choose": ChooseForm},
    writes=(STATUS,),
    shown=46,
    made=75,
    settles=True,
)


def dropped_by(objectives: Mapping[str, Objective], chosen: str) -> list[str]:
    """The alternatives in force of an objective, directly or over other objectives in force; sorted."""
    in_force = [each for each in objectives.values() if each.status.in_force or each.id == chosen]
    return [each for each in connected(in_force).get(chosen, ()) if each != chosen]
