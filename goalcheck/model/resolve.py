"""From documents to the organization: merged, references resolved, periods and figures checked.

Works on documents that fit the shape (`shape`), beside their raw nodes, which hold the positions.
Every problem is collected; the organization exists only where there is none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from goalcheck.files import Documents, MappingNode, Problems, SequenceNode
from goalcheck.model import format as form
from goalcheck.model import organization as model
from goalcheck.model.effects import UNKNOWN, EffectReader, TargetFigure
from goalcheck.model.names import Names
from goalcheck.model.near import did_you_mean, nearest
from goalcheck.model.period import PERIOD_EXPECTED, Period, named_period, parse_date
from goalcheck.model.ratings import Ratings
from goalcheck.model.shape import Gaps, check_shape
from goalcheck.source import Location

TEAM = "team"
DEFAULT_NAME = "Organization"

_TARGET_EXPECTED = "exactly one of: from and to; at_least; at_most; between: [low, high]"

T = TypeVar("T")


class _Part(NamedTuple):
    """One document: its raw node and its typed form."""

    raw: MappingNode
    form: form.Document


def resolve(documents: Documents, problems: Problems, *, rule_names: Collection[str]) -> model.Organization | None:
    """The organization that the documents declare together, None where anything is wrong.

    Args:
        documents: the raw documents of all files, and the tables that they name.
        problems: collects everything that is wrong.
        rule_names: the codes and names that `settings: {rules: ...}` may hold.
    """
    names = Names(documents, problems)
    _refuse_second_headers(documents, problems)
    gaps = Gaps()
    shaped = [(raw, check_shape(raw, form.Document, problems, gaps)) for raw in documents]
    parts = [_Part(raw, document) for raw, document in shaped if document is not None]
    ratings = Ratings(documents, names, problems)
    organization = _Resolver(parts, names, problems, rule_names, gaps, ratings).organization()
    return None if problems else organization


def _refuse_second_headers(documents: Sequence[MappingNode], problems: Problems) -> None:
    """`organization`, `journey` and each setting are said once."""
    first: dict[str, tuple[MappingNode, Location]] = {}
    for document in documents:
        settings = document.get("settings")
        holders = [(document, key, key) for key in ("organization", "journey") if key in document]
        if isinstance(settings, MappingNode):
            holders += [(settings, key, f"settings: {key}") for key in settings]
        for node, key, label in holders:
            location = node.key_location(key)
            if label in first and not problems.skip():
                first_node, first_location = first[label]
                problems.add(
                    node.source.name,
                    f"'{label}' is declared twice",
                    "once, in all files together",
                    node.source.excerpt(location),
                    first_node.source.excerpt(first_location, "first declared here"),
                )
            first.setdefault(label, (node, location))


def _sorted(items: Mapping[str, T]) -> Mapping[str, T]:
    return MappingProxyType(dict(sorted(items.items())))


class _Resolver:
    """Builds the parts of the organization, each from its section, and reports what does not resolve."""

    def __init__(
        self,
        parts: Sequence[_Part],
        names: Names,
        problems: Problems,
        rule_names: Collection[str],
        gaps: Gaps,
        ratings: Ratings,
    ) -> None:
        self._parts = parts
        self._names = names
        self._problems = problems
        self._rule_names = rule_names
        self._gaps = gaps
        self._figures: dict[str, TargetFigure | None] = {}
        self._effects = EffectReader(names, problems, gaps)
        self._ratings = ratings
        self._period: Period | None = None
        self._units = {key: resource.unit for part in parts for key, resource in part.form.resources.items()}

    def organization(self) -> model.Organization:
        name, currency = DEFAULT_NAME, None
        for raw, document in self._parts:
            if document.organization is not None:
                name, currency = document.organization.name, document.organization.currency
                self._period = self._optional_period(raw.mapping("organization"), document.organization.period)
        objectives = {objective.id: objective for objective in self._objectives()}
        departments = self._departments(objectives)
        return model.Organization(
            name=name,
            period=self._period,
            currency=currency,
            goals=self._section("goals", self._goal),
            customers=self._section("customers", self._customer),
            journey=tuple(self._stages()),
            outcomes=self._section("outcomes", self._outcome),
            drivers=self._section("drivers", self._driver),
            metrics=self._section("metrics", self._metric),
            resources=self._section("resources", self._resource),
            departments=departments,
            objectives=_sorted(objectives),
            claims=tuple(sorted(self._claims(), key=lambda claim: claim.order)),
            decisions=tuple(sorted(self._decisions(), key=lambda each: (each.between, each.over or "", each.location))),
            scorecards=tuple(
                sorted(self._scorecards(), key=lambda card: (card.customer, card.period, card.ratings, card.location))
            ),
            settings=self._settings(),
        )

    def _section(self, section: str, build: Any) -> Mapping[str, Any]:
        """All entries of a mapping section; `build(id, form, raw, location)` makes one."""
        return _sorted(
            {
                key: build(key, entry, raw, location)
                for part in self._parts
                for key, entry, raw, location in _entries(part.raw, getattr(part.form, section), section)
            }
        )

    # The sections that only name things.

    def _goal(self, key: str, entry: form.Goal, _raw: MappingNode, location: Location) -> model.Goal:
        return model.Goal(key, entry.name or key, location)

    def _metric(self, key: str, entry: form.Metric, _raw: MappingNode, location: Location) -> model.Metric:
        better = model.Better(entry.better) if entry.better else None
        return model.Metric(key, entry.name or key, entry.unit, better, location)

    def _resource(self, key: str, entry: form.Resource, raw: MappingNode, location: Location) -> model.Resource:
        capacity: list[tuple[Period | None, float]] = []
        if isinstance(entry.capacity, dict):
            node = raw.mapping("capacity")
            for name, amount in entry.capacity.items():
                period = named_period(name)
                if period is None:
                    self._report(node, node.key_location(name), f"'{name}' is no period", PERIOD_EXPECTED)
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
        if len(periods) > form.MAX_CAPACITY_PERIODS:
            name = periods[form.MAX_CAPACITY_PERIODS].label
            expected = f"at most {form.MAX_CAPACITY_PERIODS}; years, halves or quarters in place of months"
            self._report(capacity, capacity.key_location(name), f"{len(periods)} capacity periods", expected)
            return
        last: Period | None = None
        for period in sorted(periods):
            if last is not None and period.overlaps(last):
                self._problems.add(
                    capacity.source.name,
                    f"the capacity periods {last.label} and {period.label} overlap",
                    "capacity periods of a resource that share no day",
                    capacity.source.excerpt(capacity.key_location(period.label)),
                    capacity.source.excerpt(capacity.key_location(last.label), "overlaps with this one"),
                )
            if last is None or period.end > last.end:
                last = period

    def _customer(self, key: str, entry: form.Customer, raw: MappingNode, location: Location) -> model.Customer:
        kind = model.CustomerKind(entry.kind)
        self._reference(raw, "department", entry.department, "departments")
        if kind is model.CustomerKind.EXTERNAL and entry.department is not None:
            found = f"the external customer '{key}' has a department"
            self._report(raw, location, found, "kind: internal, for a customer that is a department; or no department")
        elif kind is model.CustomerKind.INTERNAL and entry.department is None and raw not in self._gaps:
            found = f"the internal customer '{key}' has no department"
            self._report(raw, location, found, "department: the id of the department that this customer is")
        self._references(raw, "priorities", entry.priorities, "outcomes")
        return model.Customer(key, entry.name or key, kind, entry.department, tuple(entry.priorities), location)

    def _outcome(self, key: str, entry: form.Outcome, raw: MappingNode, location: Location) -> model.Outcome:
        self._reference(raw, "customer", entry.customer, "customers")
        self._reference(raw, "stage", entry.stage, "stages")
        self._reference(raw, "metric", entry.metric, "metrics")
        return model.Outcome(
            id=key,
            name=entry.name or key,
            customer=entry.customer,
            importance=entry.importance,
            stage=entry.stage,
            metric=entry.metric,
            at_stake=entry.at_stake,
            effects=self._effects.read(entry.affects, raw, owner=key),
            location=location,
        )

    def _driver(self, key: str, entry: form.Driver, raw: MappingNode, location: Location) -> model.Driver:
        self._reference(raw, "metric", entry.metric, "metrics")
        effects = self._effects.read(entry.affects, raw, owner=key)
        self._figures[key] = None
        return model.Driver(key, entry.name or key, entry.metric, effects, location)

    def _stages(self) -> Iterator[model.Reference]:
        for raw, document in self._parts:
            for index, stage in enumerate(document.journey):
                yield model.Reference(stage, raw.sequence("journey").item_location(index))

    # Departments and their objectives.

    def _departments(self, objectives: Mapping[str, model.Objective]) -> Mapping[str, model.Department]:
        owned: dict[str, list[str]] = {}
        for objective in sorted(objectives):
            owned.setdefault(objectives[objective].department, []).append(objective)

        def build(key: str, entry: form.Department, raw: MappingNode, location: Location) -> model.Department:
            self._reference(raw, "part_of", entry.part_of, "departments")
            own = tuple(owned.get(key, ()))
            return model.Department(key, entry.name or key, entry.lead, entry.part_of, own, location)

        departments = self._section("departments", build)
        self._refuse_circles(departments)
        return departments

    def _refuse_circles(self, departments: Mapping[str, model.Department]) -> None:
        """A department that is part of itself, reported once for each circle, at its smallest id."""
        smallest = {min(circle): circle for circle in _circles(departments)}
        for part in self._parts:
            for key, _, raw, _ in _entries(part.raw, part.form.departments, "departments"):
                if key in smallest:
                    circle = " -> ".join([*_rotated(smallest[key], key), key])
                    found = f"the department is part of itself: {circle}"
                    self._report(raw, raw.value_location("part_of"), found, "departments that form a tree")

    def _objectives(self) -> Iterator[model.Objective]:
        for part in self._parts:
            for department, body, raw, _ in _entries(part.raw, part.form.departments, "departments"):
                for key, entry, node, location in _entries(raw, body.objectives, "objectives"):
                    yield self._objective(department, key, entry, node, location)

    def _objective(
        self, department: str, key: str, entry: form.Objective, raw: MappingNode, location: Location
    ) -> model.Objective:
        full = f"{department}.{key}"
        target = self._target(raw, entry.target) if entry.target else None
        figure = TargetFigure(target.to, target.bounds) if target else UNKNOWN if raw in self._gaps else None
        self._figures[full] = figure
        return model.Objective(
            id=full,
            department=department,
            name=entry.name or key,
            owner=entry.owner,
            period=self._period if entry.period is None else self._optional_period(raw, entry.period),
            status=model.Status(entry.status),
            priority=entry.priority,
            target=target,
            progress=self._progress(raw, entry.progress) if entry.progress else None,
            supports=self._references(raw, "supports", entry.supports, "goals"),
            effects=self._effects.read(entry.affects, raw, owner=full, target=figure),
            needs=self._needs(raw, entry.needs) if entry.needs else (),
            depends_on=self._siblings(raw, "depends_on", entry.depends_on, full),
            alternative_to=self._siblings(raw, "alternative_to", entry.alternative_to, full),
            agreed_with=self._agreed_with(raw, entry.agreed_with) if entry.agreed_with else (),
            guardrails=tuple(self._guardrails(raw, entry.guardrails)) if entry.guardrails else (),
            location=location,
        )

    def _target(self, raw: MappingNode, entry: form.Target) -> model.Target:
        node = raw.mapping("target")
        location = raw.key_location("target")
        self._reference(node, "metric", entry.metric, "metrics")
        forms = [*_bounds_of(entry), *["from and to"] * (entry.start is not None or entry.to is not None)]
        half = (entry.start is None) != (entry.to is None)
        if len(forms) > 1:
            self._report(node, location, f"the target has several forms: {'; '.join(forms)}", _TARGET_EXPECTED)
        elif (half or not forms) and node not in self._gaps:
            found = (
                "has no figure" if not forms else "has 'to' without 'from'" if entry.to else "has 'from' without 'to'"
            )
            self._report(node, location, f"the target {found}", _TARGET_EXPECTED)
        return model.Target(entry.metric, entry.start, entry.to, self._bounds(node, entry), location)

    def _bounds(self, raw: MappingNode, entry: form.Bounded) -> model.Bounds | None:
        if entry.between is not None:
            lower, upper = entry.between
            if lower > upper:
                found = f"the range ends below its start: [{lower:g}, {upper:g}]"
                self._report(raw, raw.value_location("between"), found, "between: [low, high]")
            return model.Bounds(lower, upper)
        if entry.at_least is not None or entry.at_most is not None:
            return model.Bounds(entry.at_least, entry.at_most)
        return None

    def _progress(self, raw: MappingNode, entry: form.Progress) -> model.Progress:
        location = raw.key_location("progress")
        day = None if entry.date is None else self._day(raw.mapping("progress"), "date", entry.date)
        return model.Progress(entry.value, day, location)

    def _needs(self, raw: MappingNode, entries: Mapping[str, float | str]) -> tuple[model.Need, ...]:
        node = raw.mapping("needs")
        needs = []
        for (resource, entry), location in zip(entries.items(), node.key_locations(), strict=True):
            known = self._names.check(node.source, location, resource, "resources")
            if isinstance(entry, str):
                figure, _, unit = entry.partition(" ")
                amount = float(figure)
                if known:
                    self._check_unit(node, resource, unit)
            else:
                amount = entry
            needs.append(model.Need(resource, amount, location))
        return tuple(sorted(needs, key=lambda need: need.resource))

    def _check_unit(self, needs: MappingNode, resource: str, unit: str) -> None:
        """Units are text and must agree: a need is in the unit of its resource."""
        declared = self._units.get(resource)
        if unit != declared:
            found = f"the need is in '{unit}', the resource '{resource}' in '{declared}'"
            if declared is None:
                found = f"the need is in '{unit}', and the resource '{resource}' has no unit"
            expected = f"a number of {declared}" if declared else f"a number alone, or unit: {unit} for the resource"
            self._report(needs, needs.value_location(resource), found, expected)

    def _agreed_with(self, raw: MappingNode, entries: Sequence[str]) -> tuple[str, ...]:
        node = raw.sequence("agreed_with")
        for index, name in enumerate(entries):
            if name != TEAM:
                self._names.check(node.source, node.item_location(index), name, "customers", "departments")
        return tuple(sorted(set(entries)))

    def _guardrails(self, raw: MappingNode, entries: Sequence[form.Guardrail]) -> Iterator[model.Guardrail]:
        nodes = raw.sequence("guardrails")
        for index, entry in enumerate(entries):
            node = nodes.mapping(index)
            self._reference(node, "protects", entry.protects, "outcomes")
            self._reference(node, "metric", entry.metric, "metrics")
            forms = _bounds_of(entry)
            found = ""
            if len(forms) > 1:
                found = f"the guardrail has {' and '.join(forms)}"
            elif len(forms) != (entry.metric is not None) and node not in self._gaps:
                found = (
                    f"the guardrail has {forms[0]} without a metric" if forms else "the guardrail has a metric alone"
                )
            if found:
                expected = "a metric with one of at_least, at_most and between; or none of these"
                self._report(node, nodes.item_location(index), found, expected)
            yield model.Guardrail(entry.protects, entry.metric, self._bounds(node, entry), nodes.item_location(index))

    def _siblings(
        self, raw: MappingNode, field: str, entries: Sequence[str], owner: str
    ) -> tuple[model.Reference, ...]:
        """References to objectives, of which the bare ones belong to the owner's department."""
        if not entries:
            return ()
        node = raw.sequence(field)
        department = owner.partition(".")[0]
        references = []
        for index, name in enumerate(entries):
            sibling = f"{department}.{name}"
            full = sibling if "." not in name and self._names.has("objectives", sibling) else name
            location = node.item_location(index)
            if full == owner:
                self._report(node, location, f"'{owner}' names itself in {field}", "another objective")
            elif self._names.check(node.source, location, full, "objectives"):
                references.append(model.Reference(full, location))
        return tuple(sorted(set(references), key=lambda reference: (reference.id, reference.location)))

    # What is said about the rest: claims, decisions, scorecards, settings.

    def _claims(self) -> Iterator[model.Claim]:
        for part in self._parts:
            for entry, raw, location in _items(part.raw, part.form.claims, "claims"):
                self._reference(raw, "by", entry.by, "customers", "departments")
                self._reference(raw, "from", entry.origin, "objectives", "drivers")
                effect = self._effects.claimed(entry, raw, location, target=self._figures.get(entry.origin, UNKNOWN))
                if effect is not None:
                    yield model.Claim(entry.origin, entry.by, effect)

    def _decisions(self) -> Iterator[model.Decision]:
        for part in self._parts:
            for entry, raw, location in _items(part.raw, part.form.decisions, "decisions"):
                self._references(raw, "between", entry.between, "objectives")
                self._reference(raw, "over", entry.over, "outcomes")
                until = self._day(raw, "until", entry.until)
                if until is not None:
                    yield model.Decision(
                        between=tuple(sorted(set(entry.between))),
                        over=entry.over,
                        verdict=model.Verdict(entry.decision),
                        by=entry.by,
                        reason=entry.reason,
                        until=until,
                        tension=entry.tension,
                        location=location,
                    )

    def _scorecards(self) -> Iterator[model.Scorecard]:
        for part in self._parts:
            if isinstance(part.form.scorecards, form.ScorecardFile):
                yield from self._ratings.of_table(part.raw.mapping("scorecards"))
                continue
            for entry, raw, location in _items(part.raw, part.form.scorecards, "scorecards"):
                self._reference(raw, "customer", entry.customer, "customers")
                period = self._optional_period(raw, entry.period)
                if period is not None:
                    yield self._ratings.of_card(entry, raw, period, location)

    def _settings(self) -> model.Settings:
        values: dict[str, Any] = {}
        for raw, document in self._parts:
            declared = document.settings.model_fields_set
            values |= {name: getattr(document.settings, name) for name in declared}
            if "rules" in declared:
                self._rule_settings(raw.mapping("settings").mapping("rules"))
        rules = MappingProxyType(dict(sorted(values.pop("rules", {}).items())))
        costs = model.Costs(**values.pop("costs", form.Costs()).model_dump())
        return model.Settings(**values, rules=rules, costs=costs)

    def _rule_settings(self, node: MappingNode) -> None:
        names = sorted(name for name in self._rule_names if not name.startswith("GC"))
        for name, location in zip(node, node.key_locations(), strict=True):
            if name not in self._rule_names and not self._problems.skip():
                near = nearest(name, names)
                expected = near or "a rule's code or name; 'goalcheck rules' lists them"
                self._report(node, location, f"unknown rule '{name}'{did_you_mean(near)}", expected)

    # What all of them need.

    def _reference(self, raw: MappingNode, field: str, name: str | None, *kinds: str) -> bool:
        return name is None or self._names.check(raw.source, raw.value_location(field), name, *kinds)

    def _references(
        self, raw: MappingNode, field: str, entries: Sequence[str], kind: str
    ) -> tuple[model.Reference, ...]:
        if not entries:
            return ()
        node = raw.sequence(field)
        references = [model.Reference(name, node.item_location(index)) for index, name in enumerate(entries)]
        return tuple(
            reference
            for reference in references
            if self._names.check(node.source, reference.location, reference.id, kind)
        )

    def _optional_period(self, raw: MappingNode, entry: int | str | form.PeriodRange | None) -> Period | None:
        if entry is None:
            return None
        if isinstance(entry, form.PeriodRange):
            return self._period_range(raw.mapping("period"), entry, raw.key_location("period"))
        period = named_period(f"{entry:04}" if isinstance(entry, int) else entry)
        if period is None:
            self._report(raw, raw.value_location("period"), f"'{entry}' is no period", PERIOD_EXPECTED)
        return period

    def _period_range(self, raw: MappingNode, entry: form.PeriodRange, location: Location) -> Period | None:
        start, end = self._day(raw, "from", entry.start), self._day(raw, "to", entry.end)
        if start is None or end is None:
            return None
        if end < start:
            found = f"the period ends ({end}) before it starts ({start})"
            self._report(raw, location, found, "a 'to' that is not before 'from'")
        return Period(start, end, f"{start} to {end}")

    def _day(self, raw: MappingNode, field: str, text: str) -> Any:
        day = parse_date(text)
        if day is None:
            self._report(raw, raw.value_location(field), f"there is no day '{text}'", "a day, as 2026-09-30")
        return day

    def _report(self, node: MappingNode | SequenceNode, location: Location, message: str, expected: str) -> None:
        self._problems.add(node.source.name, message, expected, node.source.excerpt(location))


def _entries(
    parent: MappingNode, forms: Mapping[str, T], section: str
) -> Iterator[tuple[str, T, MappingNode, Location]]:
    """Each entry of a mapping section with its typed form, its raw node and where its key stands."""
    if not forms:
        return
    node = parent.mapping(section)
    for (key, entry), raw, location in zip(forms.items(), node.values(), node.key_locations(), strict=True):
        if isinstance(raw, MappingNode):
            yield key, entry, raw, location


def _items(parent: MappingNode, forms: Sequence[T], section: str) -> Iterator[tuple[T, MappingNode, Location]]:
    """Each item of a list section with its typed form, its raw node and where it stands."""
    if not forms:
        return
    node = parent.sequence(section)
    for index, entry in enumerate(forms):
        yield entry, node.mapping(index), node.item_location(index)


def _bounds_of(entry: form.Bounded) -> list[str]:
    return [name for name in ("at_least", "at_most", "between") if getattr(entry, name) is not None]


def _circles(departments: Mapping[str, model.Department]) -> Iterator[list[str]]:
    """The circles of departments above each other, each once; every department is passed once."""
    passed: set[str] = set()
    for start in departments:
        path: list[str] = []
        above: str | None = start
        while above is not None and above in departments and above not in passed:
            path.append(above)
            passed.add(above)
            above = departments[above].part_of
        if path and above in path:
            yield path[path.index(above) :]


def _rotated(circle: list[str], start: str) -> list[str]:
    at = circle.index(start)
    return circle[at:] + circle[:at]
