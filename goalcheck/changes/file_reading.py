"""From a change file to the changes; what is wrong in it is said like anything wrong in an organization's files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress

from goalcheck.changes.change import CannotChange, Change
from goalcheck.changes.draft import Draft
from goalcheck.changes.file_format import NAMING, ChangeFile, Unclear
from goalcheck.files import MappingNode, Problems, TooManyProblemsError, read_one
from goalcheck.files import is_of_changes as is_changes
from goalcheck.model import Organization
from goalcheck.model.suggestions import did_you_mean, nearest
from goalcheck.model.synonyms import meant_field
from goalcheck.model.validation import Gaps, validate
from goalcheck.source import InvalidInput, Location, UnknownName

MAX_CHANGES = 10_000

_KEYS = ("version", "changes")


def read_changes(path: str | os.PathLike[str], organization: Organization) -> tuple[Change, ...]:
    """The changes of a file, in its order; each is tried on the organization after those before it.

    Raises:
        InvalidInput: anything is wrong; its problems say everything that is, each with its place.
    """
    problems = Problems()
    document = read_one(os.fspath(path), problems, _KEYS)
    if document is None:
        raise InvalidInput(tuple(problems))
    shaped = None
    with suppress(TooManyProblemsError):
        shaped = validate(document, ChangeFile, problems, Gaps())
    if shaped is not None and not problems:
        _check_number(len(shaped.changes), document, problems)
    changes = () if shaped is None or problems else tuple(_Reader(document, organization, problems).changes(shaped))
    if problems:
        raise InvalidInput(tuple(problems))
    return changes


def is_of_changes(path: str | os.PathLike[str]) -> bool:
    """True if a file holds changes, right or wrong, and no part of an organization."""
    document = read_one(os.fspath(path), Problems(), _KEYS)
    return document is not None and is_changes(document)


class _Reader:
    """Tries one change after the other, and reports those that cannot be made."""

    def __init__(self, document: MappingNode, organization: Organization, problems: Problems) -> None:
        self._source = document.source
        self._nodes = document.sequence("changes")
        self._draft = Draft(organization)
        self._problems = problems

    def changes(self, shaped: ChangeFile) -> Iterator[Change]:
        """The changes that can be made."""
        for index, entry in enumerate(shaped.changes):
            raw = self._nodes.mapping(index)
            if isinstance(entry, Unclear):
                self._unclear(raw, self._nodes.item_location(index))
                continue
            try:
                change = entry.change()
                change.apply(self._draft)
            except (CannotChange, UnknownName) as error:
                name = error.name if isinstance(error, UnknownName) else None
                self._report(_place(raw, name), str(error))
            else:
                yield change

    def _unclear(self, raw: MappingNode, place: Location) -> None:
        near = next((each for key in raw if (each := meant_field(key, NAMING) or nearest(key, NAMING))), None)
        at = raw.key_location(next(iter(raw))) if raw else place
        self._report(at, f"no kind of change is named{did_you_mean(near)}", f"one of the fields {', '.join(NAMING)}")

    def _report(self, place: Location, message: str, expected: str = "") -> None:
        self._problems.add(self._source.name, message, expected, self._source.excerpt(place))


def _place(raw: MappingNode, name: str | None) -> Location:
    """The place where a change names what there is not, else of what it is about."""
    fields = [field for field, value in raw.items() if name is not None and value == name]
    kinds = [kind for kind in NAMING if kind in raw]
    return raw.value_location([*fields, *kinds][0])


def _check_number(number: int, document: MappingNode, problems: Problems) -> None:
    source = document.source
    place = [source.excerpt(document.key_location("changes"))] if "changes" in document else []
    if number == 0:
        problems.add(source.name, "there is no change", "at least one under 'changes'", *place)
    elif number > MAX_CHANGES:
        problems.add(source.name, f"there are {number:,} changes", f"at most {MAX_CHANGES:,}", *place)
