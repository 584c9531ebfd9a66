"""GC301: objectives hurt or help a customer's outcomes and nobody asked the customer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, partial
from typing import NamedTuple

from goalcheck.facts.consultation import Consultation
from goalcheck.facts.context import Context
from goalcheck.facts.responsibility import lead_of, named_customer, owner_of
from goalcheck.findings import Account, Contest, Level, Notice, Side
from goalcheck.graph import ROUNDING
from goalcheck.messages import Listing, Message, Template, Value
from goalcheck.messages.message import customer as customer_ref
from goalcheck.messages.message import department, objectives
from goalcheck.messages.message import objective as objective_ref
from goalcheck.messages.message import outcomes as outcome_list
from goalcheck.rule import Page, Rule
from goalcheck.traits import Family, RuleTraits, Telling

MAX_SIDES = 3
"""Outcomes whose push is shown with its chain, the strongest."""

MAX_PLACES = 10
"""Objectives that help without having asked whose places are told."""

HURTS = Template(
    "customer-not-consulted.hurts", "{objective} hurts {outcomes} of the customer {customer}, who was not asked"
)
HELPS = Template(
    "customer-not-consulted.helps", "{objective} helps {outcomes} of the customer {customer}, who was not asked"
)
HELP = Template(
    "customer-not-consulted.help", "{objectives} help {outcomes} of the customer {customer}, who was not asked"
)
ASK_HURT = Template(
    "customer-not-consulted.ask-hurt", "Let {owner} ask {customer} what they can do without: {outcomes}."
)
ASK_HELPED = Template(
    "customer-not-consulted.ask-helped",
    "Let {owner} ask {customer} once for all of them whether this is the help that they want: {outcomes}.",
)
ADD = Template(
    "customer-not-consulted.add",
    "When they agree, add {party} to agreed_with of {objectives}; when they do not, change what they do not want.",
)


def check(context: Context) -> Iterator[Notice]:
    """One finding for each objective and customer whom it hurts, then one for each customer who is only helped."""
    reading = _Reading(context)
    harms = [each for objective in context.pushes.tables for each in reading.harms(objective)]
    for level in (Level.SERIOUS, Level.MINOR):
        leveled = (each for each in harms if each.level is level)
        for harm in context.dearest_first(leveled, over=lambda each: each.outcomes):
            yield reading.harmed(harm)
    for helped in context.dearest_first(reading.helps(), over=lambda each: each.outcomes):
        yield reading.helped(helped)


class _Harm(NamedTuple):
    """A customer who was not asked, with the outcomes of theirs that an objective hurts."""

    objective: int
    customer: str
    outcomes: list[int]
    level: Level


class _Help(NamedTuple):
    """A customer who was not asked, with the outcomes of theirs that objectives help, and the strongest help of each.

    Attributes:
        strongest: for each outcome the strength and the objective.
    """

    customer: str
    objectives: list[int]
    strongest: Mapping[int, tuple[float, int]]

    @property
    def outcomes(self) -> list[int]:
        """The outcomes, sorted."""
        return sorted(self.strongest)


class _Reading:
    """The customers whose outcomes the objectives push, and who of them was asked."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._nodes = context.network.nodes
        self._organization = context.organization
        self._least = context.organization.settings.min_tension - ROUNDING
        self._consultation = Consultation(context)

    @cached_property
    def _customers(self) -> Mapping[int, str]:
        """The customer of each outcome, by its position."""
        index = self._context.network.index
        return {index[key]: each.customer for key, each in self._organization.outcomes.items() if each.customer}

    def harms(self, objective: int) -> list[_Harm]:
        """The customers who were not asked and of whose outcomes the objective hurts one, by ids."""
        hurt: dict[str, list[int]] = {}
        worst: dict[str, float] = {}
        for node, harm in sorted(self._context.pushes.tables[objective][1].items()):
            customer = self._customers.get(node)
            tension = self._context.pressures.scale(node) * harm if customer else 0.0
            if customer and tension > 0 and tension >= self._least:
                hurt.setdefault(customer, []).append(node)
                worst[customer] = max(worst.get(customer, 0.0), tension)
        return [
            _Harm(objective, customer, outcomes, Level.SERIOUS if _is_serious(worst[customer]) else Level.MINOR)
            for customer, outcomes in sorted(hurt.items())
            if not self._consultation.was_customer_asked(objective, customer)
        ]

    def helps(self) -> list[_Help]:
        """The customers whom somebody helps who did not ask them, sorted."""
        objectives: dict[str, dict[int, None]] = {}
        strongest: dict[str, dict[int, tuple[float, int]]] = {}
        for objective, (helps, _) in self._context.pushes.tables.items():
            theirs: dict[str, list[int]] = {}
            for node in helps:
                if node in self._customers:
                    theirs.setdefault(self._customers[node], []).append(node)
            for customer, outcomes in theirs.items():
                if not self._consultation.was_customer_asked(objective, customer):
                    objectives.setdefault(customer, {})[objective] = None
                    best = strongest.setdefault(customer, {})
                    for node in outcomes:
                        best[node] = min(best.get(node, (0.0, objective)), (-round(helps[node], 9), objective))
        return [_Help(customer, list(objectives[customer]), strongest[customer]) for customer in sorted(objectives)]

    def harmed(self, harm: _Harm) -> Notice:
        """One objective and a customer whom it hurts without having asked."""
        entry = self._organization.objectives[self._nodes[harm.objective]]
        harms = self._context.pushes.tables[harm.objective][1]
        strongest = sorted(harm.outcomes, key=lambda node: (-round(harms[node], 9), node))
        return self._context.notice(
            RULE.traits,
            level=harm.level,
            message=HURTS(
                objective=objective_ref(entry.id),
                outcomes=self._listed(strongest),
                customer=customer_ref(harm.customer),
            ),
            about=[f"objective:{entry.id}", f"customer:{harm.customer}"],
            objectives=[entry.id],
            outcomes=[Contest(self._nodes[node], None) for node in harm.outcomes],
            locations=[entry.location],
            tell=partial(self._account_of_harm, harm, strongest),
        )

    def _account_of_harm(self, harm: _Harm, strongest: list[int]) -> Account:
        shown = strongest[:MAX_SIDES]
        entry = self._organization.objectives[self._nodes[harm.objective]]
        sides = (self._sides(harm.objective, node, node in shown, positive=False) for node in harm.outcomes)
        advice = ASK_HURT(
            owner=owner_of(self._context, entry),
            customer=named_customer(self._context, harm.customer),
            outcomes=self._listed(strongest),
        )
        return Account(sides=tuple(sides), advice=(advice, self._add(harm.customer, [harm.objective])))

    def helped(self, help_: _Help) -> Notice:
        """A customer, everybody who helps without having asked, and what they help."""
        keys = [self._nodes[each] for each in help_.objectives]
        strongest = sorted(help_.strongest, key=lambda node: (help_.strongest[node][0], node))
        values: dict[str, Value] = {
            "outcomes": self._listed(strongest),
            "customer": customer_ref(help_.customer),
        }
        single = len(keys) == 1
        known = self._organization.objectives
        return self._context.notice(
            RULE.traits,
            level=Level.MINOR,
            message=HELPS(**values, objective=objective_ref(keys[0]))
            if single
            else HELP(**values, objectives=objectives(keys)),
            about=[f"customer:{help_.customer}"],
            objectives=keys,
            outcomes=[Contest(self._nodes[node], None) for node in help_.outcomes],
            locations=[known[key].location for key in keys[:MAX_PLACES]],
            tell=partial(self._account_of_help, help_, strongest),
        )

    def _account_of_help(self, help_: _Help, strongest: list[int]) -> Account:
        shown = strongest[:MAX_SIDES]
        sides = (self._sides(help_.strongest[node][1], node, node in shown, positive=True) for node in help_.outcomes)
        first = self._organization.objectives[self._nodes[help_.strongest[strongest[0]][1]]]
        departments = {self._organization.objectives[self._nodes[each]].department for each in help_.objectives}
        decider = self._organization.decider(tuple(sorted(departments)))
        owner = owner_of(self._context, first) if len(help_.objectives) == 1 or decider is None else None
        advice = ASK_HELPED(
            owner=owner or lead_of(self._context, decider),
            customer=named_customer(self._context, help_.customer),
            outcomes=self._listed(strongest),
        )
        return Account(sides=tuple(sides), advice=(advice, self._add(help_.customer, help_.objectives)))

    def _sides(self, objective: int, outcome: int, shown: bool, *, positive: bool) -> tuple[Side, ...]:
        return (self._context.side(objective, outcome, positive=positive),) if shown else ()

    def _listed(self, outcomes: Iterable[int]) -> Listing:
        return outcome_list(self._nodes[each] for each in outcomes)

    def _add(self, customer: str, those: Iterable[int]) -> Message:
        entry = self._organization.customers[customer]
        party = department(entry.department) if entry.department else customer_ref(customer)
        return ADD(party=party, objectives=objectives(self._nodes[each] for each in those))


def _is_serious(tension: float) -> bool:
    return Level.of_tension(tension).at_least(Level.SERIOUS)


RULE = Rule(
    traits=RuleTraits(
        code="GC301", name="customer-not-consulted", family=Family.AGREEMENT, telling=Telling.ONLY_IN_CONFLICT
    ),
    level=Level.MINOR,
    levels="minor; serious where it hurts with a tension of 30 or more",
    summary="an objective hurts or helps a customer's outcome and the customer is not in agreed_with",
    page=Page(
        why=(
            "Who pushes what a customer feels and does not ask finds out too late what it is worth to them. Most "
            "objectives that made customers leave looked good from inside."
        ),
        fires=(
            "An objective hurts or helps, directly or through a chain, at least one outcome of a customer who is not "
            "in its agreed_with. Of harms there is one finding for each objective and customer: serious where the "
            "tension of one of them (100 x importance / 5 x the harm) is 30 or more, else minor, and none below "
            "settings: min_tension (10). Of helps there is one minor finding for each customer, which names everybody "
            "who helps. A conflict over one of the outcomes in which the objective takes part tells it and counts; "
            "where there is none it is minor."
        ),
        silent=(
            "The customer is in agreed_with, or, for an internal customer, its department; the objective belongs to "
            "that department or to one below it; the outcome names no customer. Here: the customer agreed."
        ),
        do=(
            "Ask the customer before the period starts: an account, a panel, a survey question. Then write who agreed "
            "into agreed_with. What they do not agree to is a trade-off that a leader decides."
        ),
    ),
    check=check,
)
