"""GC101: two objectives pull one outcome apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice

from goalcheck.facts.context import Context, places
from goalcheck.facts.guarding import guarded_level
from goalcheck.facts.responsibility import lead_of, named_customer, owner_of
from goalcheck.findings import Account, Contest, Level, Notice
from goalcheck.graph import Clash, Opposition
from goalcheck.messages import Message, Template, Value
from goalcheck.messages import english as say
from goalcheck.messages.message import metric, objective, outcome, tension
from goalcheck.rule import Page, Rule
from goalcheck.traits import Basis, ConflictKind, Family, RuleTraits, Telling

MESSAGE = Template("opposed-objectives.message", "{headline} (tension {tension})")
HEADLINE = Template("opposed-objectives.headline", "{hurter} hurts what {helper} helps: {outcome}")
HEADLINE_MORE = Template(
    "opposed-objectives.headline-more", "{hurter} hurts what {helper} helps: {outcome} and {more} more"
)
NAME_DECIDER = Template(
    "opposed-objectives.name-decider", "Name who decides between {hurter} and {helper}: no department is above both."
)
DECIDE_FIRST = Template(
    "opposed-objectives.decide",
    "Let {lead} decide what comes first, by what {outcome} is worth to {customer} ({importance} of 5).",
)
USER = Template("opposed-objectives.user", "its user")


def check(context: Context) -> Iterator[Notice]:
    """One finding for each opposed pair, with every outcome that it is opposed over."""
    return (_notice(context, opposition) for opposition in islice(context.clashes.oppositions(), context.most + 1))


def check_from(context: Context, level: Level) -> Iterator[Notice]:
    """The same from a level up only: pairs that guardrails lower below it cost next to nothing."""
    for opposition in context.clashes.oppositions():
        if not Level.of_tension(opposition.tension).at_least(level):
            return
        if any(_clash_level(context, clash).at_least(level) for clash in opposition.clashes):
            yield _notice(context, opposition)


def _notice(context: Context, opposition: Opposition) -> Notice:
    nodes = context.network.nodes
    told = len(opposition.clashes)
    if not context.contests.affords(told - 1):
        context.leave_out(f"the chains over all but the worst outcome of some pairs ({RULE.code})")
        told = 1
    contests = [_contest(context, clash) for clash in opposition.clashes]
    level = min((_clash_level(context, clash) for clash in opposition.clashes), key=lambda each: each.rank)
    lowered = level is not Level.of_tension(opposition.tension)
    headline = _headline(context, opposition.clashes)
    return context.notice(
        RULE.traits,
        level=level,
        tension=opposition.tension,
        guarded=lowered or all(contest.guarded for contest in contests),
        message=MESSAGE(headline=headline, tension=tension(opposition.tension)),
        headline=headline,
        about=[nodes[opposition.one], nodes[opposition.other]],
        objectives=[nodes[opposition.one], nodes[opposition.other]],
        outcomes=contests,
        tell=partial(_account, context, opposition.clashes, told),
    )


def _headline(context: Context, clashes: Sequence[Clash]) -> Message:
    nodes, worst = context.network.nodes, clashes[0]
    values: dict[str, Value] = {
        "hurter": objective(nodes[worst.hurter]),
        "helper": objective(nodes[worst.helper]),
        "outcome": outcome(nodes[worst.outcome]),
    }
    return HEADLINE_MORE(**values, more=len(clashes) - 1) if len(clashes) > 1 else HEADLINE(**values)


def _contest(context: Context, clash: Clash) -> Contest:
    return Contest(context.network.nodes[clash.outcome], clash.tension, guarded=_left(context, clash) < 1)


def _left(context: Context, clash: Clash) -> float:
    """What guardrails of the one who hurts leave of the harm."""
    return context.pressures.guard(clash.hurter, clash.outcome)


def _account(context: Context, clashes: Sequence[Clash], most: int) -> Account:
    """Both sides over each of the worst outcomes, and what to do about the worst clash."""
    told = (context.both_sides(clash.outcome, hurter=clash.hurter, helper=clash.helper) for clash in clashes[:most])
    sides = *told, *[()] * (len(clashes) - most)
    return Account(
        sides=sides,
        advice=tuple(_advice(context, clashes[0])),
        locations=places([side for pair in sides for side in pair]),
    )


def _advice(context: Context, clash: Clash) -> Iterator[Message]:
    """A floor under the outcome, and who decides: the rest is said of the whole conflict."""
    organization, nodes = context.organization, context.network.nodes
    hurter, helper = (organization.objectives[nodes[each]] for each in (clash.hurter, clash.helper))
    over = organization.outcomes[nodes[clash.outcome]]
    if _left(context, clash) >= 1:
        yield say.GUARD(
            objective=objective(hurter.id),
            outcome=outcome(over.id),
            metric=metric(over.metric) if over.metric else say.NOTICED(),
            owner=owner_of(context, hurter),
        )
    decider = organization.decider((hurter.department, helper.department))
    if decider is None:
        yield NAME_DECIDER(hurter=objective(hurter.id), helper=objective(helper.id))
    else:
        yield DECIDE_FIRST(
            lead=lead_of(context, decider),
            outcome=outcome(over.id),
            customer=named_customer(context, over.customer) if over.customer else USER(),
            importance=over.importance,
        )


def _clash_level(context: Context, clash: Clash) -> Level:
    return guarded_level(clash.tension, _left(context, clash))


RULE = Rule(
    traits=RuleTraits(
        code="GC101",
        name="opposed-objectives",
        family=Family.CONFLICT,
        telling=Telling.ONLY_IN_CONFLICT,
        conflict=ConflictKind.CONTESTED,
        basis=Basis.OPPOSITION,
        changes=frozenset({"drop", "defer", "retarget", "guardrail", "share"}),
        changes_between=frozenset({"drop", "retarget", "share"}),
    ),
    level=None,
    summary="two objectives pull one outcome apart",
    page=Page(
        why=(
            "Each objective is fair on its own; together they ask for opposite things, and the customer pays. Nobody "
            "sees it, because each department knows only its own links of the chain."
        ),
        fires=(
            "One objective helps an outcome and another hurts it, while their periods overlap: a help may run through "
            "other objectives and loses half of its strength behind each, a harm stops at the first objective that it "
            "meets. The tension is 100 x importance / 5 x the weaker of the two chains, the larger of both ways round; "
            "it is reported from settings: min_tension (10) up: severe from 60, serious from 30, else minor. A "
            "guardrail of the hurting objective that protects the outcome lowers it by a level, a binding one makes it "
            "minor. The conflict over the outcome tells it and counts; where there is none it is minor."
        ),
        silent=(
            "The periods do not overlap; the two are alternatives, directly or over others; one of them is done, "
            "dropped or an option; the chains are longer than max_links or weaker than min_chain; the tension is "
            "below min_tension. Here: the push for speed ends before the promise of attention begins (that nobody "
            "protects the customer until then, harmed-outcome, GC203, says)."
        ),
        do=(
            "Read both chains aloud with both owners and challenge each link. Then see the whole conflict: everybody "
            "who hurts the outcome, and what to do about it. Give up the harm and never the protector; what stays is "
            "decided by the lowest common lead and recorded under decisions."
        ),
    ),
    check=check,
)
