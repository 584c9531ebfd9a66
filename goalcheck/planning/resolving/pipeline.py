"""The whole search, from an organization to the cheapest ways out of its conflicts, with their consequences."""

from __future__ import annotations

from datetime import date

from goalcheck.analysis import analyze
from goalcheck.changes import Change
from goalcheck.findings import Finding, FindingStatus
from goalcheck.model import Organization
from goalcheck.planning.resolving import consequences
from goalcheck.planning.resolving.costs import POINT
from goalcheck.planning.resolving.deadline import Deadline, OutOfTime
from goalcheck.planning.resolving.formulation import Formulation
from goalcheck.planning.resolving.milp import libraries
from goalcheck.planning.resolving.resolution import Resolution, Standoff, Step, WayOut
from goalcheck.planning.resolving.search import Search, Way
from goalcheck.planning.resolving.terms import Terms
from goalcheck.planning.resolving.unsatisfiable_core import UnsatisfiableCore
from goalcheck.planning.resolving.verification import CONFLICT_RULES
from goalcheck.report import Report

EVERYTHING = Terms()

BUILDING = 0.3
"""The part of the time in which the program is told beforehand what follows from the findings."""


def resolve(organization: Organization, terms: Terms = EVERYTHING, *, today: date | None = None) -> Resolution:
    """The cheapest sets of changes after which no open conflict that changes can answer at a level or above is left.

    Each answer is proved the cheapest, or says how far from it it can be, and confirmed by analyzing the changed
    organization. Cost: an analysis for each set that is tried, and the search, which is exponential at worst and
    bounded by `terms.seconds` for all of it; only the analyses that confirm the first way out may take longer.

    Raises:
        UnknownName: the terms name what there is not.
        MissingExtra: highspy or numpy is not installed (the extra `goalcheck[resolve]`).
        OutOfTime: time ran out before any way out was found.
        TooLarge: the organization exceeds a limit of the engine.
    """
    terms.check(organization)
    libraries()
    deadline = Deadline.after(terms.seconds)
    day = today or date.today()
    before = analyze(organization, today=day)
    formulation = Formulation(organization, terms, today=day, deadline=deadline.part(BUILDING))
    search = Search(formulation, deadline)
    settled = _settled(before, terms)
    found = list(search.ways(1 + terms.alternatives))
    ways = tuple(_way_out(formulation, before, settled, way) for way in found)
    standoff: tuple[Standoff, ...] = ()
    if not ways:
        try:
            standoff = _standoff(formulation, search, settled, deadline)
        except OutOfTime:
            search.is_complete = False
    return Resolution(
        before=before,
        terms=terms,
        settled=settled,
        ways=ways,
        standoff=standoff,
        candidates=len(formulation.candidates),
        is_complete=search.is_complete,
    )


def _settled(before: Report, terms: Terms) -> tuple[Finding, ...]:
    return tuple(
        finding
        for finding in before.findings
        if finding.code in CONFLICT_RULES
        and finding.status is FindingStatus.OPEN
        and finding.level.at_least(terms.level)
    )


def _way_out(formulation: Formulation, before: Report, settled: tuple[Finding, ...], way: Way) -> WayOut:
    after = analyze(way.organization, today=formulation.review.today)
    chosen = [formulation.candidates[place] for place in sorted(way.chosen)]
    steps = tuple(Step(each.change, each.price.cost / POINT, each.price.why) for each in chosen)
    changes = [step.move for step in steps]
    return WayOut(
        steps=steps,
        cost=way.cost / POINT,
        bound=way.bound / POINT,
        gives=tuple(consequences.gives(before, settled, changes)),
        shifts=tuple(consequences.shifts(before, after)),
        left=tuple(consequences.left(before, after)),
        brought=consequences.brought(before, after),
        after=after,
    )


def _standoff(
    formulation: Formulation, search: Search, settled: tuple[Finding, ...], deadline: Deadline
) -> tuple[Standoff, ...]:
    """The fewest findings that cannot be settled together, each with the changes that would settle it alone.

    Raises:
        OutOfTime: they were not found in time.
    """
    there = {finding.fingerprint for finding in settled}
    return tuple(
        Standoff(
            finding,
            is_brought=finding.fingerprint not in there and finding.fingerprint in search.brought,
            settlers=tuple(_settlers(formulation, finding, deadline)),
        )
        for finding in UnsatisfiableCore(formulation, search.brought.values(), deadline).smallest()
    )


def _settlers(formulation: Formulation, finding: Finding, deadline: Deadline) -> list[Change]:
    table = formulation.table(finding, frozenset(), formulation.organization, deadline)
    return [
        formulation.changes[place]
        for place in sorted(table.free)
        if table.stands(frozenset()) and not table.stands(frozenset({place}))
    ]
