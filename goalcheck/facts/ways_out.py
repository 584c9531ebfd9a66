"""Ways out of a conflict between two objectives: which of the known ones fit this pair, why, and what each changes.

Each way looks at what the organization declares and is silent where it does not fit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from goalcheck.facts.context import Context
from goalcheck.facts.responsibility import lead_of, named_customer, named_department, owner_of
from goalcheck.facts.sequencing import can_follow, can_wait
from goalcheck.findings import Level
from goalcheck.graph import Clash
from goalcheck.messages import Joining, Message, Ref, RefKind, Word
from goalcheck.messages import english as say
from goalcheck.messages.message import declared, department, listing, metric, objective, outcome
from goalcheck.model import Objective, Outcome, Status

MAX_WAYS = 4


class Remedy(NamedTuple):
    """One way to settle a conflict, and its effect on the conflict."""

    advice: Message
    change: Message


def ways_out(context: Context, clash: Clash) -> tuple[Remedy, ...]:
    """The ways to settle a clash, the least costly first; at most MAX_WAYS."""
    settlement = _Settlement(context, clash)
    ways = [
        *settlement.retarget(),
        *settlement.guard(),
        *settlement.sequence(),
        *settlement.share_capacity(),
        *settlement.one_objective(),
        *settlement.decide(),
        *settlement.record(),
    ]
    return tuple(ways[:MAX_WAYS])


class _Settlement:
    """The ways out of one clash."""

    def __init__(self, context: Context, clash: Clash) -> None:
        nodes = context.network.nodes
        organization = context.organization
        self._context = context
        self._clash = clash
        self._hurter: Objective = organization.objectives[nodes[clash.hurter]]
        self._helper: Objective = organization.objectives[nodes[clash.helper]]
        self._outcome: Outcome = organization.outcomes[nodes[clash.outcome]]
        self._over = outcome(self._outcome.id)

    def retarget(self) -> Iterator[Remedy]:
        """A target short of the figure at which the harm starts ends the conflict."""
        chain = self._context.pushes.chain(origin=self._clash.hurter, target=self._clash.outcome, positive=False)
        arrow = self._context.arrow(chain[0])
        if arrow.starts_at is not None:
            yield Remedy(
                say.RETARGET(
                    objective=objective(self._hurter.id),
                    target=self._context.ref(arrow.target),
                    figure=declared(arrow.starts_at),
                ),
                say.RETARGETED(outcome=self._over),
            )

    def guard(self) -> Iterator[Remedy]:
        """A floor under the outcome, where the objective that hurts it has promised none."""
        if any(guardrail.protects == self._outcome.id for guardrail in self._hurter.guardrails):
            return
        yield Remedy(
            say.GUARD(
                objective=objective(self._hurter.id),
                outcome=self._over,
                metric=metric(self._outcome.metric) if self._outcome.metric else say.NOTICED(),
                owner=owner_of(self._context, self._hurter),
            ),
            self._guarded(),
        )

    def _guarded(self) -> Message:
        level = Level.of_tension(self._clash.tension)
        word, lowered = Word("level", level.value), Word("level", level.lowered.value)
        if level.lowered is level:
            return say.GUARDED(outcome=self._over, level=word)
        return say.GUARDED_LOWERED(outcome=self._over, level=word, lowered=lowered)

    def sequence(self) -> Iterator[Remedy]:
        """One after the other, where one can wait and has not begun."""
        later, first = sorted((self._hurter, self._helper), key=can_wait)
        if can_wait(later) == can_wait(first) or self._depend_on_each_other():
            return
        if first.period is None or not can_follow(self._context, later, first):
            return
        ids = {"later": objective(later.id), "first": objective(first.id)}
        if later.status is Status.PROPOSED:
            advice = say.SEQUENCE_PROPOSED(**ids, end=first.period.end)
        else:
            advice = say.SEQUENCE_PRIORITY(**ids, end=first.period.end, priority=later.priority)
        yield Remedy(advice, say.SEQUENCED())

    def share_capacity(self) -> Iterator[Remedy]:
        """More of what both draw on, where they draw on one resource."""
        shared = sorted({need.resource for need in self._hurter.needs} & {need.resource for need in self._helper.needs})
        if shared:
            resources = self._context.organization.resources
            names = [Ref(RefKind.RESOURCE, each, resources[each].name) for each in shared]
            yield Remedy(
                say.SHARE_CAPACITY(
                    resources=listing(names, most=None, joining=Joining.COMMA),
                    objective=objective(self._helper.id),
                ),
                say.CAPACITY_SHARED(),
            )

    def one_objective(self) -> Iterator[Remedy]:
        """One shared objective with one formula, where both sides are measured and stand in different departments."""
        if self._hurter.target and self._helper.target and self._hurter.department != self._helper.department:
            yield Remedy(
                say.ONE_OBJECTIVE(
                    one=named_department(self._context, self._hurter.department),
                    other=named_department(self._context, self._helper.department),
                    metric=metric(self._hurter.target.metric),
                    floor=metric(self._helper.target.metric),
                ),
                say.MADE_ONE(),
            )

    def decide(self) -> Iterator[Remedy]:
        """By written criteria, by the lowest lead above both."""
        one, other = self._hurter.department, self._helper.department
        decider = self._context.organization.decider((one, other))
        if decider is None:
            yield Remedy(say.NAME_DECIDER(one=department(one), other=department(other)), say.DECIDED())
            return
        payer = self._outcome.customer
        yield Remedy(
            say.DECIDE_BY_CRITERIA(
                lead=lead_of(self._context, decider),
                outcome=self._over,
                customer=named_customer(self._context, payer) if payer else say.USER(),
                importance=self._outcome.importance,
            ),
            say.DECIDED(),
        )

    def record(self) -> Iterator[Remedy]:
        """If it stays, it is written down."""
        yield Remedy(
            say.RECORD(one=objective(self._hurter.id), other=objective(self._helper.id), outcome=self._over),
            say.RECORDED(),
        )

    def _depend_on_each_other(self) -> bool:
        return any(reference.id == self._helper.id for reference in self._hurter.depends_on) or any(
            reference.id == self._hurter.id for reference in self._helper.depends_on
        )
