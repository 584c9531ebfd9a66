"""Progress: the part of the way to its target that an objective has gone.

Knows no rule.
"""

from __future__ import annotations

from goalcheck.facts.wording import aim
from goalcheck.graph import ROUNDING
from goalcheck.messages import Message
from goalcheck.messages import english as say
from goalcheck.messages.message import declared, percentage
from goalcheck.model import Objective, Target


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


def has_way(objective: Objective) -> bool:
    """True if the target leads from one figure to another."""
    target = objective.target
    return target is not None and target.start is not None and target.to is not None and target.start != target.to


def _is_met(target: Target, value: float) -> bool:
    if target.to is not None:
        return abs(value - target.to) <= ROUNDING
    lower, upper = (target.bounds.lower, target.bounds.upper) if target.bounds else (None, None)
    return (lower is None or value >= lower - ROUNDING) and (upper is None or value <= upper + ROUNDING)


def standing(objective: Objective) -> Message:
    """The place where an objective stands: stands at 31 against a target of 30 (96 % of the way)."""
    target, progress, share = objective.target, objective.progress, way(objective)
    if target is None or progress is None or share is None:
        return say.NO_PROGRESS()
    now = declared(progress.value)
    if target.start is None or target.to is None or target.start == target.to:
        return say.PROGRESS_MET(now=now, aim=aim(target)) if share else say.PROGRESS_NOT_MET(now=now, aim=aim(target))
    return say.PROGRESS_SHARE(now=now, to=declared(target.to), share=percentage(share))
