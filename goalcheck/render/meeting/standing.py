"""How surely a conflict stands, in a sentence, where somebody asked for draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goalcheck.conflicts import Conflict

if TYPE_CHECKING:
    from goalcheck.sensitivity.robust import Robustness


def standing(robustness: Robustness | None, conflict: Conflict) -> str:
    """The share of draws in which a conflict stands; empty without draws."""
    if robustness is None:
        return ""
    from goalcheck.render.sections.sureness import standing_sentence

    stability = robustness.of(conflict)
    return standing_sentence(robustness, stability) if stability else ""
