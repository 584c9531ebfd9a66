"""What a configuration says: organizations by their names, each with its paths and the terms of its check."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


class CheckTerms(NamedTuple):
    """How an organization is checked; what is None is left to the command.

    Attributes:
        fail_on: the level from which something open fails.
        since: the git revision to compare with.
        min_seen: the part of the objectives that has to be seen, in percent.
    """

    fail_on: str | None = None
    since: str | None = None
    min_seen: float | None = None

    def above(self, other: CheckTerms) -> CheckTerms:
        """These terms, and those of the other where these say nothing."""
        return CheckTerms(
            other.fail_on if self.fail_on is None else self.fail_on,
            other.since if self.since is None else self.since,
            other.min_seen if self.min_seen is None else self.min_seen,
        )


class ConfiguredOrganization(NamedTuple):
    """An organization that the configuration names.

    Attributes:
        paths: its files and folders, without links.
    """

    name: str
    paths: tuple[str, ...]
    terms: CheckTerms

    def depth(self, path: str) -> int:
        """How many characters of a path (without links) lead to this organization; 0 where it is elsewhere."""
        return max((len(each) for each in self.paths if path == each or path.startswith(_folder(each))), default=0)


@dataclass(frozen=True, slots=True)
class Configuration:
    """A configuration that was found.

    Attributes:
        file: its name as the user knows it.
        folder: the folder that it stands in, without links.
        organizations: those that it names, in its order; empty where it leaves them to be found.
        terms: for every organization that says nothing else.
    """

    file: str
    folder: str
    organizations: tuple[ConfiguredOrganization, ...]
    terms: CheckTerms

    def named(self, name: str) -> ConfiguredOrganization | None:
        """The organization that is called so here."""
        return next((each for each in self.organizations if each.name == name), None)

    def owner(self, path: str) -> ConfiguredOrganization | None:
        """The organization that a path belongs to: of several, the one that is nearest above it."""
        real = os.path.realpath(path)
        nearest = max(self.organizations, key=lambda each: each.depth(real), default=None)
        return nearest if nearest is not None and nearest.depth(real) else None

    def holds(self, path: str) -> bool:
        """True if a path stands in the folder of the configuration or below it."""
        real = os.path.realpath(path)
        return real == self.folder or real.startswith(_folder(self.folder))


def from_here(path: str) -> str:
    """A path as a user in the current folder types it."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except (OSError, ValueError):  # the current folder is gone, or is on another drive
        return path


def _folder(path: str) -> str:
    return path.rstrip(os.sep) + os.sep
