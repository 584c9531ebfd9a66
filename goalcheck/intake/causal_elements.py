"""What the formats of causal maps share: what an element becomes, and arrows with a sign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from goalcheck.intake.models import DRIVER, OBJECTIVE, OUTCOME, ModelDraft
from goalcheck.intake.number_style import CellFigure, figure_of
from goalcheck.intake.scales import strength, word_of
from goalcheck.intake.sheets import counted, folded

_OBJECTIVES: Final = frozenset({"objective", "goal", "kpi", "target", "okr", "key result"})
_OUTCOMES: Final = frozenset({"outcome", "result", "value", "impact"})

Arrow = tuple[str, str, Any, bool, str]
"""From, to, the sign or strength, whether it goes both ways, and why."""


def element_kind(element_type: str) -> str:
    """What an element becomes by its type: what is no objective and no outcome lies in between."""
    said = folded(element_type)
    return OBJECTIVE if said in _OBJECTIVES else OUTCOME if said in _OUTCOMES else DRIVER


def add_arrows(model: ModelDraft, arrows: Sequence[Arrow]) -> None:
    """Add the arrows that have a sign; the others are counted."""
    figures = [each for _, _, sign, _, _ in arrows if (each := _number(sign)) is not None]
    most = max(map(abs, figures), default=1.0)
    unsigned = endless = 0
    both = 0
    for origin, target, sign, both_ways, because in arrows:
        value = _value(sign, most)
        if value is None:
            unsigned += 1
            continue
        done = model.affect(origin, target, value, because=because)
        if both_ways:
            both += 1
            done = model.affect(target, origin, value, because=because) and done
        if not done:
            endless += 1
    if unsigned:
        model.lose(f"{counted(unsigned, 'arrow')} without a sign: whether it helps or hurts has to be asked")
    if endless:
        model.lose(f"{counted(endless, 'arrow')} without both ends in the map")
    if both:
        model.note(f"{counted(both, 'arrow')} both ways: two were made of each")


def _number(sign: Any) -> float | None:
    if isinstance(sign, bool):
        return None
    found = figure_of(float(sign) if isinstance(sign, (int, float)) else str(sign), ".") if sign is not None else None
    return found.value if isinstance(found, CellFigure) else None


def _value(sign: Any, most: float) -> str | float | None:
    if sign is None:
        return None
    word = word_of(str(sign)) if isinstance(sign, str) else None
    if word is not None:
        return word
    number = _number(sign)
    if number is None or not most:
        return None
    return strength(number / max(most, 1.0))
