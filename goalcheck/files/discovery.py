"""Finds the files of an organization: the given ones, those below given directories, and their includes.

Files are found in rounds (the given ones, then what those include, and so on), and each round is named and sorted
before it is read, so that nothing depends on the order in which paths were given. Must not know YAML's syntax or what
the documents mean, `include` apart.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import partial
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from goalcheck.files.decoding import decode
from goalcheck.files.documents import Documents
from goalcheck.files.filesystem import DISK, FileSystem
from goalcheck.files.folders import Folders, Named, PatternError
from goalcheck.files.foreign import RATINGS_ADVICE, foreign_kind, is_form, table_kind
from goalcheck.files.include_cycles import Edges, report_loops
from goalcheck.files.kept import KeptFiles
from goalcheck.files.opening import UnreadableError, read_bytes, unreadable
from goalcheck.files.problems import TooManyProblemsError
from goalcheck.files.reader import parse
from goalcheck.files.room import ReadingRoom
from goalcheck.files.tree import SequenceNode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from goalcheck.files.problems import Problems
    from goalcheck.files.tree import MappingNode, Source
    from goalcheck.source import Excerpt

    Belongs = Callable[[str], bool]
    """The test whether the files of a folder, given without links, are wanted."""

MAX_FILES: Final = 10_000

_EXPECTED_INCLUDE: Final = "a list of patterns, such as [departments/*.yaml]"


class _StoppedError(Exception):
    """More files, more in them or more problems than there can be; the problem is noted, the rest is left unread."""


def read_all(
    paths: Sequence[str | os.PathLike[str] | Named],
    problems: Problems,
    contents: Mapping[str, bytes] = MappingProxyType({}),
    files: FileSystem = DISK,
    *,
    belongs: Belongs | None = None,
    kept: KeptFiles | None = None,
) -> Documents:
    """Read all files that the paths name and include; their documents are sorted by the names shown for them.

    Args:
        contents: what some files shall hold in place of what they do, by their paths without links.
        files: where the paths lead.
        belongs: whether the files of a folder are wanted; without it all are. What wanted files include always is.
        kept: the documents of earlier runs; nothing is kept without it.
    """
    reading = _Reading(problems, contents, files, belongs, kept or KeptFiles())
    reading.kept.start()
    try:
        reading.read([path if isinstance(path, Named) else _as_given(os.fspath(path)) for path in paths])
    except _StoppedError:
        # What is wrong is said; there is nothing to be learnt from a part of the files.
        reading.documents.clear()
    report_loops(reading.edges, reading.names, problems)
    documents = sorted(reading.documents, key=lambda document: document.source.name)
    return Documents(documents, problems, reading.folders, reading.homes)


def read_one(path: str, problems: Problems, keys: tuple[str, str], *, shown: str | None = None) -> MappingNode | None:
    """Read a file that stands alone, outside of any organization; None where it cannot be read.

    Args:
        keys: two that such a file has, for whoever gave one that is no mapping at all.
        shown: the name that its user knows it by, where that is not the path.
    """
    source = read_source(path, problems, shown=shown)
    with suppress(TooManyProblemsError):
        return parse(source, problems, keys) if source else None
    return None


def read_source(path: str, problems: Problems, *, shown: str | None = None) -> Source | None:
    """Read the text of a file; None where it has none, with the reason among the problems."""
    name = _as_given(path).shown if shown is None else shown
    try:
        return decode(name, read_bytes(path), problems)
    except UnreadableError as error:
        problems.add(name, *error.args)
        return None


def is_of_changes(document: MappingNode) -> bool:
    """True if a file holds changes, right or wrong: wherever it lies, it is no part of an organization."""
    return "changes" in document and set(document) <= {"version", "changes"}


class _Reading:
    """One run over everything that is reached from the given paths."""

    def __init__(
        self,
        problems: Problems,
        contents: Mapping[str, bytes],
        files: FileSystem,
        belongs: Belongs | None,
        kept: KeptFiles,
    ) -> None:
        self.kept = kept
        self.problems = problems
        self.contents = contents
        self.files = files
        self.belongs = belongs
        self.folders = Folders(problems, files)
        self.room = ReadingRoom()
        self.documents: list[MappingNode] = []
        self.homes: dict[Source, Named] = {}
        self.names: dict[str, str] = {}
        self.edges: Edges = {}
        self.round: dict[str, Named] = {}
        self.given: set[str] = set()

    def read(self, paths: Sequence[Named]) -> None:
        """Read round after round until nothing new is included."""
        self._start(paths)
        while self.round:
            found = sorted(self.round.items(), key=lambda item: item[1])
            self.names.update((real, named.shown) for real, named in found)
            self.round = {}
            for real, named in found:
                self._read_file(real, named)
                if self.room.is_full or self.problems.enough():
                    raise _StoppedError

    def _start(self, paths: Sequence[Named]) -> None:
        given = [each for each in map(self._given, sorted(set(paths))) if each]
        for named, is_folder in given:
            self.folders.add_root(named if is_folder else _parent(named))
        for named, is_folder in given:
            if is_folder:
                self._take_folder(named)
            elif self._is_wanted(named):
                self._take(named)
                self.given.add(self.files.real(named.path))

    def _given(self, named: Named) -> tuple[Named, bool] | None:
        try:
            if named.path:
                self.files.check(named.path)
                return named, self.files.is_folder(named.path)
            self.problems.add("", "a given path is empty", "a file or directory that exists")
        except (OSError, ValueError) as error:
            self.problems.add(named.shown, *unreadable(error).args)
        return None

    def _take_folder(self, folder: Named) -> None:
        before = len(self.problems)
        found = False
        for named in self.folders.below(folder):
            found = True
            if self._is_wanted(named):
                self._take(named)
        if not found and len(self.problems) == before:
            message = f"no YAML files (*.yaml, *.yml) below {folder.shown}"
            self.problems.add(folder.shown, message, "at least one")

    def _is_wanted(self, named: Named) -> bool:
        return self.belongs is None or self.belongs(os.path.dirname(self.files.real(named.path)))  # noqa: PTH120

    def _take(self, named: Named, *places: Excerpt) -> str | None:
        """Put a file on the next round unless it was read; its path without links, or None where it is out of bounds.

        Of several names that a file has in one round, the smallest is shown.
        """
        real = self.files.real(named.path)
        if not self.folders.contain(real):
            file = places[0].location.file if places else named.shown
            self.problems.add(file, f"{named.shown!r} is {self.folders.outside()}", "a file below them", *places)
            return None
        if real not in self.names:
            self.round[real] = min(named, self.round.get(real, named))
            self._check_count(named)
        return real

    def _check_count(self, named: Named) -> None:
        if len(self.names) + len(self.round) > MAX_FILES:
            self.problems.add(named.shown, f"there are more than {MAX_FILES:,} files", "fewer files")
            raise _StoppedError

    def _read_file(self, real: str, named: Named) -> None:
        try:
            raw = self.contents[real] if real in self.contents else self.files.read(real)
        except UnreadableError as error:
            self.problems.add(named.shown, *error.args)
            return
        document = self.kept.document(
            named.shown, raw, self.problems, self.room, partial(self._document, named.shown, raw)
        )
        if document is not None and (real in self.given or not is_of_changes(document)):
            self.documents.append(document)
            home = self.homes[document.source] = self._home(real, named)
            self._include(document, real, home)

    def _document(self, shown: str, raw: bytes) -> MappingNode | None:
        """The document of a file that was not read before."""
        source = self._source(shown, raw)
        return parse(source, self.problems, room=self.room) if source else None

    def _source(self, shown: str, raw: bytes) -> Source | None:
        """The text of a file; None where it has none: a form, or a table, which is a problem."""
        if is_form(raw):
            return None
        table = table_kind(shown)
        if table and not foreign_kind(shown, raw):
            self.problems.add(shown, f"the file is {table}", RATINGS_ADVICE)
            return None
        return decode(shown, raw, self.problems)

    def _home(self, real: str, named: Named) -> Named:
        """Find the directory that patterns of a file start from: where the file itself stands, not a link to it."""
        home = os.path.dirname(real)  # noqa: PTH120
        parent = _parent(named)
        return Named(parent.shown, home) if self.files.real(parent.path) == home else self.folders.name(home)

    def _include(self, document: MappingNode, real: str, home: Named) -> None:
        edges = self.edges[real] = []
        for pattern, place in self._patterns(document):
            try:
                found = self.folders.match(home, pattern)
            except PatternError as error:
                self.problems.add(document.source.name, *error.args, place)
                continue
            if not found:
                message = f"the pattern {pattern!r} matches nothing"
                self.problems.add(document.source.name, message, "a pattern of files that exist", place)
            edges += ((target, place) for target in self._take_all(found, place) if target != real)

    def _take_all(self, found: list[Named], place: Excerpt) -> Iterator[str]:
        for named in found:
            real = self._take(named, place)
            if real is not None:
                yield real

    def _patterns(self, document: MappingNode) -> Iterator[tuple[str, Excerpt]]:
        if "include" not in document:
            return
        included = document["include"]
        if not isinstance(included, SequenceNode):
            place = document.source.excerpt(document.value_location("include"))
            self.problems.add(document.source.name, "this is no list of patterns", _EXPECTED_INCLUDE, place)
            return
        for index, pattern in enumerate(included):
            place = document.source.excerpt(included.item_location(index))
            if isinstance(pattern, str):
                yield pattern, place
            else:
                self.problems.add(document.source.name, "this pattern is no text", _EXPECTED_INCLUDE, place)


def _as_given(path: str) -> Named:
    return Named(PurePath(path).as_posix(), path)


def _parent(named: Named) -> Named:
    return Named(PurePath(named.shown).parent.as_posix(), os.path.dirname(named.path) or os.curdir)  # noqa: PTH120
