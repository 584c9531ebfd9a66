"""Ways out of a conflict between two objectives: which of the known ones fit this pair, why, and what each changes.

Each way looks at what the organization declares and is silent where it does not fit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from goalcheck.findings import Level
from goalcheck.graph import Clash
from goalcheck.model import Objective, Outcome, Status
from goalcheck.rules.amounts import figure
from goalcheck.rules.study import Study

MAX_WAYS = 4

DECIDED = "The tension stays until one of the two gives way; who does is settled."


class Way(NamedTuple):
    """One way out, and what becomes of the conflict on it."""

    advice: str
    change: str


def ways_out(study: Study, clash: Clash) -> tuple[Way, ...]:
    """What would settle a clash, the least costly first; at most MAX_WAYS."""
    settlement = _Settlement(study, clash)
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


def lead_of(study: Study, department: str | None) -> str:
    """Who leads a department, in words."""
    if department is None:
        return "nobody (no department is above both)"
    entry = study.organization.departments[department]
    return f"{entry.lead} ({entry.name})" if entry.lead else f"the lead of {entry.name}"


def owner_of(study: Study, objective: Objective) -> str:
    """Who answers for an objective: its owner, else the lead of its department."""
    return objective.owner or lead_of(study, objective.department)


def can_wait(objective: Objective) -> tuple[bool, int]:
    """For ordering, whoever can wait best first: what is only proposed, then what has the lowest priority."""
    return objective.status is not Status.PROPOSED, objective.priority


def can_follow(study: Study, later: Objective, first: Objective) -> bool:
    """Whether an objective can still start after another ends: there is an end, and it has not begun by today.

    What is only proposed can be moved whenever it was to begin.
    """
    if later.period is None or first.period is None:
        return False
    return later.status is Status.PROPOSED or later.period.start > study.today


class _Settlement:
    """The ways out of one clash."""

    def __init__(self, study: Study, clash: Clash) -> None:
        nodes = study.network.nodes
        organization = study.organization
        self._study = study
        self._clash = clash
        self._hurter: Objective = organization.objectives[nodes[clash.hurter]]
        self._helper: Objective = organization.objectives[nodes[clash.helper]]
        self._outcome: Outcome = organization.outcomes[nodes[clash.outcome]]

    def retarget(self) -> Iterator[Way]:
        """Where the harm starts at a figure, a target short of it ends the conflict."""
        chain = self._study.chains.chain(origin=self._clash.hurter, target=self._clash.outcome, positive=False)
        arrow = self._study.arrow(chain[0])
        if arrow.starts_at is not None:
            yield Way(
                f"Retarget {self._hurter.id}: its effect on {arrow.target} starts at {figure(arrow.starts_at)}; "
                f"a target that stops there ends this harm.",
                f"The harm to {self._outcome.id} ends, and with it the conflict over it.",
            )

    def guard(self) -> Iterator[Way]:
        """A floor under the outcome, where the objective that hurts it has promised none."""
        if any(guardrail.protects == self._outcome.id for guardrail in self._hurter.guardrails):
            return
        metric = self._outcome.metric or "a metric that the customer would notice"
        yield Way(
            f"Give {self._hurter.id} a guardrail that protects {self._outcome.id}: a floor on {metric}, "
            f"for which {owner_of(self._study, self._hurter)} answers as for the target.",
            self._guarded(),
        )

    def _guarded(self) -> str:
        level = Level.of_tension(self._clash.tension)
        if level.lowered is level:
            return f"The conflict over {self._outcome.id} is marked guarded; it stays {level}."
        return f"The conflict over {self._outcome.id} is marked guarded and goes from {level} to {level.lowered}."

    def sequence(self) -> Iterator[Way]:
        """One after the other, where one can wait and has not begun."""
        later, first = sorted((self._hurter, self._helper), key=can_wait)
        if can_wait(later) == can_wait(first) or self._depend_on_each_other():
            return
        if not can_follow(self._study, later, first):
            return
        end = first.period.end if first.period else None
        why = (
            "it is only proposed"
            if later.status is Status.PROPOSED
            else f"it has the lower priority ({later.priority})"
        )
        yield Way(
            f"Sequence them: start {later.id} after {first.id} ends ({end}); {why}.",
            "They no longer stand at the same time, which ends the conflict.",
        )

    def share_capacity(self) -> Iterator[Way]:
        """More of what both draw on, where they draw on one resource."""
        shared = sorted({need.resource for need in self._hurter.needs} & {need.resource for need in self._helper.needs})
        if shared:
            names = ", ".join(self._study.organization.resources[resource].name for resource in shared)
            yield Way(
                f"Both draw on {names}: more of it, or a reserved share for {self._helper.id}, eases the pull.",
                "The tension falls as far as the effects that are declared become weaker.",
            )

    def one_objective(self) -> Iterator[Way]:
        """One shared objective with one formula, where both sides are measured and stand in different departments."""
        if self._hurter.target and self._helper.target and self._hurter.department != self._helper.department:
            yield Way(
                f"Make it one objective of {self._department(self._hurter)} and {self._department(self._helper)} "
                f"with one formula: {self._hurter.target.metric} counts only while {self._helper.target.metric} holds.",
                "One objective is never opposed to itself; what it pushes both ways stays visible.",
            )

    def decide(self) -> Iterator[Way]:
        """By written criteria, by the lowest lead above both."""
        decider = self._study.organization.decider((self._hurter.department, self._helper.department))
        if decider is None:
            yield Way(
                f"No department is above both {self._hurter.department} and {self._helper.department}: "
                "name who decides (part_of), then decide by written criteria.",
                DECIDED,
            )
            return
        customer = (
            self._study.organization.customers[self._outcome.customer].name if self._outcome.customer else "its user"
        )
        yield Way(
            f"Let {lead_of(self._study, decider)} decide by written criteria, first of all by what {self._outcome.id} "
            f"is worth to {customer} ({self._outcome.importance} of 5).",
            DECIDED,
        )

    def record(self) -> Iterator[Way]:
        """If it stays, it is written down."""
        yield Way(
            f"If the trade-off is right, record it under decisions: between {self._hurter.id} and {self._helper.id}, "
            f"over {self._outcome.id}, with a reason, a name and an expiry.",
            "The tension stays; it is accepted until the expiry, and comes back when it lapses or grows.",
        )

    def _depend_on_each_other(self) -> bool:
        return any(reference.id == self._helper.id for reference in self._hurter.depends_on) or any(
            reference.id == self._hurter.id for reference in self._helper.depends_on
        )

    def _department(self, objective: Objective) -> str:
        return self._study.organization.departments[objective.department].name
