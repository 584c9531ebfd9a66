"""The shared context of all build steps: looks up names, periods and days, and reports problems at their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from goalcheck import model
from goalcheck.files import MappingNode, Problems, SequenceNode
from goalcheck.model import schema
from goalcheck.model.building.effects import EffectReader
from goalcheck.model.names import Names
from goalcheck.model.period import DAY_EXPECTED, PERIOD_EXPECTED, Period, named_period, parse_date
from goalcheck.model.validation import Gaps
from goalcheck.model.weights import TargetFigure
from goalcheck.source import Location

T = TypeVar("T")


class Part(NamedTuple):
    """One document: its raw node (values with positions) and its typed form (the validated schema)."""

    raw: MappingNode
    form: schema.DocumentSchema


class BuildContext:
    """The documents of one organization, and the indexes over all of them.

    Attributes:
        gaps: the nodes that lost entries because these did not fit the schema, which has been reported.
        figures: the target figure of each objective and driver that has been read, for the claims about their effects.
    """

    def __init__(self, parts: Sequence[Part], names: Names, problems: Problems, gaps: Gaps) -> None:
        self.parts = parts
        self.names = names
        self.problems = problems
        self.gaps = gaps
        self.effects = EffectReader(names, problems, gaps)
        self.figures: dict[str, TargetFigure | None] = {}

    def section(self, section: str, build: Any) -> Mapping[str, Any]:
        """All entries of a mapping section; `build(id, form, raw, location)` makes one."""
        return in_order(
            {
                key: build(key, entry, raw, location)
                for part in self.parts
                for key, entry, raw, location in entries_of(part.raw, getattr(part.form, section), section)
            }
        )

    def reference(self, raw: MappingNode, field: str, name: str | None, *kinds: str) -> bool:
        """True if the field is empty or names something of these kinds; else the problem is reported."""
        return name is None or self.names.check(raw.source, raw.value_location(field), name, *kinds)

    def references(
        self, raw: MappingNode, field: str, entries: Sequence[str], kind: str
    ) -> tuple[model.Reference, ...]:
        """The names in a list that mean something of a kind; the others are reported."""
        if not entries:
            return ()
        node = raw.sequence(field)
        references = (model.Reference(name, node.item_location(index)) for index, name in enumerate(entries))
        return tuple(
            reference
            for reference in references
            if self.names.check(node.source, reference.location, reference.id, kind)
        )

    def period(self, raw: MappingNode, entry: int | str | schema.PeriodRangeSchema | None) -> Period | None:
        """The period in the field `period`, None where it is left out or wrong."""
        if entry is None:
            return None
        if isinstance(entry, schema.PeriodRangeSchema):
            return self._period_range(raw.mapping("period"), entry, raw.key_location("period"))
        period = named_period(str(entry))
        if period is None:
            self.report(raw, raw.value_location("period"), f"'{entry}' is no period", PERIOD_EXPECTED)
        return period

    def _period_range(self, raw: MappingNode, entry: schema.PeriodRangeSchema, location: Location) -> Period | None:
        start, end = self.day(raw, "from", entry.start), self.day(raw, "to", entry.end)
        if start is None or end is None:
            return None
        if end < start:
            found = f"the period ends ({end}) before it starts ({start})"
            self.report(raw, location, found, "a 'to' that is not before 'from'")
        return Period(start, end, f"{start} to {end}")

    def day(self, raw: MappingNode, field: str, text: str) -> date | None:
        """The day in a field, None where there is no such day."""
        day = parse_date(text)
        if day is None:
            self.report(raw, raw.value_location(field), f"there is no day '{text}'", DAY_EXPECTED)
        return day

    def report(self, node: MappingNode | SequenceNode, location: Location, message: str, expected: str) -> None:
        """Report what is wrong at a place."""
        if not self.problems.skip():
            self.problems.add(node.source.name, message, expected, node.source.excerpt(location))


def in_order(items: Mapping[str, T]) -> Mapping[str, T]:
    """A mapping by its keys, read-only."""
    return MappingProxyType(dict(sorted(items.items())))


def entries_of(
    parent: MappingNode, forms: Mapping[str, T], section: str
) -> Iterator[tuple[str, T, MappingNode, Location]]:
    """Each entry of a mapping section with its typed form, its raw node and where its key stands."""
    if not forms:
        return
    node = parent.mapping(section)
    for (key, entry), raw, location in zip(forms.items(), node.values(), node.key_locations(), strict=True):
        if isinstance(raw, MappingNode):
            yield key, entry, raw, location


def items_of(parent: MappingNode, forms: Sequence[T], section: str) -> Iterator[tuple[T, MappingNode, Location]]:
    """Each item of a list section with its typed form, its raw node and where it stands."""
    if not forms:
        return
    node = parent.sequence(section)
    for index, entry in enumerate(forms):
        yield entry, node.mapping(index), node.item_location(index)
