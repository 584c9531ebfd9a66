"""The list of what is wrong with the input.

Knows how problems are kept, ordered and bounded; must not know YAML, files on disk, or what an organization is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from goalcheck.source import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goalcheck.source import Excerpt

MAX_PROBLEMS: Final = 1_000

MAX_COUNTED: Final = 100_000
"""Problems that are counted beyond those; to look at millions of them would take minutes."""

MAX_WORDS: Final = 1_000
"""Characters of a message: an id may have twenty thousand, and a problem may list eight of them."""


class TooManyProblemsError(Exception):
    """There are so many problems that the rest of the input is not worth looking at; those found are kept."""


class Problems:
    """Problems as they are found; iterating gives them sorted by file and position, each once.

    Attributes:
        found: the distinct problems in the order they were added, at most MAX_PROBLEMS.
        more: how many were added after that.
        at_least: whether there may be still more, because something was left unread for having so many.
        noted: how often anything was wrong, the same thing each time that it was met: where it has not grown, nothing
            was.

    """

    __slots__ = ("_seen", "at_least", "found", "more", "noted")

    def __init__(self) -> None:
        self.noted = 0
        self.found: list[Problem] = []
        self.more = 0
        self.at_least = False
        self._seen: set[Problem] = set()

    def add(self, file: str, message: str, expected: str = "", *places: Excerpt) -> None:
        """Note one problem; the main place comes first."""
        self.noted += 1
        problem = Problem(file, _cut(message), _cut(expected), places)
        if problem in self._seen or self.skip():
            return
        self._seen.add(problem)
        self.found.append(problem)

    def skip(self) -> bool:
        """Count one more problem without its particulars where there are too many to keep; False where there is room.

        A hostile file has millions of problems, and showing where each stands would take longer than reading it.

        Raises:
            TooManyProblemsError: there are too many to count.
        """
        self.noted += 1
        full = len(self.found) >= MAX_PROBLEMS
        self.more += full
        if self.more > MAX_COUNTED:
            self.at_least = True
            raise TooManyProblemsError
        return full

    def enough(self) -> bool:
        """Tell whoever would look at more of the input whether to leave it: there are more problems than are shown."""
        if self.more:
            self.at_least = True
        return bool(self.more)

    def __iter__(self) -> Iterator[Problem]:
        ordered = sorted(self.found, key=_order)
        yield from ordered
        if self.more:
            number = f"{'at least ' * self.at_least}{self.more:,} more problem{'s' * (self.more > 1)}"
            shown = "are not shown" if self.more > 1 else "is not shown"
            yield Problem(ordered[-1].file, f"{number} {shown}", "the first ones fixed")

    def __len__(self) -> int:
        return len(self.found) + bool(self.more)


def _cut(text: str) -> str:
    return text if len(text) <= MAX_WORDS else f"{text[:MAX_WORDS]}…"


def _order(problem: Problem) -> tuple[str, int, int, str, str, str]:
    line, column = (problem.places[0].location[1:3]) if problem.places else (0, 0)
    # The rest only settles ties, so that the order never depends on when a problem was added.
    return problem.file, line, column, problem.message, problem.expected, repr(problem.places)
