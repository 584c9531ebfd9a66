"""GC106: demand for a resource exceeds its capacity in a period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from goalcheck.findings import Finding, Level
from goalcheck.graph import ROUNDING, Budget
from goalcheck.model import Objective, Status
from goalcheck.rules.advice import can_wait, lead_of, owner_of
from goalcheck.rules.amounts import amount, percent
from goalcheck.rules.draws import Draw, Ledger, Load, smallest_sets
from goalcheck.rules.nearest import enumerated
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study

SEVERE_FROM = 1.25
MINOR_FROM = 0.9

LOAD_STEPS = 10_000_000
"""Needs that are looked at for all loads: some ten seconds. A resource that would take more is left out."""

MAX_OBJECTIVES = 1000
"""Objectives that a finding is about, those that draw most; the rest is counted."""

MAX_TOLD = 8
"""Objectives whose draw is told."""

MAX_SETS = 3
MAX_NAMED = 6
"""Objectives of a set that are named."""


def check(study: Study) -> Iterator[Finding]:
    """One finding for each resource and capacity period that is full or more, the fullest first."""
    ledger = Ledger(study)
    budget = Budget(LOAD_STEPS)
    found = [
        (load, level, loads)
        for resource in study.organization.resources.values()
        if _affords(study, budget, len(resource.capacity) * ledger.steps(resource))
        for loads in [ledger.loads(resource)]
        for load in loads
        if (level := level_of(load.share))
    ]
    found.sort(key=lambda each: (each[1].rank, -round(each[0].share, 9), each[0].resource.id, each[0].period or ()))
    for load, level, loads in found:
        if not _affords(study, budget, ledger.steps(load.resource)):
            return
        yield _Overload(study, load, level, loads, ledger.draws(load.resource.id, load.period)).finding()


def _affords(study: Study, budget: Budget, steps: int) -> bool:
    """Whether there are steps left for some loads; else they are left out, which is noted."""
    if budget.affords(steps):
        return True
    study.leave_out("some overcommitted resources (GC106)")
    return False


def level_of(share: float) -> Level | None:
    """The level of a load, None where there is room enough."""
    if share >= SEVERE_FROM - ROUNDING:
        return Level.SEVERE
    if share >= 1 - ROUNDING:
        return Level.SERIOUS
    return Level.MINOR if share >= MINOR_FROM - ROUNDING else None


class _Overload:
    """One load that has a level, and what there is to say of it."""

    def __init__(self, study: Study, load: Load, level: Level, loads: Sequence[Load], draws: Sequence[Draw]) -> None:
        self._study = study
        self._load = load
        self._level = level
        self._loads = loads
        self._draws = draws
        self._unit = load.resource.unit
        self._when = load.period.label if load.period else "the whole time"

    def finding(self) -> Finding:
        named = self._draws[:MAX_TOLD]
        return self._study.finding(
            RULE.code,
            RULE.name,
            level=self._level,
            message=self._message(),
            about=[self._load.resource.id, f"in:{self._when}"],
            objectives=[draw.objective.id for draw in self._draws[:MAX_OBJECTIVES]],
            details=[*self._told(), *(self._sets() if self._is_over else ())],
            advice=self._ways_out() if self._is_over else self._precautions(),
            locations=[*(draw.need.location for draw in named), self._load.resource.location],
        )

    @property
    def _is_over(self) -> bool:
        """Whether there is too much; a capacity that is met exactly is serious, for it leaves no room, but enough."""
        return self._load.share > 1 + ROUNDING

    def _message(self) -> str:
        load = self._load
        who = "1 objective needs" if len(self._draws) == 1 else f"{len(self._draws):,} objectives need"
        if not load.capacity:
            return f"{load.resource.id} in {self._when}: {who} {amount(load.demand, self._unit)}, and there is none"
        figures = f"{amount(load.demand)} of {amount(load.capacity, self._unit)} ({percent(load.share)})"
        if self._is_over:
            rest = f"{amount(load.over, self._unit)} too much"
        else:
            rest = f"{amount(-load.over, self._unit)} left" if load.share < 1 - ROUNDING else "nothing is left"
        return f"{load.resource.id} in {self._when}: {who} {figures}, {rest}"

    def _told(self) -> Iterator[str]:
        """Who draws how much."""
        for draw in self._draws[:MAX_TOLD]:
            whole = "" if draw.amount == draw.need.amount else f" of its {amount(draw.need.amount, self._unit)}"
            yield f"{draw.objective.id} draws {amount(draw.amount, self._unit)}{whole}."
        rest = self._draws[MAX_TOLD:]
        if rest:
            yield f"{len(rest):,} more draw {amount(sum(draw.amount for draw in rest), self._unit)} together."

    def _sets(self) -> Iterator[str]:
        """The fewest that are too much together, and the fewest that can make room."""
        capacity = self._load.capacity * (1 + ROUNDING)
        for draws in islice(smallest_sets(self._draws, capacity), MAX_SETS):
            total = amount(sum(draw.amount for draw in draws), self._unit)
            if len(draws) == 1:
                yield f"{draws[0].objective.id} alone needs more than there is: {total}."
            else:
                yield f"At least one of {_named(draws)} must give: together they need {total}."
        makers = [_named(draws) for draws in islice(smallest_sets(self._draws, self._load.demand - capacity), MAX_SETS)]
        yield f"The fewest that can make room by giving all of theirs: {'; or '.join(makers)}."

    def _ways_out(self) -> Iterator[str]:
        over = amount(self._load.over, self._unit)
        able = [draw for draw in self._draws if draw.amount >= self._load.over * (1 - ROUNDING)]
        if able:
            giver = min(able, key=lambda draw: (*can_wait(draw.objective), -draw.amount, draw.objective.id))
            yield (
                f"Let {self._owner(giver)} find {over} in {giver.objective.id}, which can make room alone "
                f"({_claim(giver.objective)})."
            )
        else:
            yield f"No objective can make room alone: let {self._owners()} find {over} together."
        room = [
            f"{load.period.label} ({amount(-load.over, self._unit)})"
            for load in self._loads
            if load.period and load.over < -ROUNDING * load.capacity
        ]
        if room:
            yield f"Move work to where there is room: {', '.join(room[:MAX_SETS])}."
        yield self._decision(f"who gives, or add {over} to {self._load.resource.name}")

    def _precautions(self) -> Iterator[str]:
        yield f"Agree now who gives first when something slips: {self._owners()}."
        yield self._decision("the order in which they give")

    def _owners(self) -> str:
        return _listed([f"{self._owner(draw)} for {draw.objective.id}" for draw in self._draws[:MAX_TOLD]])

    def _owner(self, draw: Draw) -> str:
        return owner_of(self._study, draw.objective)

    def _decision(self, question: str) -> str:
        departments = tuple(sorted({draw.objective.department for draw in self._draws}))
        decider = self._study.organization.decider(departments)
        if decider is None:
            return f"No department is above {_listed(departments)}: name who decides (part_of), then decide {question}."
        return f"Let {lead_of(self._study, decider)} decide {question}."


def _claim(objective: Objective) -> str:
    proposed = "only proposed, " if objective.status is Status.PROPOSED else ""
    return f"{proposed}priority {objective.priority} of 5"


def _named(draws: Sequence[Draw]) -> str:
    return _listed([draw.objective.id for draw in draws])


def _listed(words: Sequence[str]) -> str:
    return enumerated(words, most=MAX_NAMED)


RULE = Rule(
    code="GC106",
    name="overcommitted-resource",
    level=Level.SERIOUS,
    levels="severe from 125 %, serious from 100 %, minor from 90 %",
    summary="demand for a resource exceeds its capacity in a period",
    page=Page(
        why=(
            "Each objective was planned with hours that another one had planned with too. The same hour is promised "
            "twice, and whoever comes second learns it when it is too late to hire."
        ),
        fires=(
            "What the objectives in force need of a resource in one of its capacity periods comes to 90 % of the "
            "capacity (minor), to all of it or more (serious), or to 125 % of it (severe). A need is spread evenly "
            "over the days of its objective. One figure for capacity stands for the organization's period, and for "
            "the whole time where the organization has none; an objective without a period counts whole."
        ),
        silent=(
            "There is room, or no capacity is declared. Of alternatives the one that draws most counts alone. Here: "
            "the second objective starts the day after the quarter ends, and the next quarter has room for it."
        ),
        do=(
            "Let the lead above all of them decide who gives, by priority: move work into a period with room, make a "
            "target smaller, or add capacity. Where little is left, agree beforehand who gives first."
        ),
    ),
    check=check,
)
