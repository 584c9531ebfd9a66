"""Pace: the part of the way to its target that an objective has gone, beside the part of its time that is over."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from goalcheck.facts.progress import has_way, way
from goalcheck.model import Objective


class Pace(NamedTuple):
    """Parts of 1, though the way may be negative: away from the target."""

    done: float
    over: float

    @property
    def behind(self) -> float:
        """How much less of the way is done than of the time is over."""
        return self.over - self.done


def pace_of(objective: Objective, today: date) -> Pace | None:
    """The pace on a day; None without a period, progress, or a target from one figure to another."""
    done = way(objective) if has_way(objective) else None
    if done is None or objective.period is None:
        return None
    passed = (today - objective.period.start).days / objective.period.days
    return Pace(done, min(1.0, max(0.0, passed)))
