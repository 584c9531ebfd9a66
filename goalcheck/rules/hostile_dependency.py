"""GC109: an objective depends on one that it leans to hurt, or that leans to hurt it."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from typing import NamedTuple

from goalcheck.facts.context import Context
from goalcheck.facts.dependencies import Dependency, dependencies
from goalcheck.facts.responsibility import owner_of
from goalcheck.findings import Level, Notice
from goalcheck.messages import Message, Template, Value
from goalcheck.messages.english import HURTS, IS_HURT
from goalcheck.messages.message import department, objective, outcome
from goalcheck.rule import Page, Rule
from goalcheck.traits import Basis, Family, RuleTraits

EACH_OTHER = Template("hostile-dependency.each-other", "{by} and {of} depend on each other, and {by} hurts {of}")
HURTS_BASE = Template("hostile-dependency.hurts-base", "{by} hurts {of}, which it depends on")
HURT_BY_BASE = Template("hostile-dependency.hurt-by-base", "{of} depends on {by}, which hurts it")
DEPENDS = Template("hostile-dependency.depends", "{by} depends on {of}.")
ALSO_HURTS = Template(
    "hostile-dependency.also-hurts", "{by} also hurts {outcome}, which {department} gets as internal customer."
)
ITS_HARM = Template("hostile-dependency.harm", "its harm")
ITS_EFFECT = Template("hostile-dependency.effect", "its effect on {node}")
REACH_WITHOUT = Template(
    "hostile-dependency.reach-without",
    "Ask {owner} to reach {by} without {means}: what it takes from {of} comes back as a delay of its own.",
)
FINISH_FIRST = Template("hostile-dependency.finish-first", "Finish {of} first, before {by} starts to press on it.")
SPARE = Template(
    "hostile-dependency.spare",
    "Agree with {owner} how {of} is spared while it waits for {by}: without {means}, or with a date from which it "
    "ends.",
)
STAND_WITHOUT = Template(
    "hostile-dependency.stand-without", "Else let {owner} plan {of} so that it stands without {by}."
)


class _Hostility(NamedTuple):
    """A dependency between two objectives of which one leans to hurt the other.

    Attributes:
        weight: the strength of the harm times the worth of whom it hurts.
    """

    by: int
    of: int
    weight: float
    dependency: Dependency

    @property
    def order(self) -> tuple[object, ...]:
        return -round(self.weight, 9), self.by, self.of, self.dependency.by.id


def check(context: Context) -> Iterator[Notice]:
    """One finding for each two objectives and direction of the harm, the hardest first."""
    found: dict[tuple[int, int], list[_Hostility]] = {}
    for hostility in _hostilities(context):
        found.setdefault((hostility.by, hostility.of), []).append(hostility)
    for same in heapq.nsmallest(context.most + 1, found.values(), key=lambda each: each[0].order):
        yield _notice(context, same)


def _hostilities(context: Context) -> Iterator[_Hostility]:
    index = context.network.index
    for dependency in dependencies(context):
        if dependency.of.status.in_force:
            one, other = index[dependency.by.id], index[dependency.of.id]
            for by, of in ((one, other), (other, one)):
                if context.hurts(by, of):
                    weight = context.pressures.scale(of) * context.pushes.tables[by][1][of]
                    yield _Hostility(by, of, weight, dependency)


def _notice(context: Context, same: list[_Hostility]) -> Notice:
    """The finding of a hostility, of which there are two where each objective depends on the other."""
    hostility = same[0]
    by, of = context.network.nodes[hostility.by], context.network.nodes[hostility.of]
    chain = context.links(origin=hostility.by, target=hostility.of, positive=False)
    return context.notice(
        RULE.traits,
        level=Level.SEVERE,
        message=_relation(same, by=by)(by=objective(by), of=objective(of)),
        about=[f"by:{by}", f"of:{of}"],
        objectives=[by, of],
        advice=_advice(context, hostility),
        locations=dict.fromkeys([*(each.dependency.location for each in same), *(link.location for link in chain)]),
        by=by,
        of=of,
        chain=chain,
        details=_details(context, hostility, same),
    )


def _relation(same: list[_Hostility], *, by: str) -> Template:
    if len(same) > 1:
        return EACH_OTHER
    return HURTS_BASE if same[0].dependency.by.id == by else HURT_BY_BASE


def _details(context: Context, hostility: _Hostility, same: list[_Hostility]) -> Iterator[Message]:
    for each in same:
        yield DEPENDS(by=objective(each.dependency.by.id), of=objective(each.dependency.of.id))
    yield from _hurt_customers(context, hostility)


def _hurt_customers(context: Context, hostility: _Hostility) -> Iterator[Message]:
    """The outcomes that the hurt department gets as an internal customer and loses by the same objective."""
    organization, nodes = context.organization, context.network.nodes
    victim = organization.objectives[nodes[hostility.of]].department
    for node in sorted(context.pushes.tables[hostility.by][1]):
        felt = organization.outcomes.get(nodes[node])
        customer = organization.customers.get(felt.customer or "") if felt else None
        if felt and customer and customer.department == victim:
            yield ALSO_HURTS(by=objective(nodes[hostility.by]), outcome=outcome(felt.id), department=department(victim))


def _advice(context: Context, hostility: _Hostility) -> Iterator[Message]:
    dependency = hostility.dependency
    objectives = context.organization.objectives
    by, of = (objectives[context.network.nodes[each]] for each in (hostility.by, hostility.of))
    chain = context.pushes.chain(origin=hostility.by, target=hostility.of, positive=False)
    first = context.network.nodes[chain[0].target]
    ends: dict[str, Value] = {"by": objective(by.id), "of": objective(of.id)}
    means = ITS_HARM() if first == of.id else ITS_EFFECT(node=context.ref(first))
    if dependency.by.id == by.id:
        yield REACH_WITHOUT(**ends, owner=owner_of(context, by), means=means)
        yield FINISH_FIRST(**ends)
    else:
        yield SPARE(**ends, owner=owner_of(context, by), means=means)
        yield STAND_WITHOUT(**ends, owner=owner_of(context, of))


RULE = Rule(
    traits=RuleTraits(
        code="GC109",
        name="hostile-dependency",
        family=Family.CONFLICT,
        basis=Basis.HARM,
        changes=frozenset({"drop", "retarget", "share"}),
        changes_between=frozenset({"drop", "retarget", "share"}),
        relation=HURTS,
        roles=(HURTS, IS_HURT),
    ),
    level=Level.SEVERE,
    summary="an objective depends on one that it leans to hurt, or that leans to hurt it",
    page=Page(
        why=(
            "One that waits for another and makes its work harder delays itself; one that is hurt by what it waits for "
            "loses either way. Both sides want the same thing and cannot give it to each other."
        ),
        fires=(
            "An objective in force depends on another, and a chain of harm (which ends at the first objective that it "
            "meets) leads from one of the two to the other, at least as strong as any chain of help. It is severe "
            "however slight the harm, because the dependency leaves no way around it, and so it has no tension: where "
            "the harm alone is reason enough (from settings: min_tension up), undermined-objective (GC102) lists the "
            "pair as well and tells it."
        ),
        silent=(
            "The help is stronger than the harm; the other one is done, dropped or an option (late-dependency, GC107, "
            "tells of the last two); there is harm and no dependency (GC102). Here: the training days are a help in "
            "the end."
        ),
        do=(
            "Bring both owners to one table: who delivers what, when, and what the other stops doing until then. Often "
            "one date and one agreed pause settle it."
        ),
    ),
    check=check,
)
