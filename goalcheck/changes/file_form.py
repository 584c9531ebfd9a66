"""The parts of a change file that the kinds share: the base of their forms, and periods both ways."""

from __future__ import annotations

from abc import abstractmethod

from pydantic import Field

from goalcheck.changes.change import Change
from goalcheck.changes.option_syntax import period_of
from goalcheck.files.editing import Field as Written
from goalcheck.model import Bounds, Period
from goalcheck.model.period import named_period
from goalcheck.model.schema import PeriodRangeSchema, StrictSchema, Text


class ChangeForm(StrictSchema):
    """The fields that every change may have."""

    because: Text | None = Field(None, description="Why this is proposed")

    @abstractmethod
    def change(self) -> Change:
        """The change that the form says.

        Raises:
            CannotChange: a period is none.
        """


def period_from(entry: int | str | PeriodRangeSchema) -> Period:
    """The period that a form gives.

    Raises:
        CannotChange: it is none.
    """
    if isinstance(entry, PeriodRangeSchema):
        return period_of(f"{entry.start} to {entry.end}")
    return period_of(f"{entry:04}" if isinstance(entry, int) else entry)


def period_field(period: Period) -> Written:
    """A period by its name, else as its two days."""
    if named_period(period.label) == period:
        return int(period.label) if period.label.isdigit() else period.label
    return {"from": period.start.isoformat(), "to": period.end.isoformat()}


def range_fields(bounds: Bounds) -> dict[str, Written]:
    """A range as the files say it."""
    if bounds.lower is not None and bounds.upper is not None:
        return {"between": (bounds.lower, bounds.upper)}
    if bounds.lower is not None:
        return {"at_least": bounds.lower}
    return {} if bounds.upper is None else {"at_most": bounds.upper}
