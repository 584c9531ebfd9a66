"""Defer: an objective gets another period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goalcheck.changes.change import CannotChange, Change, ChangeKind, Charge, Worth
from goalcheck.changes.draft import Draft
from goalcheck.changes.file_form import ChangeForm, period_field, period_from
from goalcheck.changes.names import titled
from goalcheck.changes.option_syntax import period_of
from goalcheck.changes.patching.writers import PERIOD
from goalcheck.files.editing import Field
from goalcheck.model import Organization, Period
from goalcheck.model.schema import NodeId, PeriodForm


@dataclass(frozen=True, slots=True)
class Defer(Change):
    """An objective gets another period."""

    objective: str
    period: Period
    because: str | None = None

    @property
    def objectives(self) -> tuple[str, ...]:
        """The objective alone."""
        return (self.objective,)

    @property
    def order(self) -> tuple[object, ...]:
        """By objective, then by period."""
        return self.objective, "", self.period

    def in_words(self, organization: Organization) -> str:
        """The change in one line, as of the organization before it."""
        period = organization.objectives[self.objective].period
        was = period.label if period else "always"
        return f"move {titled(organization, self.objective)} from {was} to {self.period.label}"

    def apply(self, draft: Draft) -> None:
        """Make the change."""
        if self.period.end < self.period.start:
            raise CannotChange(f"the period {self.period.label} ends before it starts")
        draft.change(draft.objective(self.objective), period=self.period)

    def as_option(self) -> str:
        """The text of the option."""
        return f"{self.objective}={self.period.label}"

    def in_file(self) -> Mapping[str, Field]:
        """The fields in a change file."""
        return {"defer": self.objective, "to": period_field(self.period)}

    def charge(self, worth: Worth) -> Charge:
        """A part of what the objective is worth."""
        factor = worth.costs.defer
        return Charge(factor * worth.worth(self.objective), f"{factor:g} x {worth.told(self.objective)}")


class DeferForm(ChangeForm):
    """Give an objective another period."""

    defer: NodeId
    to: PeriodForm

    def change(self) -> Change:
        """The change."""
        return Defer(self.defer, period_from(self.to), self.because)


KIND = ChangeKind(
    name="defer",
    change=Defer,
    syntax="ID=PERIOD",
    metavar="ID=PERIOD",
    example="operations.install-30=2027-Q1",
    help="Give an objective another period.",
    read=lambda objective, period: Defer(objective, period_of(period)),
    forms={"defer": DeferForm},
    writes=(PERIOD,),
    shown=20,
    made=30,
    settles=True,
)
