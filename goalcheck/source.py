"""Locations in files, and the problems found there.

Positions and problems are plain data; this module reads nothing, prints nothing and imports nothing of goalcheck.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Location(NamedTuple):
    """A stretch of text in a file; lines and columns count from 1, and the end is exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A location together with the source line that it starts on, so that it can be shown without the file.

    Attributes:
        text: the line, or the piece of a long line that is around the location.
        label: what the place has to do with the problem, where that is not plain.
        first: the column at which the text starts.
    """

    location: Location
    text: str
    label: str = ""
    first: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with the input: what was found, what was expected, and where.

    Attributes:
        file: the path as the user would name it.
        message: what is wrong, with what was found.
        expected: what would be right: the legal values where they are few, a near name where there is one.
        places: where it is wrong, the main place first; empty where a whole file is meant.
    """

    file: str
    message: str
    expected: str = ""
    places: tuple[Excerpt, ...] = ()


class GoalcheckError(Exception):
    """goalcheck could not do its job.

    GoalcheckError
    ├── InvalidInput    the files are wrong: every problem that was found
    ├── UnknownName     a name on the command line or in a call means nothing here
    ├── TooLarge        the organization exceeds a limit of the engine
    ├── MissingExtra    what an extra of goalcheck brings is not installed
    └── and what one command or kind of change alone can run into, each beside what raises it
    """


class InvalidInput(GoalcheckError):
    """The files are wrong; nothing was analyzed."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems in the input")
        self.problems = problems


class UnknownName(GoalcheckError):
    """A name that was asked for does not exist; the message says which ones are near.

    Attributes:
        name: the name, where it is one of an organization.
    """

    def __init__(self, message: str, name: str | None = None) -> None:
        super().__init__(message)
        self.name = name


class TooLarge(GoalcheckError):
    """The organization exceeds a named limit; the message says which and what to do."""


class MissingExtra(GoalcheckError):
    """A library is not installed that only some of goalcheck needs."""

    def __init__(self, wish: str, *, library: str, extra: str) -> None:
        super().__init__(f"{wish} needs {library}, which is not installed: pip install 'goalcheck[{extra}]'")
