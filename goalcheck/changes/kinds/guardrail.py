"""Guardrail: an objective promises to protect an outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import ConfigDict

from goalcheck.changes.change import Change, ChangeKind, Charge, Worth
from goalcheck.changes.draft import Draft
from goalcheck.changes.file_form import ChangeForm, range_fields
from goalcheck.changes.floors import check_floor, in_range
from goalcheck.changes.patching.writers import GUARDRAILS
from goalcheck.files.editing import Field
from goalcheck.model import Bounds, Guardrail, Organization
from goalcheck.model.schema import BoundedSchema, Id, NodeId, promised


@dataclass(frozen=True, slots=True)
class AddGuardrail(Change):
    """An objective promises not to push an outcome below a floor, whether it pushes it so far or not.

    Attributes:
        metric: what the floor is measured by; comes with `bounds`. Without both the promise is general, and says
            nothing new where the objective has made one for the outcome already.
    """

    objective: str
    protects: str
    metric: str | None = None
    bounds: Bounds | None = None
    because: str | None = None

    @property
    def objectives(self) -> tuple[str, ...]:
        """The objective alone."""
        return (self.objective,)

    @property
    def order(self) -> tuple[object, ...]:
        """By objective, then by outcome."""
        return self.objective, self.protects

    def in_words(self, organization: Organization) -> str:
        """The change in one line, as of the organization before it."""
        floor = f", measured by {self.metric} {in_range(self.bounds)}" if self.metric and self.bounds else ""
        return f"{self.objective} guards {self.protects} ({organization.outcomes[self.protects].name}){floor}"

    def apply(self, draft: Draft) -> None:
        """Make the change."""
        objective = draft.objective(self.objective)
        draft.require(self.protects, "outcome", draft.outcomes)
        check_floor(draft, self.objective, self.protects, self.metric, self.bounds)
        promise = Guardrail(self.protects, self.metric, self.bounds, objective.location)
        made = [(each.protects, each.metric, each.bounds) for each in objective.guardrails]
        general = self.metric is None and any(protects == self.protects for protects, _, _ in made)
        if not general and (self.protects, self.metric, self.bounds) not in made:
            draft.change(objective, guardrails=(*objective.guardrails, promise))

    def as_option(self) -> str:
        """The text of the option."""
        return f"{self.objective}:{self.protects}"

    def in_file(self) -> Mapping[str, Field]:
        """The fields in a change file."""
        floor = (
            {} if self.metric is None or self.bounds is None else {"metric": self.metric, **range_fields(self.bounds)}
        )
        return {"guardrail": self.objective, "protects": self.protects, **floor}

    def charge(self, worth: Worth) -> Charge:
        """A part of what the objective is worth, twice that where the outcome needs a metric first."""
        outcome = worth.organization.outcomes[self.protects]
        factor, metrics = worth.costs.guardrail, 1 if outcome.metric else 2
        measured = f"{outcome.metric} measures it" if outcome.metric else "twice, for it needs a metric"
        told = f"{factor:g} x {worth.told(self.objective)}, {measured}"
        return Charge(factor * metrics * worth.worth(self.objective), told)


class GuardrailForm(ChangeForm, BoundedSchema):
    """Let an objective protect an outcome: at large, or by a metric that stays in a range."""

    model_config = ConfigDict(json_schema_extra=promised())
    guardrail: NodeId
    protects: Id
    metric: Id | None = None

    def change(self) -> Change:
        """The change."""
        return AddGuardrail(self.guardrail, self.protects, self.metric, self._bounds(), self.because)

    def _bounds(self) -> Bounds | None:
        if self.between is not None:
            return Bounds(*self.between)
        none = self.at_least is None and self.at_most is None
        return None if none else Bounds(self.at_least, self.at_most)


KIND = ChangeKind(
    name="guardrail",
    change=AddGuardrail,
    syntax="ID:OUTCOME",
    metavar="ID:OUTCOME",
    example="operations.install-30:personal-attention",
    help="Let an objective protect an outcome.",
    read=AddGuardrail,
    forms={"guardrail": GuardrailForm},
    writes=(GUARDRAILS,),
    shown=40,
    made=40,
    settles=True,
)
