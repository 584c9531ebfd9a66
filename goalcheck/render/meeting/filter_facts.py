"""What the filters of a page have to know of every conflict: also of those that the page does not show.

Positions stand in place of ids, so that a large report stays small.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from goalcheck.conflicts import Conflict
from goalcheck.findings import Level
from goalcheck.meeting import Meeting
from goalcheck.meeting.agenda import suffering
from goalcheck.meeting.department_harms import department_harms
from goalcheck.meeting.facets import Facets, of_conflict, of_finding
from goalcheck.render.meeting.content import HeatWords
from goalcheck.render.meeting.isolation import isolated, without_marks

MOST_FILTERED = 2_000
"""Conflicts, and findings beside them, that filters count, the worst."""

MOST_HEAT = 400
"""Conflicts of which filters know who hurts whom, the worst."""

_LEVELS = {level: rank for rank, level in enumerate(Level)}


def filter_facts(meeting: Meeting, heat: HeatWords | None) -> dict[str, Any]:
    """Everything that the page's script reads."""
    organization = meeting.report.organization
    conflicts = meeting.report.conflicts[:MOST_FILTERED]
    positions = {
        "departments": _positions(organization.departments),
        "customers": _positions(organization.customers),
        "outcomes": _positions(organization.outcomes),
    }
    stories = {about: at for at, story in enumerate(meeting.stories) for about in story.conflicts}
    fold = _Folding(meeting, heat)
    return {
        "departments": [[key, *meeting.coverage[key]] for key in organization.departments],
        "customers": [[key, without_marks(isolated(each.name))] for key, each in organization.customers.items()],
        "outcomes": [[key, each.at_stake or 0] for key, each in organization.outcomes.items()],
        "currency": without_marks(isolated(organization.currency or "")),
        "conflicts": [
            {
                **_faceted(of_conflict(organization, each), positions),
                "open": int(each.is_open),
                "story": stories.get(each.about, -1),
                "suffers": _at(suffering(each), positions["outcomes"]),
                "heat": fold.harms(each) if at < MOST_HEAT else [],
            }
            for at, each in enumerate(conflicts)
        ],
        "beside": [_faceted(of_finding(organization, each), positions) for each in meeting.beside[:MOST_FILTERED]],
    }


class _Folding:
    """Finds the rows of the heat map that departments stand in."""

    def __init__(self, meeting: Meeting, heat: HeatWords | None) -> None:
        self._organization = meeting.report.organization
        self._rows = {row.id: at for at, row in enumerate(heat.rows)} if heat else {}

    def harms(self, conflict: Conflict) -> list[list[float]]:
        """Row, column and tension, of the departments that the map shows."""
        found = department_harms(self._organization, conflict, self._fold).items()
        rows = self._rows
        return [[rows[by], rows[of], round(worst, 1)] for (by, of), worst in found if by in rows and of in rows]

    def _fold(self, department: str) -> str:
        lineage = self._organization.lineage(department)
        return next((above for above in lineage if above in self._rows), department)


def _positions(keys: Iterable[str]) -> Mapping[str, int]:
    return {key: at for at, key in enumerate(keys)}


def _at(keys: Sequence[str], positions: Mapping[str, int]) -> list[int]:
    return [positions[key] for key in keys]


def _faceted(facets: Facets, positions: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    return {
        "level": _LEVELS[facets.level],
        "departments": _at(facets.departments, positions["departments"]),
        "customers": _at(facets.customers, positions["customers"]),
        "outcomes": _at(facets.outcomes, positions["outcomes"]),
    }
