"""Sequencing: which of two objectives can wait, and whether it can still start after the other."""

from __future__ import annotations

from goalcheck.facts.context import Context
from goalcheck.model import Objective, Status


def can_wait(objective: Objective) -> tuple[bool, int]:
    """For ordering, the objective that can wait best first: one that is only proposed, then the lowest priority."""
    return objective.status is not Status.PROPOSED, objective.priority


def can_follow(context: Context, later: Objective, first: Objective) -> bool:
    """True if an objective can still start after another ends: that one has an end, and this has not begun by today.

    What is only proposed can be moved whenever it was to begin.
    """
    if later.period is None or first.period is None:
        return False
    return later.status is Status.PROPOSED or later.period.start > context.today
