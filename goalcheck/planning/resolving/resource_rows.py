"""The rows that keep every resource below the level at which it counts as overcommitted.

What is drawn in a capacity period is a sum over the objectives, so one row says it exactly: less for what is dropped or
moved away, more for what is moved into the period, more room for added capacity. Where objectives that draw are
alternatives to each other the sum is none (only the largest counts), and where somebody has decided about one of them
it may stay: both are left to what the program learns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from goalcheck.changes import Change
from goalcheck.changes.kinds.capacity import SetCapacity
from goalcheck.changes.kinds.defer import Defer
from goalcheck.changes.kinds.drop import Drop
from goalcheck.changes.kinds.share import Share
from goalcheck.facts.context import Context
from goalcheck.facts.resource_demand import Load, ResourceDemand, share_of_days
from goalcheck.graph import ROUNDING
from goalcheck.model import Resource
from goalcheck.planning.resolving.constraints import ConstraintRow, Term


def rows(context: Context, changes: Sequence[Change], *, share: float) -> Iterator[ConstraintRow]:
    """A row for every load that could come to a share of its capacity.

    Args:
        share: the part of a capacity that must not be reached.
    """
    demand = ResourceDemand(context)
    for resource in context.organization.resources.values():
        for (period, _), load in zip(resource.capacity, demand.loads(resource), strict=True):
            row = None if _is_special(context, resource) else _row(context, changes, resource, load, share)
            if row is not None:
                capacity = [
                    Term(place, (change.amount - load.capacity) * share)
                    for place, change in enumerate(changes)
                    if isinstance(change, SetCapacity) and change.resource == resource.id and change.period == period
                ]
                yield _scaled(row, capacity)


def _is_special(context: Context, resource: Resource) -> bool:
    """True if an objective that needs the resource is an alternative to another objective, or has a decision."""
    decided = (objective for decision in context.organization.decisions for objective in decision.between)
    return any(
        need.resource == resource.id
        for each in (*context.alternatives, *decided)
        for need in context.organization.objectives[each].needs
    )


def _row(
    context: Context, changes: Sequence[Change], resource: Resource, load: Load, share: float
) -> ConstraintRow | None:
    """The row that makes the changes reduce a load by at least its excess; None if no changes could bring an excess."""
    amounts = {
        objective.id: need.amount
        for objective in context.active.values()
        for need in objective.needs
        if need.resource == resource.id and need.amount
    }
    taken: defaultdict[int, float] = defaultdict(float)
    for place, change in enumerate(changes):
        match change:
            case Drop(objective) | Share(_, objective):
                taken[place] += _drawn(context, load, amounts, objective)
            case Defer(objective, period):
                moved = amounts.get(objective, 0.0) * share_of_days(period, load.period)
                taken[place] += _drawn(context, load, amounts, objective) - moved
    over = load.demand - (share - ROUNDING) * load.capacity
    if over - sum(min(0.0, amount) for amount in taken.values()) < 0:
        return None
    # Rather too little is asked than too much: what is left is found when the answer is verified.
    least = over - ROUNDING * max(load.capacity, load.demand)
    return ConstraintRow(tuple(Term(place, amount) for place, amount in sorted(taken.items()) if amount), least)


def _drawn(context: Context, load: Load, amounts: dict[str, float], objective: str) -> float:
    """The part of a load that an objective needs now."""
    if objective not in amounts:
        return 0.0
    return amounts[objective] * share_of_days(context.organization.objectives[objective].period, load.period)


def _scaled(row: ConstraintRow, capacity: Sequence[Term]) -> ConstraintRow:
    """The row with added capacity, in figures around 1, which the solver takes for exact."""
    terms = sorted([*row.terms, *capacity])
    scale = max((abs(term.factor) for term in terms), default=1.0)
    if not scale:
        return row
    return ConstraintRow(tuple(Term(place, factor / scale) for place, factor in terms), row.least / scale)
