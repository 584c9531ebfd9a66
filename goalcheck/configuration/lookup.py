"""Finds the configuration that a folder stands under, reads it, and follows its paths."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from goalcheck.configuration.configured import CheckTerms, Configuration, ConfiguredOrganization, from_here
from goalcheck.configuration.form import ConfigurationSchema, TermsSchema
from goalcheck.configuration.toml import toml_table
from goalcheck.files import MappingNode, Problems, SequenceNode, TooManyProblemsError, read_one, read_source
from goalcheck.model.validation import Gaps, validate
from goalcheck.source import InvalidInput, Location

NAMES = ("goalcheck.yaml", "goalcheck.yml")

PYPROJECT = "pyproject.toml"

_KEYS = ("version", "organizations")


def configuration_of(folder: str | os.PathLike[str]) -> Configuration | None:
    """The configuration that a folder stands under: the nearest one, up to the top of the repository.

    Raises:
        InvalidInput: it is wrong; the problems say everything that is, each with its place.
    """
    problems = Problems()
    found = None
    for above in _upwards(os.path.realpath(folder)):
        with suppress(TooManyProblemsError):
            found = _read(above, problems)
        if problems:
            raise InvalidInput(tuple(problems))
        if found is not None:
            return found
    return None


def _upwards(folder: str) -> Iterator[str]:
    for each in (Path(folder), *Path(folder).parents):
        yield str(each)
        if (each / ".git").exists():
            return


def _read(folder: str, problems: Problems) -> Configuration | None:
    """The configuration in a folder, None where there is none."""
    for name in NAMES:
        path = os.path.join(folder, name)  # noqa: PTH118
        if os.path.lexists(path):
            return _configuration(read_one(path, problems, _KEYS, shown=from_here(path)), folder, problems)
    path = os.path.join(folder, PYPROJECT)  # noqa: PTH118
    source = read_source(path, problems, shown=from_here(path)) if os.path.lexists(path) else None
    table = toml_table(source, problems) if source is not None else None
    return None if table is None else _configuration(table, folder, problems)


def _configuration(document: MappingNode | None, folder: str, problems: Problems) -> Configuration | None:
    shaped = None if document is None else validate(document, ConfigurationSchema, problems, Gaps())
    if document is None or shaped is None or problems:
        return None
    paths = _Paths(folder, problems)
    organizations = [
        ConfiguredOrganization(name, paths.of(document.mapping("organizations"), name), _terms(form))
        for name, form in shaped.organizations.items()
    ]
    terms = _terms(shaped)
    named = tuple(each._replace(terms=each.terms.above(terms)) for each in organizations)
    return Configuration(document.source.name, folder, named, terms)


def _terms(form: object) -> CheckTerms:
    return CheckTerms(form.fail_on, form.since, form.min_seen) if isinstance(form, TermsSchema) else CheckTerms()


class _Paths:
    """Follows the paths of a configuration, none of which may lead out of its folder."""

    def __init__(self, folder: str, problems: Problems) -> None:
        self._folder = folder
        self._problems = problems

    def of(self, organizations: MappingNode, name: str) -> tuple[str, ...]:
        """The paths of an organization, without links; those that are wrong are reported."""
        value = organizations[name]
        if isinstance(value, MappingNode):
            return tuple(self._each(value.sequence("paths")))
        if isinstance(value, SequenceNode):
            return tuple(self._each(value))
        return tuple(self._followed(organizations, str(value), organizations.value_location(name)))

    def _each(self, paths: SequenceNode) -> Iterator[str]:
        for index, path in enumerate(paths):
            yield from self._followed(paths, str(path), paths.item_location(index))

    def _followed(self, holder: MappingNode | SequenceNode, path: str, place: Location) -> Iterator[str]:
        wrong = self._wrong(path)
        if wrong:
            self._problems.add(holder.source.name, *wrong, holder.source.excerpt(place))
            return
        yield os.path.realpath(os.path.join(self._folder, path))  # noqa: PTH118

    def _wrong(self, path: str) -> tuple[str, str] | None:
        try:
            real = os.path.realpath(os.path.join(self._folder, path))  # noqa: PTH118
            is_there = os.path.lexists(real)
        except (OSError, ValueError):
            return f"{path!r} is no possible path", "a path from the folder of this file"
        if os.path.isabs(path):  # noqa: PTH117
            return f"{path!r} is absolute", "a path from the folder of this file"
        if real != self._folder and not real.startswith(self._folder.rstrip(os.sep) + os.sep):
            return f"{path!r} leads out of the folder of this file", "a path below it"
        return None if is_there else (f"there is no {path!r}", "a file or folder that exists")


def terms_of(configuration: Configuration, paths: Sequence[str]) -> CheckTerms:
    """The terms for paths that were named: of the organization that all belong to, else the common ones."""
    if not all(map(configuration.holds, paths)):
        return CheckTerms()
    owners = {owner.name: owner for path in paths if (owner := configuration.owner(path))}
    alone = next(iter(owners.values())) if len(owners) == 1 else None
    return alone.terms if alone and all(map(configuration.owner, paths)) else configuration.terms
