"""Builds the objectives with their targets, progress, needs, guardrails and references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from goalcheck import model
from goalcheck.files import MappingNode
from goalcheck.model import schema
from goalcheck.model.building.context import BuildContext, Part, entries_of
from goalcheck.model.building.kept import KeptParts
from goalcheck.model.building.relations import agreements, considered, mitigations, reliances
from goalcheck.model.period import Period
from goalcheck.model.weights import UNKNOWN, TargetFigure, figure_of
from goalcheck.source import Location

_TARGET_EXPECTED = "exactly one of: from and to; at_least; at_most; between: [low, high]"


class Objectives:
    """Builds the objectives of all documents; an objective without a period gets that of the organization."""

    def __init__(self, context: BuildContext, period: Period | None, kept: KeptParts) -> None:
        self._context = context
        self._period = period
        self._kept = kept
        self._units = {key: resource.unit for part in context.parts for key, resource in part.form.resources.items()}

    def all(self) -> Iterator[model.Objective]:
        """All of them, in the order of the files."""
        self._kept.begin(self._context.names, self._period, self._units)
        for part in self._context.parts:
            yield from self._kept.objectives(part, self._context.problems, self._context.figures, self._of_part)

    def _of_part(self, part: Part, figures: dict[str, TargetFigure | None]) -> list[model.Objective]:
        return [
            self._objective(department, key, entry, node, location, figures)
            for department, body, raw, _ in entries_of(part.raw, part.form.departments, "departments")
            for key, entry, node, location in entries_of(raw, body.objectives, "objectives")
        ]

    def _objective(
        self,
        department: str,
        key: str,
        entry: schema.ObjectiveSchema,
        raw: MappingNode,
        location: Location,
        figures: dict[str, TargetFigure | None],
    ) -> model.Objective:
        full = f"{department}.{key}"
        target = self._target(raw, entry.target) if entry.target else None
        figure = UNKNOWN if target is None and raw in self._context.gaps else figure_of(target)
        figures[full] = figure
        agreed_with, agreed = agreements(self._context, raw, entry.agreed_with) if "agreed_with" in raw else ((), ())
        return model.Objective(
            id=full,
            department=department,
            name=entry.name or key,
            owner=entry.owner,
            period=self._period if entry.period is None else self._context.period(raw, entry.period),
            status=model.Status(entry.status),
            priority=entry.priority,
            target=target,
            progress=self._progress(raw, entry.progress) if entry.progress else None,
            supports=self._context.references(raw, "supports", entry.supports, "goals"),
            effects=self._context.effects.read(entry.affects, raw, owner=full, target=figure),
            needs=self._needs(raw, entry.needs) if "needs" in raw else (),
            depends_on=self._siblings(raw, "depends_on", entry.depends_on, full),
            alternative_to=self._siblings(raw, "alternative_to", entry.alternative_to, full),
            agreed_with=agreed_with,
            agreements=agreed,
            relies_on=reliances(self._context, raw, entry.relies_on, full) if "relies_on" in raw else (),
            guardrails=tuple(self._guardrails(raw, entry.guardrails)) if entry.guardrails else (),
            mitigates=mitigations(self._context, raw, entry.mitigates, full) if entry.mitigates else (),
            must_hold=entry.must_hold,
            cost=self._cost(raw, entry),
            location=location,
            considered=considered(self._context, raw, entry.considered),
        )

    def _target(self, raw: MappingNode, entry: schema.TargetSchema) -> model.Target:
        node = raw.mapping("target")
        location = raw.key_location("target")
        self._context.reference(node, "metric", entry.metric, "metrics")
        forms = [*_bounds_of(entry), *["from and to"] * (entry.start is not None or entry.to is not None)]
        half = (entry.start is None) != (entry.to is None)
        if len(forms) > 1:
            self._context.report(node, location, f"the target has several forms: {'; '.join(forms)}", _TARGET_EXPECTED)
        elif (half or not forms) and node not in self._context.gaps:
            found = (
                "has no figure"
                if not forms
                else "has 'to' without 'from'"
                if entry.start is None
                else "has 'from' without 'to'"
            )
            self._context.report(node, location, f"the target {found}", _TARGET_EXPECTED)
        return model.Target(entry.metric, entry.start, entry.to, self._bounds(node, entry), location)

    def _bounds(self, raw: MappingNode, entry: schema.BoundedSchema) -> model.Bounds | None:
        if entry.between is not None:
            lower, upper = entry.between
            if lower > upper:
                found = f"the range ends below its start: [{lower:g}, {upper:g}]"
                self._context.report(raw, raw.value_location("between"), found, "between: [low, high]")
            return model.Bounds(lower, upper)
        if entry.at_least is not None or entry.at_most is not None:
            return model.Bounds(entry.at_least, entry.at_most)
        return None

    def _progress(self, raw: MappingNode, entry: schema.ProgressSchema) -> model.Progress:
        location = raw.key_location("progress")
        day = None if entry.date is None else self._context.day(raw.mapping("progress"), "date", entry.date)
        return model.Progress(entry.value, day, location)

    def _needs(self, raw: MappingNode, entries: Mapping[str, float | str]) -> tuple[model.Need, ...]:
        node = raw.mapping("needs")
        for resource, location in self._context.gaps.lost(node):
            self._context.names.check(node.source, location, resource, "resources")
        needs = []
        for (resource, entry), location in zip(entries.items(), node.key_locations(), strict=True):
            known = self._context.names.check(node.source, location, resource, "resources")
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
            self._context.report(needs, needs.value_location(resource), found, expected)

    def _guardrails(self, raw: MappingNode, entries: Sequence[schema.GuardrailSchema]) -> Iterator[model.Guardrail]:
        nodes = raw.sequence("guardrails")
        for index, entry in enumerate(entries):
            node = nodes.mapping(index)
            self._context.reference(node, "protects", entry.protects, "outcomes")
            self._context.reference(node, "metric", entry.metric, "metrics")
            forms = _bounds_of(entry)
            found = ""
            if len(forms) > 1:
                found = f"the guardrail has {' and '.join(forms)}"
            elif len(forms) != (entry.metric is not None) and node not in self._context.gaps:
                found = (
                    f"the guardrail has {forms[0]} without a metric" if forms else "the guardrail has a metric alone"
                )
            if found:
                expected = "a metric with one of at_least, at_most and between; or none of these"
                self._context.report(node, nodes.item_location(index), found, expected)
            bounds = self._bounds(node, entry)
            yield model.Guardrail(entry.protects, entry.metric, bounds, nodes.item_location(index), entry.binding)

    def _cost(self, raw: MappingNode, entry: schema.ObjectiveSchema) -> float | None:
        if entry.cost is not None and entry.status != model.Status.OPTION.value and raw not in self._context.gaps:
            found = f"the objective has a cost and is no option: its status is '{entry.status}'"
            expected = "no cost, which is what choosing an option costs; or status: option"
            self._context.report(raw, raw.key_location("cost"), found, expected)
        return entry.cost

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
            full = sibling if "." not in name and self._context.names.has("objectives", sibling) else name
            location = node.item_location(index)
            if full == owner:
                self._context.report(node, location, f"'{owner}' names itself in {field}", "another objective")
            elif self._context.names.check(node.source, location, full, "objectives"):
                references.append(model.Reference(full, location))
        return tuple(sorted(set(references), key=lambda reference: (reference.id, reference.location)))


def _bounds_of(entry: schema.BoundedSchema) -> list[str]:
    return [name for name in ("at_least", "at_most", "between") if getattr(entry, name) is not None]
