"""An effect: what objectives, drivers, outcomes and claims say that one node does to another."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from goalcheck.source import Location


class Effect(NamedTuple):
    """A signed, weighted statement that one node helps or hurts another.

    Attributes:
        target: the full id of the node that is helped or hurt.
        weight: -1 to 1, after confidence and the range of the target; 0 for `neutral` and where a target stops short.
        word: the word of the scale ("strongly hurts"); of an effect that was written as a weight the nearest one.
        because: the reason that somebody gave.
        confidence: `high`, `medium` or `low`.
        evidence: where the reason comes from.
        location: where it is declared.
        starts_at: the figure that the owner's target must pass to have any effect, None where it always has.
        full_at: the figure at which the effect has its full weight; comes with `starts_at`.
        full_weight: the weight that it has there; comes with `starts_at`.
        by: the person who says so; of a claim None, since the claim names who makes it.
        day: when it was said.
    """

    target: str
    weight: float
    word: str
    because: str | None
    confidence: str
    evidence: str | None
    location: Location
    starts_at: float | None = None
    full_at: float | None = None
    full_weight: float | None = None
    by: str | None = None
    day: date | None = None

    @property
    def said(self) -> tuple[object, ...]:
        """The content of the effect, as a sort key that does not depend on its place in the files."""
        begins = self.starts_at is not None, self.starts_at or 0.0, self.full_at or 0.0
        whose = self.by or "", str(self.day or "")
        return self.because or "", self.word, self.confidence, self.evidence or "", *begins, *whose
