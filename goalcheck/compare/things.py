"""An organization taken apart: each thing that can be declared otherwise by itself, with the fields that say it.

The fields come from the dataclasses of the model, so that a new field is one more field here without being listed.
Knows no words and compares nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple

from goalcheck.model import (
    Claim,
    Customer,
    Decision,
    Department,
    Driver,
    Effect,
    Goal,
    Metric,
    Objective,
    Organization,
    Outcome,
    Resource,
    Scorecard,
)
from goalcheck.source import Location

ORGANIZATION = "organization"
SETTINGS = "settings"
EFFECTS = "effects"
RATINGS = "ratings"
DECISIONS = "decisions"

_APART: Mapping[type[Any], frozenset[str]] = {
    # Told by the names of the things themselves: another id is another thing, and an objective that only went to
    # another department has moved.
    Objective: frozenset({"id", "department", "effects"}),
    Outcome: frozenset({"id", "effects"}),
    Driver: frozenset({"id", "effects"}),
    Goal: frozenset({"id"}),
    Customer: frozenset({"id"}),
    Metric: frozenset({"id"}),
    Resource: frozenset({"id"}),
    Department: frozenset({"id", "objectives"}),  # its objectives are things, each new, gone or moved
    Claim: frozenset({"origin", "by", "effect"}),
    Effect: frozenset({"target"}),
    Decision: frozenset({"between", "over"}),
    Scorecard: frozenset({"customer", "period", "ratings", "notes"}),
    Organization: frozenset({"settings", "claims", "decisions", "scorecards"}),
}
"""By class, the fields that name a thing or are told as things of their own; all others are compared as they stand."""

TOLD_TOGETHER: Mapping[str, frozenset[str]] = {
    EFFECTS: frozenset({"weight", "word", "full_weight"}),
    RATINGS: frozenset({"rating"}),
    DECISIONS: frozenset({"verdict", "tension", "until"}),
}
"""By section, the fields that are told in one line as what a thing says."""


class RatingGiven(NamedTuple):
    """One rating of a scorecard, and what the customer said with it."""

    rating: float
    note: str | None


class Thing(NamedTuple):
    """Something of an organization that can be declared otherwise by itself.

    Attributes:
        section: the section of an entry; else `effects`, `ratings`, `decisions`, `organization` or `settings`.
        key: the ids that tell it from others of its section; empty where there is one.
        nodes: the ids that a change of it touches, sorted.
        parts: the values that hold its fields.
    """

    section: str
    key: tuple[str, ...]
    nodes: tuple[str, ...]
    location: Location | None
    parts: tuple[Any, ...]

    def fields(self) -> dict[str, Any]:
        """The fields that are compared, with their values."""
        return {name: getattr(part, name) for part in self.parts for name in _compared(type(part))}

    def is_plainly(self, other: Thing) -> bool:
        """True if every field of another thing has the same plain value, which is so of nearly all and soon seen."""
        return len(self.parts) == len(other.parts) and all(
            mine is theirs or (type(mine) is type(theirs) and _is_plainly(mine, theirs))
            for mine, theirs in zip(self.parts, other.parts, strict=True)
        )


def _is_plainly(one: Any, other: Any) -> bool:
    for name in _compared(type(one)):
        mine, theirs = getattr(one, name), getattr(other, name)
        if mine is not theirs and (type(mine) not in _PLAIN or type(theirs) not in _PLAIN or mine != theirs):
            return False
    return True


_PLAIN = frozenset({str, int, float, bool, type(None)})


Things = dict[tuple[str, tuple[str, ...]], list[Thing]]
"""By section and key; several where the same is said more than once."""


def things(organization: Organization, moved: Mapping[str, str]) -> Things:
    """Everything of an organization that can be declared otherwise.

    Args:
        moved: old id to new id, for objectives that only moved to another department.
    """
    found: Things = {}
    for thing in _each(organization, moved):
        found.setdefault((thing.section, thing.key), []).append(thing)
    return found


def sections_of(organization: Organization) -> list[str]:
    """The sections whose entries have ids."""
    return [each.name for each in fields(organization) if isinstance(getattr(organization, each.name), Mapping)]


def _each(organization: Organization, moved: Mapping[str, str]) -> Iterator[Thing]:
    yield Thing(ORGANIZATION, (), (), None, (organization,))
    yield Thing(SETTINGS, (), (), None, (organization.settings,))
    for section in sections_of(organization):
        for id_, entry in getattr(organization, section).items():
            now = moved.get(id_, id_) if section == "objectives" else id_
            yield Thing(section, (now,), (now,), entry.location, (entry,))
            for effect in getattr(entry, "effects", ()):
                yield _effect(now, effect, moved)
    for claim in organization.claims:
        yield _effect(moved.get(claim.origin, claim.origin), claim.effect, moved, claim)
    yield from (_decision(each, moved) for each in organization.decisions)
    yield from _ratings(organization.scorecards)


def _effect(origin: str, effect: Effect, moved: Mapping[str, str], claim: Claim | None = None) -> Thing:
    target = moved.get(effect.target, effect.target)
    by = "" if claim is None else claim.by or "somebody"
    ends = (origin, target) if origin < target else (target, origin)
    return Thing(EFFECTS, (origin, target, by), ends, effect.location, (effect,) if claim is None else (effect, claim))


def _decision(decision: Decision, moved: Mapping[str, str]) -> Thing:
    between = tuple(sorted(moved.get(each, each) for each in decision.between))
    over = moved.get(decision.over or "", decision.over or "")
    return Thing(DECISIONS, (over, *between), between, decision.location, (decision,))


def _ratings(scorecards: Iterable[Scorecard]) -> Iterator[Thing]:
    for card in scorecards:
        notes = dict(card.notes)
        for outcome, rating in card.ratings:
            given = RatingGiven(rating, notes.get(outcome))
            yield Thing(RATINGS, (card.customer, card.period.label, outcome), (outcome,), card.location, (given, card))


def _compared(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a class that are compared: neither where it stands, nor what is told apart."""
    if kind in _COMPARED:
        return _COMPARED[kind]
    apart = {name for each in kind.__mro__ for name in _APART.get(each, ())}
    types = _types(kind)
    if issubclass(kind, Organization):
        apart |= {name for name, type_ in types.items() if type_.startswith("Mapping")}
    _COMPARED[kind] = tuple(name for name, type_ in types.items() if name not in apart and type_ != Location.__name__)
    return _COMPARED[kind]


_COMPARED: dict[type[Any], tuple[str, ...]] = {}
"""The answers of `_compared` so far: there are a dozen classes, and a hundred thousand things of them."""


def _types(kind: type[Any]) -> dict[str, str]:
    """The fields of a dataclass or named tuple with their types, as the model's modules write them."""
    if is_dataclass(kind):
        return {field.name: str(field.type) for field in fields(kind)}
    return {name: _written(kind.__annotations__.get(name, "")) for name in kind._fields}


def _written(type_: Any) -> str:
    return str(getattr(type_, "__forward_arg__", type_))
