"""Bind: an objective counts only while a floor under an outcome holds (an error budget)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

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
class Bind(Change):
    """An objective counts only while a floor under an outcome holds; a guardrail that it has already is made binding.

    Attributes:
        metric: what the floor is measured by, and `bounds` where it lies; without both the floor is to be filled in.
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
        outcome = organization.outcomes[self.protects]
        if self.metric and self.bounds:
            metric = organization.metrics[self.metric]
            unit = f" {metric.unit}" if metric.unit else ""
            floor = f"{metric.name} ({self.metric}) is {in_range(self.bounds)}{unit}"
        else:
            there = next((each for each in organization.objectives[self.objective].guardrails if self._is(each)), None)
            measured = there.metric if there and there.metric else outcome.metric
            floor = f"the floor of its guardrail holds ({measured})" if there and there.metric else "a floor holds"
            if not (there and there.metric):
                floor += f", to be filled in{f', by {measured}' if measured else ''}"
        return f"let {self.objective} count only while {floor}: it protects {self.protects} ({outcome.name})"

    def apply(self, draft: Draft) -> None:
        """Make the change."""
        objective = draft.objective(self.objective)
        draft.require(self.protects, "outcome", draft.outcomes)
        check_floor(draft, self.objective, self.protects, self.metric, self.bounds)
        there = objective.guardrails
        at = next((place for place, each in enumerate(there) if self._is(each)), None)
        if at is None:
            bound = Guardrail(self.protects, self.metric, self.bounds, objective.location, binding=True)
            draft.change(objective, guardrails=(*there, bound))
        elif not there[at].binding:
            floor = (there[at].metric, there[at].bounds) if self.metric is None else (self.metric, self.bounds)
            bound = replace(there[at], metric=floor[0], bounds=floor[1], binding=True)
            draft.change(objective, guardrails=(*there[:at], bound, *there[at + 1 :]))

    def _is(self, guardrail: Guardrail) -> bool:
        """True if this change makes a guardrail binding: one for its outcome, by its metric or by any."""
        return guardrail.protects == self.protects and (
            guardrail.metric is None or self.metric is None or guardrail.metric == self.metric
        )

    def as_option(self) -> str:
        """The text of the option."""
        return f"{self.objective}:{self.protects}"

    def in_file(self) -> Mapping[str, Field]:
        """The fields in a change file."""
        floor = {} if self.metric is None or self.bounds is None else {"metric": self.metric}
        return {"bind": self.objective, "protects": self.protects, **floor, **range_fields(self.bounds or NONE)}

    def charge(self, worth: Worth) -> Charge:
        """A part of what the objective is worth."""
        factor = worth.costs.bind
        return Charge(factor * worth.worth(self.objective), f"{factor:g} x {worth.told(self.objective)}")


NONE = Bounds(None, None)
"""No floor."""


class BindForm(ChangeForm, BoundedSchema):
    """Let an objective count only while a floor under an outcome holds."""

    model_config = ConfigDict(json_schema_extra=promised())
    bind: NodeId
    protects: Id
    metric: Id | None = None

    def change(self) -> Change:
        """The change."""
        return Bind(self.bind, self.protects, self.metric, self._bounds(), self.because)

    def _bounds(self) -> Bounds | None:
        if self.between is not None:
            return Bounds(*self.between)
        none = self.at_least is None and self.at_most is None
        return None if none else Bounds(self.at_least, self.at_most)


KIND = ChangeKind(
    name="bind",
    change=Bind,
    syntax="ID:OUTCOME",
    metavar="ID:OUTCOME",
    example="operations.install-30:personal-attention",
    help="Let an objective count only while a floor under an outcome holds.",
    read=Bind,
    forms={"bind": BindForm},
    writes=(GUARDRAILS,),
    shown=42,
    made=45,
    settles=True,
)
