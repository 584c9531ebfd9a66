"""What a way out costs: the price of each change, and what customers lose (DESIGN 9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from goalcheck.changes import Change
from goalcheck.changes.change import Charge
from goalcheck.facts.context import Context
from goalcheck.graph import ROUNDING
from goalcheck.graph.days import horizon
from goalcheck.graph.spans import Span, span_of
from goalcheck.model import Costs, Organization, Status


class Served(NamedTuple):
    """The most important thing that an objective serves: an outcome that it leans to help, or a goal."""

    importance: int
    what: str


class Pricing:
    """The prices of changes in one organization, from what each kind charges (`Worth` of `changes`)."""

    def __init__(self, context: Context, adopted: Mapping[str, Context]) -> None:
        """Look up what every objective serves.

        Args:
            adopted: for each option the organization in which it is in force.
        """
        self.organization: Organization = context.organization
        self.costs: Costs = context.organization.settings.costs
        self._served = {each: _served(context, each) for each in context.active}
        self._served |= {option: _served(there, option) for option, there in adopted.items()}

    def price(self, change: Change) -> Charge:
        """The cost of a change in points, and how it comes about."""
        return change.charge(self)

    def worth(self, objective: str) -> float:
        """The price of an objective, up to 1."""
        entry = self.organization.objectives[objective]
        served = self._served.get(objective)
        part = self.costs.proposed if entry.status is Status.PROPOSED else 1.0
        return (entry.priority + (served.importance if served else 0)) / 10 * part

    def told(self, objective: str) -> str:
        """The price of an objective in words."""
        entry = self.organization.objectives[objective]
        served = self._served.get(objective)
        serves = f"serves {served.what} of importance {served.importance}" if served else "serves nothing"
        proposed = ", only proposed" if entry.status is Status.PROPOSED else ""
        return f"worth {self.worth(objective):.2f} (priority {entry.priority}, {serves}{proposed})"


def _served(context: Context, objective: str) -> Served | None:
    organization, nodes = context.organization, context.network.nodes
    helps, harms = context.pushes.tables[context.network.index[objective]]
    leaning = [nodes[node] for node, help_ in helps.items() if help_ > harms.get(node, 0.0) + ROUNDING]
    outcomes = [organization.outcomes[each] for each in leaning if each in organization.outcomes]
    found = [Served(each.importance, each.id) for each in outcomes]
    goals = [organization.goals[each.id] for each in organization.objectives[objective].supports]
    found += [Served(each.importance, each.id) for each in goals]
    return min(found, key=lambda each: (-each.importance, each.what), default=None)


class HelpOverTime(NamedTuple):
    """An objective that helps an outcome, and the days on which it does."""

    objective: str
    help: float
    span: Span


class Helps:
    """Who helps each outcome, and on which days.

    Attributes:
        of: for each outcome its helpers, the strongest first.
    """

    def __init__(self, context: Context) -> None:
        organization, nodes = context.organization, context.network.nodes
        self.of: dict[str, list[HelpOverTime]] = {}
        for outcome, helpers in context.pressures.helpers.items():
            found = [
                HelpOverTime(nodes[each], help_, span_of(organization.objectives[nodes[each]].period))
                for each, help_ in helpers.items()
            ]
            self.of[nodes[outcome]] = sorted(found, key=lambda each: (-each.help, each.objective))

    def on(self, outcome: str, day: date) -> float:
        """The strongest help of an outcome on a day."""
        there = (each.help for each in self.of[outcome] if each.span[0] <= day <= each.span[1])
        return next(there, 0.0)


class HelpLoss(NamedTuple):
    """What an outcome loses: the largest fall of its help, and the first day on which nobody helps it any more."""

    fall: float
    forsaken_on: date | None


class Losses:
    """What customers lose by changes of one organization.

    Attributes:
        days: those that count in it, from today on where it is under way.
        before: who helps now.
        weights: the cost of losing all help of an outcome.
    """

    def __init__(self, context: Context, *, since: date | None) -> None:
        first, last = horizon(context.organization)
        self.days = max(first, since or first), last
        self.before = Helps(context)
        costs, outcomes = context.organization.settings.costs, context.organization.outcomes
        self.weights = {each.id: costs.lost * each.importance / 5 for each in outcomes.values()}

    def after(self, helps: Helps) -> dict[str, HelpLoss]:
        """What each outcome loses, where it loses anything."""
        found = {outcome: self._loss(outcome, helps) for outcome in self.before.of}
        return {outcome: loss for outcome, loss in found.items() if loss.fall > ROUNDING}

    def _loss(self, outcome: str, helps: Helps) -> HelpLoss:
        fall, forsaken_on = 0.0, None
        spans = [each.span for each in (*self.before.of[outcome], *helps.of[outcome])]
        for day in turns(spans, self.days):
            was, now = self.before.on(outcome, day), helps.on(outcome, day)
            fall = max(fall, was - now)
            if was and not now and forsaken_on is None:
                forsaken_on = day
        return HelpLoss(fall, forsaken_on)


def turns(spans: list[Span], window: Span) -> list[date]:
    """The days of a window on which somebody begins, or is gone for the first time; the first one included."""
    after = [last + timedelta(days=1) for _, last in spans if last < date.max]
    found = {window[0], *(first for first, _ in spans), *after}
    return sorted(each for each in found if window[0] <= each <= window[1])
