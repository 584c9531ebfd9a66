"""Capacity: there is another amount of a resource."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from goalcheck.changes.change import CannotChange, Change, ChangeKind, Charge, Worth
from goalcheck.changes.draft import Draft, figure
from goalcheck.changes.file_form import ChangeForm, period_field, period_from
from goalcheck.changes.option_syntax import figure_of, period_of
from goalcheck.changes.patching.patch import Patch, SetValue, Site, Writer
from goalcheck.files.editing import Field
from goalcheck.model import Organization, Period, Resource
from goalcheck.model.period import named_period
from goalcheck.model.schema import MAX_CAPACITY_PERIODS, Amount, Id, PeriodForm


@dataclass(frozen=True, slots=True)
class SetCapacity(Change):
    """There is another amount of a resource.

    Attributes:
        period: the capacity period that changes; None is each that is declared. A period without a capacity so far
            gets one, where the resource declares capacities by period and this one shares no day with them.
    """

    resource: str
    amount: float
    period: Period | None = None
    because: str | None = None

    @property
    def objectives(self) -> tuple[str, ...]:
        """None: the resource is everybody's."""
        return ()

    @property
    def order(self) -> tuple[object, ...]:
        """By resource, then by period and amount."""
        return self.resource, "", self.period or (), self.amount

    def in_words(self, organization: Organization) -> str:
        """The change in one line, as of the organization before it."""
        resource = organization.resources[self.resource]
        amounts = [amount for period, amount in resource.capacity if self.period is None or _same(period, self.period)]
        was = " and ".join(f"{amount:.15g}" for amount in dict.fromkeys(amounts)) or "none that is declared"
        unit = f" {resource.unit}" if resource.unit else ""
        when = f" in {self.period.label}" if self.period else ""
        return f"have {self.amount:.15g}{unit} of {self.resource} ({resource.name}){when} in place of {was}"

    def apply(self, draft: Draft) -> None:
        """Make the change."""
        resource = draft.named(draft.resources, self.resource, "resource")
        figure(self.amount, least=0, what=f"the capacity of {self.resource}")
        draft.resources[self.resource] = replace(resource, capacity=self._capacity(resource))

    def _capacity(self, resource: Resource) -> tuple[tuple[Period | None, float], ...]:
        if self.period is None:
            periods = [period for period, _ in resource.capacity] or [None]
            return tuple((period, self.amount) for period in periods)
        if any(_same(period, self.period) for period, _ in resource.capacity):
            return tuple(
                (period, self.amount if _same(period, self.period) else amount) for period, amount in resource.capacity
            )
        self._check_new(resource)
        return tuple(sorted([*resource.capacity, (self.period, self.amount)], key=lambda each: each[0] or ()))

    def _check_new(self, resource: Resource) -> None:
        period = self.period
        if period is None or named_period(period.label) != period:
            raise CannotChange(f"a capacity period has a name: a year, half, quarter or month, not {period}")
        periods = [each for each, _ in resource.capacity]
        if None in periods:
            raise CannotChange(
                f"the capacity of {self.resource} is one figure without periods, and {period.label} is one"
            )
        declared = ", ".join(each.label for each in periods if each)
        if any(each and each.overlaps(period) for each in periods):
            raise CannotChange(
                f"{period.label} is no capacity period of {self.resource} and overlaps with one: there is {declared}"
            )
        if len(periods) >= MAX_CAPACITY_PERIODS:
            raise CannotChange(f"{self.resource} has {MAX_CAPACITY_PERIODS} capacity periods, which is the most")

    def as_option(self) -> str:
        """The text of the option."""
        return f"{self.resource}{f'@{self.period.label}' if self.period else ''}={self.amount:.15g}"

    def in_file(self) -> Mapping[str, Field]:
        """The fields in a change file."""
        during: Mapping[str, Field] = {"during": period_field(self.period)} if self.period else {}
        return {"capacity": self.resource, "to": self.amount, **during}

    def charge(self, worth: Worth) -> Charge:
        """The part of the capacity that is added."""
        resource = worth.organization.resources[self.resource]
        there = next((amount for period, amount in resource.capacity if period == self.period), 0.0)
        part = (self.amount - there) / there if there else 1.0
        told = f"{100 * part:.1f} % more" if there else "there is none yet"
        return Charge(worth.costs.capacity * part, f"{worth.costs.capacity:g} x {told}")


class CapacityForm(ChangeForm):
    """Have another amount of a resource, in one capacity period or in each."""

    capacity: Id
    to: Amount
    during: PeriodForm | None = None

    def change(self) -> Change:
        """The change."""
        return SetCapacity(self.capacity, self.to, period_from(self.during) if self.during else None, self.because)


def _read(resource: str, amount: str) -> Change:
    resource, at, period = resource.partition("@")
    return SetCapacity(resource, figure_of(amount), period_of(period) if at else None)


def _patches(site: Site, was: Resource, is_: Resource) -> Iterator[Patch]:
    place = (*site.place, "capacity")
    keys = {period[:2]: key for key in site.text.keys(place) if (period := named_period(key))}
    before = dict(was.capacity)
    for period, amount in is_.capacity:
        if before.get(period) != amount:
            name = () if period is None else (keys.get(period[:2], period.label),)
            yield SetValue((*place, *name), amount)


KIND = ChangeKind(
    name="capacity",
    change=SetCapacity,
    syntax="RESOURCE=AMOUNT",
    metavar="RESOURCE[@PERIOD]=AMOUNT",
    example="coordinators=6000, or coordinators@2026-Q4=6000",
    help="Have another amount of a resource.",
    read=_read,
    forms={"capacity": CapacityForm},
    writes=(Writer("resources", 10, _patches),),
    shown=60,
    made=70,
    settles=True,
)


def _same(one: Period | None, other: Period) -> bool:
    """True if two periods are the same days, however they are written."""
    return one is not None and one[:2] == other[:2]
