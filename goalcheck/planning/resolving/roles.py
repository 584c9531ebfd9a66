"""The part that each objective has in the conflicts of an organization, as far as it decides who may give (DESIGN 9).

Whoever protects is never the problem: an objective that only helps what is under pressure, or is itself what suffers,
gives nothing unless it is released; of one that hurts something as well, what it gives settles nothing that it suffers.
"""

from __future__ import annotations

from collections.abc import Iterable

from goalcheck.conflicts import Conflict
from goalcheck.model import Objective, Organization
from goalcheck.planning.resolving.past import Past
from goalcheck.planning.resolving.terms import Terms
from goalcheck.traits import ConflictKind


class Roles:
    """Who may give in one organization.

    Attributes:
        protected: the objectives that may not be dropped, weakened or postponed.
    """

    def __init__(self, organization: Organization, conflicts: Iterable[Conflict], terms: Terms, past: Past) -> None:
        hurting: set[str] = set()
        standing: set[str] = set()
        for conflict in conflicts:
            hurting |= {each.objective for each in conflict.hurters}
            standing |= {each.objective for each in conflict.protectors}
            if conflict.kind is ConflictKind.UNDERMINED:
                standing.add(conflict.about)
        self._released = frozenset(terms.may_give)
        self._kept = frozenset(terms.kept)
        self._past = past
        self._organization = organization
        self.protected = frozenset(standing - hurting - self._released)

    def may_touch(self, objective: str) -> bool:
        """True if a way out may change an objective at all."""
        entry = self._organization.objectives[objective]
        return objective not in self._kept and not entry.must_hold and not self._past.is_over(entry)

    def may_give(self, objective: Objective) -> bool:
        """True if an objective may be dropped, weakened or postponed."""
        return self.may_touch(objective.id) and objective.id not in self.protected

    def is_released(self, objective: str) -> bool:
        """True if what an objective gives may settle what it suffers from."""
        return objective in self._released
