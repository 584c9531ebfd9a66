"""Who hurts whom in one conflict, by departments: what a heat map shows of a part of the conflicts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

from goalcheck.conflicts import Conflict
from goalcheck.graph import ROUNDING
from goalcheck.model import Organization, overlap
from goalcheck.traits import ConflictKind

MOST_OF_A_SIDE = 60
"""The objectives of one side that are looked at, the strongest."""


def department_harms(
    organization: Organization, conflict: Conflict, fold: Callable[[str], str]
) -> dict[tuple[str, str], float]:
    """The largest tension by the department that hurts and the one that is hurt, from `min_tension` up.

    Args:
        fold: the department that stands for an objective's own one.
    """
    found: dict[tuple[str, str], float] = {}
    least = organization.settings.min_tension - ROUNDING
    for hurter, hurt, strength in _pairs(organization, conflict):
        by, of = (fold(organization.objectives[each].department) for each in (hurter, hurt))
        tension = 20 * conflict.worth * strength
        if tension >= least:
            found[by, of] = max(tension, found.get((by, of), 0.0))
    return dict(sorted(found.items()))


def _pairs(organization: Organization, conflict: Conflict) -> Iterator[tuple[str, str, float]]:
    """Each hurter with whom it hurts, and how hard."""
    hurters = conflict.hurters[:MOST_OF_A_SIDE]
    if conflict.kind is ConflictKind.UNDERMINED:
        yield from ((each.objective, conflict.about, each.harm) for each in hurters)
        return
    objectives = organization.objectives
    for hurter, protector in product(hurters, conflict.protectors[:MOST_OF_A_SIDE]):
        apart = hurter.objective != protector.objective
        periods = objectives[hurter.objective].period, objectives[protector.objective].period
        if apart and overlap(*periods):
            yield hurter.objective, protector.objective, min(hurter.harm, protector.help)
