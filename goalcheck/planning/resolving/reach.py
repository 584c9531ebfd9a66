"""What each candidate reaches: whom it takes out of force, whom it moves, which harms it could make smaller.

Everything here errs on the side of more: what may depend on a change is said to depend on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from goalcheck.changes import Change
from goalcheck.changes.kinds.adopt import Adopt
from goalcheck.changes.kinds.bind import Bind
from goalcheck.changes.kinds.capacity import SetCapacity
from goalcheck.changes.kinds.choose import Choose
from goalcheck.changes.kinds.commit import Commit
from goalcheck.changes.kinds.defer import Defer
from goalcheck.changes.kinds.drop import Drop
from goalcheck.changes.kinds.guardrail import AddGuardrail
from goalcheck.changes.kinds.retarget import Retarget
from goalcheck.changes.kinds.share import Share
from goalcheck.graph.alternatives import connected
from goalcheck.graph.spans import Span, span_of
from goalcheck.model import Decision, Organization
from goalcheck.planning.resolving.candidates import Candidate

C = TypeVar("C", bound=Change)


class Reach:
    """The candidates of one organization by what they touch; all by their places.

    Attributes:
        members: the objectives that are or could come into force.
        sets: for each member that has alternatives among them the whole set.
        adopts, drops: of each objective the one candidate.
        gone: for each objective those that take it out of force; what a merger takes, the other one goes on doing.
        merged: for each objective the mergers that it has a part in.
        defers, retargets, guards, binds, promises: of each objective; a promise is one of the two before it.
        restless: those that could raise a pressure or a help elsewhere: adoptions, mergers, deferrals, and whatever
            takes an objective away that mitigates, that alternatives hang on, or that decisions name with another.
    """

    def __init__(self, organization: Organization, candidates: Iterable[Candidate]) -> None:
        self.changes: tuple[Change, ...] = tuple(each.change for each in candidates)
        self.adopts = {change.objective: at for at, change in self._of(Adopt)}
        self.drops = {change.objective: at for at, change in self._of(Drop)}
        objectives = organization.objectives
        self.members = {each.id: each for each in objectives.values() if each.status.in_force or each.id in self.adopts}
        self.sets = connected(self.members.values())
        self.mitigators = {each.id for each in self.members.values() if each.mitigates}
        self.defers: defaultdict[str, list[int]] = defaultdict(list)
        self.retargets: defaultdict[str, list[int]] = defaultdict(list)
        self.guards: dict[tuple[str, str], int] = {}
        self.binds: dict[tuple[str, str], int] = {}
        self.gone: defaultdict[str, list[int]] = defaultdict(list)
        self.promises: defaultdict[str, list[int]] = defaultdict(list)
        self.merged: defaultdict[str, list[int]] = defaultdict(list)
        self.shares = [at for at, _ in self._of(Share)]
        self.capacities: defaultdict[str, list[int]] = defaultdict(list)
        self.commits = {change.objective: at for at, change in self._of(Commit)}
        self._index()
        self._organization = organization
        self.restless = frozenset(self._restless())

    def touching(self, objective: str) -> set[int]:
        """The candidates that touch an objective itself."""
        own = self.promises[objective]
        moved = {*self.defers[objective], *self.retargets[objective]}
        found = {*self.gone[objective], *self.merged[objective], *moved, *own}
        return found | {each[objective] for each in (self.adopts, self.commits) if objective in each}

    def span_of(self, at: int) -> Span:
        """The days to which a deferral moves its objective."""
        change = self.changes[at]
        return span_of(change.period) if isinstance(change, Defer) else span_of(None)

    def pressing(self, node: str, hurters: Iterable[str]) -> set[int]:
        """The candidates that could change the pressure of some objectives on a node."""
        hurting = {node, *hurters} & self.members.keys()
        linked = {other for each in hurting for other in self.sets.get(each, ())}
        found = set(self.adopts.values())
        paired = {
            each for decision in self.decisions_on(node) if len(decision.between) > 1 for each in decision.between
        }
        for each in hurting | self.mitigators | (paired & self.members.keys()):
            found |= {*self.gone[each], *self.merged[each], *self.defers[each]}
        for each in hurting:
            found.update(self.retargets[each])
        for each in linked:
            found.update(self.gone[each])
        return found | {at for known in (self.guards, self.binds) for (_, of), at in known.items() if of == node}

    def decisions_on(self, node: str) -> list[Decision]:
        """The decisions that may accept a harm on a node."""
        organization = self._organization
        found = []
        for decision in organization.decisions:
            over, alone = decision.over, len(decision.between) == 1
            is_rule = over not in organization.outcomes and over not in organization.objectives
            is_over = over == node or (not alone and (over is None or is_rule))
            if is_over and (alone or node in organization.outcomes or node in decision.between):
                found.append(decision)
        return found

    def _of(self, kind: type[C]) -> list[tuple[int, C]]:
        return [(at, change) for at, change in enumerate(self.changes) if isinstance(change, kind)]

    def _index(self) -> None:
        for at, change in enumerate(self.changes):
            match change:
                case Drop() | Choose() | Share():
                    for each in self._taken_by(change):
                        self.gone[each].append(at)
                    for each in change.objectives if isinstance(change, Share) else ():
                        self.merged[each].append(at)
                case Defer():
                    self.defers[change.objective].append(at)
                case Retarget():
                    self.retargets[change.objective].append(at)
                case AddGuardrail():
                    self.guards[change.objective, change.protects] = at
                    self.promises[change.objective].append(at)
                case Bind():
                    self.binds[change.objective, change.protects] = at
                    self.promises[change.objective].append(at)
                case SetCapacity():
                    self.capacities[change.resource].append(at)

    def _taken_by(self, change: Drop | Choose | Share) -> list[str]:
        """The objectives that a change takes out of force; a merger takes one, the other goes on as it was."""
        if isinstance(change, Choose):
            return [each for each in self.sets[change.objective] if each != change.objective]
        return [change.objectives[-1]]

    def _restless(self) -> set[int]:
        found = {*self.adopts.values(), *self.shares}
        paired = {each for one in self._organization.decisions if len(one.between) > 1 for each in one.between}
        for each in self.members:
            found.update(self.defers[each])
            if each in self.mitigators or each in paired or len(self.sets.get(each, ())) > 2:
                found.update(self.gone[each])
        return found
