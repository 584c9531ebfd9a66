"""Several changes made of one organization, one after the other."""

from __future__ import annotations

from collections.abc import Iterable

from goalcheck.changes.change import Change
from goalcheck.changes.draft import Draft
from goalcheck.model import Organization


def apply(organization: Organization, changes: Iterable[Change]) -> Organization:
    """The organization as if its files had said so: the changes one after the other.

    What a change adds stands at the place of what it is added to. Costs time in proportion to the objectives, once,
    and to the claims for each change that moves a target; sharing looks at every objective.

    Raises:
        UnknownName: a change names what there is not; the message has a near name.
        CannotChange: a change asks for what the organization cannot say.
    """
    draft = Draft(organization)
    for change in changes:
        change.apply(draft)
    return draft.organization()


def in_words(organization: Organization, changes: Iterable[Change]) -> list[str]:
    """The changes in one line each, as of the organization before them, with what somebody gave as the reason."""
    return [
        change.in_words(organization) + (f", because {change.because}" if change.because is not None else "")
        for change in changes
    ]
