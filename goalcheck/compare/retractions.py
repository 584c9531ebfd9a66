"""Effects and claims of which less is said than before, where a conflict rested on them: it went away by words alone.

A conflict rests on an effect where the chain of one of its harms runs through it. That a conflict fell because of what
is said less is tried: the old words are put back, all else as it is now, and the organization analyzed again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from goalcheck.api import analyze
from goalcheck.compare.causes import BUDGET
from goalcheck.compare.conflicts import ConflictComparison
from goalcheck.compare.declarations import Redeclaration
from goalcheck.compare.drift import SAME
from goalcheck.compare.exchange import exchanged
from goalcheck.compare.reports import Difference
from goalcheck.compare.things import EFFECTS, Thing, things
from goalcheck.compare.words import label, says
from goalcheck.findings import Level
from goalcheck.graph import ROUNDING
from goalcheck.model import Effect, Organization
from goalcheck.report import Report
from goalcheck.source import Location


class Retraction(NamedTuple):
    """An effect or claim of which less is said, and the conflicts that fell with it.

    Attributes:
        change: what was said, and what is.
        by: whose claim it was; None for an effect that its owner declares.
        because: the reason on the line that says less, where there is a new one.
        fallen: the conflicts that rested on it, each gone or under less pressure.
    """

    change: Redeclaration
    origin: str
    target: str
    by: str | None
    because: str | None
    location: Location | None
    fallen: tuple[ConflictComparison, ...]

    @property
    def level(self) -> Level:
        """Serious where nobody says why."""
        return Level.MINOR if self.because else Level.SERIOUS

    @property
    def order(self) -> tuple[object, ...]:
        """Claims that were taken out first, then what nobody gives a reason for."""
        return self.by is None, self.level.rank, self.change.order


def with_retractions(difference: Difference, old: Report, *, today: date | None) -> Difference:
    """The difference with what was retracted.

    Args:
        today: the day on which decisions are judged.
    """
    return replace(difference, retracted=tuple(sorted(_found(difference, old, today), key=lambda each: each.order)))


class _Weaker(NamedTuple):
    """A thing of which less is said; `now` is None where nothing is said any more."""

    before: Thing
    now: Thing | None

    @property
    def change(self) -> Redeclaration:
        """The change as one whole: with it the old words can be put back."""
        is_ = says(self.now) if self.now else "gone"
        thing = self.now or self.before
        text = f"{label(thing)} was {says(self.before)}, is {is_}"
        return Redeclaration(thing.nodes, text, thing.location, EFFECTS, thing.key)


def _found(difference: Difference, old: Report, today: date | None) -> Iterator[Retraction]:
    weaker = _weaker(difference, old.organization)
    resting = {key: [each for each in difference.conflicts if _has_fallen(each, difference, key)] for key in weaker}
    tried = {key: weaker[key] for key, fallen in resting.items() if fallen}
    proven = _proven(difference, old, tried, resting, today) if _is_affordable(difference, tried) else resting
    for key, fallen in proven.items():
        if fallen:
            yield _retraction(weaker[key], fallen, difference.new.organization)


def _is_affordable(difference: Difference, tried: Mapping[tuple[str, ...], _Weaker]) -> bool:
    """True if each effect can be put back by itself; beyond that all on which a fallen conflict rested are told."""
    organization = difference.new.organization
    size = len(organization.objectives) + len(organization.drivers) + len(organization.outcomes)
    return len(tried) * size <= BUDGET


def _weaker(difference: Difference, old: Organization) -> dict[tuple[str, ...], _Weaker]:
    """What was said less strongly, or not at all any more, of nodes that are all in force."""
    new = difference.new.organization
    now = things(new, {})
    found: dict[tuple[str, ...], _Weaker] = {}
    for (section, key), was in things(old, difference.moved).items():
        if section != EFFECTS or not all(_is_in_force(new, each) for each in key[:2]):
            continue
        is_ = now.get((section, key), [])
        strongest = max(was, key=lambda each: abs(_effect(each).weight))
        nearest = max(is_, key=lambda each: _along(strongest, each), default=None)
        if _is_less(_effect(strongest), _effect(nearest) if nearest else None):
            found[key] = _Weaker(strongest, nearest)
    return found


def _along(before: Thing, now: Thing) -> float:
    """How strong an effect is in the direction of another one."""
    return _effect(now).weight * (1 if _effect(before).weight > 0 else -1)


def _is_less(was: Effect, is_: Effect | None) -> bool:
    """True if less is said; an effect that only follows its owner's target is said as before."""
    if not was.weight:
        return False
    if is_ is None:
        return True
    sign = 1 if was.weight > 0 else -1
    whole, whole_now = (each.weight if each.full_weight is None else each.full_weight for each in (was, is_))
    if (was.starts_at, was.full_at) == (is_.starts_at, is_.full_at):
        return sign * whole_now < sign * whole - ROUNDING
    return sign * is_.weight < sign * was.weight - ROUNDING


def _has_fallen(comparison: ConflictComparison, difference: Difference, key: tuple[str, ...]) -> bool:
    """True if a conflict was open, is under less pressure, and one of its harms ran through an effect."""
    before = comparison.before
    if before is None or not before.is_open or not before.open_pressure - _pressure(comparison) >= SAME:
        return False
    moved = difference.moved
    ends = {
        (moved.get(link.origin, link.origin), moved.get(link.target, link.target))
        for hurter in before.hurters
        for link in hurter.chain
    }
    return key[:2] in ends


def _pressure(comparison: ConflictComparison) -> float:
    return comparison.now.pressure if comparison.now else 0.0


def _proven(
    difference: Difference,
    old: Report,
    tried: Mapping[tuple[str, ...], _Weaker],
    resting: Mapping[tuple[str, ...], Sequence[ConflictComparison]],
    today: date | None,
) -> dict[tuple[str, ...], list[ConflictComparison]]:
    """Of what rests on each effect, that which rises when its old words are put back; alone, or else all together."""
    proven: dict[tuple[str, ...], list[ConflictComparison]] = {}
    for key, weaker in tried.items():
        again = _with(difference.new.organization, old.organization, [weaker], today)
        proven[key] = [each for each in resting[key] if _rises(each, again)]
    told = {id(each) for found in proven.values() for each in found}
    left = {key: [each for each in resting[key] if id(each) not in told] for key in tried}
    together = [tried[key] for key, conflicts in left.items() if conflicts]
    if len(together) > 1:
        again = _with(difference.new.organization, old.organization, together, today)
        for key, conflicts in left.items():
            proven[key] += (each for each in conflicts if _rises(each, again))
    return proven


def _with(
    organization: Organization, old: Organization, weaker: Sequence[_Weaker], today: date | None
) -> Report | None:
    """The report with the old words of some effects; None where they cannot be put back."""
    changed: Organization | None = organization
    for each in weaker:
        changed = changed and exchanged(changed, old, each.change)
    return None if changed is None else analyze(changed, today=today)


def _rises(comparison: ConflictComparison, again: Report | None) -> bool:
    if again is None:
        return True
    about = comparison.now.about if comparison.now else comparison.conflict.about
    pressure = next((each.pressure for each in again.conflicts if each.about == about), 0.0)
    return pressure - _pressure(comparison) >= SAME


def _retraction(weaker: _Weaker, fallen: Sequence[ConflictComparison], new: Organization) -> Retraction:
    origin, target, by = weaker.before.key
    was, is_ = _effect(weaker.before), _effect(weaker.now) if weaker.now else None
    because = is_.because if is_ and is_.because != was.because else None
    location = is_.location if is_ else _declared(new, origin)
    return Retraction(weaker.change, origin, target, by or None, because, location, tuple(fallen))


def _effect(thing: Thing) -> Effect:
    effect: Effect = thing.parts[0]
    return effect


def _declared(organization: Organization, node: str) -> Location | None:
    for section in (organization.objectives, organization.drivers, organization.outcomes):
        if node in section:
            return section[node].location
    return None


def _is_in_force(organization: Organization, node: str) -> bool:
    objective = organization.objectives.get(node)
    if objective is not None:
        return objective.status.in_force
    return node in organization.drivers or node in organization.outcomes
