"""Parts of an organization that were built before, and are built to the same again.

A document that was checked without a problem keeps its checked form for as long as it is the same document. Its
objectives are kept too, where nothing changed that they were built with: which ids there are, the period of the
organization, and the units of resources. What had a problem is built anew each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from goalcheck import model
from goalcheck.files import MappingNode, Problems, Source
from goalcheck.model.building.context import Part
from goalcheck.model.names import KINDS, Names
from goalcheck.model.period import Period
from goalcheck.model.weights import TargetFigure

Figures = Mapping[str, TargetFigure | None]


class _BuiltWith(NamedTuple):
    """All that objectives are built with beside their own document."""

    names: Mapping[str, frozenset[str]]
    period: Period | None
    units: Mapping[str, str | None]


class _Built(NamedTuple):
    """The objectives of one part, and the figures of their targets."""

    part: Part
    objectives: Sequence[model.Objective]
    figures: Figures


class KeptParts:
    """What was made of the documents of the last run.

    Args:
        forget: called with a document that has to be read anew, since what does not fit was taken out of it.
    """

    def __init__(self, forget: Callable[[Source], None] = lambda source: None) -> None:  # noqa: ARG005
        self._forget = forget
        self._checked: dict[Source, Sequence[Part]] = {}
        self._built_with: _BuiltWith | None = None
        self._built: dict[int, _Built] = {}
        self._before: dict[int, _Built] = {}

    def checked(
        self, documents: Iterable[MappingNode], problems: Problems, check: Callable[[MappingNode], Sequence[Part]]
    ) -> list[Part]:
        """The checked parts of all documents; `check` makes those of one."""
        before, self._checked = self._checked, {}
        parts: list[Part] = []
        for document in documents:
            source, noted = document.source, problems.noted
            known = before.get(source)
            found = check(document) if known is None else known
            if problems.noted != noted:
                self._forget(source)
            elif not problems.more:  # of a document after too many problems nothing is checked
                self._checked[source] = found
            parts += found
        return parts

    def begin(self, names: Names, period: Period | None, units: Mapping[str, str | None]) -> None:
        """Say what the objectives of this run are built with."""
        now = _BuiltWith({kind: frozenset(names.ids(kind)) for kind in KINDS}, period, units)
        self._before = self._built if now == self._built_with else {}
        self._built, self._built_with = {}, now

    def objectives(
        self, part: Part, problems: Problems, figures: dict[str, TargetFigure | None], build: _Building
    ) -> Sequence[model.Objective]:
        """The objectives of a part, which `build` makes; their figures are added to `figures`."""
        known = self._before.get(id(part))
        if known is None:
            noted, own = problems.noted, dict[str, TargetFigure | None]()
            known = _Built(part, build(part, own), own)
            if problems.noted == noted:
                self._built[id(part)] = known
        else:
            self._built[id(part)] = known
        figures.update(known.figures)
        return known.objectives


_Building = Callable[[Part, dict[str, TargetFigure | None]], Sequence[model.Objective]]
