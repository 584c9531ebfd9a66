"""Builds goals, customers, the journey, outcomes, drivers, metrics and resources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from goalcheck import model
from goalcheck.files import MappingNode
from goalcheck.model import schema
from goalcheck.model.building.context import BuildContext
from goalcheck.model.building.relations import considered
from goalcheck.model.names import MAX_STAGES
from goalcheck.model.period import NAMED_PERIOD_EXPECTED, Period, named_period
from goalcheck.source import Location


class Sections:
    """Builds the entries of these sections; each method is called once."""

    def __init__(self, context: BuildContext) -> None:
        self._context = context

    def goals(self) -> Mapping[str, model.Goal]:
        """The goals, by id."""
        return self._context.section("goals", self._goal)

    def customers(self) -> Mapping[str, model.Customer]:
        """The customers, by id."""
        return self._context.section("customers", self._customer)

    def outcomes(self) -> Mapping[str, model.Outcome]:
        """The outcomes, by id."""
        return self._context.section("outcomes", self._outcome)

    def drivers(self) -> Mapping[str, model.Driver]:
        """The drivers, by id."""
        return self._context.section("drivers", self._driver)

    def metrics(self) -> Mapping[str, model.Metric]:
        """The metrics, by id."""
        return self._context.section("metrics", self._metric)

    def resources(self) -> Mapping[str, model.Resource]:
        """The resources, by id."""
        return self._context.section("resources", self._resource)

    def _goal(self, key: str, entry: schema.GoalSchema, _raw: MappingNode, location: Location) -> model.Goal:
        return model.Goal(key, entry.name or key, entry.importance, location)

    def _metric(self, key: str, entry: schema.MetricSchema, _raw: MappingNode, location: Location) -> model.Metric:
        better = model.Better(entry.better) if entry.better else None
        return model.Metric(key, entry.name or key, entry.unit, better, location)

    def _resource(self, key: str, entry: schema.ResourceSchema, raw: MappingNode, location: Location) -> model.Resource:
        capacity: list[tuple[Period | None, float]] = []
        if isinstance(entry.capacity, dict):
            node = raw.mapping("capacity")
            for name, amount in entry.capacity.items():
                period = named_period(name)
                if period is None:
                    self._context.report(node, node.key_location(name), f"'{name}' is no period", NAMED_PERIOD_EXPECTED)
                else:
                    capacity.append((period, amount))
            self._refuse_overlaps(node, [period for period, _ in capacity if period is not None])
        elif entry.capacity is not None:
            capacity.append((None, entry.capacity))
        ordered = sorted(capacity, key=lambda each: each[0] or ())
        return model.Resource(key, entry.name or key, entry.unit, tuple(ordered), location)

    def _refuse_overlaps(self, capacity: MappingNode, periods: Sequence[Period]) -> None:
        """The capacity periods of a resource share no day, or the same hours would count twice; and they are not many.

        Every period that starts before an earlier one has ended is reported, with the one that ends last.
        """
        if len(periods) > schema.MAX_CAPACITY_PERIODS:
            name = periods[schema.MAX_CAPACITY_PERIODS].label
            expected = f"at most {schema.MAX_CAPACITY_PERIODS}; years, halves or quarters in place of months"
            self._context.report(capacity, capacity.key_location(name), f"{len(periods)} capacity periods", expected)
            return
        last: Period | None = None
        for period in sorted(periods):
            if last is not None and period.overlaps(last):
                self._context.problems.add(
                    capacity.source.name,
                    f"the capacity periods {last.label} and {period.label} overlap",
                    "capacity periods of a resource that share no day",
                    capacity.source.excerpt(capacity.key_location(period.label)),
                    capacity.source.excerpt(capacity.key_location(last.label), "overlaps with this one"),
                )
            if last is None or period.end > last.end:
                last = period

    def _customer(self, key: str, entry: schema.CustomerSchema, raw: MappingNode, location: Location) -> model.Customer:
        kind = model.CustomerKind(entry.kind)
        self._context.reference(raw, "department", entry.department, "departments")
        if kind is model.CustomerKind.EXTERNAL and entry.department is not None:
            found = f"the external customer '{key}' has a department"
            expected = "kind: internal, for a customer that is a department; or no department"
            self._context.report(raw, location, found, expected)
        elif kind is model.CustomerKind.INTERNAL and entry.department is None and raw not in self._context.gaps:
            found = f"the internal customer '{key}' has no department"
            self._context.report(raw, location, found, "department: the id of the department that this customer is")
        self._context.references(raw, "priorities", entry.priorities, "outcomes")
        return model.Customer(key, entry.name or key, kind, entry.department, tuple(entry.priorities), location)

    def _outcome(self, key: str, entry: schema.OutcomeSchema, raw: MappingNode, location: Location) -> model.Outcome:
        self._context.reference(raw, "customer", entry.customer, "customers")
        self._context.reference(raw, "stage", entry.stage, "stages")
        self._context.reference(raw, "metric", entry.metric, "metrics")
        return model.Outcome(
            id=key,
            name=entry.name or key,
            customer=entry.customer,
            importance=entry.importance,
            stage=entry.stage,
            metric=entry.metric,
            at_stake=entry.at_stake,
            effects=self._context.effects.read(entry.affects, raw, owner=key),
            location=location,
        )

    def _driver(self, key: str, entry: schema.DriverSchema, raw: MappingNode, location: Location) -> model.Driver:
        self._context.reference(raw, "metric", entry.metric, "metrics")
        effects = self._context.effects.read(entry.affects, raw, owner=key)
        self._context.figures[key] = None
        looked = considered(self._context, raw, entry.considered)
        return model.Driver(key, entry.name or key, entry.metric, effects, location, looked)

    def journey(self) -> Iterator[model.Reference]:
        """The stages, in their order."""
        for raw, document in self._context.parts:
            for index, stage in enumerate(document.journey[:MAX_STAGES]):
                yield model.Reference(stage, raw.sequence("journey").item_location(index))
