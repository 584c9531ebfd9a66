"""Importance: an outcome is rated otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from goalcheck.changes.change import FREE, CannotChange, Change, ChangeKind, Charge, Worth
from goalcheck.changes.draft import Draft, figure
from goalcheck.changes.file_form import ChangeForm
from goalcheck.changes.patching.patch import field_writer
from goalcheck.files.editing import Field
from goalcheck.model import Organization
from goalcheck.model.schema import Grade, Id


@dataclass(frozen=True, slots=True)
class SetImportance(Change):
    """An outcome gets another importance, 1 to 5."""

    outcome: str
    importance: int
    because: str | None = None

    @property
    def objectives(self) -> tuple[str, ...]:
        """None: the customer's rating is nobody's objective."""
        return ()

    @property
    def order(self) -> tuple[object, ...]:
        """By outcome, then by importance."""
        return self.outcome, self.importance

    def in_words(self, organization: Organization) -> str:
        """The change in one line, as of the organization before it."""
        outcome = organization.outcomes[self.outcome]
        return f"rate {self.outcome} ({outcome.name}) {self.importance} in importance in place of {outcome.importance}"

    def apply(self, draft: Draft) -> None:
        """Make the change."""
        outcome = draft.named(draft.outcomes, self.outcome, "outcome")
        figure(self.importance, least=1, most=5, what=f"the importance of {self.outcome}")
        draft.change(outcome, importance=self.importance)

    def as_option(self) -> str:
        """The text of the option."""
        return f"{self.outcome}={self.importance}"

    def in_file(self) -> Mapping[str, Field]:
        """The fields in a change file."""
        return {"importance": self.outcome, "to": self.importance}

    def charge(self, worth: Worth) -> Charge:  # noqa: ARG002  # no way out is made of it
        """Nothing."""
        return FREE


class ImportanceForm(ChangeForm):
    """Rate an outcome otherwise."""

    importance: Id
    to: Grade

    def change(self) -> Change:
        """The change."""
        return SetImportance(self.importance, self.to, self.because)


def _read(outcome: str, grade: str) -> Change:
    if not re.fullmatch(r"[1-5]", grade):
        raise CannotChange(f"'{grade}' is no importance: a whole number from 1 to 5")
    return SetImportance(outcome, int(grade))


KIND = ChangeKind(
    name="importance",
    change=SetImportance,
    syntax="OUTCOME=N",
    metavar="OUTCOME=N",
    example="personal-attention=4",
    help="Rate an outcome from 1 to 5.",
    read=_read,
    forms={"importance": ImportanceForm},
    writes=(field_writer("outcomes", 10, "importance"),),
    shown=70,
    made=80,
    settles=False,
)
