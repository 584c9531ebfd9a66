"""What a conflict says in one sentence, for whoever has no room for more: a headline, and a line for each hurter."""

from __future__ import annotations

from goalcheck.conflicts import Conflict, Guard, Hurter
from goalcheck.messages import Message, Ref, RefKind, Value
from goalcheck.messages import english as say
from goalcheck.messages.message import objective, objectives
from goalcheck.model import Organization
from goalcheck.traits import ConflictKind

MOST_NAMED = 2
"""Hurters and protectors that a headline names."""


_HEADLINES = {
    ConflictKind.CONTESTED: (say.CONTESTED_BY_ONE, say.CONTESTED),
    ConflictKind.UNPROTECTED: (say.UNPROTECTED_BY_ONE, say.UNPROTECTED),
    ConflictKind.UNDERMINED: (say.UNDERMINED_BY_ONE, say.UNDERMINED),
}
_HARMS = {None: say.HARM, Guard.GUARDED: say.GUARDED_HARM, Guard.BINDING: say.BOUND_HARM}


def node(organization: Organization, key: str) -> Ref:
    """A reference to an objective, outcome or driver."""
    if key in organization.objectives:
        return objective(key)
    return Ref(RefKind.OUTCOME if key in organization.outcomes else RefKind.DRIVER, key)


def headline(organization: Organization, conflict: Conflict) -> Message:
    """A conflict in one sentence: who squeezes what, where, and who promised it."""
    values: dict[str, Value] = {
        "hurters": objectives((each.objective for each in conflict.hurters), most=MOST_NAMED),
        "about": node(organization, conflict.about),
        "knot": _at(organization, conflict.main_knot, conflict),
    }
    if conflict.kind is ConflictKind.CONTESTED:
        values["protectors"] = objectives((each.objective for each in conflict.protectors), most=MOST_NAMED)
    return _HEADLINES[conflict.kind][len(conflict.hurters) > 1](**values)


def harm(organization: Organization, conflict: Conflict, hurter: Hurter) -> Message:
    """One harm of a conflict in one sentence."""
    return _HARMS[hurter.guard](
        hurter=objective(hurter.objective),
        about=node(organization, conflict.about),
        knot=_at(organization, hurter.knot, conflict),
    )


def _at(organization: Organization, knot: str, conflict: Conflict) -> Message:
    return say.DIRECTLY() if knot == conflict.about else say.AT_KNOT(knot=node(organization, knot))
