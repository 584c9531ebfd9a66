"""One file replaced by another that was written whole beside it."""

from __future__ import annotations

import errno
import os
import re
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from goalcheck.source import GoalcheckError

EDIT_PREFIX = ".goalcheck-edit-"
"""Starts the names of temporary files that only a command makes which holds the lock of their folder."""

_LEFT_BEHIND = re.compile(re.escape(EDIT_PREFIX) + r"[a-z0-9_]{8}")


class CannotWrite(GoalcheckError):
    """The result cannot be written where it was wanted."""


@contextmanager
def staged(target: Path, content: bytes, *, prefix: str = EDIT_PREFIX) -> Iterator[Path]:
    """A temporary file beside the target, with its new content on the disk; gone at the end unless it was renamed.

    It has the permissions and, as far as the user may give them, the owner and group of the target; where there is no
    target, the permissions that the umask leaves.

    Raises:
        OSError: there is no room or no right.
    """
    status = _status(target)
    if status is not None and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=prefix)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _keep_owner(name, status)
        Path(name).chmod(_from_umask() if status is None else stat.S_IMODE(status.st_mode))
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def replace(target: Path, content: bytes, *, prefix: str = EDIT_PREFIX) -> None:
    """Give a file new content; it is the old or the new one at every moment.

    Raises:
        OSError: there is no room or no right.
    """
    with staged(target, content, prefix=prefix) as new:
        new.replace(target)
    settle(target.parent)


def settle(folder: Path) -> None:
    """Have the names in a folder written to the disk, where the system can be asked to."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sweep(folder: Path) -> None:
    """Remove the temporary files of killed commands from a folder whose lock is held, so that nobody uses them."""
    with suppress(OSError):
        left = [entry.name for entry in os.scandir(folder) if _LEFT_BEHIND.fullmatch(entry.name)]
        for name in left:
            with suppress(OSError):
                (folder / name).unlink()


def _status(target: Path) -> os.stat_result | None:
    with suppress(FileNotFoundError):
        return target.stat()
    return None


def _keep_owner(name: str, status: os.stat_result | None) -> None:
    if status is None or not hasattr(os, "chown"):
        return
    mine = Path(name).stat()
    if (mine.st_uid, mine.st_gid) == (status.st_uid, status.st_gid):
        return
    for user in (status.st_uid, -1):  # only root may give files away, but a member may set the group
        with suppress(OSError):
            os.chown(name, user, status.st_gid)
            return


def _from_umask() -> int:
    umask = os.umask(0o077)  # there is no other way to ask for it
    os.umask(umask)
    return 0o666 & ~umask
