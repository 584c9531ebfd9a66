"""GC102: an objective undermines another objective."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from goalcheck.facts.context import Context
from goalcheck.facts.responsibility import lead_of, owner_of
from goalcheck.findings import Account, Level, Notice
from goalcheck.graph import Undermining
from goalcheck.messages import Message, Template
from goalcheck.messages.english import HURTS, IS_HURT, NOTHING
from goalcheck.messages.message import Figure, objective, outcomes, tension, worked_out
from goalcheck.rule import Page, Rule
from goalcheck.traits import Basis, ConflictKind, Family, RuleTraits, Telling

MESSAGE = Template("undermined-objective.message", "{by} undermines {of} (tension {tension})")
HEADLINE = Template("undermined-objective.headline", "{by} undermines {of}")
UNDERMINES = Template("undermined-objective.relation", "undermines")
ASK = Template(
    "undermined-objective.ask",
    "Ask {owner} what {of} needs from {by} to stand, and write it into {by} as a guardrail or a smaller target.",
)
NAME_DECIDER = Template(
    "undermined-objective.name-decider", "Name who decides between {by} and {of}: no department is above both."
)
DECIDE_FIRST = Template(
    "undermined-objective.decide", "Let {lead} decide which comes first: {of} is worth {worth} of 5."
)
LOST = Template(
    "undermined-objective.lost", "What is lost with {of} is worth {worth} of 5: it has priority {priority}{served}."
)
SERVED = Template("undermined-objective.served", ", and it helps {outcomes}")


def check(context: Context) -> Iterator[Notice]:
    """One finding for each objective that stands on the hurting side of another, by tension."""
    for undermining in context.clashes.undermined(context.most + 1):
        yield _notice(context, undermining)


def _notice(context: Context, undermining: Undermining) -> Notice:
    by, of = context.network.nodes[undermining.by], context.network.nodes[undermining.of]
    ends = {"by": objective(by), "of": objective(of)}
    return context.notice(
        RULE.traits,
        level=Level.of_tension(undermining.tension),
        tension=undermining.tension,
        message=MESSAGE(**ends, tension=tension(undermining.tension)),
        headline=HEADLINE(**ends),
        about=[f"by:{by}", f"of:{of}"],
        objectives=[by, of],
        by=by,
        of=of,
        tell=partial(_account, context, undermining),
    )


def _account(context: Context, undermining: Undermining) -> Account:
    chain = context.links(origin=undermining.by, target=undermining.of, positive=False)
    nodes = context.network.nodes
    return Account(
        chain=chain,
        advice=tuple(_advice(context, nodes[undermining.by], nodes[undermining.of])),
        details=(_lost(context, undermining.of),),
        locations=tuple(link.location for link in chain),
    )


def _worth(context: Context, of: int) -> Figure:
    """What is lost with an objective, 1 to 5."""
    return worked_out(context.pressures.scale(of) / 20)


def _lost(context: Context, of: int) -> Message:
    """What the objective is worth, and which outcomes it helps most by itself."""
    nodes, known = context.network.nodes, context.organization.outcomes
    helps = context.pushes.plain_helps(of).items()
    served = [nodes[node] for node, _ in sorted(helps, key=lambda each: (-round(each[1], 9), each[0]))]
    felt = [key for key in served if key in known]
    return LOST(
        of=objective(nodes[of]),
        worth=_worth(context, of),
        priority=context.organization.objectives[nodes[of]].priority,
        served=SERVED(outcomes=outcomes(felt)) if felt else NOTHING(),
    )


def _advice(context: Context, by: str, of: str) -> Iterator[Message]:
    organization = context.organization
    victim = organization.objectives[of]
    decider = organization.decider((organization.objectives[by].department, victim.department))
    yield ASK(owner=owner_of(context, victim), of=objective(of), by=objective(by))
    if decider is None:
        yield NAME_DECIDER(by=objective(by), of=objective(of))
    else:
        yield DECIDE_FIRST(
            lead=lead_of(context, decider), of=objective(of), worth=_worth(context, context.network.index[of])
        )


RULE = Rule(
    traits=RuleTraits(
        code="GC102",
        name="undermined-objective",
        family=Family.CONFLICT,
        telling=Telling.ONLY_IN_CONFLICT,
        conflict=ConflictKind.UNDERMINED,
        basis=Basis.HARM,
        changes=frozenset({"drop", "retarget", "share"}),
        changes_between=frozenset({"drop", "retarget", "share"}),
        relation=UNDERMINES,
        roles=(HURTS, IS_HURT),
    ),
    level=None,
    summary="an objective undermines another",
    page=Page(
        why=(
            "An objective that another one makes harder to reach fails for reasons that its own team cannot see, and "
            "is blamed for it."
        ),
        fires=(
            "Two objectives whose periods overlap are no alternatives, and one hurts the other: in so many words "
            "(declared or claimed), whatever else it does for it, or by a chain through drivers and outcomes that is "
            "at least as strong as its help on such a way. The tension is 100 x the worth of the hurt objective / 5 x "
            "the strength of the chain, reported from settings: min_tension (10) up: severe from 60, serious from 30, "
            "else minor. Its worth is its priority, or the importance of an outcome x how strongly it helps it by "
            "itself, whichever is largest: what is lost with it. The conflict over the hurt objective tells it and "
            "counts; where there is none it is minor."
        ),
        silent=(
            "Nobody says that it hurts, and the help by itself is stronger than the harm; the periods do not overlap; "
            "one of the two is done, dropped or an option; the tension is below min_tension. Here: the harm is slight "
            "and little is lost with the hurt objective."
        ),
        do=(
            "Let the two owners agree on what the hurt objective needs. If the harm is the price of something better, "
            "the lowest common lead says so before the period starts, and the target of the hurt objective is lowered."
        ),
    ),
    check=check,
)
