"""Edits of files: shown as a unified diff, and written all or none, only where the files hold what was read."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from difflib import unified_diff
from pathlib import Path
from typing import Protocol, TypeVar

from goalcheck.changes.edit import Edit
from goalcheck.cli.output import CannotWrite, say
from goalcheck.files import read_bytes
from goalcheck.render.safe import for_terminal
from goalcheck.writing import FileChange, FileChanged, locked, put, recover, roots_of, take_back

MOST_ROUNDS = 10
"""After so many attempts, each overtaken by somebody who saved the file, a command gives up."""


def shown(edit: Edit) -> str:
    """Returns the unified diff of an edit, safe for a terminal."""
    name = str(edit.path)
    old = name if edit.before is not None else "/dev/null"
    return "".join(map(_line, unified_diff(_lines(edit.before or ""), _lines(edit.after), old, name)))


def _lines(text: str) -> list[str]:
    """The lines with their ends; only a line feed ends a line."""
    return [line for line in re.split(r"(?<=\n)", text) if line]


def _line(line: str) -> str:
    said = line.removesuffix("\n")
    missing = "" if said != line else "\\ No newline at end of file\n"
    return f"{for_terminal(said, most=None)}\n{missing}"


class Planned(Protocol):
    """A plan: it knows the edits that it needs."""

    @property
    def edits(self) -> Sequence[Edit]:
        """The edits."""
        ...


P = TypeVar("P", bound=Planned)


class AsRead(Mapping[str, bytes]):
    """The contents of files by their paths without links, read when they are first asked for, and kept."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def __contains__(self, path: object) -> bool:
        """True for every path; a file that cannot be read raises an error when its content is asked for."""
        return isinstance(path, str)

    def __getitem__(self, path: str) -> bytes:
        """The content that a file had when it was first read."""
        if path not in self.kept:
            self.kept[path] = read_bytes(path)
        return self.kept[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self.kept)

    def __len__(self) -> int:
        return len(self.kept)


def put_back(paths: Sequence[str]) -> list[str]:
    """Put back the files below these paths that interrupted commands have written in part, say so, and return them."""
    restored = recover(paths, _waiting)
    for path in restored:
        say(f"goalcheck: an interrupted command had written {for_terminal(path)} and not all of its files: put back\n")
    return restored


@contextmanager
def written(paths: Sequence[str], plan: Callable[[Mapping[str, bytes]], P]) -> Iterator[P]:
    """Plan edits and write them; where anything goes wrong then or in what follows, all files are as they were again.

    No other command writes in the same folders from before the files are read until the end. Whoever else has saved a
    file since it was read, such as an editor, has its edits planned anew on what is there.

    Args:
        paths: the paths that the user named.
        plan: reads the files through the contents that it is given, and says which edits it needs.

    Raises:
        CannotWrite: there is no room or no right, others keep writing there; and what `plan` raises.
    """
    put_back(paths)
    with ExitStack() as held:
        planned, changes = _put(paths, plan, held)
        try:
            yield planned
        except BaseException:
            take_back(changes)
            raise


def _put(
    paths: Sequence[str], plan: Callable[[Mapping[str, bytes]], P], held: ExitStack
) -> tuple[P, Sequence[FileChange]]:
    """Write what is planned; the locks stay with `held`."""
    folders = roots_of(paths)
    for _ in range(MOST_ROUNDS):
        with ExitStack() as locks:
            locks.enter_context(locked(folders, waiting=_waiting))
            as_read = AsRead()
            planned = plan(as_read)
            changes = [_change(edit) for edit in planned.edits]
            needed = folders | {str(each.path.parent) for each in changes}
            if needed == folders and _written(changes, as_read):
                held.push(locks.pop_all())
                return planned, changes
            # All folders are locked in one go, in one order; what was planned may be different then.
            folders = needed
    names = ", ".join(str(each.path) for each in changes)
    raise CannotWrite(f"{names}: saved by others again and again while being edited: nothing was written; try again")


def _change(edit: Edit) -> FileChange:
    before = None if edit.before is None else edit.before.encode("utf-8")
    return FileChange(Path(os.path.realpath(edit.path)), before, edit.after.encode("utf-8"))


def _written(changes: Sequence[FileChange], as_read: AsRead) -> bool:
    """True if the files were written; none is, if one holds other bytes than the plan was made from."""
    if any(as_read.kept.get(str(each.path), each.before) != each.before for each in changes):
        return False
    try:
        put(changes)
    except FileChanged:
        return False
    return True


def _waiting(folder: str) -> None:
    say(f"goalcheck: waiting for another goalcheck that writes in {for_terminal(folder)}\n")
