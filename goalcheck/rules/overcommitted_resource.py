"""GC106: demand for a resource exceeds its capacity in a period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from goalcheck.facts.context import Context
from goalcheck.facts.resource_demand import Draw, Load, ResourceDemand, level_of, smallest_sets
from goalcheck.facts.responsibility import lead_of, owner_of
from goalcheck.facts.sequencing import can_wait
from goalcheck.findings import Level, Notice
from goalcheck.graph import ROUNDING, Budget
from goalcheck.messages import Joining, Listing, Message, Ref, RefKind, Template, Value
from goalcheck.messages import english as say
from goalcheck.messages.english import BESIDE
from goalcheck.messages.message import (
    Figure,
    counted,
    department,
    listing,
    objective,
    objectives,
    percentage,
    worked_out,
)
from goalcheck.model import Status
from goalcheck.rule import Page, Rule
from goalcheck.traits import Basis, Family, RuleTraits

LOAD_STEPS = 10_000_000
"""Needs that are looked at for all loads: some ten seconds. A resource that would take more is left out."""

MAX_OBJECTIVES = 1000
"""Objectives that a finding is about, those that draw most; the rest is counted."""

MAX_TOLD = 8
"""Objectives whose draw is told."""

MAX_SETS = 3
MAX_NAMED = 6
"""Objectives of a set that are named."""

MESSAGE = Template("overcommitted-resource.message", "{resource} in {period}: {demand}")
WHOLE_TIME = Template("overcommitted-resource.whole-time", "the whole time")
ONE_NEEDS = Template("overcommitted-resource.one", "1 objective needs")
SEVERAL_NEED = Template("overcommitted-resource.several", "{count} objectives need")
NONE_THERE = Template("overcommitted-resource.none-there", "{who} {demand}, and there is none")
TOO_MUCH = Template("overcommitted-resource.too-much", "{who} {demand} of {capacity} ({share}), {over} too much")
LEFT = Template("overcommitted-resource.left", "{who} {demand} of {capacity} ({share}), {left} left")
NOTHING_LEFT = Template(
    "overcommitted-resource.nothing-left", "{who} {demand} of {capacity} ({share}), nothing is left"
)
DRAWS = Template("overcommitted-resource.draws", "{objective} draws {amount}.")
DRAWS_PART = Template("overcommitted-resource.draws-part", "{objective} draws {amount} of its {whole}.")
MORE_DRAW = Template("overcommitted-resource.more-draw", "{count} more draw {amount} together.")
ALONE = Template("overcommitted-resource.alone", "{objective} alone needs more than there is: {amount}.")
ONE_MUST_GIVE = Template(
    "overcommitted-resource.must-give", "At least one of {objectives} must give: together they need {amount}."
)
FEWEST = Template("overcommitted-resource.fewest", "The fewest that can make room by giving all of theirs: {sets}.")
FIND_ALONE = Template(
    "overcommitted-resource.find-alone",
    "Let {owner} find {over} in {objective}, which can make room alone (priority {priority} of 5).",
)
FIND_ALONE_PROPOSED = Template(
    "overcommitted-resource.find-alone-proposed",
    "Let {owner} find {over} in {objective}, which can make room alone (only proposed, priority {priority} of 5).",
)
FIND_TOGETHER = Template(
    "overcommitted-resource.find-together",
    "No objective can make room alone: let {owners} find {over} together.",
)
ROOM = Template("overcommitted-resource.room", "Move work to where there is room: {periods}.")
ROOM_IN = Template("overcommitted-resource.room-in", "{period} ({amount})")
WHO_GIVES = Template("overcommitted-resource.who-gives", "who gives, or add {over} to {resource}")
AGREE = Template("overcommitted-resource.agree", "Agree now who gives first when something slips: {owners}.")
ORDER = Template("overcommitted-resource.order", "the order in which they give")
NAME_DECIDER = Template(
    "overcommitted-resource.name-decider",
    "No department is above {departments}: name who decides (part_of), then decide {question}.",
)


def check(context: Context) -> Iterator[Notice]:
    """One finding for each resource and capacity period that is full or more, the fullest first."""
    demand = ResourceDemand(context)
    budget = Budget(LOAD_STEPS)
    found = [
        (load, level, loads)
        for resource in context.organization.resources.values()
        if _affords(context, budget, len(resource.capacity) * demand.steps(resource))
        for loads in [demand.loads(resource)]
        for load in loads
        if (level := level_of(load.share))
    ]
    found.sort(key=lambda each: (each[1].rank, -round(each[0].share, 9), each[0].resource.id, each[0].period or ()))
    for load, level, loads in found:
        if not _affords(context, budget, demand.steps(load.resource)):
            return
        yield _Overload(context, load, level, loads, demand.draws(load.resource.id, load.period)).notice()


def _affords(context: Context, budget: Budget, steps: int) -> bool:
    """True if there are steps left for some loads; else they are left out, which is noted."""
    if budget.affords(steps):
        return True
    context.leave_out(f"some overcommitted resources ({RULE.code})")
    return False


class _Overload:
    """One load that has a level, and what there is to say of it."""

    def __init__(
        self, context: Context, load: Load, level: Level, loads: Sequence[Load], draws: Sequence[Draw]
    ) -> None:
        self._context = context
        self._load = load
        self._level = level
        self._loads = loads
        self._draws = draws

    def notice(self) -> Notice:
        named = self._draws[:MAX_TOLD]
        resource, period = self._load.resource, self._load.period
        return self._context.notice(
            RULE.traits,
            level=self._level,
            message=MESSAGE(
                resource=Ref(RefKind.RESOURCE, resource.id),
                period=period.label if period else WHOLE_TIME(),
                demand=self._demand(),
            ),
            about=[resource.id, f"in:{period.label if period else WHOLE_TIME.text}"],
            objectives=[draw.objective.id for draw in self._draws[:MAX_OBJECTIVES]],
            details=[*self._told(), *(self._sets() if self._is_over else ())],
            advice=self._ways_out() if self._is_over else self._precautions(),
            locations=[*(draw.need.location for draw in named), resource.location],
        )

    @property
    def _is_over(self) -> bool:
        """True if there is too much; a capacity that is met exactly is serious, for it leaves no room, but enough."""
        return self._load.share > 1 + ROUNDING

    def _amount(self, number: float) -> Figure:
        return worked_out(number, self._load.resource.unit)

    def _demand(self) -> Message:
        load = self._load
        who = ONE_NEEDS() if len(self._draws) == 1 else SEVERAL_NEED(count=counted(len(self._draws)))
        if not load.capacity:
            return NONE_THERE(who=who, demand=self._amount(load.demand))
        figures: dict[str, Value] = {
            "who": who,
            "demand": worked_out(load.demand),
            "capacity": self._amount(load.capacity),
            "share": percentage(load.share),
        }
        if self._is_over:
            return TOO_MUCH(**figures, over=self._amount(load.over))
        return LEFT(**figures, left=self._amount(-load.over)) if load.share < 1 - ROUNDING else NOTHING_LEFT(**figures)

    def _told(self) -> Iterator[Message]:
        """The objectives that draw most, and the amounts."""
        for draw in self._draws[:MAX_TOLD]:
            drawn: dict[str, Value] = {"objective": objective(draw.objective.id), "amount": self._amount(draw.amount)}
            if draw.amount == draw.need.amount:
                yield DRAWS(**drawn)
            else:
                yield DRAWS_PART(**drawn, whole=self._amount(draw.need.amount))
        rest = self._draws[MAX_TOLD:]
        if rest:
            yield MORE_DRAW(count=counted(len(rest)), amount=self._amount(sum(draw.amount for draw in rest)))

    def _sets(self) -> Iterator[Message]:
        """The fewest that are too much together, and the fewest that can make room."""
        capacity = self._load.capacity * (1 + ROUNDING)
        for draws in islice(smallest_sets(self._draws, capacity), MAX_SETS):
            total = self._amount(sum(draw.amount for draw in draws))
            if len(draws) == 1:
                yield ALONE(objective=objective(draws[0].objective.id), amount=total)
            else:
                yield ONE_MUST_GIVE(objectives=_named(draws), amount=total)
        makers = [_named(draws) for draws in islice(smallest_sets(self._draws, self._load.demand - capacity), MAX_SETS)]
        yield FEWEST(sets=listing(makers, most=None, joining=Joining.OR))

    def _ways_out(self) -> Iterator[Message]:
        over = self._amount(self._load.over)
        able = [draw for draw in self._draws if draw.amount >= self._load.over * (1 - ROUNDING)]
        if able:
            giver = min(able, key=lambda draw: (*can_wait(draw.objective), -draw.amount, draw.objective.id))
            yield self._alone(giver, over)
        else:
            yield FIND_TOGETHER(owners=self._owners(), over=over)
        room = [
            ROOM_IN(period=load.period.label, amount=self._amount(-load.over))
            for load in self._loads
            if load.period and load.over < -ROUNDING * load.capacity
        ]
        if room:
            yield ROOM(periods=listing(room[:MAX_SETS], most=None, joining=Joining.COMMA))
        resource = self._load.resource
        yield self._decision(WHO_GIVES(over=over, resource=Ref(RefKind.RESOURCE, resource.id, resource.name)))

    def _alone(self, giver: Draw, over: Figure) -> Message:
        template = FIND_ALONE_PROPOSED if giver.objective.status is Status.PROPOSED else FIND_ALONE
        return template(
            owner=owner_of(self._context, giver.objective),
            over=over,
            objective=objective(giver.objective.id),
            priority=giver.objective.priority,
        )

    def _precautions(self) -> Iterator[Message]:
        yield AGREE(owners=self._owners())
        yield self._decision(ORDER())

    def _owners(self) -> Listing:
        owners = (
            say.FOR_OBJECTIVE(owner=owner_of(self._context, draw.objective), objective=objective(draw.objective.id))
            for draw in self._draws[:MAX_TOLD]
        )
        return listing(owners, most=MAX_NAMED)

    def _decision(self, question: Message) -> Message:
        departments = tuple(sorted({draw.objective.department for draw in self._draws}))
        decider = self._context.organization.decider(departments)
        if decider is None:
            return NAME_DECIDER(departments=listing(map(department, departments), most=MAX_NAMED), question=question)
        return say.DECIDE(lead=lead_of(self._context, decider), question=question)


def _named(draws: Sequence[Draw]) -> Listing:
    return objectives([draw.objective.id for draw in draws], most=MAX_NAMED)


RULE = Rule(
    traits=RuleTraits(
        code="GC106",
        name="overcommitted-resource",
        family=Family.CONFLICT,
        basis=Basis.RESOURCE,
        changes=frozenset({"drop", "defer", "share"}),
        relation=BESIDE,
    ),
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
