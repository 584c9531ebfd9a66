"""GC211: objectives hurt a driver, and nothing says what that does to anybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalcheck.facts.context import Context
from goalcheck.facts.moved import hurters_of
from goalcheck.facts.responsibility import owner_of
from goalcheck.facts.wording import told
from goalcheck.findings import Level, Notice
from goalcheck.graph import Chain
from goalcheck.messages import Message, Ref, RefKind, Template
from goalcheck.messages import english as say
from goalcheck.messages.message import objective, objectives
from goalcheck.model import Driver
from goalcheck.rule import Page, Rule
from goalcheck.traits import Family, RuleTraits

MAX_CHAINS = 3
"""The hardest harms that are told with their chains."""

HURTS = Template("silent-driver.hurts", "{objectives} hurts {driver}, and nobody says what that does to anybody")
HURT = Template("silent-driver.hurt", "{objectives} hurt {driver}, and nobody says what that does to anybody")
ASK = Template(
    "silent-driver.ask",
    "Ask who feels it when {driver} gets worse: write down what it does for an outcome (affects of {driver}), or that "
    "an objective counts on it (relies_on).",
)
NEUTRAL = Template(
    "silent-driver.neutral", "If {owner} and everybody else who was asked sees no effect, write one down as neutral."
)


def check(context: Context) -> Iterator[Notice]:
    """One finding for each driver that objectives hurt and that leads nowhere, the most hurt first."""
    index = context.network.index
    silent = [index[driver.id] for driver in context.organization.drivers.values() if _is_silent(context, driver)]
    harms = {driver: found for driver, found in hurters_of(context, silent).items() if found}
    for driver in sorted(harms, key=lambda each: (-round(harms[each][0][0], 9), each)):
        yield _notice(context, driver, [chain for _, chain in harms[driver]])


def _is_silent(context: Context, driver: Driver) -> bool:
    """True if no arrow leads on from a driver, and nobody has said that it has no effect."""
    if context.network.out[context.network.index[driver.id]]:
        return False
    claimed = context.claims_from.get(driver.id, ())
    said = [*driver.effects, *(claim.effect for claim in claimed)]
    return not any(effect.target in context.network.index for effect in said)


def _notice(context: Context, driver: int, chains: Sequence[Chain]) -> Notice:
    nodes = context.network.nodes
    entry = context.organization.drivers[nodes[driver]]
    keys = [nodes[chain[0].origin] for chain in chains]
    template = HURTS if len(keys) == 1 else HURT
    links = [context.links_of(chain) for chain in chains[:MAX_CHAINS]]
    return context.notice(
        RULE.traits,
        level=Level.SERIOUS,
        message=template(objectives=objectives(keys), driver=_ref(entry)),
        about=[entry.id],
        objectives=keys,
        advice=_advice(context, entry, keys),
        details=[say.SENTENCE(clause=told(context, each)) for each in links],
        locations=dict.fromkeys([entry.location, *(each[0].location for each in links)]),
    )


def _ref(driver: Driver) -> Ref:
    return Ref(RefKind.DRIVER, driver.id)


def _advice(context: Context, driver: Driver, hurters: Sequence[str]) -> Iterator[Message]:
    yield ASK(driver=_ref(driver))
    first = context.organization.objectives[hurters[0]]
    yield NEUTRAL(owner=say.FOR_OBJECTIVE(owner=owner_of(context, first), objective=objective(first.id)))


RULE = Rule(
    traits=RuleTraits(code="GC211", name="silent-driver", family=Family.COVERAGE),
    level=Level.SERIOUS,
    summary="objectives hurt a driver from which no arrow leads on and on which nobody relies",
    page=Page(
        why=(
            "Somebody wrote down that this gets worse, and nobody wrote down who feels it. That is where the conflict "
            "that nobody sees begins: one sentence is missing, and with it the customer."
        ),
        fires=(
            "An objective hurts a driver, directly or through a chain, no effect leads on from the driver to anything "
            "in force, and no objective in force relies on it. One finding for each driver."
        ),
        silent=(
            "The driver has an effect, somebody claims one, or an objective relies on it; somebody wrote down a "
            "neutral effect of it (we looked, and there is none); or objectives only help it. Here: sales relies on "
            "it."
        ),
        do=(
            "Ask the departments and customers next to it who would notice. Write down what the driver does for an "
            "outcome, or let the objective that counts on it say so under relies_on; where nobody notices, write a "
            "neutral effect."
        ),
    ),
    check=check,
)
