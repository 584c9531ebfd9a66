"""What the documents declare, and whether a reference means something: one index of ids for every kind.

Knows ids and positions only; what the declarations say is `resolve`'s business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from goalcheck.files import MappingNode, Problems, SequenceNode, Source
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
MAX_COMPARISONS = 300_000
"""How many names are compared for "did you mean" in one run: enough for people, no door for a hostile file."""


class Names:
    """The declared ids of each kind; making one reports every id that is declared twice."""

    def __init__(self, documents: Sequence[MappingNode], problems: Problems) -> None:
        self._problems = problems
        self._comparisons = 0
        self._declared: dict[str, dict[str, tuple[MappingNode | SequenceNode, Location]]] = {kind: {} for kind in KINDS}
        for document in documents:
            self._declare_sections(document)
            self._declare_stages(document)
        self._refuse_shared_ids()

    def ids(self, kind: str) -> Iterable[str]:
        """The declared ids of one kind, in the order of the files."""
        return self._declared[kind]

    def has(self, kind: str, name: str) -> bool:
        """Whether an id of this kind is declared."""
        return name in self._declared[kind]

    def check(self, source: Source, location: Location, name: str, *kinds: str) -> bool:
        """Whether `name` is declared as one of the kinds; where it is not, the problem is reported."""
        if any(name in self._declared[kind] for kind in kinds):
            return True
        wanted = _or([KINDS[kind] for kind in kinds])
        elsewhere = [KINDS[kind] for kind in KINDS if name in self._declared[kind]]
        if elsewhere:
            message = f"'{name}' is {_article(elsewhere[0])}, not {_article(wanted)}"
        else:
            message = f"unknown {wanted} '{name}'"
        self._problems.add(source.name, message, self._suggestion(name, kinds), source.excerpt(location))
        return False

    def _suggestion(self, name: str, kinds: Sequence[str]) -> str:
        candidates = sorted(candidate for kind in kinds for candidate in self._declared[kind])
        if not candidates:
            return f"{_article(_or([KINDS[kind] for kind in kinds]))} that is declared (there is none yet)"
        self._comparisons += len(candidates)
        if self._comparisons <= MAX_COMPARISONS:
            near = get_close_matches(name, candidates, n=1) or _same_tail(name, candidates)
            if near:
                return f"did you mean '{near[0]}'?"
        listed = ", ".join(candidates[:MAX_LISTED])
        return f"one of {listed}" if len(candidates) <= MAX_LISTED else f"one of {len(candidates)} ids: {listed}, ..."

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
        for index, stage in enumerate(journey):
            if isinstance(stage, str):
                location = journey.item_location(index)
                if stage in self._declared["stages"]:
                    self._report_twice("stages", stage, journey, location)
                else:
                    self._declared["stages"][stage] = (journey, location)

    def _refuse_shared_ids(self) -> None:
        """Outcomes and drivers share one space of ids."""
        for name, (node, location) in self._declared["drivers"].items():
            if name in self._declared["outcomes"]:
                self._report_twice("outcomes", name, node, location, "one id for an outcome or a driver, not for both")

    def _report_twice(
        self,
        kind: str,
        name: str,
        node: MappingNode | SequenceNode,
        location: Location,
        expected: str = "each id once, in all files together",
    ) -> None:
        first_node, first = self._declared[kind][name]
        self._problems.add(
            node.source.name,
            f"'{name}' is declared twice",
            expected,
            node.source.excerpt(location),
            first_node.source.excerpt(first, "first declared here"),
        )


def _mappings(node: object) -> Iterator[tuple[str, MappingNode]]:
    if isinstance(node, MappingNode):
        yield from ((key, value) for key, value in node.items() if isinstance(value, MappingNode))


def _same_tail(name: str, candidates: Iterable[str]) -> list[str]:
    """Objectives whose own id is the name: somebody forgot the department."""
    return [candidate for candidate in candidates if candidate.endswith(f".{name}")]


def _or(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _article(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
