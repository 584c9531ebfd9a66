"""GC302: an objective hurts what another department works for, and nobody asked that department."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from goalcheck.facts.consultation import Consultation
from goalcheck.facts.context import Context
from goalcheck.facts.responsibility import lead_of, owner_of
from goalcheck.facts.wording import told
from goalcheck.findings import Account, Contest, Level, Notice, Side
from goalcheck.graph import ROUNDING
from goalcheck.messages import Joining, Message, Template, Value
from goalcheck.messages import english as say
from goalcheck.messages.message import department as department_ref
from goalcheck.messages.message import listing, objectives, outcomes
from goalcheck.messages.message import objective as objective_ref
from goalcheck.model import Objective, Period, overlap
from goalcheck.rule import Page, Rule
from goalcheck.traits import Family, RuleTraits, Telling

MAX_SIDES = 3
"""Outcomes, and objectives, of which the chains are shown: those that are hurt most."""

MESSAGE = Template("department-not-consulted.message", "{objective} hurts {hurt}, and {department} was not asked")
WORKS_FOR = Template("department-not-consulted.works-for", "{outcomes}, which {department} works for ({objectives})")
SHOW = Template(
    "department-not-consulted.show",
    "Let {owner} show the chain to {lead} and ask what {objective} must leave intact.",
)
ADD = Template(
    "department-not-consulted.add",
    "When they agree, add {department} to agreed_with of {objective}; a guardrail can hold what it needs.",
)


def check(context: Context) -> Iterator[Notice]:
    """One finding for each objective and department that it hurts without having asked."""
    reading = _Reading(context)
    for level in (Level.SERIOUS, Level.MINOR):
        for each in context.dearest_first(reading.of_level(level), over=lambda each: each.outcomes):
            yield reading.notice(each)


class _Hurt(NamedTuple):
    """A node that an objective hurts, and with what tension; `helper` works for it, where it is an outcome."""

    node: int
    helper: int | None
    tension: float


class _Unasked(NamedTuple):
    """A department that was not asked, with what an objective hurts of theirs, sorted."""

    objective: int
    department: str
    hurt: list[_Hurt]

    @property
    def level(self) -> Level:
        """Serious where the hardest of the harms is."""
        worst = Level.of_tension(max(each.tension for each in self.hurt))
        return Level.SERIOUS if worst.at_least(Level.SERIOUS) else Level.MINOR

    @property
    def outcomes(self) -> list[int]:
        """The outcomes among it that the department works for."""
        return [each.node for each in self.hurt if each.helper is not None]


class _Reading:
    """The departments that work for what the objectives hurt, and which of them were asked."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._nodes = context.network.nodes
        self._least = context.organization.settings.min_tension - ROUNDING
        self._consultation = Consultation(context)
        self._underminers: dict[int, frozenset[int]] = {}
        self._workers: dict[int, Mapping[str, list[int]]] = {}
        self._in_period: dict[tuple[int, str, Period | None], list[int]] = {}
        self._unasked: dict[int, list[_Unasked]] = {}

    def of_level(self, level: Level) -> Iterator[_Unasked]:
        """The departments that were not asked of harms of a level, by objectives; made only as far as asked for."""
        for objective in self._context.pushes.tables:
            hardest = max((tension for _, tension in self._tense(objective)), default=0.0)
            if Level.of_tension(hardest).at_least(level):
                if objective not in self._unasked:
                    self._unasked[objective] = self.unasked(objective)
                yield from (each for each in self._unasked[objective] if each.level is level)

    def unasked(self, objective: int) -> list[_Unasked]:
        """The departments that were not asked, by the outcomes of theirs that the objective hurts."""
        found: dict[str, list[_Hurt]] = {}
        for node, tension in self._tense(objective):
            for department, helper in self._work_for(objective, node):
                found.setdefault(department, []).append(_Hurt(node, helper, tension))
        unasked = (_Unasked(objective, department, hurt) for department, hurt in found.items())
        return sorted(unasked, key=lambda each: (each.outcomes, each.department))

    def _tense(self, objective: int) -> Iterator[tuple[int, float]]:
        """The outcomes and objectives that an objective hurts, with the tension of each harm."""
        for node, harm in sorted(self._context.pushes.tables[objective][1].items()):
            tension = self._context.pressures.scale(node) * harm
            if tension > 0 and tension >= self._least:
                yield node, tension

    def _work_for(self, objective: int, node: int) -> Iterator[tuple[str, int | None]]:
        """The departments not asked that work for a node; for an outcome with their strongest objective."""
        entry = self._objective(objective)
        if self._nodes[node] in self._context.organization.outcomes:
            for department in self._working(node):
                if not self._consultation.was_asked(objective, department):
                    helpers = self._standing(node, department, entry.period)
                    together = (each for each in helpers if self._context.clashes.together(objective, each))
                    helper = next(together, None)
                    if helper is not None:
                        yield department, helper
        elif self._undermines(objective, node):
            department = self._objective(node).department
            if not self._consultation.was_asked(objective, department):
                yield department, None

    def _undermines(self, by: int, of: int) -> bool:
        """True if an objective stands on the hurting side of another that it is together with."""
        if of not in self._underminers:
            self._underminers[of] = frozenset(each.objective for each in self._context.pressures.harms.get(of, ()))
        return by in self._underminers[of]

    def _working(self, outcome: int) -> Mapping[str, list[int]]:
        """The objectives that help an outcome, by department, strongest first; made once for each outcome."""
        if outcome not in self._workers:
            found: dict[str, list[int]] = {}
            for _, helper in self._context.clashes.sides[outcome].helpers:
                found.setdefault(self._objective(helper).department, []).append(helper)
            self._workers[outcome] = found
        return self._workers[outcome]

    def _standing(self, outcome: int, department: str, period: Period | None) -> list[int]:
        """The objectives of one department that stand in a period.

        Made once for each period: comparing every hurting objective with every helping one is quadratic.
        """
        key = outcome, department, period
        if key not in self._in_period:
            helpers = self._working(outcome)[department]
            self._in_period[key] = [each for each in helpers if overlap(self._objective(each).period, period)]
        return self._in_period[key]

    def notice(self, unasked: _Unasked) -> Notice:
        """The outcomes and objectives that the objective hurts of one department."""
        objective = self._objective(unasked.objective)
        harms = self._context.pushes.tables[unasked.objective][1]
        strongest = sorted(unasked.hurt, key=lambda each: (-round(harms[each.node], 9), each.node))
        over = {self._nodes[each.node]: each for each in strongest if each.helper is not None}
        return self._context.notice(
            RULE.traits,
            level=unasked.level,
            message=MESSAGE(
                objective=objective_ref(objective.id),
                hurt=self._hurt(strongest, unasked.department),
                department=department_ref(unasked.department),
            ),
            about=[f"objective:{objective.id}", f"department:{unasked.department}"],
            objectives=[objective.id],
            departments=[unasked.department],
            outcomes=[Contest(key, None) for key in sorted(over)],
            hurt=[self._nodes[each.node] for each in strongest if each.helper is None],
            locations=[objective.location],
            tell=partial(self._account, unasked, strongest),
        )

    def _hurt(self, strongest: list[_Hurt], department: str) -> Value:
        """The objectives of the department that are hurt, and the outcomes with those who work for them."""
        words: list[Value] = []
        hurt = [self._nodes[each.node] for each in strongest if each.helper is None]
        if hurt:
            words.append(objectives(hurt))
        over = [each for each in strongest if each.helper is not None]
        if over:
            helpers = dict.fromkeys(self._nodes[each.helper] for each in over if each.helper is not None)
            words.append(
                WORKS_FOR(
                    outcomes=outcomes(self._nodes[each.node] for each in over),
                    department=department_ref(department),
                    objectives=objectives(helpers),
                )
            )
        return listing(words, most=None, joining=Joining.EACH_AND)

    def _account(self, unasked: _Unasked, strongest: list[_Hurt]) -> Account:
        over = [each for each in strongest if each.helper is not None]
        hurt = [each.node for each in strongest if each.helper is None]
        sides = {self._nodes[each.node]: self._sides(unasked.objective, each) for each in over[:MAX_SIDES]}
        objective = self._objective(unasked.objective)
        return Account(
            sides=tuple(sides.get(key, ()) for key in sorted(self._nodes[each.node] for each in over)),
            details=tuple(self._told(unasked.objective, node) for node in hurt[:MAX_SIDES]),
            advice=tuple(self._advice(objective, unasked.department)),
        )

    def _sides(self, objective: int, hurt: _Hurt) -> tuple[Side, ...]:
        return () if hurt.helper is None else self._context.both_sides(hurt.node, hurter=objective, helper=hurt.helper)

    def _told(self, objective: int, node: int) -> Message:
        """The chain of harm to another objective."""
        chain = self._context.links(origin=objective, target=node, positive=False)
        return say.SENTENCE(clause=told(self._context, chain))

    def _advice(self, objective: Objective, department: str) -> Iterator[Message]:
        yield SHOW(
            owner=owner_of(self._context, objective),
            lead=lead_of(self._context, department),
            objective=objective_ref(objective.id),
        )
        yield ADD(department=department_ref(department), objective=objective_ref(objective.id))

    def _objective(self, position: int) -> Objective:
        return self._context.organization.objectives[self._nodes[position]]


RULE = Rule(
    traits=RuleTraits(
        code="GC302", name="department-not-consulted", family=Family.AGREEMENT, telling=Telling.ONLY_IN_CONFLICT
    ),
    level=Level.SERIOUS,
    levels="serious where it hurts with a tension of 30 or more, else minor",
    summary="an objective hurts what another department works for, and that department is not in agreed_with",
    page=Page(
        why=(
            "That two objectives pull apart can be right; that nobody asked the other side never is. A department that "
            "learns of it from its own missed target stops telling others what it needs."
        ),
        fires=(
            "An objective hurts an outcome that an objective of another department helps at the same time, or "
            "undermines an objective of that department, and the department is not in its agreed_with: one finding for "
            "each objective and department. It is serious where the tension of one of the harms (100 x importance, or "
            "worth of the hurt objective, / 5 x the harm) is 30 or more, else minor; harms below settings: min_tension "
            "(10) are not told. The conflict in which the objective hurts tells it and counts; where there is none it "
            "is minor."
        ),
        silent=(
            "The department, or the internal customer that it is, is in agreed_with; it is the objective's own, or "
            "above it; the periods do not overlap or the two are alternatives, directly or over others. Here: the two "
            "still pull apart, but sales has agreed."
        ),
        do=(
            "Show the chain to the other lead before the period starts, and ask what must stay intact. Write who "
            "agreed into agreed_with; what they do not agree to is decided by the lowest lead above both."
        ),
    ),
    check=check,
)
