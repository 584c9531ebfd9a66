"""The level of a tension behind a guardrail (DESIGN 4): one lower, or minor where the guardrail binds."""

from __future__ import annotations

from goalcheck.findings import Level
from goalcheck.graph.pressure import BINDING

NONE = 1.0
"""What is left of a harm where no guardrail protects."""


def guarded_level(tension: float, left: float) -> Level:
    """The level of a tension, given what guardrails leave of the harm."""
    level = Level.of_tension(tension)
    if left >= NONE:
        return level
    return Level.MINOR if left <= BINDING else level.lowered
