"""What a conflict says in one sentence, for whoever has no room for more: a headline, and a line for each hurter."""

from __future__ import annotations

from goalcheck.conflicts import Conflict, Guard, Hurter
from goalcheck.messages import Message, Ref, RefKind, Template, Value
from goalcheck.messages.message import objective, objectives
from goalcheck.model import Organization
from goalcheck.traits import ConflictKind

MOST_NAMED = 2
"""Hurters and protectors that a headline names."""

CONTESTED = Template("conflict.contested", "{hurters} squeeze {about}{knot}; promised by {protectors}")
CONTESTED_BY_ONE = Template("conflict.contested-one", "{hurters} squeezes {about}{knot}; promised by {protectors}")
UNPROTECTED = Template("conflict.unprotected", "{hurters} squeeze {about}{knot}; protected by nobody")
UNPROTECTED_BY_ONE = Template("conflict.unprotected-one", "{hurters} squeezes {about}{knot}; protected by nobody")
UNDERMINED = Template("conflict.undermined", "{hurters} undermine {about}{knot}")
UNDERMINED_BY_ONE = Template("conflict.undermined-one", "{hurters} undermines {about}{knot}")
AT_KNOT = Template("conflict.at-knot", " at {knot}")
DIRECTLY = Template("conflict.directly", "")
HARM = Template("conflict.harm", "{hurter} hurts {about}{knot}")
GUARDED_HARM = Template("conflict.guarded-harm", "{hurter} hurts {about}{knot}, which a guardrail of it protects")
BOUND_HARM = Template("conflict.bound-harm", "{hurter} hurts {about}{knot}, which a binding guardrail of it protects")

_HEADLINES = {
    ConflictKind.CONTESTED: (CONTESTED_BY_ONE, CONTESTED),
    ConflictKind.UNPROTECTED: (UNPROTECTED_BY_ONE, UNPROTECTED),
    ConflictKind.UNDERMINED: (UNDERMINED_BY_ONE, UNDERMINED),
}
_HARMS = {None: HARM, Guard.GUARDED: GUARDED_HARM, Guard.BINDING: BOUND_HARM}


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
    return DIRECTLY() if knot == conflict.about else AT_KNOT(knot=node(organization, knot))
