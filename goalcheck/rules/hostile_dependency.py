"""GC109: an objective depends on one that it leans to hurt, or that leans to hurt it."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from typing import NamedTuple

from goalcheck.findings import Finding, Level
from goalcheck.rules.advice import owner_of
from goalcheck.rules.dependencies import Dependency, dependencies
from goalcheck.rules.rule import Page, Rule
from goalcheck.rules.study import Study


class _Hostility(NamedTuple):
    """A dependency between two objectives of which one leans to hurt the other.

    Attributes:
        weight: the strength of the harm times the priority of whom it hurts.
    """

    by: int
    of: int
    weight: float
    dependency: Dependency

    @property
    def order(self) -> tuple[object, ...]:
        return -round(self.weight, 9), self.by, self.of, self.dependency.by.id


def check(study: Study) -> Iterator[Finding]:
    """One finding for each two objectives and direction of the harm, the hardest first."""
    found: dict[tuple[int, int], list[_Hostility]] = {}
    for hostility in _hostilities(study):
        found.setdefault((hostility.by, hostility.of), []).append(hostility)
    for same in heapq.nsmallest(study.most + 1, found.values(), key=lambda each: each[0].order):
        yield _finding(study, same)


def _hostilities(study: Study) -> Iterator[_Hostility]:
    index = study.network.index
    for dependency in dependencies(study):
        if dependency.of.status.in_force:
            one, other = index[dependency.by.id], index[dependency.of.id]
            for by, of, hurt in ((one, other, dependency.of), (other, one, dependency.by)):
                if study.hurts(by, of):
                    yield _Hostility(by, of, hurt.priority * study.chains.pushes[by][1][of], dependency)


def _finding(study: Study, same: list[_Hostility]) -> Finding:
    """The finding of a hostility, of which there are two where each objective depends on the other."""
    hostility = same[0]
    by, of = study.network.nodes[hostility.by], study.network.nodes[hostility.of]
    chain = study.links(origin=hostility.by, target=hostility.of, positive=False)
    return study.finding(
        RULE.code,
        RULE.name,
        level=Level.SEVERE,
        message=_relation(by, of, same),
        about=[f"by:{by}", f"of:{of}"],
        objectives=[by, of],
        advice=_advice(study, hostility),
        locations=dict.fromkeys([*(each.dependency.location for each in same), *(link.location for link in chain)]),
        by=by,
        of=of,
        chain=chain,
        details=_details(study, hostility, same),
    )


def _relation(by: str, of: str, same: list[_Hostility]) -> str:
    if len(same) > 1:
        return f"{by} and {of} depend on each other, and {by} hurts {of}"
    if same[0].dependency.by.id == by:
        return f"{by} hurts {of}, which it depends on"
    return f"{of} depends on {by}, which hurts it"


def _details(study: Study, hostility: _Hostility, same: list[_Hostility]) -> Iterator[str]:
    for each in same:
        yield f"{each.dependency.by.id} depends on {each.dependency.of.id}."
    yield from _hurt_customers(study, hostility)


def _hurt_customers(study: Study, hostility: _Hostility) -> Iterator[str]:
    """What the hurt department gets as an internal customer and loses by the same objective."""
    organization, nodes = study.organization, study.network.nodes
    department = organization.objectives[nodes[hostility.of]].department
    for node in study.hurt_by(hostility.by):
        outcome = organization.outcomes.get(nodes[node])
        customer = organization.customers.get(outcome.customer or "") if outcome else None
        if outcome and customer and customer.department == department:
            yield f"{nodes[hostility.by]} also hurts {outcome.id}, which {department} gets as internal customer."


def _advice(study: Study, hostility: _Hostility) -> Iterator[str]:
    dependency = hostility.dependency
    objectives = study.organization.objectives
    by, of = (objectives[study.network.nodes[each]] for each in (hostility.by, hostility.of))
    chain = study.chains.chain(origin=hostility.by, target=hostility.of, positive=False)
    first = study.network.nodes[chain[0].target]
    means = "its harm" if first == of.id else f"its effect on {first}"
    if dependency.by.id == by.id:
        yield (
            f"Ask {owner_of(study, by)} to reach {by.id} without {means}: what it takes from {of.id} comes back as a "
            f"delay of its own."
        )
        yield f"Finish {of.id} first, before {by.id} starts to press on it."
    else:
        yield (
            f"Agree with {owner_of(study, by)} how {of.id} is spared while it waits for {by.id}: without {means}, or "
            f"with a date from which it ends."
        )
        yield f"Else let {owner_of(study, of)} plan {of.id} so that it stands without {by.id}."


RULE = Rule(
    code="GC109",
    name="hostile-dependency",
    level=Level.SEVERE,
    summary="an objective depends on one that it leans to hurt, or that leans to hurt it",
    page=Page(
        why=(
            "One that waits for another and makes its work harder delays itself; one that is hurt by what it waits for "
            "loses either way. Both sides want the same thing and cannot give it to each other."
        ),
        fires=(
            "An objective in force depends on another, and a chain of harm leads from one of the two to the other, at "
            "least as strong as any chain of help. It is severe however slight the harm, because the dependency "
            "leaves no way around it, and so it has no tension: where the harm alone is reason enough (from settings: "
            "min_tension up), undermined-objective (GC102) lists the pair as well and tells it."
        ),
        silent=(
            "The help is stronger than the harm; the other one is done or dropped (late-dependency, GC107, tells of "
            "the latter); there is harm and no dependency (GC102). Here: the training days are a help in the end."
        ),
        do=(
            "Bring both owners to one table: who delivers what, when, and what the other stops doing until then. Often "
            "one date and one agreed pause settle it."
        ),
    ),
    check=check,
)
