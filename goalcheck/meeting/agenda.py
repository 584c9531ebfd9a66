"""The agenda of a meeting: the open conflicts that get a page of their own, and what is told before them in brief."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from goalcheck.conflicts import Conflict, RootCause
from goalcheck.model import Decision, Organization
from goalcheck.traits import ConflictKind

MOST_STORIES = 5
"""The stories on the first page: as many decisions as a meeting can take."""

MOST_CAUSES = 5
"""The root causes on the first page."""

MOST_PAGES = 12
"""The conflicts with a page of their own, so that a report can be printed whatever the organization's size."""


def suffering(conflict: Conflict) -> tuple[str, ...]:
    """The outcomes that suffer in a conflict: the one that it is about, or those that are lost with an objective."""
    if conflict.kind is ConflictKind.UNDERMINED:
        return tuple(each.outcome for each in conflict.lost_with_it)
    return (conflict.about,)


def causes_of(conflicts: Iterable[Conflict], causes: Iterable[RootCause]) -> tuple[RootCause, ...]:
    """The root causes of some conflicts, each with those of its conflicts that are among them."""
    told = {each.about for each in conflicts}
    found = (
        RootCause(
            each.arrow,
            each.owner,
            tuple(about for about in each.ends if about in told),
            tuple(about for about in each.lowers if about in told),
            each.share,
        )
        for each in causes
    )
    return tuple(each for each in found if each.ends or each.lowers)


def decisions_on(organization: Organization, conflict: Conflict, today: date) -> Sequence[Decision]:
    """The decisions in force that accept a harm of a conflict, the one that lapses first before the others."""
    decided = {each.objective for each in conflict.hurters if each.decided}
    others = {conflict.about, *(each.objective for each in conflict.protectors)}
    found = [
        each
        for each in organization.decisions
        if each.until >= today
        and not decided.isdisjoint(each.between)
        and each.over in (None, conflict.about, conflict.code)
        and (len(each.between) > 1 or each.over == conflict.about)
        and all(name in decided or name in others for name in each.between)
    ]
    return sorted(found, key=lambda each: (each.until, each.order))
