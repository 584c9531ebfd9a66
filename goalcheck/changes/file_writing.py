"""Changes as the text of a change file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from goalcheck.changes.change import Change
from goalcheck.files.editing import Field
from goalcheck.files.items import Added, edit_items


def changes_text(changes: Iterable[Change], heading: Iterable[str] = ()) -> str:
    """A file that `read_changes` reads as these changes.

    Args:
        heading: lines of plain text above them, written as comments; whatever cannot stand in one is left out.
    """
    comments = "".join(f"# {''.join(filter(str.isprintable, line))}".rstrip() + "\n" for line in heading)
    return edit_items(f"{comments}version: 1\n", "changes", {}, [Added(_fields(change), None) for change in changes])


def _fields(change: Change) -> Mapping[str, Field]:
    fields = dict(change.in_file())
    return fields if change.because is None else fields | {"because": change.because}
