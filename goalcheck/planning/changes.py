"""What changed between two organizations: whose objective, which effect, in words.

Compares what was declared, not what follows from it; knows no rule and no finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

from goalcheck.graph import ROUNDING
from goalcheck.model import Decision, Effect, Organization
from goalcheck.planning.fields import CUSTOMER, DEPARTMENT, DRIVER, METRIC, OBJECTIVE, OUTCOME, RESOURCE, Fields
from goalcheck.source import Location


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was declared otherwise before.

    Attributes:
        nodes: the ids that it touches, sorted.
        text: what changed, in one line.
        location: where it is declared now, or where it was before it was removed; None for the settings.
        what: the section, and what of it: an id and a field, whose effect on what, which rating or decision.
    """

    nodes: tuple[str, ...]
    text: str
    location: Location | None
    what: tuple[str, ...]

    @property
    def order(self) -> tuple[object, ...]:
        """Changes stand by what they touch."""
        return self.nodes, self.text, self.location or ()


class _Declared(Protocol):
    @property
    def location(self) -> Location: ...


D = TypeVar("D", bound=_Declared)


def changes(old: Organization, new: Organization, moved: Mapping[str, str]) -> tuple[Change, ...]:
    """Everything that was declared otherwise, sorted by what it touches.

    Args:
        moved: old id to new id, for objectives that only moved to another department.
    """
    objectives = {moved.get(key, key): objective for key, objective in old.objectives.items()}
    found = [
        *_moves(new, moved),
        *_entries("objectives", objectives, new.objectives, OBJECTIVE),
        *_entries("outcomes", old.outcomes, new.outcomes, OUTCOME),
        *_entries("drivers", old.drivers, new.drivers, DRIVER),
        *_entries("metrics", old.metrics, new.metrics, METRIC),
        *_entries("departments", old.departments, new.departments, DEPARTMENT),
        *_entries("customers", old.customers, new.customers, CUSTOMER),
        *_entries("goals", old.goals, new.goals, ()),
        *_entries("resources", old.resources, new.resources, RESOURCE),
        *_ratings(old, new),
        *_effects(old, new, moved),
        *_decisions(old, new, moved),
    ]
    if old.settings != new.settings:
        found.append(Change((), "the settings changed", None, ("settings",)))
    return tuple(sorted(found, key=lambda change: change.order))


def moved_objectives(old: Organization, new: Organization) -> dict[str, str]:
    """Objectives that went to another department under the same own id and name: old id to new id."""
    gone = _by_identity(old, new)
    come = _by_identity(new, old)
    return {
        ids[0]: come[identity][0]
        for identity, ids in gone.items()
        if len(ids) == 1 and len(come.get(identity, ())) == 1
    }


def _by_identity(these: Organization, others: Organization) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for key, objective in these.objectives.items():
        if key not in others.objectives:
            found.setdefault((key.partition(".")[2], objective.name), []).append(key)
    return found


def _moves(new: Organization, moved: Mapping[str, str]) -> Iterator[Change]:
    for was, now in moved.items():
        yield Change((now,), f"{was} moved to {now}", new.objectives[now].location, ("moved", now))


def _entries(section: str, old: Mapping[str, D], new: Mapping[str, D], fields: Fields[D]) -> Iterator[Change]:
    """What is new, gone or has another value in one section."""
    for key in sorted(old.keys() | new.keys()):
        before, now = old.get(key), new.get(key)
        if now is None or before is None:
            there = now or before
            text = f"{key} is {'new' if now else 'gone'}"
            yield Change((key,), text, there.location if there else None, (section, key))
            continue
        for name, read in fields:
            was, is_ = read(before), read(now)
            if was != is_:
                place = getattr(now, name, None)
                text = f"{key}: {name} was {was}, is {is_}"
                yield Change((key,), text, getattr(place, "location", now.location), (section, key, name))


class _Said(NamedTuple):
    """An effect by whose it is, what it is on, and who claims it; None where its owner declares it."""

    origin: str
    target: str
    by: str | None

    @property
    def text(self) -> str:
        claim = f", as {self.by} claims" if self.by else ""
        return f"{self.origin} on {self.target}{claim}"


def _effects(old: Organization, new: Organization, moved: Mapping[str, str]) -> Iterator[Change]:
    before, now = _said(old, moved), _said(new, {})
    for key in sorted(before.keys() | now.keys(), key=lambda each: (*each[:2], each.by or "")):
        ends = tuple(sorted((key.origin, key.target)))
        was, is_ = before.get(key), now.get(key)
        what = "effects", key.origin, key.target, key.by or ""
        if was is None and is_ is not None:
            yield Change(ends, f"new effect of {key.text}: {_strength(is_)}", is_.location, what)
        elif is_ is None and was is not None:
            yield Change(ends, f"gone effect of {key.text}: {_strength(was)}", was.location, what)
        elif was and is_ and abs(was.weight - is_.weight) > ROUNDING:
            text = f"effect of {key.text} was {_strength(was)}, is {_strength(is_)}"
            yield Change(ends, text, is_.location, what)


def _said(organization: Organization, moved: Mapping[str, str]) -> dict[_Said, Effect]:
    def said(origin: str, effect: Effect, by: str | None = None) -> tuple[_Said, Effect]:
        return _Said(moved.get(origin, origin), moved.get(effect.target, effect.target), by), effect

    sections = (organization.objectives, organization.drivers, organization.outcomes)
    owned = [said(key, effect) for section in sections for key, each in section.items() for effect in each.effects]
    return dict([*owned, *(said(each.origin, each.effect, each.by or "somebody") for each in organization.claims)])


def _strength(effect: Effect) -> str:
    if effect.starts_at is not None and not effect.weight:
        return f"{effect.word} only past {effect.starts_at:.15g}"
    return f"{effect.word} ({effect.weight:+.2f})"


def _ratings(old: Organization, new: Organization) -> Iterator[Change]:
    before, now = _rated(old), _rated(new)
    for key in sorted(before.keys() | now.keys()):
        customer, period, outcome = key
        was, is_ = before.get(key), now.get(key)
        what = f"rating of {outcome} by {customer} in {period}"
        if was is None and is_ is not None:
            yield Change((outcome,), f"new {what}: {is_[0]:.15g}", is_[1], ("ratings", *key))
        elif is_ is None and was is not None:
            yield Change((outcome,), f"gone {what}: {was[0]:.15g}", was[1], ("ratings", *key))
        elif was and is_ and was[0] != is_[0]:
            text = f"{what} was {was[0]:.15g}, is {is_[0]:.15g}"
            yield Change((outcome,), text, is_[1], ("ratings", *key))


def _rated(organization: Organization) -> dict[tuple[str, str, str], tuple[float, Location]]:
    return {
        (card.customer, card.period.label, outcome): (rating, card.location)
        for card in organization.scorecards
        for outcome, rating in card.ratings
    }


def _decisions(old: Organization, new: Organization, moved: Mapping[str, str]) -> Iterator[Change]:
    before, now = _decided(old, moved), _decided(new, {})
    for key in sorted(before.keys() | now.keys()):
        between, over = key
        what = f"decision between {' and '.join(between)}{f' over {over}' if over else ''}"
        was, is_ = before.get(key), now.get(key)
        if was is None and is_ is not None:
            yield Change(between, f"new {what}: {_verdict(is_)}", is_.location, ("decisions", over, *between))
        elif is_ is None and was is not None:
            yield Change(between, f"gone {what}: {_verdict(was)}", was.location, ("decisions", over, *between))
        elif was and is_ and _verdict(was) != _verdict(is_):
            text = f"{what} was {_verdict(was)}, is {_verdict(is_)}"
            yield Change(between, text, is_.location, ("decisions", over, *between))


def _decided(organization: Organization, moved: Mapping[str, str]) -> dict[tuple[tuple[str, ...], str], Decision]:
    return {
        (tuple(sorted(moved.get(each, each) for each in decision.between)), decision.over or ""): decision
        for decision in organization.decisions
    }


def _verdict(decision: Decision) -> str:
    accepted = "" if decision.tension is None else f" at {decision.tension:.15g}"
    return f"{decision.verdict.value}{accepted} until {decision.until}"
