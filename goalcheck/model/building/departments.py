"""Builds the departments, each with its objectives, and checks that they form a tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from goalcheck import model
from goalcheck.files import MappingNode
from goalcheck.model import schema
from goalcheck.model.building.context import BuildContext, entries_of
from goalcheck.source import Location

MAX_LEVELS = 40
"""Departments above each other; whoever asks who stands above whom walks all the way up."""


def departments(context: BuildContext, objectives: Mapping[str, model.Objective]) -> Mapping[str, model.Department]:
    """All of them; what is wrong with their tree is reported."""
    owned: dict[str, list[str]] = {}
    for objective in sorted(objectives):
        owned.setdefault(objectives[objective].department, []).append(objective)

    def build(key: str, entry: schema.DepartmentSchema, raw: MappingNode, location: Location) -> model.Department:
        context.reference(raw, "part_of", entry.part_of, "departments")
        own = tuple(owned.get(key, ()))
        return model.Department(key, entry.name or key, entry.lead, entry.part_of, own, location)

    departments = context.section("departments", build)
    _refuse_circles(context, departments)
    _refuse_deep(context, departments)
    return departments


def _refuse_circles(context: BuildContext, departments: Mapping[str, model.Department]) -> None:
    """A department that is part of itself, reported once for each circle, at its smallest id."""
    smallest = {min(circle): circle for circle in _circles(departments)}
    for part in context.parts:
        for key, _, raw, _ in entries_of(part.raw, part.form.departments, "departments"):
            if key in smallest:
                circle = " -> ".join([*_rotated(smallest[key], key), key])
                found = f"the department is part of itself: {circle}"
                context.report(raw, raw.value_location("part_of"), found, "departments that form a tree")


def _refuse_deep(context: BuildContext, departments: Mapping[str, model.Department]) -> None:
    """A department below MAX_LEVELS others, reported where that begins."""
    below: dict[str | None, list[str]] = {}
    for department in departments.values():
        below.setdefault(department.part_of, []).append(department.id)
    level = below.get(None, [])
    for _ in range(MAX_LEVELS):
        level = [key for above in level for key in below.get(above, ())]
    deep = set(level)
    for part in context.parts:
        for key, _, raw, _ in entries_of(part.raw, part.form.departments, "departments"):
            if key in deep and not context.problems.skip():
                found = f"the department has {MAX_LEVELS} others above it, one above the other"
                context.report(raw, raw.value_location("part_of"), found, f"a tree of at most {MAX_LEVELS} levels")


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
