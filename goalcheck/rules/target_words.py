"""Two targets of one metric in words: who wants what, for how long, and who settles it.

Knows no rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.model import Metric
from goalcheck.rules.advice import lead_of, owner_of
from goalcheck.rules.amounts import aim
from goalcheck.rules.study import Study
from goalcheck.rules.targets import Aim, Pair


class PairWords:
    """Says things about a pair of aims at one metric."""

    def __init__(self, study: Study, pair: Pair) -> None:
        self._study = study
        self._one, self._other = pair
        self._metric: Metric = study.organization.metrics[self._one.target.metric]

    @property
    def wishes(self) -> str:
        """What both want of the metric, in one clause."""
        one, other = self._one.objective.id, self._other.objective.id
        return f"{one} wants {self._metric.id} {self.aim(self._one)}, {other} {self.aim(self._other)}"

    def aim(self, each: Aim) -> str:
        """What an objective asks of the metric."""
        return aim(each.target, self._metric.unit)

    def details(self) -> Iterator[str]:
        """The metric with its direction, and the days on which both stand."""
        better = f"; {self._metric.better} is better" if self._metric.better else ""
        name = "" if self._metric.name == self._metric.id else f"{self._metric.id}: {self._metric.name}"
        if name or better:
            yield f"{name or self._metric.id}{better}."
        start, end = max(self._one.start, self._other.start), min(self._one.end, self._other.end)
        if self._one.objective.period or self._other.objective.period:
            yield f"Both stand from {start} to {end}."

    def meeting(self) -> str:
        """The two people, each with objective and figure."""
        said = [
            f"{owner_of(self._study, each.objective)} for {each.objective.id} ({self.aim(each)})"
            for each in (self._one, self._other)
        ]
        return " and ".join(said)

    def decision(self, question: str) -> str:
        """Who can decide a question about the two."""
        one, other = self._one.objective.department, self._other.objective.department
        decider = self._study.organization.decider((one, other))
        if decider is None:
            return f"No department is above both {one} and {other}: name who decides (part_of), then decide {question}."
        return f"Let {lead_of(self._study, decider)} decide {question}."
