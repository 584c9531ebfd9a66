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
from goalcheck.model import Organization
from goalcheck.planning.resolving.candidates import Candidate

C = TypeVar("C", bound=Change)


class Reach:
    """The candidates of one organization by what they touch; all by their places.

    Attributes:
        members: the objectives that are or could come into force.
        sets: for each member that has alternatives among them the whole set.
        adopts, drops: of each objective the one candidate.
        gone: for each objective those that take it out of force, or make it one with another.
        defers, retargets, guards, binds: of each objective.
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
        self.shares = [at for at, _ in self._of(Share)]
        self.capacities: defaultdict[str, list[int]] = defaultdict(list)
        self.commits = {change.objective: at for at, change in self._of(Commit)}
        self._index()
        self._paired = {each for one in organization.decisions if len(one.between) > 1 for each in one.between}
        self.restless = frozenset(self._restless())

    def touching(self, objective: str) -> set[int]:
        """The candidates that touch an objective itself."""
        own = [at for (each, _), at in (*self.guards.items(), *self.binds.items()) if each == objective]
        found = {*self.gone[objective], *self.defers[objective], *self.retargets[objective], *own}
        return found | {each[objective] for each in (self.adopts, self.commits) if objective in each}

    def _of(self, kind: type[C]) -> list[tuple[int, C]]:
        return [(at, change) for at, change in enumerate(self.changes) if isinstance(change, kind)]

    def _index(self) -> None:
        for at, change in enumerate(self.changes):
            match change:
                case Drop() | Choose() | Share():
                    for each in self._taken_by(change):
                        self.gone[each].append(at)
                case Defer():
                    self.defers[change.objective].append(at)
                case Retarget():
                    self.retargets[change.objective].append(at)
                case AddGuardrail():
                    self.guards[change.objective, change.protects] = at
                case Bind():
                    self.binds[change.objective, change.protects] = at
                case SetCapacity():
                    self.capacities[change.resource].append(at)

    def _taken_by(self, change: Drop | Choose | Share) -> list[str]:
        """The objectives that a change takes out of force, or makes one with another."""
        if isinstance(change, Choose):
            return [each for each in self.sets[change.objective] if each != change.objective]
        return list(change.objectives)

    def _restless(self) -> set[int]:
        found = {*self.adopts.values(), *self.shares}
        for each in self.members:
            found.update(self.defers[each])
            if each in self.mitigators or each in self._paired or len(self.sets.get(each, ())) > 2:
                found.update(self.gone[each])
            if any(effect.starts_at is not None and effect.weight > 0 for effect in self.members[each].effects):
                found.update(self.retargets[each])
        return found
