"""The index of declared ids, one for each kind, against which references are checked.

Knows ids and positions only; what the declarations say is `resolve`'s business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from goalcheck.files import MappingNode, Problems, SequenceNode, Source
from goalcheck.model.suggestions import did_you_mean, nearest_id
from goalcheck.source import Location

KINDS = {
    "goals": "goal",
    "customers": "customer",
    "outcomes": "outcome",
    "drivers": "driver",
    "metrics": "metric",
    "resources": "resource",
    "departments": "department",
    "objectives": "objective",
    "stages": "stage of the journey",
}

MAX_LISTED = 8
MAX_STAGES = 10_000
"""Stages of the journey; no customer passes more."""
MAX_COMPARED = 5_000_000
"""Pairs of characters that are compared for "did you mean" in one run: a second for hostile ids, less for others."""


class _Candidates(NamedTuple):
    """The ids that may be meant, sorted, and how many characters all of them have."""

    ids: list[str]
    characters: int


class Names:
    """The declared ids of each kind; making one reports every id that is declared twice."""

    def __init__(self, documents: Sequence[MappingNode], problems: Problems) -> None:
        self._problems = problems
        self._compared = 0
        self._candidates: dict[Sequence[str], _Candidates] = {}
        self._declared: dict[str, dict[str, tuple[MappingNode | SequenceNode, Location]]] = {kind: {} for kind in KINDS}
        for document in documents:
            self._declare_sections(document)
            self._declare_stages(document)
        self._refuse_shared_ids()

    def ids(self, kind: str) -> Iterable[str]:
        """The declared ids of one kind, in the order of the files."""
        return self._declared[kind]

    def has(self, kind: str, name: str) -> bool:
        """True if an id of this kind is declared."""
        return name in self._declared[kind]

    def check(self, source: Source, location: Location, name: str, *kinds: str) -> bool:
        """True if `name` is declared as one of the kinds; else the problem is reported."""
        if any(name in self._declared[kind] for kind in kinds):
            return True
        if self._problems.skip():
            return False
        wanted = _or([KINDS[kind] for kind in kinds])
        elsewhere = [KINDS[kind] for kind in KINDS if name in self._declared[kind]]
        candidates = self._sorted_ids(kinds)
        near = None if elsewhere else self._nearest(name, candidates)
        if elsewhere:
            message = f"'{name}' is {_article(elsewhere[0])}, not {_article(wanted)}"
        else:
            message = f"unknown {wanted} '{name}'{did_you_mean(near)}"
        expected = near or _choice(wanted, candidates.ids)
        self._problems.add(source.name, message, expected, source.excerpt(location))
        return False

    def _sorted_ids(self, kinds: Sequence[str]) -> _Candidates:
        if kinds not in self._candidates:
            ids = sorted(name for kind in kinds for name in self._declared[kind])
            self._candidates[kinds] = _Candidates(ids, sum(map(len, ids)))
        return self._candidates[kinds]

    def _nearest(self, name: str, candidates: _Candidates) -> str | None:
        """The id that is most like a name, None where too much has been compared already."""
        self._compared += len(name) * candidates.characters
        return None if self._compared > MAX_COMPARED else nearest_id(name, candidates.ids)

    def _declare_sections(self, document: MappingNode) -> None:
        for section in KINDS:
            node = document.get(section)
            if isinstance(node, MappingNode):
                self._declare(section, node)
        for department, body in _mappings(document.get("departments")):
            self._declare("objectives", body.get("objectives"), prefix=f"{department}.")

    def _declare(self, kind: str, node: object, prefix: str = "") -> None:
        if not isinstance(node, MappingNode):
            return
        declared = self._declared[kind]
        for key, location in zip(node, node.key_locations(), strict=True):
            if prefix + key in declared:
                self._report_twice(kind, prefix + key, node, location)
            else:
                declared[prefix + key] = (node, location)

    def _declare_stages(self, document: MappingNode) -> None:
        journey = document.get("journey")
        if not isinstance(journey, SequenceNode):
            return
        for index, stage in enumerate(journey[: MAX_STAGES + 1]):
            if index == MAX_STAGES:
                place = journey.source.excerpt(journey.item_location(index))
                found = f"the journey has {len(journey):,} stages"
                self._problems.add(journey.source.name, found, f"at most {MAX_STAGES:,}", place)
            elif isinstance(stage, str):
                location = journey.item_location(index)
                if stage in self._declared["stages"]:
                    self._report_twice("stages", stage, journey, location)
                else:
                    self._declared["stages"][stage] = (journey, location)

    def _refuse_shared_ids(self) -> None:
        """Outcomes and drivers share one space of ids."""
        for name, (node, location) in self._declared["drivers"].items():
            if name in self._declared["outcomes"]:
                found = f"'{name}' is a driver and an outcome"
                expected = "different ids: effects name outcomes and drivers alike"
                self._report(node, location, found, expected, self._declared["outcomes"][name], "the outcome")

    def _report_twice(self, kind: str, name: str, node: MappingNode | SequenceNode, location: Location) -> None:
        found = f"the {KINDS[kind]} '{name}' is declared twice"
        expected = "each id once, in all files together"
        self._report(node, location, found, expected, self._declared[kind][name], "first declared here")

    def _report(
        self,
        node: MappingNode | SequenceNode,
        location: Location,
        found: str,
        expected: str,
        other: tuple[MappingNode | SequenceNode, Location],
        label: str,
    ) -> None:
        if self._problems.skip():
            return
        excerpts = node.source.excerpt(location), other[0].source.excerpt(other[1], label)
        self._problems.add(node.source.name, found, expected, *excerpts)


def _mappings(node: object) -> Iterator[tuple[str, MappingNode]]:
    if isinstance(node, MappingNode):
        yield from ((key, value) for key, value in node.items() if isinstance(value, MappingNode))


def _choice(wanted: str, candidates: Sequence[str]) -> str:
    """The ids that would be right, or the first of them."""
    if not candidates:
        return f"{_article(wanted)} that is declared (there is none yet)"
    if len(candidates) == 1:
        return f"{candidates[0]}, the only {wanted} that is declared"
    listed = ", ".join(candidates[:MAX_LISTED])
    return f"one of {listed}" if len(candidates) <= MAX_LISTED else f"one of {len(candidates):,} ids: {listed}, ..."


def _or(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _article(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
