"""GC212: something that no objective moves hurts an outcome, and no objective does anything about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.facts.context import Context
from goalcheck.facts.moved import OutsideHarm, outside_harms
from goalcheck.facts.responsibility import named_customer
from goalcheck.facts.wording import told
from goalcheck.findings import Contest, Level, Notice
from goalcheck.graph import ROUNDING
from goalcheck.messages import Message, Ref, RefKind, Template
from goalcheck.messages.message import listing, tension
from goalcheck.messages.message import outcome as outcome_ref
from goalcheck.model import Outcome
from goalcheck.rule import Page, Rule
from goalcheck.traits import Family, RuleTraits

MESSAGE = Template("outside-harm.message", "{headline} (tension {tension})")
HEADLINE = Template(
    "outside-harm.headline", "{driver} hurts {outcome} from outside, and no objective does anything about it"
)
THE_CHAIN = Template("outside-harm.chain", "The chain: {chain}.")
OTHERS = Template("outside-harm.others", "Also from outside: {drivers}.")
WEAKEN = Template(
    "outside-harm.weaken",
    "Give a department an objective that helps {outcome}, or one that takes the edge off {origin} on {target} "
    "(mitigates).",
)
TELL = Template("outside-harm.tell", "Or agree with {customer} what they can count on while it lasts.")


def check(context: Context) -> Iterator[Notice]:
    """One finding for each outcome that is hurt from outside and left alone, by tension."""
    found: dict[int, list[OutsideHarm]] = {}
    for harm in _left_alone(context):
        found.setdefault(harm.outcome, []).append(harm)
    for harms in found.values():
        harms.sort(key=lambda each: (-round(each.strength, 9), len(each.chain), each.driver))
    for outcome in sorted(found, key=lambda each: (-round(_tension(context, found[each][0]), 9), each)):
        yield _notice(context, found[outcome])


def _left_alone(context: Context) -> Iterator[OutsideHarm]:
    """The harms of min_tension or more on outcomes that nobody helps, of which nobody weakens any effect."""
    helpers, nodes = context.pressures.helpers, context.network.nodes
    if all(helpers.values()):
        return
    weakened = {(each.origin, each.target) for entry in context.active.values() for each in entry.mitigates}
    least = context.organization.settings.min_tension - ROUNDING
    for harm in outside_harms(context, {outcome for outcome in helpers if not helpers[outcome]}):
        steps = ((nodes[step.origin], nodes[step.target]) for step in harm.chain)
        if _tension(context, harm) >= least and weakened.isdisjoint(steps):
            yield harm


def _tension(context: Context, harm: OutsideHarm) -> float:
    return context.pressures.scale(harm.outcome) * harm.strength


def _notice(context: Context, harms: Sequence[OutsideHarm]) -> Notice:
    nodes, worst = context.network.nodes, harms[0]
    outcome = context.organization.outcomes[nodes[worst.outcome]]
    figure = _tension(context, worst)
    links = context.links_of(worst.chain)
    headline = HEADLINE(driver=_ref(nodes[worst.driver]), outcome=outcome_ref(outcome.id))
    others = listing(_ref(nodes[each.driver]) for each in harms[1:])
    return context.notice(
        RULE.traits,
        level=Level.of_tension(figure),
        tension=figure,
        message=MESSAGE(headline=headline, tension=tension(figure)),
        headline=headline,
        about=[outcome.id],
        outcomes=[Contest(outcome.id, figure)],
        advice=_advice(context, outcome, worst),
        details=[THE_CHAIN(chain=told(context, links)), *([OTHERS(drivers=others)] if harms[1:] else [])],
        locations=dict.fromkeys([*(link.location for link in links), outcome.location]),
    )


def _ref(driver: str) -> Ref:
    return Ref(RefKind.DRIVER, driver)


def _advice(context: Context, outcome: Outcome, worst: OutsideHarm) -> Iterator[Message]:
    hurting = next(step for step in worst.chain if not step.positive)
    yield WEAKEN(
        outcome=outcome_ref(outcome.id),
        origin=context.ref(context.network.nodes[hurting.origin]),
        target=context.ref(context.network.nodes[hurting.target]),
    )
    if outcome.customer:
        yield TELL(customer=named_customer(context, outcome.customer))


RULE = Rule(
    traits=RuleTraits(code="GC212", name="outside-harm", family=Family.COVERAGE),
    level=None,
    summary="a driver that no objective moves hurts an outcome, and no objective weakens that effect or helps it",
    page=Page(
        why=(
            "A supplier, a law or the weather hurts the customer, everybody knows it, and no plan answers it. No two "
            "objectives are in conflict here, and the customer pays all the same."
        ),
        fires=(
            "No chain leads from any objective to a driver, a chain leads from it to an outcome and hurts it, no "
            "objective in force mitigates an effect on that chain, and none helps the outcome. The tension is 100 x "
            "importance / 5 x the strongest such chain, reported from settings: min_tension (10) up: severe from 60, "
            "serious from 30, else minor. One finding for each outcome; unserved-outcome (GC202) lists it as well, "
            "because nobody helps it."
        ),
        silent=(
            "An objective moves the driver, however indirectly; one mitigates an effect on the chain, or helps the "
            "outcome, however little; the tension is below min_tension. Here: the organization builds a stock of its "
            "own, which helps the outcome."
        ),
        do=(
            "Decide who answers it: an objective that helps the outcome in spite of it, or one that weakens the "
            "effect. Where nothing can be done, agree with the customer what they can count on."
        ),
    ),
    check=check,
)
