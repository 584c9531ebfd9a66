"""How far an objective is on the way to its target.

Knows no rule.
"""

from __future__ import annotations

from goalcheck.graph import ROUNDING
from goalcheck.model import Objective, Target
from goalcheck.rules.amounts import aim, figure, percent


def way(objective: Objective) -> float | None:
    """The share of the way to the target that is done; None where there is no target or no progress.

    Only a target with a start has a way: any other, and one that starts where it ends, is met or is not.
    """
    target, progress = objective.target, objective.progress
    if target is None or progress is None:
        return None
    if target.start is not None and target.to is not None and target.start != target.to:
        return (progress.value - target.start) / (target.to - target.start)
    return float(_is_met(target, progress.value))


def _is_met(target: Target, value: float) -> bool:
    if target.to is not None:
        return abs(value - target.to) <= ROUNDING
    lower, upper = (target.bounds.lower, target.bounds.upper) if target.bounds else (None, None)
    return (lower is None or value >= lower - ROUNDING) and (upper is None or value <= upper + ROUNDING)


def standing(objective: Objective) -> str:
    """Where an objective stands, in words: stands at 31 against a target of 30 (96 % of the way)."""
    target, progress, share = objective.target, objective.progress, way(objective)
    if target is None or progress is None or share is None:
        return "says nothing of its progress"
    if target.start is None or target.to is None or target.start == target.to:
        share_words = "met" if share else "not met"
        return f"stands at {figure(progress.value)} against a target of {aim(target)} ({share_words})"
    return f"stands at {figure(progress.value)} against a target of {figure(target.to)} ({percent(share)} of the way)"
