"""Builds effects with signed weights from written ones; looks up their targets and reports problems.

The busiest part of loading (several effects for each objective), so positions are read straight from the marks.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from goalcheck.files import MappingNode, Problems, Source, location
from goalcheck.model import schema
from goalcheck.model.effect import Effect
from goalcheck.model.names import Names
from goalcheck.model.period import DAY_EXPECTED, parse_date
from goalcheck.model.validation import Gaps
from goalcheck.model.weights import SCORE_WORDS, WORD_WEIGHTS, TargetFigure, nearest_word, reach
from goalcheck.source import Location


class EffectReader:
    """Resolves the targets of effects and works out their weights."""

    def __init__(self, names: Names, problems: Problems, gaps: Gaps) -> None:
        self._names = names
        self._problems = problems
        self._gaps = gaps

    def read(
        self,
        effects: Mapping[str, schema.Effect],
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
        raw = holder.get("affects")
        if not isinstance(raw, MappingNode):
            return ()
        source, marks = raw.source, raw.marks
        department = owner.partition(".")[0] if "." in owner else None
        for name, place in self._gaps.lost(raw):
            self.node(source, place, name, department)
        read = []
        for index, (name, entry) in enumerate(effects.items()):
            place = location(source, marks[4 * index], marks[4 * index + 1])
            full = self.node(source, place, name, department)
            if full == owner:
                self._report(source, place, f"'{owner}' affects itself", "another objective, driver or outcome")
            elif full is not None:
                read.append(self._effect(full, entry, raw, name, place, target))
        read.sort(key=lambda effect: (effect.target, effect.weight, effect.said, effect.location))
        return tuple(read)

    def claimed(
        self, entry: schema.ClaimSchema, raw: MappingNode, place: Location, *, target: TargetFigure | None
    ) -> Effect | None:
        """The effect that a claim reports, None where it leads nowhere."""
        where = raw.value_location("to")
        full = self.node(raw.source, where, entry.to, None)
        if full == entry.origin:
            self._report(raw.source, where, f"'{full}' affects itself", "another objective, driver or outcome")
            return None
        return None if full is None else self._long_form(full, entry, raw, place, target)

    def node(self, source: Source, place: Location, name: str, department: str | None) -> str | None:
        """The full id of a target: outcomes and drivers first, then the objectives of the owner's department."""
        if self._names.has("outcomes", name) or self._names.has("drivers", name):
            return name
        if department is not None and "." not in name and self._names.has("objectives", f"{department}.{name}"):
            return f"{department}.{name}"
        return name if self._names.check(source, place, name, "outcomes", "drivers", "objectives") else None

    def _effect(
        self,
        full: str,
        entry: schema.Effect,
        raw: MappingNode,
        name: str,
        place: Location,
        target: TargetFigure | None,
    ) -> Effect:
        if isinstance(entry, str):
            return Effect(full, WORD_WEIGHTS[entry], entry, None, "high", None, place)
        if isinstance(entry, int):
            return Effect(full, entry / 3, SCORE_WORDS[entry], None, "high", None, place)
        return self._long_form(full, entry, raw.mapping(name), place, target)

    def _long_form(
        self, full: str, entry: schema.StrengthSchema, raw: MappingNode, place: Location, target: TargetFigure | None
    ) -> Effect:
        if entry.effect is not None and entry.weight is not None:
            self._report(raw.source, place, "both effect and weight are given", "one of the two")
        elif entry.effect is None and entry.weight is None and raw not in self._gaps:
            self._report(raw.source, place, "neither effect nor weight is given", "one of the two")
        weight, word = 0.0, "neutral"
        if entry.weight is not None:
            weight, word = entry.weight, nearest_word(entry.weight)
        elif entry.effect is not None:
            word = entry.effect if isinstance(entry.effect, str) else SCORE_WORDS[entry.effect]
            weight = WORD_WEIGHTS[word]
        whole = weight * schema.CONFIDENCE[entry.confidence]
        said = (word, entry.because, entry.confidence, entry.evidence, place)
        by = None if isinstance(entry, schema.ClaimSchema) else entry.by
        day = None if entry.date is None else self._day(raw, entry.date)
        ends = self._ends(entry, raw, place, target)
        if ends is None:
            return Effect(full, whole, *said, by=by, day=day)
        start, end = ends
        weight = whole * reach(starts_at=start, full_at=end, target=target)
        return Effect(full, weight, *said, start, end, whole, by, day)

    def _day(self, raw: MappingNode, text: str) -> date | None:
        """The day on which an effect was said, None where there is no such day."""
        day = parse_date(text)
        if day is None:
            self._report(raw.source, raw.value_location("date"), f"there is no day '{text}'", DAY_EXPECTED)
        return day

    def _ends(
        self, entry: schema.StrengthSchema, raw: MappingNode, place: Location, target: TargetFigure | None
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
        if not self._problems.skip():
            self._problems.add(source.name, message, expected, source.excerpt(place))
