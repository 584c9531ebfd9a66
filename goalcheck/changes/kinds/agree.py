"""Agree: an objective is agreed with those whom it touches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goalcheck.changes.change import FREE, Change, ChangeKind, Charge, Worth
from goalcheck.changes.draft import Draft
from goalcheck.changes.file_form import ChangeForm
from goalcheck.changes.patching.writers import AGREED_WITH
from goalcheck.files.editing import Field
from goalcheck.model import TEAM, Organization
from goalcheck.model.schema import Id, NodeId


@dataclass(frozen=True, slots=True)
class Agree(Change):
    """An objective is agreed with a customer, a department, or its own team (`team`)."""

    objective: str
    who: str
    because: str | None = None

    @property
    def objectives(self) -> tuple[str, ...]:
        """The objective alone."""
        return (self.objective,)

    @property
    def order(self) -> tuple[object, ...]:
        """By objective, then by whom it is agreed with."""
        return self.objective, self.who

    def in_words(self, organization: Organization) -> str:
        """The change in one line, as of the organization before it."""
        there = organization.departments.get(self.who) or organization.customers.get(self.who)
        whom = "the team" if self.who == TEAM else f"{self.who} ({there.name})" if there else self.who
        return f"agree {self.objective} with {whom}"

    def apply(self, draft: Draft) -> None:
        """Make the change."""
        objective = draft.objective(self.objective)
        there = draft.before.customers, draft.before.departments
        draft.require(self.who, "customer or department", (TEAM,), *there)
        draft.change(objective, agreed_with=tuple(sorted({*objective.agreed_with, self.who})))

    def as_option(self) -> str:
        """The text of the option."""
        return f"{self.objective}:{self.who}"

    def in_file(self) -> Mapping[str, Field]:
        """The fields in a change file."""
        return {"agree": self.objective, "who": self.who}

    def charge(self, worth: Worth) -> Charge:  # noqa: ARG002  # no way out is made of it
        """Nothing."""
        return FREE


class AgreeForm(ChangeForm):
    """Agree an objective with a customer, a department, or the team."""

    agree: NodeId
    who: Id

    def change(self) -> Change:
        """The change."""
        return Agree(self.agree, self.who, self.because)


KIND = ChangeKind(
    name="agree",
    change=Agree,
    syntax="ID:WHO",
    metavar="ID:WHO",
    example="operations.install-30:sales",
    help="Agree an objective with a customer, a department or the team.",
    read=Agree,
    forms={"agree": AgreeForm},
    writes=(AGREED_WITH,),
    shown=90,
    made=50,
    settles=False,
)
