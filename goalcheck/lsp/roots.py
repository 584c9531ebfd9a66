"""Which organization a file of an editor belongs to: the nearest folder above it in which a file declares one.

Where a configuration (`goalcheck.yaml`) names organizations, that says so. Looks at the folders of the workspace alone;
without any, at the folder of the file alone. That a file declares an organization is seen by its text, since it may be
half-written.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Final, NamedTuple

from goalcheck.configuration import Configuration, configuration_of
from goalcheck.files import FileSystem, UnreadableError
from goalcheck.source import GoalcheckError

MAX_LOOKED_AT: Final = 2_000
"""YAML files of a folder that are looked at for a declaration, and folders below one that are."""

ENDINGS: Final = (".yaml", ".yml")
_DECLARATION: Final = re.compile(
    rb"^(?:\xef\xbb\xbf)?[\"']?organization[\"']?[ \t]*:|^\{\s*[\"']?organization", re.MULTILINE
)
_NEVER: Final = frozenset({"goalcheck.yaml", "import.map.yaml"})


class Root(NamedTuple):
    """The place of an organization.

    Attributes:
        paths: its folder, or its only file where several stand in one folder; or what a configuration says.
        name: its folder once more where it holds further organizations; else None.
    """

    paths: tuple[str, ...]
    name: str | None = None


class Roots:
    """Finds the organization of a file, by what the disk and the editor hold."""

    def __init__(self, folders: Sequence[str]) -> None:
        """Takes the folders of the workspace."""
        self.folders = tuple(folders)
        self._seen: dict[str, tuple[tuple[int, int], bool]] = {}
        self._holding: dict[str, bool] = {}
        self._configurations: dict[str, Configuration | None] = {}

    def forget(self) -> None:
        """Look for organizations below others, and for configurations, anew: files came or went."""
        self._holding.clear()
        self._configurations.clear()

    def of(self, path: str, files: FileSystem, contents: Mapping[str, bytes]) -> Root | None:
        """The organization that a file belongs to; None where it belongs to none."""
        if not path.endswith(ENDINGS) or os.path.basename(path) in _NEVER:  # noqa: PTH119
            return None
        configured = self._configuration(os.path.dirname(path))  # noqa: PTH120
        if configured is not None and configured.organizations:
            owner = configured.owner(path)
            return None if owner is None else Root(owner.paths)
        for folder in self._above(path):
            declaring = self._declaring(folder, files, contents)
            if len(declaring) == 1:
                if folder not in self._holding:
                    self._holding[folder] = self._holds_others(folder, files, contents)
                return Root((folder,), folder if self._holding[folder] else None)
            if declaring:
                return Root((path,)) if path in declaring else None
        return None

    def _configuration(self, folder: str) -> Configuration | None:
        """The configuration above a folder; one that is wrong says nothing here, and the commands say what is wrong."""
        if folder not in self._configurations:
            found = None
            with suppress(GoalcheckError, OSError, ValueError):
                found = configuration_of(folder)
            self._configurations[folder] = found
        return self._configurations[folder]

    def _above(self, path: str) -> Iterator[str]:
        folder = os.path.dirname(path)  # noqa: PTH120
        yield folder
        inside = [each for each in self.folders if folder == each or folder.startswith(each.rstrip(os.sep) + os.sep)]
        while inside and folder not in inside:
            folder = os.path.dirname(folder)  # noqa: PTH120
            yield folder

    def _declaring(self, folder: str, files: FileSystem, contents: Mapping[str, bytes]) -> list[str]:
        names: list[str] = []
        with suppress(OSError, ValueError):
            names = sorted(each for each in files.listing(folder).files if each.endswith(ENDINGS))[:MAX_LOOKED_AT]
        paths = [os.path.join(folder, each) for each in names if each not in _NEVER and not each.startswith(".")]  # noqa: PTH118
        return [each for each in paths if self._declares(each, files, contents)]

    def _holds_others(self, folder: str, files: FileSystem, contents: Mapping[str, bytes]) -> bool:
        waiting, looked_at = [folder], 0
        while waiting and looked_at < MAX_LOOKED_AT:
            each = waiting.pop()
            looked_at += 1
            if each != folder and self._declaring(each, files, contents):
                return True
            with suppress(OSError, ValueError):
                below = files.listing(each).folders
                waiting += [os.path.join(each, name) for name in below if not name.startswith(".")]  # noqa: PTH118
        return False

    def _declares(self, path: str, files: FileSystem, contents: Mapping[str, bytes]) -> bool:
        real = files.real(path)
        if real in contents:
            return _DECLARATION.search(contents[real]) is not None
        try:
            status = os.stat(real)  # noqa: PTH116
            stamp = status.st_mtime_ns, status.st_size
            known = self._seen.get(real)
            if known is None or known[0] != stamp:
                known = self._seen[real] = stamp, _DECLARATION.search(files.read(real)) is not None
        except (OSError, ValueError, UnreadableError):
            return False
        return known[1]
