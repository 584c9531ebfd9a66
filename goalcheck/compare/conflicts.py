"""One conflict, before and now: what became of it, and which hurters came and went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from goalcheck.compare.declarations import Redeclaration
from goalcheck.compare.drift import Drift, Standpoint, drift_between, state_of
from goalcheck.conflicts import CONFLICT, Conflict
from goalcheck.decisions import WORSENED_BY
from goalcheck.findings import Link, fingerprint
from goalcheck.graph import ROUNDING


@dataclass(frozen=True, slots=True)
class ConflictComparison:
    """One conflict, before and now.

    Attributes:
        before: None where it is new.
        now: None where it is gone.
        come: the hurters that it did not have before; none where it is new.
        left: the hurters that it has no more; none where it is gone.
        reopened: the hurters whose harm was decided before and is open now; none where it is new.
        because: the changes that touch what it is about; once they were tried, those that made it so (`causes`).
    """

    drift: Drift
    before: Conflict | None
    now: Conflict | None
    come: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    reopened: tuple[str, ...] = ()
    because: tuple[Redeclaration, ...] = ()

    @property
    def conflict(self) -> Conflict:
        """The conflict as it is, or as it was."""
        conflict = self.now or self.before
        if conflict is None:
            raise ValueError("a comparison without a conflict")
        return conflict

    @property
    def is_worse(self) -> bool:
        """True if its level rose, or its open pressure by more than a check puts up with."""
        if self.before is None or self.now is None:
            return False
        rise = self.now.open_pressure - self.before.open_pressure
        return self.now.level.rank < self.before.level.rank or rise > WORSENED_BY + ROUNDING

    @property
    def newly_open(self) -> frozenset[str]:
        """The hurters whose harm is open now and was not before."""
        if self.now is None:
            return frozenset()
        known = frozenset[str]() if self.before is None else {*self.come, *self.reopened}
        return frozenset(
            each.objective for each in self.now.open_hurters if self.before is None or each.objective in known
        )

    @property
    def counts(self) -> bool:
        """True if a check that compares fails on it: it is open, and new, reopened, worse, or somebody new hurts it."""
        if self.now is None or not self.now.is_open:
            return False
        return self._is_new or self.is_worse or bool(self.newly_open)

    @property
    def counting(self) -> frozenset[str]:
        """The hurters that such a check tells: all, or the new ones where only they make it count."""
        if self.now is None or not self.counts:
            return frozenset()
        if self._is_new or self.is_worse:
            return frozenset(each.objective for each in self.now.open_hurters)
        return self.newly_open

    @property
    def _is_new(self) -> bool:
        return self.before is None or not self.before.is_open


def compare_conflict(
    before: Conflict | None, now: Conflict | None, moved: Mapping[str, str], touched: Mapping[str, list[Redeclaration]]
) -> ConflictComparison:
    """One conflict, before and now, with the changes that touch what it is about.

    Args:
        moved: objectives that only moved to another department: old id to new id.
        touched: the changes by the ids that they touch.
    """
    was, is_ = _state(before, moved), _state(now, {})
    because = explaining(nodes_of(before, moved) | nodes_of(now, {}), touched)
    drift = drift_between(was, is_)
    if was is None or is_ is None:
        return ConflictComparison(drift, before, now, because=because)
    old, new = was.hurting | was.decided, is_.hurting | is_.decided
    return ConflictComparison(
        drift=drift,
        before=before,
        now=now and with_changes_first(now, because),
        come=tuple(sorted(new - old)),
        left=tuple(sorted(old - new)),
        reopened=tuple(sorted(is_.hurting & was.decided)),
        because=because,
    )


def conflict_fingerprint_now(conflict: Conflict, moved: Mapping[str, str]) -> str:
    """The fingerprint that an old conflict would have today."""
    return fingerprint(CONFLICT, moved.get(conflict.about, conflict.about))


def with_changes_first(conflict: Conflict, changes: tuple[Redeclaration, ...]) -> Conflict:
    """The conflict with the places first that were declared otherwise."""
    changed = {change.location for change in changes}
    return replace(conflict, locations=tuple(sorted(conflict.locations, key=lambda place: place not in changed)))


def explaining(nodes: set[str], touched: Mapping[str, list[Redeclaration]]) -> tuple[Redeclaration, ...]:
    """The changes that touch some of these nodes and no others."""
    found = {change for node in nodes for change in touched.get(node, ()) if nodes.issuperset(change.nodes)}
    return tuple(sorted(found, key=lambda change: change.order))


def nodes_of(conflict: Conflict | None, moved: Mapping[str, str]) -> set[str]:
    """The nodes that a conflict speaks of, by the ids of now."""
    if conflict is None:
        return set()
    ends = {node for link in _links(conflict) for node in (link.origin, link.target)}
    nodes = {conflict.about, *conflict.objectives, *(each.outcome for each in conflict.lost_with_it), *ends}
    return {moved.get(each, each) for each in nodes}


def _links(conflict: Conflict) -> Iterator[Link]:
    for hurter in conflict.hurters:
        yield from hurter.chain
    for protector in conflict.protectors:
        yield from protector.chain


def _state(conflict: Conflict | None, moved: Mapping[str, str]) -> Standpoint | None:
    if conflict is None:
        return None
    state = state_of(conflict)
    hurting, decided = (frozenset(moved.get(each, each) for each in those) for those in (state.hurting, state.decided))
    return state._replace(hurting=hurting, decided=decided)
