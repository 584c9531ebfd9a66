"""One writer at a time in a folder.

The lock is on the folder itself (`flock`), so that there is no file to leave behind, readers are not in its way, and
the system lets go of it when its holder ends, however that ends. Where a folder cannot be locked (Windows, some network
file systems), a file in the user's state folder is locked instead.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from goalcheck.writing.replacing import CannotWrite
from goalcheck.writing.state import made_state_folder

WAIT_SECONDS = 120.0
"""After so long a command gives up: another has stopped or hangs."""

SAY_AFTER_SECONDS = 1.5
PAUSE_SECONDS = 0.05

if sys.platform == "win32":
    import msvcrt

    def _open_folder(folder: str) -> int:
        raise IsADirectoryError(folder)

    def _try_to_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _open_folder(folder: str) -> int:
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)

    def _try_to_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def roots_of(paths: Sequence[str]) -> set[str]:
    """The folders, without links, that paths name or stand in; those that are not there are left out."""
    folders = (path if os.path.isdir(path) else os.path.dirname(path) or os.curdir for path in paths)  # noqa: PTH112, PTH120
    return {os.path.realpath(folder) for folder in folders if os.path.isdir(folder)}  # noqa: PTH112


def _in_silence(_: str) -> None:
    """Say nothing about waiting."""


@contextmanager
def locked(
    folders: Iterable[str], *, waiting: Callable[[str], None] = _in_silence, seconds: float | None = None
) -> Iterator[None]:
    """Be the only writer in these folders.

    All are locked in one order, so that two commands never wait for each other.

    Args:
        waiting: told a folder once, when another has been writing there for a while.
        seconds: how long to wait at most, WAIT_SECONDS by default.

    Raises:
        CannotWrite: another is still writing there, or there is nothing that could be locked.
    """
    start = time.monotonic()
    wait = _Wait(start + SAY_AFTER_SECONDS, start + (WAIT_SECONDS if seconds is None else seconds), waiting)
    with ExitStack() as held:
        for folder in sorted({os.path.realpath(each) for each in folders}):
            held.callback(os.close, _lock(folder, wait))
        yield


class _Wait:
    """The patience of one command, over all of its locks."""

    def __init__(self, say_at: float, end: float, waiting: Callable[[str], None]) -> None:
        self._say_at = say_at
        self._end = end
        self._waiting = waiting
        self._said = False

    def pause(self, folder: str) -> None:
        """Wait a moment for a folder.

        Raises:
            CannotWrite: that was the last moment.
        """
        now = time.monotonic()
        if now >= self._end:
            raise CannotWrite(
                f"another goalcheck is still writing in {folder}: nothing was written; try again when it has finished"
            )
        if now >= self._say_at and not self._said:
            self._said = True
            self._waiting(folder)
        time.sleep(PAUSE_SECONDS)


def _lock(folder: str, wait: _Wait) -> int:
    """A descriptor that holds the lock of a folder."""
    try:
        return _lock_opened(_open_folder(folder), folder, wait)
    except OSError:
        try:
            return _lock_opened(_open_substitute(folder), folder, wait)
        except OSError as error:
            raise CannotWrite(f"cannot lock {folder} for writing: {error.strerror or error}") from error


def _lock_opened(descriptor: int, folder: str, wait: _Wait) -> int:
    try:
        while not _try_to_lock(descriptor):
            wait.pause(folder)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _open_substitute(folder: str) -> int:
    from hashlib import sha256

    name = f"{sha256(os.fsencode(folder)).hexdigest()[:32]}.lock"
    return os.open(os.path.join(made_state_folder("locks"), name), os.O_RDWR | os.O_CREAT, 0o600)  # noqa: PTH118
