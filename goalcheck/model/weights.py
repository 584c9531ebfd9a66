"""The weights of effects: from words and scores, confidence, and the figure of a target."""

from __future__ import annotations

from typing import NamedTuple

from goalcheck.model import schema
from goalcheck.model.effect import Effect
from goalcheck.model.organization import Bounds, Target

SCORE_WORDS = {score: word for word, score in schema.WORDS.items()}
WORD_WEIGHTS = {word: score / 3 for word, score in schema.WORDS.items()}
RELIANCE_WEIGHTS = {how: score / 3 for how, score in schema.RELIANCE.items()}


class TargetFigure(NamedTuple):
    """The figure or range that a target aims at; neither if the target itself is wrong."""

    to: float | None = None
    bounds: Bounds | None = None

    def reached(self, *, downward: bool) -> float | None:
        """The figure that the target is sure to reach in a direction, None where it sets none in that direction.

        Of a range that is the bound that lies further on the way, which is what the objective allows itself: the lower
        one on the way down, the upper one on the way up; a range that is open there has only its other bound.
        """
        if self.to is not None or self.bounds is None:
            return self.to
        near, far = self.bounds.lower, self.bounds.upper
        if downward:
            near, far = far, near
        return near if far is None else far


UNKNOWN = TargetFigure()
"""The figure of a target that is wrong in itself, which is reported where it stands."""


def figure_of(target: Target | None) -> TargetFigure | None:
    """The figure or range of a sound target, None if there is no target."""
    return None if target is None else TargetFigure(target.to, target.bounds)


def reach(*, starts_at: float, full_at: float, target: TargetFigure | None) -> float:
    """The part of an effect that a target brings about: 0 at `starts_at`, 1 at `full_at`, linear between."""
    figure = target.reached(downward=full_at < starts_at) if target else None
    return 1.0 if figure is None else min(1.0, max(0.0, (starts_at - figure) / (starts_at - full_at)))


def at_target(effect: Effect, target: TargetFigure | None) -> Effect:
    """The effect where the target of its origin comes to something else than before."""
    if effect.starts_at is None or effect.full_at is None or effect.full_weight is None:
        return effect
    part = reach(starts_at=effect.starts_at, full_at=effect.full_at, target=target)
    return effect._replace(weight=effect.full_weight * part)


def restated(effect: Effect, said: str | float, target: TargetFigure | None) -> Effect:
    """The effect where it says another word, or another weight before confidence; all else of it stands."""
    weight, word = (WORD_WEIGHTS[said], said) if isinstance(said, str) else (said, nearest_word(said))
    whole = weight * schema.CONFIDENCE[effect.confidence]
    if effect.starts_at is None:
        return effect._replace(weight=whole, word=word)
    return at_target(effect._replace(full_weight=whole, word=word), target)


def nearest_word(weight: float) -> str:
    """The word of the seven-step scale that is nearest to a weight; only 0 itself is `neutral`."""
    if weight == 0:
        return "neutral"
    steps = max(1, round(abs(weight) * 3))
    return SCORE_WORDS[steps if weight > 0 else -steps]
