"""Files that include each other in a circle.

Must not know how files are found or read.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goalcheck.files.problems import Problems
    from goalcheck.source import Excerpt

MAX_LOOPS: Final = 20
"""Loops that are reported; a hundred files that all include each other have more than anybody wants to read."""

Edges: TypeAlias = "dict[str, list[tuple[str, Excerpt]]]"
"""For each file the files that it includes, each with the place of its pattern."""


def report_loops(edges: Edges, names: dict[str, str], problems: Problems) -> None:
    """Add a problem for each include that closes a loop, seen from the file whose shown name is the smallest."""
    for trail, place in islice(_loops(edges, names), MAX_LOOPS):
        circle = " → ".join(names[path] for path in trail)
        problems.add(
            place.location.file, f"the includes go in a circle: {circle}", "no file that includes itself", place
        )


def _loops(edges: Edges, names: dict[str, str]) -> Iterator[tuple[list[str], Excerpt]]:
    done: set[str] = set()
    for start in sorted(edges, key=names.__getitem__):
        if start not in done:
            yield from _loops_from(start, edges, done)


def _loops_from(start: str, edges: Edges, done: set[str]) -> Iterator[tuple[list[str], Excerpt]]:
    """Depth first in linear time; on a stack, because includes can be nested deeper than calls."""
    trail = {start: None}
    waiting = [iter(edges[start])]
    while waiting:
        for target, place in waiting[-1]:
            if target in trail:
                members = list(trail)
                yield [*members[members.index(target) :], target], place
            elif target not in done:
                trail[target] = None
                waiting.append(iter(edges.get(target, ())))
                break
        else:
            waiting.pop()
            done.add(trail.popitem()[0])
