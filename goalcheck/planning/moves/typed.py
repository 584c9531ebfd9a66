"""Changes as a user would type them after `goalcheck whatif`: what `spoken` reads."""

from __future__ import annotations

from goalcheck.planning.moves.agreements import Agree, Guardrail
from goalcheck.planning.moves.commitment import Commit
from goalcheck.planning.moves.figures import Capacity, Importance
from goalcheck.planning.moves.plans import Defer, Drop, Retarget
from goalcheck.planning.moves.sharing import Share
from goalcheck.planning.moves.statements import SetEffect
from goalcheck.planning.moves.union import Move


def typed(move: Move) -> tuple[str, str]:
    """The name of the option without its dashes, and its text; the floor of a guardrail and reasons are left out."""
    match move:
        case Drop(objective):
            return "drop", objective
        case Defer(objective, period):
            return "defer", f"{objective}={period.label}"
        case Retarget(objective, value):
            return "retarget", f"{objective}={value:.15g}"
        case Guardrail(objective, protects):
            return "guardrail", f"{objective}:{protects}"
        case SetEffect(origin, target, said):
            return "effect", f"{origin}:{target}={said}"
        case Capacity(resource, amount, period):
            return "capacity", f"{resource}{f'@{period.label}' if period else ''}={amount:.15g}"
        case Importance(outcome, importance):
            return "importance", f"{outcome}={importance}"
        case Share(objective, taken):
            return "share", f"{objective}:{taken}"
        case Agree(objective, who):
            return "agree", f"{objective}:{who}"
        case Commit(objective):
            return "commit", objective
