"""Two targets of one metric as messages: who wants what, for how long, and who settles it.

Knows no rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalcheck.facts.context import Context
from goalcheck.facts.responsibility import lead_of, owner_of
from goalcheck.facts.targets import ObjectiveTarget, Pair
from goalcheck.facts.wording import aim
from goalcheck.messages import Joining, Listing, Message, Value, Word
from goalcheck.messages import english as say
from goalcheck.messages.message import department, metric, objective
from goalcheck.model import Metric


class TargetPair:
    """A pair of targets for one metric, as rules speak of it."""

    def __init__(self, context: Context, pair: Pair) -> None:
        self._context = context
        self._one, self._other = pair
        self._metric: Metric = context.organization.metrics[self._one.target.metric]

    @property
    def metric(self) -> Value:
        """The metric of both."""
        return metric(self._metric.id)

    @property
    def wishes(self) -> Message:
        """The figures that both want of the metric, in one clause."""
        return say.WISHES(
            one=objective(self._one.objective.id),
            metric=self.metric,
            aim=self.aim(self._one),
            other=objective(self._other.objective.id),
            other_aim=self.aim(self._other),
        )

    def aim(self, each: ObjectiveTarget) -> Message:
        """The figures that an objective asks of the metric."""
        return aim(each.target, self._metric.unit)

    def details(self) -> Iterator[Message]:
        """The metric with its direction, and the days on which both stand."""
        named = self._metric.name != self._metric.id
        told: Value = say.METRIC_NAMED(metric=self.metric, name=self._metric.name) if named else self.metric
        if self._metric.better:
            yield say.METRIC_BETTER(metric=told, better=Word("better", self._metric.better.value))
        elif named:
            yield say.SENTENCE(clause=told)
        start, end = max(self._one.start, self._other.start), min(self._one.end, self._other.end)
        if self._one.objective.period or self._other.objective.period:
            yield say.BOTH_STAND(start=start, end=end)

    def meeting(self) -> Listing:
        """The two people, each with objective and figure."""
        said = tuple(
            say.OWNER_AND_AIM(
                owner=owner_of(self._context, each.objective),
                objective=objective(each.objective.id),
                aim=self.aim(each),
            )
            for each in (self._one, self._other)
        )
        return Listing(said, Joining.EACH_AND)

    def decision(self, question: Message) -> Message:
        """The lead who can decide a question about the two."""
        one, other = self._one.objective.department, self._other.objective.department
        decider = self._context.organization.decider((one, other))
        if decider is None:
            return say.TARGET_NO_DECIDER(one=department(one), other=department(other), question=question)
        return say.DECIDE(lead=lead_of(self._context, decider), question=question)
