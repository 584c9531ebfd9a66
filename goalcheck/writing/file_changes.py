"""Files changed together: all or none, and only where they still hold what was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from goalcheck.writing.journal import content_of, journaled
from goalcheck.writing.replacing import CannotWrite, replace, settle, staged, sweep


class FileChange(NamedTuple):
    """A file, by its path without links, with what it holds and what it shall hold; None where there is no file."""

    path: Path
    before: bytes | None
    after: bytes | None


class FileChanged(Exception):
    """A file does not hold what was read from it; `args` is its path. Nothing is written."""


def put(changes: Sequence[FileChange]) -> None:
    """Write the files, all or none. The locks of their folders are held.

    The new contents are on the disk before the first file changes. A journal tells the next command what to put back
    where this one is killed between two files.

    Raises:
        Changed: a file does not hold what it did.
        CannotWrite: there is no room or no right.
    """
    with _told(changes), ExitStack() as temporary:
        for folder in sorted({change.path.parent for change in changes}):
            sweep(folder)
        ready = [(each, temporary.enter_context(_staged(each))) for each in changes]
        for change in changes:
            _expect_before(change)
        if len(changes) > 1:
            temporary.enter_context(
                journaled({each.path: each.before for each in changes}, {each.path: each.after for each in changes})
            )
        _move_all(ready)


def take_back(changes: Sequence[FileChange]) -> None:
    """Let the files hold what they did before they were put; those that others have written to since stay.

    Raises:
        CannotWrite: there is no room or no right.
    """
    with _told(changes), suppress(FileChanged):  # changed just now: it is not ours any more
        own = [each for each in changes if content_of(each.path) == each.after]
        put([FileChange(each.path, each.after, each.before) for each in own])


@contextmanager
def _told(changes: Sequence[FileChange]) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        names = ", ".join(str(each.path) for each in changes)
        raise CannotWrite(f"cannot write {names}: {error.strerror or error}") from error


@contextmanager
def _staged(change: FileChange) -> Iterator[Path | None]:
    if change.after is None:
        yield None
        return
    with staged(change.path, change.after) as new:
        yield new


def _expect_before(change: FileChange) -> None:
    if content_of(change.path) != change.before:
        raise FileChanged(str(change.path))


def _move_all(ready: Sequence[tuple[FileChange, Path | None]]) -> None:
    begun: list[FileChange] = []
    try:
        for change, new in ready:
            _expect_before(change)
            begun.append(change)
            if new is None:
                change.path.unlink()
            else:
                new.replace(change.path)
    except BaseException:
        for change in reversed(begun):
            _restore(change)
        raise
    for folder in sorted({change.path.parent for change in begun}):
        settle(folder)


def _restore(change: FileChange) -> None:
    """Put back what a file held, unless it was not changed or others have written to it since."""
    if content_of(change.path) != change.after:
        return
    if change.before is None:
        change.path.unlink(missing_ok=True)
    else:
        replace(change.path, change.before)
