"""GC401: an objective is nearly reached, and the customer whose outcome it pushes is not happy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from goalcheck.findings import Contest, Finding, Level, Side
from goalcheck.graph import ROUNDING
from goalcheck.model import Objective, Outcome
from goalcheck.rules.advice import owner_of
from goalcheck.rules.amounts import percent
from goalcheck.rules.histories import History, histories
from goalcheck.rules.nearest import enumerated
from goalcheck.rules.progress import standing, way
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study
from goalcheck.rules.wording import told
from goalcheck.source import Location

GREEN = 0.8
"""From this share of the way to its target on, an objective counts as green."""

MAX_HURTING = 5
MAX_HELPING = 3
"""Green objectives of each side that are told with their chains, the strongest pushes."""

MAX_CUSTOMERS = 5
"""Unhappy customers whose ratings are told, the lowest."""


def check(study: Study) -> Iterator[Finding]:
    """One finding for each outcome with an unhappy customer and a green objective, the dearest first."""
    found = []
    for outcome, rated in histories(study.organization.scorecards).items():
        unhappy = [history for history in rated if history.is_unhappy]
        if unhappy:
            unhappy.sort(key=lambda history: (history.newest.rating, history.customer))
            found.append(_Story(study, study.organization.outcomes[outcome], unhappy))
    found.sort(key=lambda story: story.order)
    for story in found:
        green = story.green()
        if green.hurting or green.helping:
            yield story.finding(green)


class _Green(NamedTuple):
    """The green objectives that push an outcome, strongest first: those that lean to hurt it, and the others."""

    hurting: list[int]
    helping: list[int]


class _Story:
    """One outcome, whoever is unhappy about it, and what is green all the same."""

    def __init__(self, study: Study, outcome: Outcome, unhappy: Sequence[History]) -> None:
        self._study = study
        self._outcome = outcome
        self._position = study.network.index[outcome.id]
        self._unhappy = unhappy

    @property
    def order(self) -> tuple[float, float, int, str]:
        """What costs most first, then the lowest rating, then what matters most to the customer."""
        outcome = self._outcome
        return -(outcome.at_stake or 0.0), self._unhappy[0].newest.rating, -outcome.importance, outcome.id

    def green(self) -> _Green:
        """The green objectives behind the story."""
        sides = self._study.clashes.sides[self._position]
        hurting = {objective: None for _, objective in sides.hurters}
        helping = (objective for _, objective in sides.helpers if objective not in hurting)
        return _Green([each for each in hurting if self._is_green(each)], [*filter(self._is_green, helping)])

    def _is_green(self, position: int) -> bool:
        """Whether an objective is nearly there, and somebody who is unhappy rated after it had begun."""
        objective = self._objective(position)
        share = way(objective)
        if share is None or share < GREEN - ROUNDING:
            return False
        start = objective.period.start if objective.period else None
        return start is None or any(start <= history.newest.period.end for history in self._unhappy)

    def finding(self, green: _Green) -> Finding:
        """The whole story: the green objectives, the ratings, the likely cause."""
        hurting = [self._side(each, positive=False) for each in green.hurting[:MAX_HURTING]]
        helping = [self._side(each, positive=True) for each in green.helping[:MAX_HELPING]]
        return self._study.finding(
            RULE.code,
            RULE.name,
            level=Level.SEVERE,
            message=self._message(green),
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

    def _working_for(self) -> set[str]:
        """The departments that work for the outcome: they too have to be heard, so that the decider is above them."""
        return {self._objective(helper).department for _, helper in self._study.clashes.sides[self._position].helpers}

    def _side(self, objective: int, *, positive: bool) -> Side:
        return self._study.side(objective, self._position, positive=positive)

    def _message(self, green: _Green) -> str:
        first = self._unhappy[0]
        others = f" (and {len(self._unhappy) - 1} more)" if len(self._unhappy) > 1 else ""
        return (
            f"the customer {first.customer}{others} rates {first.words(self._outcome.id)}, while {self._greens(green)}"
        )

    def _greens(self, green: _Green) -> str:
        """Which objectives are green, in words: those that hurt, else those that help."""
        chosen, verb = (green.hurting, "hurt") if green.hurting else (green.helping, "help")
        ids = [self._objective(each).id for each in chosen]
        if len(ids) > 1:
            return f"{enumerated(ids)}, which {verb} it, are green"
        return f"{ids[0]}, which {verb}s it, {_done(self._objective(chosen[0]))}"

    def _green_words(self, green: _Green) -> Iterator[str]:
        """Where the green objectives stand that lean to hurt the outcome."""
        for position in green.hurting[:MAX_HURTING]:
            yield f"{_stands(self._objective(position))}."

    def _causes(self, green: _Green, hurting: Sequence[Side]) -> Iterator[str]:
        """How they hurt it."""
        for side in hurting:
            yield f"{'The' if len(green.hurting) == 1 else 'A'} likely cause: {told(side.chain)}."
        rest = len(green.hurting) - len(hurting)
        if rest > 0:
            yield f"{rest} more green objectives hurt {self._outcome.id}."

    def _ratings(self) -> Iterator[str]:
        for history in self._unhappy[:MAX_CUSTOMERS]:
            customer = self._study.organization.customers[history.customer].name
            yield f"{customer} rate {history.words(self._outcome.id)}."
            if len(history.ratings) > 1:
                yield f"Over the periods: {history.course()}."
            if history.newest.note:
                yield f'They say: "{history.newest.note}"'

    def _unnoticed(self, green: _Green) -> Iterator[str]:
        for position in green.helping[:MAX_HELPING]:
            objective = self._objective(position)
            yield f"{_stands(objective)}, which helps {self._outcome.id}, without the customer noticing."
        rest = len(green.helping) - MAX_HELPING
        if rest > 0:
            yield f"{rest} more green objectives help {self._outcome.id}, without the customer noticing."

    def _advice(self, green: _Green) -> Iterator[str]:
        first = self._unhappy[0]
        customer = self._study.organization.customers[first.customer].name
        since = f"since {first.best.period.label}" if first.best else "in their daily work"
        if green.hurting:
            objective = self._objective(green.hurting[0])
            owner = owner_of(self._study, objective)
            yield f"Let {owner} ask {customer} what changed {since}, before {objective.id} is called a success."
            yield self._guard(objective)
        else:
            objective = self._objective(green.helping[0])
            metric = objective.target.metric if objective.target else "its figure"
            yield (
                f"Ask {customer} what they would notice {since}: {metric} of {objective.id} is green, and it is not "
                "what they feel."
            )

    def _guard(self, objective: Objective) -> str:
        if any(each.protects == self._outcome.id for each in objective.guardrails):
            return f"The guardrail of {objective.id} did not protect {self._outcome.id}: raise its floor."
        metric = self._outcome.metric or "a metric that the customer would notice"
        return (
            f"Give {objective.id} a guardrail that protects {self._outcome.id}: a floor on {metric}; "
            "the target counts only while it holds."
        )

    def _locations(self, hurting: Sequence[Side], helping: Sequence[Side]) -> Iterator[Location]:
        """The first links to change, the other links, and the ratings."""
        yield from (side.chain[0].location for side in (*hurting, *helping))
        yield from (link.location for side in hurting for link in side.chain[1:])
        yield from (history.newest.location for history in self._unhappy[:MAX_CUSTOMERS])

    def _objective(self, position: int) -> Objective:
        return self._study.organization.objectives[self._study.network.nodes[position]]


def _done(objective: Objective) -> str:
    share, target = way(objective) or 0.0, objective.target
    if target is None or target.start is None or target.start == target.to:
        return "has met its target"
    return f"is {percent(share)} of the way to its target"


def _stands(objective: Objective) -> str:
    day = f"On {objective.progress.date} " if objective.progress and objective.progress.date else ""
    return f"{day}{objective.id} {standing(objective)}"


RULE = Rule(
    code="GC401",
    name="green-but-unhappy",
    level=Level.SEVERE,
    summary=(
        "a customer's rating of an outcome is below 6 or fell by 1 or more, and an objective that pushes the outcome "
        "is 80 % or more of the way to its target"
    ),
    page=Page(
        why=(
            "Everything worked as planned and the customer is leaving: the plan measured the wrong thing, or its price "
            "was paid by somebody else. No report of any single department shows it."
        ),
        fires=(
            "The last rating that a customer gave an outcome is below 6, or at least 1 lower than the one before, and "
            "an objective that pushes the outcome is 80 % or more of the way to its target (a target without a start "
            "counts when it is met). One finding for each outcome. A green objective that leans to hurt the outcome is "
            "named as a likely cause, with its chain; one that helps it is green without the customer noticing. What "
            "the objectives do to each other over that outcome, opposed-objectives (GC101) says."
        ),
        silent=(
            "The ratings are 6 or more and did not fall by 1; no objective that pushes the outcome is near its target; "
            "the rating is older than the objective; the objective is done or dropped. Here: the objective is half "
            "way, so nobody is celebrating yet."
        ),
        do=(
            "Read the details aloud where the green figure is praised. Ask the customer what changed, give the likely "
            "cause a guardrail that protects the outcome, and report both figures together from then on."
        ),
    ),
    check=check,
)
