"""The worst days of an outcome that is hurt while nobody in force helps it but alternatives of a hurter (DESIGN 5).

What stands on a day changes only where somebody begins or ends, so that one pass over the first and last days of
hurters and helpers finds the worst. Cost: (hurters + helpers) x log(both); nothing to speak of where somebody without
alternatives helps on every day on which anybody hurts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from goalcheck.graph.alternatives import Alternatives
from goalcheck.graph.arrows import ROUNDING
from goalcheck.graph.spans import Span
from goalcheck.graph.spared import Spared


class WorstDays(NamedTuple):
    """The first and the last of some days on which the same objectives are in force, and what they leave untouched."""

    days: Span
    spared: float
    hurters: tuple[int, ...]


def worst_unprotected(
    left: Mapping[int, float], helpers: Collection[int], spans: Mapping[int, Span], alternatives: Alternatives
) -> WorstDays | None:
    """The days without a protector on which least is left, of equal ones the first; None where there are none.

    Args:
        left: for each hurter what guardrails leave of its harm.
        helpers: everybody who helps, hurters among them.
    """
    if not left or _is_always_helped(left, helpers, spans, alternatives):
        return None
    return _Sweep(left, helpers, spans, alternatives).worst()


def _is_always_helped(
    hurters: Collection[int], helpers: Collection[int], spans: Mapping[int, Span], alternatives: Alternatives
) -> bool:
    """True if on every day of a harm somebody helps who has no alternatives."""
    helped = _joined({spans[each] for each in helpers if not alternatives.has_any(each)})
    return all(
        any(start <= first and last <= end for start, end in helped)
        for first, last in {spans[each] for each in hurters}
    )


def _joined(spans: Collection[Span]) -> list[Span]:
    """The longest stretches of days that spans cover together, in order."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and (joined[-1][1] == date.max or start <= joined[-1][1] + timedelta(days=1)):
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


class _Sweep:
    """One pass over the days, from change to change."""

    def __init__(
        self,
        left: Mapping[int, float],
        helpers: Collection[int],
        spans: Mapping[int, Span],
        alternatives: Alternatives,
    ) -> None:
        self._left = left
        self._helpers = set(helpers)
        self._spans = spans
        self._alternatives = alternatives
        self._hurting = self._in_force = 0
        self._spared = Spared(alternatives.set_of(each) for each in left)
        self._hurters_of: Counter[int] = Counter()
        self._helpers_of: Counter[int] = Counter()
        self._both_of: Counter[int] = Counter()
        self._protecting: set[int] = set()

    def worst(self) -> WorstDays | None:
        """The worst days without a protector."""
        involved = sorted(self._left.keys() | self._helpers)
        starting = sorted(involved, key=lambda each: self._spans[each][0], reverse=True)
        ending = sorted(involved, key=lambda each: self._spans[each][1], reverse=True)
        worst: WorstDays | None = None
        while (day := self._next(starting, ending)) is not None:
            while ending and self._spans[ending[-1]][1] < day:
                self._change(ending.pop(), day, -1)
            while starting and self._spans[starting[-1]][0] == day:
                self._change(starting.pop(), day, +1)
            if self._hurting and not self._protecting:
                spared = self._spared.value
                if worst is None or spared < worst.spared - ROUNDING:
                    worst = WorstDays((day, self._last(starting, ending)), spared, ())
        return worst and worst._replace(hurters=self._on(worst.days[0]))

    def _next(self, starting: list[int], ending: list[int]) -> date | None:
        """The next day on which somebody begins, or has ended the day before; None after the last."""
        days = [self._spans[starting[-1]][0]] if starting else []
        if self._in_force:
            end = self._spans[ending[-1]][1]
            days += [end + timedelta(days=1)] if end < date.max else []
        return min(days, default=None)

    def _last(self, starting: list[int], ending: list[int]) -> date:
        """The last day before the next change."""
        end = self._spans[ending[-1]][1]
        return min(end, self._spans[starting[-1]][0] - timedelta(days=1)) if starting else end

    def _change(self, objective: int, day: date, by: int) -> None:
        """Let an objective begin (1) or end (-1)."""
        of_set = self._alternatives.set_of(objective)
        hurts, helps = objective in self._left, objective in self._helpers
        self._in_force += by
        if hurts:
            self._hurting += by
            self._hurters_of[of_set] += by
            if by > 0:
                self._spared.begin(of_set, self._left[objective], self._spans[objective][1], day)
            else:
                self._spared.renew(of_set, day)
        self._helpers_of[of_set] += by * helps
        self._both_of[of_set] += by * (hurts and helps)
        if self._is_protecting(of_set):
            self._protecting.add(of_set)
        else:
            self._protecting.discard(of_set)

    def _is_protecting(self, of_set: int) -> bool:
        """True if one of a set helps to whom no hurter in force is an alternative: nobody is one to itself."""
        hurters = self._hurters_of[of_set]
        return self._helpers_of[of_set] > 0 if not hurters else hurters == 1 and self._both_of[of_set] == 1

    def _on(self, day: date) -> tuple[int, ...]:
        """The hurters in force on a day, the hardest first."""
        there = (each for each in self._left if self._spans[each][0] <= day <= self._spans[each][1])
        return tuple(sorted(there, key=lambda each: (-round(self._left[each], 9), each)))
