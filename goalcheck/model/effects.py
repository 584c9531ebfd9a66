"""From written effects to signed weights: words, scores, confidence, and how far a target goes.

The busiest part of loading (several effects for each objective), so positions are read straight from the marks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from goalcheck.files import MappingNode, Problems, Source, location
from goalcheck.model import format as form
from goalcheck.model.effect import Effect
from goalcheck.model.names import Names
from goalcheck.model.organization import Bounds, Target
from goalcheck.model.shape import Gaps
from goalcheck.source import Location

_SCORE_WORDS = {score: word for word, score in form.WORDS.items()}
_WORD_WEIGHTS = {word: score / 3 for word, score in form.WORDS.items()}


class TargetFigure(NamedTuple):
    """What a target comes to: a figure, or a range; neither where the target itself is wrong."""

    to: float | None = None
    bounds: Bounds | None = None

    def reached(self, *, downward: bool) -> float | None:
        """The figure that the target is sure to reach in a direction, None where it sets none in that direction.

        Of a range that is the bound first met: the upper one on the way down, the lower one on the way up; a range
        that is open there has only its other bound.
        """
        if self.to is not None or self.bounds is None:
            return self.to
        near, far = self.bounds.lower, self.bounds.upper
        if downward:
            near, far = far, near
        return far if near is None else near


UNKNOWN = TargetFigure()
"""The figure of a target that is wrong in itself, which is reported where it stands."""


def figure_of(target: Target | None) -> TargetFigure | None:
    """What a target that is sound comes to, None where there is none."""
    return None if target is None else TargetFigure(target.to, target.bounds)


def reach(*, starts_at: float, full_at: float, target: TargetFigure | None) -> float:
    """How much of an effect a target brings about: 0 at `starts_at`, 1 at `full_at`, linear between."""
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
    weight, word = (_WORD_WEIGHTS[said], said) if isinstance(said, str) else (said, nearest_word(said))
    whole = weight * form.CONFIDENCE[effect.confidence]
    if effect.starts_at is None:
        return effect._replace(weight=whole, word=word)
    return at_target(effect._replace(full_weight=whole, word=word), target)


def nearest_word(weight: float) -> str:
    """The word of the seven-step scale that is nearest to a weight; only 0 itself is `neutral`."""
    if weight == 0:
        return "neutral"
    steps = max(1, round(abs(weight) * 3))
    return _SCORE_WORDS[steps if weight > 0 else -steps]


class EffectReader:
    """Resolves the targets of effects and works out their weights."""

    def __init__(self, names: Names, problems: Problems, gaps: Gaps) -> None:
        self._names = names
        self._problems = problems
        self._gaps = gaps

    def read(
        self,
        effects: Mapping[str, form.Effect],
        holder: MappingNode,
        *,
        owner: str,
        target: TargetFigure | None = None,
    ) -> tuple[Effect, ...]:
        """The effects that a node declares, sorted by target.

        Args:
            effects: target to word, score or long form.
            holder: the raw node whose `affects` they are, for positions.
            owner: the full id of the node that declares them.
            target: what the owner's target comes to, for effects that start at a figure.
        """
        if not effects:
            return ()
        raw = holder.mapping("affects")
        source, marks = raw.source, raw.marks
        department = owner.partition(".")[0] if "." in owner else None
        read = []
        for index, (name, entry) in enumerate(effects.items()):
            place = location(source, marks[4 * index], marks[4 * index + 1])
            full = self._node(source, place, name, department)
            if full == owner:
                self._report(source, place, f"'{owner}' affects itself", "another objective, driver or outcome")
            elif full is not None:
                read.append(self._effect(full, entry, raw, name, place, target))
        read.sort(key=lambda effect: (effect.target, effect.weight, effect.location))
        return tuple(read)

    def claimed(
        self, entry: form.Claim, raw: MappingNode, place: Location, *, target: TargetFigure | None
    ) -> Effect | None:
        """The effect that a claim reports, None where it leads nowhere."""
        where = raw.value_location("to")
        full = self._node(raw.source, where, entry.to, None)
        if full == entry.origin:
            self._report(raw.source, where, f"'{full}' affects itself", "another objective, driver or outcome")
            return None
        return None if full is None else self._long_form(full, entry, raw, place, target)

    def _node(self, source: Source, place: Location, name: str, department: str | None) -> str | None:
        """The full id of a target: outcomes and drivers first, then the objectives of the owner's department."""
        if self._names.has("outcomes", name) or self._names.has("drivers", name):
            return name
        if department is not None and "." not in name and self._names.has("objectives", f"{department}.{name}"):
            return f"{department}.{name}"
        return name if self._names.check(source, place, name, "outcomes", "drivers", "objectives") else None

    def _effect(
        self,
        full: str,
        entry: form.Effect,
        raw: MappingNode,
        name: str,
        place: Location,
        target: TargetFigure | None,
    ) -> Effect:
        if isinstance(entry, str):
            return Effect(full, _WORD_WEIGHTS[entry], entry, None, "high", None, place)
        if isinstance(entry, int):
            return Effect(full, entry / 3, _SCORE_WORDS[entry], None, "high", None, place)
        return self._long_form(full, entry, raw.mapping(name), place, target)

    def _long_form(
        self, full: str, entry: form.Strength, raw: MappingNode, place: Location, target: TargetFigure | None
    ) -> Effect:
        if entry.effect is not None and entry.weight is not None:
            self._report(raw.source, place, "both effect and weight are given", "one of the two")
        elif entry.effect is None and entry.weight is None and raw not in self._gaps:
            self._report(raw.source, place, "neither effect nor weight is given", "one of the two")
        weight, word = 0.0, "neutral"
        if entry.weight is not None:
            weight, word = entry.weight, nearest_word(entry.weight)
        elif entry.effect is not None:
            word = entry.effect if isinstance(entry.effect, str) else _SCORE_WORDS[entry.effect]
            weight = _WORD_WEIGHTS[word]
        whole = weight * form.CONFIDENCE[entry.confidence]
        said = (word, entry.because, entry.confidence, entry.evidence, place)
        ends = self._ends(entry, raw, place, target)
        if ends is None:
            return Effect(full, whole, *said)
        start, end = ends
        return Effect(full, whole * reach(starts_at=start, full_at=end, target=target), *said, start, end, whole)

    def _ends(
        self, entry: form.Strength, raw: MappingNode, place: Location, target: TargetFigure | None
    ) -> tuple[float, float] | None:
        """The figures at which an effect starts and has its full weight; None where it does not depend on any."""
        start, full = entry.starts_at, entry.full_at
        if start is None or full is None:
            if start is not full and raw not in self._gaps:
                found = "full_at stands without starts_at" if start is None else "starts_at stands without full_at"
                self._report(raw.source, place, found, "both or neither")
            return None
        if start == full:
            found = f"starts_at and full_at are both {start:g}"
            self._report(raw.source, place, found, "the figure that starts the effect, and the one that completes it")
            return None
        if target is None:
            found = "the effect depends on a target, and its origin has none"
            self._report(raw.source, raw.key_location("starts_at"), found, "an objective with a target")
            return None
        return start, full

    def _report(self, source: Source, place: Location, message: str, expected: str) -> None:
        self._problems.add(source.name, message, expected, source.excerpt(place))
