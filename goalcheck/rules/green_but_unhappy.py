"""GC401: an objective is nearly reached, and the customer whose outcome it pushes is not happy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.facts.context import Context
from goalcheck.facts.progress import standing, way
from goalcheck.facts.responsibility import named_customer, owner_of
from goalcheck.facts.unhappiness import UnhappyOutcome, unhappy_outcomes
from goalcheck.facts.wording import told
from goalcheck.findings import Contest, Level, Notice, Side
from goalcheck.messages import Message, Ref, Template, Value
from goalcheck.messages import english as say
from goalcheck.messages.message import customer as customer_ref
from goalcheck.messages.message import metric, objectives, percentage
from goalcheck.messages.message import objective as objective_ref
from goalcheck.messages.message import outcome as outcome_ref
from goalcheck.model import Objective
from goalcheck.rule import Page, Rule
from goalcheck.source import Location
from goalcheck.traits import Family, RuleTraits, Telling

MAX_HURTING = 5
MAX_HELPING = 3
"""Green objectives of each side that are told with their chains, the strongest pushes."""

MAX_CUSTOMERS = 5
"""Unhappy customers whose ratings are told, the lowest."""

HEADLINE = Template(
    "green-but-unhappy.headline", "{objective} is on target, and the customer is not happy with {outcome}"
)
ONE_UNHAPPY = Template("green-but-unhappy.one", "the customer {customer} rates {rated}, while {green}")
MORE_UNHAPPY = Template(
    "green-but-unhappy.more", "the customer {customer} (and {more} more) rates {rated}, while {green}"
)
GREEN_HURTS = Template("green-but-unhappy.hurts", "{objective}, which hurts it, {done}")
GREEN_HELPS = Template("green-but-unhappy.helps", "{objective}, which helps it, {done}")
GREEN_HURT = Template("green-but-unhappy.hurt", "{objectives}, which hurt it, are green")
GREEN_HELP = Template("green-but-unhappy.help", "{objectives}, which help it, are green")
MET = Template("green-but-unhappy.met", "has met its target")
ON_THE_WAY = Template("green-but-unhappy.on-the-way", "is {share} of the way to its target")
STANDS = Template("green-but-unhappy.stands", "{objective} {standing}")
STANDS_ON = Template("green-but-unhappy.stands-on", "On {day} {objective} {standing}")
LIKELY_CAUSE = Template("green-but-unhappy.likely-cause", "The likely cause: {chain}.")
A_LIKELY_CAUSE = Template("green-but-unhappy.a-likely-cause", "A likely cause: {chain}.")
MORE_HURT = Template("green-but-unhappy.more-hurt", "{more} more green objectives hurt {outcome}.")
RATE = Template("green-but-unhappy.rate", "{customer} rate {rated}.")
COURSE = Template("green-but-unhappy.course", "Over the periods: {course}.")
THEY_SAY = Template("green-but-unhappy.they-say", 'They say: "{note}"')
UNNOTICED = Template("green-but-unhappy.unnoticed", "{stands}, which helps {outcome}, without the customer noticing.")
MORE_UNNOTICED = Template(
    "green-but-unhappy.more-unnoticed",
    "{more} more green objectives help {outcome}, without the customer noticing.",
)
SINCE = Template("green-but-unhappy.since", "since {period}")
DAILY = Template("green-but-unhappy.daily", "in their daily work")
ASK_CHANGED = Template(
    "green-but-unhappy.ask-changed",
    "Let {owner} ask {customer} what changed {since}, before {objective} is called a success.",
)
ASK_NOTICE = Template(
    "green-but-unhappy.ask-notice",
    "Ask {customer} what they would notice {since}: {metric} of {objective} is green, and it is not what they feel.",
)
ITS_FIGURE = Template("green-but-unhappy.its-figure", "its figure")
RAISE_FLOOR = Template(
    "green-but-unhappy.raise-floor",
    "The guardrail of {objective} did not protect {outcome}: raise its floor.",
)
GUARD = Template(
    "green-but-unhappy.guard",
    "Give {objective} a guardrail that protects {outcome}: a floor on {metric}; the target counts only while it holds.",
)


def check(context: Context) -> Iterator[Notice]:
    """One finding for each outcome with an unhappy customer and a green objective, the dearest first."""
    for each in unhappy_outcomes(context):
        if each.is_green:
            yield _Story(context, each).notice()


class _Story:
    """One outcome, its unhappy customers, and what is green all the same."""

    def __init__(self, context: Context, green: UnhappyOutcome) -> None:
        self._context = context
        self._outcome = green.outcome
        self._position = context.network.index[green.outcome.id]
        self._unhappy = green.unhappy
        self._green = green

    def notice(self) -> Notice:
        """The whole story: the green objectives, the ratings, the likely cause."""
        green = self._green
        hurting = [self._side(each, positive=False) for each in green.hurting[:MAX_HURTING]]
        helping = [self._side(each, positive=True) for each in green.helping[:MAX_HELPING]]
        return self._context.notice(
            RULE.traits,
            level=Level.SEVERE,
            message=self._message(green),
            headline=HEADLINE(objective=self._ref((*green.hurting, *green.helping)[0]), outcome=self._over),
            about=[self._outcome.id],
            objectives=[self._objective(each).id for each in (*green.hurting, *green.helping)],
            departments=self._working_for(),
            outcomes=[Contest(self._outcome.id, None, (*hurting, *helping))],
            details=[
                *self._green_words(green),
                *self._ratings(),
                *self._causes(green, hurting),
                *self._unnoticed(green),
            ],
            advice=self._advice(green),
            locations=dict.fromkeys(self._locations(hurting, helping)),
        )

    @property
    def _over(self) -> Ref:
        return outcome_ref(self._outcome.id)

    def _ref(self, position: int) -> Ref:
        return objective_ref(self._objective(position).id)

    def _working_for(self) -> set[str]:
        """The departments that lean to help it: they too have to be heard, so that the decider is above them."""
        helpers = self._context.pressures.helpers[self._position]
        leaning = (each for each in helpers if not self._context.hurts(each, self._position))
        return {self._objective(each).department for each in leaning}

    def _side(self, objective: int, *, positive: bool) -> Side:
        return self._context.side(objective, self._position, positive=positive)

    def _message(self, green: UnhappyOutcome) -> Message:
        first = self._unhappy[0]
        values: dict[str, Value] = {
            "customer": customer_ref(first.customer),
            "rated": first.words(self._outcome.id),
            "green": self._greens(green),
        }
        if len(self._unhappy) > 1:
            return MORE_UNHAPPY(**values, more=len(self._unhappy) - 1)
        return ONE_UNHAPPY(**values)

    def _greens(self, green: UnhappyOutcome) -> Message:
        """The green objectives: those that hurt, else those that help."""
        chosen = green.hurting or green.helping
        if len(chosen) > 1:
            template = GREEN_HURT if green.hurting else GREEN_HELP
            return template(objectives=objectives(self._objective(each).id for each in chosen))
        template = GREEN_HURTS if green.hurting else GREEN_HELPS
        return template(objective=self._ref(chosen[0]), done=_done(self._objective(chosen[0])))

    def _green_words(self, green: UnhappyOutcome) -> Iterator[Message]:
        """The progress of the green objectives that lean to hurt the outcome."""
        for position in green.hurting[:MAX_HURTING]:
            yield say.SENTENCE(clause=_stands(self._objective(position)))

    def _causes(self, green: UnhappyOutcome, hurting: Sequence[Side]) -> Iterator[Message]:
        """The chains by which they hurt it."""
        template = LIKELY_CAUSE if len(green.hurting) == 1 else A_LIKELY_CAUSE
        for side in hurting:
            yield template(chain=told(self._context, side.chain))
        rest = len(green.hurting) - len(hurting)
        if rest > 0:
            yield MORE_HURT(more=rest, outcome=self._over)

    def _ratings(self) -> Iterator[Message]:
        for history in self._unhappy[:MAX_CUSTOMERS]:
            yield RATE(customer=named_customer(self._context, history.customer), rated=history.words(self._outcome.id))
            if len(history.ratings) > 1:
                yield COURSE(course=history.course())
            if history.newest.note:
                yield THEY_SAY(note=history.newest.note)

    def _unnoticed(self, green: UnhappyOutcome) -> Iterator[Message]:
        for position in green.helping[:MAX_HELPING]:
            yield UNNOTICED(stands=_stands(self._objective(position)), outcome=self._over)
        rest = len(green.helping) - MAX_HELPING
        if rest > 0:
            yield MORE_UNNOTICED(more=rest, outcome=self._over)

    def _advice(self, green: UnhappyOutcome) -> Iterator[Message]:
        first = self._unhappy[0]
        customer = named_customer(self._context, first.customer)
        best = first.best_of_the_year
        since = SINCE(period=best.period.label) if best else DAILY()
        if green.hurting:
            objective = self._objective(green.hurting[0])
            owner, subject = owner_of(self._context, objective), objective_ref(objective.id)
            yield ASK_CHANGED(owner=owner, customer=customer, since=since, objective=subject)
            yield self._guard(objective)
        else:
            objective = self._objective(green.helping[0])
            measure = metric(objective.target.metric) if objective.target else ITS_FIGURE()
            yield ASK_NOTICE(customer=customer, since=since, metric=measure, objective=objective_ref(objective.id))

    def _guard(self, objective: Objective) -> Message:
        subject = objective_ref(objective.id)
        if any(each.protects == self._outcome.id for each in objective.guardrails):
            return RAISE_FLOOR(objective=subject, outcome=self._over)
        measure = metric(self._outcome.metric) if self._outcome.metric else say.NOTICED()
        return GUARD(objective=subject, outcome=self._over, metric=measure)

    def _locations(self, hurting: Sequence[Side], helping: Sequence[Side]) -> Iterator[Location]:
        """The first links to change, the other links, and the ratings."""
        yield from (side.chain[0].location for side in (*hurting, *helping))
        yield from (link.location for side in hurting for link in side.chain[1:])
        yield from (history.newest.location for history in self._unhappy[:MAX_CUSTOMERS])

    def _objective(self, position: int) -> Objective:
        return self._context.organization.objectives[self._context.network.nodes[position]]


def _done(objective: Objective) -> Message:
    share, target = way(objective) or 0.0, objective.target
    if target is None or target.start is None or target.start == target.to:
        return MET()
    return ON_THE_WAY(share=percentage(share))


def _stands(objective: Objective) -> Message:
    values: dict[str, Value] = {"objective": objective_ref(objective.id), "standing": standing(objective)}
    if objective.progress and objective.progress.date:
        return STANDS_ON(**values, day=objective.progress.date)
    return STANDS(**values)


RULE = Rule(
    traits=RuleTraits(
        code="GC401", name="green-but-unhappy", family=Family.EVIDENCE, telling=Telling.IN_CONFLICT, is_story=True
    ),
    level=Level.SEVERE,
    summary=(
        "a customer's rating of an outcome is below 6 or 1 or more below its best of the year before it, and an "
        "objective that pushes the outcome is 80 % or more of the way to its target"
    ),
    page=Page(
        why=(
            "Everything worked as planned and the customer is leaving: the plan measured the wrong thing, or its price "
            "was paid by somebody else. No report of any single department shows it."
        ),
        fires=(
            "The last rating that a customer gave an outcome is below 6, or 1 or more below the best that they gave it "
            "in the year before, and an objective that pushes the outcome is 80 % or more of the way to its target (a "
            "target without a start counts when it is met). One finding for each outcome. A green objective that leans "
            "to hurt the outcome (its harm is at least its help) is named as a likely cause, with its chain; one that "
            "leans to help it is green without the customer noticing. The conflict over the outcome tells it, where "
            "one of the objectives takes part in it; where there is none it counts for itself."
        ),
        silent=(
            "The ratings are 6 or more and less than 1 below the best of the year; no objective that pushes the "
            "outcome is near its target (then unhappy-customer, GC403, speaks of what matters most); the rating is "
            "older than the objective; the objective is done, dropped or an option. Here: the objective is half way, "
            "so nobody is celebrating yet."
        ),
        do=(
            "Read the details aloud where the green figure is praised. Ask the customer what changed, give the likely "
            "cause a guardrail that protects the outcome, and report both figures together from then on."
        ),
    ),
    check=check,
)
