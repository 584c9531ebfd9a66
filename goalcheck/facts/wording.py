"""Chains and targets as messages.

Knows no rule.
"""

from __future__ import annotations

from collections.abc import Sequence

from goalcheck.facts.context import Context
from goalcheck.facts.references import node_ref
from goalcheck.findings import Link
from goalcheck.messages import Joining, Listing, Message, Word
from goalcheck.messages import english as say
from goalcheck.messages.message import declared
from goalcheck.model import Organization, Target


def told(context: Context, chain: Sequence[Link]) -> Message:
    """A chain as a clause: a.b hurts x, which strongly helps y."""
    steps = tuple(say.STEP(word=Word("effect", link.word), target=context.ref(link.target)) for link in chain)
    return say.CHAIN(origin=context.ref(chain[0].origin), steps=Listing(steps, Joining.WHICH))


def arrow(organization: Organization, link: Link) -> Message:
    """One arrow as a clause: a.b strongly hurts x."""
    return say.CHAIN(
        origin=node_ref(organization, link.origin),
        steps=say.STEP(word=Word("effect", link.word), target=node_ref(organization, link.target)),
    )


def aim(target: Target, unit: str | None = None) -> Message:
    """The figures that a target asks for: at least 50 days, from 55 to 30 days."""
    if target.start is not None and target.to is not None:
        return say.FROM_TO(start=declared(target.start), to=declared(target.to, unit))
    lower, upper = (target.bounds.lower, target.bounds.upper) if target.bounds else (None, None)
    if lower is not None and upper is not None:
        return say.BETWEEN(lower=declared(lower), upper=declared(upper, unit))
    if lower is not None:
        return say.AT_LEAST(lower=declared(lower, unit))
    return say.AT_MOST(upper=declared(upper, unit)) if upper is not None else say.NO_FIGURE()
