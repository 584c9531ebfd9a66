"""GC103: one objective both helps and hurts one outcome."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from goalcheck.facts.context import Context, places
from goalcheck.facts.guarding import guarded_level
from goalcheck.findings import Account, Contest, Notice, Side
from goalcheck.graph import SelfDefeat
from goalcheck.messages import Message, Template, Word
from goalcheck.messages.message import objective, outcome, tension
from goalcheck.rule import Page, Rule
from goalcheck.traits import Basis, Family, RuleTraits, Telling

MESSAGE = Template("self-defeating-objective.message", "{headline} (tension {tension})")
HEADLINE = Template("self-defeating-objective.headline", "{objective} both helps and hurts {outcome}")
LOOK = Template(
    "self-defeating-objective.look",
    "Look at the harm first: can {objective} be reached without its effect on {target}?",
)
CHANGE_LINK = Template(
    "self-defeating-objective.link",
    "The link to change is {origin} to {target} ({word}); or give {objective} a guardrail that protects {outcome}.",
)


def check(context: Context) -> Iterator[Notice]:
    """One finding for each objective and outcome with a help and a harm."""
    for defeat in context.clashes.self_defeating(context.most + 1):
        yield _notice(context, defeat)


def _notice(context: Context, defeat: SelfDefeat) -> Notice:
    subject, over = context.network.nodes[defeat.objective], context.network.nodes[defeat.outcome]
    left = context.pressures.guard(defeat.objective, defeat.outcome)
    guarded = left < 1
    headline = HEADLINE(objective=objective(subject), outcome=outcome(over))
    return context.notice(
        RULE.traits,
        level=guarded_level(defeat.tension, left),
        tension=defeat.tension,
        guarded=guarded,
        message=MESSAGE(headline=headline, tension=tension(defeat.tension)),
        headline=headline,
        about=[subject, over],
        objectives=[subject],
        outcomes=[Contest(over, defeat.tension, guarded=guarded)],
        tell=partial(_account, context, defeat),
    )


def _account(context: Context, defeat: SelfDefeat) -> Account:
    sides = context.both_sides(defeat.outcome, hurter=defeat.objective, helper=defeat.objective)
    advice = _advice(context, sides[0], context.network.nodes[defeat.outcome])
    return Account(sides=(sides,), advice=tuple(advice), locations=places(sides))


def _advice(context: Context, hurting: Side, over: str) -> Iterator[Message]:
    weakest = min(hurting.chain, key=lambda link: (-abs(link.weight), link.target))
    subject = objective(hurting.objective)
    yield LOOK(objective=subject, target=context.ref(hurting.chain[0].target))
    yield CHANGE_LINK(
        origin=context.ref(weakest.origin),
        target=context.ref(weakest.target),
        word=Word("effect", weakest.word),
        objective=subject,
        outcome=outcome(over),
    )


RULE = Rule(
    traits=RuleTraits(
        code="GC103",
        name="self-defeating-objective",
        family=Family.CONFLICT,
        telling=Telling.ONLY_IN_CONFLICT,
        basis=Basis.SELF_DEFEAT,
        changes=frozenset({"drop", "retarget", "share", "guardrail"}),
        changes_between=frozenset({"drop", "retarget", "share"}),
    ),
    level=None,
    summary="one objective both helps and hurts one outcome",
    page=Page(
        why=(
            "What the objective gives the customer with one hand it takes with the other. Adding the two up would hide "
            "the harm; plus never hides minus."
        ),
        fires=(
            "One objective has a chain of help and a chain of harm to one outcome. The tension is 100 x importance / 5 "
            "x the weaker of the two, reported from settings: min_tension (10) up: severe from 60, serious from 30, "
            "else minor. A guardrail of the objective that protects the outcome lowers it by a level, a binding one "
            "makes it minor. The conflict over the outcome tells it and counts; where there is none it is minor."
        ),
        silent=(
            "One of the two chains is missing, longer than max_links or weaker than min_chain; the tension is below "
            "min_tension. Here: somebody looked and found no harm (neutral)."
        ),
        do=(
            "Keep the help and change the means: weaken the first link of the harm, or guard the outcome with a floor "
            "that counts as much as the target."
        ),
    ),
    check=check,
)
