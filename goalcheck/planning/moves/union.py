"""Every kind of change, and what several of them make of an organization."""

from __future__ import annotations

from collections.abc import Iterable

from goalcheck.model import Organization
from goalcheck.planning.moves.agreements import Agree, Guardrail
from goalcheck.planning.moves.commitment import Commit
from goalcheck.planning.moves.draft import Draft
from goalcheck.planning.moves.figures import Capacity, Importance
from goalcheck.planning.moves.plans import Defer, Drop, Retarget
from goalcheck.planning.moves.sharing import Share
from goalcheck.planning.moves.statements import SetEffect

Move = Drop | Defer | Retarget | Guardrail | SetEffect | Capacity | Importance | Share | Agree | Commit


def apply(organization: Organization, moves: Iterable[Move]) -> Organization:
    """The organization as if its files had said so: the moves one after the other.

    What a move adds stands at the place of what it is added to. Costs time in proportion to the objectives, once, and
    to the claims for each move that changes what a target reaches; `Share` looks at every objective.

    Raises:
        UnknownName: a move names what there is not; the message has a near name.
        CannotMove: a move asks for what the organization cannot say.
    """
    draft = Draft(organization)
    for move in moves:
        move.apply(draft)
    return draft.organization()


def in_words(organization: Organization, moves: Iterable[Move]) -> list[str]:
    """The changes in one line each, as of the organization before them, with what somebody gave as the reason."""
    return [
        move.in_words(organization) + (f", because {move.because}" if move.because is not None else "")
        for move in moves
    ]
