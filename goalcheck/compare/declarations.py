"""The changes between two organizations: everything that was declared otherwise, each in one line.

Compares what was declared, not what follows from it; knows no rule and no finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from goalcheck.compare.sameness import alike
from goalcheck.compare.things import EFFECTS, SETTINGS, TOLD_TOGETHER, Thing, sections_of, things
from goalcheck.compare.words import exact, label, says, says_in_full, text
from goalcheck.graph import ROUNDING
from goalcheck.model import Organization
from goalcheck.source import Location

MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Redeclaration:
    """One thing that was declared otherwise before.

    Attributes:
        nodes: the ids that it touches, sorted.
        text: the change in one line.
        location: the place where it is declared now, or was before it was removed; None for the settings and for what
            the organization as a whole declares.
        section: the section of the thing, as in `things`; `moved` for an objective of another department.
        key: the ids that tell the thing from others of its section.
        field: the field that has another value; None for the whole thing, or for all that it says in short.
    """

    nodes: tuple[str, ...]
    text: str
    location: Location | None
    section: str
    key: tuple[str, ...] = ()
    field: str | None = None

    @property
    def order(self) -> tuple[object, ...]:
        """Changes stand by what they touch."""
        return self.nodes, self.text, self.location or ()


def changes(old: Organization, new: Organization, moved: Mapping[str, str]) -> tuple[Redeclaration, ...]:
    """Everything that was declared otherwise, sorted by what it touches.

    Args:
        moved: old id to new id, for objectives that only moved to another department.
    """
    before, now = things(old, moved), things(new, {})
    entries = {*sections_of(old), *sections_of(new)}
    found = [*_moves(new, moved)]
    for key in before.keys() | now.keys():
        found += _between(before.get(key, []), now.get(key, []), is_entry=key[0] in entries)
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


def _moves(new: Organization, moved: Mapping[str, str]) -> Iterator[Redeclaration]:
    for was, now in moved.items():
        yield Redeclaration((now,), f"{was} moved to {now}", new.objectives[now].location, MOVED, (now,))


def _between(before: list[Thing], now: list[Thing], *, is_entry: bool) -> Iterator[Redeclaration]:
    """The changes between all that had one key and all that has it: usually one thing and one."""
    if len(before) == len(now) == 1:
        yield from _fields(before[0], now[0])
        return
    was, is_ = _without_alike(before, now)
    pairs = min(len(was), len(is_))
    for one, other in zip(was[-pairs:] if pairs else (), is_[-pairs:] if pairs else (), strict=True):
        yield from _fields(one, other)
    yield from (_whole(each, "gone", is_entry=is_entry) for each in was[: len(was) - pairs])
    yield from (_whole(each, "new", is_entry=is_entry) for each in is_[: len(is_) - pairs])


def _without_alike(before: list[Thing], now: list[Thing]) -> tuple[list[Thing], list[Thing]]:
    """The things on both sides that the other one does not say, of things that are said more than once."""
    twins: dict[str, list[Thing]] = {}
    for thing in now:
        twins.setdefault(exact(tuple(thing.fields().items())), []).append(thing)
    was = []
    for thing in before:
        alike_now = twins.get(exact(tuple(thing.fields().items())))
        if alike_now:
            alike_now.pop()
        else:
            was.append(thing)
    left = {id(thing) for things_ in twins.values() for thing in things_}
    return was, [thing for thing in now if id(thing) in left]


def _whole(thing: Thing, word: str, *, is_entry: bool) -> Redeclaration:
    told = f"{label(thing)} is {word}" if is_entry else f"{word} {label(thing)}: {says(thing)}"
    return Redeclaration(thing.nodes, told, thing.location, thing.section, thing.key)


def _fields(before: Thing, now: Thing) -> Iterator[Redeclaration]:
    """The fields in which two things with the same key differ; those of what they say in short in one line."""
    if before.is_plainly(now):
        return
    was, is_ = before.fields(), now.fields()
    together = TOLD_TOGETHER.get(now.section, frozenset())
    tolerance = ROUNDING if now.section == EFFECTS else 0.0
    if any(not alike(was[name], is_[name], tolerance=tolerance) for name in together):
        yield Redeclaration(now.nodes, _said(before, now), now.location, now.section, now.key)
    for name in was.keys() | is_.keys():
        if name not in together and not alike(was.get(name), is_.get(name), tolerance=0.0):
            yield from _values(now, name, was.get(name), is_.get(name))


def _said(before: Thing, now: Thing) -> str:
    was, is_ = says(before), says(now)
    if was == is_:
        was, is_ = says_in_full(before), says_in_full(now)
    return f"{label(now)} was {was}, is {is_}"


def _values(thing: Thing, name: str, was: Any, is_: Any) -> Iterator[Redeclaration]:
    """A field with another value; of the settings, which hold mappings of their own, each in a line."""
    parts = [_by_name(each) for each in (was, is_)] if thing.section == SETTINGS else []
    if any(parts):
        one, other = (part or {} for part in parts)
        for key in one.keys() | other.keys():
            if not alike(one.get(key), other.get(key), tolerance=0.0):
                yield from _values(thing, f"{name}.{key}", one.get(key), other.get(key))
        return
    section = thing.section
    before, now = text(section, name, was), text(section, name, is_)
    if before == now:
        before, now = exact(was), exact(is_)
        if before == now:  # the order of a list in which it says nothing
            return
    place = getattr(is_, "location", None) or thing.location
    yield Redeclaration(thing.nodes, f"{label(thing)}: {name} was {before}, is {now}", place, section, thing.key, name)


def _by_name(value: Any) -> Mapping[str, Any] | None:
    """The named values of a value that holds such, None where it does not."""
    if isinstance(value, Mapping):
        return value
    return {each.name: getattr(value, each.name) for each in fields(value)} if is_dataclass(value) else None
