"""The pushes of objectives, with their present target or another one; and the sure part of each push.

A push is sure where it passes no second objective: then no change on another objective can weaken it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

from goalcheck.changes import apply
from goalcheck.changes.kinds.retarget import Retarget
from goalcheck.facts.context import Context
from goalcheck.findings import Side
from goalcheck.graph import ROUNDING
from goalcheck.model import Effect, Organization, Target
from goalcheck.planning.resolving.neighbourhood import Neighbourhoods, without_detours

Strengths = tuple[Mapping[str, float], Mapping[str, float]]
"""The help and the harm of one objective, by node."""


class _Reach(NamedTuple):
    """The pushes of an objective: all of them, and the part that passes no other objective."""

    whole: Strengths
    sure: Strengths


class Pushes:
    """The pushes of one organization."""

    def __init__(self, context: Context, neighbourhoods: Neighbourhoods) -> None:
        self._context = context
        self._today: date = context.today
        self._neighbourhoods = neighbourhoods
        self._retargeted: dict[Retarget, _Reach] = {}
        self._whole: dict[str, Strengths] = {}
        self._sure: dict[str, Strengths] = {}
        self._may_rise = may_rise(context.organization)
        self._tied = {
            *(claim.origin for claim in context.organization.claims if claim.effect.starts_at is not None),
            *(
                key
                for key, objective in context.organization.objectives.items()
                if any(effect.starts_at is not None for effect in objective.effects)
            ),
        }

    def whole(self, objective: str, retarget: Retarget | None = None) -> Strengths:
        """The help and the harm of an objective."""
        if retarget is not None and self.depends_on_target(objective):
            return self._reach(retarget).whole
        return self._known(self._context, objective, self._whole)

    def side(self, objective: str, node: str, *, helps: bool) -> Side:
        """The push of an objective, with its strongest chain."""
        index = self._context.network.index
        return self._context.side(index[objective], index[node], positive=helps)

    def is_sure(
        self, objective: str, node: str, *, least: float, helps: bool, retarget: Retarget | None = None
    ) -> bool:
        """True if an objective leans to push a node in that direction by at least `least`, whatever others do."""
        if self._may_rise:
            return False
        if retarget is not None and self.depends_on_target(objective):
            sure = self._reach(retarget).sure
        else:
            sure = self._known(self._stripped, objective, self._sure)
        own, against = (sure[0], 1) if helps else (sure[1], 0)
        opposite = self.whole(objective, retarget)[against].get(node, 0.0)
        strength = own.get(node, 0.0)
        return strength > 0 and strength >= least and strength >= opposite - ROUNDING

    def depends_on_target(self, objective: str) -> bool:
        """True if a new figure of its target changes the pushes of an objective."""
        return objective in self._tied

    def _known(self, context: Context, objective: str, known: dict[str, Strengths]) -> Strengths:
        if objective not in known:
            known[objective] = _named(context, objective)
        return known[objective]

    @cached_property
    def _stripped(self) -> Context:
        return Context(without_detours(self._context.organization), today=self._today)

    def _reach(self, retarget: Retarget) -> _Reach:
        if retarget not in self._retargeted:
            part = apply(self._neighbourhoods.around([retarget.objective]), [retarget])
            self._retargeted[retarget] = _Reach(self._of(part, retarget), self._of(without_detours(part), retarget))
        return self._retargeted[retarget]

    def _of(self, part: Organization, retarget: Retarget) -> Strengths:
        return _named(Context(part, today=self._today), retarget.objective)


def _named(context: Context, objective: str) -> Strengths:
    helps, harms = context.pushes.pushes_of(context.network.index[objective])
    nodes = context.network.nodes
    return (
        {nodes[node]: strength for node, strength in helps.items()},
        {nodes[node]: strength for node, strength in harms.items()},
    )


def may_rise(organization: Organization) -> bool:
    """True if a weaker target can make some effect stronger: one that grows against the direction of the target.

    A push that is sure now could then be outweighed, so no push is taken for sure.
    """
    objectives = organization.objectives
    declared = [(objective.target, effect) for objective in objectives.values() for effect in objective.effects]
    claimed = [
        (objectives[claim.origin].target, claim.effect) for claim in organization.claims if claim.origin in objectives
    ]
    return any(_rises(target, effect) for target, effect in (*declared, *claimed))


def _rises(target: Target | None, effect: Effect) -> bool:
    if target is None or effect.starts_at is None or effect.full_at is None:
        return False
    if target.bounds is not None:
        downward = target.bounds.lower is None
    elif target.start is None or target.to is None:
        return False
    else:
        downward = target.to < target.start
    return downward != (effect.full_at < effect.starts_at)
