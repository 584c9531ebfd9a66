"""The documents that were read, and the tables beside them that they name.

A table is opened only where a document names it, by the same rules as an include. Must not know CSV or what the
columns mean.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from goalcheck.files.decoding import decode
from goalcheck.files.folders import Named, PatternError
from goalcheck.files.foreign import TABLE_ADVICE
from goalcheck.files.opening import UnreadableError
from goalcheck.files.table import Columns, read_table
from goalcheck.files.tree import MappingNode, SequenceNode, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from goalcheck.files.folders import Folders
    from goalcheck.files.problems import Problems
    from goalcheck.source import Excerpt

_EXPECTED_FILE: Final = "the name of a CSV file, relative to this file"


class Documents(list[MappingNode]):
    """The documents of an organization, and the way to the tables that they name."""

    def __init__(
        self, documents: Iterable[MappingNode], problems: Problems, folders: Folders, homes: Mapping[Source, Named]
    ) -> None:
        super().__init__(documents)
        self._problems = problems
        self._folders = folders
        self._homes = homes
        self._named: dict[str, Excerpt] = {}

    def home(self, document: MappingNode) -> Named:
        """The folder that a document stands in, its path without links; by its name where it came from no file."""
        folder = os.path.dirname(document.source.name) or os.curdir  # noqa: PTH120
        return self._homes.get(document.source) or Named(folder, folder)

    def table(self, holder: MappingNode, field: str, columns: Columns) -> SequenceNode:
        """The rows of the table that a field names: mappings from column to text, empty cells left out.

        What is wrong is reported; of a table that cannot be read there are no rows.
        """
        place = holder.source.excerpt(holder.value_location(field))
        try:
            source = self._source(str(holder[field]), self._homes[holder.source], place)
        except (PatternError, UnreadableError) as error:
            self._problems.add(holder.source.name, *error.args, place)
            source = None
        return SequenceNode(holder.source) if source is None else read_table(source, self._problems, columns)

    def _source(self, name: str, home: Named, place: Excerpt) -> Source | None:
        found = self._folders.match(home, name)
        if len(found) != 1:
            message = f"{name!r} names several files" if found else f"there is no file {name!r}"
            raise UnreadableError(message, _EXPECTED_FILE)
        real = self._folders.files.real(found[0].path)
        if not self._folders.contain(real):
            raise UnreadableError(f"{found[0].shown!r} is {self._folders.outside()}", "a file below them")
        if real in self._named:
            first = self._named[real]
            self._problems.add(place.location.file, f"{name!r} is named twice", "each table once", place, first)
            return None
        self._named[real] = place
        return decode(found[0].shown, self._folders.files.read(real), self._problems, advice=TABLE_ADVICE)
