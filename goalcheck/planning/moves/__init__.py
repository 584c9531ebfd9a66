"""Changes that nobody has written yet, as plain data: what each says in words, and what it makes of an organization."""

from __future__ import annotations

from goalcheck.planning.moves.agreements import Agree, Guardrail
from goalcheck.planning.moves.commitment import Commit
from goalcheck.planning.moves.draft import CannotMove, Draft
from goalcheck.planning.moves.figures import Capacity, Importance
from goalcheck.planning.moves.plans import Defer, Drop, Retarget, idle_targets
from goalcheck.planning.moves.sharing import Share
from goalcheck.planning.moves.statements import SetEffect
from goalcheck.planning.moves.union import Move, apply, in_words

__all__ = [
    "Agree",
    "CannotMove",
    "Capacity",
    "Commit",
    "Defer",
    "Draft",
    "Drop",
    "Guardrail",
    "Importance",
    "Move",
    "Retarget",
    "SetEffect",
    "Share",
    "apply",
    "idle_targets",
    "in_words",
]
