"""The shape of a file of changes, as pydantic checks it and as its JSON Schema publishes it.

Each kind of change is a mapping with the field that names the kind. What only an organization can show (ids, targets,
capacity periods) is the business of the changes themselves.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag

from goalcheck.model import Bounds, Period
from goalcheck.model.schema import (
    WORDS,
    Amount,
    BoundedSchema,
    EffectValue,
    Grade,
    Id,
    NodeId,
    Number,
    PeriodForm,
    PeriodRangeSchema,
    StrictSchema,
    Text,
    not_true,
    promised,
)
from goalcheck.planning.moves import (
    Agree,
    Capacity,
    Commit,
    Defer,
    Drop,
    Guardrail,
    Importance,
    Move,
    Retarget,
    SetEffect,
    Share,
)
from goalcheck.planning.moves.spoken import period_of

_SCORES = {score: word for word, score in WORDS.items()}


class Change(StrictSchema):
    """What every change may say."""

    because: Text | None = Field(None, description="Why this is proposed")


class DropForm(Change):
    """Give an objective up."""

    drop: NodeId

    def move(self) -> Move:
        """The change, as the other forms give it too."""
        return Drop(self.drop, self.because)


class DeferForm(Change):
    """Give an objective another period."""

    defer: NodeId
    to: PeriodForm

    def move(self) -> Move:
        """The change."""
        return Defer(self.defer, _period(self.to), self.because)


class RetargetForm(Change):
    """Give the target of an objective another figure."""

    retarget: NodeId
    to: Number

    def move(self) -> Move:
        """The change."""
        return Retarget(self.retarget, self.to, self.because)


class GuardrailForm(Change, BoundedSchema):
    """Let an objective protect an outcome: at large, or by a metric that stays in a range."""

    model_config = ConfigDict(json_schema_extra=promised())
    guardrail: NodeId
    protects: Id
    metric: Id | None = None

    def move(self) -> Move:
        """The change."""
        return Guardrail(self.guardrail, self.protects, self.metric, self._bounds(), self.because)

    def _bounds(self) -> Bounds | None:
        if self.between is not None:
            return Bounds(*self.between)
        none = self.at_least is None and self.at_most is None
        return None if none else Bounds(self.at_least, self.at_most)


class EffectForm(Change):
    """Say an effect otherwise, or for the first time."""

    effect: EffectValue
    origin: NodeId = Field(alias="from")
    to: NodeId

    def move(self) -> Move:
        """The change."""
        word = self.effect if isinstance(self.effect, str) else _SCORES[self.effect]
        return SetEffect(self.origin, self.to, word, self.because)


class WeightForm(Change):
    """The same with a weight in place of a word."""

    weight: Annotated[float, Field(ge=-1, le=1)]
    origin: NodeId = Field(alias="from")
    to: NodeId

    def move(self) -> Move:
        """The change."""
        return SetEffect(self.origin, self.to, self.weight, self.because)


class CapacityForm(Change):
    """Have another amount of a resource, in one capacity period or in each."""

    capacity: Id
    to: Amount
    during: PeriodForm | None = None

    def move(self) -> Move:
        """The change."""
        return Capacity(self.capacity, self.to, _period(self.during) if self.during else None, self.because)


class ImportanceForm(Change):
    """Rate an outcome otherwise."""

    importance: Id
    to: Grade

    def move(self) -> Move:
        """The change."""
        return Importance(self.importance, self.to, self.because)


class ShareForm(Change):
    """Merge the objective `takes` into another one, which both departments own then."""

    share: NodeId
    takes: NodeId

    def move(self) -> Move:
        """The change."""
        return Share(self.share, self.takes, self.because)


class AgreeForm(Change):
    """Agree an objective with a customer, a department, or the team."""

    agree: NodeId
    who: Id

    def move(self) -> Move:
        """The change."""
        return Agree(self.agree, self.who, self.because)


class CommitForm(Change):
    """Agree on an objective that is only proposed, so that others can count on it."""

    commit: NodeId

    def move(self) -> Move:
        """The change."""
        return Commit(self.commit, self.because)


class Unclear(StrictSchema):
    """A mapping that names no kind of change."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"not": {}})


KINDS = (
    "drop",
    "defer",
    "retarget",
    "guardrail",
    "effect",
    "weight",
    "capacity",
    "importance",
    "share",
    "agree",
    "commit",
)


def _kind(value: Any) -> str:
    """The tag of the kind that a mapping names first."""
    return next((f"<{key}>" for key in value if key in KINDS) if isinstance(value, dict) else iter(()), "<unclear>")


ChangeForm = Annotated[
    Annotated[DropForm, Tag("<drop>")]
    | Annotated[DeferForm, Tag("<defer>")]
    | Annotated[RetargetForm, Tag("<retarget>")]
    | Annotated[GuardrailForm, Tag("<guardrail>")]
    | Annotated[EffectForm, Tag("<effect>")]
    | Annotated[WeightForm, Tag("<weight>")]
    | Annotated[CapacityForm, Tag("<capacity>")]
    | Annotated[ImportanceForm, Tag("<importance>")]
    | Annotated[ShareForm, Tag("<share>")]
    | Annotated[AgreeForm, Tag("<agree>")]
    | Annotated[CommitForm, Tag("<commit>")]
    | Annotated[Unclear, Tag("<unclear>")],
    Discriminator(_kind),
]


class Changes(StrictSchema):
    """Changes to a goalcheck organization, made one after the other."""

    model_config = ConfigDict(title="goalcheck changes")
    version: Annotated[Literal[1], BeforeValidator(not_true)] = Field(1, description="The version of this format")
    changes: list[ChangeForm] = Field(default_factory=list, description="Made one after the other")


def _period(entry: int | str | PeriodRangeSchema) -> Period:
    """The period that a form gives.

    Raises:
        CannotMove: it is none.
    """
    if isinstance(entry, PeriodRangeSchema):
        return period_of(f"{entry.start} to {entry.end}")
    return period_of(f"{entry:04}" if isinstance(entry, int) else entry)
