"""An organization that is read and analyzed again and again while its files change, as an editor or a live page does.

What a changed file does not touch is kept; the answers are the same as from nothing, errors included.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from goalcheck.analysis import Analysis
from goalcheck.api import Kept, analyzed, load_named
from goalcheck.files import DISK, FileSystem, MappingNode, Named
from goalcheck.model import Organization


class WarmOrganization:
    """An organization at the same paths, whose files change between one look at it and the next.

    Attributes:
        paths: where it is, as for `goalcheck.load`.
        name: which organization is meant where there are several below the paths.
    """

    def __init__(self, paths: Sequence[str | os.PathLike[str] | Named], *, name: str | None = None) -> None:
        self.paths = tuple(paths)
        self.name = name
        self._kept = Kept()

    @property
    def documents(self) -> tuple[MappingNode, ...]:
        """The documents that were read last, wrong ones too as far as they can be read."""
        return self._kept.documents

    def load(self, contents: Mapping[str, bytes] = MappingProxyType({}), files: FileSystem = DISK) -> Organization:
        """Read the organization as it is now.

        Args:
            contents: what some files shall hold in place of what they do, by their paths without links.
            files: where the paths lead.

        Raises:
            InvalidInput: anything is wrong, as for `goalcheck.load`; so are the other errors.
        """
        return load_named(self.paths, contents, files, organization=self.name, kept=self._kept)

    def analyze(
        self,
        contents: Mapping[str, bytes] = MappingProxyType({}),
        files: FileSystem = DISK,
        *,
        today: date | None = None,
        at_length: int | None = None,
        placed: bool = False,
    ) -> Analysis:
        """Read and analyze the organization as it is now; the arguments are those of `load` and of `analyzed`."""
        return analyzed(self.load(contents, files), today=today, at_length=at_length, placed=placed)
