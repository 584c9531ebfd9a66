"""The dependencies between objectives, as the rules about dependencies read them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from goalcheck.facts.context import Context
from goalcheck.model import Objective
from goalcheck.source import Location


class Dependency(NamedTuple):
    """An objective that depends on another, and the line that says so."""

    by: Objective
    of: Objective
    location: Location


def dependencies(context: Context) -> Iterator[Dependency]:
    """The dependencies of objectives in force, by ids, each once however often it is written."""
    objectives = context.organization.objectives
    for objective in context.active.values():
        first = {reference.id: reference for reference in reversed(objective.depends_on)}
        for key in sorted(first):
            yield Dependency(objective, objectives[key], first[key].location)
