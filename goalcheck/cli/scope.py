"""What a command is about where it is told no path: the organization that the current folder belongs to, or all.

The configuration of the repository says which organizations there are; without one it is the current folder, and the
organizations are those that files below it declare.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from goalcheck.cli.errors import UsageError
from goalcheck.configuration import CheckTerms, Configuration, ConfiguredOrganization, configuration_of, terms_of
from goalcheck.configuration import from_here as path_from_here

if TYPE_CHECKING:
    from goalcheck.model.organizations import Declared

HERE = "."


class Scope(NamedTuple):
    """One organization that a command is about.

    Attributes:
        paths: its files and folders, as they are named from here.
        organization: the name or folder of one, where the paths hold several.
        name: what it is called beside others.
        terms: how it is checked, as the configuration has it.
    """

    paths: list[str]
    organization: str | None = None
    name: str = ""
    terms: CheckTerms = CheckTerms()


def in_scope(paths: Sequence[str] | None, organization: str | None) -> tuple[list[str], str | None]:
    """The paths of the one organization that a command is about, and its name or folder where they hold several.

    Args:
        paths: those that were typed.
        organization: what --organization says.

    Raises:
        InvalidInput: the configuration is wrong.
        UsageError: there are several organizations and none is named.
    """
    if paths:
        return [*paths], organization
    configuration = configuration_of(HERE)
    if configuration is None:
        return [HERE], organization
    if configuration.organizations:
        return _configured(configuration, organization)
    top = path_from_here(configuration.folder)
    if organization is None:
        declared = _declared([top])
        organization = _owner(declared) if len(declared) > 1 else None
    return [top], organization


def check_scopes(paths: Sequence[str] | None, organization: str | None) -> list[Scope]:
    """The organizations that `check` is about: all of the configuration where no path was typed.

    Raises:
        InvalidInput: the configuration is wrong.
    """
    if paths:
        above = configuration_of(_folder(paths[0]))
        return [Scope([*paths], organization, terms=terms_of(above, paths) if above else CheckTerms())]
    configuration = configuration_of(HERE)
    if configuration is None:
        return [Scope([HERE], organization)]
    if not configuration.organizations:
        return [Scope([path_from_here(configuration.folder)], organization, terms=configuration.terms)]
    named = configuration.named(organization) if organization is not None else None
    if organization is not None and named is None:
        every = [path for each in configuration.organizations for path in _paths(each)]
        return [Scope(every, organization, terms=configuration.terms)]
    wanted = [named] if named else configuration.organizations
    return [Scope(_paths(each), None, each.name, each.terms) for each in wanted]


def parts_of(scope: Scope) -> list[Scope]:
    """The organizations that are declared below the paths of one scope, each by itself."""
    if scope.organization is not None:
        return [scope]
    found = _declared(scope.paths)
    return [scope._replace(organization=each.shown, name=f"{each.name} ({each.shown})") for each in found]


def _configured(configuration: Configuration, organization: str | None) -> tuple[list[str], str | None]:
    named = configuration.named(organization) if organization is not None else configuration.owner(HERE)
    everything = configuration.organizations
    if named is None and organization is None and len(everything) > 1:
        listed = ", ".join(f"{each.name} ({' '.join(_paths(each))})" for each in everything)
        raise UsageError(
            f"{configuration.file} names {len(everything)} organizations: {listed}; name one with --organization NAME"
        )
    if named is None and organization is not None:
        return [path for each in everything for path in _paths(each)], organization
    return _paths(named or everything[0]), None


def _declared(paths: Sequence[str]) -> list[Declared]:
    from goalcheck.api import organizations_in

    return organizations_in(paths)


def _owner(declared: Sequence[Declared]) -> str | None:
    """The folder of the organization that the current folder stands in; None outside of all."""
    from goalcheck.model.organizations import owner

    folders = {each.folder: each.shown for each in declared}
    inner = owner(os.path.realpath(HERE), folders)
    return None if inner is None else folders[inner]


def _paths(organization: ConfiguredOrganization) -> list[str]:
    return [path_from_here(each) for each in organization.paths]


def _folder(path: str) -> str:
    return path if os.path.isdir(path) else os.path.dirname(path) or HERE  # noqa: PTH112, PTH120
