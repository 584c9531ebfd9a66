"""What to do about a conflict: the single steps that are known, each with what it would change.

Each step looks at what the organization declares and is silent where it does not fit. Whole ways out, proved the
cheapest, are `goalcheck resolve`'s business.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from goalcheck.conflicts import Conflict, Hurter
from goalcheck.facts.context import Context
from goalcheck.facts.responsibility import lead_of, named_customer, named_department, owner_of
from goalcheck.facts.sequencing import can_follow
from goalcheck.findings import Level
from goalcheck.graph import ROUNDING, ChainStep, Effort, Focus, Harm, OutOfSteps, Table
from goalcheck.graph.pressure import BINDING, GUARDED
from goalcheck.messages import Message, Word
from goalcheck.messages import english as say
from goalcheck.messages.message import declared, listing, metric, objective, tension
from goalcheck.model import Mitigation, Objective
from goalcheck.traits import ConflictKind

MOST_STEPS = 4
MOST_TRIED = 3
"""Hurters of one conflict for which steps are looked for, the hardest."""

TABLE_STEPS, SEARCH_STEPS = 2_000_000, 100_000
"""What the searches for one conflict may cost."""


class AdvisedStep(NamedTuple):
    """One thing to do, and what it would change; `left` is the pressure that it leaves, None where it leaves all."""

    advice: Message
    change: Message
    left: float | None


def steps(context: Context, conflict: Conflict) -> tuple[AdvisedStep, ...]:
    """What to do about a conflict, what takes away most pressure first; at most MOST_STEPS.

    Cost: a search from the hurters for each arrow that a step would weaken.
    """
    if not conflict.is_open:
        return ()
    found = _Steps(context, conflict)
    best: dict[str, AdvisedStep] = {}
    for hurter in conflict.open_hurters[:MOST_TRIED]:
        for kind, step in found.of(hurter):
            known = best.get(kind)
            if known is None or _left(step) < _left(known) - ROUNDING:
                best[kind] = step
    lowering = sorted(best.values(), key=_left)
    return (*lowering, *found.always())[:MOST_STEPS]


def _left(step: AdvisedStep) -> float:
    return 100.0 if step.left is None else round(step.left, 9)


class _Steps:
    """The steps of one conflict."""

    def __init__(self, context: Context, conflict: Conflict) -> None:
        self._context = context
        self._conflict = conflict
        self._organization = context.organization
        self._index = context.network.index
        self._node = self._index[conflict.about]
        self._about = context.ref(conflict.about)
        self._is_outcome = conflict.kind is not ConflictKind.UNDERMINED
        undecided = {self._index[each.objective] for each in conflict.open_hurters}
        self._harms = [each for each in context.pressures.harms[self._node] if each.objective in undecided]

    def of(self, hurter: Hurter) -> Iterator[tuple[str, AdvisedStep]]:
        """The steps that would take away some of one harm, each with its kind."""
        entry = self._organization.objectives[hurter.objective]
        yield from (("guard", step) for step in self._guard(entry, hurter))
        yield from (("retarget", step) for step in self._retarget(entry))
        yield from (("adopt", step) for step in self._adopt(entry))
        yield from (("follow", step) for step in self._follow(entry))

    def always(self) -> Iterator[AdvisedStep]:
        """The steps that fit every conflict: somebody decides, or somebody speaks for the customer."""
        conflict = self._conflict
        if conflict.kind is ConflictKind.UNPROTECTED:
            yield AdvisedStep(say.HELP_OUTCOME(outcome=self._about), say.PROTECTED(), None)
        if conflict.decider is None:
            departments = sorted({self._organization.objectives[each].department for each in conflict.objectives})
            named = listing(named_department(self._context, each) for each in departments)
            yield AdvisedStep(say.STEP_NAME_DECIDER(departments=named), say.DECIDED(), None)
            return
        lead = lead_of(self._context, conflict.decider)
        if self._is_outcome:
            payer = named_customer(self._context, conflict.customer) if conflict.customer else say.STEP_NOBODY()
            yield AdvisedStep(say.STEP_DECIDE(lead=lead, customer=payer), say.DECIDED(), None)
        else:
            yield AdvisedStep(say.STEP_DECIDE_WORTH(lead=lead, about=self._about), say.DECIDED(), None)

    def _guard(self, entry: Objective, hurter: Hurter) -> Iterator[AdvisedStep]:
        """A floor under the outcome, or one that counts."""
        if not self._is_outcome or hurter.guard == "binding":
            return
        subject = objective(entry.id)
        if hurter.guard:
            yield self._lowered(say.STEP_BIND(objective=subject, about=self._about), self._with_guard(entry, BINDING))
            return
        outcome = self._organization.outcomes[self._conflict.about]
        advice = say.GUARD(
            objective=subject,
            outcome=self._about,
            metric=metric(outcome.metric) if outcome.metric else say.NOTICED(),
            owner=owner_of(self._context, entry),
        )
        yield self._lowered(advice, self._with_guard(entry, GUARDED))

    def _retarget(self, entry: Objective) -> Iterator[AdvisedStep]:
        """A target short of the figure at which the harm starts."""
        first = self._chain(self._index[entry.id])[0]
        arrow = self._context.arrow(first)
        if arrow.starts_at is None:
            return
        tables = self._tables([self._index[entry.id]], {first: 0.0})
        if tables is not None:
            advice = say.RETARGET(
                objective=objective(entry.id), target=self._context.ref(arrow.target), figure=declared(arrow.starts_at)
            )
            yield self._lowered(advice, self._without(first, tables), tables)

    def _adopt(self, entry: Objective) -> Iterator[AdvisedStep]:
        """An option that mitigates an effect on the way of the harm."""
        for step in self._chain(self._index[entry.id]):
            ends = self._context.network.nodes[step.origin], self._context.network.nodes[step.target]
            for option, mitigation in self._context.optional_mitigations.get(ends, ()):
                if step.positive or not self._is_weaker(step, mitigation):
                    continue
                origins = [each.objective for each in self._harms if step in self._chain(each.objective)]
                tables = self._tables(origins, {step: -mitigation.leaves})
                if tables is not None:
                    origin, target = (self._context.ref(each) for each in ends)
                    advice = say.STEP_ADOPT(option=objective(option.id), origin=origin, target=target)
                    yield self._lowered(advice, self._without(step, tables), tables)

    def _is_weaker(self, step: ChainStep, mitigation: Mitigation) -> bool:
        return -mitigation.leaves < abs(self._context.arrow(step).weight) - ROUNDING

    def _follow(self, entry: Objective) -> Iterator[AdvisedStep]:
        """One after the other, where an objective suffers and the one that hurts it can start later."""
        if self._is_outcome:
            return
        victim = self._organization.objectives[self._conflict.about]
        if victim.period is not None and can_follow(self._context, entry, victim):
            advice = say.STEP_FOLLOW(later=objective(entry.id), first=objective(victim.id), end=victim.period.end)
            yield self._lowered(advice, [each for each in self._harms if each.objective != self._index[entry.id]])

    def _with_guard(self, entry: Objective, left: float) -> list[Harm]:
        position = self._index[entry.id]
        return [each._replace(left=left * each.harm) if each.objective == position else each for each in self._harms]

    def _without(self, step: ChainStep, tables: Mapping[int, Table]) -> list[Harm]:
        undecided = {each.objective for each in self._harms}
        harms = self._context.pressures.harms_without(step, self._node, tables)
        return [each for each in harms if each.objective in undecided]

    def _tables(self, origins: Sequence[int], weights: Mapping[ChainStep, float]) -> Mapping[int, Table] | None:
        """The (help, harm) of some objectives by chains without objectives, if some arrows had other weights."""
        settings = self._organization.settings
        try:
            focus = Focus(
                self._context.network,
                origins=sorted(set(origins)),
                targets=frozenset([*self._context.network.outcomes, *self._context.network.objectives]),
                max_links=settings.max_links,
                min_chain=settings.min_chain,
                through=0.0,
                effort=Effort(tables=TABLE_STEPS, arrows=SEARCH_STEPS, telling=0, strict=True),
            )
            return focus.pushes(weights)
        except OutOfSteps:
            return None

    def _lowered(
        self, advice: Message, harms: Sequence[Harm], tables: Mapping[int, Table] | None = None
    ) -> AdvisedStep:
        """A step that leaves some harms, and what that changes."""
        pressures = self._context.pressures
        left = pressures.pressure(self._node, harms, tables) if tables else pressures.pressure(self._node, harms)
        if left < self._organization.settings.min_tension - ROUNDING or not left:
            return AdvisedStep(advice, say.STEP_ENDS(), left)
        level = Word("level", Level.of_tension(left).value)
        before = tension(self._conflict.open_pressure)
        return AdvisedStep(advice, say.STEP_FALLS(before=before, after=tension(left), level=level), left)

    def _chain(self, objective_: int) -> tuple[ChainStep, ...]:
        return self._context.pushes.chain(origin=objective_, target=self._node, positive=False)
