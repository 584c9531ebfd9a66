"""The fate of a conflict or finding between two reports, and how it is told."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from goalcheck.conflicts import Conflict
from goalcheck.findings import Finding, Level

SAME = 0.005
"""Pressures and tensions that differ by less are printed alike, so they count as alike."""


class Drift(StrEnum):
    """The fate of a conflict or finding between two reports."""

    NEW = "new"
    REOPENED = "reopened"
    WORSE = "worse"
    BETTER = "better"
    DECIDED = "decided"
    GONE = "gone"
    UNCHANGED = "unchanged"


class Standpoint(NamedTuple):
    """How a conflict or finding stands.

    Attributes:
        status: what was decided.
        figure: the open pressure of a conflict, the pressure of a decided one, the tension of a finding.
        hurting: the objectives whose harm nobody decided; none for a finding.
        decided: those whose harm is decided.
    """

    status: str
    level: Level
    figure: float
    hurting: frozenset[str] = frozenset()
    decided: frozenset[str] = frozenset()

    def is_like(self, other: Standpoint) -> bool:
        """True if nothing differs that is told."""
        return self._replace(figure=0.0) == other._replace(figure=0.0) and abs(self.figure - other.figure) < SAME


def state_of(told: Conflict | Finding) -> Standpoint:
    """How a conflict or finding stands."""
    if isinstance(told, Finding):
        return Standpoint(told.status, told.level, told.tension or 0.0)
    open_, decided = (_objectives(told, decided=decided) for decided in (False, True))
    figure = told.open_pressure if told.is_open else told.pressure
    return Standpoint(told.status, told.level, figure, open_, decided)


def _objectives(conflict: Conflict, *, decided: bool) -> frozenset[str]:
    return frozenset(each.objective for each in conflict.hurters if each.decided is decided)


def drift_between(before: Standpoint | None, now: Standpoint | None) -> Drift:
    """The fate of something that stood like this before, and stands like this now; None where it is not there."""
    if now is None:
        return Drift.GONE
    if before is None:
        return Drift.NEW
    if (before.status == OPEN) != (now.status == OPEN):
        return Drift.REOPENED if now.status == OPEN else Drift.DECIDED
    if before.level is not now.level:
        return Drift.WORSE if now.level.at_least(before.level) else Drift.BETTER
    more = now.figure - before.figure
    if abs(more) >= SAME:
        return Drift.WORSE if more > 0 else Drift.BETTER
    if now.hurting == before.hurting:
        return Drift.UNCHANGED
    return Drift.WORSE if now.hurting - before.hurting else Drift.BETTER


OPEN = "open"


def total(drifts: Iterable[Drift]) -> dict[Drift, int]:
    """The number of each drift, of those too that are not there."""
    counted = list(drifts)
    return {drift: counted.count(drift) for drift in Drift}
