"""Patches as data: a list of set, append, rename and remove, and the writers that yield them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, assert_never

from goalcheck.files.editing import Field
from goalcheck.files.rewriting import Rewriting
from goalcheck.model import Organization

Place = tuple[str | int, ...]


class SetValue(NamedTuple):
    """A key or an item gets another value; the key is added where there is none."""

    place: Place
    value: Field


class AppendItems(NamedTuple):
    """A list gets more items at its end; the list is added where there is none."""

    place: Place
    items: Sequence[Field]


class RenameKey(NamedTuple):
    """A key gets another name, with the same value."""

    place: Place
    key: str


class RemoveEntry(NamedTuple):
    """A key with its value, or an item of a list, is taken out."""

    place: Place


Patch = SetValue | AppendItems | RenameKey | RemoveEntry


class Site(NamedTuple):
    """The thing that is written, in its file.

    Attributes:
        text: the file, to be looked at; every patch is made before the next one is asked for.
        place: the keys that lead to the thing.
        organization: the organization before the changes, in which bare names are looked up.
    """

    text: Rewriting
    place: Place
    organization: Organization


@dataclass(frozen=True, slots=True)
class Writer:
    """The patches by which a file says something of a thing otherwise.

    Attributes:
        section: the section of the thing, or `claims`.
        rank: the place among the writers of a section: keys that are added stand in this order.
        patches: the patches between the thing as it was and as it shall be; of a claim that goes, None.
    """

    section: str
    rank: int
    patches: Callable[[Site, Any, Any], Iterator[Patch]]


def make(text: Rewriting, patch: Patch) -> None:
    """Make a patch.

    Raises:
        CannotEdit: the file is written in a way that no small edit can follow.
    """
    match patch:
        case SetValue(place, value):
            text.set(place, value)
        case AppendItems(place, items):
            text.append(place, items)
        case RenameKey(place, key):
            text.rename(place, key)
        case RemoveEntry(place):
            text.remove(place)
        case _:
            assert_never(patch)


def field_writer(section: str, rank: int, name: str, value: Callable[[Any], Field] = lambda value: value) -> Writer:
    """The writer of a field that stands in the files under its own name, and is never taken out.

    Args:
        value: the field as the files say it.
    """

    def patches(site: Site, was: Any, is_: Any) -> Iterator[Patch]:
        now = getattr(is_, name)
        if now and getattr(was, name) != now:
            yield SetValue((*site.place, name), value(now))

    return Writer(section, rank, patches)
