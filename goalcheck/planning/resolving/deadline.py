"""The deadline of a search, handed down to every loop that could run for long.

Knows nothing of what is looked for.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from goalcheck.source import GoalcheckError


class OutOfTime(GoalcheckError):
    """Time ran out before any way out was found."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment on the monotonic clock, in seconds."""

    end: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """The deadline that many seconds from now."""
        return cls(time.monotonic() + seconds)

    @property
    def left(self) -> float:
        """Seconds until the moment, 0 afterwards."""
        return max(0.0, self.end - time.monotonic())

    @property
    def is_over(self) -> bool:
        """True if the moment has come."""
        return time.monotonic() >= self.end

    def part(self, share: float, *, most: float = math.inf) -> Deadline:
        """The moment when a share of the time that is left has passed, or so many seconds, if that is sooner."""
        return Deadline.after(min(most, share * self.left))

    def check(self) -> None:
        """Raise an error if the moment has come.

        Raises:
            OutOfTime: the moment has come.
        """
        if self.is_over:
            raise OutOfTime("time ran out")


NEVER = Deadline(math.inf)
