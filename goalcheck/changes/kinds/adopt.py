"""Adopt: an option comes into force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from goalcheck.changes.change import CannotChange, Change, ChangeKind, Charge, Worth
from goalcheck.changes.draft import Draft
from goalcheck.changes.file_form import ChangeForm
from goalcheck.changes.names import titled
from goalcheck.changes.patching.patch import Patch, RemoveEntry, Site, Writer
from goalcheck.changes.patching.writers import OBJECTIVES, STATUS
from goalcheck.files.editing import Field
from goalcheck.model import Objective, Organization, Status
from goalcheck.model.schema import NodeId


@dataclass(frozen=True, slots=True)
class Adopt(Change):
    """An option comes into force, with all its effects, mitigations and needs."""

    objective: str
    because: str | None = None

    @property
    def objectives(self) -> tuple[str, ...]:
        """The option alone."""
        return (self.objective,)

    @property
    def order(self) -> tuple[object, ...]:
        """By objective."""
        return (self.objective,)

    def in_words(self, organization: Organization) -> str:
        """The change in one line, as of the organization before it."""
        return f"adopt the option {titled(organization, self.objective)}"

    def apply(self, draft: Draft) -> None:
        """Make the change.

        Raises:
            CannotChange: the objective is no option.
        """
        objective = draft.objective(self.objective)
        if objective.status is not Status.OPTION:
            raise CannotChange(f"{self.objective} is {objective.status.value}: only an option can be adopted")
        draft.change(objective, status=Status.COMMITTED, cost=None)

    def as_option(self) -> str:
        """The text of the option."""
        return self.objective

    def in_file(self) -> Mapping[str, Field]:
        """The fields in a change file."""
        return {"adopt": self.objective}

    def charge(self, worth: Worth) -> Charge:
        """What the option says that it costs, else a part of what it would be worth."""
        cost = worth.organization.objectives[self.objective].cost
        if cost is not None:
            return Charge(cost, "the cost that it declares")
        factor = worth.costs.adopt
        return Charge(factor * worth.worth(self.objective), f"{factor:g} x {worth.told(self.objective)}")


class AdoptForm(ChangeForm):
    """Let an option come into force."""

    adopt: NodeId

    def change(self) -> Change:
        """The change."""
        return Adopt(self.adopt, self.because)


def _cost_gone(site: Site, was: Objective, is_: Objective) -> Iterator[Patch]:
    """Only an option may say what it costs."""
    if was.cost is not None and is_.cost is None:
        yield RemoveEntry((*site.place, "cost"))


KIND = ChangeKind(
    name="adopt",
    change=Adopt,
    syntax="ID",
    metavar="ID",
    example="operations.spare-crews",
    help="Let an option come into force.",
    read=Adopt,
    forms={"adopt": AdoptForm},
    writes=(STATUS, Writer(OBJECTIVES, 31, _cost_gone)),
    shown=44,
    made=15,
    settles=True,
)
