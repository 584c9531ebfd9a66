"""GC101: two objectives pull one outcome apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from goalcheck.findings import Contest, Deferred, Finding, Level
from goalcheck.graph import Clash, Opposition
from goalcheck.rules.advice import ways_out
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study, places


def check(study: Study) -> Iterator[Finding]:
    """One finding for each opposed pair, with every outcome that it is opposed over."""
    return (_finding(study, opposition) for opposition in islice(study.clashes.oppositions(), study.most + 1))


def check_from(study: Study, level: Level) -> Iterator[Finding]:
    """The same from a level up only: whatever guardrails lower below it costs next to nothing."""
    for opposition in study.clashes.oppositions():
        if not Level.of_tension(opposition.tension).at_least(level):
            return
        if any(_clash_level(study, clash).at_least(level) for clash in opposition.clashes):
            yield _finding(study, opposition)


def _finding(study: Study, opposition: Opposition) -> Finding:
    nodes = study.network.nodes
    worst = opposition.clashes[0]
    told = study.contests.affords(len(opposition.clashes) - 1)
    if not told:
        study.leave_out("the chains over all but the worst outcome of some pairs (GC101)")
    contests = [_contest(study, clash, told=told or clash is worst) for clash in opposition.clashes]
    level = min((_clash_level(study, clash) for clash in opposition.clashes), key=lambda each: each.rank)
    lowered = level is not Level.of_tension(opposition.tension)
    ways = Deferred(lambda: ways_out(study, worst))
    more = f" and {len(contests) - 1} more" if len(contests) > 1 else ""
    return study.finding(
        RULE.code,
        RULE.name,
        level=level,
        tension=opposition.tension,
        guarded=lowered or all(contest.guarded for contest in contests),
        message=(
            f"{nodes[worst.hurter]} hurts what {nodes[worst.helper]} helps: "
            f"{nodes[worst.outcome]}{more} (tension {opposition.tension:.2f})"
        ),
        about=[nodes[opposition.one], nodes[opposition.other]],
        objectives=[nodes[opposition.one], nodes[opposition.other]],
        outcomes=contests,
        advice=Deferred(lambda: [way.advice for way in ways]),
        changes=Deferred(lambda: [way.change for way in ways]),
        locations=Deferred(lambda: places([side for contest in contests for side in contest.sides])),
    )


def _contest(study: Study, clash: Clash, *, told: bool) -> Contest:
    outcome = study.network.nodes[clash.outcome]
    guarded = study.guards(clash.hurter, outcome)
    sides = study.both_sides(clash.outcome, hurter=clash.hurter, helper=clash.helper) if told else ()
    return Contest(outcome, clash.tension, sides, guarded)


def _clash_level(study: Study, clash: Clash) -> Level:
    level = Level.of_tension(clash.tension)
    return level.lowered if study.guards(clash.hurter, study.network.nodes[clash.outcome]) else level


RULE = Rule(
    code="GC101",
    name="opposed-objectives",
    level=None,
    summary="two objectives pull one outcome apart",
    page=Page(
        why=(
            "Each objective is fair on its own; together they ask for opposite things, and the customer pays. Nobody "
            "sees it, because each department knows only its own links of the chain."
        ),
        fires=(
            "One objective leans to help an outcome and another leans to hurt it, directly or through drivers, "
            "outcomes and other objectives, while their periods overlap. The tension is 100 x importance / 5 x the "
            "weaker of the two chains; it is reported from settings: min_tension (10) up: severe from 60, serious "
            "from 30, else minor. A guardrail of the hurting objective that protects the outcome lowers it by a level."
        ),
        silent=(
            "The periods do not overlap; the two are alternatives to each other; one of them is done or dropped; the "
            "chains are longer than max_links or weaker than min_chain; the tension is below min_tension. Here: the "
            "push for speed ends before the promise of attention begins."
        ),
        do=(
            "Read both chains aloud with both owners and challenge each link. Then retarget, guard, sequence, share "
            "capacity, or make it one objective with one formula; what stays is decided by the lowest common lead and "
            "recorded under decisions."
        ),
    ),
    check=check,
)
