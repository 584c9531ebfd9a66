"""Makes a case that fails small: fewer commands, fewer files, fewer lines, fewer characters, the same failure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from time import monotonic

from fuzz.case import Case
from fuzz.running import Checks, Failure, failures

LONG = 50
"""Characters up to which a line is left whole."""


def shrunk(case: Case, failure: Failure, checks: Checks, *, seconds: float) -> Case:
    """A smaller case that fails in the same way, as small as it gets in this time."""
    return _Shrinking(case, failure, checks, monotonic() + seconds).done()


class _Shrinking:
    def __init__(self, case: Case, failure: Failure, checks: Checks, until: float) -> None:
        self._kind = failure.violation.kind
        self._checks = checks
        self._until = until
        alone = replace(case, commands=[failure.command])
        self._case = alone if failure.command and self._fails(alone) else case

    def done(self) -> Case:
        for name in sorted(self._case.files):
            self._try({other: content for other, content in self._case.files.items() if other != name})
        for name in sorted(self._case.files, key=lambda each: -len(self._case.files[each])):
            self._fewer(name, lambda content: content.splitlines(keepends=True))
            if len(self._case.files[name]) > LONG:
                self._fewer(name, _pieces)
        return self._case

    def _fewer(self, name: str, parts_of: Callable[[bytes], Sequence[bytes]]) -> None:
        """Leave out parts of a file, large runs of them first (Zeller and Hildebrandt's ddmin, without complements)."""
        parts = list(parts_of(self._case.files[name]))
        size = len(parts) // 2
        while size and monotonic() < self._until:
            at = 0
            while at < len(parts) and monotonic() < self._until:
                fewer = parts[:at] + parts[at + size :]
                if self._try({**self._case.files, name: b"".join(fewer)}):
                    parts = fewer
                else:
                    at += size
            size //= 2

    def _try(self, files: dict[str, bytes]) -> bool:
        smaller = replace(self._case, files=files)
        if monotonic() < self._until and self._fails(smaller):
            self._case = smaller
            return True
        return False

    def _fails(self, case: Case) -> bool:
        return any(each.violation.kind == self._kind for each in failures(case, self._checks))


def _pieces(content: bytes) -> list[bytes]:
    """A text in pieces of a few characters, so that a line of flow style gets smaller, too."""
    return list(_cut(content, 4))


def _cut(content: bytes, size: int) -> Iterator[bytes]:
    for at in range(0, len(content), size):
        yield content[at : at + size]
