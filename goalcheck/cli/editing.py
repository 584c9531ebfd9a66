"""Edits of files: shown as a unified diff, and written all or none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from difflib import unified_diff

from goalcheck.cli.output import write_whole
from goalcheck.planning.edit import Edit
from goalcheck.render.safe import for_terminal


def shown(edit: Edit) -> str:
    """What an edit changes, as a unified diff."""
    name = str(edit.path)
    old = name if edit.before is not None else "/dev/null"
    return "".join(map(_line, unified_diff(_lines(edit.before or ""), _lines(edit.after), old, name)))


def _lines(text: str) -> list[str]:
    """The lines with their ends, which other characters than line feeds are not."""
    return [line for line in re.split(r"(?<=\n)", text) if line]


def _line(line: str) -> str:
    said = line.removesuffix("\n")
    missing = "" if said != line else "\\ No newline at end of file\n"
    return f"{for_terminal(said, most=None)}\n{missing}"


@contextmanager
def written(edits: Sequence[Edit]) -> Iterator[None]:
    """Write the files; where anything goes wrong then or in what follows, all are as they were again.

    Raises:
        CannotWrite: there is no room or no right.
    """
    with ExitStack() as undo:
        for edit in edits:
            undo.callback(_restore, edit)
            write_whole(edit.after, edit.path.resolve())
        yield
        undo.pop_all()


def _restore(edit: Edit) -> None:
    if edit.before is None:
        edit.path.unlink(missing_ok=True)
    else:
        write_whole(edit.before, edit.path.resolve())
