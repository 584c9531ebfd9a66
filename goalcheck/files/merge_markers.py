"""An unresolved merge in a text: the lines that git leaves where two branches changed the same place.

Must not know YAML, CSV, or what the texts mean.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from goalcheck.files.tree import location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goalcheck.files.problems import Problems
    from goalcheck.files.tree import Source

MAX_MERGES: Final = 20
"""So many places say enough."""

_LENGTH: Final = 7
_MESSAGE: Final = "the file holds an unresolved merge (git's conflict markers)"
_EXPECTED: Final = "what both branches want, without the lines of <<<<<<<, |||||||, ======= and >>>>>>>"

_OPENING: Final = re.compile(r"^<{7}(?= |\r?$)", re.MULTILINE)
_OTHERS: Final = re.compile(r"^(?:>{7}(?= |\r?$)|\|{7}(?= |\r?$)|={7}(?=\r?$))", re.MULTILINE)


def refuse_merge(source: Source, problems: Problems, *, is_broken: bool = False) -> bool:
    """Add a problem for each place that a merge left open; whether there is one.

    Args:
        is_broken: whether the file cannot be read; then a marker counts without the one that opens the place, which
            somebody may have taken out.
    """
    found = list(islice(_markers(source.text, _OPENING, "<"), MAX_MERGES))
    if is_broken and not found:
        found = list(islice(_markers(source.text, _OTHERS, ">|="), 1))
    for index in found:
        start = source.position(index)
        place = source.excerpt(location(source, start, start + _LENGTH))
        problems.add(source.name, _MESSAGE, _EXPECTED, place)
    return bool(found)


def _markers(text: str, pattern: re.Pattern[str], characters: str) -> Iterator[int]:
    """The places of merge markers; only likely places are looked at, since that is much faster."""
    if any(character * _LENGTH in text for character in characters):
        yield from (match.start() for match in pattern.finditer(text))
