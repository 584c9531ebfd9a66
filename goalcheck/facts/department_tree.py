"""The department tree: one walk through it tells of any two departments whether one holds the other."""

from __future__ import annotations

from collections.abc import Iterable

from goalcheck.model import Department


class DepartmentTree:
    """The tree of the departments, as the stretch of a walk in which each of them is open."""

    def __init__(self, departments: Iterable[Department]) -> None:
        below: dict[str | None, list[str]] = {}
        for department in departments:
            below.setdefault(department.part_of, []).append(department.id)
        self._first: dict[str, int] = {}
        self._last: dict[str, int] = {}
        waiting = [(key, False) for key in below.get(None, [])]
        while waiting:
            key, left = waiting.pop()
            if left:
                self._last[key] = len(self._first)
                continue
            self._first[key] = len(self._first)
            waiting.append((key, True))
            waiting.extend((child, False) for child in below.get(key, []))

    def holds(self, upper: str, lower: str) -> bool:
        """True if a department is the other one or above it."""
        return self._first[upper] <= self._first[lower] < self._last[upper]

    def related(self, one: str, other: str) -> bool:
        """True if two departments are the same, or one is part of the other."""
        upper, lower = sorted((one, other), key=self._first.__getitem__)
        return self._first[lower] < self._last[upper]
