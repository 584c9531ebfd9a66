"""One organization while it is edited: what its files say now, and what was found in them last.

Read and analyzed in threads, looked at in one; knows no protocol. Whatever goes wrong while reading or analyzing is
kept as a failure and told, and the last good answers stay.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from traceback import format_exception
from typing import Final

from goalcheck.analysis import Analysis
from goalcheck.api import analyzed
from goalcheck.files import FileSystem, MappingNode, UnreadableError
from goalcheck.lsp.buffers import Buffers
from goalcheck.lsp.index import Index, PlacesByDocument
from goalcheck.lsp.roots import Root
from goalcheck.lsp.texts import BufferText
from goalcheck.model import Organization
from goalcheck.source import GoalcheckError, InvalidInput, Problem
from goalcheck.warm import WarmOrganization

AT_LENGTH: Final = 100
"""Conflicts, and findings of each family, of which the chains and the advice stand in diagnostics."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading the files gave.

    Attributes:
        organization: None where anything is wrong.
        problems: what is wrong.
        failure: in place of both, what kept goalcheck from reading.
        documents: of the files that can be read at all.
        files: what was read.
    """

    files: FileSystem
    organization: Organization | None = None
    problems: tuple[Problem, ...] = ()
    failure: str | None = None
    documents: tuple[MappingNode, ...] = ()


class Texts:
    """The texts of the files of one reading, each looked at once.

    Attributes:
        held: those that were asked for, with their bytes.
    """

    def __init__(self, files: FileSystem, encoding: str, before: Mapping[str, tuple[bytes, BufferText]]) -> None:
        self.held: dict[str, tuple[bytes, BufferText]] = {}
        self._files = files
        self._encoding = encoding
        self._before = before

    def of(self, file: str) -> BufferText:
        """The text of a file; an empty one where it cannot be read."""
        if file not in self.held:
            try:
                raw = self._files.read(self._files.real(file))
            except (OSError, ValueError, UnreadableError):
                raw = b""
            known = self._before.get(file)
            same = known is not None and known[0] == raw
            text = known[1] if known and same else BufferText(raw.decode("utf-8", "replace"), self._encoding)
            self.held[file] = raw, text
        return self.held[file][1]


@dataclass(eq=False)
class Session:
    """One organization.

    Attributes:
        generation: grows with each change of a file.
        settled: the generation that the diagnostics are about.
        read_of: the generation that was read last.
        reading: the last one.
        organization: the last one that was right.
        analysis: the last one, of that organization or of an earlier one.
        is_current: True if the analysis is of what the files say now.
    """

    root: Root
    encoding: str
    generation: int = 1
    settled: int = 0
    read_of: int = 0
    reading: Reading | None = None
    organization: Organization | None = None
    analysis: Analysis | None = None
    is_current: bool = False
    failure: str | None = None
    waiting: list[tuple[int, asyncio.Future[None]]] = field(default_factory=list)
    task: asyncio.Task[None] | None = None
    analyzing: asyncio.Task[None] | None = None

    def __post_init__(self) -> None:
        self._warm = WarmOrganization(self.root.paths, name=self.root.name)
        self._places = PlacesByDocument()
        self._index: tuple[Reading | None, Index] = (None, Index([]))
        self.texts = Texts(Buffers({}), self.encoding, {})

    def read(self, files: FileSystem) -> Reading:
        """Read the files; in a thread."""
        try:
            organization = self._warm.load(files=files)
        except InvalidInput as error:
            return Reading(files, problems=error.problems, documents=self._warm.documents)
        except GoalcheckError as error:
            return Reading(files, failure=str(error), documents=self._warm.documents)
        except Exception as error:  # whatever a file does to the parser, the server stays
            self._warm = WarmOrganization(self.root.paths, name=self.root.name)
            return Reading(files, failure=_told(error))
        return Reading(files, organization, documents=self._warm.documents)

    def analyze(self, organization: Organization, today: date | None) -> Analysis | str:
        """Analyze an organization, in a thread; what went wrong in place of the answer."""
        try:
            return analyzed(organization, today=today, at_length=AT_LENGTH, placed=True)
        except GoalcheckError as error:
            return str(error)
        except Exception as error:  # as above
            return _told(error)

    def take(self, reading: Reading) -> None:
        """Keep what was read."""
        self.reading, self.failure = reading, reading.failure
        self.is_current = False
        self.texts = Texts(reading.files, self.encoding, self.texts.held)
        self.organization = reading.organization or self.organization

    @property
    def index(self) -> Index:
        """Where ids stand in what was read last."""
        if self._index[0] is not self.reading:
            self._index = self.reading, self._places.index(self.documents)
        return self._index[1]

    @property
    def documents(self) -> tuple[MappingNode, ...]:
        """The documents that were read last."""
        return self.reading.documents if self.reading else ()

    @property
    def files(self) -> Mapping[str, str]:
        """The files that were read last: the path without links of each, by the name it is shown with."""
        return {each.source.name: os.path.realpath(each.source.name) for each in self.documents}

    def text(self, file: str) -> BufferText:
        """The text of a file as it was read last; an empty one where it cannot be."""
        return self.texts.of(file)


def _told(error: Exception) -> str:
    return "".join(format_exception(error, limit=-3))
