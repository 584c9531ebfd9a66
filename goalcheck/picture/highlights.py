"""The highlights of a picture: what suffers, hurts and protects in open conflicts, and the arrows they lead over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from goalcheck.conflicts import Conflict, Hurter
from goalcheck.findings import Finding, Level, Link, Side
from goalcheck.picture.scene import HarmState, Involvement
from goalcheck.report import Report

MOST_CONFLICTS = 50
"""The worst open conflicts whose chains are named on their arrows."""

HELPS, HURTS = "helps", "hurts"

Ends = tuple[str, str, bool]
"""An arrow by its origin, its target, and whether it helps."""

Standing = tuple[Involvement | None, Level]
"""The part of a box in the worst conflict that it is in, and the level of that; a finding gives no parts."""


class Highlights:
    """Conflicts by what they touch.

    Attributes:
        marked: the conflicts.
        knots: where their harms enter.

    Args:
        conflicts: those that are marked, the worst first.
        finding: a finding that is marked in their place.
    """

    def __init__(self, conflicts: Iterable[Conflict], finding: Finding | None = None) -> None:
        self.marked = tuple(conflicts)
        self._standings: dict[str, Standing] = {}
        self._fingerprints: defaultdict[Ends, list[str]] = defaultdict(list)
        self.knots: set[str] = set()
        protecting: dict[str, Standing] = {}
        for number, conflict in enumerate(self.marked):
            self._standings.setdefault(conflict.about, (Involvement.SUFFERS, conflict.level))
            for hurter in conflict.hurters:
                self.knots.add(hurter.knot)
                self._standings.setdefault(hurter.objective, (Involvement.HURTS, conflict.level))
            for protector in conflict.protectors:
                protecting.setdefault(protector.objective, (Involvement.PROTECTS, conflict.level))
            if number < MOST_CONFLICTS:
                self._lead(chain_links(conflict), conflict.fingerprint)
        # Whoever hurts anything is marked as a hurter, whatever else it protects.
        self._standings = {**protecting, **self._standings}
        if finding is not None:
            self._mark(finding)

    def _mark(self, finding: Finding) -> None:
        for key in (*finding.objectives, *(each.outcome for each in finding.outcomes)):
            self._standings.setdefault(key, (None, finding.level))
        self._lead(links(finding), finding.fingerprint)

    def _lead(self, over: Iterable[Link], fingerprint: str) -> None:
        for link in over:
            known = self._fingerprints[ends(link)]
            if fingerprint not in known:
                known.append(fingerprint)

    def standing(self, key: str) -> Standing | None:
        """The part that a box has in the worst conflict that it is in, and the level of that conflict."""
        return self._standings.get(key)

    def conflicts(self, arrow: Ends) -> tuple[str, ...]:
        """The fingerprints of the conflicts whose chains lead over an arrow, worst first."""
        return tuple(self._fingerprints.get(arrow, ()))


def open_conflicts(report: Report) -> Iterator[Conflict]:
    """The conflicts of a report that nobody decided and that are serious or worse, worst first."""
    return (each for each in report.conflicts if each.is_open and each.level.at_least(Level.SERIOUS))


def chain_links(conflict: Conflict) -> Iterator[Link]:
    """The arrows of all chains of a conflict, hurters first; one that several chains share comes several times."""
    for hurter in conflict.hurters:
        yield from hurter.chain
    for protector in conflict.protectors:
        yield from protector.chain


def harm_states(conflicts: Iterable[Conflict]) -> dict[Ends, HarmState]:
    """The arrows over which nothing but decided harms lead, or nothing but guarded or decided ones."""
    found: defaultdict[Ends, set[HarmState | None]] = defaultdict(set)
    for conflict in conflicts:
        for hurter in conflict.hurters:
            for link in hurter.chain:
                found[ends(link)].add(_state(hurter))
    return {arrow: state for arrow, states in found.items() if (state := _of_all(states)) is not None}


def _state(hurter: Hurter) -> HarmState | None:
    if hurter.decided:
        return HarmState.DECIDED
    return HarmState.GUARDED if hurter.guard else None


def _of_all(states: Collection[HarmState | None]) -> HarmState | None:
    if None in states:
        return None
    return HarmState.GUARDED if HarmState.GUARDED in states else HarmState.DECIDED


def sides(finding: Finding) -> Iterator[Side]:
    """The sides that pull at the outcomes of a finding, those over the worst outcome first."""
    for contest in finding.outcomes:
        yield from contest.sides


def links(finding: Finding) -> Iterator[Link]:
    """The arrows of all chains of a finding; one that several chains share comes several times."""
    yield from finding.chain
    for side in sides(finding):
        yield from side.chain


def ends(link: Link) -> Ends:
    """A link as the arrow that it is."""
    return link.origin, link.target, link.weight > 0
